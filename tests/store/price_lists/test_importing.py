"""Bringing price lists in: stored whole and used at once, or refused without a trace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from calculator.application.questions import answer, ask, catalogue
from calculator.core.errors import NotPriced
from calculator.models import Immutable, StoredPrice, StoredPriceList
from calculator.offers.offer import BadOffer, Counted, Covered, MappedOffer, MappedPrice
from calculator.store.price_lists import activation
from calculator.store.price_lists.importing import Terms, import_offer
from tests.questions import CATALOGUE
from tests.store.price_lists.bringing_in import FILE, NAME, brought_in, refused, state, storage
from tests.store.price_lists.offers import leaving_out, multiplying, offer

pytestmark = pytest.mark.django_db

STRANGE = (Counted("some-rule", 3, "EUW1-Strange"),)


def test_without_imported_lists_the_shipped_prices_answer() -> None:
    assert storage() == "23"


def test_an_imported_list_answers_at_once() -> None:
    outcome = brought_in(offer(times=Decimal("1.5")))
    assert (outcome.name, outcome.words) == (NAME, "stored and in use")
    assert storage() == "34.5"


def test_an_answer_names_the_shipped_and_the_imported_list_and_the_row() -> None:
    brought_in(offer(times=2))
    estimate = answer(ask("s3", {"storage_gb": 1000}))
    # The table of S3 stands behind no line: the imported list covers all that is billed but the transfer.
    assert [each.id for each in estimate.price_lists] == [NAME, CATALOGUE.table("data_transfer").price_list.id]
    card = estimate.line_items[0].card
    assert (card.source, card.usage_type, card.sku) == (NAME, "storage-STANDARD", "SKU0")
    assert (card.effective_from, card.confirmed) == (date(2026, 10, 1), date(2026, 11, 1))
    assert catalogue().sources[NAME].title == "AWS price list AmazonS3 in us-east-1, version 20261101120000"


def test_a_list_of_one_region_leaves_all_others_alone() -> None:
    brought_in(offer(times=2))
    assert (storage(), storage("eu-central-1")) == ("46", "24.5")


def test_a_file_of_several_regions_makes_a_list_for_each() -> None:
    outcomes = import_offer(offer("s3", "us-east-1", "eu-central-1", times=2), FILE, Terms())
    assert [each.name for each in outcomes] == ["AmazonS3-eu-central-1-20261101120000", NAME]
    assert (storage(), storage("eu-central-1")) == ("46", "49")


def test_prices_are_kept_digit_for_digit() -> None:
    exact = Decimal("0.02300000000000000000000000000000000001")
    keep = lambda price: replace(price, usd_per_unit=exact) if price.option == "STANDARD" else price  # noqa: E731
    brought_in(offer(change=keep), is_confirmed=True)
    card = catalogue().book(("s3",), "us-east-1", date(2026, 11, 21)).card("storage", "STANDARD")
    assert [tier.usd_per_unit for tier in card.tiers] == [exact] * 3


def test_what_an_offer_does_not_speak_for_stays_as_it_was() -> None:
    only_storage = lambda price: price if price.dimension == "storage" else None  # noqa: E731
    whole = offer(times=2, change=only_storage)
    covers = frozenset(each for each in whole.covers if each.dimension == "storage")
    brought_in(replace(whole, covers=covers))
    assert storage(put_requests=1_000_000) == "51"  # 2 x 23 + 1,000 x 0.005


def test_what_the_list_lacks_of_what_it_speaks_for_has_no_price() -> None:
    brought_in(offer(change=leaving_out("put_request", "STANDARD")), is_confirmed=True)
    assert storage() == "23"
    with pytest.raises(NotPriced, match="put request of STANDARD in us-east-1"):
        storage(put_requests=1000)


def test_the_same_file_again_is_nothing_to_do() -> None:
    brought_in(offer(times=2))
    before = state()
    assert brought_in(offer(times=2)).words == "already here, in use; nothing to do"
    assert state() == before


def test_a_list_that_was_switched_off_is_not_switched_on_by_importing_it_again() -> None:
    brought_in(offer(times=2))
    activation.deactivate([NAME])
    assert brought_in(offer(times=2)).words.startswith("already here, not in use; price_lists activate")
    assert storage() == "23"


def test_the_same_version_in_another_format_is_nothing_to_do() -> None:
    brought_in(offer(times=2))
    assert brought_in(replace(offer(times=2), checksum="sha256:json")).words == "already here, in use; nothing to do"


def test_another_file_of_the_same_version_with_other_prices_is_refused() -> None:
    brought_in(offer(times=2))
    assert "already here with other prices" in refused(offer(times=1))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            leaving_out("put_request", "STANDARD"),
            "There is no price any more for s3 put_request STANDARD in us-east-1.",
        ),
        (
            multiplying("put_request", "STANDARD", 3),
            "s3 put_request STANDARD in us-east-1 changes by a factor of 3: 0.005 USD per 1000 requests before, "
            "0.015 USD per 1000 requests now.",
        ),
        (multiplying("put_request", "STANDARD", 0), "s3 put_request STANDARD in us-east-1 changes from or to nothing"),
    ],
    ids=["gone", "leap", "free"],
)
def test_what_a_person_should_look_at_is_refused_until_it_is_confirmed(
    change: Callable[[MappedPrice], MappedPrice | None], sentence: str
) -> None:
    reason = refused(offer(change=change))
    assert sentence in reason
    assert "--confirm" in reason
    assert brought_in(offer(change=change), is_confirmed=True).words == "stored and in use"


def test_prices_that_are_in_force_only_later_are_refused_until_it_is_confirmed() -> None:
    early = offer(change=lambda price: replace(price, effective_from=date(2026, 11, 2)))
    assert "is in force from 2026-11-02, after the day of publication" in refused(early)
    assert brought_in(early, is_confirmed=True).words == "stored and in use"


def linux_without(lost: str | tuple[str, ...]) -> MappedOffer:
    """On-demand prices for Linux as one rule takes them, but for the instance types that begin so."""

    def kept(price: MappedPrice) -> MappedPrice | None:
        is_meant = price.dimension == "on_demand" and price.option.endswith(" Linux")
        return price if is_meant and not price.option.startswith(lost) else None

    return replace(offer("ec2", change=kept), covers=frozenset({Covered("ec2", "on_demand", "* Linux")}))


@pytest.mark.slow
def test_a_kind_that_lost_many_of_its_prices_is_refused_until_it_is_confirmed() -> None:
    # What is left of a file that was cut off between two rows.
    lost = linux_without(("c", "m"))
    assert "ec2 on_demand * Linux in us-east-1" in refused(lost)
    assert brought_in(lost, is_confirmed=True).words == "stored and in use"


@pytest.mark.slow
def test_a_kind_may_lose_one_of_many_prices() -> None:
    assert brought_in(linux_without("m5.large ")).report["gone_prices"] == ["ec2 on_demand m5.large Linux"]


def test_how_much_a_price_may_change_can_be_stated() -> None:
    trebled = offer(change=multiplying("put_request", "STANDARD", 3))
    assert brought_in(trebled, factor=Decimal(3)).words == "stored and in use"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda price: replace(price, unit="furlong"), "is per 'furlong', which is not in units.csv"),
        (lambda price: replace(price, unit="hour"), "is per hour, and was per"),
        (lambda price: replace(price, usd_per_unit=Decimal(-1)), "has a price below zero"),
        (lambda price: replace(price, tier_from=Decimal(1)), "do not follow one another from 0"),
        (lambda price: replace(price, tier_to=Decimal(99)), "do not follow one another from 0"),
        (lambda price: replace(price, region="mars-1"), "is for mars-1, which is not in regions.csv"),
        (lambda price: replace(price, table="cheese"), "has prices of cheese, and there is no such price table"),
        (lambda price: None, "No row of this file is for a price that the calculator knows"),
    ],
    ids=["unit", "other unit", "negative", "gap", "end", "region", "table", "nothing"],
)
def test_what_cannot_be_right_is_refused_even_when_confirmed(
    change: Callable[[MappedPrice], MappedPrice | None], sentence: str
) -> None:
    assert sentence in refused(offer(change=change), is_confirmed=True)


def test_a_tier_that_stands_twice_is_refused() -> None:
    whole = offer()
    assert "do not follow one another" in refused(replace(whole, prices=(*whole.prices, whole.prices[0])))


def test_a_list_from_the_future_is_refused() -> None:
    assert "a day to come" in refused(offer(published=date(2099, 1, 1)), is_confirmed=True)


def test_a_list_of_today_is_taken_and_speaks_at_once() -> None:
    today = datetime.now(UTC).date()
    assert brought_in(offer(published=today, times=2)).words == "stored and in use"
    assert storage() == "46"
    tomorrow = offer(published=today + timedelta(days=1), times=2)
    assert "a day to come" in refused(tomorrow, is_confirmed=True)


@pytest.mark.parametrize(
    ("doubtful", "reason"),
    [
        (replace(offer(), ambiguous=STRANGE), "more than one rule matches"),
        (replace(offer(), mismatched=STRANGE), "they are not as their rule expects"),
    ],
)
def test_rows_that_a_rule_speaks_of_and_that_gave_no_price_are_refused_until_confirmed(
    doubtful: MappedOffer, reason: str
) -> None:
    assert f"Rows that gave no price (3) because {reason}: some-rule, such as EUW1-Strange." in refused(doubtful)
    assert brought_in(doubtful, is_confirmed=True).words == "stored and in use"


def test_one_bad_region_keeps_the_whole_file_out() -> None:
    change = lambda each: replace(each, unit="hour") if each.region == "us-east-1" else each  # noqa: E731
    both = offer("s3", "us-east-1", "eu-central-1", change=change)
    with pytest.raises(BadOffer):
        import_offer(both, FILE, Terms())
    assert not StoredPriceList.objects.exists()


def test_the_report_counts_rows_and_prices() -> None:
    report = brought_in(offer(change=multiplying("put_request", "STANDARD", 2))).report
    assert report["rows_read"] == report["prices"] + 7
    assert (report["new"], report["changed"], report["gone"]) == (0, 1, 0)
    assert report["unmapped"] == [{"rule": "Fee; FeeOfNobody", "rows": 3, "sample": "a row"}]
    assert report["changed_prices"] == [
        {"price": "s3 put_request STANDARD", "before": "0.005", "after": "0.01", "by": "factor 2"}
    ]


@pytest.mark.parametrize("model", [StoredPriceList, StoredPrice])
def test_what_is_stored_never_changes(model: type[StoredPriceList] | type[StoredPrice]) -> None:
    brought_in(offer())
    record = model.objects.all()[0]
    for change in (record.save, record.delete, model.objects.all().delete, lambda: model.objects.update(pk=1)):
        with pytest.raises(Immutable):
            change()
