"""The table of types that a service file prices by key: what each has, under what its prices are found."""

from collections.abc import Mapping
from functools import partial

from calculator.catalogue.attributes import Attributes, Value
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.keyed_layout import table_name
from calculator.services.service import TypeTable
from calculator.services.service_files.keyed import KEYED, purchase_of, table_of
from calculator.services.service_files.keyed_choices import Column
from calculator.services.service_files.layout import ServiceFile

# By what people divide the price of a machine.
MEASURES = ("vCPU", "GiB")
# What can be said in so many words is chosen from a list of them.
MOST_WORDS = 8


def type_table(declared: ServiceFile, attributes: Mapping[str, Attributes]) -> TypeTable | None:
    """The table of the first input that a service is compared by and whose values are the last key of a table.

    There is none where nothing is known of the choices, so that no need could be stated.
    """
    for name in declared.compare_by:
        field = declared.inputs.get(name)
        if name in attributes and field is not None and field.kind in (KEYED, "choice"):
            at = table_of(name, declared)
            if at in declared.keyed and declared.keyed[at].columns[-1] == name:
                return _table(name, at, declared, attributes[name])
    return None


def _table(name: str, at: str, declared: ServiceFile, attributes: Attributes) -> TypeTable:
    layout, table = declared.keyed[at], table_name(declared.key, at)
    beside = layout.columns[:-1]
    measures = tuple(
        found for unit in MEASURES for found in [each.name for each in attributes.columns if each.unit == unit][:1]
    )
    filters = (each.name for each in attributes.columns if each.unit or _is_of_few_words(each.name, attributes))
    return TypeTable(
        table=table,
        field=name,
        billed=next(each.label for each in declared.charges if each.keyed == at),
        purchase=purchase_of(at, declared),
        beside=beside,
        columns=attributes.columns,
        filters=tuple(filters),
        measures=measures,
        taken=measures,
        known=partial(_known, Column(table, layout, name, {}), attributes),
        priced_as=partial(_priced_as, beside),
    )


def _is_of_few_words(name: str, attributes: Attributes) -> bool:
    return len({has[name] for has in attributes.rows.values()}) <= MOST_WORDS


def _known(
    column: Column, attributes: Attributes, prices: Catalogue, chosen: Mapping[str, str]
) -> Mapping[str, Mapping[str, Value]]:
    """Every type that is sold in any Region beside what is chosen."""
    return {name: attributes.of(name) for name in sorted(column.values(prices.sold(column.table), chosen))}


def _priced_as(beside: tuple[str, ...], name: str, chosen: Mapping[str, str]) -> str:
    return " ".join((*(chosen[each] for each in beside), name))
