"""Prices as whole rate cards: one price for each tier, and tiers that follow one another from zero without end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, groupby, pairwise
from operator import attrgetter
from typing import TypeAlias

from calculator.offers.offer import BadOffer, MappedPrice

MOST_SENTENCES = 20


Starts: TypeAlias = Mapping[tuple[str, str, str], set[Decimal]]


def whole_cards(
    prices: Iterable[MappedPrice],
    with_allowance: Iterable[MappedPrice],
    single_tiers: Iterable[MappedPrice],
    starts: Starts,
) -> tuple[MappedPrice, ...]:
    """The prices card by card and tier by tier. Raises BadOffer.

    Of those `with_allowance` the free beginning is left out. `single_tiers` know where they begin, and end where the
    next one of their card begins; `starts` says which ones a card has, by table, dimension and option.
    """
    faults: list[str] = []
    paid = [price for tiers in _by_card(with_allowance) for price in _without_allowance(tiers, faults)]
    ended = [price for tiers in _by_card(single_tiers) for price in _ended(tiers, starts, faults)]
    cards = [*_by_card(chain(prices, paid, ended))]
    faults += (fault for tiers in cards for fault in _faults(tiers))
    if len(faults) > MOST_SENTENCES:
        faults[MOST_SENTENCES:] = [f"There are {len(faults) - MOST_SENTENCES} more faults of this kind."]
    if faults:
        raise BadOffer(*faults)
    return tuple(chain.from_iterable(cards))


def _by_card(prices: Iterable[MappedPrice]) -> Iterator[list[MappedPrice]]:
    ordered = sorted(prices, key=attrgetter("table", "region", "dimension", "option", "tier_from"))
    return ([*tiers] for _, tiers in groupby(ordered, attrgetter("table", "region", "dimension", "option")))


def _ended(tiers: list[MappedPrice], starts: Starts, faults: list[str]) -> list[MappedPrice]:
    """Tiers that each end where the next begins; were one of them missing, another's price would reach too far."""
    first = tiers[0]
    missing = starts[first.table, first.dimension, first.option].difference(tier.tier_from for tier in tiers)
    faults += (f"{_name(first)} lacks the tier from {start:f} {first.unit}." for start in sorted(missing))
    ends = [*(tier.tier_from for tier in tiers[1:]), None]
    return [replace(tier, tier_to=end) for tier, end in zip(tiers, ends, strict=True)]


def _without_allowance(tiers: list[MappedPrice], faults: list[str]) -> list[MappedPrice]:
    """The one paid tier of a card as if it began at 0, or the free one where nothing is paid."""
    faults += _seams(tiers)
    kept = tiers[_first_paid(tiers) :]
    if len(kept) > 1:
        faults.append(f"{_name(tiers[0])} has {len(kept)} tiers behind the free one, not one ({_codes(kept)}).")
        return []
    return [replace(kept[0], tier_from=Decimal(0))]


def _first_paid(tiers: Sequence[MappedPrice]) -> int:
    return next((number for number, tier in enumerate(tiers) if tier.usd_per_unit), len(tiers) - 1)


def free_beginnings(with_allowance: Iterable[MappedPrice]) -> Iterator[MappedPrice]:
    """The paid tier of each card as the list has it, which begins where what is free ends."""
    return (tiers[_first_paid(tiers)] for tiers in _by_card(with_allowance))


def _name(price: MappedPrice) -> str:
    return f"The price of {price.table} {price.dimension} {price.option}".rstrip() + f" in {price.region}"


def _codes(tiers: Iterable[MappedPrice]) -> str:
    return ", ".join(tier.rate_code for tier in tiers)


def _faults(tiers: list[MappedPrice]) -> Iterator[str]:
    first, last = tiers[0], tiers[-1]
    if first.tier_from:
        yield f"{_name(first)} begins at {first.tier_from:f} {first.unit}, not at 0 ({first.rate_code})."
    yield from _seams(tiers)
    if last.tier_to is not None:
        yield f"{_name(last)} ends at {last.tier_to:f} {last.unit}; nothing says what more costs ({last.rate_code})."


def _seams(tiers: list[MappedPrice]) -> Iterator[str]:
    """What is wrong between one tier and the next."""
    name = _name(tiers[0])
    for tier, following in pairwise(tiers):
        codes = f"({_codes((tier, following))})"
        if tier.unit != following.unit:
            yield f"{name} is in two units, {tier.unit} and {following.unit} {codes}."
        elif tier.tier_from == following.tier_from:
            yield f"{name} has two prices from {tier.tier_from:f} {tier.unit} on {codes}."
        elif tier.tier_to is None or tier.tier_to > following.tier_from:
            yield f"{name} has tiers that overlap at {following.tier_from:f} {tier.unit} {codes}."
        elif tier.tier_to < following.tier_from:
            yield f"{name} has no tier from {tier.tier_to:f} to {following.tier_from:f} {tier.unit} {codes}."
