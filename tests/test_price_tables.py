"""Every row of every shipped table, and the anchors that a wrong refresh would move."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from calculator.catalogue.rate_table import RateTable
from calculator.core.tiers import RateCard
from calculator.core.units import PRICING_DATA
from calculator.services import SERVICES
from tests.questions import CATALOGUE, S3_CLASSES, TODAY

TABLES = sorted(path.relative_to(PRICING_DATA).as_posix() for path in PRICING_DATA.rglob("*.csv"))
ROW_TABLES = [name for name in CATALOGUE.table_names if name not in CATALOGUE.large_tables]
PRICES = [f"{name}.csv" for name in ROW_TABLES]
# The baselines of burstable types; a row of that table cites the source of its other cells.
OF_A_COLUMN = {"awsdocs_ec2_2023"}
KEYS = {
    "ec2_instance_types.csv": ("instance_type",),
    "ec2_spot_advisor.csv": ("region", "instance_type", "operating_system"),
    "limits.csv": ("service", "option", "limit", "effective_from"),
    "price_list_mapping.csv": ("rule",),
    "region_billing_codes.csv": ("region", "code"),
    "regions.csv": ("region",),
    "sources.csv": ("id",),
}


def rows_of(name: str) -> list[dict[str, str]]:
    with (PRICING_DATA / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def sources_cited() -> Iterator[str]:
    for name in set(TABLES) - {"sources.csv", "units.csv", "price_list_mapping.csv"}:
        yield from {row["source"] for row in rows_of(name)}
    for row in rows_of("price_list_mapping.csv"):
        yield from row["note"].partition(":")[0].split(", ")


def rate_cards() -> Iterator[RateCard]:
    """Every card of the tables that hold one tier a row."""
    for table in map(CATALOGUE.table, ROW_TABLES):
        assert isinstance(table, RateTable)
        for cards in table.cards.values():
            yield from cards


def test_every_row_of_every_table_loads() -> None:
    CATALOGUE.check()
    assert [name for name in CATALOGUE.table_names if not CATALOGUE.regions_of(name)] == []


def test_every_row_becomes_a_tier_of_a_card() -> None:
    assert sum(len(card.tiers) for card in rate_cards()) == sum(
        row["usd_per_unit"] != "" for name in PRICES for row in rows_of(name)
    )


@pytest.mark.parametrize("name", PRICES)
def test_price_rows_are_sorted_so_that_a_change_is_one_line(name: str) -> None:
    keys = [
        (row["region"], row["dimension"], row["option"], row["effective_from"], Decimal(row["tier_from"]))
        for row in rows_of(name)
    ]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", sorted(KEYS))
def test_other_tables_are_sorted_by_their_key_without_repeats(name: str) -> None:
    keys = [tuple(row[column] for column in KEYS[name]) for row in rows_of(name)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_plain_text_with_unix_line_ends(name: str) -> None:
    content = (PRICING_DATA / name).read_bytes()
    assert content.endswith(b"\n")
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_begins_or_ends_with_a_blank(name: str) -> None:
    assert [row for row in rows_of(name) if any(cell != cell.strip() for cell in row.values())] == []


def test_every_source_is_cited() -> None:
    assert set(CATALOGUE.sources) == {*sources_cited(), *OF_A_COLUMN}


def test_every_source_has_an_address_or_says_why_not() -> None:
    bare = [each.id for each in CATALOGUE.sources.values() if not each.url.startswith("https://") and not each.note]
    assert bare == []


def test_every_source_was_published_before_it_was_retrieved() -> None:
    assert [each.id for each in CATALOGUE.sources.values() if each.published > each.retrieved] == []


def test_no_price_or_limit_is_older_than_s3() -> None:
    dates = {row["effective_from"] for name in TABLES for row in rows_of(name) if "effective_from" in row}
    assert [day for day in dates if not date(2006, 3, 14) <= date.fromisoformat(day) <= TODAY] == []


def test_a_price_of_zero_stands_only_where_a_source_says_free() -> None:
    free = {
        (row["dimension"], row["option"])
        for name in PRICES
        for row in rows_of(name)
        if not Decimal(row["usd_per_unit"])
    }
    assert free <= {
        ("retrieval_bulk", "GLACIER"),
        ("retrieval_bulk_request", "GLACIER"),
        ("retrieval_standard", "INTELLIGENT_TIERING"),
        ("retrieval_standard_request", "INTELLIGENT_TIERING"),
        ("retrieval_bulk", "INTELLIGENT_TIERING"),
        ("retrieval_bulk_request", "INTELLIGENT_TIERING"),
    }


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
    ],
)
def test_known_prices_stand(region: str, dimension: str, option: str, usd: list[str]) -> None:
    card = CATALOGUE.book(("s3", "ebs", "data_transfer"), region, TODAY).card(dimension, option)
    assert [str(tier.usd_per_unit) for tier in card.tiers] == usd


def test_the_choice_between_conflicting_sources_is_noted() -> None:
    card = CATALOGUE.book(("s3",), "us-east-1", TODAY).card("retrieval_standard_request", "GLACIER")
    assert "0.03" in card.note


def test_tier_edges_are_those_that_aws_publishes() -> None:
    edges = {(row["dimension"], row["option"], row["tier_from"]) for name in PRICES for row in rows_of(name)} - {
        (row["dimension"], row["option"], "0") for name in PRICES for row in rows_of(name)
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


def test_every_limit_belongs_to_a_table_that_some_service_reads() -> None:
    tables = {table for service in SERVICES.values() for table in service.TABLES}
    assert set(CATALOGUE.limits) <= tables
