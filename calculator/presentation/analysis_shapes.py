"""The shapes of comparisons, sweeps and repricings, made of those of answers; see `answer_shapes`."""

from typing import TypedDict

from calculator.presentation.answer_shapes import (
    Asked,
    Capacity,
    Count,
    Day,
    Exact,
    Figures,
    Month,
    PriceList,
    Recurrence,
    Refusal,
    Usage,
    Warning,
    WrongField,
)


class Fact(TypedDict):
    """A limit to choose by; null but for its name where none is known for the choice."""

    name: str
    label: str
    value: Exact | None
    value_to: Exact | None
    unit: str | None
    note: str | None
    effective_from: Day | None
    source: str | None


class Alternative(TypedDict):
    """One choice; costs are null when it has no answer, and the reasons say why: with the code `no_price` only its
    price is missing from our data, with `infeasible` it cannot carry the workload. One with an answer also has the
    figures beside its bill, each under its name.
    """

    choice: str
    label: str
    rank: Count
    feasible: bool
    code: Refusal | None
    reasons: list[str]
    violations: list[WrongField]
    monthly_usd: Exact | None
    upfront_usd: Exact | None
    effective_monthly_usd: Exact | None
    delta_usd: Exact | None
    delta_percent: Exact | None
    capacity: dict[str, Capacity]
    sentence: str
    warnings: list[Warning]
    facts: list[Fact]


class Overtaking(TypedDict):
    """Where another choice costs less than the present one, or more, along a field. Only that field changes: every
    other one keeps the value that `usage` has.
    """

    over: str
    at: Exact
    per: str | None
    at_per: Exact | None
    cheaper_below: str
    cheaper_above: str
    sentence: str


class Unpriced(TypedDict):
    """The choices that have no price in our data, and what to do about it."""

    choices: list[str]
    sentence: str


class LeftOut(TypedDict):
    """How many choices of a long list are not among the alternatives, of each kind, and how to see others."""

    feasible: Count
    unpriced: Count
    infeasible: Count
    sentence: str


class Comparison(Asked):
    """The same workload under every choice, cheapest first, then those without a price, infeasible ones last."""

    by: str
    usage: Usage
    alternatives: list[Alternative]
    crossovers: list[Overtaking]
    unpriced: Unpriced | None
    left_out: LeftOut | None


class Series(TypedDict):
    """The curve of one choice."""

    choice: str | None
    label: str
    warnings: list[Warning]
    effective_monthly_usd: list[Exact | None]


class Omitted(TypedDict):
    """A choice without a curve, and why."""

    choice: str
    label: str
    code: Refusal
    reasons: list[str]
    violations: list[WrongField]


class CheapestChange(TypedDict):
    """Where another choice becomes the cheapest of all."""

    at: Exact
    cheapest_below: str | None
    cheapest_above: str | None


class Sweep(Asked):
    """The effective monthly cost of each choice at every value; null where it is not feasible."""

    over: str
    unit: str
    scale: str
    by: str | None
    usage: Usage
    values: list[Exact]
    series: list[Series]
    omitted: list[Omitted]
    crossovers: list[CheapestChange]


class PricedSide(Figures):
    """What it costs under one set of prices."""

    as_of: Day
    price_lists: list[PriceList]


class Difference(TypedDict):
    """Money before and after; null where it is not known."""

    before_usd: Exact | None
    after_usd: Exact | None
    delta_usd: Exact | None
    delta_percent: Exact | None


class RepricedLine(Difference):
    """One thing billed, before and after; null on a side that does not bill it."""

    name: str
    label: str
    recurrence: Recurrence
    unit: str
    before_quantity: Exact | None
    after_quantity: Exact | None
    before_effective_from: Day | None
    before_source: str | None
    after_effective_from: Day | None
    after_source: str | None


class RepricedTotal(Difference):
    """A total, before and after; null where it is not known."""

    name: str
    label: str


class Repricing(TypedDict):
    """One workload under two sets of prices."""

    service: str
    region: str
    month: Month
    usage: Usage
    before: PricedSide
    after: PricedSide
    lines: list[RepricedLine]
    totals: list[RepricedTotal]
