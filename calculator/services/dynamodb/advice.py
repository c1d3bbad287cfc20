"""What to know about a table besides its bill: break-evens, utilisation, hot keys, quotas."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import ratio, total
from calculator.core.display import amount, counted
from calculator.core.estimate import CapacityPlan, Detail, LineItem, Notice
from calculator.services.dynamodb.break_even import (
    break_even_percent,
    storage_share,
    utilisation_percent,
)
from calculator.services.dynamodb.capacity import (
    SECONDS_PER_MONTH,
    SIDES,
    WRITES,
    Side,
    given_by_hour,
    load_by_hour,
    parts_of,
    peak_units,
    requests_of_month,
)
from calculator.services.dynamodb.charges import has_term, reserved_units
from calculator.services.dynamodb.usage import NO_TERM, ON_DEMAND, PERCENT, PROVISIONED, Usage

DIGITS = 3
AUTO_SCALING = ("minimum_rcu", "maximum_rcu", "minimum_wcu", "maximum_wcu")


def details(
    usage: Usage, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
) -> Iterator[Detail]:
    """Units of a request, break-even between the modes, what of provisioned capacity is used, the share of storage."""
    for side in SIDES:
        each = total(part.units * part.tables for part in parts_of(side, usage, book))
        yield Detail(f"{side.word}_units_each", f"Units that one {side.word} takes", each)
        even = break_even_percent(side, usage, book)
        yield Detail(f"{side.word}_break_even_percent", f"Break-even with on-demand, {side.name}", even, "%")
        used = utilisation_percent(side, usage, book)
        yield Detail(f"{side.word}_utilisation_percent", f"Used of provisioned capacity, {side.name}", used, "%")
        if usage.capacity_mode == PROVISIONED:
            hours = Decimal(len(throttled_hours(side, usage, book)))
            yield Detail(f"throttled_{side.word}_hours_per_day", f"Throttled {side.name}", hours, "hour")
    share = storage_share(usage, plan, book)
    if share is not None:
        yield Detail("storage_share_percent", "Share of storage in requests and storage, Standard", share.percent, "%")
        least = share.standard_ia_from_percent
        yield Detail("standard_ia_from_percent", "Standard-IA costs less above a share of", least, "%")


def throttled_hours(side: Side, usage: Usage, book: PriceBook) -> list[int]:
    """The hours of the day, from 0, in which the table takes more than it is given.

    An index takes no more of a write than its table, within the same limits, so it is never short alone.
    """
    table = parts_of(side, usage, book)[0]
    hours = zip(load_by_hour(side, usage, table, book), given_by_hour(side, usage, table, book), strict=True)
    return [hour for hour, (load, units) in enumerate(hours) if load > units]


def notices(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[Notice]:
    """What a person should know about the modes, the classes, the load and what is not in the bill."""
    yield from _break_even(usage, book)
    yield from _storage_share(usage, plan, book)
    for side in SIDES:
        yield from _hot_key(side, usage, book)
        yield from _quotas(side, usage, plan, book)
        yield from _profile(side, usage, book)
        yield from _reserved(side, usage, book)
    most = book.limit_row("maximum_global_secondary_indexes")
    if usage.global_secondary_indexes > most.value:
        message = f"A table has {amount(most.value)} indexes by default; AWS raises this quota on request."
        yield Notice("above_quota", message, "global_secondary_indexes")
    if usage.capacity_mode == PROVISIONED and not usage.hourly_load_percent:
        for field in AUTO_SCALING:
            if getattr(usage, field):
                message = f"{usage.declarations[field].label} has no effect without a load of each hour."
                yield Notice("not_used", message, field)
    if usage.hourly_load_percent and usage.capacity_mode == PROVISIONED:
        yield from _target(usage, book)
    if usage.replica_regions:
        message = (
            "Not in this estimate: data transfer between the Regions, filling a new replica, which is billed once as "
            "a restore, and point-in-time recovery, backups and stream reads of the replicas."
        )
        yield Notice("not_included", message, "replica_regions")


def _break_even(usage: Usage, book: PriceBook) -> Iterator[Notice]:
    """One sentence for reads and writes that come to the same, one for each otherwise.

    None where the hours are given less than the average takes: the two modes would not carry the same load.
    """
    told: dict[tuple[str, str, str], list[str]] = {}
    for side in SIDES:
        even, used = break_even_percent(side, usage, book), utilisation_percent(side, usage, book)
        if even is not None and used is not None and used <= PERCENT:
            verdict = _verdict(used, even, "provisioned", "on-demand")
            told.setdefault((_percent(even), _percent(used), verdict), []).append(side.unit)
    for (least, here, verdict), units in told.items():
        which = " and ".join(units)
        message = (
            f"Provisioned capacity costs less than on-demand when more than {least} of it is used on average; "
            f"here {here} of the {which} would be, so for them {verdict}{_before_discounts(usage)}."
        )
        yield Notice("break_even", message, "capacity_mode")


def _storage_share(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[Notice]:
    share = storage_share(usage, plan, book)
    if share is None:
        return
    verdict = _verdict(share.percent, share.standard_ia_from_percent, "Standard-IA", "Standard")
    message = (
        f"In the Standard class storage is {_percent(share.percent)} of requests and storage together; Standard-IA "
        f"costs less above {_percent(share.standard_ia_from_percent)}, so {verdict}{_before_discounts(usage)}."
    )
    yield Notice("table_class", message, "table_class")


def _target(usage: Usage, book: PriceBook) -> Iterator[Notice]:
    """A target that auto scaling, which follows the hours, cannot be set to."""
    least, most = book.limit("target_utilization"), book.limit_to("target_utilization")
    if not least <= usage.target_utilization_percent <= most:
        message = f"Auto scaling takes targets from {amount(least)} to {amount(most)} %."
        yield Notice("outside_range", message, "target_utilization_percent")


def _verdict(number: Decimal, even: Decimal, above: str, below: str) -> str:
    """Which of two costs less, by a figure and where they are even."""
    if number == even:
        return "both cost the same"
    return f"{above if number > even else below} is cheaper"


def _before_discounts(usage: Usage) -> str:
    """What the comparison of prices leaves out, where it is asked for."""
    has_discount = usage.include_free_tier or usage.reserved_term != NO_TERM
    return " before reserved capacity and the free tier" if has_discount else ""


def _hot_key(side: Side, usage: Usage, book: PriceBook) -> Iterator[Notice]:
    """The table's own units: an index has partitions of its own."""
    row = book.limit_row(f"partition_{side.word}_units")
    peak = peak_units(side, usage, parts_of(side, usage, book)[:1])
    if peak > row.value:
        share = _percent(Decimal(ratio(row.value * PERCENT, peak)))
        carried = f"One partition, and so one key, carries {counted(row.value, row.unit)} a second"
        message = f"{carried}: a key that takes more than {share} of the {side.name} at the peak would be throttled."
        yield Notice("hot_key", message, f"peak_{side.name}_per_second")


def _quotas(side: Side, usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[Notice]:
    """Default quotas of a table and of an account, which AWS raises on request; and what a new table takes at once."""
    peak, field = peak_units(side, usage, parts_of(side, usage, book)[:1]), f"peak_{side.name}_per_second"
    needed = plan[side.key].count if usage.capacity_mode == PROVISIONED else peak
    for scope, whose in (("table", "A table"), ("account", "An account")):
        name = f"{scope}_{side.word}_units"
        if book.has_limit(name, usage.capacity_mode) and needed > book.limit(name, usage.capacity_mode):
            row = book.limit_row(name, usage.capacity_mode)
            message = f"{whose} has {counted(row.value, row.unit)} in a Region by default; AWS raises this on request."
            yield Notice("above_quota", message, field)
    first = f"initial_{side.word}_units"
    if usage.capacity_mode == ON_DEMAND and peak > book.limit(first, ON_DEMAND):
        row = book.limit_row(first, ON_DEMAND)
        message = (
            f"A new on-demand table takes {counted(row.value, row.unit)} a second at once; warm it up before more."
        )
        yield Notice("cold_start", message, field)


def _profile(side: Side, usage: Usage, book: PriceBook) -> Iterator[Notice]:
    """Where the load of each hour is more than it is given, or is not what the average says."""
    if not usage.hourly_load_percent:
        return
    hours = throttled_hours(side, usage, book) if usage.capacity_mode == PROVISIONED else []
    if hours:
        when = ", ".join(f"{hour}:00" for hour in hours)
        share = f"{len(hours)} of {len(usage.hourly_load_percent)} hours"
        message = f"{side.name.capitalize()} would be throttled in {share}: {when}."
        yield Notice("throttled", message, f"maximum_{side.key}")
    mean, average = ratio(requests_of_month(side, usage), SECONDS_PER_MONTH), side.of(usage, "{}_per_second")
    if amount(mean, DIGITS) != amount(average, DIGITS):
        message = (
            f"The load of each hour comes to {amount(mean)} {side.name} a second on average, and those are billed, "
            f"not {amount(average)}."
        )
        yield Notice("averages_differ", message, f"{side.name}_per_second")


def _reserved(side: Side, usage: Usage, book: PriceBook) -> Iterator[Notice]:
    if not has_term(usage):
        return
    if side is WRITES and usage.replica_regions:
        rest = "it is taken for index writes at home alone" if usage.global_secondary_indexes else "none is taken"
        yield Notice("not_reserved", f"Reserved capacity does not cover replicated writes; {rest}.", "reserved_term")
    elif not reserved_units(side, usage, book):
        block = amount(book.limit("reserved_block"))
        message = f"No {side.unit} are reserved: they are sold {block} at once, and fewer are in use in every hour."
        yield Notice("not_reserved", message, "reserved_term")


def _percent(number: Decimal) -> str:
    return f"{amount(number, DIGITS)} %"
