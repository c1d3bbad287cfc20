"""What a stream must carry: rates and volumes, and the shards that provisioned capacity takes."""

from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import Number, where
from calculator.core.estimate import CapacityPlan, Demand
from calculator.core.units import convert
from calculator.services.kinesis.usage import PROVISIONED, Usage

SECONDS_PER_HOUR = 3600
PERCENT = 100


def plan_capacity(usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """The shards that are bought, or the throughput that an on-demand stream takes by itself."""
    if usage.capacity_mode == PROVISIONED:
        return {"shards": _shards(usage, book)}
    return {
        "write_throughput": CapacityPlan(peak_writes(usage), "MiB/s", "Written at the peak"),
        "read_throughput": CapacityPlan(peak_shared_reads(usage), "MiB/s", "Read by shared consumers at the peak"),
    }


def _shards(usage: Usage, book: PriceBook) -> CapacityPlan:
    """Enough shards for each limit of a shard that more shards can meet; calls to read are not among them."""
    demands = (
        ("write_records", usage.peak_records_per_second, "records/second"),
        ("write_throughput", peak_writes(usage), "MiB/s"),
        ("read_throughput", peak_shared_reads(usage), "MiB/s"),
    )
    with_headroom = PERCENT + usage.headroom_percent
    return CapacityPlan.covering(
        "shard",
        "Shards",
        *(Demand(name, peak * with_headroom / PERCENT, unit, book.own_limit(name)) for name, peak, unit in demands),
        at_least=book.in_own_system(1),
    )


def peak_writes(usage: Usage) -> Number:
    """MiB written in the busiest second."""
    return convert(usage.peak_records_per_second * usage.record_kb, "KB", "MiB")


def peak_shared_reads(usage: Usage) -> Number:
    """MiB that shared consumers read in the busiest second, each of them all records."""
    return peak_writes(usage) * usage.shared_consumers


def seconds(usage: Usage) -> Number:
    """How long the stream is written to in a month."""
    return usage.hours_per_month * SECONDS_PER_HOUR


def records(usage: Usage) -> Number:
    """Records written in a month."""
    return usage.records_per_second * seconds(usage)


def written_gb(usage: Usage) -> Number:
    """GB written in a month."""
    return convert(records(usage) * usage.record_kb, "KB", "GB")


def late_reads_gb(usage: Usage, book: PriceBook) -> Number:
    """GB read when they are older than seven days; where nothing is kept for so long there are none."""
    is_kept = usage.retention_hours > book.limit("extended_retention")
    return where(is_kept, usage.long_term_retrieval_gb, book.in_own_system(0))
