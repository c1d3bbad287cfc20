"""The formulas of S3 that more than one charge rests on."""

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import Number
from calculator.services.figures import figure
from calculator.services.s3.usage import Usage
from calculator.services.worksheet import Worksheet

# Intelligent-Tiering watches objects of this size; smaller ones stay at the frequent rate.
IS_MONITORED = "average_object_kb >= limit.monitored_object_minimum"
LARGEST_COPY = 'convert(limit.maximum_copy_size, "GB", "KB")'
FIGURES = {
    "objects": figure('steps(convert(storage_gb, "GB", "KB"), average_object_kb)', "Objects stored", "object"),
    "padding_gb": figure(
        "where(average_object_kb < limit.minimum_billable_object,"
        ' convert(objects * limit.minimum_billable_object, "KB", "GB") - storage_gb, 0)',
        "Padding of small objects",
        "GB",
    ),
    "index_gb": figure('convert(objects * limit.archive_overhead, "KB", "GB")', "Index of archived objects", "GB"),
    "days_left": figure(
        "beyond(limit.minimum_storage_duration, object_lifetime_days)", "Days left of the minimum", "day"
    ),
    # Creating an upload in parts and completing it are requests of their own.
    "parts": figure(
        f"where(average_object_kb > {LARGEST_COPY}, steps(average_object_kb, {LARGEST_COPY}) + 1, 0)",
        "Parts of an object, with their completion",
    ),
}


@once_a_question
def worksheet(usage: Usage, book: PriceBook) -> Worksheet:
    """What the formulas of a bucket see."""
    return Worksheet(usage, book, FIGURES, options=(usage.storage_class, book.region))


def is_monitored_size(usage: Usage, book: PriceBook) -> Number:
    """Whether objects are large enough for Intelligent-Tiering to watch them."""
    return worksheet(usage, book).value(IS_MONITORED)
