"""The form that types are found by: its fields as they were typed, and what an address needs to say of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from calculator.analysis.priced_types import MONTH, TYPE, Column
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
from calculator.presentation.option_list import option_list
from calculator.services.service import Service, TypeTable
from calculator.web.page_request import with_state

MONTH_LENGTH, ALWAYS_SHOWN = "month", (TYPE, MONTH)
# What stays from page to page but has no box of its own beside the others.
UNSEEN = (MONTH_LENGTH,)
FIND_OUT = "Any"
# Boxes as people fill them in, a handful for each of the searches of a while.
BOXES_KEPT, COLUMNS_KEPT = 1024, 64
LIST = '<div class="wide"><label for="field-{0}">{1}</label><select id="field-{0}" name="{0}">{2}</select></div>'
TYPED = (
    '<div class="{0}"><label for="field-{2}">{3}</label>'
    '<input id="field-{2}" name="{2}" value="{4}" spellcheck="false"{1}></div>'
)
TICKED = '<label class="check"><input type="checkbox" name="columns" value="{}"{}> {}</label>'
DECIMALS, CHECKED = mark_safe(' inputmode="decimal"'), mark_safe(" checked")


@dataclass(frozen=True, slots=True)
class Box:
    """One field of the form: a list of choices, or a box to type a text or a number into."""

    name: str
    label: str
    text: str
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_words: bool = False


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
    yield Box(NAME, "Name contains", typed.get(NAME, ""), is_words=True)
    fields = found.fields if found else {}
    for name in table.filters:
        yield _filter_box(name, fields.get(name), typed, table)
    for name, each in _declared(asked, table).items():
        if name not in UNSEEN:
            usual = "" if each.derived else str(each.default)
            yield Box(name, each.label, typed.get(name) or usual, choices=_choices(each), is_words=True)


def hidden(typed: Mapping[str, str], ticked: Sequence[str], listed: Sequence[str]) -> list[tuple[str, str]]:
    """What the form says without a box: how the table stands, and the ticked types that are not on the page."""
    kept = [(name, typed[name]) for name in (PRESENT, SORT, SHOWN, *UNSEEN) if typed.get(name)]
    return [*kept, *((SIDE, name) for name in ticked if name not in listed)]


@lru_cache(maxsize=BOXES_KEPT)
def box_html(box: Box) -> SafeString:
    """A field with its label."""
    label = f"{box.label}, {box.unit}" if box.unit and box.unit not in box.label else box.label
    if box.choices:
        return format_html(LIST, box.name, label, option_list(box.choices, box.text))
    return format_html(TYPED, *(("wide", "") if box.is_words else ("narrow", DECIMALS)), box.name, label, box.text)


@lru_cache(maxsize=COLUMNS_KEPT)
def column_choices(columns: tuple[Column, ...], shown: tuple[Column, ...]) -> SafeString:
    """The columns that can be left out, each ticked if it is shown."""
    optional = (each for each in columns if each.name not in ALWAYS_SHOWN)
    named = ((each, f"{each.label}, {each.unit}" if each.unit else each.label) for each in optional)
    return format_html_join("", TICKED, ((each.name, CHECKED if each in shown else "", label) for each, label in named))


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
