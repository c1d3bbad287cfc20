"""Files as they are written and packed: read to their end, whatever they look like."""

import gc
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.offers.offer import BadOffer
from calculator.offers.read_offer import read_offer
from tests.offers.priced_rows import (
    FORMATS,
    INSTANCE_RULE,
    Write,
    reading,
)
from tests.offers.small_offers import LADDER, STORAGE_RULE, TITLES, as_csv, as_json, mapping_of, rows_of


def test_columns_are_found_by_name_wherever_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    path.write_text(as_csv(rows_of(*LADDER), titles=sorted(TITLES)), encoding="utf-8")
    offer = read_offer(path, mapping_of(tmp_path, STORAGE_RULE))
    assert [str(price.usd_per_unit) for price in offer.prices] == ["0.023", "0.022", "0.021"]


@pytest.mark.parametrize(
    "spelled",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="with the line ends of Windows"),
        pytest.param(lambda text: "\N{ZERO WIDTH NO-BREAK SPACE}" + text, id="with a byte order mark"),
        pytest.param(lambda text: text.replace("the first 50 TB", "the first\n50 TB"), id="with a break in a cell"),
        pytest.param(lambda text: text.replace("the first", 'the ""first""'), id="with quotes in a cell"),
        pytest.param(lambda text: text.replace('"FormatVersion","v1.0"', "FormatVersion,v1.0"), id="without quotes"),
    ],
)
def test_a_csv_file_may_be_written_otherwise_and_say_the_same(tmp_path: Path, spelled: Callable[[str], str]) -> None:
    path = tmp_path / "index.csv"
    path.write_bytes(spelled(as_csv(rows_of(*LADDER))).encode())
    assert len(read_offer(path, mapping_of(tmp_path, STORAGE_RULE)).prices) == 3


@FORMATS
def test_a_packed_file_has_the_checksum_of_its_content(tmp_path: Path, write: Write) -> None:
    plain, packed = tmp_path / "plain", tmp_path / "packed"
    text = write(rows_of({}))
    plain.write_text(text, encoding="utf-8")
    packed.write_bytes(gzip.compress(text.encode()))
    mapping = mapping_of(tmp_path, STORAGE_RULE)
    assert read_offer(plain, mapping) == read_offer(packed, mapping)
    assert read_offer(plain, mapping).checksum.startswith("sha256:")


@FORMATS
def test_every_byte_of_the_file_is_reported_as_progress(tmp_path: Path, write: Write) -> None:
    path = tmp_path / "index"
    path.write_text(write(rows_of({})), encoding="utf-8")
    seen: list[int] = []
    read_offer(path, mapping_of(tmp_path, STORAGE_RULE), progress=seen.append)
    assert sum(seen) == path.stat().st_size


@pytest.mark.slow
def test_json_of_several_blocks_is_read_to_its_end(tmp_path: Path) -> None:
    rows = rows_of(*({"SKU": f"S{number}", "usageType": f"EU-Fee{number % 7}"} for number in range(20_000)), {})
    offer = reading(tmp_path, rows, STORAGE_RULE, write=as_json)
    assert (offer.rows_read, len(offer.prices)) == (20_001, 1)


def test_csv_of_several_blocks_is_read_to_its_end(tmp_path: Path) -> None:
    rows = rows_of(*({"SKU": f"S{number}", "usageType": f"EU-Fee{number % 7}"} for number in range(20_000)), {})
    offer = reading(tmp_path, rows, STORAGE_RULE)
    assert (offer.rows_read, len(offer.prices)) == (20_001, 1)


def test_a_savings_plan_is_read_by_what_it_discounts(tmp_path: Path) -> None:
    above = as_csv([]).split('"SKU"')[0].replace("AmazonEC2", "AmazonComputeSavingsPlan")
    heading = (
        "SKU,RateCode,Unit,EffectiveDate,DiscountedRate,Currency,DiscountedSKU,DiscountedServiceCode,"
        "DiscountedUsageType,DiscountedOperation,PurchaseOption,LeaseContractLength,LeaseContractLengthUnit,"
        "ServiceCode,UsageType,Operation,Description,Location,Location Type,Product Family,DiscountedRegionCode,"
        "DiscountedInstanceType\n"
    )
    row = (
        "PLAN,PLAN.SKU,Hrs,2026-10-01T00:00:00Z,0.0780000000,USD,SKU,AmazonEC2,EUW1-BoxUsage:m5.large,RunInstances,"
        "No Upfront,1,year,ComputeSavingsPlans,ComputeSP:1yrNoUpfront,,1 year No Upfront Compute Savings Plan,Any,"
        "AWS Region,ComputeSavingsPlans,eu-west-1,m5.large\n"
    )
    path = tmp_path / "index.csv"
    path.write_text(above + heading + row, encoding="utf-8")
    rule = {
        **INSTANCE_RULE,
        "rule": "plan",
        "offer_code": "AmazonComputeSavingsPlan",
        "dimension": "compute_savings_plan_1y_no_upfront",
        "option": "{instanceType} Linux",
        "product_family": "ComputeSavingsPlans",
        "operation": "RunInstances",
        "attributes": "TermType=SavingsPlan;LeaseContractLength=1;PurchaseOption=No Upfront",
        "file_unit": "Hrs",
        "factor": "1",
    }
    offer = read_offer(path, mapping_of(tmp_path, rule))
    assert [(price.region, price.option, str(price.usd_per_unit)) for price in offer.prices] == [
        ("eu-west-1", "m5.large Linux", "0.078")
    ]
    assert offer.prices[0].description == "1 year No Upfront Compute Savings Plan"


def test_a_database_savings_plan_is_read_by_what_it_discounts(tmp_path: Path) -> None:
    """Heading, order and rates as in AWS's list of ap-south-2 of 2026-04-22: without quotes, some cells empty."""
    above = (
        "FormatVersion,v1.0\n"
        "Disclaimer,All prices are subject to the additional terms.\n"
        "Publication Date,2026-04-22T19:42:03Z\nVersion,20260422194203\nOfferCode,AmazonDatabaseSavingsPlans\n"
    )
    heading = (
        "SKU,RateCode,Unit,EffectiveDate,DiscountedRate,Currency,DiscountedSKU,DiscountedServiceCode,"
        "DiscountedUsageType,DiscountedOperation,PurchaseOption,LeaseContractLength,LeaseContractLengthUnit,"
        "ServiceCode,UsageType,Operation,Description,Instance Family,Location,Location Type,Granularity,Product Family,"
        "DiscountedRegionCode,DiscountedInstanceType\n"
    )
    plan = (
        "No Upfront,1,year,DatabaseSavingsPlans,DatabaseSP:1yrNoUpfront,,1 year No Upfront Database Savings Plan,,Any,"
        "AWS Region,hourly,DatabaseSavingsPlans,ap-south-2"
    )
    rows = (
        "WriteRequestUnits,2026-04-20T21:53:43Z,0.0000005822,USD,A,AmazonDynamoDB,APS5-WriteRequestUnits,"
        f"PayPerRequestThroughput,{plan},\n",
        "Hrs,2026-04-20T21:53:43Z,5.744,USD,B,AmazonRDS,APS5-InstanceUsage:db.r8i.12xl,CreateDBInstance:0005,"
        f"{plan},db.r8i.12xlarge\n",
    )
    path = tmp_path / "index.csv"
    path.write_text(above + heading + "".join(f"P,P.{n},{row}" for n, row in enumerate(rows)), encoding="utf-8")
    rule = {
        "offer_code": "AmazonDatabaseSavingsPlans",
        "attributes": "PurchaseOption=No Upfront;LeaseContractLength=1",
        "product_family": "DatabaseSavingsPlans",
    }
    writes = {
        **rule,
        "rule": "writes",
        "table": "dynamodb",
        "dimension": "write_request",
        "usage_type": "WriteRequestUnits",
        "operation": "PayPerRequestThroughput",
        "file_unit": "WriteRequestUnits",
        "unit": "1000000 requests",
        "factor": "1000000",
    }
    instances = {
        **rule,
        "rule": "instances",
        "table": "ec2",
        "dimension": "database",
        "option": "{instanceType}",
        "usage_type": "InstanceUsage:*",
        "file_unit": "Hrs",
        "unit": "instance-hour",
        "factor": "1",
    }
    offer = read_offer(path, mapping_of(tmp_path, writes, instances, codes="ap-south-2,APS5\n"))
    assert offer.header.offer_code == "AmazonDatabaseSavingsPlans"
    assert [(price.region, price.option, f"{price.usd_per_unit:f}", price.unit) for price in offer.prices] == [
        ("ap-south-2", "", "0.5822", "1000000 requests"),
        ("ap-south-2", "db.r8i.12xlarge", "5.744", "instance-hour"),
    ]


# What stands above the rows may take so many bytes.
AHEAD = 65_536


@pytest.mark.parametrize(("more", "is_read"), [(-1, True), (0, True), (1, False), (AHEAD, False)])
def test_the_heading_of_a_csv_file_ends_within_its_first_64_kib(tmp_path: Path, more: int, is_read: bool) -> None:
    text = as_csv(rows_of({}))
    head = text.index('"STORAGE"')
    padded = text.replace("additional terms.", "additional terms." + "x" * (AHEAD - head + more))
    path = tmp_path / "index.csv"
    path.write_text(padded, encoding="utf-8")
    mapping = mapping_of(tmp_path, STORAGE_RULE)
    if is_read:
        assert len(read_offer(path, mapping).prices) == 1
    else:
        with pytest.raises(BadOffer, match="no heading of columns"):
            read_offer(path, mapping)


def test_an_offer_that_is_not_the_expected_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    path.write_text(as_csv(rows_of({})), encoding="utf-8")
    with pytest.raises(BadOffer, match=r"the price list of AmazonEC2, not of AmazonS3"):
        read_offer(path, mapping_of(tmp_path, STORAGE_RULE), offer_code="AmazonS3")


@pytest.mark.parametrize("is_on", [True, False], ids=["on", "off"])
def test_the_search_for_cycles_is_left_as_it_was(tmp_path: Path, is_on: bool) -> None:
    (gc.enable if is_on else gc.disable)()
    try:
        reading(tmp_path, rows_of({}), STORAGE_RULE)
        assert gc.isenabled() is is_on
    finally:
        gc.enable()
