"""What the tests of price lists share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from calculator.offers.offer import MappedOffer
from calculator.store.price_lists.importing import Outcome, Terms, import_offer
from tests.store.price_lists.at_a_terminal import shelves
from tests.store.price_lists.local_server import Shop, open_shop


@pytest.fixture
def brought_in(db: None) -> Callable[..., list[Outcome]]:
    """Imports offers as they come out of the reader, whatever they change."""

    def bring_in(*offers: MappedOffer) -> list[Outcome]:
        return [outcome for each in offers for outcome in import_offer(each, "a file", Terms(is_confirmed=True))]

    return bring_in


@pytest.fixture
def shop(settings: Settings, tmp_path: Path) -> Iterator[Shop]:
    """A server with the lists of two days, where this one's own endpoint is."""
    settings.VAR = tmp_path / "var"
    settings.PRICE_LIST_HOSTS = ["127.0.0.1"]
    with open_shop(shelves(tmp_path)) as shop:
        settings.PRICE_LIST_ENDPOINT = shop.origin
        yield shop
