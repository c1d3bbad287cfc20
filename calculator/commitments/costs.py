"""What a mix of commitments costs under an outcome: what is committed to its end, and the rest on demand."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from calculator.commitments.model import HOURS_PER_MONTH, Hours, Offer, Outcome, Problem
from calculator.commitments.rules import Applied, apply

# Sums of hours are rounded to so many digits before they meet a price: what a float adds of its own is less.
DIGITS = 6


@dataclass(frozen=True)
class Held:
    """One commitment of a mix: how many units, and the share of what is paid for that is used."""

    offer: Offer
    units: Decimal
    utilization: Decimal


@dataclass(frozen=True)
class Cost:
    """What a mix costs while a load lasts.

    `committed_usd` is paid whatever runs, `on_demand_usd` for what nothing covers, `without_usd` were all of it on
    demand; `coverage` is the share of that which is covered, None where nothing runs.
    """

    committed_usd: Decimal
    on_demand_usd: Decimal
    without_usd: Decimal
    coverage: Decimal | None
    held: tuple[Held, ...]

    @property
    def usd(self) -> Decimal:
        """All of it."""
        return self.committed_usd + self.on_demand_usd


def cost(problem: Problem, bought: Sequence[Decimal], outcome: Outcome) -> Cost:
    """What so many units of each offer cost, hour by hour by AWS's rules."""
    own = [(offer, units) for offer, units in zip(problem.offers, bought, strict=True) if units]
    running = problem.distinct.running
    if outcome.share != 1:
        running = running * float(outcome.share)
    weights = problem.distinct.weights(outcome.months)
    applied = applied_to(problem, own, running)
    on_demand = _usd(problem, applied.on_demand, weights)
    without = outcome.share * _without(problem, outcome.months)
    months = outcome.months
    shares = applied.used_hours(weights)
    held = tuple(
        Held(offer, units, _utilization(offer, float(share), months))
        for (offer, units), share in zip(own, shares, strict=True)
    )
    committed = sum((each.offer.usd(months) * each.units for each in held), Decimal(0))
    return Cost(committed, on_demand, without, (without - on_demand) / without if without else None, held)


def applied_to(problem: Problem, bought: Sequence[tuple[Offer, Decimal]], running: Hours) -> Applied:
    """What commitments cover, of which so many units are bought."""
    units = np.array([float(each) for _, each in bought])
    return apply(problem.fleets, [offer for offer, _ in bought], units, running)


def cheaply(problem: Problem, bought: Sequence[Decimal], outcome: Outcome) -> Decimal:
    """The whole cost alone."""
    return cost(problem, bought, outcome).usd


def _utilization(offer: Offer, used_hours: float, months: int) -> Decimal:
    """Of all hours that are paid for, those after the load has ended too."""
    paid = offer.terms_in(months) * offer.term_months * HOURS_PER_MONTH
    return Decimal(str(round(used_hours / paid, DIGITS + 2)))


def _without(problem: Problem, months: int) -> Decimal:
    """The load as it is stated, all of it on demand; every mix of a question is held against it."""
    if months not in problem.without:
        problem.without[months] = _usd(problem, problem.distinct.running, problem.distinct.weights(months))
    return problem.without[months]


def _usd(problem: Problem, running: Hours, weights: Hours) -> Decimal:
    """What runs, at on-demand prices."""
    hours = (running @ weights).round(DIGITS).tolist()
    of_fleets = zip(problem.fleets, hours, strict=True)
    return sum((fleet.on_demand_usd * Decimal(repr(each)) for fleet, each in of_fleets), Decimal(0))
