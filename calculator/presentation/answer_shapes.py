"""The shapes of the answers, declared once: documents are built as these, and the schema of the API derives from them.

The type checker holds what is built against them, so that nothing is checked or copied while an answer is written. The
first sentence of a shape is its description in the schema; every member is always there, and None where there is
nothing to say.
"""

from typing import Annotated, Any, TypeAlias, TypedDict

# A number as text: every digit, no exponent.
Exact: TypeAlias = Annotated[str, "exact"]
# A day, as YYYY-MM-DD.
Day: TypeAlias = Annotated[str, "day"]
# A moment, as YYYY-MM-DDTHH:MM:SS+00:00.
Moment: TypeAlias = Annotated[str, "moment"]
Count: TypeAlias = Annotated[int, "count"]
# One of a few words that have a schema of their own.
Month: TypeAlias = Annotated[str, "Month"]
Recurrence: TypeAlias = Annotated[str, "Recurrence"]
Reliability: TypeAlias = Annotated[str, "Reliability"]
Refusal: TypeAlias = Annotated[str, "Refusal"]
Usage: TypeAlias = Annotated[dict[str, Any], "usage"]

# A member whose name is a word of Python.
_From = TypedDict("_From", {"from": Exact})


class Asked(TypedDict):
    """What was asked for."""

    service: str
    region: str
    as_of: Day
    month: Month


class Money(TypedDict):
    """Three figures of money; null is not known, and never nothing."""

    monthly_usd: Exact | None
    upfront_usd: Exact | None
    effective_monthly_usd: Exact


class Figures(Money):
    """The three figures, and what a year costs."""

    annual_usd: Exact


class PriceList(TypedDict):
    """The identity of a set of prices."""

    id: str
    service: str
    region: str | None
    published: Day
    checksum: str
    active: bool


class Provenance(TypedDict):
    """Where a price comes from: since when it is known, when and by whom it was last seen, how it was come by."""

    effective_from: Day
    confirmed: Day
    confirmed_by: str | None
    source: str
    source_title: str
    publisher: str
    reliability: Reliability


class PriceOfItem(Provenance):
    """Where the price of a line item stands in the price table."""

    dimension: str
    option: str | None
    region: str
    unit: str
    usage_type: str | None
    sku: str | None
    note: str | None


class Tier(_From):
    """One tier of a price, without an end where it is the last."""

    to: Exact | None
    usd_per_unit: Exact


class TierCharge(Tier):
    """The part of a quantity within one tier."""

    quantity: Exact
    usd: Exact


class LineItem(TypedDict):
    """One thing billed, tier by tier, with the price row that was used."""

    name: str
    label: str
    quantity: Exact
    unit: str
    usd: Exact
    recurrence: Recurrence
    formula: str
    assumption: str | None
    tiers: list[TierCharge]
    price: PriceOfItem


class Working(TypedDict):
    """One step to the quantity of a line item, in words and with its numbers; the last is the quantity itself."""

    label: str
    formula: str
    numbers: str
    value: Exact
    unit: str | None


class Demand(TypedDict):
    """What the workload asks of one limit; one that it states itself has no source."""

    name: str
    demand: Exact
    unit: str
    limit: Exact
    units_needed: Exact
    utilisation: Exact
    source: str | None


class Capacity(TypedDict):
    """How much is needed, and which demand decides it."""

    count: Exact
    unit: str
    label: str
    binding: str | None
    demands: list[Demand]


class Detail(TypedDict):
    """A figure besides the bill, such as a break-even; null where there is none."""

    name: str
    label: str
    value: str | None
    unit: str | None


class NextStep(TypedDict):
    """What the month would cost more, in effect, if one field were larger by a step."""

    field: str
    by: Exact
    effective_monthly_usd: Exact


class Warning(TypedDict):
    """Something to know about the answer."""

    code: str
    field: str
    message: str


class Estimate(Asked, Figures):
    """What one usage costs, with everything that the answer rests on."""

    price_lists: list[PriceList]
    usage: Usage
    capacity: dict[str, Capacity]
    line_items: list[LineItem]
    workings: dict[str, list[Working]]
    details: list[Detail]
    next_steps: list[NextStep]
    warnings: list[Warning]


class Bound(TypedDict):
    """What is needed beside what there may be, null where nothing bounds it."""

    needed: Exact | None
    at_most: Exact | None
    at_least: Exact | None
    unit: str | None


class WrongField(Bound):
    """One wrong field; what is needed beside what there may be, null where nothing bounds it."""

    field: str
    message: str
    value: str
