"""What the shipped mapping makes of rows as AWS prints them; the expected prices are worked out by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from calculator.offers.mapping import read_mapping
from calculator.offers.offer import MappedOffer
from calculator.offers.reading import read_offer
from tests.offers.small_offers import ABOVE, Row, as_csv, rows_of

MAPPING = read_mapping()
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
SUSE = {**INSTANCE, "operation": "RunInstances:000g", "Operating System": "SUSE"}
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
WINDOWS = {"Operating System": "Windows"}
S3, DEEP_ARCHIVE, EC2, DYNAMODB = "AmazonS3", "AmazonS3GlacierDeepArchive", "AmazonEC2", "AmazonDynamoDB"
SYSTEM, THROUGHPUT = "System Operation", "Provisioned Throughput"


def usage(usage_type: str, operation: str = "", family: str = "") -> Row:
    """What a row says of its product."""
    return {"usageType": usage_type, "operation": operation, "Product Family": family}


def at(usd: str, unit: str, said: Row, starts: str = "0", ends: str = "Inf") -> Row:
    """A row with its price."""
    return {**said, "PricePerUnit": usd, "Unit": unit, "StartingRange": starts, "EndingRange": ends}


def at_once(usd: str, said: Row) -> Row:
    """A row of what is paid upfront."""
    return at(usd, "Quantity", said, "", "")


def read(folder: Path, offer_code: str, *rows: Row) -> MappedOffer:
    """A list of some rows of Ireland, read by the shipped mapping."""
    listed = rows_of(*rows)
    titles = [*dict.fromkeys(title for row in listed for title in row)]
    path = folder / "index.csv"
    path.write_text(as_csv(listed, {**ABOVE, "OfferCode": offer_code}, titles), encoding="utf-8")
    return read_offer(path, MAPPING)


@pytest.mark.parametrize(
    ("offer_code", "row", "key", "price"),
    [
        (S3, at("0.0036", "GB-Mo", usage("EU-TimedStorage-GlacierByteHrs")), "storage GLACIER", "0.0036 GB-month"),
        (S3, at("0.0036", "GB-Mo", usage("EUW1-TimedStorage-GlacierByteHrs")), "storage GLACIER", "0.0036 GB-month"),
        (S3, at("0.000005", "Requests", usage("EU-Requests-Tier1")), "put_request STANDARD", "0.005 1000 requests"),
        (
            S3,
            at("0.00001", "Requests", usage("EU-Requests-Tier4", "S3-INTTransition")),
            "transition_request INTELLIGENT_TIERING",
            "0.01 1000 requests",
        ),
        (
            S3,
            at("0.000055", "Requests", usage("EU-Requests-Tier3", "RestoreObject")),
            "retrieval_standard_request GLACIER",
            "0.055 1000 requests",
        ),
        (
            S3,
            at("0.000055", "Requests", usage("EU-Requests-Tier3", "S3-GDATransition")),
            "transition_request DEEP_ARCHIVE",
            "0.055 1000 requests",
        ),
        (
            S3,
            at("0.02", "GB", usage("EU-Standard-Retrieval-Bytes", "DeepArchiveRestoreObject")),
            "retrieval_standard DEEP_ARCHIVE",
            "0.02 GB",
        ),
        (S3, at("0.03", "GB", usage("EU-Expedited-Retrieval-Bytes")), "retrieval_expedited GLACIER", "0.03 GB"),
        (
            DEEP_ARCHIVE,
            at("0.00099", "GB-Mo", usage("EU-TimedStorage-GDA-ByteHrs")),
            "storage DEEP_ARCHIVE",
            "0.00099 GB-month",
        ),
        (
            EC2,
            at("0.088", "GB-Mo", usage("EU-EBS:VolumeUsage.gp3", family="Storage")),
            "storage gp3",
            "0.088 GB-month",
        ),
        (
            EC2,
            at("0.0055", "IOPS-Mo", usage("EU-EBS:VolumeP-IOPS.gp3", family=SYSTEM), "3000"),
            "iops gp3",
            "0.0055 IOPS-month",
        ),
        (
            EC2,
            at("45.056", "GiBps-mo", usage("EU-EBS:VolumeP-Throughput.gp3", family=THROUGHPUT)),
            "throughput gp3",
            "0.044 MiB/s-month",
        ),
        (
            EC2,
            at("0.000000055", "IOs", usage("EU-EBS:VolumeIOUsage", family=SYSTEM)),
            "io_request standard",
            "0.055 1000000 requests",
        ),
        (EC2, at("0.107", "Hrs", INSTANCE), "on_demand m5.large Linux", "0.107 instance-hour"),
        (EC2, at("0.107", "Hrs", WITHOUT_MARKET), "on_demand m5.large Linux", "0.107 instance-hour"),
        (EC2, at("0.163", "Hrs", SUSE), "on_demand m5.large SLES", "0.163 instance-hour"),
        (
            EC2,
            at("0.086", "Hrs", RESERVED),
            "reserved_1y_no_upfront_convertible m5.large Linux",
            "0.086 instance-hour",
        ),
    ],
)
def test_a_row_becomes_a_price_of_ours(offer_code: str, row: Row, key: str, price: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path, offer_code, row).prices
    assert f"{found.dimension} {found.option}" == key
    assert f"{found.usd_per_unit:f} {found.unit}" == price
    assert (found.region, found.tier_from, found.tier_to) == ("eu-west-1", Decimal(0), None)


def test_a_partial_payment_is_spread_over_the_hours_of_its_term(tmp_path: Path) -> None:
    # 438 / 8760 = 0.05
    said = {**RESERVED, "PurchaseOption": "Partial Upfront"}
    (price,) = read(tmp_path, EC2, at("0.04", "Hrs", said), at_once("438", said)).prices
    assert (price.dimension, price.usd_per_unit) == ("reserved_1y_partial_upfront_convertible", Decimal("0.09"))


def test_a_payment_that_has_no_end_per_hour_is_kept_to_28_digits(tmp_path: Path) -> None:
    # 100 / 26280 = 0.0038 0517 5038 0517 5038 ...
    said = {**RESERVED, "LeaseContractLength": "3yr", "PurchaseOption": "All Upfront", "OfferingClass": "standard"}
    (price,) = read(tmp_path, EC2, at("0", "Hrs", said), at_once("100", said)).prices
    assert (price.dimension, str(price.usd_per_unit)) == (
        "reserved_3y_all_upfront",
        "0.003805175038051750380517503805",
    )


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


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"Tenancy": "Dedicated", "usageType": "EU-DedicatedUsage:m5.large"}, "ec2-ignored-other-tenancy"),
        (
            {"CapacityStatus": "UnusedCapacityReservation", "usageType": "EU-UnusedBox:m5.large"},
            "ec2-ignored-capacity-reservations",
        ),
        (
            {**WINDOWS, "operation": "RunInstances:0006", "Pre Installed S/W": "SQL Std"},
            "ec2-ignored-sql-server",
        ),
        (
            {**WINDOWS, "operation": "RunInstances:0800", "License Model": "Bring your own license"},
            "ec2-ignored-own-licence",
        ),
        (
            {"Operating System": "Red Hat Enterprise Linux with HA", "operation": "RunInstances:1010"},
            "ec2-ignored-other-systems",
        ),
        ({"MarketOption": "CapacityBlock"}, "ec2-ignored-capacity-blocks"),
    ],
)
def test_an_instance_that_is_sold_otherwise_is_left_out_on_purpose(said: Row, rule: str, tmp_path: Path) -> None:
    offer = read(tmp_path, EC2, at("0.107", "Hrs", INSTANCE), at("0.2", "Hrs", {**INSTANCE, **said}))
    assert [counted.rule for counted in offer.mapped] == ["ec2-linux-on-demand"]
    assert [(counted.rule, counted.rows) for counted in offer.ignored] == [(rule, 1)]


def test_staging_of_deep_archive_is_not_taken_for_its_storage(tmp_path: Path) -> None:
    storage, staging = usage("EU-TimedStorage-ByteHrs"), usage("EU-TimedStorage-GDA-Staging")
    offer = read(tmp_path, S3, at("0.023", "GB-Mo", storage), at("0.021", "GB-Mo", staging))
    assert [(price.dimension, price.option) for price in offer.prices] == [("storage", "STANDARD")]
    assert [counted.rule for counted in offer.ignored] == ["s3-ignored-deep-archive-staging"]
