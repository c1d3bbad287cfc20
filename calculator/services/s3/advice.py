"""What a person should know about an answer of Amazon S3 besides its cost, and when moving the objects pays."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import MONTHLY, UPFRONT, AnswerWarning, CapacityPlan, LineItem, Metric
from calculator.core.arithmetic import divide_up, ratio, total
from calculator.core.display import counted
from calculator.core.errors import NotPriced
from calculator.core.units import convert
from calculator.services.s3.bucket_inputs import NOT_MOVED
from calculator.services.s3.charges import line_items
from calculator.services.s3.classes import BILLS_RETRIEVAL, INTELLIGENT, LABELS, RESTORING
from calculator.services.s3.formulas import is_monitored_size
from calculator.services.s3.moving import is_by_lifecycle, is_moved
from calculator.services.s3.usage import Usage
from calculator.services.transfer import free_data_out, is_elsewhere


def metrics(
    usage: Usage, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
) -> Iterator[Metric]:
    """How long the objects must stay where they are moved to before that has paid for itself."""
    if is_moved(usage):
        months = _pays_back_after(usage, items, plan, book)
        yield Metric("move_pays_back_months", "Moving pays for itself after", months, "months")


def _pays_back_after(
    usage: Usage, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
) -> Decimal | None:
    """Months until the one-time charges are saved; None where staying is cheaper or has no price."""
    staying = usage.with_values(storage_class=usage.moved_from, moved_from=NOT_MOVED)
    try:
        stays = total(item.usd for item in line_items(staying, plan, book))
    except NotPriced:
        return None
    once, monthly = (total(item.usd for item in items if item.recurrence == each) for each in (UPFRONT, MONTHLY))
    saved = stays - monthly
    return Decimal(ratio(once, saved)) if saved > 0 else None


def warnings(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    """What cannot be had any more, and what takes its time."""
    if usage.select_scanned_gb > 0 or usage.select_returned_gb > 0:
        yield AnswerWarning("closed_to_new_customers", "S3 Select is closed to new customers.", "select_scanned_gb")
    if usage.object_lambda_gb > 0:
        message = "S3 Object Lambda is closed to new customers."
        yield AnswerWarning("closed_to_new_customers", message, "object_lambda_gb")
    limit = f"retrieval_time_{usage.retrieval_speed}"
    if usage.storage_class in RESTORING and book.has_limit(limit, usage.storage_class):
        hours = counted(book.limit_to(limit, usage.storage_class), book.limit_row(limit, usage.storage_class).unit)
        label = LABELS[usage.storage_class]
        message = f"{label} must be restored before it is read: {usage.retrieval_speed} takes up to {hours}."
        yield AnswerWarning("restore_first", message, "retrieval_speed")


def bill_warnings(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    """What the bill takes for granted, has at least, or leaves out."""
    option, label = usage.storage_class, LABELS[usage.storage_class]
    if usage.include_free_tier and not free_data_out(book):
        message = f"The free data out of AWS does not cover {book.region}."
        yield AnswerWarning("no_free_tier", message, "include_free_tier")
    if option in BILLS_RETRIEVAL and usage.get_requests > 0 and usage.retrieval_gb == 0:
        message = f"{label} bills each GB read, but no data retrieved is stated beside the GET requests."
        yield AnswerWarning("reads_without_retrieval", message, "retrieval_gb")
    if option in RESTORING:
        yield from _restores(usage)
    if option == INTELLIGENT:
        yield from _archive_tiers(usage, book)
    if option == INTELLIGENT and not is_monitored_size(usage, book):
        least = f"{book.limit('monitored_object_minimum', INTELLIGENT):g} KB"
        message = f"Objects below {least} are not monitored and stay at the frequent rate, whatever the shares."
        yield AnswerWarning("not_monitored", message, "average_object_kb")
    yield from _small_objects_moved(usage, book)
    yield from _minimums(usage, book)
    yield from _features(usage, book)


def _features(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """Amounts that change nothing, because what they are of is not stated."""
    sent = (("inter_region_gb", usage.inter_region_to),)
    for field, region in sent:
        if getattr(usage, field) > 0 and not is_elsewhere(region, book):
            label = usage.declarations[field].label
            message = f"{label}: no other Region is named, and within one it is free."
            yield AnswerWarning("not_used", message, field)
    if usage.vectors_queries > 0 and usage.vectors_per_index == 0:
        message = "Queries are billed for the vectors that they go through, but no vectors of an index are stated."
        yield AnswerWarning("queries_without_vectors", message, "vectors_per_index")
    if usage.replication_time_control and usage.replicated_gb == 0:
        message = "Replication Time Control has no effect without data that is replicated."
        yield AnswerWarning("not_used", message, "replication_time_control")


def _small_objects_moved(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """Lifecycle rules pass over small objects unless they are told their size."""
    least = book.limit_row("transition_minimum_object")
    if usage.average_object_kb >= convert(least.value, least.unit, "KB"):
        return
    for field, moves in (
        ("transition_requests", usage.transition_requests > 0),
        ("moved_from", is_moved(usage) and is_by_lifecycle(usage)),
    ):
        if moves:
            below = counted(least.value, least.unit)
            message = f"Lifecycle rules leave objects below {below} where they are unless a filter names their size."
            yield AnswerWarning("not_moved", message, field)


def _archive_tiers(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """Only the two archive tiers of Intelligent-Tiering are restored from."""
    is_archived = usage.archive_percent + usage.deep_archive_percent > 0 and is_monitored_size(usage, book)
    if is_archived and (usage.retrieval_gb > 0 or usage.retrieval_requests > 0):
        message = "All data retrieved, with every restore request, is taken to come from the archive tiers."
        yield AnswerWarning("restores_assumed", message, "retrieval_requests")
    if not is_archived:
        for field in ("retrieval_requests", "retrieval_speed"):
            if field in usage.model_fields_set and getattr(usage, field) not in (0, "standard"):
                label = usage.declarations[field].label
                yield AnswerWarning("not_used", f"{label} has no effect without a share in an archive tier.", field)


def _restores(usage: Usage) -> Iterator[AnswerWarning]:
    """Each archived object that is read back is a request."""
    label = LABELS[usage.storage_class]
    if usage.retrieval_gb > 0 and usage.retrieval_requests == 0:
        objects = divide_up(convert(usage.retrieval_gb, "GB", "KB"), usage.average_object_kb)
        message = f"No restore requests are counted; {counted(objects, 'object')} of this size would need as many."
        yield AnswerWarning("no_restores", message, "retrieval_requests")
    elif usage.get_requests > 0 and usage.retrieval_gb == 0 and usage.retrieval_requests == 0:
        message = f"Objects of {label} are restored before they are read, but no data retrieved is stated."
        yield AnswerWarning("reads_without_retrieval", message, "retrieval_gb")


def _minimums(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    option, label = usage.storage_class, LABELS[usage.storage_class]
    for limit, field, words in (
        ("minimum_billable_object", "average_object_kb", "bills each object as at least {} KB"),
        ("minimum_storage_duration", "object_lifetime_days", "bills each object for at least {} days"),
    ):
        if book.has_limit(limit, option) and getattr(usage, field) < book.limit(limit, option):
            least = f"{book.limit(limit, option):g}"
            yield AnswerWarning(f"below_{limit}", f"{label} {words.format(least)}.", field)
