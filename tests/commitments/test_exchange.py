"""Exchanges of convertible reservations: the examples of AWS's guide, and that nobody is given less or paid out."""

from decimal import Decimal

import numpy as np
import pytest

from calculator.commitments.exchange import Left, exchange


def left(fee: str, hourly: str = "0", months: int = 12) -> Left:
    return Left(Decimal(fee), Decimal(hourly), Decimal(months))


@pytest.mark.parametrize(
    ("example", "held", "each", "quantity", "true_up"),
    [
        # EC2 User Guide, "Calculate Convertible Reserved Instances exchanges".
        ("35 / 10 = 3.5: three and one more", [(1, left("35"))], left("10"), 4, "5"),
        ("600 of the new, 500 of the old", [(1, left("500"))], left("600"), 1, "100"),
        # 730 hours: 0.04 against 0.01 are four, and nothing is paid at once.
        ("without a fee", [(1, left("0", "0.04", 1))], left("0", "0.01", 1), 4, "0"),
        # The value of two is enough, but their fee is less than what was paid.
        ("a true-up is never below nothing", [(1, left("300"))], left("100", "0.1"), 3, "0"),
        ("several are merged", [(2, left("100")), (1, left("50", "0.1"))], left("200"), 6, "950"),
    ],
)  # fmt: skip
def test_an_exchange_comes_out_as_the_guide_says(
    example: str, held: list[tuple[int, Left]], each: Left, quantity: int, true_up: str
) -> None:
    found = exchange(held, each)
    assert (found.quantity, found.true_up_usd) == (quantity, Decimal(true_up)), example


def test_one_less_would_be_worth_less_or_pay_out() -> None:
    random = np.random.default_rng(20)
    for _ in range(200):
        fee, hourly, new_fee, new_hourly = (str(round(x, 3)) for x in random.uniform(0, 3, 4))
        held, each = [(int(random.integers(1, 9)), left(fee, hourly))], left(new_fee, new_hourly)
        found = exchange(held, each)
        assert found.received_usd >= found.held_usd and found.true_up_usd >= 0
        fewer = found.quantity - 1
        is_less = fewer * each.usd < found.held_usd or fewer * each.fee_usd < held[0][0] * held[0][1].fee_usd
        assert fewer == 0 or is_less
