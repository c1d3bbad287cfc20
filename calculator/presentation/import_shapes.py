"""The shapes of an import: the account of a foreign file, what was assumed, how its change moves the cost."""

from typing import Annotated, TypeAlias, TypedDict

from calculator.interchange.account import Outcome
from calculator.presentation.answer_shapes import Count, Exact
from calculator.presentation.estimate_shapes import EstimateAnswer, EstimateDocument, EstimateMoney
from calculator.presentation.kept_estimate_shapes import EntryChange

ImportOutcome: TypeAlias = Annotated[str, "ImportOutcome"]


class ImportedResource(TypedDict):
    """A resource of the file, and what became of it."""

    address: str
    type: str
    outcome: ImportOutcome
    reason: str
    entries: list[str]


class ImportAssumption(TypedDict):
    """An input that the file does not say, and the value that was taken."""

    entry: str
    address: str
    field: str
    label: str
    value: str
    unit: str
    words: str
    reason: str
    is_usage: bool


class OfficialLine(TypedDict):
    """A line of the export. Ours is for the line alone, by what the export says."""

    address: str
    outcome: ImportOutcome
    official_monthly_usd: Exact | None
    official_upfront_usd: Exact | None
    our_monthly_usd: Exact | None
    our_upfront_usd: Exact | None
    difference_usd: Exact | None
    why: list[str]


class OfficialFigures(TypedDict):
    """What the AWS Pricing Calculator says in its export, a month, beside ours."""

    monthly_usd: Exact | None
    upfront_usd: Exact | None
    lines: list[OfficialLine]


class ImportedChange(TypedDict):
    """An entry before and after."""

    entry: str
    name: str
    service: str
    address: str
    kind: EntryChange
    before_usd: Exact | None
    after_usd: Exact | None
    delta_usd: Exact


class ImportChange(TypedDict):
    """What was there before the plan, and how each entry differs."""

    before: EstimateMoney
    after: EstimateMoney
    delta_usd: Exact
    entries: list[ImportedChange]


class EstimateImport(TypedDict):
    """What a plan or template comes to. `stated` is what the file says by itself; the rest rests on assumed usage."""

    source: str
    counts: dict[Outcome, Count]
    resources: list[ImportedResource]
    assumptions: list[ImportAssumption]
    notes: list[str]
    document: EstimateDocument
    answer: EstimateAnswer
    stated: EstimateMoney
    change: ImportChange | None
    official: OfficialFigures | None
