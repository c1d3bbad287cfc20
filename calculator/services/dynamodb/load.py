"""The load on a table and on its indexes, in units a second and in units a month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeAlias

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import Number, any_used, ratio
from calculator.services.dynamodb.formulas import of_figure, of_month, worksheet
from calculator.services.dynamodb.usage import PERCENT, Usage


@dataclass(frozen=True, slots=True)
class Side:
    """Reads, or writes: how the fields, units and prices of them are called."""

    name: str
    word: str
    unit: str
    requested: str
    rates: tuple[str, ...]

    @property
    def key(self) -> str:
        """`rcu` or `wcu`."""
        return self.unit.lower()


@dataclass(frozen=True, slots=True)
class Part:
    """The table, or all of its global secondary indexes: what is asked of them together, in units a second.

    `name` is how formulas call their load, empty where there is none, and `many` the field of how many there are.
    `stated` is the capacity that they are said to have together, by the field `stated_as`; 0 leaves it to the load.
    """

    name: str
    tables: Number
    many: str
    peak_of: Callable[[], Number]
    stated: Number
    stated_as: str

    @property
    def peak(self) -> Number:
        """What is asked in the busiest second; requests are billed without it."""
        return self.peak_of()


Parts: TypeAlias = Sequence[Part]
# A number for each hour of a day, or a single one where all hours are alike.
Hours: TypeAlias = tuple[Number, ...]
READS = Side("reads", "read", "RCU", "rru", ("reads", "queries", "index_reads"))
WRITES = Side("writes", "write", "WCU", "wru", ("writes",))
SIDES = (READS, WRITES)


@once_a_question
def parts_of(side: Side, usage: Usage, book: PriceBook) -> tuple[Part, Part]:
    """The table, and its global secondary indexes, each of which has capacity of its own."""
    return _parts(side, f"table_{side.word}", usage, book)


@once_a_question
def replicated_parts(usage: Usage, book: PriceBook) -> tuple[Part, Part]:
    """The same for writes that reach a replica, which is written to by what expires at home too."""
    return _parts(WRITES, "replicated_write", usage, book)


def _parts(side: Side, of_table: str, usage: Usage, book: PriceBook) -> tuple[Part, Part]:
    of_indexes = f"index_{side.word}"
    return _table(side, of_table, _peak(of_table, usage, book), usage, book), _indexes(
        side, of_indexes, _peak(of_indexes, usage, book), usage
    )


def _peak(name: str, usage: Usage, book: PriceBook) -> Callable[[], Number]:
    return partial(of_figure, f"{name}_peak", usage, book)


def _table(side: Side, name: str, peak_of: Callable[[], Number], usage: Usage, book: PriceBook) -> Part:
    stated_as = f"table_{side.key}"
    return Part(name, book.in_own_system(1), "", peak_of, getattr(usage, stated_as), stated_as)


def _indexes(side: Side, name: str, peak_of: Callable[[], Number], usage: Usage) -> Part:
    many, stated_as = "global_secondary_indexes", f"index_{side.key}"
    return Part(name, getattr(usage, many), many, peak_of, getattr(usage, stated_as), stated_as)


@once_a_question
def idle_parts(usage: Usage, book: PriceBook) -> tuple[Part, Part]:
    """The reads of a replica: counted at home, so that only what must be provisioned is left."""
    nothing = book.in_own_system(0)
    return _table(READS, "", lambda: nothing, usage, book), _indexes(READS, "", lambda: nothing, usage)


def requests_of_month(rate: str, usage: Usage, book: PriceBook) -> Number:
    """Requests of a kind in a month."""
    return worksheet(usage, book).value(of_month(f"{rate}_per_second", f"peak_{rate}_per_second", usage))


def units_of_month(usage: Usage, parts: Parts, book: PriceBook) -> Number:
    """Request units in a month."""
    return worksheet(usage, book).value(units_formula(usage, parts))


def units_formula(usage: Usage, parts: Parts) -> str:
    """The formula of request units in a month; indexes that there are none of are left out."""
    used = [part for part in parts if any_used(part.tables)] or parts[:1]
    return " + ".join(of_month(f"{part.name}_average", f"{part.name}_peak", usage) for part in used)


def peak_units(parts: Parts) -> Number:
    """Units a second of all parts together in the busiest second."""
    return sum(part.peak for part in parts)


def load_by_hour(usage: Usage, part: Part, book: PriceBook) -> Hours:
    """Units a second that a part takes in each hour of a day; one hour where all are alike."""
    load = _load_once if book.is_exact else _load
    return load(part.peak, usage.hourly_load_percent) or (part.peak,)


def _load(peak: Number, percents: Hours) -> Hours:
    return tuple(ratio(peak * percent, PERCENT) for percent in percents)


# The plan, the bill, the advice and every next step ask for the same day.
_load_once = lru_cache(maxsize=256)(_load)
