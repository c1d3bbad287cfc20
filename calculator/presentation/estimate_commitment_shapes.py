"""The shapes of an answer about the commitments of an estimate; numbers are strings of exact decimals."""

from typing import TypedDict

from calculator.presentation.answer_shapes import Exact
from calculator.presentation.commitment_shapes import Commitments


class CommittedLine(TypedDict):
    """A line of the estimate within a fleet: so many, in the first hours of a month of 730; its cost on demand."""

    entry: str
    name: str
    fleet: str
    running: Exact
    running_hours: Exact
    effective_monthly_usd: Exact


class LineLeftOut(TypedDict):
    """A line of the estimate that nothing is committed to, and why."""

    entry: str
    name: str
    reason: str


class EstimateWithMix(TypedDict):
    """What the whole estimate costs under a mix, in effect, in a month of 730 hours; and how much less that is."""

    names: list[str]
    effective_monthly_usd: Exact
    saving_monthly_usd: Exact
    saving_percent: Exact | None


class EstimateCommitments(TypedDict):
    """What to commit to for an estimate; null where there is nothing. `is_complete`: each line has an answer."""

    effective_monthly_usd: Exact
    is_complete: bool
    lines: list[CommittedLine]
    left_out: list[LineLeftOut]
    totals: list[EstimateWithMix]
    commitments: Commitments | None
