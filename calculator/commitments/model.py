"""Fleets that run by the hour, and the commitments that can be bought for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calculator.core.month import HOURS_PER_YEAR

Hours: TypeAlias = NDArray[np.float64]
MONTHS_PER_YEAR = 12
HOURS_PER_MONTH = HOURS_PER_YEAR // MONTHS_PER_YEAR
# The order in which AWS applies what is committed: each kind takes what the ones before it have left.
ZONAL, REGIONAL, INSTANCE_PLAN, BROAD_PLAN = range(4)


@dataclass(frozen=True, eq=False)
class Fleet:
    """Things that are alike: how many run in each hour of a year, and what one costs in an hour on demand.

    `factor` is the normalization factor of the size: 1 where sizes are not flexible.
    """

    name: str
    on_demand_usd: Decimal
    running: Hours
    factor: float = 1.0


@dataclass(frozen=True, eq=False)
class Offer:
    """A commitment as it is sold, by the unit: a reserved thing, or one dollar an hour of a Savings Plan.

    `takes` says of each fleet that it covers, by its place, how much one running thing takes of it in an hour; a unit
    gives `gives` of that. `fee_usd` is paid when it is bought, `hourly_usd` for every hour of the term; the fee is None
    where a source states both together as `hourly_usd`. It is sold in whole steps of `step`.
    """

    key: str
    option: str
    label: str
    kind: int
    term_months: int
    hourly_usd: Decimal
    takes: Mapping[int, float]
    fee_usd: Decimal | None = Decimal(0)
    gives: float = 1.0
    step: Decimal = Decimal(1)

    @property
    def is_plan(self) -> bool:
        """Whether it is a commitment to dollars an hour."""
        return self.kind >= INSTANCE_PLAN

    @cached_property
    def term_usd(self) -> Decimal:
        """What a unit costs from its first to its last hour."""
        return (self.fee_usd or Decimal(0)) + self.hourly_usd * HOURS_PER_MONTH * self.term_months

    def terms_in(self, months: int) -> int:
        """How often it is bought for a load that lasts so long; the last one is paid to its end."""
        return -(-months // self.term_months)

    def usd(self, months: int) -> Decimal:
        """What a unit costs that is bought again until a load ends after so many months."""
        return self.term_usd * self.terms_in(months)


@dataclass(frozen=True)
class Outcome:
    """How the load turns out: a share of what is stated, for so many months."""

    share: Decimal
    months: int


@dataclass(frozen=True, eq=False)
class Problem:
    """What runs, what can be bought, and for how many months the load is looked at.

    `without` keeps, by months, what it costs on demand once that has been worked out.
    """

    fleets: Sequence[Fleet]
    offers: Sequence[Offer]
    months: int
    distinct: "Distinct" = field(init=False)
    without: dict[int, Decimal] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Hours that are alike are worked out once."""
        object.__setattr__(self, "distinct", distinct_hours([fleet.running for fleet in self.fleets]))

    @property
    def stated(self) -> Outcome:
        """The load as it is stated."""
        return Outcome(Decimal(1), self.months)

    @property
    def on_demand(self) -> Hours:
        """What one thing of each fleet costs in an hour."""
        return np.array([float(fleet.on_demand_usd) for fleet in self.fleets])


@dataclass(frozen=True, eq=False)
class Distinct:
    """The hours of a year of which no two are alike: a row for each fleet, and which of them each hour is."""

    running: Hours
    places: NDArray[np.intp]

    def weights(self, months: int) -> Hours:
        """How often each occurs in so many months, the year over and over."""
        years, rest = divmod(months * HOURS_PER_MONTH, HOURS_PER_YEAR)
        size = self.running.shape[1]
        whole = np.bincount(self.places, minlength=size) * years
        return (whole + np.bincount(self.places[:rest], minlength=size)).astype(float)


def distinct_hours(running: Sequence[Hours]) -> Distinct:
    """The distinct hours of some fleets together."""
    found, places = np.unique(np.vstack(running), axis=1, return_inverse=True)
    # As rows, one after the other: NumPy finds them as columns.
    return Distinct(np.ascontiguousarray(found), places.reshape(-1))
