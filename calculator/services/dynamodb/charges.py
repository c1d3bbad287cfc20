"""What the month of a DynamoDB table is billed for."""

from collections.abc import Iterator, Mapping

from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import Number, maximum, smallest
from calculator.core.estimate import MONTHS_PER_YEAR, UPFRONT, CapacityPlan, LineItem
from calculator.services.dynamodb.capacity import (
    HOURS_PER_MONTH,
    SIDES,
    WRITES,
    Parts,
    Side,
    Written,
    global_writes,
    parts_of,
    provisioned_by_hour,
)
from calculator.services.dynamodb.usage import NO_TERM, PROVISIONED, STANDARD, Usage

FREE_TIER = "No other table of the account uses its free tier."
PLAIN_COPIES = "A transactional write reaches the replica as an ordinary one."


def line_items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    """Reads and writes, then the replicas at the prices of their Regions, then what is kept, copied and read."""
    for side in SIDES:
        if _is_replicated(side, usage):
            yield from _global_writes(usage, book)
        else:
            yield from (_capacity if usage.capacity_mode == PROVISIONED else _requests)(side, usage, plan, book)
        yield from _reserved(side, usage, book)
    yield from _storage("storage", "Storage", usage, book)
    for region in usage.replica_regions:
        yield from _storage(f"replica_storage_{_key(region)}", f"Storage in {region}", usage, book.elsewhere(region))
    kept = usage.storage_gb if usage.pitr else book.in_own_system(0)
    yield from book.charge("pitr", "Point-in-time recovery", kept, "GB-month", "storage_gb")
    yield from book.charge("backup_storage", "On-demand backups", usage.backup_gb, "GB-month", "backup_gb")
    for name, label in (("restore", "Restored"), ("export", "Exported to S3"), ("import", "Imported from S3")):
        yield from book.charge(name, label, getattr(usage, f"{name}_gb"), "GB", f"{name}_gb")
    yield from book.charge(
        "stream_reads", "Stream reads", maximum(usage.stream_reads - _free("free_stream_reads", usage, book), 0),
        "request", "stream_reads" + _less(usage), dimension="stream_read",
    )  # fmt: skip


def _free(limit: str, usage: Usage, book: PriceBook) -> Number:
    """What is free of charge where it is asked for; the Region or the table class may have no such allowance."""
    if not usage.include_free_tier:
        return book.in_own_system(0)
    options = (book.region, usage.table_class, "")
    return next(book.limit(limit, option) for option in options if book.has_limit(limit, option))


def _less(usage: Usage) -> str:
    """The end of a formula from which the free tier is taken off."""
    return " − what is free" if usage.include_free_tier else ""


def _storage(name: str, label: str, usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    stored = maximum(usage.storage_gb - _free("free_storage", usage, book), 0)
    yield from book.charge(
        name, label, stored, "GB-month", "storage_gb" + _less(usage),
        dimension="storage", option=usage.table_class, assumption=FREE_TIER if usage.include_free_tier else "",
    )  # fmt: skip


def _is_replicated(side: Side, usage: Usage) -> bool:
    """Whether the writes at home are those of a global table, which have a price of their own."""
    return side is WRITES and bool(usage.replica_regions)


def _rate(side: Side, usage: Usage) -> str:
    """The part of a formula that says how many requests there are."""
    if usage.hourly_load_percent:
        return f"peak_{side.name}_per_second × hourly_load_percent × seconds of each hour"
    return f"{side.name}_per_second × seconds of a month"


def _requests(side: Side, usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    yield from book.charge(
        side.name, side.name.capitalize(), plan[side.requested].count, "request",
        f"{_rate(side, usage)} × units of each", dimension=f"{side.word}_request", option=usage.table_class,
    )  # fmt: skip


def _capacity(side: Side, usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    hours = plan[f"{side.key}_hours"].count - reserved_units(side, usage, book) * HOURS_PER_MONTH
    yield from book.charge(
        side.name, side.name.capitalize(), _beyond_free(hours, f"free_{side.word}_units", usage, book),
        f"{side.unit}-hour", f"{side.unit} of each hour{_less_reserved(usage)}{_less(usage)}",
        dimension=f"{side.key}_hour", option=usage.table_class,
        assumption=FREE_TIER if usage.include_free_tier else "",
    )  # fmt: skip


def _global_writes(usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    """The writes of a global table in each of its Regions, those of its indexes apart: they have another price."""
    for written in global_writes(usage, book):
        is_home = written.region == book.region
        name, label = ("writes", "Writes") if written.is_replicated else ("index_writes", "Writes of indexes")
        if not is_home:
            name = f"{'replicated_' if written.is_replicated else ''}{name}_{_key(written.region)}"
            label = f"{label} in {written.region}"
        less = _less_reserved(usage) if is_home and not written.is_replicated else ""
        yield from written.book.charge(
            name, label, _billed_writes(written, usage, book), written.unit,
            f"{_write_formula(usage)}{less}" if is_home else "the writes at home, once more",
            dimension=written.dimension, option=usage.table_class,
            assumption="" if is_home else PLAIN_COPIES,
        )  # fmt: skip


def _write_formula(usage: Usage) -> str:
    is_provisioned = usage.capacity_mode == PROVISIONED
    return "WCU of each hour" + _less(usage) if is_provisioned else f"{_rate(WRITES, usage)} × units of each"


def _billed_writes(written: Written, usage: Usage, home: PriceBook) -> Number:
    """Less what is reserved, which is for indexes at home alone, and less what is free.

    The free capacity of global tables is for two Regions: the home and one replica.
    """
    if usage.capacity_mode != PROVISIONED:
        return written.quantity
    if not written.is_replicated:
        reserved = reserved_units(WRITES, usage, home) if written.book is home else home.in_own_system(0)
        return _beyond_free(written.quantity - reserved * HOURS_PER_MONTH, "free_write_units", usage, written.book)
    if written.region in (home.region, usage.replica_regions[0]):
        return _beyond_free(written.quantity, "free_replicated_write_units", usage, written.book)
    return written.quantity


def _key(region: str) -> str:
    return region.replace("-", "_")


def _less_reserved(usage: Usage) -> str:
    """The end of a formula from which reserved capacity is taken off."""
    return " − reserved" if has_term(usage) else ""


def _ordinary_parts(side: Side, usage: Usage, book: PriceBook) -> Parts:
    """All but the writes of a global table itself: those of its indexes are not replicated, each Region has its own."""
    parts = parts_of(side, usage, book)
    return parts[1:] if _is_replicated(side, usage) else parts


def _beyond_free(hours: Number, limit: str, usage: Usage, book: PriceBook) -> Number:
    """Unit-hours less the units that are free all month."""
    return maximum(hours - _free(limit, usage, book) * HOURS_PER_MONTH, 0)


def has_term(usage: Usage) -> bool:
    """Whether reserved capacity is asked for where AWS sells it."""
    is_sold = usage.capacity_mode == PROVISIONED and usage.table_class == STANDARD
    return is_sold and usage.reserved_term != NO_TERM


def reserved_units(side: Side, usage: Usage, book: PriceBook) -> Number:
    """The whole blocks that are in use in every hour, so that none is paid in vain; never for replicated writes."""
    if not has_term(usage):
        return book.in_own_system(0)
    always = smallest(provisioned_by_hour(side, usage, _ordinary_parts(side, usage, book), book))
    return always - always % book.limit("reserved_block")


def _reserved(side: Side, usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    if not has_term(usage):
        return
    units, term = reserved_units(side, usage, book), usage.reserved_term
    months = int(term.removesuffix("y")) * MONTHS_PER_YEAR
    yield from book.charge(
        f"reserved_{side.name}", f"Reserved {side.unit}", units * HOURS_PER_MONTH, f"{side.unit}-hour",
        "whole blocks × hours", dimension=f"reserved_{side.key}_hour", option=term,
    )  # fmt: skip
    yield from book.charge(
        f"reserved_{side.name}_upfront", f"Reserved {side.unit}, paid at once", units, side.unit, "whole blocks",
        dimension=f"reserved_{side.key}_upfront", option=term, recurrence=UPFRONT, term_months=months,
    )  # fmt: skip
