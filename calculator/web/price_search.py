"""Finding prices by words: `m7g.large eu-central-1`, `kinesis shard`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from calculator.application.price_rows import PriceRow, PriceRows
from calculator.application.questions import catalogue, common, today
from calculator.application.table_rows import HISTORY_FIELDS, prices_in_force
from calculator.core.declarations import Choice, ChoiceField
from calculator.core.errors import NotPriced
from calculator.core.tiers import RateCard, Tier
from calculator.services import service

EC2 = "ec2"
USUAL_SYSTEM = "Linux"
MOST_TYPES = 24
MOST_NEWEST = 25


@dataclass(frozen=True, slots=True)
class FoundPrices:
    """The price rows that have all words; where a word begins the names of instance types, those names."""

    rows: Sequence[PriceRow]
    types: tuple[str, ...] = ()

    @property
    def regions(self) -> set[str]:
        """The Regions of the rows."""
        return self.rows.regions if isinstance(self.rows, PriceRows) else {card.region for card, _ in self.rows}


def find_prices(typed: str) -> FoundPrices:
    """The prices in force today that have every word; a Region's code chooses the Region.

    An instance type is looked for in the Region named, or the usual one; no Region's file is read whole.
    """
    words = typed.casefold().split()
    regions = [word for word in words if word in catalogue().regions]
    rest = [word for word in words if word not in catalogue().regions]
    region = regions[0] if regions else str(common()["region"].default)
    named = [word for word in rest if word in catalogue().instance_types]
    if named:
        return FoundPrices(list(_of_type(named[0], region, [word for word in rest if word not in (named[0], EC2)])))
    rows = [
        (card, tier)
        for table in catalogue().table_names
        if table not in catalogue().large_tables
        for card, tier in prices_in_force({"service": table, **({"region": region} if regions else {})})
        if _has(card, rest)
    ]
    begun = [name for name in catalogue().instance_types if any(name.startswith(word) for word in rest)]
    return FoundPrices(rows, tuple(sorted(begun)[:MOST_TYPES]))


def newest_prices(chosen: Mapping[str, str]) -> list[RateCard]:
    """The prices of a Region that took effect last, newest first; EC2's thousands are searched, not listed.

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


def _of_type(name: str, region: str, words: list[str]) -> Iterator[tuple[RateCard, Tier]]:
    try:
        cards = catalogue().book((EC2,), region, today()).cards
    except NotPriced:
        return
    dimensions, _ = catalogue().table(EC2).names
    systems = [choice.value for choice in _systems()]
    for system in systems:
        for dimension in sorted(dimensions):
            card = cards.get((dimension, f"{name} {system}"))
            if card is not None and _has(card, words):
                yield from ((card, tier) for tier in card.tiers)


def _systems() -> tuple[Choice, ...]:
    """What a type's prices are told apart by: the choices of the field that offers the usual system."""
    fields = service(EC2).Usage.declarations.values()
    offered = (tuple(each.choices) for each in fields if isinstance(each, ChoiceField))
    return next((choices for choices in offered if any(each.value == USUAL_SYSTEM for each in choices)), ())


def _has(card: RateCard, words: list[str]) -> bool:
    text = _text_of(card.table, card.dimension, card.option, card.unit)
    return all(word in text for word in words)


@lru_cache(maxsize=4096)
def _text_of(*names: str) -> str:
    """What is searched; each Region repeats the same names."""
    return " ".join(names).replace("_", " ").casefold()
