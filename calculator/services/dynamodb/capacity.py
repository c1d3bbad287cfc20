"""How many units a table's reads and writes take, and the capacity that carries them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import Number, any_used, divide_up, largest, maximum, minimum, ratio, where
from calculator.core.estimate import CapacityPlan, Demand, Limit
from calculator.services.dynamodb.usage import PERCENT, PROVISIONED, Usage

HOURS_PER_MONTH = 730
SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600


@dataclass(frozen=True, slots=True)
class Side:
    """Reads, or writes: how the fields, units and prices of them are called."""

    name: str
    word: str
    unit: str
    requested: str

    @property
    def key(self) -> str:
        """`rcu` or `wcu`."""
        return self.unit.lower()

    def of(self, usage: Usage, pattern: str) -> Number:
        """A field of this side, such as `peak_{}_per_second`."""
        return getattr(usage, pattern.format(self.name))


@dataclass(frozen=True, slots=True)
class Part:
    """So many tables or indexes, and the units that each request takes of every one of them."""

    tables: Number
    units: Number


Parts: TypeAlias = Sequence[Part]
# A number for each hour of a day, or a single one where all hours are alike.
Hours: TypeAlias = tuple[Number, ...]
READS = Side("reads", "read", "RCU", "rru")
WRITES = Side("writes", "write", "WCU", "wru")
SIDES = (READS, WRITES)


def parts_of(side: Side, usage: Usage, book: PriceBook) -> Parts:
    """The table, and for writes each index, which has capacity of its own."""
    return _read_parts(usage, book) if side is READS else _write_parts(usage, book)


def _read_parts(usage: Usage, book: PriceBook) -> Parts:
    chunks = divide_up(usage.item_size_kb, book.limit("read_unit"))
    transactional, strong = usage.transactional_read_percent, usage.strong_read_percent
    shares = (
        transactional * book.limit("transactional_read_units")
        + strong
        + (PERCENT - transactional - strong) * book.limit("eventual_read_units")
    )
    return (Part(book.in_own_system(1), ratio(chunks * shares, PERCENT)),)


def _write_parts(usage: Usage, book: PriceBook) -> tuple[Part, Part]:
    """A transaction takes its double of the table alone: the entry in an index is an ordinary write."""
    chunks, transactional = write_chunks(usage, book), usage.transactional_write_percent
    shares = transactional * book.limit("transactional_write_units") + PERCENT - transactional
    return (
        Part(book.in_own_system(1), ratio(chunks * shares, PERCENT)),
        Part(usage.global_secondary_indexes, chunks),
    )


def write_chunks(usage: Usage, book: PriceBook) -> Number:
    """Units of one ordinary write of one item."""
    return divide_up(usage.item_size_kb, book.limit("write_unit"))


def requests_of_month(side: Side, usage: Usage) -> Number:
    """Reads or writes in a month: of the average rate, or where there is a load of each hour, of all hours."""
    percents = usage.hourly_load_percent
    if not percents:
        return side.of(usage, "{}_per_second") * SECONDS_PER_MONTH
    peak = side.of(usage, "peak_{}_per_second")
    return ratio(peak * sum(percents) * SECONDS_PER_MONTH, PERCENT * len(percents))


def units_of_month(side: Side, usage: Usage, parts: Parts) -> Number:
    """Request units in a month."""
    requests = requests_of_month(side, usage)
    return sum(requests * part.units * part.tables for part in parts)


def peak_units(side: Side, usage: Usage, parts: Parts) -> Number:
    """Units a second of the table and its indexes together in the busiest second."""
    return sum(side.of(usage, "peak_{}_per_second") * part.units * part.tables for part in parts)


def load_by_hour(side: Side, usage: Usage, part: Part, book: PriceBook) -> Hours:
    """Units a second that each table of a part takes in each hour of a day; one hour where all are alike."""
    peak = side.of(usage, "peak_{}_per_second") * part.units
    load = _load_once if book.is_exact else _load
    return load(peak, usage.hourly_load_percent) or (peak,)


def _load(peak: Number, percents: Hours) -> Hours:
    return tuple(ratio(peak * percent, PERCENT) for percent in percents)


def _over_target(load: Number, target: Number) -> Number:
    """Whole units of which a load is the target share, in percent."""
    # Multiplied first: a quotient that does not end would be cut before it is rounded up.
    return divide_up(load * PERCENT, target)


def given_by_hour(side: Side, usage: Usage, part: Part, book: PriceBook) -> Hours:
    """Whole units that each table of a part is given in each hour: the load over the target, within the limits."""
    target, least = usage.target_utilization_percent, book.limit(f"minimum_{side.word}_units", PROVISIONED)
    loads = load_by_hour(side, usage, part, book)
    if not usage.hourly_load_percent:
        return tuple(maximum(_over_target(load, target), least) for load in loads)
    lowest, highest = getattr(usage, f"minimum_{side.key}"), getattr(usage, f"maximum_{side.key}")
    given = _given_once if book.is_exact else _given
    return given(loads, target, maximum(least, lowest), highest)


def _given(loads: Hours, target: Number, lowest: Number, highest: Number) -> Hours:
    units = [maximum(_over_target(load, target), lowest) for load in loads]
    return tuple(where(highest > 0, minimum(each, highest), each) for each in units)


# The plan, the bill, the advice and every next step ask for the same day.
_load_once, _given_once = lru_cache(maxsize=256)(_load), lru_cache(maxsize=256)(_given)


def provisioned_by_hour(side: Side, usage: Usage, parts: Parts, book: PriceBook) -> list[Number]:
    """Whole units of all tables and indexes together in each hour of a day."""
    given = [[part.tables * units for units in given_by_hour(side, usage, part, book)] for part in parts]
    return [sum(together) for together in zip(*given, strict=True)]


def unit_hours(hourly: Sequence[Number]) -> Number:
    """The hours of a month of 730 that the units of each hour of a day come to."""
    return ratio(sum(hourly) * HOURS_PER_MONTH, len(hourly))


@dataclass(frozen=True, slots=True)
class Written:
    """What the writes of a global table come to in one Region: of the table itself, or of its indexes there."""

    region: str
    quantity: Number
    unit: str
    dimension: str
    is_replicated: bool
    book: PriceBook


def global_writes(usage: Usage, book: PriceBook) -> Iterator[Written]:
    """The writes of a global table at home and in each replica.

    The table's are replicated writes; an index is written to like one of any table. A transaction at home arrives
    as an ordinary write.
    """
    for region in (book.region, *usage.replica_regions):
        there = book if region == book.region else book.elsewhere(region)
        table, indexes = _write_parts(usage, there)
        if there is not book:
            table = Part(table.tables, write_chunks(usage, there))
        yield _written(usage, table, there, is_replicated=True)
        if any_used(indexes.tables):
            yield _written(usage, indexes, there, is_replicated=False)


def _written(usage: Usage, part: Part, there: PriceBook, *, is_replicated: bool) -> Written:
    kind = "replicated_" if is_replicated else ""
    if usage.capacity_mode == PROVISIONED:
        quantity = unit_hours(provisioned_by_hour(WRITES, usage, (part,), there))
        return Written(there.region, quantity, "WCU-hour", f"{kind}wcu_hour", is_replicated, there)
    quantity = units_of_month(WRITES, usage, (part,))
    return Written(there.region, quantity, "request", f"{kind}write_request", is_replicated, there)


def plan_capacity(usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """What the capacity mode needs of reads and of writes, and the partitions that this spreads over."""
    plans: dict[str, CapacityPlan] = {}
    for side in SIDES:
        if usage.capacity_mode == PROVISIONED:
            plans |= _provisioned(side, usage, book)
        else:
            units = units_of_month(side, usage, parts_of(side, usage, book))
            label = f"{side.word.capitalize()} request units a month"
            plans[side.requested] = CapacityPlan(units, "request", label)
    return {**plans, "partitions": _partitions(usage, book)}


def _provisioned(side: Side, usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """The most units of any hour, and the hours that all of them are billed for.

    The load binds unless a least or a most sets another number than it needs.
    """
    parts = parts_of(side, usage, book)
    hourly = provisioned_by_hour(side, usage, parts, book)
    most = largest(hourly)
    target = usage.target_utilization_percent
    busiest = [largest(load_by_hour(side, usage, part, book)) for part in parts]
    share = Limit(
        "dynamodb", "", "target_utilization_percent", ratio(target, PERCENT), None,
        side.unit, book.as_of, "", "of each unit provisioned; as the workload states it",
    )  # fmt: skip
    load = sum(part.tables * units for part, units in zip(parts, busiest, strict=True))
    demand = Demand(f"{side.word}_units", load, side.unit, share)
    needed = sum(part.tables * _over_target(units, target) for part, units in zip(parts, busiest, strict=True))
    is_bound = book.is_exact and load > 0 and needed == most
    units = f"{side.word.capitalize()} capacity units, {side.unit}"
    label = f"{units}, at most" if usage.hourly_load_percent else units
    return {
        side.key: CapacityPlan(most, side.unit, label, demand.name if is_bound else None, (demand,)),
        f"{side.key}_hours": CapacityPlan(unit_hours(hourly), f"{side.unit}-hour", f"{side.unit}-hours a month"),
    }


def _partitions(usage: Usage, book: PriceBook) -> CapacityPlan:
    """Partitions of the table itself; its indexes have their own."""
    demands = []
    for side in SIDES:
        table = parts_of(side, usage, book)[:1]
        limit = book.own_limit(f"partition_{side.word}_units")
        demands.append(Demand(f"{side.word}_units", peak_units(side, usage, table), side.unit, limit))
    demands.append(Demand("size", usage.storage_gb, "GB", book.own_limit("partition_size")))
    return CapacityPlan.covering("partition", "Partitions, about", *demands, at_least=book.in_own_system(1))
