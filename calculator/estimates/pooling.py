"""What many lines cost when one account buys them all: tiers by its whole volume, allowances and minimums once.

All numbers are exact. What a pool costs is split over its lines by quantity; the last line takes what a quotient that
never ends leaves over, so that lines add up to the pool.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from calculator.core.answer import LineItem
from calculator.core.arithmetic import ratio, total
from calculator.core.pools import ACCOUNT, RESOURCE, Minimum
from calculator.core.tiers import RateCard, TierCharge

Key: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A line in its pool: the quantity that is billed of it, tier by tier, and what that costs."""

    quantity: Decimal
    usd: Decimal
    tiers: tuple[TierCharge, ...] = ()


def apart(item: LineItem, count: int) -> Share:
    """A line so many times over, each for itself."""
    return Share(item.quantity * count, item.usd * count, _times(item.tiers, count))


def _times(charges: Iterable[TierCharge], count: int) -> tuple[TierCharge, ...]:
    return tuple(TierCharge(each.tier, each.quantity * count, each.usd * count) for each in charges)


def pooled(lines: Sequence[tuple[LineItem, int]]) -> list[Share]:
    """What each line costs, so many times over, when all of them are bought by one account; in their order."""
    billed = _beyond_allowances(lines)
    _once_each_minimum(lines, billed)
    found: dict[int, Share] = {}
    for places in _pools(lines).values():
        for place, tiers in _split(places, lines, billed):
            found[place] = Share(billed[place], total(each.usd for each in tiers), tiers)
    return [found[place] for place in range(len(lines))]


def _beyond_allowances(lines: Sequence[tuple[LineItem, int]]) -> list[Decimal]:
    """The quantity of each line that is not free. Lines share an allowance by what each would have of it for itself."""
    asked: dict[str, Decimal] = defaultdict(Decimal)
    for item, count in lines:
        if item.free is not None and item.free.amount:
            asked[item.free.name] += ratio(item.allowance * count, item.free.amount)
    billed = []
    for item, count in lines:
        whole = item.quantity * count
        if item.free is not None and asked[item.free.name] > 1:
            free = ratio(item.allowance * count, asked[item.free.name])
            whole += item.allowance * count - free
        billed.append(whole)
    return billed


def _once_each_minimum(lines: Sequence[tuple[LineItem, int]], billed: list[Decimal]) -> None:
    """What fills up to a minimum is less by what other lines use of it."""
    pools: dict[str, list[tuple[int, Minimum, int]]] = defaultdict(list)
    for place, (item, count) in enumerate(lines):
        if item.minimum is not None and count:
            pools[item.minimum.name].append((place, item.minimum, count))
    for sharing in pools.values():
        least = max(minimum.least for _, minimum, _ in sharing)
        missing = max(least - total(minimum.used * count for _, minimum, count in sharing), Decimal(0))
        places = [place for place, _, _ in sharing]
        parts = _parts(missing, [billed[place] for place in places])
        for place, part in zip(places, parts, strict=True):
            billed[place] = part


def _pools(lines: Iterable[tuple[LineItem, int]]) -> dict[Key, list[int]]:
    """The places of the lines whose volume is added up."""
    pools: dict[Key, list[int]] = defaultdict(list)
    for place, (item, _) in enumerate(lines):
        pools[pool_of(item, place)].append(place)
    return pools


def pool_of(item: LineItem, place: int) -> Key:
    """What a line shares with those that climb the same tiers; `place` is its own among all lines."""
    card = item.card
    if item.tiers_pool == RESOURCE:
        return (RESOURCE, place)
    shared = (card.table, card.dimension, card.option, item.recurrence)
    return shared if item.tiers_pool == ACCOUNT else (*shared, card.region, card.effective_from, card.source)


def _split(
    places: list[int], lines: Sequence[tuple[LineItem, int]], billed: list[Decimal]
) -> Iterable[tuple[int, tuple[TierCharge, ...]]]:
    """The tiers of each line of a pool. Cards of several Regions each charge by the tiers that all reach together."""
    volume = total(billed[place] for place in places)
    of_card: dict[RateCard, list[int]] = defaultdict(list)
    for place in places:
        of_card[lines[place][0].card].append(place)
    if lines[places[0]][0].tiers_pool == RESOURCE or any(_is_beyond(volume, card) for card in of_card):
        yield from ((place, _alone(*lines[place], billed[place])) for place in places)
        return
    for card, own in of_card.items():
        charges = [*card.split(volume)]
        quantities = [billed[place] for place in own]
        mine = total(quantities)
        parts = [_tier_parts(charge, quantities, mine, volume, is_only=len(charges) == 1) for charge in charges]
        yield from ((place, tiers) for place, tiers in zip(own, zip(*parts, strict=True), strict=True))


def _tier_parts(
    charge: TierCharge, quantities: list[Decimal], mine: Decimal, volume: Decimal, *, is_only: bool
) -> list[TierCharge]:
    """What each line of a card has of one tier; where there is only one, all that it has."""
    price = charge.tier.usd_per_unit
    if is_only:
        return [TierCharge(charge.tier, quantity, quantity * price) for quantity in quantities]
    of_card = charge.quantity if mine == volume else ratio(charge.quantity * mine, volume)
    return [TierCharge(charge.tier, part, part * price) for part in _parts(of_card, quantities)]


def _is_beyond(volume: Decimal, card: RateCard) -> bool:
    """Whether no price is known for so much; then each line keeps what it costs for itself."""
    return card.known_to is not None and volume > card.known_to


def _alone(item: LineItem, count: int, billed: Decimal) -> tuple[TierCharge, ...]:
    """The tiers of a line for itself; of its allowance or minimum others may have taken a part."""
    if billed == item.quantity * count:
        return _times(item.tiers, count)
    return _times(item.card.split(ratio(billed, count)), count)


def _parts(whole: Decimal, by: list[Decimal]) -> list[Decimal]:
    """A whole split by quantities; the last that has any takes the rest."""
    of = total(by)
    if not of:
        return [Decimal(0) for _ in by]
    parts = [whole if each == of else ratio(whole * each, of) for each in by]
    last = max(place for place, each in enumerate(by) if each)
    parts[last] += whole - total(parts)
    return parts
