"""A server that runs hears of every change of the lists: brought in, put to use and out of use, dropped, all gone."""

from collections.abc import Callable
from datetime import date

import pytest

from calculator.store.price_lists import activation
from calculator.store.price_lists.active_catalogue import Newest
from calculator.store.price_lists.importing import Terms, activate
from tests.conftest import SHIPPED
from tests.store.price_lists.bringing_in import NAME, brought_in
from tests.store.price_lists.offers import offer

pytestmark = pytest.mark.django_db

FIRST = "AmazonS3-us-east-1-20261001120000"
SECOND = date(2026, 11, 1)


def known(server: Newest) -> list[tuple[str, bool]]:
    """The imported lists that a server knows, and which of them it uses."""
    return [(each.identity.id, each.identity.active) for each in server.catalogue().imported.lists]


@pytest.fixture
def server() -> Newest:
    """A process of its own that has answered before anything was imported."""
    newest = Newest(SHIPPED)
    assert known(newest) == []
    return newest


def test_a_list_that_is_kept_without_being_used_is_known(server: Newest) -> None:
    brought_in(offer(times=2), is_to_be_used=False)
    assert known(server) == [(NAME, False)]


def test_a_list_that_is_put_to_use_and_out_of_use_is_known_so(server: Newest) -> None:
    brought_in(offer(times=2), is_to_be_used=False)
    assert known(server) == [(NAME, False)]
    activate([NAME], Terms(is_confirmed=True))
    assert known(server) == [(NAME, True)]
    activation.deactivate([NAME])
    assert known(server) == [(NAME, False)]


def test_a_list_that_is_dropped_is_not_known_any_more(server: Newest) -> None:
    brought_in(offer(published=date(2026, 10, 1)), is_confirmed=True)
    brought_in(offer(published=SECOND, times=2), is_confirmed=True)
    assert known(server) == [(FIRST, True), (NAME, True)]
    activation.deactivate([NAME])
    assert known(server) == [(FIRST, True), (NAME, False)]
    activation.drop([NAME])
    assert known(server) == [(FIRST, True)]


@pytest.mark.parametrize("is_used", [True, False], ids=["that was in use", "that was never used"])
def test_after_the_last_list_is_dropped_none_is_known(server: Newest, is_used: bool) -> None:
    brought_in(offer(times=2), is_to_be_used=is_used)
    assert known(server) == [(NAME, is_used)]
    activation.deactivate([NAME])
    assert known(server) == [(NAME, False)]
    activation.drop([NAME])
    assert known(server) == []
    cards = server.catalogue().table("s3").in_force("us-east-1", date(2026, 11, 21))
    assert cards["storage", "STANDARD"].source not in (NAME, "")
    assert NAME not in server.catalogue().sources


@pytest.mark.parametrize(
    "nothing",
    [lambda: activation.deactivate([NAME]), lambda: brought_in(offer(times=2), is_to_be_used=False)],
    ids=["out of use again", "imported again"],
)
def test_what_changes_nothing_is_no_news(server: Newest, nothing: Callable[[], object]) -> None:
    brought_in(offer(times=2), is_to_be_used=False)
    before = server.catalogue()
    nothing()
    assert server.catalogue() is before
