"""What an estimate is made of. An estimate is its own explanation: screens and files only print it.

All money is USD. In an exact estimate every number is a Decimal; in a sweep it is a float64 array.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from calculator.core.arithmetic import Number, divide_up, is_exact, maximum, product, ratio, total
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
    unit: str
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
    def covering(cls, unit: str, label: str, *demands: Demand, at_least: Number = 1) -> "CapacityPlan":
        """The fewest units that meet every demand, and at least `at_least`.

        The demand that needs most binds; none does where `at_least` is more than any needs, nor in a sweep, where
        it would change from point to point.
        """
        count: Number = at_least
        for demand in demands:
            count = maximum(count, demand.units_needed)
        if not is_exact(count):
            return cls(count, unit, label, None, demands)
        most = max(demands, key=lambda demand: ratio(demand.amount, demand.limit.value))
        return cls(count, unit, label, most.name if most.units_needed == count else None, demands)

    def carried(self, demand: Demand) -> Number:
        """How much of a demand the planned capacity could carry."""
        return demand.limit.value * self.count

    def utilisation(self, demand: Demand) -> Number:
        """The share of the planned capacity that a demand uses."""
        return ratio(demand.amount, self.carried(demand))


@dataclass(frozen=True, slots=True)
class LineItem:
    """One thing billed: a quantity over the tiers of one rate card.

    What is paid `upfront` is spread over `term_months` where a monthly figure is asked for.
    """

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
    term_months: int = 12


def effective_monthly(items: Iterable[LineItem]) -> Number:
    """What items cost a month when what is paid upfront is spread evenly over its term."""
    return total(item.usd if item.recurrence == MONTHLY else ratio(item.usd, item.term_months) for item in items)


@dataclass(frozen=True, slots=True)
class Detail:
    """A figure beside the bill that a service knows about its answer, such as a break-even."""

    name: str
    label: str
    value: Any
    unit: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the month would cost more if one field were larger by a step."""

    field: str
    by: Number
    usd: Number


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
    """The identity of a set of prices: two lists with one checksum give the same answers.

    A list that was imported holds for one region.
    """

    id: str
    service: str
    published: date
    checksum: str
    active: bool = True
    region: str = ""


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
    details: tuple[Detail, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    monthly_usd: Number = field(init=False)
    upfront_usd: Number = field(init=False)
    effective_monthly_usd: Number = field(init=False)
    annual_usd: Number = field(init=False)

    def explained_by(
        self, warnings: tuple[Notice, ...], details: tuple[Detail, ...], next_steps: tuple[NextStep, ...]
    ) -> "Estimate":
        """The same estimate with what is to be said of it; the totals are not added up again."""
        explained = copy(self)
        for name, value in (("warnings", warnings), ("details", details), ("next_steps", next_steps)):
            object.__setattr__(explained, name, value)
        return explained

    def __post_init__(self) -> None:
        """Add up the line items; each total is the exact sum of its unrounded parts."""
        monthly = total(item.usd for item in self.line_items if item.recurrence == MONTHLY)
        upfront = total(item.usd for item in self.line_items if item.recurrence == UPFRONT)
        effective = effective_monthly(self.line_items)
        object.__setattr__(self, "monthly_usd", monthly)
        object.__setattr__(self, "upfront_usd", upfront)
        object.__setattr__(self, "effective_monthly_usd", effective)
        object.__setattr__(self, "annual_usd", product(effective, MONTHS_PER_YEAR))
