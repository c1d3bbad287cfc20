"""What a service file says of keyed prices, at work: choices, what they have, and what is bought by the hour."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from calculator.catalogue.attributes import Attribute, Attributes, read_attributes
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.keyed_layout import table_name
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import term_hours, term_years
from calculator.catalogue.tables import Known
from calculator.core.answer import AnswerWarning, LineItem, Metric
from calculator.core.arithmetic import Number, total
from calculator.core.display import in_sentence
from calculator.core.errors import FieldError, NotPriced
from calculator.core.inputs import Inputs
from calculator.services.commitments.advice import against_on_demand, bill_warnings
from calculator.services.commitments.bought import TERM_HOURS, Bought, charges, is_by_the_hour
from calculator.services.service_files.keyed_choices import Column, Offered, check_sold, purchases
from calculator.services.service_files.layout import Charge, ServiceFile
from calculator.services.worksheet import Worksheet

KEYED, PURCHASE = "keyed", "purchase"
# The fee of a commitment is a line beside that of its hours.
UPFRONT_LINE = "_upfront"


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
            found[name] = Offered(partial(column.known, prices), column.known, column.sold, column.in_its_place)
        elif field.kind == PURCHASE:
            at = table_of(name, service)
            under = partial(purchases, table_name(service.key, at), service.keyed[at])
            found[name] = Offered(partial(under, prices), under)
    return found


def _column(name: str, table: str, service: ServiceFile, attributes: Mapping[str, Attributes]) -> Column:
    labels = service.inputs[name].choices
    return Column(table_name(service.key, table), service.keyed[table], name, labels, attributes.get(name))


def purchase_of(table: str, service: ServiceFile) -> str:
    """The input of the way to buy what a table prices. Raises StopIteration where there is none."""
    return next(
        name for name, each in service.inputs.items() if each.kind == PURCHASE and table_of(name, service) == table
    )


class KeyedCharges:
    """The charges of a service that are priced by key: their lines, and what is to be said of them."""

    def __init__(self, service: ServiceFile, attributes: Mapping[str, Attributes]) -> None:
        self._service, self._attributes = service, attributes
        self._charges = tuple(charge for charge in service.charges if charge.keyed)
        # Found once: a ranking of all types asks for them for each.
        self._purchases = {each.keyed: purchase_of(each.keyed, service) for each in self._charges}
        self._columns = {
            each.keyed: [_column(name, each.keyed, service, attributes) for name in service.keyed[each.keyed].columns]
            for each in self._charges
        }
        hours = (name for name, each in service.inputs.items() if each.kind == "hours")
        self._hours = next(hours, "")

    def items(self, charge: Charge, sheet: Worksheet) -> Iterator[LineItem]:
        """The lines of a charge, in any of the ways to buy it. Raises NotPriced, naming what is sold instead."""
        of = self._bought(charge, sheet.usage)
        columns = self._columns[charge.keyed]
        check_sold(
            columns,
            [str(getattr(sheet.usage, each.name)) for each in columns],
            (self._purchases[charge.keyed], of.option),
            sheet.book,
            self._service.inputs,
        )
        is_committed = term_years(of.option) > 0
        yield from charges(of, sheet.knowing({TERM_HOURS: term_hours(of.option)}) if is_committed else sheet)

    def usd_of(self, charge: Charge, name: str, sheet: Worksheet) -> Callable[[str], Decimal | None] | None:
        """What a charge comes to for each value of one column of its key, None without a price, all else being alike.

        There is no such shortcut for what may be paid upfront.
        """
        of = self._bought(charge, sheet.usage)
        if not is_by_the_hour(of.option):
            return None
        hours, cards = sheet.billing.value(of.hours), sheet.book.cards
        columns = {each.name: str(getattr(sheet.usage, each.name)) for each in self._columns[charge.keyed]}

        def usd(value: str) -> Decimal | None:
            card = cards.get((of.option, " ".join({**columns, name: value}.values())))
            return None if card is None else Decimal(total(each.usd for each in card.split(hours)))

        return usd

    def metrics(self, items: tuple[LineItem, ...], sheet: Worksheet, of_average: Worksheet) -> Iterator[Metric]:
        """When a commitment pays; what the choices have that have a table of attributes."""
        for charge in self._charges:
            if applies(charge.only_for, sheet.usage):
                before = f"{charge.name}_" if len(self._charges) > 1 else ""
                found = against_on_demand(self._bought(charge, sheet.usage), items, sheet, of_average)
                yield from (replace(each, name=before + each.name) for each in found)
        for name, attributes in self._attributes.items():
            if applies(self._service.inputs[name].only_for, sheet.usage):
                has = attributes.of(getattr(sheet.usage, name))
                yield from (Metric(each.name, each.label, has.get(each.name), each.unit) for each in attributes.columns)

    def bill_warnings(self, sheet: Worksheet) -> Iterator[AnswerWarning]:
        """What the prices are worth, and what is paid without being used."""
        for charge in self._charges:
            if applies(charge.only_for, sheet.usage):
                of = self._bought(charge, sheet.usage)
                yield from bill_warnings(of, sheet, self._purchases[charge.keyed], self._hours)

    def _bought(self, charge: Charge, usage: Inputs) -> Bought:
        """What a charge bills, as it is bought."""
        layout = self._service.keyed[charge.keyed]
        return Bought(
            charge.name,
            charge.label,
            f"{charge.name}{UPFRONT_LINE}",
            layout.thing,
            charge.quantity.text,
            charge.committed.text if charge.committed else charge.quantity.text,
            str(getattr(usage, self._purchases[charge.keyed])),
            " ".join(str(getattr(usage, column)) for column in layout.columns),
            charge.assumption,
        )


def applies(only_for: Mapping[str, tuple[str, ...]], usage: Inputs) -> bool:
    """Whether something that is only for certain choices has an effect under those made."""
    return all(getattr(usage, chooser) in values for chooser, values in only_for.items())


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
