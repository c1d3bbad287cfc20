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
from calculator.core.tiers import RateCard

Key: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A line in its pool: the quantity that is billed of it, and what that costs."""

    quantity: Decimal
    usd: Decimal


def apart(item: LineItem, count: int) -> Share:
    """A line so many times over, each for itself."""
    return Share(item.quantity * count, item.usd * count)


def pooled(lines: Sequence[tuple[LineItem, int]]) -> list[Share]:
    """What each line costs, so many times over, when all of them are bought by one account; in their order."""
    billed = _beyond_allowances(lines)
    _once_each_minimum(lines, billed)
    shares = [Share(quantity, Decimal(0)) for quantity in billed]
    for places in _pools(lines).values():
        for place, usd in _split(places, lines, billed):
            shares[place] = Share(billed[place], usd)
    return shares


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
) -> Iterable[tuple[int, Decimal]]:
    """The cost of each line of a pool. Cards of several Regions each charge by the tiers that all reach together."""
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
        if len(charges) == 1:
            price = charges[0].tier.usd_per_unit
            yield from ((place, quantity * price) for place, quantity in zip(own, quantities, strict=True))
            continue
        cost, mine = total(charge.usd for charge in charges), total(quantities)
        of_this_card = cost if mine == volume else ratio(cost * mine, volume)
        yield from zip(own, _parts(of_this_card, quantities), strict=True)


def _is_beyond(volume: Decimal, card: RateCard) -> bool:
    """Whether no price is known for so much; then each line keeps what it costs for itself."""
    return card.known_to is not None and volume > card.known_to


def _alone(item: LineItem, count: int, billed: Decimal) -> Decimal:
    """What a line costs for itself; of its allowance or minimum others may have taken a part."""
    whole: Decimal = item.usd * count
    if billed == item.quantity * count:
        return whole
    charged: Decimal = total(charge.usd for charge in item.card.split(ratio(billed, count))) * count
    return charged


def _parts(whole: Decimal, by: list[Decimal]) -> list[Decimal]:
    """A whole split by quantities; the last that has any takes the rest."""
    of = total(by)
    if not of:
        return [Decimal(0) for _ in by]
    parts = [whole if each == of else ratio(whole * each, of) for each in by]
    last = max(place for place, each in enumerate(by) if each)
    parts[last] += whole - total(parts)
    return parts
