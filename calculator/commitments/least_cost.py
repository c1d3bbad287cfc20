"""The mix of least cost: exact for one commitment by the load duration curve, by a linear program for several.

What cannot influence each other is worked out apart. Of offers for the same things, one that is never cheaper is not
bought. Units of the program are made whole, and the mix is then costed by AWS's rules: the difference from what no mix
is below is the gap.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from time import thread_time

import numpy as np

from calculator.commitments.costs import cheaply
from calculator.commitments.in_order import InOrder, solve_in_order
from calculator.commitments.linear import solve
from calculator.commitments.model import REGIONAL, ZONAL, Offer, Outcome, Problem
from calculator.commitments.whole_units import Whole, is_near, whole_units

ZERO = Decimal(0)
# How long one program may take, and all of them of a question.
SECONDS = 5.0


class Clock:
    """How long a question may still be worked at, in seconds of its own work: others at work change no answer."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._end = thread_time() + seconds

    @property
    def left(self) -> float:
        """Seconds, none when it is over."""
        return max(self._end - thread_time(), 0.0)

    def share(self, parts: int) -> "Clock":
        """The clock of one of so many that are still to be done."""
        return Clock(self.left / parts)


@dataclass(frozen=True, eq=False)
class Mix:
    """Units of each offer of a problem; `gap_usd` is how much cheaper the best can be at most, None if not known."""

    units: tuple[Decimal, ...]
    usd: Decimal
    gap_usd: Decimal | None


def least_cost(
    problem: Problem, outcome: Outcome, clock: Clock, most_upfront: Decimal | None = None, only: Iterable[int] = ()
) -> Mix:
    """The mix of least cost under an outcome, of all offers or of `only` some."""
    chosen = list(only) or [*range(len(problem.offers))]
    if most_upfront is not None:
        chosen = [at for at in chosen if problem.offers[at].fee_usd is not None]
    units = [ZERO] * len(problem.offers)
    gaps: list[Decimal | None] = []
    parts = _apart(problem, chosen) if most_upfront is None else [chosen]
    for part in parts:
        kept = worth_it(problem, part, [outcome], has_limit=most_upfront is not None)
        if not kept:
            continue
        fleets = sorted({fleet for at in kept for fleet in problem.offers[at].takes})
        own = part_of(problem, kept, fleets)
        found, gap = _least_of_part(own, outcome, clock, most_upfront)
        gaps.append(gap)
        for at, each in zip(kept, found, strict=True):
            units[at] = each
    whole = None if None in gaps else sum((gap for gap in gaps if gap is not None), ZERO)
    return Mix(tuple(units), cheaply(problem, units, outcome), whole)


def part_of(problem: Problem, offers: Sequence[int], fleets: Sequence[int]) -> Problem:
    """Some offers and the fleets that they cover."""
    place = {fleet: at for at, fleet in enumerate(fleets)}
    moved = (problem.offers[at] for at in offers)
    return Problem(
        [problem.fleets[fleet] for fleet in fleets],
        [replace(each, takes={place[fleet]: takes for fleet, takes in each.takes.items()}) for each in moved],
        problem.months,
    )


def _apart(problem: Problem, chosen: Sequence[int]) -> list[list[int]]:
    """Offers in groups that share no fleet."""
    groups: list[tuple[set[int], list[int]]] = []
    for at in chosen:
        fleets, offers = {*problem.offers[at].takes}, [at]
        for group in [each for each in groups if each[0] & fleets]:
            groups.remove(group)
            fleets |= group[0]
            offers = [*group[1], *offers]
        groups.append((fleets, offers))
    return [sorted(offers) for _, offers in groups]


def worth_it(problem: Problem, offers: Sequence[int], outcomes: Sequence[Outcome], *, has_limit: bool) -> list[int]:
    """The offers but for those beside which another covers the same for no more under any outcome; of equals the first.

    Under a limit of what is paid upfront the other may not ask for more of that either.
    """

    def gives_way(one: int, other: int) -> bool:
        own, better = problem.offers[one], problem.offers[other]
        is_cheaper = all(_covers_as_well(better, own, each) for each in outcomes)
        return is_cheaper and (not has_limit or _fee(better) <= _fee(own))

    return [
        at
        for at in offers
        if not any(gives_way(at, other) and (other < at or not gives_way(other, at)) for other in offers if other != at)
    ]


def _fee(offer: Offer) -> Decimal:
    """What is paid upfront for a unit of cover."""
    return (offer.fee_usd or ZERO) / Decimal(str(offer.gives))


def _covers_as_well(one: Offer, other: Offer, outcome: Outcome) -> bool:
    """Whether covering any of what `other` covers costs no more with `one`."""
    # For the same price what is reserved for a Region covers all that it would in a zone.
    is_alike = one.kind == other.kind or (one.kind, other.kind) == (REGIONAL, ZONAL)
    if not is_alike or not other.takes.keys() <= one.takes.keys():
        return False
    of_one, of_other = (float(each.usd(outcome.months)) / each.gives for each in (one, other))
    return all(one.takes[at] * of_one <= takes * of_other * (1 + 1e-12) for at, takes in other.takes.items())


def _least_of_part(
    problem: Problem, outcome: Outcome, clock: Clock, most_upfront: Decimal | None
) -> tuple[list[Decimal], Decimal | None]:
    """The units of each offer of a part, and their gap."""
    if len(problem.offers) == 1 and len(problem.fleets) == 1 and most_upfront is None:
        return [_level(problem, outcome)], ZERO
    found = solve(problem, outcome, lambda: clock.left, most_upfront)

    def usd_of(units: Sequence[Decimal]) -> Decimal:
        return cheaply(problem, units, outcome)

    def is_allowed(units: Sequence[Decimal]) -> bool:
        return is_affordable(problem, units, most_upfront)

    whole = whole_units(problem, found, lambda: clock.left, usd_of, is_allowed)
    if not np.isfinite(whole.bound_usd):
        return whole.units, None
    if not is_near(whole.usd, whole.bound_usd):
        ordered = solve_in_order(problem, outcome, clock.left, most_upfront)
        whole = whole if ordered is None else _better(whole, ordered, usd_of, is_allowed)
    return whole.units, max(whole.usd - Decimal(str(round(whole.bound_usd, 6))), ZERO)


def _better(
    whole: Whole,
    ordered: InOrder,
    usd_of: Callable[[Sequence[Decimal]], Decimal],
    is_allowed: Callable[[Sequence[Decimal]], bool],
) -> Whole:
    """The cheaper units of both, with the higher of what nothing is below."""
    bound = max(whole.bound_usd, ordered.bound_usd)
    usd = usd_of(ordered.units)
    if usd < whole.usd and is_allowed(ordered.units):
        return Whole(ordered.units, usd, bound)
    return Whole(whole.units, whole.usd, bound)


def _level(problem: Problem, outcome: Outcome) -> Decimal:
    """The level of the load duration curve up to which a unit pays: the most that runs often enough.

    A unit saves the on-demand price in every hour in which it is used; the last one worth buying is used for just more
    hours than its price is worth.
    """
    offer, fleet = problem.offers[0], problem.fleets[0]
    covers = offer.gives / offer.takes[0]
    hours_needed = float(offer.usd(outcome.months)) / (covers * float(fleet.on_demand_usd) or np.inf)
    running = problem.distinct.running[0] * float(outcome.share) / covers
    order = np.argsort(-running)
    used = np.cumsum(problem.distinct.weights(outcome.months)[order])
    enough = np.flatnonzero(used > hours_needed)
    level = float(running[order[enough[0]]]) if enough.size else 0.0
    return _cheapest_step(problem, outcome, level)


def _cheapest_step(problem: Problem, outcome: Outcome, level: float) -> Decimal:
    """The whole steps below and above a level: the cost has one minimum, so one of them is the least."""
    step = problem.offers[0].step
    below = (Decimal(repr(level)) / step).to_integral_value(ROUND_FLOOR) * step
    return min((below, below + step), key=lambda units: cheaply(problem, [units], outcome))


def upfront_usd(problem: Problem, units: Sequence[Decimal]) -> Decimal | None:
    """What is paid when all is bought; None where a source does not state it of an offer that is bought."""
    fees = [(offer.fee_usd, each) for offer, each in zip(problem.offers, units, strict=True) if each]
    if any(fee is None for fee, _ in fees):
        return None
    return sum((fee * each for fee, each in fees if fee is not None), ZERO)


def is_affordable(problem: Problem, units: Sequence[Decimal], most_upfront: Decimal | None) -> bool:
    fees = upfront_usd(problem, units)
    return most_upfront is None or (fees is not None and fees <= most_upfront)
