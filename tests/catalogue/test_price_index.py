"""The index of prices has what the tables have in force, on any day, and finds it by name, Region and place."""

from datetime import date
from itertools import product

import pytest

from calculator.catalogue.price_index import Name, name_of
from tests.questions import CATALOGUE, TODAY

DAYS = (date(2020, 1, 1), date(2024, 6, 30), date(2025, 11, 1), TODAY)
REGIONS = ("us-east-1", "eu-central-1", "us-gov-west-1")
INDEX = CATALOGUE.price_index
TABLES = sorted(INDEX.tables)


def everything(name: Name) -> bool:
    return True


@pytest.mark.parametrize("table", TABLES)
def test_a_day_has_the_rows_that_the_table_has_in_force(table: str) -> None:
    for region, day in product(REGIONS, DAYS):
        cards = CATALOGUE.table(table).in_force(region, day).values()
        assert [*INDEX.in_force([table], region, day, everything)] == [
            (each, tier) for each in cards for tier in each.tiers
        ]


def test_every_table_that_is_no_large_one_is_in_it() -> None:
    assert set(TABLES) == set(CATALOGUE.table_names) - set(CATALOGUE.large_tables)


def test_rows_of_several_tables_stand_in_their_order_and_by_their_place() -> None:
    tables = ["lambda", "s3", "sqs"]
    rows = INDEX.in_force(tables, None, TODAY, everything)
    each = [*rows]
    assert len(rows) == len(each)
    assert list(dict.fromkeys(card.table for card, _ in each)) == tables
    assert [rows[place] for place in range(len(rows))] == each
    assert (rows[-1], rows[5:9], rows[len(rows) - 1 :]) == (each[-1], each[5:9], each[-1:])
    assert rows.regions == {card.region for card, _ in each}
    assert [*rows.of_cards] == [(card, tier) for card, tier in each if not tier.start]
    with pytest.raises(IndexError):
        rows[len(rows)]


def test_names_choose_rows() -> None:
    rows = INDEX.in_force(
        ["s3"], "eu-west-1", TODAY, lambda name: name.dimension == "storage" and name.option == "STANDARD"
    )
    # AWS's tiers: the first 50 TB, the next 450 TB, over 500 TB.
    assert [tier.usd_per_unit for _, tier in rows] == sorted((tier.usd_per_unit for _, tier in rows), reverse=True)
    assert len(rows) == 3
    assert {name_of(card).words for card, _ in rows} == {"s3 storage standard gb-month"}
    assert len(INDEX.in_force(["s3"], "eu-west-1", TODAY, lambda name: False)) == 0
