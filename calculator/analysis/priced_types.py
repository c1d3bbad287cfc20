"""The types of a service with what an hour and a month of each comes to, ready to be filtered and sorted.

A type without a price has none in its figures: it is never taken for free.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

from calculator.catalogue.attributes import Value
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import ON_DEMAND, in_words
from calculator.core.arithmetic import EXACT, exactly, ratio
from calculator.core.errors import NotPriced
from calculator.services.commitments.hour import hour_in_effect, hours_in_effect, last_seen
from calculator.services.service import TypeTable

TYPE, MONTH, HOUR, SAVING, SEEN = "type", "month", "hour", "saving", "price_date"
PER = "month_per_"
NUMBER, WORDS, MONEY, RATE, PERCENT = "number", "words", "money", "rate", "percent"
HUNDRED = Decimal(100)
Figures: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Column:
    """One figure of types: how it is written follows its kind; one that is `aside` is shown on request."""

    name: str
    label: str
    unit: str
    kind: str
    is_aside: bool = False


@dataclass(frozen=True, eq=False)
class PricedTypes:
    """All types under one way to buy in a Region on a day, by name, and the columns of their figures.

    `memory` is what was worked out of them elsewhere, such as their texts; it is gone when they are.
    """

    columns: Mapping[str, Column]
    figures: Mapping[str, Figures]
    memory: dict[Any, Any] = field(default_factory=dict, repr=False)
    _orders: dict[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict)
    _words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _rising: dict[str, tuple[list[Decimal], dict[str, int]]] = field(default_factory=dict)
    _silent: dict[str, frozenset[str]] = field(default_factory=dict)

    def in_order(self, by: str, *, is_descending: bool) -> tuple[str, ...]:
        """The names sorted by a column, the cheaper first among equals; what is not known stands last either way."""
        key = (by, is_descending)
        if key not in self._orders:
            usual = sorted(self.figures, key=self._cheapest)
            known = [name for name in usual if self.figures[name][by] is not None]
            known.sort(key=lambda name: _rank(self.figures[name][by]), reverse=is_descending)
            self._orders[key] = (*known, *(name for name in usual if self.figures[name][by] is None))
        return self._orders[key]

    def words_of(self, column: str) -> tuple[str, ...]:
        """Every word that a figure of some type consists of."""
        if column not in self._words:
            texts = {str(value) for each in self.figures.values() if (value := each[column]) is not None}
            self._words[column] = tuple(sorted({word for text in texts for word in words_in(text)}))
        return self._words[column]

    @cached_property
    def _seen(self) -> Mapping[str, frozenset[str]]:
        """The types by the day on which their price was seen, in the order of days."""
        days = sorted({str(each[SEEN]) for each in self.figures.values() if each[SEEN] is not None})
        return {day: frozenset(name for name, each in self.figures.items() if each[SEEN] == day) for day in days}

    def having(self, column: str, word: str) -> frozenset[str]:
        """The types of which a column says one of its words."""
        key = ("having", column, word)
        if key not in self.memory:
            texts = ((name, str(each[column])) for name, each in self.figures.items() if each[column] is not None)
            self.memory[key] = frozenset(name for name, text in texts if word in words_in(text))
        found: frozenset[str] = self.memory[key]
        return found

    def at_least(self, column: str, least: Decimal, names: Iterable[str]) -> list[str]:
        """Those of some types that have so much of what a column counts, or more; in their order."""
        if column not in self._rising:
            counted = (
                (value, name) for name, each in self.figures.items() if isinstance(value := each[column], Decimal)
            )
            rising = sorted(counted)
            places = {name: place for place, (_, name) in enumerate(rising)}
            self._rising[column] = [value for value, _ in rising], places
        values, places = self._rising[column]
        first = bisect_left(values, least)
        return [name for name in names if places.get(name, -1) >= first]

    def days_of(self, names: Collection[str]) -> list[str]:
        """The days on which the prices of some types were seen, in their order."""
        return [day for day, seen in self._seen.items() if not seen.isdisjoint(names)]

    def without(self, column: str) -> frozenset[str]:
        """The types of which a figure is not known."""
        if column not in self._silent:
            self._silent[column] = frozenset(name for name, each in self.figures.items() if each[column] is None)
        return self._silent[column]

    def _cheapest(self, name: str) -> tuple[bool, Decimal, str]:
        month = self.figures[name][MONTH]
        return (False, month, name) if isinstance(month, Decimal) else (True, Decimal(0), name)


def words_in(value: str) -> tuple[str, ...]:
    """The words that a figure consists of: a type may run more than one architecture."""
    return tuple(value.split(", "))


def _rank(value: Value) -> tuple[Decimal, int, str]:
    """Numbers by size; words by the number in them, such as `<5%`, `5-10%` and `>20%`, then as they are spelled."""
    if isinstance(value, Decimal):
        return value, 0, ""
    text = str(value)
    digits = "".join(each if each.isdigit() or each == "." else " " for each in text).split()
    number = Decimal(digits[0]) if digits and text[:1] in "<>0123456789" and digits[0].count(".") < 2 else Decimal(0)
    return number, {"<": -1, ">": 1}.get(text[:1], 0), text.casefold()


def columns_of(table: TypeTable, option: str) -> dict[str, Column]:
    """Every column of types under a way to buy, in their order."""
    labels = {each.name: each for each in table.columns}
    way = in_words(option)
    under = [
        Column(TYPE, "Type", "", WORDS),
        Column(MONTH, f"{way}, a month", "USD", MONEY),
        Column(HOUR, "an hour", "USD", RATE),
        *(Column(PER + each, f"a month per {labels[each].unit}", "USD", MONEY) for each in table.measures),
    ]
    if option != ON_DEMAND:
        under.append(Column(SAVING, "Saved against on-demand", "%", PERCENT))
    advised = table.advice.columns if table.advice and table.advice.option == option else ()
    has = [
        Column(each.name, each.label, each.unit, NUMBER if each.unit else WORDS, each.name in table.aside)
        for each in (*table.columns, *advised)
    ]
    seen = Column(SEEN, "Price seen on", "", WORDS, is_aside=not advised)
    return {each.name: each for each in (*under, *has, seen)}


def priced_types(
    table: TypeTable, option: str, chosen: Mapping[str, str], book: PriceBook, prices: Catalogue
) -> PricedTypes:
    """All types with their figures; `chosen` are the fields that prices depend on besides."""
    advice = table.advice.of(book.region, chosen) if table.advice and table.advice.option == option else {}
    columns = columns_of(table, option)
    nothing = dict.fromkeys(columns)
    with exactly(EXACT):
        figures = {
            name: {
                **nothing,
                TYPE: name,
                **has,
                **advice.get(name, {}),
                **_costs(has, table.measures, option, table.priced_as(name, chosen), book),
            }
            for name, has in table.known(prices, chosen).items()
        }
    return PricedTypes(columns, figures)


def _costs(has: Figures, measures: Sequence[str], option: str, priced: str, book: PriceBook) -> Figures:
    """What a type costs under a way to buy; nothing where there is no price."""
    hour, month = _hour(option, priced, book), _month(option, priced, book)
    if hour is None or month is None:
        return {}
    usual = None if option == ON_DEMAND else _hour(ON_DEMAND, priced, book)
    seen: date = last_seen(option, priced, book)
    return {
        HOUR: hour,
        MONTH: month,
        SEEN: seen.isoformat(),
        **{PER + each: ratio(month, size) for each in measures if isinstance(size := has.get(each), Decimal) and size},
        **({SAVING: ratio((usual - hour) * HUNDRED, usual)} if usual else {}),
    }


def _hour(option: str, priced: str, book: PriceBook) -> Decimal | None:
    try:
        return hour_in_effect(option, priced, book)
    except NotPriced:
        return None


def _month(option: str, priced: str, book: PriceBook) -> Decimal | None:
    try:
        return hours_in_effect(option, priced, book, Decimal(book.month.hours))
    except NotPriced:
        return None


@dataclass(frozen=True, slots=True)
class PriceUnder:
    """What a month of some types comes to under one way to buy, by type; and the days on which that was seen."""

    option: str
    label: str
    months: Mapping[str, Decimal | None]
    seen: Mapping[str, date]


def prices_under_each(
    table: TypeTable, names: Sequence[str], options: Sequence[str], chosen: Mapping[str, str], book: PriceBook
) -> list[PriceUnder]:
    """Some types under each way to buy of which any of them has a price."""
    found: list[PriceUnder] = []
    with exactly(EXACT):
        for option in options:
            priced = {name: table.priced_as(name, chosen) for name in names}
            months = {name: _month(option, priced[name], book) for name in names}
            seen = {name: last_seen(option, priced[name], book) for name in names if months[name] is not None}
            if seen:
                found.append(PriceUnder(option, in_words(option), months, seen))
    return found
