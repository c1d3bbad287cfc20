"""Finding prices by words: `m7g.large eu-central-1`, `kinesis shard`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from calculator.application.price_rows import PriceRow, PriceRows
from calculator.application.questions import catalogue, common, today
from calculator.application.table_rows import HISTORY_FIELDS, prices_in_force
from calculator.core.errors import NotPriced
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
    named = [row for table in catalogue().large_tables for row in _of_keys(table, region, rest)]
    begun = tuple(sorted(_begun(rest) - set(rest)))[:MOST_TYPES]
    if named:
        return FoundPrices(named, begun)
    chosen = {"region": region} if regions else {}
    small = (table for table in catalogue().table_names if table not in catalogue().large_tables)
    return FoundPrices([row for table in small for row in _of_rows({"service": table, **chosen}, rest)], begun)


def _of_rows(chosen: Mapping[str, str], words: Sequence[str]) -> Iterator[PriceRow]:
    """The prices of a table that have every word. Each Region and tier repeats the same names, which are read once."""
    known: dict[tuple[str, str, str], bool] = {}
    for row in prices_in_force(chosen):
        card = row[0]
        names = card.dimension, card.option, card.unit
        if names not in known:
            known[names] = _has(card, words)
        if known[names]:
            yield row


def _begun(words: Sequence[str]) -> set[str]:
    """The names in keyed tables that a word begins."""
    keys = (key for table in catalogue().large_tables for key in catalogue().sold(table))
    parts = dict.fromkeys(part for key in keys for part in key.split())
    return {part for part in parts if any(part.casefold().startswith(word) for word in words)}


def newest_prices(chosen: Mapping[str, str]) -> list[RateCard]:
    """The prices of a Region that took effect last, newest first; keyed tables are searched, not listed.

    Raises InvalidInput.
    """
    cards = [
        card
        for table in catalogue().table_names
        if table not in catalogue().large_tables
        for card, _ in _first_tiers({"service": table, **chosen})
    ]
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


def _of_keys(table: str, region: str, words: Sequence[str]) -> Iterator[PriceRow]:
    """The prices of a keyed table that have every word, one of which names what is sold; a row of each."""
    with_word: dict[str, list[str]] = {word: [] for word in words}
    for key in catalogue().sold(table, region):
        for part in set(key.casefold().split()) & with_word.keys():
            with_word[part].append(key)
    keys = dict.fromkeys(key for found in with_word.values() if len(found) <= MOST_KEYS for key in found)
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
            if card is not None and _has(card, words):
                yield from ((card, tier) for tier in card.tiers)


def _has(card: RateCard, words: Sequence[str]) -> bool:
    text = " ".join((card.table, card.dimension, card.option, card.unit)).replace("_", " ").casefold()
    return all(word in text for word in words)
