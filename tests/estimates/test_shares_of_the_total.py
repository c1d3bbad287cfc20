"""Entries that are a share of what the others come to: AWS Support.

Prices of us-east-1: S3 Standard 0.023 a GB-month up to 50 TB. Business: 10 % up to 10,000 USD, 100 USD at least;
Developer: 3 %, 29 USD at least; Enterprise: 10 % up to 150,000 USD, 5,000 USD at least.
"""

from decimal import Decimal
from typing import Any

import pytest

from calculator.estimates.answers import EstimateAnswer
from tests.estimates.documents import answer, entry

# 50 TB of S3 Standard: 51,200 x 0.023
BUCKET = entry("s3", storage_gb="50 TB")
STORED = Decimal("1177.6")


def support(**usage: Any) -> dict[str, Any]:
    return entry("support", **usage)


def of_support(found: EstimateAnswer) -> Decimal | None:
    return next(each for each in found.entries if each.entry.service == "support").money().monthly_usd


@pytest.mark.parametrize(
    ("entries", "paid"),
    [
        ([BUCKET, support()], "117.76"),
        # Wherever it stands.
        ([support(), BUCKET], "117.76"),
        # 10 % of 942.08 are less than the minimum.
        ([entry("s3", storage_gb="40 TB"), support()], "100"),
        ([BUCKET, BUCKET, support(support_plan="developer")], "70.656"),
        ([BUCKET, support(support_plan="enterprise")], "5000"),
        # An amount that is stated stays.
        ([BUCKET, support(monthly_usage=85000)], "6150"),
        ([support()], "100"),
        # What has no answer has no share.
        ([BUCKET, entry("s3", storage_gb=-1), support()], "117.76"),
    ],
)
def test_support_is_a_share_of_all_other_entries(entries: list[dict[str, Any]], paid: str) -> None:
    found = answer(*entries, account={"pool_tiers": False})
    assert of_support(found) == Decimal(paid)


def test_it_is_a_share_of_what_the_account_pays_together() -> None:
    """Two buckets of 40 TB climb one ladder: 1,853.44 instead of 1,884.16."""
    bucket = entry("s3", storage_gb="40 TB")
    assert of_support(answer(bucket, bucket, support())) == Decimal("185.344")


def test_the_total_and_the_year_have_it() -> None:
    found = answer(BUCKET, support())
    assert found.money().monthly_usd == STORED + Decimal("117.76")
    assert found.annual_usd == (STORED + Decimal("117.76")) * 12


def test_two_plans_are_no_share_of_each_other() -> None:
    found = answer(BUCKET, support(), support(support_plan="developer"))
    assert found.money().monthly_usd == STORED + Decimal("117.76") + Decimal("35.328")
