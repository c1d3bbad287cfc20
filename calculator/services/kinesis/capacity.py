"""What a stream must carry: rates and volumes, and the shards that provisioned capacity takes."""

from dataclasses import dataclass, field, replace

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan, Demand
from calculator.core.arithmetic import Number, divide_up, where
from calculator.core.units import convert
from calculator.services.kinesis.usage import PROVISIONED, Usage

PERCENT = 100


@once_a_question
def plan_capacity(usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """The shards that are bought, or the throughput that an on-demand stream takes by itself."""
    if usage.capacity_mode == PROVISIONED:
        return {"shards": _shards(usage, book)}
    return {
        "write_throughput": CapacityPlan(peak_writes(usage), "MiB/s", "Written at the peak"),
        "read_throughput": CapacityPlan(peak_shared_reads(usage), "MiB/s", "Read by shared consumers at the peak"),
    }


@dataclass(frozen=True, slots=True)
class ShardDemand(Demand):
    """What is asked of the shards of a stream, of which one key may take more than its share."""

    hottest_percent: Number = field(kw_only=True)

    @property
    def of_hottest_key(self) -> Number:
        """What the hottest key takes of its one shard, in the unit of the limit and a hundred times over."""
        return self.amount * self.hottest_percent

    @property
    def is_too_hot(self) -> Number:
        """Whether the hottest key leaves its shard no room for the part of the others that falls on it."""
        room = self.limit.value * PERCENT - self.of_hottest_key
        return (room < 0) | ((room == 0) & (self.hottest_percent < PERCENT))

    @property
    def units_needed(self) -> Number:
        """Shards with equal ranges of hash keys: the hottest key's carries its own and an equal part of the rest."""
        room = self.limit.value * PERCENT - self.of_hottest_key
        return divide_up(self.amount * (PERCENT - self.hottest_percent), where(room > 0, room, self.limit.value))

    @property
    def fewest_units(self) -> Number:
        """Shards whose ranges are cut around the hottest key, so that each is full."""
        return divide_up(self.amount, self.limit.value)


@once_a_question
def shard_demands(usage: Usage, book: PriceBook) -> tuple[ShardDemand, ...]:
    """What is asked of the limits of a shard that more shards can meet; calls to read are not among them."""
    demands = (
        ("write_records", usage.peak_records_per_second, "records/second"),
        ("write_throughput", peak_writes(usage), "MiB/s"),
        ("read_throughput", peak_shared_reads(usage), "MiB/s"),
    )
    with_headroom = PERCENT + usage.headroom_percent if usage.capacity_mode == PROVISIONED else PERCENT
    return tuple(
        ShardDemand(
            name,
            peak * with_headroom / PERCENT,
            unit,
            book.own_limit(name),
            hottest_percent=usage.hottest_key_percent,
        )
        for name, peak, unit in demands
    )


@once_a_question
def needed_shards(usage: Usage, book: PriceBook) -> CapacityPlan:
    """Enough shards for the load, whatever is stated."""
    return CapacityPlan.covering("shard", "Shards", *shard_demands(usage, book), at_least=book.in_own_system(1))


def _shards(usage: Usage, book: PriceBook) -> CapacityPlan:
    needed = needed_shards(usage, book)
    count, is_by_load = where(usage.shards > 0, usage.shards, needed.count), usage.shards == 0
    if book.is_exact:
        return replace(needed, count=count, binding=needed.binding if is_by_load else None)
    return replace(needed, count=count, is_bound=needed.binding_demand[1] & is_by_load)


def peak_writes(usage: Usage) -> Number:
    """MiB written in the busiest second."""
    return convert(usage.peak_records_per_second * usage.record_kb, "KB", "MiB")


def peak_shared_reads(usage: Usage) -> Number:
    """MiB that shared consumers read in the busiest second, each of them all records."""
    return peak_writes(usage) * usage.shared_consumers
