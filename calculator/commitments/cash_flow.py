"""What is paid month by month: fees when something is bought, committed hours, and what runs on demand."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from calculator.commitments.costs import DIGITS, applied_to
from calculator.commitments.model import HOURS_PER_MONTH, MONTHS_PER_YEAR, Hours, Problem


@dataclass(frozen=True)
class MonthPaid:
    """One month of 730 hours, counted from 1.

    `upfront_usd` and `committed_usd` are None where a source does not say how much of a commitment is paid upfront;
    `without_usd` is the month with all of it on demand.
    """

    month: int
    upfront_usd: Decimal | None
    committed_usd: Decimal | None
    on_demand_usd: Decimal
    without_usd: Decimal

    @property
    def usd(self) -> Decimal | None:
        """All that is paid in the month."""
        if self.upfront_usd is None or self.committed_usd is None:
            return None
        return self.upfront_usd + self.committed_usd + self.on_demand_usd


def cash_flow(problem: Problem, bought: Sequence[Decimal]) -> list[MonthPaid]:
    """The months of the problem; what ends is bought again, and the load of a year comes again."""
    own = [(offer, units) for offer, units in zip(problem.offers, bought, strict=True) if units]
    on_demand = _by_month(problem, applied_to(problem, own, problem.distinct.running).on_demand)
    without = _by_month(problem, problem.distinct.running)
    is_known = all(offer.fee_usd is not None for offer, _ in own)
    hourly = sum((offer.hourly_usd * units for offer, units in own), Decimal(0))

    def fees(month: int) -> Decimal:
        begun = (each for each in own if (month - 1) % each[0].term_months == 0)
        return sum(((offer.fee_usd or Decimal(0)) * units for offer, units in begun), Decimal(0))

    return [
        MonthPaid(
            month,
            fees(month) if is_known else None,
            hourly * HOURS_PER_MONTH if is_known else None,
            on_demand[(month - 1) % MONTHS_PER_YEAR],
            without[(month - 1) % MONTHS_PER_YEAR],
        )
        for month in range(1, problem.months + 1)
    ]


def pays_back(months: Sequence[MonthPaid]) -> int | None:
    """The first month from which on less has been paid in all than without; None where that is never, or not known."""
    paid = without = Decimal(0)
    first: int | None = None
    for each in months:
        if each.usd is None:
            return None
        paid, without = paid + each.usd, without + each.without_usd
        first = (first or each.month) if paid < without else None
    return first


def _by_month(problem: Problem, running: Hours) -> list[Decimal]:
    """What runs in each month of the year at on-demand prices."""
    total = [Decimal(0)] * MONTHS_PER_YEAR
    for fleet, own in zip(problem.fleets, running, strict=True):
        hours = np.add.reduceat(own[problem.distinct.places], np.arange(MONTHS_PER_YEAR) * HOURS_PER_MONTH)
        for month, each in enumerate(hours):
            total[month] += fleet.on_demand_usd * Decimal(str(round(float(each), DIGITS)))
    return total
