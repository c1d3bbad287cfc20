"""Finding prices by words: `m7g.large eu-central-1`, `kinesis shard`."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from calculator.application.price_rows import PriceRow, PriceRows
from calculator.application.questions import catalogue, common, today
from calculator.application.table_rows import HISTORY_FIELDS, prices_in_force, prices_with
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.common_fields import read_common
from calculator.catalogue.price_index import name_of
from calculator.core.errors import FieldError, InvalidInput, NotPriced
from calculator.core.tiers import RateCard

MOST_TYPES = 24
# A word that more keys have, such as an operating system, names nothing.
MOST_KEYS = 200
MOST_NEWEST = 25


@dataclass(frozen=True, slots=True)
class FoundPrices:
    """The price rows that have all words; where a word begins names of keyed tables, those names."""

    rows: Sequence[PriceRow]
    types: tuple[str, ...] = ()

    @property
    def regions(self) -> set[str]:
        """The Regions of the rows."""
        return self.rows.regions if isinstance(self.rows, PriceRows) else {card.region for card, _ in self.rows}


def find_prices(typed: str) -> FoundPrices:
    """The prices in force today that have every word; a Region's code chooses the Region.

    What a keyed table sells, such as an instance type, is looked for in the Region named, or the usual one; no Region's
    file is read whole.
    """
    words = typed.casefold().split()
    regions = [word for word in words if word in catalogue().regions]
    rest = [word for word in words if word not in catalogue().regions]
    region = regions[0] if regions else str(common()["region"].default)
    sold = _sold(catalogue())
    named = [row for table in catalogue().large_tables for row in _of_keys(table, region, rest, sold)]
    begun = tuple(sorted(sold.begun_by(rest) - set(rest)))[:MOST_TYPES]
    return FoundPrices(named or prices_with(rest, region if regions else None), begun)


class SoldNames:
    """What keyed tables sell anywhere, to be found by each part of its name."""

    def __init__(self, prices: Catalogue) -> None:
        self._keys: dict[tuple[str, str], list[str]] = {}
        parts: set[str] = set()
        for table in prices.large_tables:
            for key in prices.sold(table):
                own = key.split()
                parts.update(own)
                for part in {part.casefold() for part in own}:
                    self._keys.setdefault((table, part), []).append(key)
        self._parts = sorted((part.casefold(), part) for part in parts)

    def with_part(self, table: str, part: str) -> Sequence[str]:
        """What a table sells that has a part of this name."""
        return self._keys.get((table, part), ())

    def begun_by(self, words: Iterable[str]) -> set[str]:
        """The parts that a word begins."""
        found: set[str] = set()
        for word in words:
            place = bisect_left(self._parts, (word, ""))
            while place < len(self._parts) and self._parts[place][0].startswith(word):
                found.add(self._parts[place][1])
                place += 1
        return found


@lru_cache(maxsize=1)
def _sold(prices: Catalogue) -> SoldNames:
    return SoldNames(prices)


def newest_prices(chosen: Mapping[str, str]) -> list[RateCard]:
    """The prices of a Region that took effect last, newest first; keyed tables are searched, not listed.

    Raises InvalidInput.
    """
    errors: list[FieldError] = []
    region, _ = read_common(chosen, catalogue(), today(), errors)
    if errors:
        raise InvalidInput(errors)
    cards = [card for card, _ in prices_with((), region).of_cards]
    return sorted(cards, key=lambda card: card.effective_from, reverse=True)[:MOST_NEWEST]


def prices_to_choose(chosen: Mapping[str, str]) -> Sequence[PriceRow]:
    """A row of each of the prices in force that a name leaves open; none where it names one. Raises InvalidInput."""
    is_whole = {"dimension", "option"} <= chosen.keys()
    if is_whole or "service" not in chosen or not chosen.keys() <= set(HISTORY_FIELDS):
        return []
    rows = _first_tiers(chosen)
    is_without_options = "dimension" in chosen and any(not card.option for card, _ in rows)
    return [] if is_without_options else rows


def _first_tiers(chosen: Mapping[str, str]) -> Sequence[PriceRow]:
    """What the filters let through in one Region, the usual one unless another is chosen."""
    usual = {"region": str(common()["region"].default)}
    return prices_in_force({**usual, **chosen}).of_cards


def _of_keys(table: str, region: str, words: Sequence[str], sold: SoldNames) -> Iterator[PriceRow]:
    """The prices of a keyed table that have every word, one of which names what is sold; a row of each."""
    there = catalogue().sold(table, region)
    with_word = ([key for key in sold.with_part(table, word) if key in there] for word in words)
    keys = dict.fromkeys(key for found in with_word if len(found) <= MOST_KEYS for key in found)
    if not keys:
        return
    try:
        cards = catalogue().book((table,), region, today()).cards
    except NotPriced:
        return
    dimensions, _ = catalogue().table(table).names
    for key in keys:
        for dimension in sorted(dimensions):
            card = cards.get((dimension, key))
            if card is not None and all(word in name_of(card).words for word in words):
                yield from ((card, tier) for tier in card.tiers)
