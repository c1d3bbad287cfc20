"""Amazon Kinesis Data Streams: shards that carry the peak, or data by the GB, with retention and fan-out."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import ratio
from calculator.core.display import amount
from calculator.core.estimate import CapacityPlan, Detail, LineItem, Obstacle, effective_monthly
from calculator.core.units import convert
from calculator.services.kinesis.advice import aggregation_saving, option_of_region, polls_per_shard
from calculator.services.kinesis.advice import notices as notices
from calculator.services.kinesis.capacity import PERCENT, peak_shared_reads, peak_writes, records
from calculator.services.kinesis.capacity import plan_capacity as plan_capacity
from calculator.services.kinesis.charges import line_items as line_items
from calculator.services.kinesis.usage import MODE_LABELS, PROVISIONED, Usage
from calculator.services.service import Crossover, Example, Fact, Step

KEY = "kinesis"
NAME = "Amazon Kinesis Data Streams"
SUMMARY = "Streams of records: the shards that a load takes and what limits them, or data paid for by the GB."
TABLES = ("kinesis",)
COMPARE_BY = ("capacity_mode",)
SWEEP_OVER = "records_per_second"

MILLION = 10**6
FACTS = (
    Fact("metering_increment", "Each record counts in steps of"),
    Fact("maximum_fan_out_consumers", "Most fan-out consumers"),
    Fact("minimum_billed_throughput", "Billed at least, in and out"),
)
CROSSOVERS = (
    Crossover("records_per_second", 1, 10**6),
    Crossover("peak_records_per_second", 1, 10**6),
    Crossover("retention_hours", 24, 8760, kinks=("included_retention", "extended_retention")),
)
SCATTER = ()
STEPS = (
    Step("records_per_second", 1000),
    Step("shared_consumers", 1),
    Step("fan_out_consumers", 1),
    Step("retention_hours", 24),
)
EXAMPLES = (
    Example(
        "Clickstream",
        "2,000 clicks a second, 4,000 at the peak; two readers and one with fan-out; kept for a week",
        "records_per_second=2000&peak_records_per_second=4000&record_kb=1 KB&shared_consumers=2&fan_out_consumers=1"
        "&retention_hours=7 days",
    ),
    Example(
        "Sensors",
        "10,000 readings a second of 200 bytes each",
        "records_per_second=10k&record_kb=200 B&headroom_percent=25",
    ),
    Example(
        "Audit log",
        "50 entries a second of 4 KB, kept for a year, 100 GB of them read back each month",
        "records_per_second=50&record_kb=4 KB&retention_hours=365 days&long_term_retrieval_gb=100 GB",
    ),
    Example(
        "Ticket sales",
        "20 orders a second, 20,000 when sales open",
        "capacity_mode=on_demand_standard&records_per_second=20&peak_records_per_second=20k&record_kb=2 KB",
    ),
    Example(
        "Company-wide event bus",
        "30,000 events a second for a dozen applications",
        "capacity_mode=on_demand_advantage&records_per_second=30k&record_kb=1 KB&fan_out_consumers=12"
        "&retention_hours=3 days",
    ),
)


def obstacles(usage: Usage, book: PriceBook) -> Iterator[Obstacle]:
    """Records, consumers and rates beyond what the mode takes."""
    mode, label = usage.capacity_mode, MODE_LABELS[usage.capacity_mode]
    largest = book.limit("maximum_record_size")
    message = f"A record has at most {largest:g} MiB, data and partition key."
    yield Obstacle("record_kb", message, usage.record_kb > convert(largest, "MiB", "KB"))
    most = book.limit("maximum_fan_out_consumers", mode)
    message = f"A stream in {label} has at most {most:g} fan-out consumers."
    yield Obstacle("fan_out_consumers", message, usage.fan_out_consumers > most)
    if mode != PROVISIONED:
        yield from _beyond_quota(usage, book)


def _beyond_quota(usage: Usage, book: PriceBook) -> Iterator[Obstacle]:
    """What one on-demand stream takes in the Region; fan-out has a throughput of its own."""
    for field, name, needed, words in (
        ("peak_records_per_second", "on_demand_write_throughput", peak_writes(usage), "written"),
        ("shared_consumers", "on_demand_read_throughput", peak_shared_reads(usage), "read by shared consumers"),
    ):
        most, message = book.limit(name, option_of_region(name, book)), ""
        if book.is_exact:
            quota = f"In {book.region} an on-demand stream grows to {amount(most)} MiB/s {words}, unless AWS raises it"
            message = f"{quota}; the peak takes {amount(needed - most)} MiB/s more."
        yield Obstacle(field, message, needed > most)


def details(
    usage: Usage, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
) -> Iterator[Detail]:
    """The calls that consumers make, what a million records cost, and what aggregation would save."""
    monthly, written = effective_monthly(items), records(usage)
    calls = ratio(polls_per_shard(usage, book) * PERCENT, book.limit("read_calls"))
    yield Detail("read_calls_utilisation_percent", "Read calls used of each shard", calls, "%")
    each = ratio(Decimal(monthly) * MILLION, written) if written else None
    yield Detail("usd_per_million_records", "A million records cost", each, "USD")
    saving = aggregation_saving(usage, monthly, book)
    yield Detail("aggregation_saving_usd", "Aggregation would save up to", saving, "USD/month")
