"""What the shipped mapping makes of peculiarities of AWS's rows; the expected prices are worked out by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.offers import rows_database_plans
from tests.offers.listed_rows import DATABASE_PLANS, DYNAMODB, EC2, S3, read
from tests.offers.small_offers import Row

INSTANCE = {
    "Product Family": "Compute Instance",
    "Instance Type": "m5.large",
    "usageType": "EU-BoxUsage:m5.large",
    "operation": "RunInstances",
    "Operating System": "Linux",
    "Tenancy": "Shared",
    "CapacityStatus": "Used",
    "Pre Installed S/W": "NA",
    "License Model": "No License required",
    "MarketOption": "OnDemand",
}
WITHOUT_MARKET = {**INSTANCE, "MarketOption": ""}
RESERVED = {
    **INSTANCE,
    "TermType": "Reserved",
    "LeaseContractLength": "1yr",
    "PurchaseOption": "No Upfront",
    "OfferingClass": "convertible",
}
CAPACITY = {
    "Product Family": "Provisioned IOPS",
    "usageType": "EU-WriteCapacityUnit-Hrs",
    "operation": "CommittedThroughput",
    "TermType": "Reserved",
    "LeaseContractLength": "1yr",
    "PurchaseOption": "Heavy Utilization",
}
CAPACITY_HOUR = "WriteCapacityUnit-Hrs"
SYSTEM = "System Operation"


def usage(usage_type: str, operation: str = "", family: str = "") -> Row:
    """What a row says of its product."""
    return {"usageType": usage_type, "operation": operation, "Product Family": family}


def at(usd: str, unit: str, said: Row, starts: str = "0", ends: str = "Inf") -> Row:
    """A row with its price."""
    return {**said, "PricePerUnit": usd, "Unit": unit, "StartingRange": starts, "EndingRange": ends}


def at_once(usd: str, said: Row) -> Row:
    """A row of what is paid upfront."""
    return at(usd, "Quantity", said, "", "")


@pytest.mark.parametrize(
    ("offer_code", "row", "key", "price"),
    [
        (S3, at("0.0036", "GB-Mo", usage("EU-TimedStorage-GlacierByteHrs")), "storage GLACIER", "0.0036 GB-month"),
        (S3, at("0.0036", "GB-Mo", usage("EUW1-TimedStorage-GlacierByteHrs")), "storage GLACIER", "0.0036 GB-month"),
        (EC2, at("0.107", "Hrs", INSTANCE), "on_demand m5.large Linux", "0.107 instance-hour"),
        (EC2, at("0.107", "Hrs", WITHOUT_MARKET), "on_demand m5.large Linux", "0.107 instance-hour"),
    ],
    ids=["EU", "EUW1", "market", "no market"],
)
def test_a_row_is_the_same_price_however_its_list_writes_it(
    offer_code: str, row: Row, key: str, price: str, tmp_path: Path
) -> None:
    (found,) = read(tmp_path, offer_code, row).prices
    assert f"{found.dimension} {found.option}" == key
    assert f"{found.usd_per_unit:f} {found.unit}" == price
    assert (found.region, found.tier_from, found.tier_to) == ("eu-west-1", Decimal(0), None)


def test_a_partial_payment_is_spread_over_the_hours_of_its_term(tmp_path: Path) -> None:
    # 438 / 8760 = 0.05
    said = {**RESERVED, "PurchaseOption": "Partial Upfront"}
    prices = {
        each.dimension: each for each in read(tmp_path, EC2, at("0.04", "Hrs", said), at_once("438", said)).prices
    }
    assert prices["reserved_1y_partial_upfront_convertible"].usd_per_unit == Decimal("0.09")


@pytest.mark.parametrize("days", [("2025-03-01", "2025-07-01"), ("2025-07-01", "2025-03-01")])
def test_a_price_of_two_rows_is_in_force_when_both_are(days: tuple[str, str], tmp_path: Path) -> None:
    said = {**RESERVED, "PurchaseOption": "Partial Upfront"}
    rows = at("0.04", "Hrs", said), at_once("438", said)
    dated = [{**row, "EffectiveDate": day} for row, day in zip(rows, days, strict=True)]
    found = {each.dimension: each.effective_from.isoformat() for each in read(tmp_path, EC2, *dated).prices}
    assert found == {
        "reserved_1y_partial_upfront_convertible": "2025-07-01",
        "reserved_1y_partial_upfront_convertible_hour": days[0],
        "reserved_1y_partial_upfront_convertible_fee": days[1],
    }


def test_a_payment_that_has_no_end_per_hour_is_kept_to_28_digits(tmp_path: Path) -> None:
    # 100 / 26280 = 0.0038 0517 5038 0517 5038 ...
    said = {**RESERVED, "LeaseContractLength": "3yr", "PurchaseOption": "All Upfront", "OfferingClass": "standard"}
    prices = {each.dimension: each for each in read(tmp_path, EC2, at("0", "Hrs", said), at_once("100", said)).prices}
    assert str(prices["reserved_3y_all_upfront"].usd_per_unit) == "0.003805175038051750380517503805"
    assert str(prices["reserved_3y_all_upfront_fee"].usd_per_unit) == "100"


def test_the_three_usage_types_of_io2_are_the_tiers_of_one_price(tmp_path: Path) -> None:
    rows = [
        at(usd, "IOPS-Mo", usage(f"EU-EBS:VolumeP-IOPS.io2{tier}", family=SYSTEM))
        for tier, usd in ((".tier3", "0.03528"), ("", "0.072"), (".tier2", "0.0504"))
    ]
    assert [(price.tier_from, price.tier_to, price.usd_per_unit) for price in read(tmp_path, EC2, *rows).prices] == [
        (Decimal(0), Decimal(32000), Decimal("0.072")),
        (Decimal(32000), Decimal(64000), Decimal("0.0504")),
        (Decimal(64000), None, Decimal("0.03528")),
    ]


@pytest.mark.parametrize(
    ("free", "paid", "unit", "usage_type", "key", "price"),
    [
        (
            "18600",
            "0.000147",
            "ReadCapacityUnit-Hrs",
            "EU-ReadCapacityUnit-Hrs",
            "rcu_hour STANDARD",
            "0.000147 RCU-hour",
        ),
        ("25", "0.283", "GB-Mo", "EU-TimedStorage-ByteHrs", "storage STANDARD", "0.283 GB-month"),
        ("2500000", "0.000000226", "Requests", "EU-Streams-Requests", "stream_read ", "0.0226 100000 requests"),
    ],
)
def test_what_an_account_has_free_every_month_is_no_tier_of_the_price(
    free: str, paid: str, unit: str, usage_type: str, key: str, price: str, tmp_path: Path
) -> None:
    said = usage(usage_type)
    (found,) = read(tmp_path, DYNAMODB, at("0", unit, said, "0", free), at(paid, unit, said, free)).prices
    assert f"{found.dimension} {found.option}" == key
    assert f"{found.usd_per_unit:f} {found.unit}" == price
    assert (found.tier_from, found.tier_to) == (Decimal(0), None)


def test_reserved_capacity_of_dynamodb_is_a_price_an_hour_and_a_price_at_once(tmp_path: Path) -> None:
    prices = read(tmp_path, DYNAMODB, at("0.000145", CAPACITY_HOUR, CAPACITY), at_once("1.695", CAPACITY)).prices
    assert [(price.dimension, price.option, price.unit, price.usd_per_unit) for price in prices] == [
        ("reserved_wcu_hour", "1y", "WCU-hour", Decimal("0.000145")),
        ("reserved_wcu_upfront", "1y", "WCU", Decimal("1.695")),
    ]


def test_staging_of_deep_archive_is_not_taken_for_its_storage(tmp_path: Path) -> None:
    storage, staging = usage("EU-TimedStorage-ByteHrs"), usage("EU-TimedStorage-GDA-Staging")
    offer = read(tmp_path, S3, at("0.023", "GB-Mo", storage), at("0.021", "GB-Mo", staging))
    assert [(price.dimension, price.option) for price in offer.prices] == [("storage", "STANDARD")]
    assert [counted.rule for counted in offer.ignored] == ["s3-ignored-deep-archive-staging"]


def test_classes_of_which_a_plan_gives_the_family_alone_are_told_apart_by_their_usage_types(tmp_path: Path) -> None:
    rows = [row for case in rows_database_plans.PRICES for row in case.rows]
    offer = read(tmp_path, DATABASE_PLANS, *rows)
    keys = {f"{price.dimension} {price.option}".strip() for price in offer.prices}
    assert keys == {case.key for case in rows_database_plans.PRICES}
    assert len(offer.prices) == len(rows)
