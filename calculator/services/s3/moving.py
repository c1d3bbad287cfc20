"""Moving the objects that exist into another class: paid once, spread over the months that the usage states."""

from collections.abc import Iterator

from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import MONTHS_PER_YEAR, UPFRONT, LineItem
from calculator.core.month import HOURS_PER_YEAR
from calculator.services.s3.bucket_inputs import NOT_MOVED
from calculator.services.s3.classes import (
    BILLS_RETRIEVAL,
    DEEP_ARCHIVE,
    EXPRESS,
    GLACIER,
    GLACIER_IR,
    INTELLIGENT,
    LABELS,
    ONEZONE_IA,
    RESTORING,
    STANDARD,
    STANDARD_IA,
)
from calculator.services.s3.usage import Usage
from calculator.services.worksheet import Worksheet

ARCHIVES = (GLACIER, DEEP_ARCHIVE)
# Where lifecycle rules can move objects, by the S3 User Guide; whatever else must be copied.
BY_LIFECYCLE = {
    STANDARD: (STANDARD_IA, INTELLIGENT, ONEZONE_IA, GLACIER_IR, *ARCHIVES),
    STANDARD_IA: (INTELLIGENT, ONEZONE_IA, GLACIER_IR, *ARCHIVES),
    INTELLIGENT: (ONEZONE_IA, GLACIER_IR, *ARCHIVES),
    ONEZONE_IA: ARCHIVES,
    GLACIER_IR: ARCHIVES,
    GLACIER: (DEEP_ARCHIVE,),
}
# What is paid once is spread by hours; a month of it is a twelfth of a year, whatever month is asked for.
HOURS_PER_MONTH = HOURS_PER_YEAR // MONTHS_PER_YEAR


def is_moved(usage: Usage) -> bool:
    """Whether objects lie in another class today."""
    return usage.moved_from not in (NOT_MOVED, usage.storage_class)


def is_by_lifecycle(usage: Usage) -> bool:
    """Whether a lifecycle rule can move objects from where they are."""
    return usage.storage_class in BY_LIFECYCLE.get(usage.moved_from, ())


def moving(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """The one-time charges of bringing the objects from the class where they are today."""
    if not is_moved(usage):
        return
    if is_by_lifecycle(usage):
        yield from _by_lifecycle(usage, sheet)
    else:
        yield from _by_copy(usage, sheet)


def _by_lifecycle(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """A rule moves each object by one request, whatever its size, and nothing is billed for reading it."""
    yield from _once(
        "move_requests", "Moved by a lifecycle rule", "objects", "request", sheet,
        dimension="transition_request", option=usage.storage_class, assumption=_past_minimum(usage, sheet.book),
    )  # fmt: skip


def _by_copy(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """Objects are restored where they are archived, read where reading is billed, and written into their class."""
    origin, target = usage.moved_from, usage.storage_class
    if origin in RESTORING:
        yield from _restored(origin, sheet)
    if origin in BILLS_RETRIEVAL:
        label = f"Read from {LABELS[origin]} to move"
        yield from _once("move_retrieval", label, "storage_gb", "GB", sheet, dimension="retrieval", option=origin)
    yield from _once(
        "move_requests", "Moved by COPY", "objects", "request", sheet,
        dimension="put_request", option=target, assumption=_past_minimum(usage, sheet.book),
    )  # fmt: skip
    if sheet.is_used("parts"):
        # Parts for an archive are billed at the Standard rate; completing them is the COPY above.
        yield from _once(
            "move_parts", "Parts of large objects moved", "objects * parts", "request", sheet,
            dimension="put_request", option=STANDARD if target in RESTORING else target,
        )  # fmt: skip
    if target == EXPRESS:
        yield from _once(
            "move_upload", "Uploaded to move", "storage_gb", "GB", sheet, dimension="upload", option=EXPRESS
        )


def _restored(option: str, sheet: Worksheet) -> Iterator[LineItem]:
    """Bulk restores, the cheapest, with copies that are kept for a day."""
    for name, label, text, unit, dimension in (
        ("move_retrieval", f"Restored from {LABELS[option]} to move, bulk", "storage_gb", "GB", "retrieval_bulk"),
        ("move_restore_requests", "Restore requests to move, bulk", "objects", "request", "retrieval_bulk_request"),
    ):
        yield from _once(name, label, text, unit, sheet, dimension=dimension, option=option)
    yield from _once(
        "move_restored_copy", "Restored copies for a day", "storage_gb / days_in_month", "GB-month", sheet,
        dimension="storage", option=STANDARD, assumption="From the first Standard tier.",
    )  # fmt: skip


def _past_minimum(usage: Usage, book: PriceBook) -> str:
    """What is taken for granted of objects that leave a class with a minimum duration."""
    days = book.limit("minimum_storage_duration", usage.moved_from)
    return f"The objects have been in {LABELS[usage.moved_from]} for its {days:g} days." if days else ""


def _once(
    name: str,
    label: str,
    text: str,
    unit: str,
    sheet: Worksheet,
    *,
    dimension: str,
    option: str,
    assumption: str = "",
) -> Iterator[LineItem]:
    yield from sheet.charge(
        name, label, text, unit, dimension=dimension, option=option, assumption=assumption,
        recurrence=UPFRONT, term_hours=sheet.usage.effective_months * HOURS_PER_MONTH,
    )  # fmt: skip
