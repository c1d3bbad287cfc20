"""What Amazon Kinesis Data Streams bills for: shards or data, retention, fan-out."""

from collections.abc import Iterator, Mapping

from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import Number, divide_up, maximum, minimum, ratio, where
from calculator.core.estimate import CapacityPlan, LineItem
from calculator.core.units import convert
from calculator.services.kinesis.capacity import late_reads_gb, records, seconds, written_gb
from calculator.services.kinesis.usage import PROVISIONED, STANDARD, Usage

HOURS_PER_MONTH = 730
STEADY = "A steady stream: as much expires as is written."


def line_items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    """What the month is billed for, writing first."""
    if usage.capacity_mode == PROVISIONED:
        # A mode without its main price is not sold here, even to somebody who writes nothing.
        book.card("shard_hour", PROVISIONED)
        yield from _shards_and_records(usage, plan["shards"].count, book)
    else:
        book.card("data_in", usage.capacity_mode)
        yield from _data(usage, book)
    yield from _long_term_retention(usage, book)


def _shards_and_records(usage: Usage, shards: Number, book: PriceBook) -> Iterator[LineItem]:
    """Provisioned: shards by the hour, records by payload units, and what the shards are used for besides."""
    hours, of_shards = shards * usage.hours_per_month, "shards × hours_per_month"
    yield from book.charge("shard_hour", "Shard hours", hours, "shard-hour", of_shards, option=PROVISIONED)
    step = book.limit("metering_increment", PROVISIONED)
    yield from book.charge(
        "put_payload_units", "PUT payload units", records(usage) * divide_up(usage.record_kb, step),
        "PUT payload unit", f"records × (record_kb ÷ {step:g}, rounded up)",
        dimension="put_payload_unit", option=PROVISIONED,
    )  # fmt: skip
    included, longest = book.limit("included_retention"), book.limit("extended_retention")
    yield from book.charge(
        "extended_retention", f"Retention beyond {included:g} hours", where(usage.retention_hours > included, hours, 0),
        "shard-hour", of_shards, option=PROVISIONED, assumption="By the shard, however long the retention.",
    )  # fmt: skip
    yield from book.charge(
        "fan_out_hours", "Fan-out, consumer-shard hours", hours * usage.fan_out_consumers, "consumer-shard-hour",
        f"fan_out_consumers × {of_shards}", dimension="fan_out_hour", option=PROVISIONED,
    )  # fmt: skip
    yield from _fan_out_data(usage, book)
    yield from book.charge(
        "long_term_retrieval", f"Read back when older than {longest:g} hours", late_reads_gb(usage, book), "GB",
        "long_term_retrieval_gb", option=PROVISIONED,
    )  # fmt: skip


def _data(usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    """On demand: the stream where its mode charges for it, data in and out, and the account's minimum."""
    mode = usage.capacity_mode
    if mode == STANDARD:
        yield from book.charge(
            "stream_hours", "Stream hours", usage.hours_per_month, "stream-hour", "hours_per_month",
            dimension="stream_hour", option=mode,
        )  # fmt: skip
    step, longest = book.limit("metering_increment", mode), book.limit("extended_retention")
    billed_kb = records(usage) * divide_up(usage.record_kb, step) * step
    data_in, data_out = convert(billed_kb, "KB", "GB"), written_gb(usage) * usage.shared_consumers
    late, fan_out = late_reads_gb(usage, book), written_gb(usage) * usage.fan_out_consumers
    rounded_up = f"records × record_kb, each rounded up to whole {step:g} KB"
    yield from book.charge("data_in", "Data written", data_in, "GB", rounded_up, option=mode)
    yield from book.charge(
        "data_out", "Data read by shared consumers", data_out, "GB", "records × record_kb × shared_consumers",
        option=mode, assumption="Each consumer reads each record once; reads are not rounded up.",
    )  # fmt: skip
    yield from _fan_out_data(usage, book)
    yield from book.charge(
        "long_term_retrieval", f"Read back when older than {longest:g} hours", late, "GB", "long_term_retrieval_gb",
        dimension="data_out", option=mode, assumption="At the price of any other read.",
    )  # fmt: skip
    if book.has_limit("minimum_billed_throughput", mode):
        yield from _shortfalls(usage, data_in, data_out + fan_out + late, book)
    yield from _extended_retention(usage, book)


def _fan_out_data(usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    """What is delivered to fan-out consumers; each receives all records."""
    yield from book.charge(
        "fan_out_data", "Fan-out, data delivered", written_gb(usage) * usage.fan_out_consumers, "GB",
        "records × record_kb × fan_out_consumers", option=usage.capacity_mode,
    )  # fmt: skip


def _shortfalls(usage: Usage, data_in: Number, data_out: Number, book: PriceBook) -> Iterator[LineItem]:
    """The rest up to what an account commits to, written and again read."""
    mode = usage.capacity_mode
    least = book.limit("minimum_billed_throughput", mode)
    least_gb = convert(least * seconds(usage), "MiB", "GB")
    for name, label, used in (("data_in", "written", data_in), ("data_out", "read", data_out)):
        yield from book.charge(
            f"{name}_shortfall", f"Shortfall of data {label}", maximum(least_gb - used, 0), "GB",
            f"{least:g} × seconds − data {label}", dimension=name, option=mode,
            assumption="Over the hours of the stream; other on-demand streams of the account would fill it.",
        )  # fmt: skip


def _extended_retention(usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    """On demand: GB kept beyond the first day, up to seven days."""
    included, longest = book.limit("included_retention"), book.limit("extended_retention")
    kept = minimum(usage.retention_hours, longest) - included
    yield from book.charge(
        "extended_retention", f"Retention beyond {included:g} hours", ratio(written_gb(usage) * kept, HOURS_PER_MONTH),
        "GB-month", f"GB written × (retention_hours, at most {longest:g}, − {included:g}) ÷ {HOURS_PER_MONTH}",
        option=usage.capacity_mode, assumption=STEADY,
    )  # fmt: skip


def _long_term_retention(usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    """GB kept beyond seven days; in every mode by the GB."""
    longest = book.limit("extended_retention")
    kept = maximum(usage.retention_hours - longest, 0)
    yield from book.charge(
        "long_term_retention", f"Retention beyond {longest:g} hours",
        ratio(written_gb(usage) * kept, HOURS_PER_MONTH), "GB-month",
        f"GB written × (retention_hours − {longest:g}) ÷ {HOURS_PER_MONTH}",
        option=usage.capacity_mode, assumption=STEADY,
    )  # fmt: skip
