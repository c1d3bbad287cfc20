"""Putting stored price lists to use and out of use: each after the checks, against what is in use by then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from calculator.core.errors import UnknownName
from calculator.models import StoredPrice
from calculator.offers.offer import BadOffer, Covered, MappedOffer
from calculator.store.price_lists import activation
from calculator.store.price_lists.importing import Terms, activate
from tests.store.price_lists.bringing_in import NAME, brought_in, storage
from tests.store.price_lists.offers import offer

pytestmark = pytest.mark.django_db

LATER = date(2026, 11, 10)


def test_a_list_may_be_kept_without_being_used_and_put_to_use_later() -> None:
    assert brought_in(offer(times=2), is_to_be_used=False).words == "stored, not in use"
    assert storage() == "23"
    [outcome] = activate([NAME], Terms())
    assert (outcome.words, storage()) == ("in use", "46")


def test_a_list_kept_for_later_is_checked_when_it_is_put_to_use() -> None:
    brought_in(offer(times=5), is_to_be_used=False)
    with pytest.raises(BadOffer, match="factor of 5"):
        activate([NAME], Terms())
    assert storage() == "23"
    activate([NAME], Terms(is_confirmed=True))
    assert storage() == "115"


def test_switching_a_list_off_brings_back_what_was_before() -> None:
    brought_in(offer(times=2))
    assert activation.deactivate([NAME]) == [NAME]
    assert activation.deactivate([NAME]) == []
    assert storage() == "23"


def test_a_list_in_use_cannot_be_dropped_and_one_out_of_use_can() -> None:
    brought_in(offer(times=2))
    with pytest.raises(BadOffer, match="is in use; deactivate it first"):
        activation.drop([NAME])
    activation.deactivate([NAME])
    assert activation.drop([NAME]) == [NAME]
    assert not StoredPrice.objects.exists()
    assert storage() == "23"


@pytest.mark.parametrize("act", [activation.deactivate, activation.drop, lambda names: activate(names, Terms())])
def test_a_list_that_is_not_there_is_named(act: Callable[[list[str]], object]) -> None:
    with pytest.raises(UnknownName, match="no imported price list 'AmazonS3-mars'"):
        act(["AmazonS3-mars"])


def stored(each: MappedOffer) -> str:
    """The name of a list that is not in use yet."""
    return brought_in(each, is_to_be_used=False).name


def test_lists_put_to_use_together_are_held_against_one_another() -> None:
    names = [stored(offer(times=Decimal("0.6"), published=LATER)), stored(offer(times=Decimal("1.9")))]
    with pytest.raises(BadOffer, match=r"changes by a factor of 3\.17"):
        activate(names, Terms())
    assert storage() == "23"
    assert [each.words for each in activate(names, Terms(is_confirmed=True))] == ["in use", "in use"]
    assert storage() == "13.8"


def test_lists_put_to_use_together_go_by_publication_whatever_they_are_called_and_named_first() -> None:
    newer = stored(offer(times=Decimal("0.6"), published=LATER, version="1"))
    older = stored(offer(times=Decimal("1.9"), version="2"))
    for names in ([newer, older], [older, newer]):
        with pytest.raises(BadOffer, match=r"changes by a factor of 3\.17"):
            activate(names, Terms())
    assert [each.name for each in activate([newer, older], Terms(is_confirmed=True))] == [older, newer]
    assert storage() == "13.8"


def of_a_new_class(unit: str, published: date) -> MappedOffer:
    """A list with the price of a class that no list had before, per some unit."""
    renamed = offer(
        change=lambda price: (
            replace(price, option="NEW_CLASS", unit=unit)
            if (price.dimension, price.option) == ("storage", "GLACIER")
            else None
        ),
        published=published,
    )
    return replace(renamed, covers=frozenset({Covered("s3", "storage", "NEW_CLASS")}))


def test_a_list_that_has_become_faulty_since_it_was_stored_is_not_put_to_use() -> None:
    waiting = stored(of_a_new_class("GB", LATER))
    brought_in(of_a_new_class("GB-month", date(2026, 11, 1)))
    with pytest.raises(BadOffer, match="is per GB, and was per GB-month before"):
        activate([waiting], Terms(is_confirmed=True))
