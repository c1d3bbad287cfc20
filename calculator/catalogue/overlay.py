"""A shipped price table with imported price lists laid over it, as one table.

Of all that is known of a price on a day, the newest speaks: a shipped card dated after the publication of the list
that covers it is newer than the list, unless the list was chosen.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from calculator.catalogue.imported import Imported, ImportedList
from calculator.catalogue.rate_table import Cards, ShippedTable
from calculator.core.estimate import PriceList
from calculator.core.tiers import RateCard

ANY = "*"


class OverlaidCards(Mapping[tuple[str, str], RateCard]):
    """Rate cards of one table, region and day; each is looked for when first asked for."""

    def __init__(self, table: str, own: Cards, lists: tuple[ImportedList, ...], chosen: ImportedList | None) -> None:
        self._table = table
        self._own = own
        self._lists = lists
        self._chosen = chosen
        self._found: dict[tuple[str, str], RateCard | None] = {}

    def __getitem__(self, key: tuple[str, str]) -> RateCard:
        if key not in self._found:
            self._found[key] = self._find(key)
        card = self._found[key]
        if card is None:
            raise KeyError(key)
        return card

    def __iter__(self) -> Iterator[tuple[str, str]]:
        listed = (key for each in self._lists for key in each.cards(self._table))
        return (key for key in dict.fromkeys((*self._own, *listed)) if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _find(self, key: tuple[str, str]) -> RateCard | None:
        card = self._own.get(key)
        speaking = next((each for each in self._lists if each.covers.includes(self._table, *key)), None)
        if speaking is not None and (card is None or self._outdates(speaking, card)):
            card = speaking.cards(self._table).get(key)
        return card if card is not None and card.tiers else None

    def _outdates(self, speaking: ImportedList, card: RateCard) -> bool:
        return speaking is self._chosen or speaking.published >= card.effective_from


@dataclass(frozen=True, slots=True)
class OverlaidTable:
    """The prices of one service, shipped and imported."""

    name: str
    shipped: ShippedTable
    imported: Imported

    @property
    def price_list(self) -> PriceList:
        """The identity of the shipped prices."""
        return self.shipped.price_list

    @property
    def regions(self) -> Collection[str]:
        """The regions that have any price."""
        return frozenset(self.shipped.regions) | {each.region for each in self.imported.active(self.name)}

    @property
    def names(self) -> tuple[Collection[str], Collection[str]]:
        """The dimensions and the options that any price has; of imported lists those that they cover by name."""
        dimensions, options = map(set, self.shipped.names)
        for each in self.imported.active(self.name):
            dimensions |= {dimension for dimension, _ in each.covers.of(self.name)}
            options |= {option for _, option in each.covers.of(self.name) if option and ANY not in option}
        return sorted(dimensions), sorted(options)

    def first_date(self, region: str) -> date | None:
        """The day of the region's oldest price, if it has one; a list that was chosen speaks whatever the day."""
        chosen = self.imported.chosen
        if chosen is not None and chosen.region == region and self.name in chosen.tables:
            return date.min
        listed = (each.published for each in self.imported.active(self.name) if each.region == region)
        own = self.shipped.first_date(region)
        return min((*listed, *([own] if own else [])), default=None)

    def days(self, region: str, dimension: str, option: str) -> Collection[date]:
        """The days on which a price may have changed."""
        listed = (each.published for each in self.imported.active(self.name) if each.region == region)
        return {*self.shipped.days(region, dimension, option), *listed}

    def in_force(self, region: str, as_of: date) -> Cards:
        """The rate card of each dimension and option on a day; of a large table they are looked for one by one."""
        lists = self.imported.speaking(self.name, region, as_of)
        if not lists:
            return self.shipped.in_force(region, as_of)
        own = self.shipped.newest(region, as_of)
        overlaid = OverlaidCards(self.name, own, lists, self.imported.chosen)
        return dict(overlaid) if isinstance(own, dict) else overlaid
