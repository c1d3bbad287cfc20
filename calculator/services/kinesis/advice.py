"""What a person should know about a stream besides its cost, and what aggregating small records would save."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import AnswerWarning, CapacityPlan, effective_monthly
from calculator.core.arithmetic import Number, ratio
from calculator.core.display import amount, in_sentence, usd
from calculator.core.units import convert
from calculator.services.kinesis.capacity import needed_shards, peak_writes, plan_capacity, shard_demands
from calculator.services.kinesis.charges import line_items
from calculator.services.kinesis.usage import ADVANTAGE, PROVISIONED, Usage


def option_of_region(name: str, book: PriceBook) -> str:
    """The option of a quota that some Regions have a row of their own for."""
    return book.region if book.has_limit(name, book.region) else ""


def polls_per_shard(usage: Usage, book: PriceBook) -> Number:
    """Calls that shared consumers make of each shard in a second."""
    return usage.shared_consumers * usage.polls_per_second


@once_a_question
def aggregation_saving(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Decimal:
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
    of_packed = line_items(packed, plan_capacity(packed, book), book)
    return Decimal(effective_monthly(line_items(usage, plan, book)) - effective_monthly(of_packed))


def bill_warnings(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    """What is billed at least, or as if the stream were older, and what is not in the bill."""
    if usage.capacity_mode == PROVISIONED:
        yield from _not_included(usage, book)
    if usage.capacity_mode == ADVANTAGE:
        least = amount(book.limit("minimum_billed_throughput", ADVANTAGE))
        message = f"On-demand Advantage is set for all on-demand streams of an account in {book.region}"
        yield AnswerWarning(
            "account_minimum", f"{message} and bills at least {least} MiB/s in and out.", "capacity_mode"
        )
    yield from _kept(usage, book)
    longest = book.limit("extended_retention")
    if usage.long_term_retrieval_gb > 0 and usage.retention_hours <= longest:
        message = f"Nothing is older than {longest:g} hours where it is kept for {amount(usage.retention_hours)}"
        yield AnswerWarning("not_used", f"{message}; what is read back later is not billed.", "long_term_retrieval_gb")


def warnings(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    """What a person should know about records, readers, shards and growth."""
    yield from _records(usage, plan, book)
    yield from _readers(usage, book)
    if usage.capacity_mode == PROVISIONED:
        yield from _shard_quota(plan["shards"].count, book)
        yield from _spread(usage, book)
        yield from _stated(usage, book)
    else:
        yield from _growth(usage, book)


def _records(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    usual, unit_kb = book.limit("default_maximum_record_size"), book.limit("metering_increment", PROVISIONED)
    if usage.record_kb > convert(usual, "MiB", "KB"):
        message = f"Records above {usual:g} MiB must be allowed on the stream, and AWS means them as occasional ones"
        yield AnswerWarning("large_records", f"{message}: a shard still takes no more in a second.", "record_kb")
    saving = aggregation_saving(usage, plan, book)
    if saving > 0:
        message = f"Packing several records into one of {unit_kb:g} KB would save up to {usd(saving)} a month"
        yield AnswerWarning("aggregate_records", f"{message}; consumers must unpack them.", "record_kb")


def _readers(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    most, calls = book.limit("read_calls"), polls_per_shard(usage, book)
    if calls > most:
        often = amount(ratio(usage.shared_consumers, most), 3)
        message = f"Shared consumers make at most {most:g} calls a second to each shard, so each of these"
        message += f" {amount(usage.shared_consumers)} reads only every {often} seconds"
        yield AnswerWarning("read_calls", f"{message}; more shards do not help, fan-out does.", "shared_consumers")
    reads = book.limit("read_throughput") / book.limit("write_throughput")
    if usage.capacity_mode != PROVISIONED and usage.shared_consumers > reads:
        message = f"AWS assures shared consumers of {reads:g} times the rate at which an on-demand stream is written"
        yield AnswerWarning("shared_reads", f"{message}; give further consumers fan-out.", "shared_consumers")


def _shard_quota(shards: Number, book: PriceBook) -> Iterator[AnswerWarning]:
    option = option_of_region("default_shard_quota", book)
    least, most = book.limit("default_shard_quota", option), book.limit_to("default_shard_quota", option)
    if shards > least:
        quota = amount(least) if least == most else f"{amount(least)} or {amount(most)}"
        message = f"An account in {book.region} begins with a quota of {quota} shards; ask AWS to raise it."
        yield AnswerWarning("above_shard_quota", message, "peak_records_per_second")


def _spread(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """What shards that are cut by hand would save over those that AWS cuts alike."""
    needed = needed_shards(usage, book).count
    fewest = max(demand.fewest_units for demand in shard_demands(usage, book))
    if usage.hottest_key_percent and needed > fewest:
        message = (
            f"With equal ranges of hash keys, as UpdateShardCount cuts them, the load takes {amount(needed)} shards"
        )
        message += f"; split around the hottest key by hand, {amount(fewest)} carry it"
        yield AnswerWarning("uneven_keys", f"{message}.", "hottest_key_percent")


def _stated(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """A stream that is stated may be too small for its load."""
    needed = needed_shards(usage, book).count
    if usage.shards and needed > usage.shards:
        message = f"The stream would be throttled at the peak: the load takes {amount(needed)} shards, and it has"
        yield AnswerWarning("throttled", f"{message} {amount(usage.shards)}.", "shards")


def _not_included(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """A stream that is stated does not tell how much it holds."""
    is_kept = usage.retention_hours > book.limit("extended_retention")
    if (usage.shards or usage.put_payload_units) and not usage.records_per_second:
        for field, is_used in (("fan_out_consumers", bool(usage.fan_out_consumers)), ("retention_hours", is_kept)):
            if is_used:
                label = in_sentence(usage.declarations[field].label)
                message = (
                    f"Not in this estimate: the GB that {label} is billed for; state records_per_second and record_kb."
                )
                yield AnswerWarning("not_included", message, field)


def _kept(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """What is kept grows until the oldest record expires; a stream may be gone before."""
    hours, kept = usage.hours_per_month, usage.retention_hours
    first_billed = "extended_retention" if usage.capacity_mode == PROVISIONED else "included_retention"
    if hours < kept and hours < book.month.hours and kept > book.limit(first_billed):
        message = f"Retention is billed as of a stream that keeps {amount(kept)} hours of records"
        yield AnswerWarning(
            "keeps_less", f"{message}; one that exists for {amount(hours)} hours keeps less.", "hours_per_month"
        )


def _growth(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """How an on-demand stream comes to its capacity."""
    first, peak = book.limit("initial_write_throughput"), peak_writes(usage)
    if peak > first:
        burst, days = book.limit("on_demand_burst"), book.limit("growth_lookback")
        message = f"A new on-demand stream takes {amount(first)} MiB/s, and later {amount(burst)}% of the highest load"
        message += f" of its last {amount(days)} days; the peak is {amount(peak)} MiB/s"
        remedy = "set its warm throughput beforehand" if usage.capacity_mode == ADVANTAGE else "let it grow beforehand"
        yield AnswerWarning("grows_with_load", f"{message}: {remedy}.", "peak_records_per_second")
