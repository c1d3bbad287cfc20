"""A shipped price table with imported price lists laid over it, as one table.

Of all that is known of a price on a day, the newest speaks: a shipped card that was seen after the publication of
the list that covers it is newer than the list, unless the list was chosen. A list may state prices that are in force
only later; until then what was known before it speaks.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from calculator.catalogue.imported import ANY, Imported, ImportedList
from calculator.catalogue.rate_table import Cards, ShippedTable
from calculator.core.answer import PriceList
from calculator.core.tiers import RateCard


class OverlaidCards(Mapping[tuple[str, str], RateCard]):
    """Rate cards of one table, region and day; each is looked for when first asked for."""

    def __init__(
        self, table: str, own: Cards, lists: tuple[ImportedList, ...], imported: Imported, as_of: date
    ) -> None:
        self._table = table
        self._as_of = as_of
        self._own = own
        self._lists = lists
        self._imported = imported
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
        own = self._own.get(key)
        for each in self._speaking(key):
            if own is not None and not self._outdates(each, own):
                break
            card = each.cards(self._table).get(key)
            if card is None or self._is_in_force(each, card):
                return card
        return own if own is not None and own.tiers else None

    def _speaking(self, key: tuple[str, str]) -> Iterator[ImportedList]:
        """The list that speaks for a price, then those that did before it."""
        newest = next((each for each in self._lists if each.covers.includes(self._table, *key)), None)
        if newest is not None:
            yield newest
            earlier = self._imported.before(newest, self._table)
            yield from (each for each in earlier if each.covers.includes(self._table, *key))

    def _outdates(self, each: ImportedList, own: RateCard) -> bool:
        return each is self._imported.chosen or each.published >= own.last_seen(self._as_of)

    def _is_in_force(self, each: ImportedList, card: RateCard) -> bool:
        return each is self._imported.chosen or card.effective_from <= self._as_of


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
            # Rows name each of their instances, and these are too many to list.
            if each.is_whole:
                options |= {option for _, option in each.covers.of(self.name) if option and ANY not in option}
        return sorted(dimensions), sorted(options)

    def has_any(self, dimension: str) -> bool:
        """Whether any price of any region is of this dimension."""
        return self.shipped.has_any(dimension) or any(
            each.has(self.name, dimension) for each in self.imported.active(self.name)
        )

    def sold(self, region: str = "") -> Collection[str]:
        """The options that any price of a region, or of all of them, is of."""
        listed = (each for each in self.imported.active(self.name) if region in ("", each.region))
        options = (option for each in listed for _, option in each.cards(self.name))
        return dict.fromkeys((*self.shipped.sold(region), *options))

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
        listed = [each for each in self.imported.active(self.name) if each.region == region]
        cards = (each.cards(self.name).get((dimension, option)) for each in listed)
        starts = (card.effective_from for card in cards if card is not None)
        return {*self.shipped.days(region, dimension, option), *(each.published for each in listed), *starts}

    def in_force(self, region: str, as_of: date) -> Cards:
        """The rate card of each dimension and option on a day; of a large table they are looked for one by one."""
        lists = self.imported.speaking(self.name, region, as_of)
        if not lists:
            return self.shipped.in_force(region, as_of)
        own = self.shipped.newest(region, as_of)
        overlaid = OverlaidCards(self.name, own, lists, self.imported, as_of)
        return dict(overlaid) if isinstance(own, dict) else overlaid
