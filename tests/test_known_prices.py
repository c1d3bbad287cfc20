"""Prices, tiers and limits that AWS has published: the anchors that a wrong refresh would move."""

import pytest

from tests.questions import CATALOGUE, S3_CLASSES, TODAY
from tests.shipped_tables import FIRST_TABLES, rows_of


@pytest.mark.parametrize("region", CATALOGUE.regions_of("s3"))
def test_every_region_sells_s3_standard(region: str) -> None:
    book = CATALOGUE.book(("s3",), region, TODAY)
    card = book.card("storage", "STANDARD")
    assert all(tier.usd_per_unit > 0 for tier in card.tiers)
    assert [tier.usd_per_unit for tier in card.tiers] == sorted((t.usd_per_unit for t in card.tiers), reverse=True)
    assert book.is_priced("put_request", "STANDARD")
    assert book.is_priced("get_request", "STANDARD")


@pytest.mark.parametrize(
    ("region", "dimension", "option", "usd"),
    [
        ("us-east-1", "storage", "gp3", ["0.08"]),
        ("us-east-1", "iops", "gp3", ["0.005"]),
        ("us-east-1", "throughput", "gp3", ["0.04"]),
        ("us-east-1", "storage", "gp2", ["0.1"]),
        ("us-east-1", "storage", "io1", ["0.125"]),
        ("us-east-1", "iops", "io1", ["0.065"]),
        ("us-east-1", "storage", "io2", ["0.125"]),
        ("us-east-1", "iops", "io2", ["0.065", "0.0455", "0.03185"]),
        ("us-east-1", "storage", "st1", ["0.045"]),
        ("us-east-1", "storage", "sc1", ["0.015"]),
        ("us-east-1", "storage", "standard", ["0.05"]),
        ("us-east-1", "io_request", "standard", ["0.05"]),
        ("us-east-1", "snapshot_storage", "", ["0.05"]),
        ("us-east-1", "storage", "STANDARD", ["0.023", "0.022", "0.021"]),
        ("us-east-1", "storage", "STANDARD_IA", ["0.0125"]),
        ("us-east-1", "storage", "ONEZONE_IA", ["0.01"]),
        ("us-east-1", "storage", "GLACIER_IR", ["0.004"]),
        ("us-east-1", "storage", "GLACIER", ["0.0036"]),
        ("us-east-1", "storage", "DEEP_ARCHIVE", ["0.00099"]),
        ("us-east-1", "storage", "EXPRESS_ONEZONE", ["0.11"]),
        ("us-east-1", "storage_frequent", "INTELLIGENT_TIERING", ["0.023", "0.022", "0.021"]),
        ("us-east-1", "monitoring", "INTELLIGENT_TIERING", ["0.0025"]),
        ("us-east-1", "put_request", "STANDARD", ["0.005"]),
        ("us-east-1", "get_request", "STANDARD", ["0.0004"]),
        ("us-east-1", "put_request", "EXPRESS_ONEZONE", ["0.00113"]),
        ("us-east-1", "retrieval", "STANDARD_IA", ["0.01"]),
        ("us-east-1", "retrieval", "GLACIER_IR", ["0.03"]),
        ("us-east-1", "retrieval_standard_request", "GLACIER", ["0.05"]),
        ("us-east-1", "retrieval_expedited_request", "GLACIER", ["10"]),
        ("us-east-1", "retrieval_standard_request", "DEEP_ARCHIVE", ["0.1"]),
        ("us-east-1", "internet_out", "", ["0.09", "0.085", "0.07", "0.05"]),
        ("ap-east-2", "internet_out", "", ["0.1083", "0.08455", "0.0817", "0.0798"]),
        ("us-east-1", "inter_region", "us-east-2", ["0.01"]),
        ("us-east-1", "inter_region", "eu-west-1", ["0.02"]),
        ("eu-west-1", "inter_region", "mx-central-1", ["0.05"]),
        ("ap-southeast-5", "inter_region", "sa-east-1", ["0.14"]),
        ("us-east-1", "inter_zone", "", ["0.01"]),
        ("ap-east-2", "storage", "DEEP_ARCHIVE", ["0.002"]),
        ("ap-southeast-6", "storage", "DEEP_ARCHIVE", ["0.0021"]),
        ("ap-southeast-7", "storage", "DEEP_ARCHIVE", ["0.0018"]),
        ("mx-central-1", "storage", "DEEP_ARCHIVE", ["0.002"]),
        ("us-east-1", "inventory", "", ["0.0025"]),
        ("us-east-1", "batch_object", "", ["1"]),
        ("us-east-1", "storage_lens", "", ["0.2", "0.16", "0.12"]),
        ("us-east-1", "tables_storage", "STANDARD", ["0.0265", "0.0253", "0.0242"]),
        ("us-east-1", "vectors_storage", "", ["0.06"]),
        ("us-east-1", "vectors_query_processed", "over_10m_vectors", ["0.0004"]),
    ],
)
def test_known_prices_stand(region: str, dimension: str, option: str, usd: list[str]) -> None:
    card = CATALOGUE.book(("s3", "ebs", "data_transfer"), region, TODAY).card(dimension, option)
    assert [str(tier.usd_per_unit) for tier in card.tiers] == usd


def test_only_two_pairs_of_regions_have_no_price_for_transfer() -> None:
    regions = CATALOGUE.regions_of("data_transfer")
    pairs = {(start, end) for start in regions for end in regions if start != end}
    priced = {
        (region, to)
        for region in regions
        for dimension, to in CATALOGUE.table("data_transfer").in_force(region, TODAY)
        if dimension == "inter_region"
    }
    assert pairs - priced == {("ap-southeast-3", "ap-northeast-3"), ("ap-southeast-3", "sa-east-1")}


def test_the_regions_without_a_price_between_zones_are_those_that_the_readme_names() -> None:
    regions = CATALOGUE.regions_of("data_transfer")
    table = CATALOGUE.table("data_transfer")
    assert [region for region in regions if ("inter_zone", "") not in table.in_force(region, TODAY)] == [
        "ap-east-2",
        "ap-southeast-3",
        "ap-southeast-4",
        "ap-southeast-6",
        "ap-southeast-7",
        "eu-central-2",
        "eu-south-2",
        "me-central-1",
        "mx-central-1",
    ]


@pytest.mark.parametrize(
    ("table", "region", "dimension", "option", "first", "last", "by"),
    [
        ("s3", "us-east-2", "storage", "STANDARD", "2025-10-22", "2025-12-02", "pricewatch_s3_202512"),
        ("s3", "us-east-2", "storage", "DEEP_ARCHIVE", "2024-09-25", "2025-08-28", "pricewatch_deep_archive_202508"),
        ("kinesis", "eu-west-2", "shard_hour", "provisioned", "2025-11-03", "2025-11-18", "pricewatch_kinesis_202511"),
        ("data_transfer", "us-east-1", "internet_out", "", "2026-09-16", "2026-09-30", "datatransfer_note_202609"),
        ("data_transfer", "us-west-2", "inter_zone", "", "2024-09-25", "2024-09-25", ""),
    ],
)
def test_a_price_that_a_newer_source_shows_again_is_confirmed(
    table: str, region: str, dimension: str, option: str, first: str, last: str, by: str
) -> None:
    card = CATALOGUE.book((table,), region, TODAY).card(dimension, option)
    assert (str(card.effective_from), str(card.confirmed), card.confirmed_by) == (first, last, by)


def test_the_choice_between_conflicting_sources_is_noted() -> None:
    card = CATALOGUE.book(("s3",), "us-east-1", TODAY).card("retrieval_standard_request", "GLACIER")
    assert "0.03" in card.note


def test_tier_edges_are_those_that_aws_publishes() -> None:
    edges = {(row["dimension"], row["option"], row["tier_from"]) for name in FIRST_TABLES for row in rows_of(name)} - {
        (row["dimension"], row["option"], "0") for name in FIRST_TABLES for row in rows_of(name)
    }
    assert edges == {
        ("storage", "STANDARD", "51200"),
        ("storage", "STANDARD", "512000"),
        ("storage_frequent", "INTELLIGENT_TIERING", "51200"),
        ("storage_frequent", "INTELLIGENT_TIERING", "512000"),
        ("internet_out", "", "10240"),
        ("internet_out", "", "51200"),
        ("internet_out", "", "153600"),
        ("iops", "io2", "32000"),
        ("iops", "io2", "64000"),
        ("storage_lens", "", "25000"),
        ("storage_lens", "", "100000"),
        ("tables_storage", "STANDARD", "51200"),
        ("tables_storage", "STANDARD", "512000"),
        ("tables_storage_frequent", "INTELLIGENT_TIERING", "51200"),
        ("tables_storage_frequent", "INTELLIGENT_TIERING", "512000"),
    }


@pytest.mark.parametrize("option", S3_CLASSES)
def test_every_storage_class_has_the_limits_that_engineers_choose_by(option: str) -> None:
    book = CATALOGUE.book(("s3", "data_transfer"), "us-east-1", TODAY)
    needed = ("minimum_storage_duration", "designed_availability", "designed_durability", "availability_zones")
    assert [name for name in needed if not book.has_limit(name, option)] == []


@pytest.mark.parametrize(
    ("name", "option", "value"),
    [
        ("minimum_storage_duration", "STANDARD", 0),
        ("minimum_storage_duration", "INTELLIGENT_TIERING", 0),
        ("minimum_storage_duration", "EXPRESS_ONEZONE", 0),
        ("minimum_storage_duration", "STANDARD_IA", 30),
        ("minimum_storage_duration", "ONEZONE_IA", 30),
        ("minimum_storage_duration", "GLACIER_IR", 90),
        ("minimum_storage_duration", "GLACIER", 90),
        ("minimum_storage_duration", "DEEP_ARCHIVE", 180),
        ("minimum_billable_object", "STANDARD_IA", 128),
        ("minimum_billable_object", "ONEZONE_IA", 128),
        ("minimum_billable_object", "GLACIER_IR", 128),
        ("monitored_object_minimum", "INTELLIGENT_TIERING", 128),
        ("archive_overhead", "GLACIER", 32),
        ("archive_overhead", "DEEP_ARCHIVE", 32),
        ("standard_overhead", "GLACIER", 8),
        ("standard_overhead", "DEEP_ARCHIVE", 8),
        ("free_internet_out", "", 100),
    ],
)
def test_the_limits_that_the_formulas_need_stand(name: str, option: str, value: int) -> None:
    assert CATALOGUE.book(("s3", "data_transfer"), "us-east-1", TODAY).limit(name, option) == value


@pytest.mark.parametrize("option", ["STANDARD", "GLACIER", "DEEP_ARCHIVE", "INTELLIGENT_TIERING", "EXPRESS_ONEZONE"])
def test_no_minimum_object_size_where_aws_has_none(option: str) -> None:
    assert not CATALOGUE.book(("s3",), "us-east-1", TODAY).has_limit("minimum_billable_object", option)
