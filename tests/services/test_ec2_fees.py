"""Commitments whose fee and hourly rate a price list states apart, as published calculations have them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from calculator.core.answer import Answer
from calculator.core.tiers import RateCard, Tier
from calculator.estimator import book_for, price
from tests.questions import CATALOGUE, asked, numbers, warned

PUBLISHED = date(2026, 11, 1)


def stated(dimension: str, usd: str, priced_as: str, *, day: date = PUBLISHED) -> dict[tuple[str, str], RateCard]:
    """The card of one price as an imported list has it."""
    unit = "instance" if dimension.endswith("_fee") else "instance-hour"
    tiers = (Tier(Decimal(0), None, Decimal(usd)),)
    return {(dimension, priced_as): RateCard("ec2", "us-east-1", dimension, priced_as, unit, day, "a list", tiers)}


def bought(option: str, fee: str, hour: str, fields: dict[str, object], day: date = PUBLISHED) -> Answer:
    """What an instance costs where a list of a day states a fee, and an hourly price unless it is empty."""
    question = asked("ec2", {**fields, "purchase_option": option})
    priced_as = f"{question.usage.instance_type} {question.usage.operating_system}"
    cards = stated(f"{option}_fee", fee, priced_as, day=day)
    cards |= stated(f"{option}_hour", hour, priced_as, day=day) if hour else {}
    book = book_for(question, CATALOGUE)
    return price(question, replace(book, cards={**book.cards, **cards}))


@pytest.mark.series(quick=1)
@pytest.mark.parametrize(
    ("option", "fee", "hour", "fields", "monthly", "upfront", "effective"),
    [
        # AWS Pricing Calculator, "show calculations", c5.xlarge with Windows in Tokyo, 2020-2021: 0.135 x 730, 3,543.
        # In effect 98.55 + 3,543 / 36 = 196.97.
        (
            "reserved_3y_partial_upfront", "3543", "0.135",
            {"instance_type": "c5.xlarge", "operating_system": "Windows", "region": "ap-northeast-1"},
            "98.55", "3543", "196.97",
        ),
        # getstrake/aws-pricing-sheets-addon, src/test/test.js, 2023: 0.058 x 730, 505; 0.115648 an hour in effect.
        ("reserved_1y_partial_upfront", "505", "0.058", {"instance_type": "m5.xlarge"}, "42.34", "505", "84.42"),
        # The same, convertible: 1,153 at once, 0.131621 an hour in effect.
        ("reserved_1y_all_upfront_convertible", "1153", "", {"instance_type": "m5.xlarge"}, "0", "1153", "96.08"),
        # AWS's file has an hourly price of 0 beside what is paid all upfront. Ten instances pay ten fees.
        ("reserved_3y_all_upfront", "16940", "0", {"instances": 10}, "0", "169400", "4705.56"),
    ],
)  # fmt: skip
def test_a_fee_is_paid_as_it_is_stated(
    option: str, fee: str, hour: str, fields: dict[str, object], monthly: str, upfront: str, effective: str
) -> None:
    answer = bought(option, fee, hour, fields)
    assert (answer.monthly_usd, answer.upfront_usd) == numbers(monthly, upfront)
    assert round(answer.effective_monthly_usd, 2) == Decimal(effective)
    assert "upfront_unknown" not in [code for code, _ in warned(answer)]


@pytest.mark.parametrize(
    ("day", "monthly", "upfront"),
    [
        # The shipped rate of m4.large in Ireland is of 2017-11-12: 0.05 in effect.
        (date(2017, 11, 13), Decimal("14.6"), Decimal(788)),
        (date(2017, 11, 11), None, None),
    ],
)
def test_the_newer_of_a_fee_and_a_rate_in_effect_is_billed(
    day: date, monthly: Decimal | None, upfront: Decimal | None
) -> None:
    answer = bought(
        "reserved_3y_partial_upfront", "788", "0.02", {"instance_type": "m4.large", "region": "eu-west-1"}, day
    )
    assert (answer.monthly_usd, answer.upfront_usd) == (monthly, upfront)
