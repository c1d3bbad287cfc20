"""Which rule takes which row: every value of a column admits some rules, and a row has those that all its values admit.

Values repeat, rows do not: a rule is tried once for each different value, and rows are told apart by codes alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_

import numpy as np

from calculator.catalogue.region_names import todays_name
from calculator.offers.columns import PLACE_COLUMNS, Array, Coded, Rows, together
from calculator.offers.mapping import OfferMapping, Rule

REGION = "AWS Region"
USAGE = "usagetype"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row applies: one of our regions, or in words somewhere else; both where it contradicts itself."""

    region: str
    elsewhere: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Some rows that met the same fate: the rules that take them, in the order of the table."""

    rules: tuple[Rule, ...]
    rows: Array


class Column:
    """What the rules ask of one column, as sets of rules in the bits of whole numbers."""

    def __init__(self, rules: Iterable[tuple[int, tuple[str, ...] | None]]) -> None:
        self._free = 0
        self._texts: dict[str, int] = {}
        self._wildcards: dict[re.Pattern[str], int] = {}
        for bit, values in rules:
            if values is None:
                self._free |= bit
            for value in values or ():
                self._add(value, bit)
        self._known: dict[str, int] = {}

    def _add(self, value: str, bit: int) -> None:
        if "*" in value:
            pattern = re.compile(".*".join(re.escape(part) for part in value.split("*")))
            self._wildcards[pattern] = self._wildcards.get(pattern, 0) | bit
        else:
            self._texts[value] = self._texts.get(value, 0) | bit

    def admitted(self, value: str) -> int:
        """The rules that this column's value admits."""
        if value not in self._known:
            bits = self._free | self._texts.get(value, 0)
            for pattern, bit in self._wildcards.items():
                bits |= bit if pattern.fullmatch(value) else 0
            self._known[value] = bits
        return self._known[value]

    def of(self, column: Coded[str]) -> Coded[int]:
        """The rules that each row's value admits; few sets are different."""
        numbers: dict[int, int] = {}
        ranks = [numbers.setdefault(self.admitted(value), len(numbers)) for value in column.values]
        return Coded(np.array(ranks, np.int32)[column.codes], [*numbers])


class Matcher:
    """The rules of one offer, ready for rows."""

    def __init__(self, rules: tuple[Rule, ...], mapping: OfferMapping) -> None:
        self._rules = rules
        self._mapping = mapping
        self._regions = {todays_name(name): code for code, name in mapping.regions.items()}
        asked = dict.fromkeys(condition.column for rule in rules for condition in rule.conditions)
        self._columns = {name: Column(self._asked_of(name)) for name in asked}

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that have to be read."""
        filled = (column for rule in self._rules for column in rule.option_columns)
        return tuple(dict.fromkeys((*PLACE_COLUMNS, *self._columns, *filled)))

    def places(self, rows: Rows) -> Coded[Place]:
        """Where each row applies."""
        found = together(rows.column(name) for name in PLACE_COLUMNS)
        return Coded(found.codes, [self._place(*values) for values in found.values])

    def usage_types(self, rows: Rows, places: Coded[Place]) -> Coded[str]:
        """The usage types without the billing codes of the rows' regions."""
        found = together((places, rows.column(USAGE)))
        bare = [self._mapping.without_prefix(usage_type, place.region) for place, usage_type in found.values]
        return Coded(found.codes, bare)

    def taken(self, rows: Rows, usage_types: Coded[str], within: Array) -> Iterator[Taken]:
        """The rows of `within` (true for those that count), grouped by the rules that take them."""
        columns = {name: rows.column(name) for name in self._columns} | {USAGE: usage_types}
        sets = together([self._columns[name].of(columns[name]) for name in self._columns])
        fates: dict[int, list[int]] = {}
        for code, each in enumerate(sets.values):
            fates.setdefault(reduce(and_, each), []).append(code)
        ranks = np.empty(len(sets.values), np.int32)
        for rank, codes in enumerate(fates.values()):
            ranks[codes] = rank
        ranked = np.where(within, ranks[sets.codes], -1)
        for rank, bits in enumerate(fates):
            if len(found := np.flatnonzero(ranked == rank)):
                yield Taken(tuple(rule for i, rule in enumerate(self._rules) if bits >> i & 1), found)

    def _asked_of(self, name: str) -> Iterator[tuple[int, tuple[str, ...] | None]]:
        """Each rule's bit, with the values it asks of a column or None where any will do."""
        for number, rule in enumerate(self._rules):
            asked = [condition.values for condition in rule.conditions if condition.column == name]
            yield 1 << number, asked[0] if asked else None

    def _place(self, *values: str) -> Place:
        code, location, kind, from_code, from_location, from_kind = values
        code, location, kind = (code, location, kind) if code or location else (from_code, from_location, from_kind)
        if kind not in ("", REGION):
            return Place("", kind)
        named = self._regions.get(todays_name(location), "")
        region = (code if code in self._mapping.regions else "") if code else named
        if not region:
            return Place("", f"not one of our regions: {code or location or 'no place given'}")
        return Place(region, "" if named in ("", region) else named)
