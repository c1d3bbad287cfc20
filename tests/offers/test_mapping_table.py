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
# Prices of services whose lists are read in part: how a list names these was not found in more than one Region, or not
# at all, so that the shipped price stays.
NOT_FOUND = {
    *(f"api_gateway {name}" for name in ("cache", "connection", "message")),
    *(f"application_load_balancer {name}" for name in ("public_ipv4", "trust_store")),
    "classic_load_balancer public_ipv4",
    *(f"fargate {name}" for name in ("anywhere_instance", "public_ipv4")),
    *(f"lambda {name}" for name in ("edge_duration", "edge_request", "ephemeral_storage", "streamed_response")),
    *(f"lambda {name}" for name in ("provisioned_concurrency", "provisioned_duration")),
    "network_load_balancer public_ipv4",
    "sqs fair_queue_request",
}
# A list has a row of Replication Time Control for each pair of Regions; the shipped price is one for all.
WITHOUT_RULE = {"s3 replication_time_control"}
# How a list names CPU credits under a licence of SQL Server was not found.
OF_SQL_SERVER = "Windows SQL Web"
# The tables of all other services are the shipped ones alone.
READ_FROM_LISTS = (
    *("data_transfer", "dynamodb", "ebs", "ec2", "ec2_cpu_credits", "kinesis", "s3"),
    *("api_gateway", "application_load_balancer", "classic_load_balancer", "fargate", "lambda"),
    *("network_load_balancer", "secrets_manager", "sqs"),
)


def priced(table: str) -> set[tuple[str, str, str]]:
    """What of a table has a shipped price: dimension, option (none where the table is large) and unit."""
    cards = TABLES.table(table).in_force("us-east-1", date(2026, 11, 21))
    return {
        (dimension, "" if table in TABLES.large_tables else option, card.unit)
        for (dimension, option), card in cards.items()
        if f"{table} {dimension}" not in WITHOUT_LIST | WITHOUT_RULE | NOT_FOUND
        if not (table == "ec2_cpu_credits" and option.endswith(OF_SQL_SERVER))
    }


def listed_units(table: str, dimension: str, option: str) -> dict[str, str]:
    """The unit in which each offer that a rule reads has a price."""
    rules = [rule for rule in RULES if rule.table == table and (rule.option == option or rule.option_columns)]
    units = {rule.offer_code: rule.unit for rule in rules if rule.dimension == dimension}
    # The rows that a rule adds up are prices of their own besides.
    parts = [(rule, part) for rule in rules for part in rule.parts if part.name]
    return units | {rule.offer_code: part.unit for rule, part in parts if rule.dimension_of(part) == dimension}


def test_the_tables_that_lists_can_change_are_these() -> None:
    assert {rule.table for rule in RULES if not rule.ignores} == {*READ_FROM_LISTS}


@pytest.mark.parametrize("table", READ_FROM_LISTS)
def test_each_shipped_price_can_come_from_one_offer_in_its_unit(table: str) -> None:
    shipped = priced(table)
    assert shipped
    found = {price: [*listed_units(table, *price[:2]).values()] for price in shipped}
    assert found == {price: [price[2]] for price in shipped}


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
