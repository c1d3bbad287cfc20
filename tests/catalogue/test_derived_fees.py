"""Fees that follow from what a source prints for fee and rate together, against reservations whose fee is stated."""

from decimal import Decimal
from fractions import Fraction

import pytest

from calculator.catalogue.derived_fees import fee_and_rate, follows, whole_fee

YEAR, THREE_YEARS = 365 * 24, 3 * 365 * 24

# Partial upfront as AWS states it: Amazon RDS of 2025-04-04 (github.com/yeo/ec2.shop, data/rds) and Amazon ElastiCache
# of 2024-10-07 (data/elasticache): node, hours of the term, fee, rate.
STATED = [
    ("db.m6g.large postgresql, eu-west-2", THREE_YEARS, "1136", "0.0432"),
    ("db.t3.micro mysql, af-south-1", THREE_YEARS, "265", "0.0101"),
    ("db.t3.large mysql, eu-south-2", YEAR, "512", "0.0585"),
    ("db.r5.large postgresql, eu-north-1", YEAR, "675", "0.0771"),
    ("db.m5d.large mysql, ap-northeast-1", YEAR, "955", "0.1091"),
    ("db.t3.micro postgresql, me-central-1", THREE_YEARS, "283", "0.0108"),
    ("db.m6gd.large mysql, ap-southeast-2", YEAR, "862", "0.0984"),
    ("db.m5.large mysql, ap-southeast-1", THREE_YEARS, "1235", "0.047"),
    ("db.t3.micro postgresql, ap-south-1", YEAR, "172", "0.0196"),
    ("cache.m6g.large, us-gov-east-1", YEAR, "533", "0.061"),
    ("cache.m5.large, ap-south-1", THREE_YEARS, "1026", "0.039"),
    ("cache.t3.medium, eu-south-1", YEAR, "215", "0.025"),
    ("cache.m5.large, me-south-1", THREE_YEARS, "1193", "0.045"),
    ("cache.t3.small, us-gov-east-1", YEAR, "114", "0.013"),
    ("cache.t3.small, ap-northeast-2", YEAR, "141", "0.016"),
]
# The same sources; of these the effective rate does not tell.
NOT_TO_BE_TOLD = [
    ("db.m6idn.24xlarge mysql, eu-west-1", YEAR, "103256", "11.7873"),
    ("db.t4g.2xlarge mysql, eu-west-3", YEAR, "3298", "0.3765"),
    ("db.r6id.2xlarge mysql, eu-central-1", THREE_YEARS, "20919", "0.796"),
    ("cache.t4g.small, eu-north-1", YEAR, "111", "0.013"),
    ("cache.m5.12xlarge, ap-south-1", YEAR, "11111", "1.268"),
]


def to_six_digits(fee: str, rate: str, hours: int) -> Decimal:
    """What fee and rate come to in an hour, to six significant digits, as sources print it."""
    together = Fraction(fee) / hours + Fraction(rate)
    return Decimal(f"{float(together):.6g}")


@pytest.mark.parametrize(("node", "hours", "fee", "rate"), STATED)
def test_a_stated_fee_and_rate_are_found_again(node: str, hours: int, fee: str, rate: str) -> None:
    assert fee_and_rate(to_six_digits(fee, rate, hours), hours) == (Decimal(fee), Decimal(rate))
    assert follows(Decimal(fee), Decimal(rate), hours)


@pytest.mark.parametrize(("node", "hours", "fee", "rate"), NOT_TO_BE_TOLD)
def test_where_several_pairs_or_none_fit_nothing_is_derived(node: str, hours: int, fee: str, rate: str) -> None:
    assert fee_and_rate(to_six_digits(fee, rate, hours), hours) is None
    assert not follows(Decimal(fee), Decimal(rate), hours)


# EC2, AWS Pricing Calculator of October 2025 and price list of 2025-09-12 (github.com/jtdelia/ec2-priceit, examples).
@pytest.mark.parametrize(
    ("hours", "fee"),
    [(YEAR, "2714"), (THREE_YEARS, "6950"), (YEAR, "14359"), (YEAR, "2033"), (YEAR, "2129"), (THREE_YEARS, "5421")],
)
def test_the_fee_of_all_upfront_is_found_again(hours: int, fee: str) -> None:
    printed = round(Decimal(fee) / hours, 6)
    assert whole_fee(printed, hours) == Decimal(fee)
    assert follows(Decimal(fee), Decimal(0), hours)


@pytest.mark.parametrize(
    ("rate", "hours"),
    [
        ("0.056350", YEAR),  # 493.626, of which half a millionth is 0.004 to either side
        ("1.03", THREE_YEARS),  # 27,068.4, of which half a hundredth is 131 to either side
    ],
)
def test_a_rate_that_is_a_share_of_no_whole_dollars_or_of_many_gives_no_fee(rate: str, hours: int) -> None:
    assert whole_fee(Decimal(rate), hours) is None


def test_a_rate_of_few_decimals_is_not_taken_apart() -> None:
    assert fee_and_rate(Decimal("0.05"), THREE_YEARS) is None
    assert fee_and_rate(Decimal("0.05777"), YEAR) is None
