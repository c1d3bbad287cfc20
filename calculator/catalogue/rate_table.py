"""One price table of rows: its rate cards by region, and those in force on a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol, TypeAlias

from calculator.catalogue.price_rows import GLOBAL, PriceRow, read_price_rows
from calculator.catalogue.region_choices import commercial
from calculator.catalogue.tables import Faults, Known, checksum
from calculator.core.answer import PriceList
from calculator.core.tiers import RateCard, Tier

Cards: TypeAlias = Mapping[tuple[str, str], RateCard]


class PriceTable(Protocol):
    """The prices of one service, whatever the layout of its files."""

    @property
    def price_list(self) -> PriceList:
        """The identity of the prices."""

    @property
    def regions(self) -> Collection[str]:
        """The regions that have any price."""

    @property
    def names(self) -> tuple[Collection[str], Collection[str]]:
        """The dimensions and the options that any price has."""

    def has_any(self, dimension: str) -> bool:
        """Whether any price of any region is of this dimension."""

    def sold(self, region: str = "") -> Collection[str]:
        """The options that any price of a region, or of all of them, is of."""

    def first_date(self, region: str) -> date | None:
        """The day of the region's oldest price, if it has one."""

    def days(self, region: str, dimension: str, option: str) -> Collection[date]:
        """The days on which a price may have changed."""

    def in_force(self, region: str, as_of: date) -> Cards:
        """The newest rate card of each dimension and option on a day, withdrawn ones left out."""


class ShippedTable(PriceTable, Protocol):
    """A price table that others may be laid over."""

    def newest(self, region: str, as_of: date) -> Cards:
        """The newest rate card of each dimension and option on a day; a withdrawn one has no tiers."""

    def read_whole(self, region: str) -> None:
        """Read all that there is of a Region, where it is not read as a whole anyway. Raises BrokenTable."""


@dataclass(frozen=True, slots=True)
class RateTable:
    """A table with one row a tier; its rate cards by region, oldest first."""

    price_list: PriceList
    cards: Mapping[str, list[RateCard]]

    @property
    def regions(self) -> Collection[str]:
        """The regions that have any price."""
        return self.cards.keys()

    @property
    def names(self) -> tuple[Collection[str], Collection[str]]:
        """The dimensions and the options that any price has."""
        cards = [card for of_region in self.cards.values() for card in of_region]
        return sorted({card.dimension for card in cards}), sorted({card.option for card in cards if card.option})

    def has_any(self, dimension: str) -> bool:
        """Whether any price of any region is of this dimension."""
        return any(card.dimension == dimension for of_region in self.cards.values() for card in of_region)

    def sold(self, region: str = "") -> Collection[str]:
        """The options that any price of a region, or of all of them, is of."""
        regions = (region,) if region else self.cards
        return dict.fromkeys(card.option for each in regions for card in self.cards.get(each, ()))

    def first_date(self, region: str) -> date | None:
        """The day of the region's oldest card, if it has one."""
        return min((card.effective_from for card in self.cards.get(region, [])), default=None)

    def days(self, region: str, dimension: str, option: str) -> Collection[date]:
        """The days on which the cards of one dimension and option were first and last seen."""
        cards = [card for card in self.cards.get(region, []) if (card.dimension, card.option) == (dimension, option)]
        return {card.effective_from for card in cards} | {card.confirmed for card in cards}

    def newest(self, region: str, as_of: date) -> Cards:
        """The newest card of each dimension and option on a day; one without tiers withdraws what came before."""
        return {
            (card.dimension, card.option): card for card in self.cards.get(region, []) if card.effective_from <= as_of
        }

    def read_whole(self, region: str) -> None:
        """Nothing is left to read."""

    def in_force(self, region: str, as_of: date) -> Cards:
        """The newest card of each dimension and option on a day, withdrawn ones left out."""
        return {key: card for key, card in self.newest(region, as_of).items() if card.tiers}


def read_rate_table(path: Path, known: Known, name: str) -> RateTable:
    """Read and check the table of a name. Raises BrokenTable."""
    faults = Faults()
    rows = read_price_rows(path, known, faults)
    faults.raise_if_any()
    cards: dict[str, list[RateCard]] = defaultdict(list)
    for card in sorted(rate_cards(name, rows), key=lambda card: card.effective_from):
        for region in commercial(known.regions) if card.region == GLOBAL else [card.region]:
            cards[region].append(replace(card, region=region))
    published = max(card.confirmed for of_region in cards.values() for card in of_region)
    price_list = PriceList(f"builtin-{name}-{published}", name, published, checksum(path))
    return RateTable(price_list, dict(cards))


def rate_cards(table: str, rows: Iterable[PriceRow]) -> Iterable[RateCard]:
    """Rows that stand together as cards; a withdrawn dimension is a card without tiers."""
    group: list[PriceRow] = []
    for row in rows:
        if group and row.tier_from == 0:
            yield _rate_card(table, group)
            group = []
        group.append(row)
    if group:
        yield _rate_card(table, group)


def _rate_card(table: str, rows: list[PriceRow]) -> RateCard:
    first = rows[0]
    ends: list[Decimal | None] = [*(row.tier_from for row in rows[1:]), None]
    return RateCard(
        table,
        first.region,
        first.dimension,
        first.option,
        first.unit,
        first.effective_from,
        first.source,
        tuple(
            Tier(row.tier_from, end, row.usd_per_unit)
            for row, end in zip(rows, ends, strict=True)
            if row.usd_per_unit is not None
        ),
        first.note,
        confirmed_on=first.sighting.confirmed if first.sighting else None,
        confirmed_by=first.sighting.source if first.sighting else "",
    )
