"""The rate cards of many tables as columns: what is in force on any day is found without going through them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from calculator.catalogue.rate_table import RateTable
from calculator.core.tiers import RateCard, Tier

CardTier: TypeAlias = tuple[RateCard, Tier]
Numbers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Name:
    """What a price is called, the same in every Region and tier; `words` are its parts as people type them."""

    dimension: str
    option: str
    words: str


class PriceIndex:
    """Every card of some tables: table by table, Region by Region, of each name the oldest first.

    `regions` are all in their order. A card is known by its place; never changes once made.
    """

    def __init__(self, tables: Mapping[str, RateTable], regions: Collection[str]) -> None:
        names: dict[tuple[str, str, str, str], int] = {}
        places = {region: place for place, region in enumerate(regions)}
        self._cards = [card for table in tables.values() for card in _in_order(table, places)]
        of_card = [names.setdefault(_parts_of(card), len(names)) for card in self._cards]
        keys = [(card.table, card.region, card.dimension, card.option) for card in self._cards]
        self._names = [_name(parts) for parts in names]
        self._places = places
        self.tables = {table: place for place, table in enumerate(tables)}
        self._name = np.array(of_card, dtype=np.int64)
        self._region = np.array([places[card.region] for card in self._cards], dtype=np.int64)
        self._table = np.array([self.tables[card.table] for card in self._cards], dtype=np.int64)
        self._from = np.array([card.effective_from.toordinal() for card in self._cards], dtype=np.int64)
        self._tiers = np.array([len(card.tiers) for card in self._cards], dtype=np.int64)
        self._is_last = np.array(
            [here != there for here, there in zip(keys, [*keys[1:], None], strict=True)], dtype=bool
        )

    def in_force(
        self, tables: Collection[str], region: str | None, as_of: date, is_wanted: Callable[[Name], bool]
    ) -> "RowsInForce":
        """The rows of a day: of some tables, of one Region or of all, and of the names that are wanted."""
        has_begun = self._from <= as_of.toordinal()
        found = has_begun & (self._is_last | ~np.append(has_begun[1:], False)) & (self._tiers > 0)
        found &= np.isin(self._table, [self.tables[table] for table in tables])
        if region is not None:
            found &= self._region == self._places[region]
        found &= np.array([is_wanted(name) for name in self._names], dtype=bool)[self._name]
        places = np.flatnonzero(found)
        return RowsInForce(self._cards, places, self._tiers[places])


class RowsInForce(Sequence[CardTier]):
    """The rows of cards, tier by tier, without a list of them."""

    def __init__(self, cards: Sequence[RateCard], places: Numbers, tiers: Numbers) -> None:
        self._cards, self._places, self._tiers = cards, places, tiers
        self._ends = np.cumsum(tiers)

    def __len__(self) -> int:
        return int(self._ends[-1]) if len(self._ends) else 0

    def __iter__(self) -> Iterator[CardTier]:
        for place, tiers in zip(self._places.tolist(), self._tiers.tolist(), strict=True):
            card = self._cards[place]
            yield from ((card, tier) for tier in card.tiers[:tiers])

    @overload
    def __getitem__(self, index: int) -> CardTier: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[CardTier]: ...

    def __getitem__(self, index: int | slice) -> "CardTier | Sequence[CardTier]":
        if isinstance(index, slice):
            return [self._row(place) for place in range(*index.indices(len(self)))]
        return self._row(range(len(self))[index])

    def _row(self, number: int) -> CardTier:
        place = int(np.searchsorted(self._ends, number, side="right"))
        card = self._cards[int(self._places[place])]
        return card, card.tiers[number - int(self._ends[place] - self._tiers[place])]

    @property
    def of_cards(self) -> Sequence[CardTier]:
        """One row of each card, its first."""
        return RowsInForce(self._cards, self._places, np.ones_like(self._tiers))

    @property
    def regions(self) -> set[str]:
        """The Regions that have any."""
        return {self._cards[place].region for place in self._places.tolist()}


def _in_order(table: RateTable, regions: Collection[str]) -> Iterator[RateCard]:
    """The cards of each name behind one another, names in the order in which they came up."""
    for region in regions:
        of_name: dict[tuple[str, str], list[RateCard]] = {}
        for card in table.cards.get(region, ()):
            of_name.setdefault((card.dimension, card.option), []).append(card)
        for cards in of_name.values():
            yield from cards


def name_of(card: RateCard) -> Name:
    """What the price of a card is called."""
    return _name(_parts_of(card))


def _parts_of(card: RateCard) -> tuple[str, str, str, str]:
    return card.table, card.dimension, card.option, card.unit


def _name(parts: tuple[str, str, str, str]) -> Name:
    return Name(parts[1], parts[2], " ".join(parts).replace("_", " ").casefold())
