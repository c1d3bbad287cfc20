"""Which list speaks on which day: shipped, imported, switched off, chosen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from calculator.adapters.asking import answer, ask, catalogue
from calculator.catalogue.history import price_history
from calculator.core.errors import UnknownName
from calculator.estimator import estimate
from calculator.price_lists import activation
from tests.price_lists.offers import leaving_out, offer

NOT_SHIPPED = "mx-central-1"
TODAY = date(2026, 11, 21)
Bringer = Callable[..., object]
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
IN_OCTOBER, IN_NOVEMBER = "AmazonS3-us-east-1-20261001120000", "AmazonS3-us-east-1-20261101120000"


def storage(as_of: str) -> Decimal:
    """What 1,000 GB in S3 Standard in us-east-1 cost on a day; 23 by the shipped prices since 2024-09-25."""
    return Decimal(answer(ask("s3", {"storage_gb": 1000, "as_of": as_of})).monthly_usd)


@pytest.mark.parametrize(
    ("as_of", "usd"),
    [
        ("2026-09-30", 23),
        ("2026-10-01", 46),
        ("2026-10-31", 46),
        ("2026-11-01", 69),
        ("2026-11-21", 69),
    ],
)
def test_a_list_speaks_from_its_publication_until_that_of_the_next(as_of: str, usd: int, brought_in: Bringer) -> None:
    # The newer one is imported first: only the days of publication count.
    brought_in(offer(published=NOVEMBER, times=3), offer(published=OCTOBER, times=2))
    assert storage(as_of) == usd


def test_of_two_lists_of_one_day_the_later_version_speaks(brought_in: Bringer) -> None:
    brought_in(offer(times=3, version="20261101180000"), offer(times=2, version="20261101060000"))
    assert storage("2026-11-21") == 69


def test_switching_the_newest_off_brings_back_the_one_before(brought_in: Bringer) -> None:
    brought_in(offer(published=OCTOBER, times=2), offer(published=NOVEMBER, times=3))
    activation.deactivate([IN_NOVEMBER])
    assert storage("2026-11-21") == 46


def test_a_shipped_price_that_is_newer_than_the_list_speaks_from_its_own_day_on(brought_in: Bringer) -> None:
    # The shipped prices of S3 in us-east-1 are of 2024-09-25 and again of 2025-10-22.
    brought_in(offer(published=date(2025, 1, 1), times=2))
    assert [storage(day) for day in ("2024-12-31", "2025-01-01", "2025-10-21", "2025-10-22")] == [23, 46, 46, 23]


def test_a_list_can_be_chosen_whatever_the_day_in_use_or_not(brought_in: Bringer) -> None:
    brought_in(offer(published=date(2024, 12, 1), times=3), offer(published=date(2025, 1, 1), times=2))
    activation.deactivate(["AmazonS3-us-east-1-20241201120000", "AmazonS3-us-east-1-20250101120000"])
    question = ask("s3", {"storage_gb": 1000})
    chosen = catalogue().under("AmazonS3-us-east-1-20250101120000")
    assert (estimate(question, chosen).monthly_usd, estimate(question, catalogue()).monthly_usd) == (46, 23)


def test_a_list_that_is_chosen_must_be_there(db: None) -> None:
    with pytest.raises(UnknownName, match="no imported price list 'AmazonS3-mars'"):
        catalogue().under("AmazonS3-mars")


@pytest.mark.parametrize("table", ["s3", "ebs", "ec2", "data_transfer"])
@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_a_list_with_the_shipped_prices_changes_no_price(table: str, region: str, brought_in: Bringer) -> None:
    before = catalogue().table(table).in_force(region, TODAY)
    brought_in(offer(table, region))
    after = catalogue().table(table).in_force(region, TODAY)
    assert {key: (card.unit, card.tiers) for key, card in after.items()} == {
        key: (card.unit, card.tiers) for key, card in before.items()
    }
    assert {card.source for card in after.values()} == {catalogue().imported.lists[0].identity.id}


def test_the_many_prices_of_instances_are_looked_for_one_by_one(brought_in: Bringer) -> None:
    brought_in(offer("ec2", "us-east-1", times=2))
    cards = catalogue().table("ec2").in_force("us-east-1", TODAY)
    assert cards["on_demand", "m5.large Linux"].tiers[0].usd_per_unit == Decimal("0.192")
    assert ("on_demand", "m5.nonsense Linux") not in cards
    assert len(cards) == sum(1 for _ in cards)


def test_a_region_that_is_shipped_with_no_price_is_priced_by_its_list(brought_in: Bringer) -> None:
    assert NOT_SHIPPED not in catalogue().regions_of("ebs")
    brought_in(offer("ebs", change=lambda price: replace(price, region=NOT_SHIPPED)))
    assert NOT_SHIPPED in catalogue().regions_of("ebs")
    assert answer(ask("ebs", {"region": NOT_SHIPPED})).monthly_usd == answer(ask("ebs", {})).monthly_usd


def test_the_history_of_an_instance_has_the_days_of_its_own_price(brought_in: Bringer) -> None:
    brought_in(offer("ec2", "us-east-1", published=NOVEMBER, times=2))
    history = price_history(catalogue(), "ec2", "us-east-1", "on_demand", "m5.large Linux", TODAY)
    assert [(each.since, each.card and each.card.tiers[0].usd_per_unit) for each in history] == [
        (date(2026, 9, 24), Decimal("0.096")),
        (NOVEMBER, Decimal("0.192")),
    ]


def test_an_answer_of_several_regions_names_the_lists_of_all_of_them(brought_in: Bringer) -> None:
    brought_in(offer("dynamodb", "us-east-1", "eu-west-1", "eu-central-1"))
    answered = answer(ask("dynamodb", {"replica_regions": "eu-west-1"}))
    listed = {each.region for each in answered.price_lists if each.region}
    assert listed == {"us-east-1", "eu-west-1"} == {item.card.region for item in answered.line_items}


def test_the_history_of_a_price_has_every_list_that_spoke_for_it(brought_in: Bringer) -> None:
    brought_in(
        offer(published=OCTOBER, times=2),
        offer(published=NOVEMBER, change=leaving_out("put_request", "STANDARD")),
    )
    stretches = price_history(catalogue(), "s3", "us-east-1", "put_request", "STANDARD", TODAY)
    assert [
        (str(each.since), each.card and str(each.card.tiers[0].usd_per_unit), each.card and each.card.source)
        for each in stretches
    ] == [
        ("2024-09-25", "0.005", "s3scrape_202409"),
        ("2025-10-22", "0.005", "awsprice_meter"),
        ("2026-10-01", "0.01", IN_OCTOBER),
        ("2026-11-01", None, None),
    ]
