"""The table of the mapping: how it is read, and what is wrong with a table that is not as it must be."""

from fractions import Fraction
from pathlib import Path

import pytest

from calculator.core.errors import BrokenTable
from calculator.offers.mapping import Condition, Part, column_key, instance_class, read_mapping
from calculator.offers.offer import Covered
from tests.offers.small_offers import STORAGE_RULE, Row, mapping_of

SUM = {"dimension": "storage = hour + fee", "unit": "GB-month = GB-month + GB", "factor": "1 + 1/8760"}
IGNORING = {"rule": "fees", "product_family": "Fee", "note": "not calculated"}


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Pre Installed S/W", "preinstalledsw"),
        ("preInstalledSw", "preinstalledsw"),
        ("usageType", "usagetype"),
        ("Region Code", "regioncode"),
        ("Max IOPS/volume", "maxiopsvolume"),
    ],
)
def test_a_column_is_known_by_its_letters_and_digits(title: str, key: str) -> None:
    assert column_key(title) == key


def test_a_rule_says_which_rows_it_takes(tmp_path: Path) -> None:
    attributes = "Pre Installed S/W=NA|;operatingSystem=Linux"
    (rule,) = mapping_of(tmp_path, {**STORAGE_RULE, "operation": "A|B", "attributes": attributes}).rules
    assert rule.conditions == (
        Condition("productfamily", ("Storage",)),
        Condition("usagetype", ("TimedStorage-ByteHrs",)),
        Condition("operation", ("A", "B")),
        Condition("preinstalledsw", ("NA", "")),
        Condition("operatingsystem", ("Linux",)),
    )


@pytest.mark.parametrize(
    ("file_unit", "factor", "parts"),
    [
        ("Hrs", "1", (Part(("Hrs",), Fraction(1)),)),
        ("GiBps-mo|GiBps-month", "1/1024", (Part(("GiBps-mo", "GiBps-month"), Fraction(1, 1024)),)),
        ("Requests", "0.5", (Part(("Requests",), Fraction(1, 2)),)),
    ],
)
def test_a_rule_says_what_a_price_is_made_of(
    tmp_path: Path, file_unit: str, factor: str, parts: tuple[Part, ...]
) -> None:
    (rule,) = mapping_of(tmp_path, {**STORAGE_RULE, "file_unit": file_unit, "factor": factor}).rules
    assert rule.parts == parts


@pytest.mark.parametrize(
    ("option", "columns", "filled", "covered"),
    [
        ("STANDARD", (), "STANDARD", "STANDARD"),
        ("{instanceType} Linux", ("instancetype",), "a Linux", "* Linux"),
        ("{instanceType} {operatingSystem}", ("instancetype", "operatingsystem"), "a b", "* *"),
    ],
)
def test_an_option_may_be_filled_in_from_columns(
    tmp_path: Path, option: str, columns: tuple[str, ...], filled: str, covered: str
) -> None:
    (rule,) = mapping_of(tmp_path, {**STORAGE_RULE, "option": option}).rules
    assert rule.option_columns == columns
    assert rule.option_of("ab") == filled
    assert rule.covers == (Covered("s3", "storage", covered),)


@pytest.mark.parametrize(
    ("usage_type", "found"),
    [
        ("APS5-Multi-AZUsage:db.r7g.2xl", "db.r7g.2xlarge"),
        ("APS5-InstanceUsage:db.r7g.xl", "db.r7g.xlarge"),
        ("InstanceUsage:db.r7g.large", "db.r7g.large"),
        ("InstanceUsage:db.m8g.48xl", "db.m8g.48xlarge"),
        ("NodeUsage:cache.m7g.xlarge", "cache.m7g.xlarge"),
        ("VpcEndpoint-Hours", ""),
    ],
)
def test_the_class_of_an_instance_stands_behind_the_colon_of_its_usage_type(usage_type: str, found: str) -> None:
    assert instance_class(usage_type) == found


def test_a_usage_type_without_a_class_fills_in_no_option(tmp_path: Path) -> None:
    (rule,) = mapping_of(tmp_path, {**STORAGE_RULE, "option": "mysql {usageClass}"}).rules
    assert rule.option_columns == ("usagetype",)
    assert (rule.option_of(["EU-InstanceUsage:db.r7g.2xl"]), rule.option_of(["EU-Fee"])) == ("mysql db.r7g.2xlarge", "")


def test_a_rule_names_the_rows_that_its_price_is_the_sum_of(tmp_path: Path) -> None:
    (rule,) = mapping_of(tmp_path, {**STORAGE_RULE, **SUM, "file_unit": "Hrs + Quantity"}).rules
    assert (rule.dimension, rule.unit) == ("storage", "GB-month")
    assert rule.parts == (
        Part(("Hrs",), Fraction(1), "hour", "GB-month"),
        Part(("Quantity",), Fraction(1, 8760), "fee", "GB"),
    )
    assert [each.dimension for each in rule.covers] == ["storage", "storage_hour", "storage_fee"]


def test_the_rules_of_an_offer_are_those_of_its_code_in_the_order_of_the_table(tmp_path: Path) -> None:
    other = {**STORAGE_RULE, "rule": "other", "offer_code": "AmazonS3"}
    mapping = mapping_of(tmp_path, STORAGE_RULE, other, IGNORING)
    assert [rule.id for rule in mapping.rules_of("AmazonEC2")] == ["storage", "fees"]
    assert mapping.offer_codes == ("AmazonEC2", "AmazonS3")


@pytest.mark.parametrize(
    ("usage_type", "region", "bare"),
    [
        ("EU-Requests-Tier1", "eu-west-1", "Requests-Tier1"),
        ("EUW1-Requests-Tier1", "eu-west-1", "Requests-Tier1"),
        ("Requests-Tier1", "eu-west-1", "Requests-Tier1"),
        ("EU-Requests-Tier1", "us-east-1", "EU-Requests-Tier1"),
        ("EU", "eu-west-1", "EU"),
    ],
)
def test_a_usage_type_loses_the_code_of_its_own_region(tmp_path: Path, usage_type: str, region: str, bare: str) -> None:
    assert mapping_of(tmp_path, STORAGE_RULE).without_prefix(usage_type, region) == bare


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"rule": "Not Kebab"}, "rule 'Not Kebab' must be words-with-dashes."),
        ({"rule": ""}, "rule '' is empty or stands twice."),
        # What begins well does not have to end so.
        ({"rule": "put-request!"}, "rule 'put-request!' must be words-with-dashes."),
        ({"dimension": "put_request!"}, "dimension 'put_request!' must be a_plain_name."),
        ({"factor": "1000x"}, "factor '1000x' must be numbers above 0"),
        ({"factor": "1/8760/2"}, "factor '1/8760/2' must be numbers above 0"),
        ({"factor": "1e3"}, "factor '1e3' must be numbers above 0"),
        ({"factor": "1_000"}, "factor '1_000' must be numbers above 0"),
        ({"tiers": "32000x"}, "tiers '32000x' must be empty, paid"),
        ({"tiers": "paid free_storage!"}, "tiers 'paid free_storage!' must be empty, paid"),
        ({"offer_code": ""}, "offer_code must not be empty."),
        ({"dimension": "Put Request"}, "dimension 'Put Request' must be a_plain_name."),
        ({"unit": "furlong"}, "unit 'furlong' is not in units.csv."),
        ({"file_unit": ""}, "file_unit must not be empty."),
        ({"factor": ""}, "factor '' must be numbers above 0 such as 1000, 1/1024 or 1 + 1/8760."),
        ({"factor": "0"}, "factor '0' must be numbers above 0"),
        ({"factor": "1/0"}, "factor '1/0' must be numbers above 0"),
        ({"factor": "-1"}, "factor '-1' must be numbers above 0"),
        ({"file_unit": "Hrs + Quantity"}, "has 2 units of the file and 1 factors."),
        ({**SUM, "file_unit": "A + B", "dimension": "storage"}, "is a sum; dimension and unit must say of what"),
        ({**SUM, "file_unit": "A + B", "unit": "GB = GB"}, "is a sum; dimension and unit must say of what"),
        ({"dimension": "storage = hour + fee"}, "is a sum; dimension and unit must say of what"),
        ({**SUM, "file_unit": "A + B", "dimension": "storage = Fee + b"}, "dimension 'Fee' must be a_plain_name."),
        ({**SUM, "file_unit": "A + B", "unit": "GB = GB + furlong"}, "unit 'furlong' is not in units.csv."),
        ({"tiers": "free"}, "tiers 'free' must be empty, paid (with a limit behind it or not) or a number such as"),
        ({"tiers": "32000 free_storage"}, "tiers '32000 free_storage' must be empty, paid (with a limit"),
        ({"tiers": "paid Free"}, "tiers 'paid Free' must be empty, paid (with a limit"),
        ({**SUM, "tiers": "paid", "file_unit": "A + B"}, "tiers is for prices of one row."),
        ({"tiers": "5", "option": "{instanceType}"}, "an option to fill in cannot have a tier of its own."),
        ({"attributes": "tenancy"}, "attribute 'tenancy' must look like name=value."),
        ({"attributes": "=Shared"}, "attribute '=Shared' must look like name=value."),
        ({"attributes": "usageType=A"}, "asks usagetype for two things at once."),
        ({"product_family": "", "usage_type": ""}, "takes every row; say which."),
        ({"table": "", "note": "why"}, "has no table, so dimension and file_unit and unit and factor and option must"),
        ({**dict.fromkeys(("table", "dimension", "option", "file_unit", "unit", "factor"), "")}, "must say why."),
    ],
)
def test_a_rule_with_a_fault_is_named(tmp_path: Path, cells: Row, said: str) -> None:
    with pytest.raises(BrokenTable) as broken:
        mapping_of(tmp_path, {**STORAGE_RULE, **cells})
    assert any(said in fault and fault.startswith("small/price_list.csv:2: ") for fault in broken.value.faults)


def test_a_rule_that_stands_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenTable, match=r"small/price_list.csv:3: rule 'storage' is empty or stands twice"):
        mapping_of(tmp_path, STORAGE_RULE, STORAGE_RULE)


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ("mars-1,MAR1\n", "region_billing_codes.csv:2: region 'mars-1' is not in regions.csv."),
        ("eu-west-1,euw1\n", "region_billing_codes.csv:2: code 'euw1' must look like EUW1."),
        ("eu-west-1,EUW1!\n", "region_billing_codes.csv:2: code 'EUW1!' must look like EUW1."),
        ("eu-west-1,EUW123\n", "region_billing_codes.csv:2: code 'EUW123' must look like EUW1."),
        ("eu-west-1,EU\neu-west-2,EU\n", "region_billing_codes.csv:3: code 'EU' stands twice, also for eu-west-1."),
    ],
)
def test_a_billing_code_with_a_fault_is_named(tmp_path: Path, codes: str, said: str) -> None:
    with pytest.raises(BrokenTable) as broken:
        mapping_of(tmp_path, STORAGE_RULE, codes=codes)
    assert said in broken.value.faults


def test_the_source_of_a_billing_code_is_a_known_one(tmp_path: Path) -> None:
    mapping_of(tmp_path, STORAGE_RULE)
    table = tmp_path / "region_billing_codes.csv"
    table.write_text("region,code,source\neu-west-1,EU,hearsay\n", encoding="utf-8")
    with pytest.raises(BrokenTable, match=r"source .hearsay. is not in sources\.csv"):
        read_mapping(tmp_path)
