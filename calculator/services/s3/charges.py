"""What Amazon S3 bills for: storage, what each object adds, requests, retrieval, data out."""

from collections.abc import Iterator, Mapping

from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import Number, divide_up, maximum, ratio, where
from calculator.core.estimate import CapacityPlan, LineItem
from calculator.core.units import convert
from calculator.services.s3.usage import (
    ACCESS_TIERS,
    BILLS_RETRIEVAL,
    EXPRESS,
    FOR_TRANSITIONS,
    INTELLIGENT,
    PERCENT,
    RESTORING,
    STANDARD,
    Usage,
)

DAYS_PER_MONTH = 30


def line_items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    """What the month is billed for, storage first."""
    # A class without a storage price is not sold here, even to somebody who stores nothing.
    book.card("storage_frequent" if usage.storage_class == INTELLIGENT else "storage", usage.storage_class)
    store = _intelligent_tiering if usage.storage_class == INTELLIGENT else _storage
    yield from store(usage, plan["objects"].count, book)
    yield from _requests(usage, book)
    yield from _retrieval(usage, book)
    for name, label in (("select_scanned", "S3 Select, scanned"), ("select_returned", "S3 Select, returned")):
        gigabytes = getattr(usage, f"{name}_gb")
        yield from book.charge(name, label, gigabytes, "GB", f"{name}_gb", option=usage.storage_class)
    yield from _data_out(usage, book)


def _storage(usage: Usage, objects: Number, book: PriceBook) -> Iterator[LineItem]:
    """The bytes, what each object adds to them, and the rest of a minimum duration."""
    option, billed = usage.storage_class, usage.storage_gb
    yield from book.charge("storage", "Storage", usage.storage_gb, "GB-month", "storage_gb", option=option)
    if book.has_limit("minimum_billable_object", option):
        least = book.limit("minimum_billable_object", option)
        padded = convert(objects * maximum(usage.average_object_kb, least), "KB", "GB")
        padding = where(usage.average_object_kb < least, padded - usage.storage_gb, 0)
        billed = billed + padding
        label, formula = f"Padding of small objects to {least:g} KB", f"objects × {least:g} KB − storage_gb"
        yield from book.charge(
            "minimum_object_size", label, padding, "GB-month", formula, dimension="storage", option=option
        )
    if book.has_limit("archive_overhead", option):
        billed = billed + convert(objects * book.limit("archive_overhead", option), "KB", "GB")
        yield from _overheads("storage", option, objects, book)
    yield from _early_delete(usage, billed, book)


def _overheads(dimension: str, option: str, objects: Number, book: PriceBook) -> Iterator[LineItem]:
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
        each = book.limit(name, option)
        gigabytes, formula = convert(objects * each, "KB", "GB"), f"archived objects × {each:g} KB"
        yield from book.charge(
            f"{name}{suffix}", f"{label} ({each:g} KB each)", gigabytes, "GB-month", formula,
            dimension=at_dimension, option=at_option, assumption=assumption,
        )  # fmt: skip


def _early_delete(usage: Usage, billed_gb: Number, book: PriceBook) -> Iterator[LineItem]:
    """The days that remain of the minimum duration when objects are deleted, pro rata."""
    days = book.limit("minimum_storage_duration", usage.storage_class)
    if days == 0:
        return
    remaining = maximum(ratio(days - usage.object_lifetime_days, usage.object_lifetime_days), 0)
    yield from book.charge(
        "early_delete", f"Objects deleted before {days:g} days", billed_gb * remaining, "GB-month",
        f"billed GB × ({days:g} − object_lifetime_days) ÷ object_lifetime_days",
        dimension="storage", option=usage.storage_class,
        assumption="As much is deleted a month as is written; metadata at the Standard rate has no minimum.",
    )  # fmt: skip


def _intelligent_tiering(usage: Usage, objects: Number, book: PriceBook) -> Iterator[LineItem]:
    """Each tier's share; objects below the monitored minimum stay at the frequent rate, unmonitored."""
    is_monitored = is_monitored_size(usage, book)
    for field, dimension, label in ACCESS_TIERS:
        unmonitored = PERCENT if field == "frequent_percent" else 0
        share = where(is_monitored, getattr(usage, field), unmonitored)
        gigabytes = usage.storage_gb * share / PERCENT
        yield from book.charge(dimension, label, gigabytes, "GB-month", f"storage_gb × {field}", option=INTELLIGENT)
        if field in ("archive_percent", "deep_archive_percent"):
            yield from _overheads(dimension, INTELLIGENT, divide_up(objects * share, PERCENT), book)
    yield from book.charge(
        "monitoring", "Monitoring and automation", where(is_monitored, objects, 0), "object-month",
        f"objects of at least {book.limit('monitored_object_minimum', INTELLIGENT):g} KB", option=INTELLIGENT,
    )  # fmt: skip


def _requests(usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    option, puts = usage.storage_class, "PUT, COPY, POST, LIST requests"
    all_puts = "" if option == STANDARD else "LIST is counted at this class's rate; AWS bills it at Standard's."
    for name, dimension, label, assumption in (
        ("put_requests", "put_request", puts, all_puts),
        ("get_requests", "get_request", "GET and all other requests", ""),
    ):
        yield from book.charge(
            name, label, getattr(usage, name), "request", name,
            dimension=dimension, option=option, assumption=assumption,
        )  # fmt: skip
    if option in FOR_TRANSITIONS["storage_class"]:
        yield from book.charge(
            "transition_requests", "Lifecycle transitions", usage.transition_requests, "request",
            "transition_requests", dimension="transition_request", option=option,
        )  # fmt: skip


def _retrieval(usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    option, gigabytes, requests = usage.storage_class, usage.retrieval_gb, usage.retrieval_requests
    if option in BILLS_RETRIEVAL:
        yield from book.charge("retrieval", "Data retrieval", gigabytes, "GB", "retrieval_gb", option=option)
    if option == EXPRESS:
        yield from book.charge("upload", "Data uploaded", usage.upload_gb, "GB", "upload_gb", option=option)
    if option == INTELLIGENT:
        archived = (usage.archive_percent + usage.deep_archive_percent > 0) & is_monitored_size(usage, book)
        yield from _restores(usage, where(archived, gigabytes, 0), where(archived, requests, 0), book)
    if option in RESTORING:
        yield from _restores(usage, gigabytes, requests, book)
        yield from book.charge(
            "restored_copy", "Restored copies in S3 Standard",
            ratio(gigabytes * usage.restored_copy_days, DAYS_PER_MONTH), "GB-month",
            f"retrieval_gb × restored_copy_days ÷ {DAYS_PER_MONTH}",
            dimension="storage", option=STANDARD, assumption="From the first Standard tier.",
        )  # fmt: skip


def _restores(usage: Usage, gigabytes: Number, requests: Number, book: PriceBook) -> Iterator[LineItem]:
    speed, option = usage.retrieval_speed, usage.storage_class
    yield from book.charge(
        "retrieval", f"Data restored, {speed}", gigabytes, "GB", "retrieval_gb",
        dimension=f"retrieval_{speed}", option=option,
    )  # fmt: skip
    yield from book.charge(
        "retrieval_requests", f"Restore requests, {speed}", requests, "request", "retrieval_requests",
        dimension=f"retrieval_{speed}_request", option=option,
    )  # fmt: skip


def _data_out(usage: Usage, book: PriceBook) -> Iterator[LineItem]:
    free = free_data_out(usage, book)
    label, formula, shared = "Data out to the internet", "data_out_gb", ""
    if free:
        label, formula = f"{label} above {free:g} GB", f"{formula} − {free:g}"
        shared = "The account's whole free allowance is counted here."
    billed = maximum(usage.data_out_gb - free, 0)
    yield from book.charge("data_out", label, billed, "GB", formula, dimension="internet_out", assumption=shared)


def is_monitored_size(usage: Usage, book: PriceBook) -> Number:
    """Whether objects are large enough for Intelligent-Tiering to watch them."""
    return usage.average_object_kb >= book.limit("monitored_object_minimum", INTELLIGENT)


def free_data_out(usage: Usage, book: PriceBook) -> Number:
    """The allowance, where it is wanted; a region that it does not cover has its own row."""
    if not usage.include_free_tier:
        return 0
    option = book.region if book.has_limit("free_internet_out", book.region) else ""
    return book.limit("free_internet_out", option)
