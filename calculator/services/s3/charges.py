"""What Amazon S3 bills for: storage, requests, retrieval, data out, features, and moving objects between classes."""

from collections.abc import Iterator, Mapping

from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan, LineItem
from calculator.services.s3.bucket_inputs import FOR_TRANSITIONS
from calculator.services.s3.classes import BILLS_RETRIEVAL, EXPRESS, INTELLIGENT, RESTORING, STANDARD
from calculator.services.s3.features import feature_items
from calculator.services.s3.formulas import IS_MONITORED, worksheet
from calculator.services.s3.moving import moving
from calculator.services.s3.storage import storage_items
from calculator.services.s3.transfer import transfer_items
from calculator.services.s3.usage import Usage
from calculator.services.transfer import data_out
from calculator.services.worksheet import Worksheet

# AWS's price table and its note on RenameObject give LIST a rate of Express One Zone; a sentence beside the table says
# that LIST has Standard's rate in every class.
LIST_OF_DIRECTORY = "Directory buckets: at the rate of AWS's table, though its text says Standard's for every class."


def line_items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    """What the month is billed for, storage first."""
    sheet = worksheet(usage, book)
    yield from storage_items(sheet)
    yield from _requests(usage, sheet)
    yield from _retrieval(usage, sheet)
    for name, label in (("select_scanned", "S3 Select, scanned"), ("select_returned", "S3 Select, returned")):
        yield from sheet.charge(name, label, f"{name}_gb", "GB", option=usage.storage_class)
    yield from data_out(sheet, is_free_wanted=usage.include_free_tier)
    yield from transfer_items(usage, sheet)
    yield from feature_items(sheet)
    yield from moving(usage, sheet)


def _requests(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """Writes and reads at the rates of the class; LIST is of the bucket and not of a class."""
    option, is_directory = usage.storage_class, usage.storage_class == EXPRESS
    for name, label in (("put_requests", "PUT, COPY, POST requests"), ("get_requests", "GET and all other requests")):
        yield from sheet.charge(name, label, name, "request", dimension=name.removesuffix("s"), option=option)
    yield from sheet.charge(
        "list_requests", "LIST requests", "list_requests", "request",
        dimension="put_request", option=EXPRESS if is_directory else STANDARD,
        assumption=LIST_OF_DIRECTORY if is_directory else "",
    )  # fmt: skip
    if option in FOR_TRANSITIONS["storage_class"]:
        yield from sheet.charge(
            "transition_requests", "Lifecycle transitions", "transition_requests", "request",
            dimension="transition_request", option=option,
        )  # fmt: skip


def _retrieval(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    option = usage.storage_class
    if option in BILLS_RETRIEVAL:
        yield from sheet.charge("retrieval", "Data retrieval", "retrieval_gb", "GB", option=option)
    if option == EXPRESS:
        yield from sheet.charge("upload", "Data uploaded", "upload_gb", "GB", option=option)
    if option == INTELLIGENT:
        # Only the archive tiers are restored from.
        is_archived = f"archive_percent + deep_archive_percent > 0 and {IS_MONITORED}"
        yield from _restores(usage, f"where({is_archived}, {{}}, 0)", sheet)
    if option in RESTORING:
        yield from _restores(usage, "{}", sheet)
        yield from sheet.charge(
            "restored_copy", "Restored copies in S3 Standard",
            "retrieval_gb * restored_copy_days / days_in_month", "GB-month",
            dimension="storage", option=STANDARD, assumption="From the first Standard tier.",
        )  # fmt: skip


def _restores(usage: Usage, restored: str, sheet: Worksheet) -> Iterator[LineItem]:
    """The data and the requests; `restored` is the formula of as much of either as is restored."""
    speed, option = usage.retrieval_speed, usage.storage_class
    yield from sheet.charge(
        "retrieval",
        f"Data restored, {speed}",
        restored.format("retrieval_gb"),
        "GB",
        dimension=f"retrieval_{speed}",
        option=option,
    )
    yield from sheet.charge(
        "retrieval_requests", f"Restore requests, {speed}", restored.format("retrieval_requests"), "request",
        dimension=f"retrieval_{speed}_request", option=option,
    )  # fmt: skip
