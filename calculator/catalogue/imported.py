"""Price lists brought in from outside: which of them speaks on a day, and for which prices.

A list speaks from the day of its publication until the next list of its offer and region does. Before the first of
them, and for whatever no list covers, the shipped table speaks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property

from calculator.catalogue.instance_types import InstanceType
from calculator.catalogue.publications import Source
from calculator.catalogue.rate_table import Cards
from calculator.core.answer import PriceList
from calculator.core.errors import FieldError, UnknownName, shown

ANY = "*"


class Coverage:
    """What a list speaks for, whether or not it has a price for it: patterns of table, dimension and option."""

    def __init__(self, patterns: Iterable[tuple[str, str, str]]) -> None:
        self.patterns = tuple(sorted(patterns))
        self.tables = frozenset(table for table, _, _ in self.patterns)
        self._options: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._wildcards: dict[tuple[str, str], set[str]] = defaultdict(set)
        for table, dimension, option in self.patterns:
            (self._wildcards if ANY in option else self._options)[table, dimension].add(option)

    def includes(self, table: str, dimension: str, option: str) -> bool:
        """Whether any pattern matches a price."""
        key = table, dimension
        is_named = option in self._options.get(key, ())
        return is_named or any(fnmatchcase(option, pattern) for pattern in self._wildcards.get(key, ()))

    def of(self, table: str) -> Iterator[tuple[str, str]]:
        """Dimension and option of each pattern of a table."""
        return ((dimension, option) for covered, dimension, option in self.patterns if covered == table)


@dataclass(frozen=True)
class ImportedList:
    """One price list of one offer in one region, or some rows of one, which speak for their own prices only.

    `tables` are those of which it has any price; `cards` hands out its prices of a table, `has` tells whether there is
    any of a table and dimension, `instance_types` what it states of the EC2 instance types that it prices.
    """

    identity: PriceList
    source: Source
    offer_code: str
    version: str
    covers: Coverage
    tables: tuple[str, ...]
    cards: Callable[[str], Cards]
    is_whole: bool
    has: Callable[[str, str], bool]
    instance_types: Callable[[], Mapping[str, InstanceType]]

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
        """The day from which the next whole list of the same offer and region speaks, if there is one."""
        line = self._line_of(each)
        later = line[line.index(each) + 1 :] if each in line else []
        return next((other.published for other in later if other.is_whole), None)

    def active(self, table: str) -> Iterator[ImportedList]:
        """The lists with prices of a table that may speak at all, oldest first."""
        return (each for each in self._active if table in each.tables)

    def instance_types(self) -> Iterator[Mapping[str, InstanceType]]:
        """What each list that may speak states of the EC2 instance types that it prices, oldest first."""
        return (each.instance_types() for each in self._active)

    def speaking(self, table: str, region: str, as_of: date) -> tuple[ImportedList, ...]:
        """The lists that speak for a table on a day, newest first: of each offer the last whole one, and rows since."""
        found: list[ImportedList] = []
        whole: set[str] = set()
        for each in reversed(self._active):
            is_known = each.region == region and each.published <= as_of and table in each.covers.tables
            if is_known and each.offer_code not in whole:
                found.append(each)
                if each.is_whole:
                    whole.add(each.offer_code)
        return tuple(self._with_chosen(found, table, region))

    def _with_chosen(self, found: list[ImportedList], table: str, region: str) -> Iterator[ImportedList]:
        """The list that was chosen before all others; a whole one in the place of those of its offer."""
        chosen = self.chosen
        if chosen is None or chosen.region != region or table not in chosen.covers.tables:
            yield from found
            return
        yield chosen
        for each in found:
            if each is not chosen and not (chosen.is_whole and each.offer_code == chosen.offer_code):
                yield each

    def before(self, each: ImportedList, table: str) -> Iterator[ImportedList]:
        """The lists of a table that spoke before one of the same offer and region, the newest first."""
        line = [other for other in self._line_of(each) if table in other.covers.tables]
        return reversed(line[: line.index(each)] if each in line else [])

    def _line_of(self, each: ImportedList) -> list[ImportedList]:
        """The lists of one offer and region that may speak, oldest first."""
        return [other for other in self._active if (other.offer_code, other.region) == (each.offer_code, each.region)]

    @cached_property
    def _active(self) -> tuple[ImportedList, ...]:
        lists = (each for each in self.lists if each.identity.active or each is self.chosen)
        return tuple(sorted(lists, key=lambda each: (each.published, each.version)))
