"""The mix of least cost where AWS's order of covering is not the cheapest, as a program that keeps to the order.

The bounds hold for any way to cover. AWS's own covers with one commitment after the other: of each and each fleet, in
each hour, either nothing of the one is left or nothing of the other. Written out with a yes or no for that, the program
is exact, and too large but for loads of few different hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

import numpy as np

from calculator.commitments.bounds import LEAST_SECONDS, PROVEN, most_units
from calculator.commitments.model import Hours, Outcome, Problem
from calculator.commitments.rules import in_order

# How many yes and no one program may have.
MOST_CHOICES = 600


@dataclass(frozen=True, eq=False)
class InOrder:
    """Units in whole steps, and what no units in whole steps are below."""

    units: list[Decimal]
    bound_usd: float


def solve_in_order(
    problem: Problem, outcome: Outcome, seconds: float, most_upfront: Decimal | None = None
) -> InOrder | None:
    """The mix of least cost by AWS's order; None of what is too large, or where there was no time to find one."""
    program = _Program(problem, outcome)
    if program.choices > MOST_CHOICES:
        return None
    return program.solved(seconds, most_upfront)


@dataclass(frozen=True, eq=False)
class _Row:
    """What stands at the columns of an inequality, and what it is at most."""

    values: dict[int, float]
    at_most: float


class _Program:
    """Unknowns: steps of each offer, then what each pair covers in each hour, then whether what runs is spent first."""

    def __init__(self, problem: Problem, outcome: Outcome) -> None:
        self._problem, self._months = problem, outcome.months
        share = float(outcome.share)
        self._running: Hours = problem.distinct.running * share
        self._hours: int = self._running.shape[1]
        self._weights = problem.distinct.weights(outcome.months)
        everything = np.ones(len(problem.offers))
        kinds = sorted({offer.kind for offer in problem.offers})
        self._pairs = [pair for kind in kinds for pair in in_order(problem.fleets, problem.offers, everything, kind)]
        self._steps = [float(offer.step) for offer in problem.offers]
        self._most = [
            ceil(most_units(problem, offer) * share / step)
            for offer, step in zip(problem.offers, self._steps, strict=True)
        ]

    @property
    def choices(self) -> int:
        """How many yes and no there are."""
        return len(self._pairs) * self._hours

    def solved(self, seconds: float, most_upfront: Decimal | None) -> InOrder | None:
        """The best mix that was found in the time."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_matrix

        rows = [*self._rows(), *self._of_fees(most_upfront)]
        at = [(number, column, value) for number, row in enumerate(rows) for column, value in row.values.items()]
        numbers, columns, values = zip(*at, strict=True)
        size = len(self._steps) + 2 * self.choices
        objective = self._objective(size)
        without = float(self._problem.on_demand @ self._running @ self._weights)
        scale = max(without, 1.0)
        most = np.full(size, np.inf)
        most[: len(self._steps)] = self._most
        most[size - self.choices :] = 1
        is_whole = np.zeros(size)
        is_whole[: len(self._steps)] = is_whole[size - self.choices :] = 1
        answer = milp(
            objective / scale,
            constraints=LinearConstraint(
                csr_matrix((values, (numbers, columns)), shape=(len(rows), size)), ub=[row.at_most for row in rows]
            ),
            bounds=Bounds(np.zeros(size), most),
            integrality=is_whole,
            options={"time_limit": max(seconds, LEAST_SECONDS), "mip_rel_gap": PROVEN},
        )
        if answer.x is None or answer.mip_dual_bound is None:
            return None
        found = zip(answer.x, self._problem.offers, strict=False)
        units = [Decimal(max(round(float(each)), 0)) * offer.step for each, offer in found]
        return InOrder(units, float(answer.mip_dual_bound) * scale + without)

    def _objective(self, size: int) -> Hours:
        """What is paid for the units, less what is saved of on-demand."""
        offers = self._problem.offers
        objective = np.zeros(size)
        for at, offer in enumerate(offers):
            objective[at] = float(offer.usd(self._months)) * self._steps[at]
        for place, (_, fleet) in enumerate(self._pairs):
            own = slice(self._covers(place, 0), self._covers(place + 1, 0))
            objective[own] = -self._weights * self._problem.on_demand[fleet]
        return objective

    def _covers(self, place: int, hour: int) -> int:
        """The column of what a pair covers in an hour."""
        return len(self._steps) + place * self._hours + hour

    def _rows(self) -> Iterator[_Row]:
        """Nothing covers more than it has or than there is; and of each pair one of both is spent before the next."""
        offers = self._problem.offers
        for hour in range(self._hours):
            of_offer: dict[int, dict[int, float]] = {}
            of_fleet: dict[int, dict[int, float]] = {}
            for place, (at, fleet) in enumerate(self._pairs):
                column = self._covers(place, hour)
                spent_first = column + self.choices
                given = offers[at].gives * self._steps[at]
                taken, covered = of_offer.setdefault(at, {}), of_fleet.setdefault(fleet, {})
                taken[column], covered[column] = offers[at].takes[fleet], 1.0
                runs, most = float(self._running[fleet, hour]), given * self._most[at]
                # Where what runs is not spent first, all that is given is; and the other way round.
                yield _Row({**_negated(covered), spent_first: runs}, 0.0)
                yield _Row({at: given, **_negated(taken), spent_first: -most}, 0.0)
            for fleet, covered in of_fleet.items():
                yield _Row(covered, float(self._running[fleet, hour]))
            for at, taken in of_offer.items():
                yield _Row({**taken, at: -offers[at].gives * self._steps[at]}, 0.0)

    def _of_fees(self, most_upfront: Decimal | None) -> Iterator[_Row]:
        if most_upfront is not None:
            fees = (float((offer.fee_usd or 0) * offer.step) for offer in self._problem.offers)
            yield _Row(dict(enumerate(fees)), float(most_upfront))


def _negated(values: dict[int, float]) -> dict[int, float]:
    return {column: -value for column, value in values.items()}
