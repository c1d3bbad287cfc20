"""The inputs of Amazon Kinesis Data Streams: capacity modes and fields, each declared once."""

from decimal import Decimal

from calculator.core.arithmetic import Number, minimum
from calculator.core.choices import Choice
from calculator.core.declarations import Derived, as_field
from calculator.core.input_fields import choice, hours_of_month, quantity
from calculator.core.inputs import Inputs
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
USUAL_RECORDS = 1000
FOR_PROVISIONED = {"capacity_mode": (PROVISIONED,)}
FOR_ON_DEMAND = {"capacity_mode": (STANDARD, ADVANTAGE)}


def usual_records(usage: "Usage") -> Number:
    """The usual rate, and none for a stream that is stated instead; in the number system of the usage."""
    stated = usage.shards + usage.put_payload_units
    return stated * 0 + USUAL_RECORDS * (1 - minimum(stated, 1))


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
        "records/second", "Average rate",
        "Records written, over the month; it sets what is billed by volume. Left empty, none where shards are stated.",
        derived=Derived(f"{USUAL_RECORDS:,} or none", usual_records),
        default=USUAL_RECORDS, at_most=MOST_RECORDS, is_main=True,
    )  # fmt: skip
    peak_records_per_second: Decimal = quantity(
        "records/second",
        "Peak rate",
        "Records written in the busiest second; it sets the shards.",
        default=USUAL_RECORDS,
        derived=as_field("records_per_second", "the average rate"),
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
        "consumers", "Enhanced fan-out (EFO) consumers", "Applications with a throughput of their own each.",
        at_most=MOST_CONSUMERS, is_whole=True, is_main=True,
    )  # fmt: skip
    retention_hours: Decimal = quantity(
        "hours", "Retention", "How long each record can be read.", default=24, at_least=24, at_most=8760
    )
    hours_per_month: Decimal = hours_of_month("Hours a month", "How long the stream exists and is written to.")
    headroom_percent: Decimal = quantity(
        "%", "Headroom", "Spare capacity on top of the peak.",
        at_most=1000, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    hottest_key_percent: Decimal = quantity(
        "%", "Load of the hottest key",
        "Of all records, on one partition key; the other keys spread evenly. 0 spreads all of them evenly.",
        at_most=100,
    )  # fmt: skip
    polls_per_second: Decimal = quantity(
        "calls/second", "Polls of a shared consumer", "How often each reads each shard; AWS recommends once.",
        default=1, at_most=1000,
    )  # fmt: skip
    shards: Decimal = quantity(
        "shards", "Shards", "Of a stream that exists; instead of what the load takes. 0 lets the load decide.",
        at_most=10**6, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    put_payload_units: Decimal = quantity(
        "PUT payload units/month", "PUT payload units",
        "Of a stream that exists, as its bill says; instead of what the records take. 0 counts the records.",
        at_most=10**15, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    s3_delivery_gb: Decimal = quantity(
        "GB/month", "Delivered to S3", "By the stream itself, as billed; not by Firehose.",
        at_most=10**9, only_for=FOR_ON_DEMAND,
    )  # fmt: skip
    long_term_retrieval_gb: Decimal = quantity(
        "GB/month", "Read back later", "Data in long-term retention that is read again, besides the consumers.",
        at_most=10**9,
    )  # fmt: skip
