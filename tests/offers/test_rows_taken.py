"""What becomes of every row of a file: of which place it is, which rule takes it, and what is reported."""

from pathlib import Path

import pytest

from calculator.offers.offer import Covered
from tests.offers.priced_rows import FORMATS, INSTANCE, ON_DEMAND_RULE, Write, reading
from tests.offers.small_offers import STORAGE_RULE, Row, rows_of


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


@pytest.mark.parametrize(
    ("asked", "usage_type", "prices"),
    [
        ("TimedStorage-*-ByteHrs", "EU-TimedStorage-SIA-ByteHrs", 1),
        ("TimedStorage-*-ByteHrs", "EU-TimedStorage-SIA-ByteHrs-More", 0),
        ("TimedStorage-*-ByteHrs", "EU-Other-TimedStorage-SIA-ByteHrs", 0),
        ("Storage|*-ByteHrs", "EU-TimedStorage-ByteHrs", 1),
        ("*-ByteHrs", "EU-TimedStorage-ByteHrs\n", 0),
        ("Timed.torage-ByteHrs*", "EU-TimedStorage-ByteHrs", 0),
        ("TimedStorage", "EU-TimedStorage-ByteHrs", 0),
    ],
)
def test_a_text_must_be_as_a_rule_asks_from_its_beginning_to_its_end(
    tmp_path: Path, asked: str, usage_type: str, prices: int
) -> None:
    rows = rows_of({}, {"SKU": "B", "operation": "Asked", "usageType": usage_type})
    rule = {**STORAGE_RULE, "rule": "asked", "usage_type": asked, "operation": "Asked", "option": "ASKED"}
    offer = reading(tmp_path, rows, {**STORAGE_RULE, "attributes": "operation="}, rule)
    assert [price.option for price in offer.prices] == ["ASKED", "STANDARD"][-1 - prices :]


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
