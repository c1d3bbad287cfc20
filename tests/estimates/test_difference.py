"""The difference of two estimates: what changed, and how much of the money each cause moves.

Prices of us-east-1: S3 Standard 0.023 a GB-month up to 50 TB, 0.022 beyond. A term takes 10% off.
"""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.estimates.difference import difference
from calculator.estimates.document import Document
from calculator.services.service import Service
from tests.estimates.documents import entry, estimate
from tests.estimates.test_pooling import whole
from tests.lanes import for_some
from tests.questions import CATALOGUE, TODAY, exact_sum
from tests.test_laws import EVERY_SERVICE

TEN_OFF = {"terms": [{"id": "t", "percent_off": "10"}]}


def named(name: str, gb: str, **more: Any) -> dict[str, Any]:
    return {"id": name, **entry("s3", storage_gb=gb), **more}


def causes(before: Document, after: Document) -> dict[str, tuple[str, ...]]:
    """By entry: the kind of its change, and what usage, prices and pooling move."""
    found = difference(before, after, CATALOGUE, TODAY)
    assert exact_sum([each.delta_usd for each in found.entries]) == Fraction(found.delta_usd)
    return {
        each.entry.id: (
            each.kind, *(str(usd.normalize() + 0) for usd in (each.usage_usd, each.prices_usd, each.pooling_usd)),
        )
        for each in found.entries
    }  # fmt: skip


SMALL, SMALLER, LARGE = named("a", "1000"), named("a", "500"), named("b", "40 TB")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (estimate(SMALL), estimate(SMALL), {"a": ("same", "0", "0", "0")}),
        (estimate(SMALL), estimate(SMALLER), {"a": ("changed", "-11.5", "0", "0")}),
        (estimate(SMALL), estimate(SMALL, **TEN_OFF), {"a": ("repriced", "0", "-2.3", "0")}),
        # What is new first at the old prices
        (estimate(SMALL), estimate(SMALLER, **TEN_OFF), {"a": ("changed", "-11.5", "-1.15", "0")}),
        (estimate(SMALL), estimate(named("c", "1"), SMALL),
         {"c": ("added", "0.023", "0", "0"), "a": ("same", "0", "0", "0")}),
        (estimate(SMALL), estimate(), {"a": ("removed", "-23", "0", "0")}),
        # 30,720 GB come into the second tier: 0.001 less each, half of it for each bucket
        (estimate(LARGE), estimate(LARGE, named("c", "40 TB")),
         {"b": ("same", "0", "0", "-15.36"), "c": ("added", "942.08", "0", "-15.36")}),
    ],
)  # fmt: skip
def test_what_changed_and_why_it_costs_more(
    before: Document, after: Document, told: dict[str, tuple[str, ...]]
) -> None:
    assert causes(before, after) == told


def test_the_fields_that_changed_are_named() -> None:
    found = difference(estimate(SMALL), estimate(named("a", "500", region="eu-west-1")), CATALOGUE, TODAY)
    assert [(each.name, each.before, each.after) for each in found.entries[0].fields] == [
        ("region", "us-east-1", "eu-west-1"),
        ("usage.storage_gb", "1000", "500"),
    ]


def test_other_prices_of_the_same_document() -> None:
    spot = {"id": "s", **entry("ec2", instance_type="m5.large", purchase_option="spot")}
    # 730 hours of m5.large, 0.0309 since 2025-06-15 and 0.04366 since 2026-05-01
    assert causes(estimate(spot, prices={"as_of": "2025-07-01"}), estimate(spot)) == {
        "s": ("repriced", "0", "9.3148", "0")
    }


@EVERY_SERVICE
@given(data=st.data())
@for_some(15)
def test_causes_add_up_to_the_difference(service: Service, data: st.DataObject) -> None:
    one, other, third = (entry(service.KEY, 1, **data.draw(whole(service))) for _ in range(3))
    before = estimate({"id": "a", **one}, {"id": "b", **other})
    after = estimate({"id": "b", **third}, {"id": "c", **other}, **TEN_OFF)
    found = difference(before, after, CATALOGUE, TODAY)
    assert exact_sum([each.delta_usd for each in found.entries]) == Fraction(found.delta_usd)
