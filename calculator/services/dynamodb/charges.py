"""What the month of a DynamoDB table is billed for."""

from collections.abc import Collection, Iterator, Mapping

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import UPFRONT, CapacityPlan, LineItem
from calculator.core.arithmetic import Number, any_used, smallest
from calculator.core.month import HOURS_PER_YEAR
from calculator.core.pools import Allowance
from calculator.services.dynamodb.formulas import of_month, worksheet
from calculator.services.dynamodb.load import READS, WRITES, Parts, Side, parts_of, units_formula
from calculator.services.dynamodb.provisioning import hours_sheet, provisioned_by_hour
from calculator.services.dynamodb.replicas import Written, global_writes, replica_reads
from calculator.services.dynamodb.usage import NO_TERM, PROVISIONED, SAVINGS_PLAN, STANDARD, Usage
from calculator.services.worksheet import Worksheet

NOTHING = "0"

FREE_TIER = "No other table of the account uses its free tier."
ALIKE = "All incremental exports of a month are alike."
ONE_ITEM = "Each write changes one item; the stream itself is billed apart."
PLAIN_COPIES = "A transactional write reaches the replica as an ordinary one."
EXPIRED = "What expires takes the units of the item; of entries in indexes AWS's guide says nothing."
PLANNED = "As if as much were used in every hour: a plan commits to a sum for each hour of a year, used or not."
LEAST_READS = "The least that the replica and each of its indexes has, unless their units are stated."


def line_items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    """Reads and writes, then the replicas at the prices of their Regions, then what is kept, copied and read."""
    sheet = worksheet(usage, book)
    yield from _side(READS, usage, book)
    yield from _side(WRITES, usage, book)
    yield from _replicas_read(usage, book)
    yield from _stored(usage, book)
    yield from _copies(usage, sheet)
    yield from _changes(usage, sheet)


def read_lines(usage: Usage, book: PriceBook) -> tuple[Collection[str], Collection[LineItem]]:
    """The lines that more reads change, by their names, and those of a usage."""
    return _by_name((*_side(READS, usage, book), *_replicas_read(usage, book)))


def write_lines(usage: Usage, book: PriceBook) -> tuple[Collection[str], Collection[LineItem]]:
    """The lines that more writes change, by their names, and those of a usage."""
    return _by_name((*_side(WRITES, usage, book), *_changes(usage, worksheet(usage, book))))


def storage_lines(usage: Usage, book: PriceBook) -> tuple[Collection[str], Collection[LineItem]]:
    """The lines that more storage changes, by their names, and those of a usage."""
    return _by_name(tuple(_stored(usage, book)))


def _by_name(lines: tuple[LineItem, ...]) -> tuple[Collection[str], Collection[LineItem]]:
    return {each.name for each in lines}, lines


def _side(side: Side, usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    """Reads or writes, and what is reserved for them."""
    sheet = worksheet(usage, book)
    if _is_replicated(side, usage):
        yield from _global_writes(usage, book)
    else:
        yield from (_capacity if usage.capacity_mode == PROVISIONED else _requests)(side, usage, sheet)
    yield from _reserved(side, usage, sheet)


def _replicas_read(usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    """Capacity that replicas have to be read with."""
    for there in map(book.elsewhere, usage.replica_regions):
        if usage.capacity_mode == PROVISIONED:
            yield from _replica_reads(usage, there)


def _stored(usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    """What is kept, here and in replicas, and the copy of it that can be gone back to."""
    sheet = worksheet(usage, book)
    yield from _storage("storage", "Storage", usage, sheet)
    for there in map(book.elsewhere, usage.replica_regions):
        name = f"replica_storage_{_key(there.region)}"
        yield from _storage(name, f"Storage in {there.region}", usage, worksheet(usage, there))
    # Global secondary indexes are not backed up.
    yield from sheet.charge("pitr", "Point-in-time recovery", "table_gb" if usage.pitr else NOTHING, "GB-month")


def _copies(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """Backups, and what is taken out of the table and put into one."""
    yield from sheet.charge("backup_storage", "On-demand backups", "backup_gb", "GB-month")
    for name, label in (("restore", "Restored"), ("export", "Exported to S3"), ("import", "Imported from S3")):
        yield from sheet.charge(name, label, f"{name}_gb", "GB")
    yield from sheet.charge(
        "incremental_export", "Exported to S3, changes alone",
        'max(incremental_export_gb, convert(incremental_exports * limit.incremental_export_minimum, "MB", "GB"))', "GB",
        dimension="export_incremental", assumption=ALIKE if any_used(usage.incremental_exports) else "",
    )  # fmt: skip


def _changes(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """The two ways to follow what is written: a stream of DynamoDB is billed when read, one of Kinesis when written."""
    yield from sheet.charge(
        "stream_reads", "Stream reads", "stream_reads", "request",
        dimension="stream_read", free=_free("free_stream_reads", usage, sheet),
    )  # fmt: skip
    writes = of_month("writes_per_second", "peak_writes_per_second", usage)
    yield from sheet.charge(
        "change_data_capture", "Change records for Kinesis",
        f"{writes} * plain_write_units" if usage.change_data_capture else NOTHING, "request",
        dimension="kinesis_change_record", assumption=ONE_ITEM if usage.change_data_capture else "",
    )  # fmt: skip


def _free(limit: str, usage: Usage, sheet: Worksheet) -> Allowance | None:
    """What is free of the tables of an account in a Region where that is asked for, so much whatever the month."""
    return sheet.allowance(limit, in_region=True) if usage.include_free_tier else None


def _storage(name: str, label: str, usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    yield from sheet.charge(
        name, label, "stored_gb", "GB-month",
        dimension="storage", option=usage.table_class, free=_free("free_storage", usage, sheet),
        assumption=FREE_TIER if usage.include_free_tier else "",
    )  # fmt: skip


def _bought(dimension: str, usage: Usage) -> str:
    """The price of throughput by the way it is bought."""
    return f"{dimension}_savings_plan" if usage.purchase_option == SAVINGS_PLAN else dimension


def _said(assumption: str, usage: Usage) -> str:
    """What is assumed of throughput, by the way it is bought too."""
    return f"{assumption} {PLANNED}".lstrip() if usage.purchase_option == SAVINGS_PLAN else assumption


def _is_replicated(side: Side, usage: Usage) -> bool:
    """Whether the writes at home are those of a global table, which have a price of their own."""
    return side is WRITES and bool(usage.replica_regions)


def _requests(side: Side, usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    yield from sheet.charge(
        side.name, side.name.capitalize(), units_formula(usage, parts_of(side, usage, sheet.book)), "request",
        dimension=_bought(f"{side.word}_request", usage), option=usage.table_class, assumption=_said("", usage),
    )  # fmt: skip


def _capacity(side: Side, usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    hours, found = hours_sheet(side, parts_of(side, usage, sheet.book), usage, sheet.book)
    yield from found.knowing(_reserving(side, usage, sheet.book)).charge(
        side.name, side.name.capitalize(), _less_reserved(hours, usage), f"{side.unit}-hour",
        dimension=_bought(f"{side.key}_hour", usage), option=usage.table_class,
        free=_free(f"free_{side.word}_hours", usage, sheet),
        assumption=_said(FREE_TIER if usage.include_free_tier else "", usage),
    )  # fmt: skip


def _replica_reads(usage: Usage, there: PriceBook) -> Iterator[LineItem]:
    hours, sheet = replica_reads(usage, there)
    yield from sheet.charge(
        f"replica_reads_{_key(there.region)}", f"Read capacity in {there.region}",
        hours, "RCU-hour",
        dimension=_bought("rcu_hour", usage), option=usage.table_class, free=_free("free_read_hours", usage, sheet),
        assumption=_said(LEAST_READS, usage),
    )  # fmt: skip


def _global_writes(usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    """The writes of a global table in each of its Regions, those of its indexes apart: they have another price."""
    for written in global_writes(usage, book):
        region, is_home = written.book.region, written.book is book
        name, label = ("writes", "Writes") if written.is_replicated else ("index_writes", "Writes of indexes")
        if not is_home:
            name = f"{'replicated_' if written.is_replicated else ''}{name}_{_key(region)}"
            label = f"{label} in {region}"
        yield from written.sheet.knowing(_reserving(WRITES, usage, book)).charge(
            name, label, _billed_writes(written, usage, book), written.unit,
            dimension=_bought(written.dimension, usage), option=usage.table_class,
            free=_free_writes(written, usage, book),
            assumption=_said("" if is_home else _copied(written, usage), usage),
        )  # fmt: skip


def _copied(written: Written, usage: Usage) -> str:
    is_expired_too = written.is_replicated and any_used(usage.ttl_deletes_per_second)
    return f"{PLAIN_COPIES} {EXPIRED}" if is_expired_too else PLAIN_COPIES


def _billed_writes(written: Written, usage: Usage, home: PriceBook) -> str:
    """Less what is reserved, which is for indexes at home alone."""
    is_reservable = usage.capacity_mode == PROVISIONED and not written.is_replicated and written.book is home
    return _less_reserved(written.formula, usage) if is_reservable else written.formula


def _free_writes(written: Written, usage: Usage, home: PriceBook) -> Allowance | None:
    """The free capacity of writes; that of global tables is for two Regions: the home and one replica."""
    if usage.capacity_mode != PROVISIONED:
        return None
    if not written.is_replicated:
        return _free("free_write_hours", usage, written.sheet)
    is_covered = written.book.region in (home.region, usage.replica_regions[0])
    return _free("free_replicated_write_hours", usage, written.sheet) if is_covered else None


def _less_reserved(hours: str, usage: Usage) -> str:
    """The formula from which reserved capacity is taken off."""
    return f"{hours} - reserved * hours_in_month" if has_term(usage) else hours


def _reserving(side: Side, usage: Usage, book: PriceBook) -> dict[str, Number]:
    """What is reserved, for formulas."""
    return {"reserved": reserved_units(side, usage, book)} if has_term(usage) else {}


def _key(region: str) -> str:
    return region.replace("-", "_")


def _ordinary_parts(side: Side, usage: Usage, book: PriceBook) -> Parts:
    """All but the writes of a global table itself: those of its indexes are not replicated, each Region has its own."""
    parts = parts_of(side, usage, book)
    return parts[1:] if _is_replicated(side, usage) else parts


def has_term(usage: Usage) -> bool:
    """Whether reserved capacity is asked for where AWS sells it."""
    is_sold = usage.capacity_mode == PROVISIONED and usage.table_class == STANDARD
    return is_sold and usage.reserved_term != NO_TERM


@once_a_question
def reserved_units(side: Side, usage: Usage, book: PriceBook) -> Number:
    """Of a term, the whole blocks that are in use in every hour, so that none is paid in vain; no replicated writes."""
    always = smallest(provisioned_by_hour(side, usage, _ordinary_parts(side, usage, book), book))
    return always - always % book.limit("reserved_block")


def _reserved(side: Side, usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    if not has_term(usage):
        return
    sheet, term = sheet.knowing(_reserving(side, usage, sheet.book)), usage.reserved_term
    yield from sheet.charge(
        f"reserved_{side.name}", f"Reserved {side.unit}", "reserved * hours_in_month", f"{side.unit}-hour",
        dimension=f"reserved_{side.key}_hour", option=term,
    )  # fmt: skip
    yield from sheet.charge(
        f"reserved_{side.name}_upfront", f"Reserved {side.unit}, upfront", "reserved", side.unit,
        dimension=f"reserved_{side.key}_upfront", option=term, recurrence=UPFRONT,
        term_hours=int(term.removesuffix("y")) * HOURS_PER_YEAR,
    )  # fmt: skip
