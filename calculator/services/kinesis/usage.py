"""The inputs of Amazon Kinesis Data Streams: capacity modes and fields, each declared once."""

from decimal import Decimal

from calculator.core.declarations import Choice, Derived
from calculator.core.inputs import Inputs, choice, quantity
from calculator.core.units import BYTE_IN_KB

PROVISIONED, STANDARD, ADVANTAGE = "provisioned", "on_demand_standard", "on_demand_advantage"
CAPACITY_MODES = (
    Choice(PROVISIONED, "Provisioned"),
    Choice(STANDARD, "On-demand Standard"),
    Choice(ADVANTAGE, "On-demand Advantage"),
)
MODE_LABELS = {mode.value: mode.label for mode in CAPACITY_MODES}
MOST_RECORDS = 10**9
MOST_CONSUMERS = 1000


class Usage(Inputs):
    """One stream: what is written, who reads it, and how long it is kept."""

    capacity_mode: str = choice(
        "Capacity mode",
        "Shards are bought, or data is paid for; Advantage is set for all on-demand streams of an account.",
        CAPACITY_MODES,
        default=PROVISIONED,
        is_main=True,
    )
    records_per_second: Decimal = quantity(
        "records/second", "Average rate", "Records written, over the whole month; it sets what is billed by volume.",
        default=1000, at_most=MOST_RECORDS, is_main=True,
    )  # fmt: skip
    peak_records_per_second: Decimal = quantity(
        "records/second",
        "Peak rate",
        "Records written in the busiest second; it sets the shards.",
        default=1000,
        derived=Derived("the average rate", lambda usage: usage.records_per_second),
        at_most=MOST_RECORDS,
        not_below="records_per_second",
        is_main=True,
    )
    record_kb: Decimal = quantity(
        "KB", "Record size", "Data and partition key, on average; each record is billed as if it had this size.",
        default=1, at_least=BYTE_IN_KB, at_most=10**6, is_main=True,
    )  # fmt: skip
    shared_consumers: Decimal = quantity(
        "consumers", "Shared consumers", "Applications that poll and share what each shard can be read at.",
        default=1, at_most=MOST_CONSUMERS, is_whole=True, is_main=True,
    )  # fmt: skip
    fan_out_consumers: Decimal = quantity(
        "consumers", "Fan-out consumers", "Applications with enhanced fan-out: each has a throughput of its own.",
        at_most=MOST_CONSUMERS, is_whole=True, is_main=True,
    )  # fmt: skip
    retention_hours: Decimal = quantity(
        "hours", "Retention", "How long each record can be read.", default=24, at_least=24, at_most=8760
    )
    hours_per_month: Decimal = quantity(
        "hours/month", "Hours a month", "How long the stream exists and is written to; a month has 730 hours.",
        default=730, at_most=744,
    )  # fmt: skip
    headroom_percent: Decimal = quantity(
        "%", "Headroom", "Spare capacity on top of the peak.",
        at_most=1000, only_for={"capacity_mode": (PROVISIONED,)},
    )  # fmt: skip
    long_term_retrieval_gb: Decimal = quantity(
        "GB/month", "Read back later", "Data in long-term retention that is read again, besides the consumers.",
        at_most=10**9,
    )  # fmt: skip
