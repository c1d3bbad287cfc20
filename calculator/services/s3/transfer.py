"""What S3 bills for sending data to other Regions, by readers there or by replication."""

from collections.abc import Iterator

from calculator.core.answer import LineItem
from calculator.core.arithmetic import any_used
from calculator.services.s3.classes import BILLS_RETRIEVAL, LABELS
from calculator.services.s3.usage import Usage
from calculator.services.transfer import is_elsewhere, to_region
from calculator.services.worksheet import Worksheet


def transfer_items(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """Data that readers in another Region take, and what replication sends; within a Region both are free."""
    if any_used(usage.inter_region_gb):
        yield from to_region("inter_region", "Data sent to", "inter_region_gb", usage.inter_region_to, sheet)
    if any_used(usage.replicated_gb) or any_used(usage.replication_requests):
        yield from _replication(usage, sheet)


def _replication(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """The way is billed here, the writing of replicas in their Region at the rate of their class."""
    away, option, book = usage.replication_region, usage.replication_class, sheet.book
    there = book.elsewhere(away) if is_elsewhere(away, book) else book
    yield from to_region("replication_transfer", "Data replicated to", "replicated_gb", away, sheet)
    has_own_rate = usage.replication_time_control and there.is_priced("rtc_put_request", option)
    yield from sheet.charge(
        "replication_requests", f"Replication requests into {LABELS[option]}", "replication_requests", "request",
        dimension="rtc_put_request" if has_own_rate else "put_request", option=option, at=there,
    )  # fmt: skip
    if usage.replication_time_control:
        yield from sheet.charge("replication_time_control", "Replication Time Control", "replicated_gb", "GB")
    if usage.storage_class in BILLS_RETRIEVAL:
        yield from sheet.charge(
            "replication_retrieval", f"Read from {LABELS[usage.storage_class]} to replicate", "replicated_gb", "GB",
            dimension="retrieval", option=usage.storage_class,
        )  # fmt: skip
