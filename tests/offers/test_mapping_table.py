"""The shipped mapping as a table: what its rules cite, which prices they speak for, and the codes of regions."""

from datetime import date

import pytest

from calculator.catalogue.shipped import ShippedTables
from calculator.core.units import PRICING_DATA
from calculator.offers.mapping import Rule, read_mapping
from tests.offers.not_in_lists import not_in_lists

MAPPING, TABLES = read_mapping(), ShippedTables(PRICING_DATA)
RULES = MAPPING.rules
NOT_IN_LISTS = not_in_lists()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_note_of_a_rule_names_what_shows_it(rule: Rule) -> None:
    named = rule.note.partition(":")[0].split(", ")
    assert {*named} <= TABLES.sources.keys()


# All tables with a price that a list can change; the tables of other services are the shipped ones alone.
READ_FROM_LISTS = tuple(sorted({rule.table for rule in RULES if not rule.ignores}))


def shipped(table: str) -> set[tuple[str, str, str]]:
    """What of a table has a shipped price: dimension, option (none where the table is large) and unit."""
    cards = TABLES.table(table).in_force("us-east-1", date(2026, 11, 21))
    return {
        (dimension, "" if table in TABLES.large_tables else option, card.unit)
        for (dimension, option), card in cards.items()
    }


def is_left_alone(table: str, dimension: str, option: str) -> bool:
    """Whether it is known that no rule makes a price."""
    return not {(table, dimension), (table, f"{dimension} {option}")}.isdisjoint(NOT_IN_LISTS)


def listed_units(table: str, dimension: str, option: str) -> dict[str, str]:
    """The unit in which each offer that a rule reads has a price."""
    is_keyed = table in TABLES.large_tables
    rules = [
        rule for rule in RULES if rule.table == table and (is_keyed or rule.option == option or rule.option_columns)
    ]
    units = {rule.offer_code: rule.unit for rule in rules if rule.dimension == dimension}
    # The rows that a rule adds up are prices of their own besides.
    parts = [(rule, part) for rule in rules for part in rule.parts if part.name]
    return units | {rule.offer_code: part.unit for rule, part in parts if rule.dimension_of(part) == dimension}


def test_lists_can_change_prices_of_most_services() -> None:
    assert {"ec2", "s3", "nat_gateway", "vpc", "kms", "rds_instances", "aurora_acus", "msk_brokers"} <= {
        *READ_FROM_LISTS
    }


@pytest.mark.parametrize("table", READ_FROM_LISTS)
def test_each_shipped_price_can_come_from_one_offer_in_its_unit(table: str) -> None:
    found = {price: [*listed_units(table, *price[:2]).values()] for price in shipped(table)}
    assert found
    assert {price for price, units in found.items() if not units} == {
        price for price in found if is_left_alone(table, *price[:2])
    }
    assert {price: units for price, units in found.items() if units} == {
        price: [price[2]] for price, units in found.items() if units
    }


@pytest.mark.slow
def test_nothing_is_said_to_be_left_alone_that_has_no_price() -> None:
    known = {
        (table, name)
        for table in READ_FROM_LISTS
        for dimension, option, _ in shipped(table)
        for name in (dimension, f"{dimension} {option}")
    }
    assert NOT_IN_LISTS - known == set()


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
