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
    parts_of,
    provisioned_by_hour,
    replica_parts,
    replicated_writes,
    unit_hours,
)
from calculator.services.dynamodb.usage import NO_TERM, PROVISIONED, STANDARD, Usage

FREE_TIER = "No other table of the account uses its free tier."
PLAIN_COPIES = "A transactional write reaches the replica as an ordinary one."


def line_items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    """Reads and writes, then the replicas at the prices of their Regions, then what is kept, copied and read."""
    for side in SIDES:
        provisioned = usage.capacity_mode == PROVISIONED
        yield from (_capacity if provisioned else _requests)(side, usage, plan, book)
    for place, region in enumerate(usage.replica_regions):
        yield from _replica(region, usage, book.elsewhere(region), is_first=place == 0)
    yield from _storage("storage", "Storage", usage, book)
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


def _requests(side: Side, usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    yield from book.charge(
        side.name, side.name.capitalize(), plan[side.requested].count, "request",
        f"{side.name}_per_second × units of each × seconds of a month",
        dimension="replicated_write_request" if _is_replicated(side, usage) else f"{side.word}_request",
        option=usage.table_class,
    )  # fmt: skip


def _capacity(side: Side, usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    reserved = reserved_units(side, usage, book)
    ordinary, replicated = plan[f"{side.key}_hours"].count, book.in_own_system(0)
    if _is_replicated(side, usage):
        of_indexes = unit_hours(provisioned_by_hour(side, usage, _ordinary_parts(side, usage, book), book))
        ordinary, replicated = of_indexes, ordinary - of_indexes
    hours = _beyond_free(ordinary - reserved * HOURS_PER_MONTH, f"free_{side.word}_units", usage, book)
    hours = hours + _beyond_free(replicated, "free_replicated_write_units", usage, book)
    less = (" − reserved" if has_term(usage) else "") + _less(usage)
    yield from book.charge(
        side.name, side.name.capitalize(), hours, f"{side.unit}-hour", f"{side.unit} of each hour{less}",
        dimension=f"replicated_{side.key}_hour" if _is_replicated(side, usage) else f"{side.key}_hour",
        option=usage.table_class, assumption=FREE_TIER if usage.include_free_tier else "",
    )  # fmt: skip
    if has_term(usage):
        yield from _reserved(side, reserved, usage.reserved_term, book)


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


def _reserved(side: Side, units: Number, term: str, book: PriceBook) -> Iterator[LineItem]:
    months = int(term.removesuffix("y")) * MONTHS_PER_YEAR
    yield from book.charge(
        f"reserved_{side.name}", f"Reserved {side.unit}", units * HOURS_PER_MONTH, f"{side.unit}-hour",
        "whole blocks × hours", dimension=f"reserved_{side.key}_hour", option=term,
    )  # fmt: skip
    yield from book.charge(
        f"reserved_{side.name}_upfront", f"Reserved {side.unit}, paid at once", units, side.unit, "whole blocks",
        dimension=f"reserved_{side.key}_upfront", option=term, recurrence=UPFRONT, term_months=months,
    )  # fmt: skip


def _replica(region: str, usage: Usage, there: PriceBook, *, is_first: bool) -> Iterator[LineItem]:
    """The writes and the storage once more, at the prices of the replica's Region.

    The free capacity of global tables is for two Regions: the home and one replica.
    """
    key = region.replace("-", "_")
    written, unit, dimension = replicated_writes(usage, there)
    if usage.capacity_mode == PROVISIONED:
        ordinary = unit_hours(provisioned_by_hour(WRITES, usage, replica_parts(usage, there)[1:], there))
        replicated = written - ordinary
        if is_first:
            replicated = _beyond_free(replicated, "free_replicated_write_units", usage, there)
        written = replicated + _beyond_free(ordinary, "free_write_units", usage, there)
    yield from there.charge(
        f"replicated_writes_{key}", f"Writes in {region}", written, unit, "the writes at home, once more",
        dimension=dimension, option=usage.table_class, assumption=PLAIN_COPIES,
    )  # fmt: skip
    yield from _storage(f"replica_storage_{key}", f"Storage in {region}", usage, there)
