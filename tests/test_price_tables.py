"""Every row of every shipped table, and the anchors that a wrong refresh would move."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from calculator.catalogue.price_rows import GLOBAL
from calculator.catalogue.rate_table import RateTable
from calculator.catalogue.region_choices import commercial
from calculator.core.tiers import RateCard
from calculator.core.units import PRICING_DATA
from calculator.services import SERVICES
from tests.questions import CATALOGUE, TODAY
from tests.shipped_tables import FIRST_TABLES, PRICES, TABLES, rows_of

ROW_TABLES = [name for name in CATALOGUE.table_names if name not in CATALOGUE.large_tables]
RULES = [name for name in TABLES if name.endswith("/price_list.csv")]
# Which tools know a type of resource is no publication of a price.
NO_PRICES = ("sources.csv", "units.csv", "resource_types.csv")
# The baselines of burstable types, and the tier edge of Verified Access; a row cites the source of its other cells.
OF_A_COLUMN = {"awsdocs_ec2_2023", "public_note_42611009186"}
KEYS = {
    "services/ec2/instance_types.csv": ("instance_type",),
    "services/ec2/spot_advisor.csv": ("region", "instance_type", "operating_system"),
    "region_billing_codes.csv": ("region", "code"),
    "regions.csv": ("region",),
    "sources.csv": ("id",),
}


def sources_cited() -> Iterator[str]:
    for name in set(TABLES) - {*NO_PRICES, *RULES}:
        yield from {row[column] for row in rows_of(name) for column in ("source", "confirmed_by") if row.get(column)}
    for row in (row for name in RULES for row in rows_of(name)):
        yield from row["note"].partition(":")[0].split(", ")


def rate_cards() -> Iterator[RateCard]:
    """Every card of the tables that hold one tier a row."""
    for table in map(CATALOGUE.table, ROW_TABLES):
        assert isinstance(table, RateTable)
        for cards in table.cards.values():
            yield from cards


def test_no_folder_of_a_service_hides_a_table() -> None:
    """Tables are told apart by their names, wherever they stand."""
    assert len(set(CATALOGUE.table_names)) == len(CATALOGUE.table_names)


@pytest.mark.slow
def test_every_row_of_every_table_loads() -> None:
    CATALOGUE.check()
    assert [name for name in CATALOGUE.table_names if not CATALOGUE.regions_of(name)] == []


def test_every_row_becomes_a_tier_of_a_card() -> None:
    everywhere = len(commercial(CATALOGUE.regions))
    assert sum(len(card.tiers) for card in rate_cards()) == sum(
        (everywhere if row["region"] == GLOBAL else 1)
        for name in PRICES
        for row in rows_of(name)
        if row["usd_per_unit"] != ""
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


@pytest.mark.parametrize("name", TABLES)
def test_no_price_or_limit_is_older_than_s3(name: str) -> None:
    dates = {row["effective_from"] for row in rows_of(name) if "effective_from" in row}
    assert [day for day in dates if not date(2006, 3, 14) <= date.fromisoformat(day) <= TODAY] == []


def test_a_price_of_zero_stands_only_where_a_source_says_free() -> None:
    free = {
        (row["dimension"], row["option"])
        for name in FIRST_TABLES
        for row in rows_of(name)
        if row["usd_per_unit"] and not Decimal(row["usd_per_unit"])
    }
    assert free <= {
        ("retrieval_bulk", "GLACIER"),
        ("retrieval_bulk_request", "GLACIER"),
        ("retrieval_standard", "INTELLIGENT_TIERING"),
        ("retrieval_standard_request", "INTELLIGENT_TIERING"),
        ("retrieval_bulk", "INTELLIGENT_TIERING"),
        ("retrieval_bulk_request", "INTELLIGENT_TIERING"),
    }


def test_every_limit_belongs_to_a_table_that_some_service_reads() -> None:
    tables = {table for service in SERVICES.values() for table in service.TABLES}
    assert set(CATALOGUE.limits) <= tables
