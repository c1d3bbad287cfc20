"""What a price list changes: prices that are new, changed or gone, against those that were in force before it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.imported import ImportedList
from calculator.core.arithmetic import ratio
from calculator.core.display import amount, exact_text
from calculator.core.tiers import RateCard

# Table, dimension, option.
Key: TypeAlias = tuple[str, str, str]
CardsByKey: TypeAlias = Mapping[Key, RateCard]
INFINITE = Decimal("Infinity")
# Bounds are whole numbers of a few digits, or as exact as AWS states them.
MOST_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One price before and after; `factor` is by how much its tiers differ at most, upwards or downwards."""

    key: Key
    before: RateCard
    after: RateCard
    factor: Decimal

    @property
    def has_moved_bounds(self) -> bool:
        """Whether tiers begin elsewhere than before."""
        return [tier.start for tier in self.before.tiers] != [tier.start for tier in self.after.tiers]

    @property
    def words(self) -> tuple[str, str]:
        """The prices before and after as people read them; where bounds have moved also where each tier begins."""
        return _ladder_words(self.before, self.has_moved_bounds), _ladder_words(self.after, self.has_moved_bounds)


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that one list changes."""

    new: tuple[Key, ...]
    changed: tuple[Change, ...]
    gone: tuple[Key, ...]
    unchanged: int


class FormerCards(Mapping[Key, RateCard]):
    """What is in force, on the day of a list's publication, of all that the list covers.

    A card is made when it is looked at: a list covers many thousands of prices of instances and may have few.
    """

    def __init__(self, each: ImportedList, catalogue: Catalogue) -> None:
        tables = sorted(each.covers.tables & set(catalogue.table_names))
        self._in_force = {name: catalogue.table(name).in_force(each.region, each.published) for name in tables}
        self._keys: dict[Key, None] = {
            (table, *key): None
            for table, cards in self._in_force.items()
            for key in cards
            if each.covers.includes(table, *key)
        }

    def __getitem__(self, key: Key) -> RateCard:
        if key not in self._keys:
            raise KeyError(key)
        table, *of = key
        return self._in_force[table][of[0], of[1]]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def listed_cards(each: ImportedList) -> dict[Key, RateCard]:
    """Every price of a list."""
    return {(table, *key): card for table in each.tables for key, card in each.cards(table).items()}


def changes_between(before: CardsByKey, after: CardsByKey) -> Changes:
    """What is new, changed and gone."""
    pairs = [(key, before[key], card) for key, card in after.items() if key in before]
    changed = [
        Change(key, old, new, factor_between(old, new)) for key, old, new in pairs if _ladder(old) != _ladder(new)
    ]
    return Changes(
        new=tuple(key for key in after if key not in before),
        changed=tuple(sorted(changed, key=lambda change: (-change.factor, change.key))),
        gone=tuple(key for key in before if key not in after),
        unchanged=len(pairs) - len(changed),
    )


def factor_between(before: RateCard, after: RateCard) -> Decimal:
    """By what factor two cards differ where they differ most; without end where only one of them is free."""
    starts = {tier.start for tier in (*before.tiers, *after.tiers)}
    return max(_factor(price_at(before, start), price_at(after, start)) for start in starts)


def price_at(card: RateCard, quantity: Decimal) -> Decimal:
    """The price of one more unit at a quantity."""
    return next(tier.usd_per_unit for tier in reversed(card.tiers) if tier.start <= quantity)


def words(key: Iterable[str]) -> str:
    """A price as people name it: `s3 storage STANDARD`."""
    return " ".join(part for part in key if part)


def _ladder_words(card: RateCard, has_bounds: bool) -> str:
    """The prices of a card, tier by tier: `0.023 / 0.022 from 51,200`."""
    bounds = (f" from {amount(tier.start, MOST_DIGITS)}" if has_bounds and tier.start else "" for tier in card.tiers)
    return " / ".join(f"{exact_text(tier.usd_per_unit)}{bound}" for tier, bound in zip(card.tiers, bounds, strict=True))


def _factor(before: Decimal, after: Decimal) -> Decimal:
    low, high = sorted((before, after))
    if low == high:
        return Decimal(1)
    return Decimal(ratio(high, low)) if low else INFINITE


def _ladder(card: RateCard) -> list[tuple[Decimal, Decimal]]:
    return [(tier.start, tier.usd_per_unit) for tier in card.tiers]
