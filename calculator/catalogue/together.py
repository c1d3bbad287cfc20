"""The rate cards of several tables as one, without a copy of any: a ranking of all types asks for thousands."""

from collections.abc import Iterator, Mapping, Sequence

from calculator.catalogue.rate_table import Cards
from calculator.core.tiers import RateCard


class Together(Mapping[tuple[str, str], RateCard]):
    """Cards of tables of which no two have a price of one name."""

    def __init__(self, tables: Sequence[Cards]) -> None:
        self._tables = tables

    def __getitem__(self, key: tuple[str, str]) -> RateCard:
        for cards in self._tables:
            card = cards.get(key)
            if card is not None:
                return card
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        # No generator: nothing is asked for more often.
        for cards in self._tables:  # noqa: SIM110
            if key in cards:
                return True
        return False

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for cards in self._tables:
            yield from cards

    def __len__(self) -> int:
        return sum(map(len, self._tables))
