"""What S3 bills for keeping objects: the bytes, what each object adds to them, and minimum durations."""

from collections.abc import Iterator

from calculator.core.answer import LineItem
from calculator.services.s3.bucket_inputs import ACCESS_TIERS
from calculator.services.s3.classes import INTELLIGENT, STANDARD
from calculator.services.s3.formulas import IS_MONITORED
from calculator.services.worksheet import Worksheet

ARCHIVE_TIERS = ("archive_percent", "deep_archive_percent")


def storage_items(sheet: Worksheet) -> Iterator[LineItem]:
    """What is kept in the month. Raises NotPriced for a class without a storage price."""
    option = sheet.usage.storage_class
    # A class without a storage price is not sold here, even to somebody who stores nothing.
    sheet.book.card("storage_frequent" if option == INTELLIGENT else "storage", option)
    yield from _intelligent_tiering(sheet) if option == INTELLIGENT else _storage(option, sheet)


def _storage(option: str, sheet: Worksheet) -> Iterator[LineItem]:
    """The bytes, what each object adds to them, and the rest of a minimum duration."""
    billed, book = ["storage_gb"], sheet.book
    yield from sheet.charge("storage", "Storage", "storage_gb", "GB-month", option=option)
    if book.has_limit("minimum_billable_object", option):
        billed.append("padding_gb")
        yield from sheet.charge(
            "minimum_object_size", f"Padding of small objects to {book.limit('minimum_billable_object', option):g} KB",
            "padding_gb", "GB-month", dimension="storage", option=option,
        )  # fmt: skip
    if book.has_limit("archive_overhead", option):
        billed.append("index_gb")
        yield from _overheads("storage", option, "objects", sheet)
    yield from _early_delete(option, " + ".join(billed), sheet)


def _overheads(dimension: str, option: str, objects: str, sheet: Worksheet) -> Iterator[LineItem]:
    """Index and metadata that AWS keeps beside each archived object; `dimension` is the archive's storage."""
    suffix = dimension.removeprefix("storage")
    for name, label, at_dimension, at_option, assumption in (
        ("archive_overhead", "Index of archived objects", dimension, option, ""),
        (
            "standard_overhead",
            "Metadata of archived objects",
            "storage",
            STANDARD,
            "From the first Standard tier.",
        ),
    ):
        yield from sheet.charge(
            f"{name}{suffix}", f"{label} ({sheet.book.limit(name, option):g} KB each)",
            f'convert({objects} * limit.{name}, "KB", "GB")', "GB-month",
            dimension=at_dimension, option=at_option, assumption=assumption,
        )  # fmt: skip


def _early_delete(option: str, billed: str, sheet: Worksheet) -> Iterator[LineItem]:
    """The days that remain of the minimum duration when objects are deleted, pro rata."""
    days = sheet.book.limit("minimum_storage_duration", option)
    if days == 0:
        return
    yield from sheet.charge(
        "early_delete", f"Objects deleted before {days:g} days",
        f"({billed}) * (days_left / object_lifetime_days)", "GB-month", dimension="storage", option=option,
        assumption="As much is deleted a month as is written; metadata at the Standard rate has no minimum.",
    )  # fmt: skip


def _intelligent_tiering(sheet: Worksheet) -> Iterator[LineItem]:
    """Each tier's share; objects below the monitored minimum stay at the frequent rate, unmonitored."""
    for field, dimension, label in ACCESS_TIERS:
        share = f"where({IS_MONITORED}, {field}, {100 if field == 'frequent_percent' else 0})"
        yield from sheet.charge(dimension, label, f"storage_gb * {share} / 100", "GB-month", option=INTELLIGENT)
        if field in ARCHIVE_TIERS:
            yield from _overheads(dimension, INTELLIGENT, f"steps(objects * {share}, 100)", sheet)
    yield from sheet.charge(
        "monitoring", "Monitoring and automation", f"where({IS_MONITORED}, objects, 0)", "object-month",
        option=INTELLIGENT,
    )  # fmt: skip
