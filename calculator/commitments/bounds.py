"""What no mix of commitments is cheaper than: the cuts that the mixes looked at have left, and the programs of them.

AWS's rules applied to a mix tell what one more unit of each commitment would be worth in each hour, which bounds the
cost of every other mix from below. The programs say which mix these bounds allow at the least: of divided units, or of
whole steps. They hold for any way to cover, so no mix costs less.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

import numpy as np

from calculator.commitments.model import Hours, Offer, Outcome, Problem
from calculator.commitments.rules import Applied, apply

# A program of whole steps ends when it is proven to so many, as a share: HiGHS's own would leave a hundredth percent.
PROVEN = 1e-6
LEAST_SECONDS = 0.01
# How many times the largest amount is 1 in it.
FINE = 10


@dataclass(frozen=True, eq=False)
class Cut:
    """The on-demand cost of one outcome is at least `base` plus `slopes` times the units."""

    outcome: int
    base: float
    slopes: Hours


@dataclass(frozen=True, eq=False)
class Proposed:
    """The units that the bounds allow at the least, and what nothing is below."""

    units: Hours
    bound_usd: float


class Bounds:
    """The bounds that are known of the largest cost of a mix above that of the best, over some outcomes."""

    def __init__(
        self, problem: Problem, outcomes: Sequence[Outcome], best: Sequence[float], most_upfront: Decimal | None
    ) -> None:
        self._problem, self._outcomes, self._best = problem, outcomes, best
        self._committed = np.array([[float(each.usd(when.months)) for each in problem.offers] for when in outcomes])
        self._cuts: list[Cut] = []
        share = max(float(each.share) for each in outcomes)
        self._most = [most_units(problem, offer) * share for offer in problem.offers]
        self._fees = None if most_upfront is None else [float(offer.fee_usd or 0) for offer in problem.offers]
        self._most_upfront = most_upfront

    def look_at(self, units: Hours) -> float:
        """The value of a mix; the bounds that follow from it are known from now on."""
        problem, costs = self._problem, []
        for share in dict.fromkeys(outcome.share for outcome in self._outcomes):
            running = problem.distinct.running * float(share)
            applied = apply(problem.fleets, problem.offers, units, running, by_kind=True)
            worth, of_fleets = _worth(problem, applied)
            for at, outcome in enumerate(self._outcomes):
                if outcome.share == share:
                    weights = problem.distinct.weights(outcome.months)
                    base = float(np.sum(of_fleets * running, axis=0) @ weights)
                    slopes = -(worth @ weights) * np.array([offer.gives for offer in problem.offers])
                    self._cuts.append(Cut(at, base, slopes))
                    on_demand = float(problem.on_demand @ applied.on_demand @ weights)
                    costs.append(on_demand + float(self._committed[at] @ units) - self._best[at])
        return max(costs)

    def divided(self, seconds: float) -> Proposed | None:
        """The mix to look at next; None where there was no time for it."""
        # It takes a third of a second to load, and few who ask for anything ask for this.
        from scipy.optimize import linprog

        rows, limits = self._rows()
        at_most = [*((0, most) for most in self._most), *self._of_outcomes()]
        answer = linprog(
            self._objective(), A_ub=rows, b_ub=limits, bounds=at_most, method="highs",
            options={"time_limit": max(seconds, LEAST_SECONDS)},
        )  # fmt: skip
        if answer.status != 0:
            return None
        return Proposed(np.clip(answer.x[: len(self._most)], 0, None), float(answer.fun))

    def whole(self, seconds: float) -> Proposed | None:
        """The mix in whole steps to look at next, counted in steps; None where there was no time to find one."""
        from scipy.optimize import Bounds as Between
        from scipy.optimize import LinearConstraint, milp

        rows, limits = self._rows()
        steps = [float(offer.step) for offer in self._problem.offers]
        rows[:, : len(steps)] *= steps
        # What HiGHS takes for feasible is an absolute amount: in shares of the whole it is as fine for any load.
        scale = FINE * max(float(np.abs(limits).max(initial=0.0)), 1.0)
        rows[:, : len(steps)] /= scale
        # A step that is begun may be worth it.
        at_most = [ceil(most / step) for most, step in zip(self._most, steps, strict=True)]
        others = self._of_outcomes()
        answer = milp(
            self._objective(),
            constraints=LinearConstraint(rows, ub=np.array(limits) / scale),
            bounds=Between(
                [0] * len(steps) + [-np.inf if low is None else low for low, _ in others],
                at_most + [np.inf] * len(others),
            ),
            integrality=[1] * len(steps) + [0] * len(others),
            options={"time_limit": max(seconds, LEAST_SECONDS), "mip_rel_gap": PROVEN},
        )
        if answer.x is None or answer.mip_dual_bound is None:
            return None
        return Proposed(np.round(np.clip(answer.x[: len(steps)], 0, None)), float(answer.mip_dual_bound) * scale)

    def _rows(self) -> tuple[Hours, list[float]]:
        """What stands to the left and to the right of each inequality: units, on-demand by outcome, the largest."""
        outcomes = len(self._outcomes)
        rows, limits = [], []
        for cut in self._cuts:
            rows.append([*cut.slopes, *_only(cut.outcome, outcomes, -1), 0.0])
            limits.append(-cut.base)
        for at in range(outcomes):
            rows.append([*self._committed[at], *_only(at, outcomes, 1), -1.0])
            limits.append(self._best[at])
        if self._fees is not None and self._most_upfront is not None:
            rows.append([*self._fees, *np.zeros(outcomes + 1)])
            limits.append(float(self._most_upfront))
        return np.array(rows), limits

    def _objective(self) -> Hours:
        objective = np.zeros(len(self._most) + len(self._outcomes) + 1)
        objective[-1] = 1
        return objective

    def _of_outcomes(self) -> list[tuple[float | None, float | None]]:
        """On-demand is never below nothing; the largest cost may be, above the best."""
        return [*[(0.0, None)] * len(self._outcomes), (None, None)]


def _only(at: int, size: int, value: float) -> Hours:
    row = np.zeros(size)
    row[at] = value
    return row


def most_units(problem: Problem, offer: Offer) -> float:
    """What would cover all that an offer can cover in the busiest hour."""
    taken = sum(takes * problem.distinct.running[fleet] for fleet, takes in offer.takes.items())
    return float(np.max(taken, initial=0.0)) / offer.gives


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
