"""What the shipped mapping makes of rows that were written by hand after AWS's own lists and documentation."""

from pathlib import Path

import pytest

from calculator.offers.offer import MappedPrice
from tests.offers import (
    rows_applications,
    rows_database_plans,
    rows_databases,
    rows_dynamodb,
    rows_ebs,
    rows_ec2,
    rows_kinesis,
    rows_network,
    rows_nodes,
    rows_operations,
    rows_s3,
    rows_s3_features,
    rows_s3_left_out,
    rows_savings_plans,
    rows_services,
    rows_transfer,
)
from tests.offers.listed_rows import MAPPING, LeftOut, Listed, read

PRICES = [
    *rows_kinesis.PRICES,
    *rows_dynamodb.PRICES,
    *rows_s3.PRICES,
    *rows_s3_features.PRICES,
    *rows_ebs.PRICES,
    *rows_ec2.PRICES,
    *rows_savings_plans.PRICES,
    *rows_services.PRICES,
    *rows_network.PRICES,
    *rows_applications.PRICES,
    *rows_operations.PRICES,
    *rows_databases.PRICES,
    *rows_database_plans.PRICES,
    *rows_nodes.PRICES,
    *rows_transfer.PRICES,
]
LEFT_OUT = [
    *rows_kinesis.LEFT_OUT,
    *rows_dynamodb.LEFT_OUT,
    *rows_s3_left_out.LEFT_OUT,
    *rows_ebs.LEFT_OUT,
    *rows_ec2.LEFT_OUT,
    *rows_savings_plans.LEFT_OUT,
    *rows_transfer.LEFT_OUT,
    *rows_network.LEFT_OUT,
    *rows_applications.LEFT_OUT,
    *rows_operations.LEFT_OUT,
]
# The rules that no row above proves.
NOT_SHOWN = {
    # AWS's guide says that three years are billed as one year is, but readers of its list found no such row there.
    "dynamodb-3y-reserved-rcu-hour",
    "dynamodb-3y-reserved-rcu-upfront",
    "dynamodb-3y-reserved-wcu-hour",
    "dynamodb-3y-reserved-wcu-upfront",
    # Of these only the retrieval was seen with its operation as that of the row; the others are taken to be like it.
    "kinesis-on-demand-advantage-data-in-by-operation",
    "kinesis-on-demand-advantage-extended-retention-by-operation",
    "kinesis-on-demand-advantage-fan-out-data-by-operation",
    "kinesis-on-demand-advantage-long-term-retention-by-operation",
}
NOT_SHOWN_LEFT_OUT = {
    # Its rows name the place Global, so they are left out before any rule is asked.
    "data-transfer-ignored-allowance",
    # How the list of data transfer names transfer to CloudFront was not found.
    "data-transfer-ignored-cloudfront",
    # Rows of Local Zones and Wavelength Zones are known for other offers, with these names of what they are.
    "data-transfer-ignored-zones",
    # Only the family of such rows is known, not their usage types.
    "ebs-ignored-volume-initialization",
    # No row of an instance with one of these was found.
    "ec2-ignored-other-capacity",
    # The list of vaults has no price of ours, so that it is refused whole.
    "glacier-ignored",
    # As of the prices of this mode above.
    "kinesis-ignored-advantage-shortfall-by-operation",
}
FIRST = {case.offer_code: case for case in reversed(PRICES)}


def key_of(price: MappedPrice) -> str:
    return f"{price.dimension} {price.option}".strip()


def said_of(price: MappedPrice) -> str:
    return f"{key_of(price)}: {price.usd_per_unit:f} {price.unit}"


@pytest.mark.parametrize("case", PRICES, ids=lambda case: f"{case.offer_code} {case.key}")
def test_listed_rows_are_the_price_of_ours(case: Listed, tmp_path: Path) -> None:
    offer = read(tmp_path, case.offer_code, *case.rows)
    parts = [said_of(price) for price in offer.prices if key_of(price) != case.key]
    assert sorted(parts) == sorted(case.parts)
    found = [price for price in offer.prices if key_of(price) == case.key]
    *prices, unit = case.price.split(" ", len(found))
    assert [f"{price.usd_per_unit:f}" for price in found] == prices
    assert {price.unit for price in found} == {unit}
    assert (offer.ignored, offer.unmapped, offer.ambiguous, offer.mismatched) == ((), (), (), ())


@pytest.mark.parametrize("case", LEFT_OUT, ids=lambda case: case.rule)
def test_a_listed_row_that_is_no_price_of_ours_is_left_out_on_purpose(case: LeftOut, tmp_path: Path) -> None:
    priced = FIRST[case.offer_code]
    offer = read(tmp_path, case.offer_code, *priced.rows, case.row)
    assert {key_of(price) for price in offer.prices} == {priced.key}
    assert [(counted.rule, counted.rows) for counted in offer.ignored] == [(case.rule, 1)]


@pytest.mark.slow
def test_each_rule_with_a_price_takes_a_row_that_was_written_by_hand(tmp_path: Path) -> None:
    taken = {counted.rule for case in PRICES for counted in read(tmp_path, case.offer_code, *case.rows).mapped}
    assert {rule.id for rule in MAPPING.rules if not rule.ignores} - taken == NOT_SHOWN


def test_each_rule_that_leaves_rows_out_takes_a_row_that_was_written_by_hand() -> None:
    assert {rule.id for rule in MAPPING.rules if rule.ignores} - {case.rule for case in LEFT_OUT} == NOT_SHOWN_LEFT_OUT
