"""A need of types as it is typed, and the types of a service that meet it under the prices in use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from calculator.analysis.priced_types import (
    MONTH,
    NUMBER,
    TYPE,
    Column,
    PricedTypes,
    PriceUnder,
    priced_types,
    prices_under_each,
)
from calculator.analysis.type_finder import Found, Need, find, need_of
from calculator.application.questions import ask, catalogue, common, today
from calculator.catalogue.catalogue import Catalogue
from calculator.core.choices import Choice
from calculator.core.declarations import ChoiceField, Declaration, QuantityField, read_field
from calculator.core.errors import FieldError, InvalidInput, UnknownName, shown
from calculator.core.month import MONTHS
from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.estimator import Question, book_for, book_of
from calculator.services import service
from calculator.services.service import Service, TypeTable

PRESENT, NAME, SORT, SIDE, SHOWN = "type", "name", "sort", "side", "columns"
OWN = (PRESENT, NAME, SORT, SIDE, SHOWN)
SEVERAL = (SIDE, SHOWN)
ANY = "any"
DESCENDING = "-"
MOST_SIDE_BY_SIDE = 6
LONGEST_NAME = 60
# Regions, days and ways to buy; with the texts of all of its types each weighs about as much as six megabytes.
SETS_KEPT = 6
# Under each of them people look for types page by page, one need after another.
QUESTIONS_KEPT = 8 * SETS_KEPT


@dataclass(frozen=True)
class FoundTypes:
    """What was asked, and what was found; `present` is the type that the need was taken from, if any."""

    service: Service
    table: TypeTable
    question: Question
    chosen: Mapping[str, str]
    fields: Mapping[str, Declaration]
    types: PricedTypes
    need: Need
    found: Found
    by: str
    is_descending: bool
    present: str
    side: tuple[str, ...]
    shown: tuple[Column, ...]
    notes: tuple[str, ...]

    @property
    def option(self) -> str:
        """The way to buy."""
        return str(getattr(self.question.usage, self.table.purchase))


def type_table(key: str) -> tuple[Service, TypeTable]:
    """A service and its table of types. Raises UnknownName."""
    asked = service(key)
    if asked.TYPE_TABLE is None:
        raise UnknownName([FieldError("types", f"{asked.NAME} has no types to choose from by what they have.")])
    return asked, asked.TYPE_TABLE


def of_question(table: TypeTable) -> tuple[str, ...]:
    """The fields that prices depend on: those of every question, the way to buy and what it is beside."""
    return (*common(), *table.beside, table.purchase)


def known_fields(table: TypeTable) -> tuple[str, ...]:
    """Every parameter of a search for types, but for the page and how it is written."""
    return (*of_question(table), *table.filters, *OWN)


def find_types(key: str, raw: Mapping[str, str]) -> FoundTypes:
    """The types that meet what is typed. Raises UnknownName, NotPriced, InvalidInput with every wrong field."""
    asked, table = type_table(key)
    question = _question(key, tuple(_fields_of_question(table, raw).items()), catalogue(), today())
    chosen = {name: str(getattr(question.usage, name)) for name in table.beside}
    option = str(getattr(question.usage, table.purchase))
    book_for(question, catalogue())
    types = _priced(key, question.region, question.as_of, question.month.name, option, (*chosen.items(),), catalogue())
    present = str(getattr(question.usage, table.field)) if raw.get(PRESENT) else ""
    errors: list[FieldError] = []
    fields = need_fields(table, types, present)
    need = _need(fields, raw, errors)
    by, is_descending = _order(types, raw.get(SORT) or MONTH, errors)
    shown_columns = _shown(types, raw.get(SHOWN, ""), errors)
    if errors:
        raise InvalidInput(errors)
    side, notes = _side(types, raw.get(SIDE, ""))
    found = find(types, need, by, is_descending=is_descending)
    return FoundTypes(
        asked, table, question, chosen, fields, types, need, found, by, is_descending, present, side, shown_columns,
        notes,
    )  # fmt: skip


def side_by_side(asked: FoundTypes) -> tuple[list[PriceUnder], list[str]]:
    """The ticked types under every way to buy of which any of them has a price; the others, as people call them."""
    declared = asked.question.declared[asked.table.purchase]
    assert isinstance(declared, ChoiceField)
    ways = {each.value: each.label for each in declared.choices}
    book = book_for(asked.question, catalogue())
    found = prices_under_each(asked.table, asked.side, [*ways], asked.chosen, book)
    priced = {each.option for each in found}
    return found, [label for option, label in ways.items() if option not in priced]


def _fields_of_question(table: TypeTable, raw: Mapping[str, str]) -> dict[str, str]:
    fields = {name: raw[name] for name in of_question(table) if raw.get(name)}
    return {**fields, table.field: raw[PRESENT]} if raw.get(PRESENT) else fields


@lru_cache(maxsize=QUESTIONS_KEPT)
def _question(key: str, fields: tuple[tuple[str, str], ...], _prices: Catalogue, _day: date) -> Question:
    """The question about one type that has all the fields that prices depend on. Raises InvalidInput."""
    return ask(key, dict(fields))


@lru_cache(maxsize=SETS_KEPT)
def _priced(
    key: str, region: str, as_of: date, month: str, option: str, chosen: tuple[tuple[str, str], ...], prices: Catalogue
) -> PricedTypes:
    asked, table = type_table(key)
    return priced_types(table, option, dict(chosen), book_of(asked, region, as_of, MONTHS[month], prices), prices)


def need_fields(table: TypeTable, types: PricedTypes, present: str) -> dict[str, Declaration]:
    """What a need can be stated of; what the present type has is its default."""
    has = need_of(types.figures.get(present, {}), table.taken)
    return {name: _field(types.columns[name], types, has.get(name, Decimal(0))) for name in table.filters}


def _field(column: Column, types: PricedTypes, least: Decimal) -> Declaration:
    if column.kind == NUMBER:
        return QuantityField(label=f"{column.label}, min", help="0 asks for none.", unit=column.unit, default=least)
    choices = (Choice(ANY, "Any"), *(Choice(word, word) for word in types.words_of(column.name)))
    return ChoiceField(label=column.label, help="Of the type.", choices=choices, default=ANY)


def _need(fields: Mapping[str, Declaration], raw: Mapping[str, str], errors: list[FieldError]) -> Need:
    """The need that is typed; a box that was emptied asks for nothing."""
    least: dict[str, Decimal] = {}
    words: dict[str, str] = {}
    for name, field in fields.items():
        if isinstance(field, QuantityField):
            typed = raw.get(name, field.default) or Decimal(0)
            number = Decimal(read_field(name, field, typed, errors))
            least |= {name: number} if number else {}
        else:
            word = str(read_field(name, field, raw.get(name) or ANY, errors))
            words |= {name: word} if word != ANY else {}
    part = raw.get(NAME, "")
    if len(part) > LONGEST_NAME:
        errors.append(FieldError(NAME, f"A name has at most {LONGEST_NAME} characters.", shown(part)))
    return Need(least, words, part)


def _order(types: PricedTypes, typed: str, errors: list[FieldError]) -> tuple[str, bool]:
    by = typed.removeprefix(DESCENDING)
    if by not in types.columns:
        errors.append(_no_column(SORT, by, types))
        by = MONTH
    return by, typed.startswith(DESCENDING)


def _shown(types: PricedTypes, typed: str, errors: list[FieldError]) -> tuple[Column, ...]:
    """The columns that are asked for, in their own order; the type and what it costs always."""
    wanted = [name.strip() for name in typed.split(",") if name.strip()]
    errors.extend(_no_column(SHOWN, name, types) for name in wanted[:MOST_SIDE_BY_SIDE] if name not in types.columns)
    if not wanted:
        return tuple(each for each in types.columns.values() if not each.is_aside)
    return tuple(each for name, each in types.columns.items() if name in (TYPE, MONTH) or name in wanted)


def _no_column(field: str, name: str, types: PricedTypes) -> FieldError:
    near = nearest_names(name, types.columns)
    advice = did_you_mean(near) if near else f"There are {', '.join(types.columns)}."
    return FieldError(field, f"There is no column {shown(name)!r}. {advice}", shown(name))


def _side(types: PricedTypes, typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The types that are ticked, and what is to be said of them."""
    named = [*dict.fromkeys(name.strip() for name in typed.split(",") if name.strip())]
    known = [name for name in named if name in types.figures]
    unknown = [shown(name) for name in named if name not in types.figures]
    notes = []
    if unknown:
        notes.append(f"Not side by side, because there is no such type here: {', '.join(unknown[:MOST_SIDE_BY_SIDE])}.")
    if len(known) > MOST_SIDE_BY_SIDE:
        notes.append(f"{len(known)} types are ticked; the first {MOST_SIDE_BY_SIDE} of them stand side by side.")
    return tuple(known[:MOST_SIDE_BY_SIDE]), tuple(notes)
