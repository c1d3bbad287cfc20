"""Price rows as a list that is not made: of the tens of thousands of a large table a page shows a few."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeAlias, overload

from calculator.catalogue.price_index import CardTier, RowsInForce
from calculator.catalogue.rate_table import Cards

PriceRow: TypeAlias = CardTier


class RowsOfCards(Sequence[PriceRow]):
    """The rows of cards that have a tier each; a card is made when its row is looked at."""

    def __init__(self, cards: Cards, keys: Sequence[tuple[str, str]]) -> None:
        self._cards = cards
        self._keys = keys

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, index: int) -> PriceRow: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[PriceRow]: ...

    def __getitem__(self, index: int | slice) -> "PriceRow | Sequence[PriceRow]":
        if isinstance(index, slice):
            return RowsOfCards(self._cards, self._keys[index])
        card = self._cards[self._keys[index]]
        return card, card.tiers[0]


class PriceRows(Sequence[PriceRow]):
    """The rows of several Regions and tables, one after another."""

    def __init__(self, parts: Sequence[Sequence[PriceRow]]) -> None:
        self._parts = parts

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts)

    def __iter__(self) -> Iterator[PriceRow]:
        return chain.from_iterable(self._parts)

    @overload
    def __getitem__(self, index: int) -> PriceRow: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[PriceRow]: ...

    def __getitem__(self, index: int | slice) -> "PriceRow | Sequence[PriceRow]":
        if not isinstance(index, slice):
            return self[index : index + 1][0]
        start, stop, _ = index.indices(len(self))
        found: list[PriceRow] = []
        for part in self._parts:
            found += part[max(0, start) : max(0, stop)]
            start, stop = start - len(part), stop - len(part)
        return found

    @property
    def regions(self) -> set[str]:
        """The Regions of the rows; those of a part that is no index are of one."""
        known = (each.regions if isinstance(each, RowsInForce) else {each[0][0].region} for each in self._parts if each)
        return {region for regions in known for region in regions}

    @property
    def of_cards(self) -> "PriceRows":
        """One row of each card."""
        return PriceRows([_one_a_card(part) for part in self._parts])


def _one_a_card(part: Sequence[PriceRow]) -> Sequence[PriceRow]:
    if isinstance(part, RowsInForce):
        return part.of_cards
    return part if isinstance(part, RowsOfCards) else [(card, tier) for card, tier in part if not tier.start]


def rows_of(cards: Cards, dimension: str | None, option: str | None, *, is_large: bool) -> Sequence[PriceRow]:
    """The rows of the cards of a Region by name; those of a large table have a tier each."""
    is_any = dimension is None and option is None
    keys = [key for key in cards if is_any or (dimension in (None, key[0]) and option in (None, key[1]))]
    return RowsOfCards(cards, keys) if is_large else [(cards[key], tier) for key in keys for tier in cards[key].tiers]
