"""Contracted rates: the most specific unit price, then percentages; fees and Spot only where a term names them.

List prices of us-east-1: S3 Standard 0.023 a GB-month up to 50 TB and 0.022 beyond; m5.large 0.096 an hour, reserved
for a year all upfront 494 and partly 252 with 0.029 an hour, Spot by the day; a million SQS requests 0.40.
"""

from decimal import Decimal
from typing import Any

import pytest

from calculator.core.errors import InvalidInput
from tests.estimates.documents import answer, entry, estimate

STORAGE = {"service": "s3", "dimension": "storage", "option": "STANDARD"}
BUCKET = entry("s3", storage_gb=1000)
LARGE = entry("s3", storage_gb="60 TB")
INSTANCE = entry("ec2")


def off(percent: str, **match: str) -> dict[str, Any]:
    return {"match": match, "percent_off": percent}


def price(usd: str, match: dict[str, str], **more: str) -> dict[str, Any]:
    return {"match": match, "usd_per_unit": usd, **more}


@pytest.mark.parametrize(
    ("bought", "terms", "contracted"),
    [
        (BUCKET, [], "23"),
        (BUCKET, [off("9")], "20.93"),
        (BUCKET, [off("10"), off("10")], "18.63"),
        (BUCKET, [off("10", service="sqs")], "23"),
        (BUCKET, [off("10", region="eu-west-1")], "23"),
        (BUCKET, [price("0.019", STORAGE)], "19"),
        # A price, then what is off; whatever their order
        (BUCKET, [off("10"), price("0.019", STORAGE)], "17.1"),
        # The more specific price
        (BUCKET, [price("0.019", STORAGE), price("0.001", {"service": "s3"})], "19"),
        # One tier: 51,200 x 0.023 + 10,240 x 0.01
        (LARGE, [price("0.01", STORAGE, tier_from="51200")], "1280"),
        # Every tier
        (LARGE, [price("0.01", STORAGE)], "614.4"),
        # In time on the day of the prices, or not
        (BUCKET, [{**off("10"), "from": "2026-11-21"}], "20.7"),
        (BUCKET, [{**off("10"), "from": "2026-11-22"}], "23"),
        (BUCKET, [{**off("10"), "to": "2026-11-20"}], "23"),
        # Per what the price list bills by a million
        (entry("sqs", requests="5 million"), [price("0.0003", {"service": "sqs"}, unit="1000 requests")], "1.5"),
        # Hours are discounted, fees are not: 730 x 0.029 x 0.9 + 252 / 12
        (INSTANCE, [off("10")], "63.072"),
        (entry("ec2", purchase_option="reserved_1y_partial_upfront"), [off("10")], "40.053"),
        (entry("ec2", purchase_option="reserved_1y_all_upfront"), [off("10")], "41.1666666666666666666666667"),
        (
            entry("ec2", purchase_option="reserved_1y_all_upfront"),
            [off("10", dimension="reserved_1y_all_upfront_fee")],
            "37.05",
        ),
    ],
)
def test_what_a_term_changes(bought: dict[str, Any], terms: list[dict[str, Any]], contracted: str) -> None:
    found = answer(bought, terms=terms)
    assert not found.missing
    assert found.money().effective_monthly_usd == pytest.approx(Decimal(contracted), abs=Decimal("1e-20"))
    assert found.money(lambda line: line.listed) == answer(bought).money()


def test_terms_hold_in_the_other_regions_of_a_workload_too() -> None:
    table = entry("dynamodb", replica_regions=["eu-west-1"], reads_per_second=0, writes_per_second=0, storage_gb=100)
    list_price, with_terms = answer(table).money(), answer(table, terms=[off("50")]).money()
    assert with_terms.effective_monthly_usd * 2 == list_price.effective_monthly_usd


def test_a_price_per_a_unit_of_another_kind_is_told_at_its_term() -> None:
    (each,) = answer(BUCKET, terms=[price("1", STORAGE, unit="hour")]).missing
    assert each.error is not None
    ((place, message),) = ((error.field, error.message) for error in each.error.errors)
    assert place == "/terms/t1"
    assert "per hour" in message and "GB-month" in message


@pytest.mark.parametrize(
    ("term", "place"),
    [
        ({}, "/terms/0"),
        ({"percent_off": "5", "usd_per_unit": "1"}, "/terms/0"),
        ({"percent_off": "101"}, "/terms/0/percent_off"),
        ({"percent_off": "-1"}, "/terms/0/percent_off"),
        ({"percent_off": "NaN"}, "/terms/0/percent_off"),
        ({"usd_per_unit": "-1"}, "/terms/0/usd_per_unit"),
        ({"percent_off": "5", "tier_from": "1"}, "/terms/0/tier_from"),
        ({"percent_off": "5", "from": "2026-02-01", "to": "2026-01-01"}, "/terms/0/to"),
        ({"percent_off": "5", "match": {"servce": "s3"}}, "/terms/0/match/servce"),
        ({"percent_off": "5", "from": "tomorrow"}, "/terms/0/from"),
    ],
)
def test_a_term_that_makes_no_sense_is_refused(term: dict[str, Any], place: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        estimate(BUCKET, terms=[term])
    assert [each.field for each in refused.value.errors] == [place]
