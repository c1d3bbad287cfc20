"""The shipped mapping as a table: what its rules cite, which prices they speak for, and the codes of regions."""

from datetime import date

import pytest

from calculator.catalogue.shipped import ShippedTables
from calculator.core.units import PRICING_DATA
from calculator.offers.mapping import Rule, read_mapping

MAPPING, TABLES = read_mapping(), ShippedTables(PRICING_DATA)
RULES = MAPPING.rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_note_of_a_rule_names_what_shows_it(rule: Rule) -> None:
    named = rule.note.partition(":")[0].split(", ")
    assert {*named} <= TABLES.sources.keys()


# AWS publishes no list of Spot prices, and none of its rows was found for delivery from Kinesis to S3.
WITHOUT_LIST = {"ec2 spot", "kinesis s3_delivery"}
PRICED = sorted(
    {
        (table, dimension, option if table != "ec2" else "", card.unit)
        for table in TABLES.table_names
        for (dimension, option), card in TABLES.table(table).in_force("us-east-1", date(2026, 11, 21)).items()
        if f"{table} {dimension}" not in WITHOUT_LIST
    }
)


@pytest.mark.parametrize(("table", "dimension", "option", "unit"), PRICED)
def test_each_shipped_price_can_come_from_one_offer_in_its_unit(
    table: str, dimension: str, option: str, unit: str
) -> None:
    found = [
        rule
        for rule in RULES
        if (rule.table, rule.dimension) == (table, dimension) and (rule.option == option or table == "ec2")
    ]
    assert len({rule.offer_code for rule in found}) == 1
    assert {rule.unit for rule in found} == {unit}


def test_each_region_has_a_billing_code() -> None:
    assert MAPPING.billing_codes.keys() == MAPPING.regions.keys()


@pytest.mark.parametrize(
    ("region", "codes"),
    [
        ("us-east-1", ("USE1",)),
        ("eu-west-1", ("EU", "EUW1")),
        ("ap-south-1", ("APS3",)),
        ("ap-southeast-1", ("APS1",)),
        ("us-gov-west-1", ("UGW1",)),
        ("il-central-1", ("ILC1",)),
    ],
)
def test_the_codes_of_regions_are_as_irregular_as_aws_made_them(region: str, codes: tuple[str, ...]) -> None:
    assert MAPPING.billing_codes[region] == codes
