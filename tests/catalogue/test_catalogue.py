"""Which price answers for a region and a day: the newest whole rate card, or a sentence."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.rate_table import rate_cards
from calculator.core.errors import InvalidInput, NotPriced, UnknownName
from calculator.core.units import PRICING_DATA
from tests.questions import CATALOGUE, TODAY

SOUND = Path(__file__).resolve().parents[1] / "test_price_tables_rejected" / "sound"
PRICES = """\
region,dimension,option,tier_from,unit,usd_per_unit,effective_from,source,confirmed,confirmed_by,note
us-east-1,get_request,STANDARD,0,1000 requests,0.0004,2024-01-01,page,,,
us-east-1,get_request,STANDARD,0,1000 requests,,2025-01-01,page,,,withdrawn
us-east-1,storage,STANDARD,0,GB-month,0.03,2023-01-01,page,,,
us-east-1,storage,STANDARD,1000,GB-month,0.02,2023-01-01,page,,,
us-east-1,storage,STANDARD,5000,GB-month,0.01,2023-01-01,page,,,
us-east-1,storage,STANDARD,0,GB-month,0.025,2024-01-01,page,,,
us-east-1,storage,STANDARD,2000,GB-month,0.015,2024-01-01,page,,,
"""
S3 = Path("services") / "s3"


@pytest.fixture
def small(tmp_path: Path) -> Catalogue:
    (tmp_path / S3).mkdir(parents=True)
    for name in ("regions.csv", "sources.csv", S3 / "limits.csv"):
        (tmp_path / name).write_bytes((SOUND / name).read_bytes())
    (tmp_path / S3 / "prices.csv").write_text(PRICES, encoding="utf-8")
    return Catalogue(tmp_path)


@pytest.mark.parametrize(
    ("as_of", "tiers"),
    [
        ("2023-01-01", [("0", "0.03"), ("1000", "0.02"), ("5000", "0.01")]),
        ("2023-12-31", [("0", "0.03"), ("1000", "0.02"), ("5000", "0.01")]),
        ("2024-01-01", [("0", "0.025"), ("2000", "0.015")]),
        ("2026-11-21", [("0", "0.025"), ("2000", "0.015")]),
    ],
)
def test_the_newest_card_is_taken_whole_and_never_mixed_with_an_older_one(
    small: Catalogue, as_of: str, tiers: list[tuple[str, str]]
) -> None:
    card = small.book(("s3",), "us-east-1", date.fromisoformat(as_of)).card("storage", "STANDARD")
    assert [(str(tier.start), str(tier.usd_per_unit)) for tier in card.tiers] == tiers
    assert [tier.to for tier in card.tiers] == [*[tier.start for tier in card.tiers[1:]], None]


@pytest.mark.parametrize(
    ("as_of", "is_priced"), [("2023-06-01", False), ("2024-06-01", True), ("2025-01-01", False), ("2026-01-01", False)]
)
def test_a_price_is_in_force_from_its_date_until_it_is_withdrawn(small: Catalogue, as_of: str, is_priced: bool) -> None:
    book = small.book(("s3",), "us-east-1", date.fromisoformat(as_of))
    assert book.is_priced("get_request", "STANDARD") is is_priced


def test_a_price_keeps_its_source_and_date(small: Catalogue) -> None:
    card = small.book(("s3",), "us-east-1", TODAY).card("storage", "STANDARD")
    assert (card.source, card.effective_from, card.table) == ("page", date(2024, 1, 1), "s3")


def test_a_price_is_confirmed_by_its_last_sighting(tmp_path: Path) -> None:
    (tmp_path / S3).mkdir(parents=True)
    for name in ("regions.csv", "sources.csv", S3 / "limits.csv"):
        (tmp_path / name).write_bytes((SOUND / name).read_bytes())
    heading = PRICES.partition("\n")[0]
    row = "us-east-1,upload,STANDARD,0,GB,0.03,2024-01-01,page,2025-11-01,page,"
    (tmp_path / S3 / "prices.csv").write_text(f"{heading}\n{row}\n", encoding="utf-8")
    catalogue = Catalogue(tmp_path)
    card = catalogue.book(("s3",), "us-east-1", date(2024, 6, 1)).card("upload", "STANDARD")
    assert (card.effective_from, card.confirmed, card.confirmed_by) == (date(2024, 1, 1), date(2025, 11, 1), "page")
    assert card.last_seen(date(2025, 10, 31)) == date(2024, 1, 1)
    assert card.last_seen(date(2025, 11, 1)) == date(2025, 11, 1)
    assert catalogue.table("s3").price_list.published == date(2025, 11, 1)


def test_a_day_before_the_first_price_is_refused_with_that_day(small: Catalogue) -> None:
    with pytest.raises(InvalidInput) as refused:
        small.book(("s3",), "us-east-1", date(2022, 12, 31))
    assert refused.value.detail == (
        "There is no price for s3 in us-east-1 as of 2022-12-31; the first known is of 2023-01-01."
    )
    assert refused.value.errors[0].field == "as_of"


def test_a_region_without_any_price_is_refused(small: Catalogue) -> None:
    with pytest.raises(NotPriced) as refused:
        small.book(("s3",), "eu-west-1", TODAY)
    assert (refused.value.errors[0].field, "eu-west-1" in refused.value.detail) == ("region", True)


@pytest.mark.parametrize(
    ("region", "hint"),
    [
        ("us-east1", "Did you mean us-east-1"),
        ("virginia", "Did you mean us-east-1?"),
        ("", "Regions look like us-east-1."),
        ("x" * 10**6, "Regions look like us-east-1."),
    ],
)
def test_an_unknown_region_is_refused_with_the_nearest_ones(region: str, hint: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        CATALOGUE.book(("s3",), region, TODAY)
    assert hint in refused.value.detail
    assert len(refused.value.detail) < 200


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(UnknownName, match="no price table named"):
        CATALOGUE.table("../secrets")


def test_a_limit_is_no_price_table() -> None:
    with pytest.raises(UnknownName):
        CATALOGUE.table("limits")


def test_a_price_list_is_known_by_what_is_in_it(small: Catalogue) -> None:
    listed = small.table("s3").price_list
    assert (listed.id, listed.published) == ("builtin-s3-2025-01-01", date(2025, 1, 1))
    changed = small.folder / S3 / "prices.csv"
    changed.write_text(PRICES.replace("0.03,", "0.031,"), encoding="utf-8")
    assert Catalogue(small.folder).table("s3").price_list.checksum != listed.checksum


def test_a_table_is_read_once(small: Catalogue) -> None:
    first = small.table("s3")
    (small.folder / S3 / "prices.csv").unlink()
    assert small.table("s3") is first


def test_every_price_list_is_named() -> None:
    assert {each.service for each in CATALOGUE.price_lists()} == set(CATALOGUE.table_names)
    assert CATALOGUE.folder == PRICING_DATA


def test_regions_are_those_with_a_price() -> None:
    assert len(CATALOGUE.regions_of("s3")) == 36
    assert CATALOGUE.regions_of("data_transfer") == CATALOGUE.regions_of("s3")


def test_limits_before_their_first_sighting_are_the_first_known(small: Catalogue) -> None:
    table = ",parts,{},,object,{},page,\n"
    with (small.folder / S3 / "limits.csv").open("a", encoding="utf-8") as limits:
        limits.write(table.format(5, "2024-01-01") + table.format(7, "2025-01-01"))
    values = [
        Catalogue(small.folder).book(("s3",), "us-east-1", date(year, 6, 1)).limit("parts")
        for year in (2023, 2024, 2025)
    ]
    assert values == [5, 5, 7]


def test_no_rows_make_no_cards() -> None:
    assert list(rate_cards("s3", [])) == []


def test_a_missing_price_is_an_error_and_never_zero() -> None:
    book = CATALOGUE.book(("s3", "data_transfer"), "eu-central-1", TODAY)
    with pytest.raises(NotPriced) as refused:
        book.card("storage", "EXPRESS_ONEZONE")
    assert "storage of EXPRESS_ONEZONE in eu-central-1 as of 2026-11-21" in refused.value.detail


def test_a_number_of_a_limit_follows_the_number_system_of_the_book() -> None:
    book = CATALOGUE.book(("s3", "data_transfer"), "us-east-1", TODAY)
    exact, in_floats = (each.limit("minimum_billable_object", "STANDARD_IA") for each in (book, book.as_floats()))
    assert (exact, in_floats) == (128, 128.0)
    assert (type(exact), type(in_floats)) == (Decimal, float)
