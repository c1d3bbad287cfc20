"""What a price list changes: prices that are new, changed or gone, against those that were in force before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.imported import ImportedList
from calculator.core.arithmetic import ratio
from calculator.core.tiers import RateCard

# Table, dimension, option.
Key: TypeAlias = tuple[str, str, str]
CardsByKey: TypeAlias = Mapping[Key, RateCard]
INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Change:
    """One price before and after; `factor` is by how much its tiers differ at most, upwards or downwards."""

    key: Key
    before: RateCard
    after: RateCard
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that one list changes."""

    new: tuple[Key, ...]
    changed: tuple[Change, ...]
    gone: tuple[Key, ...]
    unchanged: int


def former_cards(each: ImportedList, catalogue: Catalogue) -> dict[Key, RateCard]:
    """What is in force, on the day of a list's publication, of all that the list covers."""
    return {
        (table, *key): card
        for table in sorted(each.covers.tables & set(catalogue.table_names))
        for key, card in catalogue.table(table).in_force(each.region, each.published).items()
        if each.covers.includes(table, *key)
    }


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


def _factor(before: Decimal, after: Decimal) -> Decimal:
    low, high = sorted((before, after))
    if low == high:
        return Decimal(1)
    return Decimal(ratio(high, low)) if low else INFINITE


def _ladder(card: RateCard) -> list[tuple[Decimal, Decimal]]:
    return [(tier.start, tier.usd_per_unit) for tier in card.tiers]
