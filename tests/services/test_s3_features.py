"""Amazon S3: what a bucket may have besides objects, feature by feature, with figures worked out by hand.

Prices are those of us-east-1 unless a test says otherwise.
"""

from decimal import Decimal

import pytest

from calculator.core.errors import NotPriced
from calculator.services.s3.features import FEATURES
from tests.questions import CATALOGUE, S3_CLASSES, billed, item, s3, usd, warned

COSTS = [
    ("accelerated_upload_gb", "1000", "40"),
    ("accelerated_upload_elsewhere_gb", "1000", "80"),
    ("accelerated_download_gb", "500", "20"),
    ("accelerated_between_regions_gb", "250", "10"),
    ("access_point_routed_gb", "1000", "3.3"),
    ("access_point_accelerated_in_gb", "1000", "2.5"),
    ("access_point_accelerated_out_gb", "1000", "5"),
    ("access_point_accelerated_far_gb", "100", "5"),
    ("inventory_objects", "100 million", "0.25"),  # 100 x 0.0025
    ("object_tags", "1 million", "0.65"),  # 100 x 0.0065
    ("storage_lens_objects", "30 billion", "5800"),  # 25,000 x 0.2 + 5,000 x 0.16
    ("storage_lens_objects", "101 billion", "17120"),  # 5,000 + 75,000 x 0.16 + 1,000 x 0.12
    ("analytics_objects", "25 million", "2.5"),  # 25 x 0.1
    ("batch_jobs", "3", "0.75"),
    ("batch_objects", "2.5 million", "2.5"),
    ("batch_manifest_objects", "1 billion", "15"),  # 1,000 x 0.015
    ("batch_checksum_gb", "2000", "8"),  # 2,000 x 0.004
    ("metadata_updates", "1 million", "0.3"),
    ("access_grants_requests", "10k", "0.3"),
    ("object_lambda_gb", "100", "0.5"),
    ("dsse_encrypted_gb", "1000", "3"),
    ("dsse_decrypted_gb", "1000", "3"),
    ("tables_storage_gb", "51201", "1356.8253"),  # 51,200 x 0.0265 + 1 x 0.0253
    ("tables_frequent_gb", "512001", "13015.0642"),  # 1,356.8 + 460,800 x 0.0253 + 1 x 0.0242
    ("tables_infrequent_gb", "1000", "14.4"),
    ("tables_archive_instant_gb", "1000", "4.6"),
    ("tables_objects", "10000", "0.25"),
    ("tables_put_requests", "30090", "0.15045"),
    ("tables_get_requests", "500000", "0.2"),
    ("tables_compacted_objects", "30000", "0.06"),
    ("tables_compacted_gb", "100", "0.5"),
    ("tables_sorted_gb", "100", "1"),
    ("tables_replicated_updates", "1000", "0.01"),
    ("vectors_storage_gb", "59", "3.54"),
    ("vectors_requests", "1000", "0.055"),
    ("vectors_queries", "1 million", "2.5"),
]


@pytest.mark.parametrize(("field", "quantity", "dollars"), COSTS)
def test_each_feature_costs_what_aws_charges_for_it(field: str, quantity: str, dollars: str) -> None:
    assert billed(s3("STANDARD", **{field: quantity})) == {field: Decimal(dollars)}


def test_no_feature_is_left_out_of_the_table_above() -> None:
    assert {field for field, _, _ in COSTS} == {each.field for each in FEATURES}


@pytest.mark.parametrize("storage_class", S3_CLASSES)
def test_features_cost_the_same_beside_every_class(storage_class: str) -> None:
    fields = {each.field: 1000 for each in FEATURES}
    alone, beside = billed(s3(storage_class)), billed(s3(storage_class, **fields))
    of_standard = billed(s3("STANDARD", **fields))
    assert alone == {}
    assert beside == of_standard


def test_a_feature_that_is_not_used_has_no_line() -> None:
    names = {line.name for line in s3("STANDARD", storage_gb=1000).line_items}
    assert names.isdisjoint({each.field for each in FEATURES})


@pytest.mark.parametrize(
    ("field", "region"),
    [
        ("tables_storage_gb", "us-gov-west-1"),
        ("tables_storage_gb", "ap-east-2"),
        ("vectors_storage_gb", "sa-east-1"),
        ("metadata_updates", "us-gov-east-1"),
    ],
)
def test_a_feature_without_a_price_in_a_region_says_so_when_it_is_used(field: str, region: str) -> None:
    assert billed(s3("STANDARD", region=region)) == {}
    with pytest.raises(NotPriced) as refused:
        s3("STANDARD", region=region, **{field: 1})
    assert region in refused.value.detail


@pytest.mark.parametrize(
    ("objects", "dollars"),
    [("200 million", None), ("1 billion", None), ("1000000001", "100.0000001"), ("3 billion", "300")],
)
def test_the_live_inventory_of_a_billion_objects_is_free_and_of_more_is_billed_whole(
    objects: str, dollars: str | None
) -> None:
    found = billed(s3("STANDARD", metadata_objects=objects))
    assert found == ({} if dollars is None else {"metadata_objects": Decimal(dollars)})


@pytest.mark.parametrize(
    ("fields", "dollars"),
    [
        ({"vectors_put_gb": 10}, "2"),  # 10 x 0.2
        ({"vectors_put_requests": 8192}, "0.2"),  # 8,192 x 128 KB are a GB
        ({"vectors_put_gb": 10, "vectors_put_requests": 8192}, "2"),
        ({"vectors_put_gb": "0.5", "vectors_put_requests": 8192}, "0.2"),
    ],
)
def test_a_put_of_vectors_is_billed_as_128_kb_at_least(fields: dict[str, object], dollars: str) -> None:
    assert billed(s3("STANDARD", **fields)) == {"vectors_put": Decimal(dollars)}


@pytest.mark.parametrize(
    ("vectors", "as_of", "items"),
    [
        # A million queries of vectors of 1 KB: 100,000 of them are 95,367.43 GB.
        ("100000", "2026-11-21", {"first_100k_vectors": "0.3725051880"}),  # x 0.000003906
        ("250000", "2026-11-21", {"first_100k_vectors": "0.3725051880", "over_100k_vectors": "0.2793788910"}),
        (
            "20 million",
            "2026-11-21",
            {
                "first_100k_vectors": "0.3725051880",
                "over_100k_vectors": "18.4390068054",  # 9.9 million
                "over_10m_vectors": "3.7252902985",  # 10 million: 9,313.23 TB x 0.0004
            },
        ),
        # Before June 2026 there was no third price.
        ("20 million", "2026-06-15", {"first_100k_vectors": "0.3725051880", "over_100k_vectors": "37.0642662048"}),
    ],
)
def test_queries_go_through_all_vectors_of_an_index_at_prices_that_fall(
    vectors: str, as_of: str, items: dict[str, str]
) -> None:
    fields = {"vectors_queries": "1 million", "vectors_per_index": vectors, "vectors_processed_kb": 1, "as_of": as_of}
    found = {name: round(dollars, 10) for name, dollars in billed(s3("STANDARD", **fields)).items()}
    processed = {f"vectors_processed_{name}": Decimal(dollars) for name, dollars in items.items()}
    assert found == {"vectors_queries": Decimal("2.5")} | processed


def test_the_third_price_of_vectors_is_not_guessed_where_it_is_not_known() -> None:
    fields = {"vectors_queries": 1000, "region": "eu-central-1"}
    assert "vectors_processed_over_100k_vectors" in billed(s3("STANDARD", vectors_per_index="10 million", **fields))
    with pytest.raises(NotPriced, match="over 10m vectors in eu-central-1"):
        s3("STANDARD", vectors_per_index="10000001", **fields)


@pytest.mark.parametrize(
    ("kilobytes", "dollars"),
    [("0", None), ("512", None), ("513", "0.0095367432"), ("1024", "4.8828125000")],  # a million x 1 KB x 0.01, x 512
)
def test_what_a_query_returns_beyond_512_kb_is_billed(kilobytes: str, dollars: str | None) -> None:
    found = billed(s3("STANDARD", vectors_queries="1 million", vectors_returned_kb=kilobytes))
    returned = found.get("vectors_returned")
    assert (None if returned is None else round(returned, 10)) == (None if dollars is None else Decimal(dollars))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"object_lambda_gb": 1}, [("closed_to_new_customers", "object_lambda_gb")]),
        ({"vectors_queries": 1}, [("queries_without_vectors", "vectors_per_index")]),
        ({"vectors_queries": 1, "vectors_per_index": 1}, []),
    ],
)
def test_a_person_is_told_what_a_feature_asks_of_them(
    fields: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert warned(s3("STANDARD", **fields)) == expected


NOT_EVERYWHERE = ("tables_", "vectors_", "metadata_", "accelerated_", "access_point_")


@pytest.mark.parametrize("region", CATALOGUE.regions_of("s3"))
def test_what_is_managed_has_a_price_in_every_region(region: str) -> None:
    managed = [each for each in FEATURES if not each.field.startswith(NOT_EVERYWHERE)]
    answer = s3("STANDARD", region=region, **{each.field: 1 for each in managed})
    assert set(billed(answer)) == {each.field for each in managed}


# What is billed of the objects themselves, by the prefix of its dimension.
OF_OBJECTS = ("storage", "monitoring", "put_", "get_", "transition_", "retrieval", "upload", "select_")
# What is billed by a rule of its own instead of as it is stated.
BY_RULE = {
    "metadata_live_inventory", "vectors_put", "vectors_query_processed", "vectors_query_returned",
    "replication_time_control", "rtc_put_request",
}  # fmt: skip
# Prices that no input leads to: parts of uploads that are billed as whole requests are elsewhere, and their staging.
NOT_ASKED_FOR = {
    "staging_storage", "replication_put_request", "rtc_initiate_multipart_request", "rtc_upload_part_request",
    "rtc_complete_multipart_request",
}  # fmt: skip


def test_every_price_of_a_feature_that_is_shipped_can_be_asked_for() -> None:
    dimensions, _ = CATALOGUE.table("s3").names
    features = {each for each in dimensions if each == "storage_lens" or not each.startswith(OF_OBJECTS)}
    assert features - BY_RULE - NOT_ASKED_FOR == {each.dimension for each in FEATURES}


def test_a_line_of_a_feature_explains_itself() -> None:
    line = item(s3("STANDARD", object_tags=1000), "object_tags")
    assert (line.label, line.formula, line.card.source) == ("Object tags", "object_tags", "pricewatch_s3_202512")
    assert usd(object_tags="0.00065") == {"object_tags": line.usd}
