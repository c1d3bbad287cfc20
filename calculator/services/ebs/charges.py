"""What Amazon EBS bills for: size and performance of the volumes, and what is kept of them in snapshots."""

from collections.abc import Collection, Iterator, Mapping

from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan, LineItem
from calculator.core.arithmetic import any_used
from calculator.services.ebs.capacity import plan_capacity
from calculator.services.ebs.usage import BUYS_IOPS, MAGNETIC, Usage
from calculator.services.figures import figure
from calculator.services.transfer import is_elsewhere, to_region
from calculator.services.worksheet import Worksheet

# Volumes are billed by the second, but at least for a minute; the tiers are of each volume.
FIGURES = {
    "billed_hours": figure(
        'where(hours_per_month > 0, max(hours_per_month, convert(limit.billing_minimum, "second", "hour")), 0)',
        "Billed hours of a volume",
        "hour",
    ),
    "archive_days_left": figure(
        "beyond(limit.snapshot_archive_minimum_duration, snapshot_archive_days)", "Days left in the archive", "day"
    ),
}
VOLUMES = "volumes * billed_hours / hours_in_month"
NAMES_OF_VOLUMES = ("storage", "iops", "throughput", "io_requests")


def line_items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    """The volumes, then the snapshots."""
    book.card("storage", usage.volume_type)
    sheet = _worksheet(usage, plan, book)
    yield from _volumes(usage, sheet)
    yield from sheet.charge("snapshots", "Snapshots", "snapshot_gb", "GB-month", dimension="snapshot_storage")
    yield from _archive(sheet)
    # Fast restore of one snapshot in one zone is billed for an hour at least.
    yield from sheet.charge(
        "fast_snapshot_restore", "Fast snapshot restore",
        "where(fast_snapshot_restore_hours > 0,"
        " max(fast_snapshot_restore_hours, limit.fast_snapshot_restore_minimum), 0)",
        "hour",
    )  # fmt: skip
    yield from _copies(usage, sheet)
    yield from _direct_apis(usage, sheet)


def volume_lines(usage: Usage, book: PriceBook) -> tuple[Collection[str], Iterator[LineItem]]:
    """The lines that a larger or faster volume changes: the names that they may have, and those of a usage."""
    return NAMES_OF_VOLUMES, _volumes(usage, _worksheet(usage, plan_capacity(usage, book), book))


def _worksheet(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Worksheet:
    provisioned = {f"provisioned_{name}": plan[name].count for name in ("size_gb", "iops", "throughput_mibps")}
    return Worksheet(usage, book, FIGURES, provisioned, (usage.volume_type,))


def _volumes(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """Size, then what is bought beyond what the type includes."""
    option, book = usage.volume_type, sheet.book
    yield from sheet.charge("storage", "Storage", "provisioned_size_gb", "GB-month", option=option, times=VOLUMES)
    if option in BUYS_IOPS:
        label, text = "IOPS", "provisioned_iops"
        if book.has_limit("included_iops", option):
            label = f"IOPS above the {book.limit('included_iops', option):g} included"
            text = f"{text} - limit.included_iops"
        yield from sheet.charge("iops", label, text, "IOPS-month", option=option, times=VOLUMES)
    if book.is_priced("throughput", option):
        included = book.limit("included_throughput", option)
        yield from sheet.charge(
            "throughput", f"Throughput above the {included:g} MiB/s included",
            "provisioned_throughput_mibps - limit.included_throughput", "MiB/s-month", option=option, times=VOLUMES,
        )  # fmt: skip
    if option == MAGNETIC:
        yield from sheet.charge(
            "io_requests", "I/O requests", "io_requests", "request", dimension="io_request", option=option
        )


def _archive(sheet: Worksheet) -> Iterator[LineItem]:
    """Full snapshots in the archive tier, the rest of their minimum period, and what is restored from it."""
    days = sheet.book.limit("snapshot_archive_minimum_duration")
    yield from sheet.charge(
        "snapshot_archive", "Archived snapshots", "snapshot_archive_gb", "GB-month",
        dimension="snapshot_archive_storage",
    )  # fmt: skip
    yield from sheet.charge(
        "snapshot_archive_early_delete", f"Archived snapshots deleted before {days:g} days",
        "snapshot_archive_gb * (archive_days_left / snapshot_archive_days)", "GB-month",
        dimension="snapshot_archive_storage", assumption="As much leaves the archive a month as enters it.",
    )  # fmt: skip
    yield from sheet.charge(
        "snapshot_archive_restores", "Restored from the archive", "snapshot_archive_restored_gb", "GB",
        dimension="snapshot_archive_retrieval",
    )  # fmt: skip


def _copies(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """Snapshots in another Region: the way is billed here, keeping them there; within a Region copying is free."""
    region = usage.snapshot_copy_region
    if not is_elsewhere(region, sheet.book):
        return
    yield from to_region("snapshot_transfer", "Snapshots copied to", "snapshot_copied_gb", region, sheet)
    if any_used(usage.snapshot_copies_gb):
        yield from sheet.charge(
            "snapshot_copies", f"Snapshots kept in {region}", "snapshot_copies_gb", "GB-month",
            dimension="snapshot_storage", at=sheet.book.elsewhere(region),
        )  # fmt: skip


def _direct_apis(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """Blocks of snapshots that are listed, read and written without a volume."""
    for name in ("direct_api_list_requests", "direct_api_get_requests", "direct_api_put_requests"):
        label = usage.declarations[name].label
        yield from sheet.charge_if_used(name, label, name, "request", dimension=name.removesuffix("s"))
