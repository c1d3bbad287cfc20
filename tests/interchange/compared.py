"""Exports of the AWS Pricing Calculator beside our figures, for tests."""

from decimal import Decimal

from calculator.application.official_figures import Beside, beside
from calculator.estimates.answers import answer_estimate
from calculator.interchange.account import Imported
from tests.questions import CATALOGUE, TODAY


def compared(found: Imported) -> tuple[Beside, ...]:
    stated = answer_estimate(found.stated, CATALOGUE, TODAY)
    assert not stated.missing
    return beside(found, stated)


def ours(each: Beside) -> Decimal | None:
    return each.ours.monthly_usd if each.ours else None
