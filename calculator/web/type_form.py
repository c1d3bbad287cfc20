"""The form that types are found by: its fields as they were typed, and what an address needs to say of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from calculator.analysis.priced_types import MONTH
from calculator.application.found_types import (
    ANY,
    NAME,
    PRESENT,
    SHOWN,
    SIDE,
    SORT,
    FoundTypes,
    known_fields,
    of_question,
)
from calculator.application.questions import common, declared
from calculator.core.declarations import ChoiceField, Declaration, QuantityField
from calculator.core.display import exact_text
from calculator.services.service import Service, TypeTable
from calculator.web.page_request import with_state

MONTH_LENGTH = "month"
# What stays from page to page but has no box of its own beside the others.
UNSEEN = (MONTH_LENGTH,)
FIND_OUT = "Any"


@dataclass(frozen=True, slots=True)
class Box:
    """One field of the form: a list of choices, or a box to type a text or a number into."""

    name: str
    label: str
    text: str
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()


def stated(asked: Service, table: TypeTable, typed: Mapping[str, str]) -> dict[str, str]:
    """What an address needs to say of what was typed: nothing that is so anyway."""
    usual = {name: str(each.default) for name, each in _declared(asked, table).items()}
    usual |= {SORT: MONTH, **dict.fromkeys(table.filters, ANY)}
    # A box that was emptied says that none is needed, where a type would say otherwise.
    emptied = table.taken if typed.get(PRESENT) else ()
    return {
        name: typed[name]
        for name in known_fields(table)
        if name in typed and (typed[name] or name in emptied) and typed[name] != usual.get(name)
    }


def service_address(path: str, table: TypeTable, state: Mapping[str, str]) -> str:
    """The page of a service under the same prices, to which the name of a type is added."""
    return with_state(path, {**{name: state[name] for name in of_question(table) if name in state}, table.field: ""})


def boxes(asked: Service, table: TypeTable, typed: Mapping[str, str], found: FoundTypes | None) -> Iterator[Box]:
    """Every field that is filled in; without an answer as it was typed."""
    yield Box(NAME, "Name contains", typed.get(NAME, ""))
    fields = found.fields if found else {}
    for name in table.filters:
        yield _filter_box(name, fields.get(name), typed, table)
    for name, each in _declared(asked, table).items():
        if name not in UNSEEN:
            usual = "" if each.derived else str(each.default)
            yield Box(name, each.label, typed.get(name) or usual, choices=_choices(each))


def hidden(typed: Mapping[str, str], ticked: Sequence[str], listed: Sequence[str]) -> list[tuple[str, str]]:
    """What the form says without a box: how the table stands, and the ticked types that are not on the page."""
    kept = [(name, typed[name]) for name in (PRESENT, SORT, SHOWN, *UNSEEN) if typed.get(name)]
    return [*kept, *((SIDE, name) for name in ticked if name not in listed)]


def column_choices(found: FoundTypes) -> list[tuple[str, str, bool]]:
    """The columns that can be left out, each with whether it is shown."""
    shown = {each.name for each in found.shown}
    optional = [each for each in found.types.columns.values() if each.name not in (PRESENT, MONTH)]
    return [
        (each.name, f"{each.label}, {each.unit}" if each.unit else each.label, each.name in shown) for each in optional
    ]


def _filter_box(name: str, field: Declaration | None, typed: Mapping[str, str], table: TypeTable) -> Box:
    if isinstance(field, ChoiceField):
        return Box(name, field.label, typed.get(name) or ANY, choices=_choices(field))
    if isinstance(field, QuantityField):
        usual = exact_text(field.default) if field.default else ""
        return Box(name, field.label, typed.get(name, usual), field.unit)
    column = next(each for each in table.columns if each.name == name)
    label, text = f"{column.label}, min" if column.unit else column.label, typed.get(name, "")
    return Box(name, label, text, column.unit, () if column.unit else ((text or ANY, text or FIND_OUT),))


def _choices(field: Declaration) -> tuple[tuple[str, str], ...]:
    return tuple((each.value, each.label) for each in field.choices) if isinstance(field, ChoiceField) else ()


def _declared(asked: Service, table: TypeTable) -> dict[str, Declaration]:
    """The fields that prices depend on."""
    fields = {**common(), **declared(asked)}
    return {name: fields[name] for name in (*table.beside, table.purchase, *common())}
