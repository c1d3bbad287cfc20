"""What a person should know about a stream besides its cost, and what aggregating small records would save."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import Number, ratio
from calculator.core.display import amount, usd
from calculator.core.estimate import CapacityPlan, Notice, effective_monthly
from calculator.core.units import convert
from calculator.services.kinesis.capacity import peak_writes, plan_capacity
from calculator.services.kinesis.charges import HOURS_PER_MONTH, line_items
from calculator.services.kinesis.usage import ADVANTAGE, PROVISIONED, Usage


def option_of_region(name: str, book: PriceBook) -> str:
    """The option of a quota that some Regions have a row of their own for."""
    return book.region if book.has_limit(name, book.region) else ""


def polls_per_shard(usage: Usage, book: PriceBook) -> Number:
    """Calls that shared consumers make of each shard in a second when each polls as often as AWS recommends."""
    return usage.shared_consumers * book.limit("recommended_polls")


def aggregation_saving(usage: Usage, monthly: Number, book: PriceBook) -> Decimal:
    """What a month would cost less if small records were packed into whole payload units before they are written."""
    unit_kb = book.limit("metering_increment", PROVISIONED)
    if usage.record_kb >= unit_kb:
        return Decimal(0)
    share = ratio(usage.record_kb, unit_kb)
    packed = usage.with_values(
        records_per_second=usage.records_per_second * share,
        peak_records_per_second=usage.peak_records_per_second * share,
        record_kb=unit_kb,
    )
    return Decimal(monthly - effective_monthly(line_items(packed, plan_capacity(packed, book), book)))


def notices(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[Notice]:
    """What a person should know about the answer."""
    yield from _records(usage, plan, book)
    yield from _readers(usage, book)
    if usage.capacity_mode == PROVISIONED:
        yield from _shard_quota(plan["shards"].count, book)
    else:
        yield from _growth(usage, book)
    yield from _kept(usage, book)
    longest = book.limit("extended_retention")
    if usage.long_term_retrieval_gb > 0 and usage.retention_hours <= longest:
        message = f"Nothing is older than {longest:g} hours where it is kept for {amount(usage.retention_hours)}"
        yield Notice("not_used", f"{message}; what is read back later is not billed.", "long_term_retrieval_gb")


def _records(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[Notice]:
    usual, unit_kb = book.limit("default_maximum_record_size"), book.limit("metering_increment", PROVISIONED)
    if usage.record_kb > convert(usual, "MiB", "KB"):
        message = f"Records above {usual:g} MiB must be allowed on the stream, and AWS means them as occasional ones"
        yield Notice("large_records", f"{message}: a shard still takes no more in a second.", "record_kb")
    saving = aggregation_saving(usage, effective_monthly(line_items(usage, plan, book)), book)
    if saving > 0:
        message = f"Packing several records into one of {unit_kb:g} KB would save up to {usd(saving)} a month"
        yield Notice("aggregate_records", f"{message}; consumers must unpack them.", "record_kb")


def _readers(usage: Usage, book: PriceBook) -> Iterator[Notice]:
    most, calls = book.limit("read_calls"), polls_per_shard(usage, book)
    if calls > most:
        often = amount(ratio(calls, most), 3)
        message = f"Shared consumers make at most {most:g} calls a second to each shard, so each of these"
        message += f" {amount(usage.shared_consumers)} reads only every {often} seconds"
        yield Notice("read_calls", f"{message}; more shards do not help, fan-out does.", "shared_consumers")
    reads = book.limit("read_throughput") / book.limit("write_throughput")
    if usage.capacity_mode != PROVISIONED and usage.shared_consumers > reads:
        message = f"AWS assures shared consumers of {reads:g} times the rate at which an on-demand stream is written"
        yield Notice("shared_reads", f"{message}; give further consumers fan-out.", "shared_consumers")


def _shard_quota(shards: Number, book: PriceBook) -> Iterator[Notice]:
    option = option_of_region("default_shard_quota", book)
    least, most = book.limit("default_shard_quota", option), book.limit_to("default_shard_quota", option)
    if shards > least:
        quota = amount(least) if least == most else f"{amount(least)} or {amount(most)}"
        message = f"An account in {book.region} begins with a quota of {quota} shards; ask AWS to raise it."
        yield Notice("above_shard_quota", message, "peak_records_per_second")


def _kept(usage: Usage, book: PriceBook) -> Iterator[Notice]:
    """What is kept grows until the oldest record expires; a stream may be gone before."""
    hours, kept = usage.hours_per_month, usage.retention_hours
    first_billed = "extended_retention" if usage.capacity_mode == PROVISIONED else "included_retention"
    if hours < kept and hours < HOURS_PER_MONTH and kept > book.limit(first_billed):
        message = f"Retention is billed as of a stream that keeps {amount(kept)} hours of records"
        yield Notice(
            "keeps_less", f"{message}; one that exists for {amount(hours)} hours keeps less.", "hours_per_month"
        )


def _growth(usage: Usage, book: PriceBook) -> Iterator[Notice]:
    """How an on-demand stream comes to its capacity, and what Advantage commits the account to."""
    first, peak = book.limit("initial_write_throughput"), peak_writes(usage)
    if peak > first:
        message = f"A new on-demand stream takes {amount(first)} MiB/s and grows with its load; the peak is"
        message += f" {amount(peak)} MiB/s"
        remedy = "set its warm throughput beforehand" if usage.capacity_mode == ADVANTAGE else "let it grow beforehand"
        yield Notice("grows_with_load", f"{message}: {remedy}.", "peak_records_per_second")
    if usage.capacity_mode == ADVANTAGE:
        least = amount(book.limit("minimum_billed_throughput", ADVANTAGE))
        message = f"On-demand Advantage is set for all on-demand streams of an account in {book.region}"
        yield Notice("account_minimum", f"{message} and bills at least {least} MiB/s in and out.", "capacity_mode")
