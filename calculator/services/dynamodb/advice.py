"""What to know about a table besides its bill: break-evens, utilization, hot keys, quotas."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import AnswerWarning, CapacityPlan, LineItem, Metric
from calculator.core.arithmetic import ratio
from calculator.core.display import amount, counted
from calculator.services.dynamodb.break_even import (
    break_even_percent,
    storage_share,
    utilisation_percent,
)
from calculator.services.dynamodb.charges import has_term, reserved_units
from calculator.services.dynamodb.formulas import of_figure
from calculator.services.dynamodb.load import (
    READS,
    SIDES,
    WRITES,
    Side,
    parts_of,
    peak_units,
    requests_of_month,
)
from calculator.services.dynamodb.provisioning import throttled_hours
from calculator.services.dynamodb.usage import NO_TERM, ON_DEMAND, PERCENT, PROVISIONED, SAVINGS_PLAN, Usage

DIGITS = 3
AUTO_SCALING = ("minimum_rcu", "maximum_rcu", "minimum_wcu", "maximum_wcu")


def metrics(
    usage: Usage, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
) -> Iterator[Metric]:
    """Units of a request, break-even between the modes, what of provisioned capacity is used, the share of storage."""
    for side in SIDES:
        yield Metric(f"{side.word}_units_each", f"Units that one {side.word} takes", _units_each(side, usage, book))
        even = break_even_percent(side, usage, book)
        yield Metric(f"{side.word}_break_even_percent", f"Break-even with on-demand, {side.name}", even, "%")
        used = utilisation_percent(side, usage, book)
        yield Metric(f"{side.word}_utilisation_percent", f"Used of provisioned capacity, {side.name}", used, "%")
        if usage.capacity_mode == PROVISIONED and usage.hourly_load_percent:
            hours = Decimal(len(throttled_hours(side, usage, parts_of(side, usage, book), book)))
            yield Metric(f"throttled_{side.word}_hours_per_day", f"Throttled {side.name}", hours, "hour")
    if usage.peak_queries_per_second:
        yield Metric("query_units_each", "Units that one query takes", of_figure("query_units", usage, book))
    share = storage_share(usage, plan, book)
    if share is not None:
        yield Metric("storage_share_percent", "Share of storage in requests and storage, Standard", share.percent, "%")
        least = share.standard_ia_from_percent
        yield Metric("standard_ia_from_percent", "Standard-IA costs less above a share of", least, "%")


def _units_each(side: Side, usage: Usage, book: PriceBook) -> Decimal:
    """Of one read; of one write with its entries in all indexes."""
    if side is READS:
        return Decimal(of_figure("read_units", usage, book))
    indexes = usage.global_secondary_indexes * of_figure("index_write_units", usage, book)
    return Decimal(of_figure("write_units", usage, book) + indexes)


def bill_warnings(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    """What the bill does not have, and what it takes otherwise than stated."""
    for side in SIDES:
        for rate in side.rates if usage.hourly_load_percent else ():
            yield from _other_average(rate, usage, book)
        yield from _reserved(side, usage, book)
    if usage.capacity_mode == PROVISIONED and not usage.hourly_load_percent:
        for field in AUTO_SCALING:
            if getattr(usage, field):
                message = f"{usage.declarations[field].label} has no effect without a load of each hour."
                yield AnswerWarning("not_used", message, field)
    yield from _indexes(usage)
    if usage.replica_regions:
        message = (
            "Not in this estimate: data transfer between the Regions, filling a new replica, which is billed once as "
            "a restore, and point-in-time recovery, backups and stream reads of the replicas."
        )
        yield AnswerWarning("not_included", message, "replica_regions")


def warnings(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    """What a person should know about the modes, the classes and the load."""
    yield from _break_even(usage, book)
    yield from _storage_share(usage, plan, book)
    for side in SIDES:
        yield from _hot_key(side, usage, book)
        yield from _quotas(side, usage, plan, book)
        if usage.capacity_mode == PROVISIONED:
            yield from _throttled(side, usage, book)
    most = book.limit_row("maximum_global_secondary_indexes")
    if usage.global_secondary_indexes > most.value:
        message = f"A table has {amount(most.value)} indexes by default; AWS raises this quota on request."
        yield AnswerWarning("above_quota", message, "global_secondary_indexes")
    if usage.hourly_load_percent and usage.capacity_mode == PROVISIONED:
        yield from _target(usage, book)


def _indexes(usage: Usage) -> Iterator[AnswerWarning]:
    """What is said of indexes that are not there."""
    if usage.peak_index_reads_per_second and not usage.global_secondary_indexes:
        message = "Index reads have no effect without a global secondary index."
        yield AnswerWarning("not_used", message, "index_reads_per_second")
    of_any = usage.global_secondary_indexes or usage.local_secondary_indexes
    if usage.index_key_change_percent and not of_any:
        message = "Writes that change an index key have no effect without an index."
        yield AnswerWarning("not_used", message, "index_key_change_percent")


def _break_even(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """One sentence for reads and writes that come to the same verdict, one for each otherwise.

    None where the hours are given less than the average takes: the two modes would not carry the same load.
    """
    told: dict[tuple[str, str], dict[str, list[str]]] = {}
    for side in SIDES:
        even, used = break_even_percent(side, usage, book), utilisation_percent(side, usage, book)
        if even is not None and used is not None and used <= PERCENT:
            verdict = _verdict(used, even, "provisioned", "on-demand")
            told.setdefault((_percent(even), verdict), {}).setdefault(_percent(used), []).append(side.unit)
    for (least, verdict), units_at in told.items():
        here = " and ".join(f"{used} of the {' and '.join(units)}" for used, units in units_at.items())
        message = (
            f"Provisioned capacity costs less than on-demand when more than {least} of it is used on average; "
            f"here {here} would be, so for them {verdict}{_before_discounts(usage)}."
        )
        yield AnswerWarning("break_even", message, "capacity_mode")


def _storage_share(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    share = storage_share(usage, plan, book)
    if share is None:
        return
    verdict = _verdict(share.percent, share.standard_ia_from_percent, "Standard-IA", "Standard")
    message = (
        f"In the Standard class storage is {_percent(share.percent)} of requests and storage together; Standard-IA "
        f"costs less above {_percent(share.standard_ia_from_percent)}, so {verdict}{_before_discounts(usage)}."
    )
    yield AnswerWarning("table_class", message, "table_class")


def _target(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """A target that auto scaling, which follows the hours, cannot be set to."""
    least, most = book.limit("target_utilization"), book.limit_to("target_utilization")
    if not least <= usage.target_utilization_percent <= most:
        message = f"Auto scaling takes targets from {amount(least)} to {amount(most)}%."
        yield AnswerWarning("outside_range", message, "target_utilization_percent")


def _verdict(number: Decimal, even: Decimal, above: str, below: str) -> str:
    """Which of two costs less, by a figure and where they are even."""
    if number == even:
        return "both cost the same"
    return f"{above if number > even else below} is cheaper"


def _before_discounts(usage: Usage) -> str:
    """What the comparison of prices leaves out, where it is asked for."""
    has_plan = usage.purchase_option == SAVINGS_PLAN
    if usage.include_free_tier or usage.reserved_term != NO_TERM:
        return f" before reserved capacity{', the plan' if has_plan else ''} and the free tier"
    return " before the plan" if has_plan else ""


def _hot_key(side: Side, usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """The table's own units, unless it is said what the hottest key takes: an index has partitions of its own."""
    row = book.limit_row(f"partition_{side.word}_units")
    peak = peak_units(parts_of(side, usage, book)[:1])
    if peak > row.value and not usage.hottest_key_percent:
        share = _percent(Decimal(ratio(row.value * PERCENT, peak)))
        carried = f"One partition, and so one key, carries {counted(row.value, row.unit)} a second"
        message = f"{carried}: a key that takes more than {share} of the {side.name} at the peak would be throttled."
        yield AnswerWarning("hot_key", message, f"peak_{side.name}_per_second")


def _quotas(side: Side, usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    """Default quotas of a table and of an account, which AWS raises on request; and what a new table takes at once."""
    peak, field = peak_units(parts_of(side, usage, book)[:1]), f"peak_{side.name}_per_second"
    needed = plan[side.key].count if usage.capacity_mode == PROVISIONED else peak
    for scope, whose in (("table", "A table"), ("account", "An account")):
        name = f"{scope}_{side.word}_units"
        if book.has_limit(name, usage.capacity_mode) and needed > book.limit(name, usage.capacity_mode):
            row = book.limit_row(name, usage.capacity_mode)
            message = f"{whose} has {counted(row.value, row.unit)} in a Region by default; AWS raises this on request."
            yield AnswerWarning("above_quota", message, field)
    first = f"initial_{side.word}_units"
    if usage.capacity_mode == ON_DEMAND and peak > book.limit(first, ON_DEMAND):
        row = book.limit_row(first, ON_DEMAND)
        message = (
            f"A new on-demand table takes {counted(row.value, row.unit)} a second at once; warm it up before more."
        )
        yield AnswerWarning("cold_start", message, field)


def _throttled(side: Side, usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """By the hours of a day, or where all are alike by what is stated and is too little."""
    parts, percents = parts_of(side, usage, book), usage.hourly_load_percent
    hours = throttled_hours(side, usage, parts, book)
    if hours and percents:
        when = ", ".join(f"{hour}:00" for hour in hours)
        message = f"{side.name.capitalize()} would be throttled in {len(hours)} of {len(percents)} hours: {when}."
        limit = f"maximum_{side.key}"
        yield AnswerWarning("throttled", message, limit if getattr(usage, limit) else f"table_{side.key}")
    elif hours:
        for part, whose in zip(parts, ("table", "index"), strict=True):
            if 0 < part.stated < part.peak:
                takes, has = (counted(units, side.unit) for units in (part.peak, part.stated))
                what = "the table has" if whose == "table" else "the indexes have"
                message = f"{side.name.capitalize()} would be throttled at the peak: they take {takes}"
                yield AnswerWarning("throttled", f"{message}, and {what} {has}.", f"{whose}_{side.key}")


def _other_average(rate: str, usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    mean = ratio(requests_of_month(rate, usage, book), book.month.seconds)
    average = getattr(usage, f"{rate}_per_second")
    if amount(mean, DIGITS) != amount(average, DIGITS):
        name = rate.replace("_", " ")
        message = (
            f"The load of each hour comes to {amount(mean)} {name} a second on average, and those are billed, "
            f"not {amount(average)}."
        )
        yield AnswerWarning("averages_differ", message, f"{rate}_per_second")


def _reserved(side: Side, usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    if not has_term(usage):
        return
    if side is WRITES and usage.replica_regions:
        rest = "it is taken for index writes at home alone" if usage.global_secondary_indexes else "none is taken"
        yield AnswerWarning(
            "not_reserved", f"Reserved capacity does not cover replicated writes; {rest}.", "reserved_term"
        )
    elif not reserved_units(side, usage, book):
        block = amount(book.limit("reserved_block"))
        message = f"No {side.unit} are reserved: they are sold {block} at once, and fewer are in use in every hour."
        yield AnswerWarning("not_reserved", message, "reserved_term")


def _percent(number: Decimal) -> str:
    return f"{amount(number, DIGITS)}%"
