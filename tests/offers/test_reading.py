"""What a file comes to: prices in our dimensions and units, and what became of every other row."""

import gc
import gzip
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from calculator.offers.offer import BadOffer, Covered, MappedOffer, MappedPrice, OfferHeader
from calculator.offers.reading import read_offer
from tests.offers.small_offers import LADDER, STORAGE_RULE, TITLES, Row, as_csv, as_json, mapping_of, rows_of

REQUEST = {
    "usageType": "EUW1-Requests-Tier1",
    "Product Family": "API Request",
    "Unit": "Requests",
    "PricePerUnit": "0.0000050000",
}
REQUEST_RULE = {
    "rule": "put-request",
    "table": "s3",
    "dimension": "put_request",
    "option": "STANDARD",
    "usage_type": "Requests-Tier1",
    "file_unit": "Requests",
    "unit": "1000 requests",
    "factor": "1000",
}
THROUGHPUT = {"usageType": "EU-EBS:VolumeP-Throughput.gp3", "Unit": "GiBps-mo", "PricePerUnit": "45.056"}
THROUGHPUT_RULE = {
    "rule": "gp3-throughput",
    "table": "ebs",
    "dimension": "throughput",
    "option": "gp3",
    "usage_type": "EBS:VolumeP-Throughput.gp3",
    "file_unit": "GiBps-mo",
    "unit": "MiB/s-month",
    "factor": "1/1024",
}
IOPS_RULE = {
    "table": "ebs",
    "dimension": "iops",
    "file_unit": "IOPS-Mo",
    "unit": "IOPS-month",
    "factor": "1",
}
GP3_RULE = {**IOPS_RULE, "rule": "gp3-iops", "option": "gp3", "usage_type": "EBS:VolumeP-IOPS.gp3", "tiers": "paid"}
IO2_RULES = tuple(
    {**IOPS_RULE, "rule": f"io2-{start}", "option": "io2", "usage_type": f"EBS:VolumeP-IOPS.io2{tier}", "tiers": start}
    for tier, start in (("", "0"), (".tier2", "32000"), (".tier3", "64000"))
)
INSTANCE = {
    "SKU": "INSTANCE",
    "Product Family": "Compute Instance",
    "usageType": "EUW1-BoxUsage:m5.large",
    "operation": "RunInstances",
    "Instance Type": "m5.large",
    "Operating System": "Linux",
    "Pre Installed S/W": "NA",
    "Unit": "Hrs",
}
TERM = {
    **INSTANCE,
    "TermType": "Reserved",
    "OfferTermCode": "HU7G6KETJZ",
    "LeaseContractLength": "1yr",
    "PurchaseOption": "Partial Upfront",
    "OfferingClass": "standard",
}
HOURLY = {**TERM, "RateCode": "INSTANCE.HU7G6KETJZ.6YS6EN2CT7", "PricePerUnit": "0.0300000000"}
UPFRONT = {
    **TERM,
    "RateCode": "INSTANCE.HU7G6KETJZ.2TG2D8R56U",
    "PricePerUnit": "263",
    "Unit": "Quantity",
    "StartingRange": "",
    "EndingRange": "",
    "PriceDescription": "Upfront Fee",
}
INSTANCE_RULE = {
    "table": "ec2",
    "option": "{instanceType} {operatingSystem}",
    "product_family": "Compute Instance",
    "usage_type": "BoxUsage:*",
    "unit": "instance-hour",
}
ON_DEMAND_RULE = {
    **INSTANCE_RULE,
    "rule": "on-demand",
    "dimension": "on_demand",
    "attributes": "TermType=OnDemand;preInstalledSw=NA|",
    "file_unit": "Hrs",
    "factor": "1",
}
RESERVED_RULE = {
    **INSTANCE_RULE,
    "rule": "reserved",
    "dimension": "reserved_1y_partial_upfront",
    "attributes": "TermType=Reserved;LeaseContractLength=1yr;PurchaseOption=Partial Upfront;OfferingClass=standard",
    "file_unit": "Hrs + Quantity",
    "factor": "1 + 1/8760",
}
Write = Callable[[Sequence[Row]], str]
FORMATS = pytest.mark.parametrize("write", [as_csv, as_json], ids=["csv", "json"])


def reading(tmp_path: Path, rows: Sequence[Row], *rules: Row, write: Write = as_csv) -> MappedOffer:
    path = tmp_path / "index"
    path.write_text(write(rows), encoding="utf-8")
    return read_offer(path, mapping_of(tmp_path, *rules))


def tiers(offer: MappedOffer) -> list[tuple[str, str, str | None, str]]:
    """Option, beginning, end and price of every tier, as text."""
    return [
        (
            price.option,
            str(price.tier_from),
            None if price.tier_to is None else str(price.tier_to),
            str(price.usd_per_unit),
        )
        for price in offer.prices
    ]


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
    assert offer.regions == ("eu-west-1",)


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
def test_the_hourly_and_the_upfront_row_of_a_term_are_one_effective_rate(tmp_path: Path, write: Write) -> None:
    # 0.03 + 263 / 8760, the quotient kept to 28 digits
    offer = reading(tmp_path, [HOURLY_ROW, UPFRONT_ROW], RESERVED_RULE, write=write)
    assert tiers(offer) == [("m5.large Linux", "0", None, "0.06002283105022831050228310502")]
    assert offer.prices[0].rate_code == "INSTANCE.HU7G6KETJZ.6YS6EN2CT7+INSTANCE.HU7G6KETJZ.2TG2D8R56U"


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


@FORMATS
@pytest.mark.parametrize(
    ("where", "region"),
    [
        pytest.param({"Region Code": "eu-west-1"}, "eu-west-1", id="by its code"),
        pytest.param({"Location": "EU (Ireland)"}, "eu-west-1", id="by the name that price lists use"),
        pytest.param({"Location": "Europe (Ireland)"}, "eu-west-1", id="by today's name"),
        pytest.param({"From Region Code": "eu-west-1"}, "eu-west-1", id="by where data come from"),
        pytest.param({"From Location": "EU (Ireland)"}, "eu-west-1", id="by the name of where data come from"),
        pytest.param({"Location": "US East (Ohio)"}, "us-east-2", id="another region by its name"),
    ],
)
def test_a_row_is_of_the_region_that_it_names(tmp_path: Path, where: Row, region: str, write: Write) -> None:
    nowhere = {"Region Code": "", "Location": "", "Location Type": ""}
    rule = {**STORAGE_RULE, "usage_type": "*TimedStorage-ByteHrs"}
    offer = reading(tmp_path, rows_of({**nowhere, **where}), rule, write=write)
    assert [price.region for price in offer.prices] == [region]


@FORMATS
@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"Location Type": "AWS Local Zone", "Region Code": "eu-west-1"}, "elsewhere: AWS Local Zone"),
        ({"Location Type": "AWS Wavelength Zone", "Region Code": "x"}, "elsewhere: AWS Wavelength Zone"),
        ({"Region Code": "xx-new-1"}, "elsewhere: not one of our regions: xx-new-1"),
        ({"Region Code": "", "Location": "Any"}, "elsewhere: not one of our regions: Any"),
        ({"Region Code": "", "Location": ""}, "elsewhere: not one of our regions: no place given"),
    ],
)
def test_a_row_of_another_place_is_left_out_and_counted(tmp_path: Path, where: Row, said: str, write: Write) -> None:
    rows = rows_of({}, {"SKU": "ELSEWHERE", **where})
    offer = reading(tmp_path, rows, STORAGE_RULE, write=write)
    assert len(offer.prices) == 1
    assert [(each.rule, each.rows) for each in offer.ignored] == [(said, 1)]


def test_only_the_billing_code_of_the_rows_own_region_is_taken_off(tmp_path: Path) -> None:
    rows = rows_of(
        {"usageType": "TimedStorage-ByteHrs"},
        {"SKU": "B", "usageType": "USE1-TimedStorage-ByteHrs"},
        {"SKU": "C", "usageType": "EU-BOS1-TimedStorage-ByteHrs"},
    )
    offer = reading(tmp_path, rows, STORAGE_RULE)
    assert [price.usage_type for price in offer.prices] == ["TimedStorage-ByteHrs"]
    assert [each.rule for each in offer.unmapped] == [
        "Storage / - / BOS1-TimedStorage-ByteHrs",
        "Storage / - / USE1-TimedStorage-ByteHrs",
    ]


@FORMATS
def test_rows_that_no_rule_takes_are_reported_in_groups_with_a_sample(tmp_path: Path, write: Write) -> None:
    fee = {"Product Family": "Fee", "usageType": "EU-Fee", "operation": "Pay", "PriceDescription": "$1 per fee"}
    rows = rows_of({}, {"SKU": "B", **fee}, {"SKU": "C", **fee})
    offer = reading(tmp_path, rows, STORAGE_RULE, write=write)
    assert [(each.rule, each.rows, each.sample) for each in offer.unmapped] == [
        ("Fee / Pay / Fee", 2, "STORAGE.JRTCKXETXF.1 $1 per fee")
    ]


def test_beyond_some_hundreds_of_groups_the_rest_is_one(tmp_path: Path) -> None:
    rows = rows_of({}, *({"SKU": f"S{number}", "usageType": f"EU-Fee{number}"} for number in range(305)))
    unmapped = reading(tmp_path, rows, STORAGE_RULE).unmapped
    assert len(unmapped) == 301
    assert (unmapped[-1].rule, unmapped[-1].rows) == ("5 other groups", 5)


def test_rows_ignored_on_purpose_are_counted_by_the_first_rule_that_says_so(tmp_path: Path) -> None:
    rows = rows_of({}, {"SKU": "B", "Product Family": "Fee", "usageType": "EU-Fee"})
    ignoring = (
        {"rule": "fees", "product_family": "Fee", "note": "not calculated"},
        {"rule": "everything-eu", "usage_type": "Fee*", "note": "not calculated"},
    )
    offer = reading(tmp_path, rows, STORAGE_RULE, *ignoring)
    assert [(each.rule, each.rows) for each in offer.ignored] == [("fees", 1)]
    assert [(each.rule, each.rows) for each in offer.mapped] == [("storage", 1)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({**STORAGE_RULE, "rule": "again", "option": "STANDARD_IA"}, id="two prices"),
        pytest.param({"rule": "again", "product_family": "Storage", "note": "left out"}, id="a price and nothing"),
    ],
)
def test_a_row_that_two_rules_take_gives_no_price_and_is_reported(tmp_path: Path, other: Row) -> None:
    offer = reading(tmp_path, rows_of({}), STORAGE_RULE, other)
    assert offer.prices == ()
    assert [(each.rule, each.rows) for each in offer.ambiguous] == [("storage and again", 1)]


@FORMATS
@pytest.mark.parametrize(
    ("row", "rule"),
    [
        pytest.param({"Unit": "Hrs"}, STORAGE_RULE, id="another unit than the rule expects"),
        pytest.param({}, {**STORAGE_RULE, "option": "{instanceType}"}, id="no attribute to fill the option with"),
        pytest.param({"Location": "US East (Ohio)"}, STORAGE_RULE, id="a region by its code and another by its name"),
        pytest.param({"SKU": "TWO WORDS"}, STORAGE_RULE, id="an SKU that is none"),
        pytest.param({"RateCode": "STORAGE\N{EURO SIGN}"}, STORAGE_RULE, id="a rate code that is none"),
        pytest.param({"usageType": ""}, {**STORAGE_RULE, "usage_type": ""}, id="no usage type"),
    ],
)
def test_a_row_that_is_not_as_its_rule_expects_is_a_mismatch(tmp_path: Path, row: Row, rule: Row, write: Write) -> None:
    offer = reading(tmp_path, rows_of(row), rule, write=write)
    assert offer.prices == ()
    assert [(each.rule, each.rows) for each in offer.mismatched] == [("storage", 1)]


@FORMATS
@pytest.mark.parametrize(
    ("software", "prices"), [("NA", 1), ("", 1), ("SQL Std", 0)], ids=["as asked", "absent", "another"]
)
def test_an_attribute_is_asked_for_by_value_or_by_its_absence(
    tmp_path: Path, software: str, prices: int, write: Write
) -> None:
    instance = {**INSTANCE, "Pre Installed S/W": software}
    offer = reading(tmp_path, rows_of({}, instance), STORAGE_RULE, ON_DEMAND_RULE, write=write)
    assert [price.option for price in offer.prices if price.table == "ec2"] == ["m5.large Linux"] * prices
    assert sum(each.rows for each in offer.unmapped) == 1 - prices


def test_a_list_says_what_its_rules_speak_for(tmp_path: Path) -> None:
    offer = reading(tmp_path, rows_of({}), STORAGE_RULE, ON_DEMAND_RULE)
    assert offer.covers == {Covered("s3", "storage", "STANDARD"), Covered("ec2", "on_demand", "* *")}
    assert offer.speaks_for("ec2", "on_demand", "m5.large Linux")
    assert not offer.speaks_for("s3", "storage", "GLACIER")


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
