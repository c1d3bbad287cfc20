"""What Amazon Kinesis Data Streams bills for: shards or data, retention, fan-out."""

from collections.abc import Iterator, Mapping

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan, LineItem
from calculator.core.arithmetic import any_used
from calculator.services.figures import figure
from calculator.services.kinesis.usage import PROVISIONED, STANDARD, Usage
from calculator.services.worksheet import Worksheet

STEADY = "A steady stream: as much expires as is written."
EVEN = "The records spread evenly over the shards."
UNEVEN = "Shards of equal ranges of hash keys; that of the hottest key carries an equal part of the other keys too."


FIGURES = {
    "seconds": figure('convert(hours_per_month, "hour", "second")', "Seconds of the stream", "second"),
    "records": figure("records_per_second * seconds", "Records", "record"),
    "written_gb": figure('convert(records * record_kb, "KB", "GB")', "Data as written", "GB"),
    "shard_hours": figure("shards_provisioned * hours_per_month", "Shard hours", "shard-hour"),
    "payload_units": figure("steps(record_kb, limit.metering_increment)", "Payload units of a record"),
    "data_in_gb": figure(
        'convert(records * (payload_units * limit.metering_increment), "KB", "GB")', "Data in, as billed", "GB"
    ),
    "data_out_gb": figure("written_gb * shared_consumers", "Data read by shared consumers", "GB"),
    "fan_out_gb": figure("written_gb * fan_out_consumers", "Data delivered to fan-out consumers", "GB"),
    # Where nothing is kept for so long nothing is read so late.
    "late_gb": figure("where(retention_hours > limit.extended_retention, long_term_retrieval_gb, 0)"),
    "least_gb": figure(
        'convert(limit.minimum_billed_throughput * seconds, "MiB", "GB")', "Data that is billed at least", "GB"
    ),
}


@once_a_question
def line_items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> tuple[LineItem, ...]:
    """What the month is billed for, writing first."""
    return tuple(_items(usage, plan, book))


def worksheet(usage: Usage, book: PriceBook, plan: Mapping[str, CapacityPlan]) -> Worksheet:
    """What the formulas of a stream see."""
    found = {"shards_provisioned": plan["shards"].count} if "shards" in plan else {}
    return Worksheet(usage, book, FIGURES, found, (usage.capacity_mode,))


def _items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    sheet = worksheet(usage, book, plan)
    if usage.capacity_mode == PROVISIONED:
        # A mode without its main price is not sold here, even to somebody who writes nothing.
        book.card("shard_hour", PROVISIONED)
        yield from _shards_and_records(usage, sheet)
    else:
        book.card("data_in", usage.capacity_mode)
        yield from _data(usage, sheet)
    yield from _long_term_retention(usage, sheet)


def _shards_and_records(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """Provisioned: shards by the hour, records by payload units, and what the shards are used for besides."""
    spread = UNEVEN if any_used(usage.hottest_key_percent) else EVEN
    yield from sheet.charge(
        "shard_hour", "Shard hours", "shards_provisioned * hours_per_month", "shard-hour", option=PROVISIONED,
        assumption="" if any_used(usage.shards) else spread,
    )  # fmt: skip
    yield from _payload_units(usage, sheet)
    included, longest = sheet.book.limit("included_retention"), sheet.book.limit("extended_retention")
    yield from sheet.charge(
        "extended_retention", f"Retention beyond {included:g} hours",
        "where(retention_hours > limit.included_retention, shard_hours, 0)", "shard-hour",
        option=PROVISIONED, assumption="By the shard, however long the retention.",
    )  # fmt: skip
    yield from sheet.charge(
        "fan_out_hours", "Fan-out, consumer-shard hours", "shard_hours * fan_out_consumers", "consumer-shard-hour",
        dimension="fan_out_hour", option=PROVISIONED,
    )  # fmt: skip
    yield from _fan_out_data(usage, sheet)
    yield from sheet.charge(
        "long_term_retrieval", f"Read back when older than {longest:g} hours", "late_gb", "GB", option=PROVISIONED
    )


def _payload_units(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """As stated, or each record in whole units."""
    by_record = "records * payload_units"
    yield from sheet.charge(
        "put_payload_units", "PUT payload units",
        f"where(put_payload_units > 0, put_payload_units, {by_record})"
        if any_used(usage.put_payload_units)
        else by_record,
        "PUT payload unit", dimension="put_payload_unit", option=PROVISIONED,
    )  # fmt: skip


def _data(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """On demand: the stream where its mode charges for it, data in and out, and the account's minimum."""
    mode, longest = usage.capacity_mode, sheet.book.limit("extended_retention")
    if mode == STANDARD:
        yield from sheet.charge(
            "stream_hours", "Stream hours", "hours_per_month", "stream-hour", dimension="stream_hour", option=mode
        )
    yield from sheet.charge("data_in", "Data written", "data_in_gb", "GB", option=mode)
    yield from sheet.charge(
        "data_out", "Data read by shared consumers", "data_out_gb", "GB",
        option=mode, assumption="Each consumer reads each record once; reads are not rounded up.",
    )  # fmt: skip
    yield from _fan_out_data(usage, sheet)
    yield from sheet.charge(
        "long_term_retrieval", f"Read back when older than {longest:g} hours", "late_gb", "GB",
        dimension="data_out", option=mode, assumption="At the price of any other read.",
    )  # fmt: skip
    if sheet.book.has_limit("minimum_billed_throughput", mode):
        yield from _shortfalls(mode, sheet)
    yield from _extended_retention(usage, sheet)
    yield from sheet.charge("s3_delivery", "Delivered to S3", "s3_delivery_gb", "GB", option=mode)


def _fan_out_data(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """What is delivered to fan-out consumers; each receives all records."""
    yield from sheet.charge("fan_out_data", "Fan-out, data delivered", "fan_out_gb", "GB", option=usage.capacity_mode)


def _shortfalls(mode: str, sheet: Worksheet) -> Iterator[LineItem]:
    """The rest up to what an account commits to, written and again read."""
    for name, label, used in (
        ("data_in", "written", "data_in_gb"),
        ("data_out", "read", "(data_out_gb + fan_out_gb + late_gb)"),
    ):
        yield from sheet.charge(
            f"{name}_shortfall", f"Shortfall of data {label}", f"beyond(least_gb, {used})", "GB",
            dimension=name, option=mode,
            minimum=f"kinesis.{name} {mode} {sheet.book.region}",
            assumption="Over the hours of the stream; other on-demand streams of the account would fill it.",
        )  # fmt: skip


def _extended_retention(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """On demand: GB kept beyond the first day, up to seven days."""
    included = sheet.book.limit("included_retention")
    kept = "min(retention_hours, limit.extended_retention) - limit.included_retention"
    yield from sheet.charge(
        "extended_retention", f"Retention beyond {included:g} hours", f"written_gb * ({kept}) / hours_in_month",
        "GB-month", option=usage.capacity_mode, assumption=STEADY,
    )  # fmt: skip


def _long_term_retention(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """GB kept beyond seven days; in every mode by the GB."""
    longest = sheet.book.limit("extended_retention")
    yield from sheet.charge(
        "long_term_retention", f"Retention beyond {longest:g} hours",
        "written_gb * beyond(retention_hours, limit.extended_retention) / hours_in_month", "GB-month",
        option=usage.capacity_mode, assumption=STEADY,
    )  # fmt: skip
