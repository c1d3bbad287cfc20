"""The mix of least cost as a linear program that is built up from its cuts.

Written out, the program has an unknown for each commitment, thing that it covers and hour. Here the unknowns are the
units alone: the program of the bounds that are known says what to look at next, until bound and cost meet.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import numpy as np

from calculator.commitments.bounds import Bounds
from calculator.commitments.model import Hours, Outcome, Problem

# Rounds of one program, and how near bound and cost are to be, as a share. Where AWS's order of covering costs more
# than the cheapest one they never meet: it ends after so many rounds in which neither has moved by so much.
ROUNDS, NEAR = 400, 1e-9
STILL, MOVED = 6, 1e-7
Left: TypeAlias = Callable[[], float]


@dataclass(frozen=True, eq=False)
class Found:
    """The units of each offer that cost least of those looked at, what they come to, and what nothing is below.

    `bounds` are all that are known of it.
    """

    units: Hours
    usd: float
    bound_usd: float
    bounds: Bounds


def solve(problem: Problem, outcome: Outcome, left: Left, most_upfront: Decimal | None = None) -> Found:
    """The mix of least cost under one outcome; `left` tells the seconds that it may still take."""
    return _solved(problem, [outcome], [0.0], left, most_upfront)


def solve_regret(
    problem: Problem,
    outcomes: Sequence[Outcome],
    best_usd: Sequence[float],
    left: Left,
    most_upfront: Decimal | None = None,
) -> Found:
    """The mix whose largest cost above that of the best mix, over some outcomes, is least; `usd` is that difference."""
    return _solved(problem, outcomes, best_usd, left, most_upfront)


def _solved(
    problem: Problem, outcomes: Sequence[Outcome], best: Sequence[float], left: Left, most_upfront: Decimal | None
) -> Found:
    bounds = Bounds(problem, outcomes, best, most_upfront)
    units = np.zeros(len(problem.offers))
    usd, bound = np.inf, -np.inf
    looked_at, still = units, 0
    for _ in range(ROUNDS):
        before = usd - bound
        value = bounds.look_at(looked_at)
        if value < usd:
            usd, units = value, looked_at
        proposed = bounds.divided(left())
        if proposed is None:
            break
        bound = max(bound, proposed.bound_usd)
        if usd - bound <= NEAR * max(abs(usd), 1) or left() <= 0:
            break
        value = bounds.look_at(proposed.units)
        if value < usd:
            usd, units = value, proposed.units
        # Halfway to what is best so far: a program of few bounds proposes what is far away.
        looked_at = (units + proposed.units) / 2
        still = still + 1 if before - (usd - bound) <= MOVED * max(abs(usd), 1) else 0
        if still == STILL:
            break
    return Found(units, usd, bound, bounds)
