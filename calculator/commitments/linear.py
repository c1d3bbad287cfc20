"""The mix of least cost as a linear program that is built up from its cuts.

Written out, the program has an unknown for each commitment, thing that it covers and hour. Here the unknowns are the
units alone: AWS's rules applied to a mix tell what one more unit of each commitment would be worth in each hour, which
bounds the cost of every other mix from below. The program of the bounds says what to look at next, until bound and cost
meet. The bound holds for divided units and for any way to cover, so no mix costs less.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import numpy as np

from calculator.commitments.model import Hours, Outcome, Problem
from calculator.commitments.rules import Applied, apply

# Rounds of one program, and how near bound and cost are to be, as a share. Where AWS's order of covering costs more
# than the cheapest one they never meet: it ends after so many rounds in which neither has moved by so much.
ROUNDS, NEAR = 400, 1e-9
STILL, MOVED = 6, 1e-7
Left: TypeAlias = Callable[[], float]


@dataclass(frozen=True, eq=False)
class Found:
    """The units of each offer that cost least of those looked at, what they come to, and what nothing is below."""

    units: Hours
    usd: float
    bound_usd: float


@dataclass(frozen=True, eq=False)
class _Cut:
    """The on-demand cost of one outcome is at least `base` plus `slopes` times the units."""

    outcome: int
    base: float
    slopes: Hours


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
    master = _Master(problem, outcomes, best, most_upfront)
    units = np.zeros(len(problem.offers))
    usd, bound = np.inf, -np.inf
    looked_at, still = units, 0
    for _ in range(ROUNDS):
        before = usd - bound
        value, cuts = _looked_at(problem, outcomes, master, looked_at)
        master.cuts += cuts
        if value < usd:
            usd, units = value, looked_at
        proposed = master.solved(left())
        if proposed is None:
            break
        bound = max(bound, proposed[1])
        if usd - bound <= NEAR * max(abs(usd), 1) or left() <= 0:
            break
        value, cuts = _looked_at(problem, outcomes, master, proposed[0])
        master.cuts += cuts
        if value < usd:
            usd, units = value, proposed[0]
        # Halfway to what is best so far: a program of few bounds proposes what is far away.
        looked_at = (units + proposed[0]) / 2
        still = still + 1 if before - (usd - bound) <= MOVED * max(abs(usd), 1) else 0
        if still == STILL:
            break
    return Found(units, usd, bound)


class _Master:
    """The program of the bounds that are known."""

    def __init__(
        self, problem: Problem, outcomes: Sequence[Outcome], best: Sequence[float], most_upfront: Decimal | None
    ) -> None:
        self.committed = np.array([[float(offer.usd(each.months)) for offer in problem.offers] for each in outcomes])
        self.best = best
        self.cuts: list[_Cut] = []
        share = max(float(each.share) for each in outcomes)
        self._most = [_most_units(problem, at) * share for at in range(len(problem.offers))]
        self._fees = None if most_upfront is None else [float(offer.fee_usd or 0) for offer in problem.offers]
        self._most_upfront = most_upfront

    def solved(self, seconds: float) -> tuple[Hours, float] | None:
        """The units to look at next, and the bound; None where there was no time for it."""
        # It takes a third of a second to load, and few who ask for anything ask for this.
        from scipy.optimize import linprog

        outcomes, offers = self.committed.shape
        rows, bounds = [], []
        for cut in self.cuts:
            at_least = np.zeros(outcomes)
            at_least[cut.outcome] = -1
            rows.append([*cut.slopes, *at_least, 0.0])
            bounds.append(-cut.base)
        for at in range(outcomes):
            own = np.zeros(outcomes)
            own[at] = 1
            rows.append([*self.committed[at], *own, -1.0])
            bounds.append(self.best[at])
        if self._fees is not None and self._most_upfront is not None:
            rows.append([*self._fees, *np.zeros(outcomes + 1)])
            bounds.append(float(self._most_upfront))
        objective = np.zeros(offers + outcomes + 1)
        objective[-1] = 1
        limits = [*((0, most) for most in self._most), *[(0, None)] * outcomes, (None, None)]
        answer = linprog(
            objective, A_ub=np.array(rows), b_ub=bounds, bounds=limits, method="highs",
            options={"time_limit": max(seconds, 0.01)},
        )  # fmt: skip
        if answer.status != 0:
            return None
        return np.clip(answer.x[:offers], 0, None), float(answer.fun)


def _most_units(problem: Problem, at: int) -> float:
    """What would cover all that an offer can cover in the busiest hour."""
    offer = problem.offers[at]
    taken = sum(takes * problem.distinct.running[fleet] for fleet, takes in offer.takes.items())
    return float(np.max(taken, initial=0.0)) / offer.gives


def _looked_at(
    problem: Problem, outcomes: Sequence[Outcome], master: _Master, units: Hours
) -> tuple[float, list[_Cut]]:
    """The value of a mix, and the bounds that follow from it."""
    costs, cuts = [], []
    for share in dict.fromkeys(outcome.share for outcome in outcomes):
        running = problem.distinct.running * float(share)
        applied = apply(problem.fleets, problem.offers, units, running, by_kind=True)
        worth, of_fleets = _worth(problem, applied)
        for at, outcome in enumerate(outcomes):
            if outcome.share == share:
                weights = problem.distinct.weights(outcome.months)
                base = float(np.sum(of_fleets * running, axis=0) @ weights)
                slopes = -(worth @ weights) * np.array([offer.gives for offer in problem.offers])
                cuts.append(_Cut(at, base, slopes))
                on_demand = float(problem.on_demand @ applied.on_demand @ weights)
                costs.append(on_demand + float(master.committed[at] @ units) - master.best[at])
    return max(costs), cuts


def _worth(problem: Problem, applied: Applied) -> tuple[Hours, Hours]:
    """By hour: what one more of what each commitment gives is worth, and what one more running thing costs.

    From the last kind of commitment to the first: one more of a kind covers the next thing that is not covered, or
    frees what covers it of a later kind. Whatever they are, the cost of a thing is at most that of any way to cover
    it, which is all that a bound needs.
    """
    costs = np.repeat(problem.on_demand[:, None], applied.on_demand.shape[1], axis=1)
    worth = np.zeros_like(applied.rest)
    kinds = sorted({offer.kind for offer in problem.offers}, reverse=True)
    for kind in kinds:
        own = [at for at, offer in enumerate(problem.offers) if offer.kind == kind]
        for at in own:
            is_spent = applied.rest[at] <= 1e-9 * np.maximum(applied.given[at], 1)
            for fleet, takes in problem.offers[at].takes.items():
                is_next = is_spent & (applied.left_after[kind][fleet] > 1e-9)
                worth[at] = np.maximum(worth[at], np.where(is_next, costs[fleet] / takes, 0))
        for at in own:
            for fleet, takes in problem.offers[at].takes.items():
                costs[fleet] = np.minimum(costs[fleet], worth[at] * takes)
    return worth, costs
