"""Price lists brought in from outside: which of them speaks on a day, and for which prices.

A list speaks from the day of its publication until the next list of its offer and region does. Before the first of
them, and for whatever no list covers, the shipped table speaks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property

from calculator.catalogue.publications import Source
from calculator.catalogue.rate_table import Cards
from calculator.core.errors import FieldError, UnknownName, shown
from calculator.core.estimate import PriceList


class Coverage:
    """What a list speaks for, whether or not it has a price for it: patterns of table, dimension and option."""

    def __init__(self, patterns: Iterable[tuple[str, str, str]]) -> None:
        self.patterns = tuple(sorted(patterns))
        self.tables = frozenset(table for table, _, _ in self.patterns)
        self._options: dict[tuple[str, str], list[str]] = defaultdict(list)
        for table, dimension, option in self.patterns:
            self._options[table, dimension].append(option)

    def includes(self, table: str, dimension: str, option: str) -> bool:
        """Whether any pattern matches a price."""
        options = self._options.get((table, dimension), ())
        return option in options or any(fnmatchcase(option, pattern) for pattern in options)

    def of(self, table: str) -> Iterator[tuple[str, str]]:
        """Dimension and option of each pattern of a table."""
        return ((dimension, option) for covered, dimension, option in self.patterns if covered == table)


@dataclass(frozen=True)
class ImportedList:
    """One price list of one offer in one region.

    `tables` are those of which it has any price; `cards` hands out its prices of a table.
    """

    identity: PriceList
    source: Source
    offer_code: str
    version: str
    covers: Coverage
    tables: tuple[str, ...]
    cards: Callable[[str], Cards]

    @property
    def region(self) -> str:
        """Where its prices hold."""
        return self.identity.region

    @property
    def published(self) -> date:
        """The day from which it speaks."""
        return self.identity.published

    def identity_for(self, table: str) -> PriceList:
        """Its identity among the lists of a table."""
        return replace(self.identity, service=table)


@dataclass(frozen=True)
class Imported:
    """Every imported list there is, at one moment; `chosen` speaks whatever the day, instead of its offer's others."""

    lists: tuple[ImportedList, ...] = ()
    chosen: ImportedList | None = None

    def under(self, identity: str) -> "Imported":
        """The same lists, one of them chosen. Raises UnknownName."""
        for each in self.lists:
            if each.identity.id == identity:
                return replace(self, chosen=each)
        message = f"There is no imported price list {shown(identity)!r}."
        raise UnknownName([FieldError("price_list", message, shown(identity))])

    def until(self, each: ImportedList) -> date | None:
        """The day from which the next list of the same offer and region speaks, if there is one."""
        line = [other for other in self._active if (other.offer_code, other.region) == (each.offer_code, each.region)]
        later = line[line.index(each) + 1 :] if each in line else []
        return later[0].published if later else None

    def active(self, table: str) -> Iterator[ImportedList]:
        """The lists with prices of a table that may speak at all, oldest first."""
        return (each for each in self._active if table in each.tables)

    def speaking(self, table: str, region: str, as_of: date) -> tuple[ImportedList, ...]:
        """The lists that speak for a table on a day, one of each offer, the newest first."""
        newest = {
            each.offer_code: each
            for each in self._active
            if each.region == region and each.published <= as_of and table in each.covers.tables
        }
        if self.chosen is not None and self.chosen.region == region and table in self.chosen.covers.tables:
            newest[self.chosen.offer_code] = self.chosen
        return tuple(sorted(newest.values(), key=lambda each: each.published, reverse=True))

    @cached_property
    def _active(self) -> tuple[ImportedList, ...]:
        lists = (each for each in self.lists if each.identity.active or each is self.chosen)
        return tuple(sorted(lists, key=lambda each: (each.published, each.version)))
