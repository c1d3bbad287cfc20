"""What an import says of the prices that it changes: their tiers, and where these begin if that has moved."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from calculator.offers.offer import MappedOffer, MappedPrice
from calculator.store.price_lists.report import report_lines
from tests.store.price_lists.bringing_in import brought_in, refused
from tests.store.price_lists.offers import offer

pytestmark = pytest.mark.django_db

Change = Callable[[MappedPrice], MappedPrice]


def moving(bounds: dict[str, str]) -> Change:
    """A change that puts bounds of tiers elsewhere."""
    moved = {Decimal(before): Decimal(after) for before, after in bounds.items()}

    def changed(price: MappedPrice) -> MappedPrice:
        end = price.tier_to
        return replace(
            price,
            tier_from=moved.get(price.tier_from, price.tier_from),
            tier_to=end if end is None else moved.get(end, end),
        )

    return changed


def of_one(dimension: str, option: str, change: Change) -> Change:
    """A change of one price alone."""
    return lambda price: change(price) if (price.dimension, price.option) == (dimension, option) else price


def with_a_free_beginning(end: str) -> Change:
    """A change that makes the first tier free up to an end."""

    def changed(price: MappedPrice) -> MappedPrice:
        usd = Decimal(0) if not price.tier_from else price.usd_per_unit
        return moving({"51200": end})(replace(price, usd_per_unit=usd))

    return changed


@pytest.mark.parametrize(
    ("table", "key", "change", "sentence"),
    [
        (
            "s3",
            ("storage", "STANDARD"),
            moving({"51200": "9000", "512000": "51200"}),
            "changed: s3 storage STANDARD: 0.023 / 0.022 from 51,200 / 0.021 from 512,000 -> "
            "0.023 / 0.022 from 9,000 / 0.021 from 51,200 (bounds of tiers moved, factor 1.048)",
        ),
        (
            "s3",
            ("storage_frequent", "INTELLIGENT_TIERING"),
            moving({"512000": "102400"}),
            "changed: s3 storage_frequent INTELLIGENT_TIERING: 0.023 / 0.022 from 51,200 / 0.021 from 512,000 -> "
            "0.023 / 0.022 from 51,200 / 0.021 from 102,400 (bounds of tiers moved, factor 1.048)",
        ),
        (
            "data_transfer",
            ("internet_out", ""),
            moving({"10240": "20480"}),
            "changed: data_transfer internet_out: 0.09 / 0.085 from 10,240 / 0.07 from 51,200 / 0.05 from 153,600 -> "
            "0.09 / 0.085 from 20,480 / 0.07 from 51,200 / 0.05 from 153,600 (bounds of tiers moved, factor 1.059)",
        ),
        (
            "ebs",
            ("iops", "io2"),
            moving({"64000": "96000"}),
            "changed: ebs iops io2: 0.065 / 0.0455 from 32,000 / 0.03185 from 64,000 -> "
            "0.065 / 0.0455 from 32,000 / 0.03185 from 96,000 (bounds of tiers moved, factor 1.429)",
        ),
    ],
    ids=["s3", "intelligent tiering", "transfer", "ebs"],
)
def test_bounds_that_have_moved_are_shown(table: str, key: tuple[str, str], change: Change, sentence: str) -> None:
    outcome = brought_in(offer(table, change=of_one(*key, change)))
    assert f"    {sentence}" in [*report_lines(outcome.report)]


def test_the_bound_of_a_first_tier_that_is_free_is_shown_when_it_moves() -> None:
    def listed(end: str, version: str) -> MappedOffer:
        return offer(change=of_one("storage", "STANDARD", with_a_free_beginning(end)), version=version)

    brought_in(listed("51200", "20261101060000"), is_confirmed=True)
    moved = listed("100", "20261101180000")
    before, after = "0 / 0.022 from 51,200 / 0.021 from 512,000", "0 / 0.022 from 100 / 0.021 from 512,000"
    assert f"changes from or to nothing: {before} USD per GB-month before, {after} USD per GB-month now" in refused(
        moved
    )
    outcome = brought_in(moved, is_confirmed=True)
    assert outcome.report["changed_prices"] == [
        {
            "price": "s3 storage STANDARD",
            "before": before,
            "after": after,
            "by": "bounds of tiers moved, from or to nothing",
        }
    ]


def test_bounds_that_stand_where_they_stood_are_not_repeated() -> None:
    outcome = brought_in(offer(change=of_one("storage", "STANDARD", lambda price: times(price, "1.1"))))
    [changed] = outcome.report["changed_prices"]
    assert (changed["before"], changed["after"]) == ("0.023 / 0.022 / 0.021", "0.0253 / 0.0242 / 0.0231")


def times(price: MappedPrice, factor: str) -> MappedPrice:
    return replace(price, usd_per_unit=price.usd_per_unit * Decimal(factor))
