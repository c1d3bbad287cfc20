"""What S3 bills for features of a bucket besides its objects, each where it is used."""

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.core.answer import LineItem
from calculator.core.arithmetic import any_used
from calculator.services.s3.classes import INTELLIGENT, STANDARD
from calculator.services.s3.usage import Usage
from calculator.services.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Feature:
    """An input that is billed as it is stated: so many of `unit` at the price of a dimension."""

    field: str
    dimension: str
    unit: str
    option: str = ""


FEATURES = (
    Feature("accelerated_upload_gb", "accelerated_upload", "GB"),
    Feature("accelerated_upload_elsewhere_gb", "accelerated_upload_elsewhere", "GB"),
    Feature("accelerated_download_gb", "accelerated_download", "GB"),
    Feature("accelerated_between_regions_gb", "accelerated_between_regions", "GB"),
    Feature("access_point_routed_gb", "access_point_routed", "GB"),
    Feature("access_point_accelerated_in_gb", "access_point_accelerated_in", "GB"),
    Feature("access_point_accelerated_out_gb", "access_point_accelerated_out", "GB"),
    Feature("access_point_accelerated_far_gb", "access_point_accelerated_far", "GB"),
    Feature("inventory_objects", "inventory", "object"),
    Feature("object_tags", "tag", "tag-month"),
    Feature("storage_lens_objects", "storage_lens", "object-month"),
    Feature("analytics_objects", "analytics", "object-month"),
    Feature("batch_jobs", "batch_job", "job"),
    Feature("batch_objects", "batch_object", "object"),
    Feature("batch_manifest_objects", "batch_manifest_object", "object"),
    Feature("batch_checksum_gb", "batch_checksum", "GB"),
    Feature("metadata_updates", "metadata_journal_update", "update"),
    Feature("access_grants_requests", "access_grants_request", "request"),
    Feature("object_lambda_gb", "object_lambda_returned", "GB"),
    Feature("dsse_encrypted_gb", "dsse_encrypted", "GB"),
    Feature("dsse_decrypted_gb", "dsse_decrypted", "GB"),
    Feature("tables_storage_gb", "tables_storage", "GB-month", STANDARD),
    Feature("tables_frequent_gb", "tables_storage_frequent", "GB-month", INTELLIGENT),
    Feature("tables_infrequent_gb", "tables_storage_infrequent", "GB-month", INTELLIGENT),
    Feature("tables_archive_instant_gb", "tables_storage_archive_instant", "GB-month", INTELLIGENT),
    Feature("tables_objects", "tables_monitoring", "object-month"),
    Feature("tables_put_requests", "tables_put_request", "request"),
    Feature("tables_get_requests", "tables_get_request", "request"),
    Feature("tables_compacted_objects", "tables_compaction_object", "object"),
    Feature("tables_compacted_gb", "tables_compaction_binpack", "GB"),
    Feature("tables_sorted_gb", "tables_compaction_sort", "GB"),
    Feature("tables_replicated_updates", "tables_replication_update", "update"),
    Feature("vectors_storage_gb", "vectors_storage", "GB-month"),
    Feature("vectors_requests", "vectors_request", "request"),
    Feature("vectors_queries", "vectors_query", "request"),
)


def feature_items(sheet: Worksheet) -> Iterator[LineItem]:
    """A line for each feature that is used."""
    for each in FEATURES:
        if any_used(getattr(sheet.usage, each.field)):
            yield from sheet.charge(
                each.field, _label(each.field), each.field, each.unit, dimension=each.dimension, option=each.option
            )
    yield from _live_inventory(sheet)
    yield from _vectors_written(sheet)
    if any_used(sheet.usage.vectors_queries):
        yield from _vectors_processed(sheet)
        yield from _vectors_returned(sheet)


def _label(field: str) -> str:
    return Usage.declarations[field].label


def _live_inventory(sheet: Worksheet) -> Iterator[LineItem]:
    """The live inventory table of a bucket is free up to so many objects; beyond, all of them are billed."""
    yield from sheet.charge_if_used(
        "metadata_objects", _label("metadata_objects"),
        "where(metadata_objects > limit.metadata_free_objects, metadata_objects, 0)", "object-month",
        dimension="metadata_live_inventory",
        assumption=f"All objects of a bucket that has more than {sheet.book.limit('metadata_free_objects'):,.0f}.",
    )  # fmt: skip


def _vectors_written(sheet: Worksheet) -> Iterator[LineItem]:
    """The data, or the least that so many PUT requests are billed for."""
    yield from sheet.charge_if_used(
        "vectors_put", _label("vectors_put_gb"),
        'max(vectors_put_gb, convert(vectors_put_requests * limit.vectors_minimum_put, "KB", "GB"))', "GB",
    )  # fmt: skip


def _vectors_processed(sheet: Worksheet) -> Iterator[LineItem]:
    """Each query goes through all vectors of an index, at prices that fall with their number."""
    first, second = sheet.book.limit("vectors_first_tier"), sheet.book.limit("vectors_second_tier")
    for option, words, tier in (
        ("first_100k_vectors", f"up to {first:,.0f} vectors", "min(vectors_per_index, limit.vectors_first_tier)"),
        (
            "over_100k_vectors",
            f"above {first:,.0f} vectors",
            "beyond(min(vectors_per_index, limit.vectors_second_tier), limit.vectors_first_tier)",
        ),
        ("over_10m_vectors", f"above {second:,.0f} vectors", "beyond(vectors_per_index, limit.vectors_second_tier)"),
    ):
        yield from sheet.charge_if_used(
            f"vectors_processed_{option}", f"Vectors: data processed, {words}",
            f'convert(vectors_queries * {tier} * vectors_processed_kb, "KB", "GB")', "GB",
            dimension="vectors_query_processed", option=option,
        )  # fmt: skip


def _vectors_returned(sheet: Worksheet) -> Iterator[LineItem]:
    """What a query returns beyond the part of it that is free."""
    yield from sheet.charge_if_used(
        "vectors_returned", "Vectors: data returned",
        'convert(vectors_queries * beyond(vectors_returned_kb, limit.vectors_free_returned), "KB", "GB")', "GB",
        dimension="vectors_query_returned",
    )  # fmt: skip
