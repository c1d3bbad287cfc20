"""Amazon Kinesis Data Streams: shards that carry the peak, or data by the GB, with retention and fan-out."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan, LineItem, Metric, effective_monthly
from calculator.core.arithmetic import ratio
from calculator.core.bounds import Bound
from calculator.core.units import convert
from calculator.core.violations import Violation
from calculator.services.kinesis.advice import aggregation_saving, option_of_region, polls_per_shard
from calculator.services.kinesis.advice import bill_warnings as bill_warnings
from calculator.services.kinesis.advice import warnings as warnings
from calculator.services.kinesis.capacity import (
    PERCENT,
    peak_shared_reads,
    peak_writes,
    shard_demands,
)
from calculator.services.kinesis.capacity import plan_capacity as plan_capacity
from calculator.services.kinesis.charges import FIGURES, worksheet
from calculator.services.kinesis.charges import line_items as line_items
from calculator.services.kinesis.usage import MODE_LABELS, PROVISIONED
from calculator.services.kinesis.usage import Usage as Usage
from calculator.services.kinesis.words import CATEGORY as CATEGORY
from calculator.services.kinesis.words import GROUPS as GROUPS
from calculator.services.kinesis.words import TERMS as TERMS
from calculator.services.kinesis.words import UNPRICED as UNPRICED
from calculator.services.module_formulas import ModuleFormulas
from calculator.services.service import BreakEvenSearch, Example, Fact, LongList, Step, TypeTable, no_limits

KEY = "kinesis"
NAME = "Amazon Kinesis Data Streams"
SUMMARY = "Streams of records: the shards that a load takes and what limits them, or data paid for by the GB."
TABLES = ("kinesis",)
COMPARE_BY = ("capacity_mode",)
LONG_LISTS: Mapping[str, LongList] = {}
TYPE_TABLE: TypeTable | None = None
SWEEP_OVER = "records_per_second"
SIZES_CAPACITY = True
NOTICES: Mapping[str, str] = {}
FORMULAS = ModuleFormulas((FIGURES,), found={"shards_provisioned": "shard"})

MILLION = 10**6
NOT_TOLD = "On demand bills data, not shards or payload units; state records_per_second to compare the modes."
FACTS = (
    Fact("metering_increment", "Each record counts in steps of"),
    Fact("maximum_fan_out_consumers", "Most fan-out consumers"),
    Fact("minimum_billed_throughput", "Billed at least, in and out"),
)
CROSSOVERS = (
    BreakEvenSearch("records_per_second", 1, 10**6),
    BreakEvenSearch("peak_records_per_second", 1, 10**6),
    BreakEvenSearch("retention_hours", 24, 8760, kinks=("included_retention", "extended_retention")),
)
SCATTER = ()
HEADLINES = ("shards", "write_throughput", "read_throughput")
STEPS = (
    Step("records_per_second", 1000, unless=("put_payload_units",)),
    Step("shared_consumers", 1),
    Step("fan_out_consumers", 1),
    Step("retention_hours", 24, violating=no_limits),
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
        "An existing stream, by its bill",
        "12 shards, 800 million payload units a month",
        "shards=12&put_payload_units=800 million",
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


def violations(usage: Usage, book: PriceBook) -> Iterator[Violation]:
    """Records, consumers and rates beyond what the mode takes."""
    mode, label = usage.capacity_mode, MODE_LABELS[usage.capacity_mode]
    largest = book.limit("maximum_record_size")
    is_larger = usage.record_kb > convert(largest, "MiB", "KB")
    yield Violation(
        "record_kb", _too_large, is_larger, bound=Bound(convert(usage.record_kb, "KB", "MiB"), largest, unit="MiB")
    )
    most = book.limit("maximum_fan_out_consumers", mode)
    consumers = Bound(usage.fan_out_consumers, most, unit="consumers")
    yield Violation("fan_out_consumers", partial(_too_many, label), usage.fan_out_consumers > most, bound=consumers)
    for demand in shard_demands(usage, book):
        bound = Bound(demand.of_hottest_key / PERCENT, demand.limit.value, unit=demand.unit)
        yield Violation("hottest_key_percent", partial(_too_hot, demand.name), demand.is_too_hot, bound=bound)
    if mode != PROVISIONED:
        yield from _unknown_load(usage)
        yield from _beyond_quota(usage, book)


def _too_large(bound: Bound) -> str:
    return f"A record has at most {bound.most} {bound.unit}, data and partition key."


def _too_many(label: str, bound: Bound) -> str:
    return f"A stream in {label} has at most {bound.most} fan-out consumers."


def _too_hot(demand: str, bound: Bound) -> str:
    """A key has one shard in every mode, and more shards do not help it."""
    done = "read by shared consumers" if demand == "read_throughput" else "written"
    takes = f"which takes {bound.most} {bound.unit} {done}; the hottest key takes {bound.asked}"
    advice = "spread it over several keys" + (" or use fan-out" if demand == "read_throughput" else "")
    return f"One partition key has one shard, {takes}: {advice}."


def _unknown_load(usage: Usage) -> Iterator[Violation]:
    """On demand bills data, which shards and payload units do not tell."""
    if "records_per_second" not in usage.model_fields_set:
        yield Violation("records_per_second", lambda: NOT_TOLD, usage.shards + usage.put_payload_units > 0)


def _beyond_quota(usage: Usage, book: PriceBook) -> Iterator[Violation]:
    """What one on-demand stream takes in the Region; fan-out has a throughput of its own."""
    for field, name, needed, words in (
        ("peak_records_per_second", "on_demand_write_throughput", peak_writes(usage), "written"),
        ("shared_consumers", "on_demand_read_throughput", peak_shared_reads(usage), "read by shared consumers"),
    ):
        most = book.limit(name, option_of_region(name, book))
        bound = Bound(needed, most, unit="MiB/s")
        yield Violation(field, partial(_grows_no_more, book.region, words), needed > most, bound=bound)


def _grows_no_more(region: str, words: str, bound: Bound) -> str:
    quota = f"In {region} an on-demand stream grows to {bound.most} {bound.unit} {words}, unless AWS raises it"
    return f"{quota}; the peak takes {bound.over} {bound.unit} more."


def metrics(
    usage: Usage, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
) -> Iterator[Metric]:
    """The calls that consumers make, what a million records cost, and what aggregation would save."""
    monthly, written = effective_monthly(items), worksheet(usage, book, plan).names["records"]
    calls = ratio(polls_per_shard(usage, book) * PERCENT, book.limit("read_calls"))
    yield Metric("read_calls_utilisation_percent", "Read calls used of each shard", calls, "%")
    each = ratio(Decimal(monthly) * MILLION, written) if written else None
    yield Metric("usd_per_million_records", "A million records cost", each, "USD")
    saving = aggregation_saving(usage, plan, book)
    yield Metric("aggregation_saving_usd", "Aggregation would save up to", saving, "USD/month")
