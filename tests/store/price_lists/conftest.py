"""What the tests of price lists share."""

from collections.abc import Callable

import pytest

from calculator.offers.offer import MappedOffer
from calculator.store.price_lists.importing import Outcome, Terms, import_offer


@pytest.fixture
def brought_in(db: None) -> Callable[..., list[Outcome]]:
    """Imports offers as they come out of the reader, whatever they change."""

    def bring_in(*offers: MappedOffer) -> list[Outcome]:
        return [outcome for each in offers for outcome in import_offer(each, "a file", Terms(is_confirmed=True))]

    return bring_in
