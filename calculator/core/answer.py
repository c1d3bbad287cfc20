"""What an answer is made of. An answer is its own explanation: screens and files only print it.

All money is USD. In an exact answer every number is a Decimal; in a sweep it is a float64 array.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calculator.core.arithmetic import Number, any_used, divide_up, is_exact, maximum, product, ratio, total
from calculator.core.month import AVERAGE, HOURS_PER_YEAR, Month
from calculator.core.pools import ACCOUNT_REGION, Allowance, Minimum, TiersPool
from calculator.core.records import record
from calculator.core.tiers import RateCard, TierCharge
from calculator.core.violations import NOISE

MONTHLY = "monthly"
UPFRONT = "upfront"
# A monthly average of both, where a source does not tell the one from the other.
EFFECTIVE = "effective"
RECURRENCES = (MONTHLY, UPFRONT, EFFECTIVE)
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
    is_whole: bool = True

    @property
    def units_needed(self) -> Number:
        """Units of capacity that satisfy this demand alone; whole ones unless capacity is billed in parts of a unit."""
        return (divide_up if self.is_whole else ratio)(self.amount, self.limit.value)


@record
class CapacityPlan:
    """How many units are needed, each demand behind it, and which one binds.

    Of arrays, `is_bound` tells where any does, unless that is where the demand that needs most needs all of them.
    """

    count: Number
    unit: str
    label: str
    binding: str | None = None
    demands: tuple[Demand, ...] = ()
    is_bound: NDArray[np.bool_] | None = None

    @classmethod
    def covering(cls, unit: str, label: str, *demands: Demand, at_least: Number = 1) -> "CapacityPlan":
        """The fewest units that meet every demand, and at least `at_least`.

        The demand that needs most binds; none does where nothing is needed, where `at_least` is more than any needs,
        nor in a sweep, where it would change from point to point.
        """
        count: Number = at_least
        for demand in demands:
            count = maximum(count, demand.units_needed)
        if not is_exact(count):
            return cls(count, unit, label, None, demands)
        most = max(demands, key=lambda demand: ratio(demand.amount, demand.limit.value))
        return cls(count, unit, label, most.name if count and most.units_needed == count else None, demands)

    @property
    def binding_demand(self) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Of arrays: the place of the demand that needs most, the first of several, and where it binds."""
        shares = [np.asarray(ratio(each.amount, each.limit.value), dtype=np.float64) for each in self.demands]
        most, place = shares[0], np.zeros_like(shares[0], dtype=np.intp)
        for number, share in enumerate(shares[1:], start=1):
            # Two that are equal in decimals may differ by the noise of floats.
            is_more = share > most * (1 + NOISE)
            most, place = np.where(is_more, share, most), np.where(is_more, number, place)
        if self.is_bound is not None:
            return place, self.is_bound
        # A service may have demands of its own, which need more units than their share.
        needed = [np.asarray(each.units_needed, dtype=np.float64) for each in self.demands]
        of_most = np.choose(place, np.broadcast_arrays(*needed, place)[:-1])
        return place, (self.count > 0) & (of_most >= self.count * (1 - NOISE))

    def carried(self, demand: Demand) -> Number:
        """How much of a demand the planned capacity could carry."""
        return demand.limit.value * self.count

    def utilization(self, demand: Demand) -> Number:
        """The share of the planned capacity that a demand uses; nothing uses nothing of none."""
        carried = self.carried(demand)
        return ratio(demand.amount, carried) if any_used(carried) else demand.amount


@dataclass(frozen=True, slots=True)
class Working:
    """One step on the way to a quantity: a formula in words, with the numbers put in, and what it comes to."""

    label: str
    formula: str
    numbers: str
    value: Number
    unit: str = ""


@record
class LineItem:
    """One thing billed: a quantity over the tiers of one rate card.

    `allowance` is what was free besides the quantity, of all that `free` is; `tiers_pool` is whose volume climbs the
    tiers, `minimum` what the line fills up to. `worked` tells the steps that lead to the quantity.
    What is paid `upfront` is spread over the hours of its term, of which so many are the month's.
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
    term_hours: Number = HOURS_PER_YEAR
    month_hours: Number = AVERAGE.hours
    allowance: Number = 0
    free: Allowance | None = None
    tiers_pool: TiersPool = ACCOUNT_REGION
    minimum: Minimum | None = None
    worked: Callable[["LineItem"], Iterable[Working]] = field(default=lambda _: (), compare=False)

    def workings(self) -> tuple[Working, ...]:
        """The steps that lead to the quantity, which is the last of them; printed when somebody asks."""
        return tuple(self.worked(self))


def effective_monthly(items: Iterable[LineItem]) -> Number:
    """What items cost in the month when what is paid upfront is spread evenly over the hours of its term."""
    return total(
        ratio(item.usd * item.month_hours, item.term_hours) if item.recurrence == UPFRONT else item.usd
        for item in items
    )


def annual(items: Iterable[LineItem]) -> Number:
    """What a year costs of which items are an average month."""
    return product(effective_monthly(items), MONTHS_PER_YEAR)


def _invoiced(items: Iterable[LineItem], recurrence: str) -> Number | None:
    """What is billed each month or at once; None where a source gives only the average of both."""
    if any(item.recurrence == EFFECTIVE and any_used(item.usd) for item in items):
        return None
    return total(item.usd for item in items if item.recurrence == recurrence)


@record
class Metric:
    """A figure besides the bill that a service knows about its answer, such as a break-even."""

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


@record
class AnswerWarning:
    """Something a person should know about an answer; `field` is the input it is about, if any."""

    code: str
    message: str
    field: str = ""


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
class Answer:
    """The answer to one usage of one service in one region as of one date.

    `monthly_usd` is what each month's invoice shows, `upfront_usd` what is paid once, both None where no source tells
    them apart; `effective_monthly_usd` is both, spread over the term. `annual_usd` is that of twelve average months,
    8,760 hours, whatever the month. One that is not explained tells the bill and what is to be said of it alone.
    """

    service: str
    region: str
    as_of: date
    month: Month
    price_lists: tuple[PriceList, ...]
    usage: Any
    capacity: Mapping[str, CapacityPlan]
    line_items: tuple[LineItem, ...]
    annual_usd: Number
    warnings: tuple[AnswerWarning, ...] = ()
    metrics: tuple[Metric, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    is_explained: bool = False
    monthly_usd: Number | None = field(init=False)
    upfront_usd: Number | None = field(init=False)
    effective_monthly_usd: Number = field(init=False)

    @property
    def leads_with_effective(self) -> bool:
        """Whether the effective cost says what the month costs: something is upfront, or only the average is known."""
        return self.monthly_usd is None or any_used(self.upfront_usd or 0)

    def explained_by(
        self,
        warnings: tuple[AnswerWarning, ...],
        metrics: tuple[Metric, ...] = (),
        next_steps: tuple[NextStep, ...] = (),
        is_explained: bool = True,
    ) -> "Answer":
        """The same answer with what is to be said of it; the totals are not added up again."""
        # Field by field: `copy` asks a class with slots for its fields each time, which takes as long as a bill.
        explained = object.__new__(Answer)
        told = {"warnings": warnings, "metrics": metrics, "next_steps": next_steps, "is_explained": is_explained}
        for name in self.__slots__:
            object.__setattr__(explained, name, told[name] if name in told else getattr(self, name))
        return explained

    def __post_init__(self) -> None:
        """Add up the line items; each total is the exact sum of its unrounded parts."""
        object.__setattr__(self, "monthly_usd", _invoiced(self.line_items, MONTHLY))
        object.__setattr__(self, "upfront_usd", _invoiced(self.line_items, UPFRONT))
        object.__setattr__(self, "effective_monthly_usd", effective_monthly(self.line_items))
