"""What a file comes to: prices in our dimensions and units, and what became of every other row."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from calculator.offers.offer import MappedPrice, OfferHeader
from tests.offers.priced_rows import (
    FORMATS,
    GP3_RULE,
    HOURLY,
    IO2_RULES,
    REQUEST,
    REQUEST_RULE,
    RESERVED_RULE,
    THROUGHPUT,
    THROUGHPUT_RULE,
    UPFRONT,
    Write,
    reading,
    tiers,
)
from tests.offers.small_offers import LADDER, STORAGE_RULE, Row, rows_of


@FORMATS
def test_a_ladder_of_tiers_keeps_its_bounds_and_prices(tmp_path: Path, write: Write) -> None:
    offer = reading(tmp_path, rows_of(*reversed(LADDER)), STORAGE_RULE, write=write)
    assert tiers(offer) == [
        ("STANDARD", "0", "51200", "0.023"),
        ("STANDARD", "51200", "512000", "0.022"),
        ("STANDARD", "512000", None, "0.021"),
    ]


@FORMATS
def test_a_price_says_which_row_it_is(tmp_path: Path, write: Write) -> None:
    offer = reading(tmp_path, rows_of({}), STORAGE_RULE, write=write)
    assert offer.prices == (
        MappedPrice(
            table="s3",
            region="eu-west-1",
            dimension="storage",
            option="STANDARD",
            tier_from=Decimal(0),
            tier_to=None,
            unit="GB-month",
            usd_per_unit=Decimal("0.023"),
            usage_type="EU-TimedStorage-ByteHrs",
            operation="",
            sku="STORAGE",
            rate_code="STORAGE.JRTCKXETXF.0",
            effective_from=date(2026, 10, 1),
            description="$0.023 per GB, the first 50 TB",
        ),
    )


@FORMATS
def test_the_list_says_which_it_is(tmp_path: Path, write: Write) -> None:
    offer = reading(tmp_path, rows_of({}), STORAGE_RULE, write=write)
    assert offer.header == OfferHeader("AmazonEC2", "20261101120000", datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert offer.rows_read == 1
    assert [price.region for price in offer.prices] == ["eu-west-1"]


@pytest.mark.parametrize(
    ("row", "rule", "price"),
    [
        pytest.param(REQUEST, REQUEST_RULE, "0.005", id="a request becomes 1000 requests"),
        pytest.param(THROUGHPUT, THROUGHPUT_RULE, "0.044", id="a GiB/s becomes a MiB/s"),
        pytest.param({**REQUEST, "PricePerUnit": "5E-7"}, REQUEST_RULE, "0.0005", id="a price with an exponent"),
        pytest.param({**REQUEST, "PricePerUnit": "2"}, REQUEST_RULE, "2000", id="whole thousands have no exponent"),
        pytest.param({**REQUEST, "PricePerUnit": "0.0000000000"}, REQUEST_RULE, "0", id="nothing stays nothing"),
    ],
)
def test_a_price_is_converted_to_our_unit(tmp_path: Path, row: Row, rule: Row, price: str) -> None:
    assert [each[3] for each in tiers(reading(tmp_path, rows_of(row), rule))] == [price]


def test_the_bounds_of_tiers_are_converted_the_other_way_round(tmp_path: Path) -> None:
    rows = rows_of(
        {**REQUEST, "EndingRange": "1000000"},
        {**REQUEST, "StartingRange": "1000000", "PricePerUnit": "0.0000040000"},
    )
    offer = reading(tmp_path, rows, REQUEST_RULE)
    assert tiers(offer) == [("STANDARD", "0", "1000", "0.005"), ("STANDARD", "1000", None, "0.004")]


@FORMATS
def test_the_hourly_and_the_upfront_row_of_a_term_are_one_effective_rate_and_are_kept_as_they_stand(
    tmp_path: Path, write: Write
) -> None:
    # 0.03 + 263 / 8760, the quotient kept to 28 digits
    offer = reading(tmp_path, [HOURLY_ROW, UPFRONT_ROW], RESERVED_RULE, write=write)
    found = {price.dimension: (f"{price.usd_per_unit:f} {price.unit}", price.rate_code) for price in offer.prices}
    hourly, fee = "INSTANCE.HU7G6KETJZ.6YS6EN2CT7", "INSTANCE.HU7G6KETJZ.2TG2D8R56U"
    assert found == {
        "reserved_1y_partial_upfront": ("0.06002283105022831050228310502 instance-hour", f"{hourly}+{fee}"),
        "reserved_1y_partial_upfront_hour": ("0.03 instance-hour", hourly),
        "reserved_1y_partial_upfront_fee": ("263 instance", fee),
    }
    assert {price.option for price in offer.prices} == {"m5.large Linux"}
    assert {each.dimension for each in offer.covers} == found.keys()


@pytest.mark.parametrize("later", ["hour", "fee"])
def test_a_price_that_rows_add_up_to_is_in_force_once_both_rows_are(tmp_path: Path, later: str) -> None:
    rows = [HOURLY_ROW, UPFRONT_ROW]
    rows[later == "fee"] = {**rows[later == "fee"], "EffectiveDate": "2026-11-15"}
    found = {price.dimension: f"{price.effective_from}" for price in reading(tmp_path, rows, RESERVED_RULE).prices}
    assert found == {
        "reserved_1y_partial_upfront": "2026-11-15",
        "reserved_1y_partial_upfront_hour": "2026-11-15" if later == "hour" else "2026-10-01",
        "reserved_1y_partial_upfront_fee": "2026-11-15" if later == "fee" else "2026-10-01",
    }


HOURLY_ROW, UPFRONT_ROW = ({**rows_of({})[0], **row} for row in (HOURLY, UPFRONT))


def test_a_part_of_a_price_that_has_tiers_is_a_mismatch(tmp_path: Path) -> None:
    offer = reading(tmp_path, [{**HOURLY_ROW, "EndingRange": "9"}, UPFRONT_ROW], RESERVED_RULE)
    assert offer.prices == ()
    assert [(each.rule, each.rows) for each in offer.mismatched] == [("reserved", 2)]


@pytest.mark.parametrize("row", [HOURLY_ROW, UPFRONT_ROW], ids=["hourly alone", "upfront alone"])
def test_half_of_a_term_is_no_price_but_a_mismatch(tmp_path: Path, row: Row) -> None:
    offer = reading(tmp_path, [row], RESERVED_RULE)
    assert offer.prices == ()
    assert [(each.rule, each.rows) for each in offer.mismatched] == [("reserved", 1)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([{"StartingRange": "3000"}], id="a list that does not mention what is free"),
        pytest.param(
            [{"EndingRange": "3000", "PricePerUnit": "0.0000000000"}, {"StartingRange": "3000"}],
            id="a list with a free row",
        ),
        pytest.param([{}], id="a list without anything free"),
    ],
)
def test_what_is_free_at_the_beginning_is_left_out_where_a_rule_says_so(tmp_path: Path, rows: list[Row]) -> None:
    iops = {"usageType": "EU-EBS:VolumeP-IOPS.gp3", "Unit": "IOPS-Mo", "PricePerUnit": "0.0055000000"}
    offer = reading(tmp_path, rows_of(*({**iops, **row} for row in rows)), GP3_RULE)
    assert tiers(offer) == [("gp3", "0", None, "0.0055")]


def test_where_all_is_free_the_price_is_nothing_from_the_first_unit_on(tmp_path: Path) -> None:
    free = {"usageType": "EU-EBS:VolumeP-IOPS.gp3", "Unit": "IOPS-Mo", "PricePerUnit": "0.0000000000"}
    rows = rows_of({**free, "EndingRange": "3000"}, {**free, "StartingRange": "3000"})
    assert tiers(reading(tmp_path, rows, GP3_RULE)) == [("gp3", "0", None, "0")]


def test_rules_that_say_where_a_tier_begins_make_one_ladder_of_several_products(tmp_path: Path) -> None:
    usage = "EU-EBS:VolumeP-IOPS.io2"
    rows = rows_of(
        {"SKU": "C", "usageType": f"{usage}.tier3", "Unit": "IOPS-Mo", "PricePerUnit": "0.0352800000"},
        {"SKU": "A", "usageType": usage, "Unit": "IOPS-Mo", "PricePerUnit": "0.0720000000"},
        {"SKU": "B", "usageType": f"{usage}.tier2", "Unit": "IOPS-Mo", "PricePerUnit": "0.0504000000"},
    )
    assert tiers(reading(tmp_path, rows, *IO2_RULES)) == [
        ("io2", "0", "32000", "0.072"),
        ("io2", "32000", "64000", "0.0504"),
        ("io2", "64000", None, "0.03528"),
    ]


@pytest.mark.parametrize(
    "bounds",
    [{"StartingRange": "5"}, {"EndingRange": "5"}],
    ids=["that begins later", "that ends"],
)
def test_a_row_with_bounds_does_not_fit_a_rule_that_says_where_its_tier_begins(tmp_path: Path, bounds: Row) -> None:
    iops = {"usageType": "EU-EBS:VolumeP-IOPS.io2", "Unit": "IOPS-Mo", **bounds}
    assert [each.rule for each in reading(tmp_path, rows_of(iops), IO2_RULES[0]).mismatched] == ["io2-0"]
