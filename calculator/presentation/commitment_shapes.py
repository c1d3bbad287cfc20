"""The shapes of an answer about commitments; numbers are strings of exact decimals."""

from typing import TypedDict

from calculator.presentation.answer_shapes import Day, Exact


class CommitmentSpot(TypedDict):
    """What an hour costs on Spot, as it was seen on a day; it is no commitment, and no mix has it."""

    usd_per_hour: Exact
    saving_percent: Exact | None
    seen_on: Day
    price_source: str
    advice: list[str]


class CommitmentFleet(TypedDict):
    """One fleet: what it is of, and what runs of it beyond what is committed already."""

    name: str
    service: str
    thing: str
    region: str
    label: str
    priced_as: str
    on_demand_usd_per_hour: Exact
    price_effective_from: Day
    price_source: str
    average_running: Exact
    most_running: Exact
    committed: Exact
    spot: CommitmentSpot | None
    notes: list[str]


class CommitmentOffer(TypedDict):
    """One commitment as it covers one fleet: what an hour costs, and from which share of the hours on it pays.

    `term_usd` is what one thing costs for the whole term: AWS's list value of a reservation, the total of a plan.
    """

    option: str
    label: str
    fleet: str
    term_months: Exact
    unit: str
    fee_usd: Exact | None
    hourly_usd: Exact | None
    effective_hourly_usd: Exact
    term_usd: Exact
    saving_percent: Exact
    break_even_hours_per_month: Exact
    price_effective_from: Day
    price_source: str


class LoadOutcome(TypedDict):
    """How the load may turn out: a share of what is stated, for so many months."""

    load_percent: Exact
    months: Exact


class HeldCommitment(TypedDict):
    """One commitment of a mix."""

    option: str
    label: str
    quantity: Exact
    unit: str
    term_months: Exact
    upfront_usd: Exact | None
    hourly_usd: Exact | None
    utilization_percent: Exact


class PaidMonth(TypedDict):
    """What is paid in one month of 730 hours, and what would be on demand."""

    month: Exact
    upfront_usd: Exact | None
    committed_usd: Exact | None
    on_demand_usd: Exact
    usd: Exact | None
    without_usd: Exact


class CommitmentMix(TypedDict):
    """One mix: what it costs as the load is stated, and how much more than the best it costs under each outcome."""

    names: list[str]
    commitments: list[HeldCommitment]
    usd: Exact
    committed_usd: Exact
    on_demand_usd: Exact
    effective_monthly_usd: Exact
    monthly_usd: Exact | None
    upfront_usd: Exact | None
    saving_usd: Exact
    saving_percent: Exact | None
    coverage_percent: Exact | None
    regrets_usd: list[Exact]
    worst_regret_usd: Exact
    gap_usd: Exact | None
    pays_back_in_month: Exact | None
    cash_flow: list[PaidMonth]


class UnpricedCommitment(TypedDict):
    """A kind of commitment without a price for some fleets."""

    kind: str
    fleets: list[str]
    message: str


class Commitments(TypedDict):
    """An answer about commitments; `mixes` stand from the cheapest on."""

    as_of: Day
    months: Exact
    without_usd: Exact
    fleets: list[CommitmentFleet]
    offers: list[CommitmentOffer]
    outcomes: list[LoadOutcome]
    mixes: list[CommitmentMix]
    unpriced: list[UnpricedCommitment]
    notes: list[str]
