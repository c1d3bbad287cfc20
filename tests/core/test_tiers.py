"""Graduated tiers: each unit pays the price of the tier it falls into."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from calculator.core.tiers import RateCard, Tier

STORAGE = RateCard(
    table="s3",
    region="us-east-1",
    dimension="storage",
    option="STANDARD",
    unit="GB-month",
    effective_from=date(2025, 10, 22),
    source="made for this test",
    tiers=(
        Tier(Decimal(0), Decimal(51200), Decimal("0.023")),
        Tier(Decimal(51200), Decimal(512000), Decimal("0.022")),
        Tier(Decimal(512000), None, Decimal("0.021")),
    ),
)


@pytest.mark.parametrize(
    ("quantity", "in_tiers"),
    [
        ("0", ["0"]),
        ("51199.99", ["51199.99"]),
        ("51200", ["51200"]),
        ("51200.01", ["51200", "0.01"]),
        ("512000", ["51200", "460800"]),
        ("512000.5", ["51200", "460800", "0.5"]),
        ("1000000", ["51200", "460800", "488000"]),
    ],
)
def test_a_quantity_fills_the_tiers_from_below(quantity: str, in_tiers: list[str]) -> None:
    charges = list(STORAGE.split(Decimal(quantity)))
    assert [charge.quantity for charge in charges] == [Decimal(text) for text in in_tiers]
    assert [charge.usd for charge in charges] == [c.quantity * c.tier.usd_per_unit for c in charges]


def test_the_last_tier_has_no_end() -> None:
    charges = list(STORAGE.split(Decimal(10) ** 15))
    assert charges[-1].quantity == Decimal(10) ** 15 - 512000


def test_arrays_are_split_element_by_element() -> None:
    quantities = np.array([0.0, 51200.0, 60000.0, 600000.0])
    charges = list(STORAGE.split(quantities))
    assert [charge.quantity.tolist() for charge in charges] == [
        [0.0, 51200.0, 51200.0, 51200.0],
        [0.0, 0.0, 8800.0, 460800.0],
        [0.0, 0.0, 0.0, 88000.0],
    ]


def test_a_tier_that_no_element_reaches_is_left_out() -> None:
    assert len(list(STORAGE.split(np.array([1.0, 51200.0])))) == 1


def test_one_float_is_split_like_an_array_of_one() -> None:
    assert [charge.quantity for charge in STORAGE.split(60000.0)] == [51200.0, 8800.0]


FIRST_TIER_ALONE = replace(STORAGE, tiers=STORAGE.tiers[:1])


@pytest.mark.parametrize("quantity", [51201.0, np.array([51200.0, 51201.0])])
def test_beyond_the_last_known_tier_floats_cost_what_is_unknown(quantity: Any) -> None:
    (charge,) = FIRST_TIER_ALONE.split(quantity)
    assert FIRST_TIER_ALONE.known_to == 51200
    assert np.isnan(charge.usd).tolist() in (True, [False, True])


def test_a_card_that_ends_nowhere_is_known_for_any_quantity() -> None:
    assert (STORAGE.known_to, replace(STORAGE, tiers=()).known_to) == (None, None)
