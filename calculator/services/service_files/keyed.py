"""What a service file says of keyed prices, at work: its choices, what they have, and what is bought by the hour."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path

from calculator.catalogue.attributes import Attribute, Attributes, read_attributes
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.keyed_layout import table_name
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.tables import Known
from calculator.core.arithmetic import Number
from calculator.core.display import in_sentence
from calculator.core.errors import FieldError, NotPriced
from calculator.core.inputs import Inputs
from calculator.services.commitments import Bought
from calculator.services.service_files.keyed_choices import Column, Offered, check_sold, purchases
from calculator.services.service_files.layout import Charge, ServiceFile

KEYED, PURCHASE = "keyed", "purchase"


def attributes_of(folder: Path, service: ServiceFile, known: Known | None = None) -> dict[str, Attributes]:
    """What the choices of each input have that has a table of attributes; see `read_attributes`. Raises BrokenTable."""
    return {
        name: read_attributes(
            folder / f"{name}.csv", name, [Attribute(each, has.label, has.unit) for each, has in columns.items()], known
        )
        for name, columns in service.attributes.items()
    }


def table_of(name: str, service: ServiceFile) -> str:
    """The name under `[keyed]` of the table that an input belongs to."""
    field = service.inputs[name]
    holding = (table for table, layout in service.keyed.items() if field.kind == PURCHASE or name in layout.columns)
    return field.table or next(holding, "")


def offered_by(service: ServiceFile, attributes: Mapping[str, Attributes], prices: Catalogue) -> dict[str, Offered]:
    """The choices of each input that follows from prices; `prices` are those of which they are known by name."""
    found: dict[str, Offered] = {}
    for name, field in service.inputs.items():
        if field.kind == KEYED:
            column = _column(name, table_of(name, service), service, attributes)
            found[name] = Offered(partial(column.known, prices), column.known, column.sold)
        elif field.kind == PURCHASE:
            at = table_of(name, service)
            under = partial(purchases, table_name(service.key, at), service.keyed[at])
            found[name] = Offered(partial(under, prices), under)
    return found


def _column(name: str, table: str, service: ServiceFile, attributes: Mapping[str, Attributes]) -> Column:
    labels = service.inputs[name].choices
    return Column(table_name(service.key, table), service.keyed[table], name, labels, attributes.get(name))


def bought(charge: Charge, service: ServiceFile, usage: Inputs) -> Bought:
    """What a keyed charge bills, as it is bought."""
    layout = service.keyed[charge.keyed]
    option = str(getattr(usage, purchase_of(charge.keyed, service)))
    return Bought(
        charge.name,
        charge.label,
        f"{charge.name}_upfront",
        layout.thing,
        charge.quantity.text,
        charge.committed.text if charge.committed else charge.quantity.text,
        option,
        " ".join(str(getattr(usage, column)) for column in layout.columns),
        charge.assumption,
    )


def purchase_of(table: str, service: ServiceFile) -> str:
    """The input of the way to buy what a table prices. Raises StopIteration where there is none."""
    return next(
        name for name, each in service.inputs.items() if each.kind == PURCHASE and table_of(name, service) == table
    )


def check(
    charge: Charge, service: ServiceFile, attributes: Mapping[str, Attributes], usage: Inputs, book: PriceBook
) -> None:
    """Raises NotPriced where nothing like what a charge bills is sold in the Region, naming what is."""
    names = service.keyed[charge.keyed].columns
    purchase = purchase_of(charge.keyed, service)
    check_sold(
        [_column(name, charge.keyed, service, attributes) for name in names],
        [str(getattr(usage, name)) for name in names],
        (purchase, str(getattr(usage, purchase))),
        book,
        service.inputs,
    )


def attribute_of(name: str, attributes: Mapping[str, Attributes], usage: Inputs, book: PriceBook) -> Number | str:
    """What the choice of an input has, by a name such as `node_type.memory_gib`. Raises NotPriced if nobody says."""
    field, _, attribute = name.partition(".")
    choice = getattr(usage, field)
    value = attributes[field].of(choice).get(attribute)
    if value is None:
        column = next(each for each in attributes[field].columns if each.name == attribute)
        message = f"The {in_sentence(column.label)} of {choice} is not in our data, so this cannot be worked out."
        raise NotPriced([FieldError(field, message, str(choice))])
    return book.in_own_system(value) if isinstance(value, Decimal) else value
