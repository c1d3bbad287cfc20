"""What an estimate is made of. An estimate is its own explanation: screens and files only print it.

All money is USD. In an exact estimate every number is a Decimal; in a sweep it is a float64 array.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from calculator.core.arithmetic import Number, divide_up, maximum, product, ratio, total
from calculator.core.tiers import RateCard, TierCharge

MONTHLY = "monthly"
UPFRONT = "upfront"
MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True)
class Limit:
    """A dated, sourced figure that AWS publishes about a service, such as a minimum or a quota."""

    service: str
    option: str
    name: str
    value: Number
    value_to: Number | None
    unit: str
    effective_from: date
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Demand:
    """What a workload asks of one limit, and how many units of capacity that takes."""

    name: str
    amount: Number
    limit: Limit

    @property
    def units_needed(self) -> Number:
        """Whole units of capacity that satisfy this demand alone."""
        return divide_up(self.amount, self.limit.value)


@dataclass(frozen=True, slots=True)
class CapacityPlan:
    """How many units are needed, each demand behind it, and which one binds."""

    count: Number
    unit: str
    label: str
    binding: str | None = None
    demands: tuple[Demand, ...] = ()

    @classmethod
    def covering(cls, unit: str, label: str, *demands: Demand, at_least: int = 1) -> "CapacityPlan":
        """The fewest units that meet every demand (exact numbers only)."""
        count: Number = at_least
        for demand in demands:
            count = maximum(count, demand.units_needed)
        binding = max(demands, key=lambda demand: ratio(demand.amount, demand.limit.value))
        return cls(count, unit, label, binding.name, demands)

    def utilisation(self, demand: Demand) -> Number:
        """The share of the planned capacity that a demand uses."""
        return ratio(demand.amount, demand.limit.value * self.count)


@dataclass(frozen=True, slots=True)
class LineItem:
    """One thing billed: a quantity over the tiers of one rate card."""

    name: str
    label: str
    quantity: Number
    unit: str
    usd: Number
    tiers: tuple[TierCharge, ...]
    card: RateCard
    formula: str
    assumption: str = ""
    recurrence: str = MONTHLY


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about an estimate; `field` is the input it is about, if any."""

    code: str
    message: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a choice cannot carry a workload; `when` is a truth value, or an array of them in a sweep."""

    field: str
    message: str
    when: Any = True


@dataclass(frozen=True, slots=True)
class PriceList:
    """The identity of a set of prices: two lists with one checksum give the same answers."""

    id: str
    service: str
    published: date
    checksum: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Estimate:
    """The answer to one usage of one service in one region as of one date."""

    service: str
    region: str
    as_of: date
    price_lists: tuple[PriceList, ...]
    usage: Any
    capacity: Mapping[str, CapacityPlan]
    line_items: tuple[LineItem, ...]
    warnings: tuple[Notice, ...] = ()
    term_months: int = 12
    monthly_usd: Number = field(init=False)
    upfront_usd: Number = field(init=False)
    effective_monthly_usd: Number = field(init=False)
    annual_usd: Number = field(init=False)

    def __post_init__(self) -> None:
        """Add up the line items; each total is the exact sum of its unrounded parts."""
        monthly = total(item.usd for item in self.line_items if item.recurrence == MONTHLY)
        upfronts = [item.usd for item in self.line_items if item.recurrence == UPFRONT]
        upfront = total(upfronts)
        effective = total((monthly, ratio(upfront, self.term_months) if upfronts else 0))
        object.__setattr__(self, "monthly_usd", monthly)
        object.__setattr__(self, "upfront_usd", upfront)
        object.__setattr__(self, "effective_monthly_usd", effective)
        object.__setattr__(self, "annual_usd", product(effective, MONTHS_PER_YEAR))
