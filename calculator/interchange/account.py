"""The account of a file: every resource in it once, and what became of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from calculator.core.declarations import Declaration
from calculator.core.display import counted
from calculator.estimates.document import Document, Entry


class Outcome(StrEnum):
    """What became of a resource; each is one of these."""

    PRICED = "priced"
    NEEDS_USAGE = "needs_usage"
    FREE = "free"
    NOT_SUPPORTED = "not_supported"
    REFUSED = "refused"


OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.PRICED: "Priced",
    Outcome.NEEDS_USAGE: "Needs usage",
    Outcome.FREE: "Free",
    Outcome.NOT_SUPPORTED: "Not supported",
    Outcome.REFUSED: "Refused",
}


@dataclass(frozen=True, slots=True)
class Assumption:
    """An input that the file does not say: the value that was taken, as typed, and whose default it is.

    `is_usage` where it is how much something is used, which no such file knows.
    """

    field: str
    value: str
    reason: str
    is_usage: bool = False


def amount_in_words(each: Assumption, declared: Declaration | None) -> str:
    """The value that was taken with its unit, as people write it."""
    try:
        return counted(Decimal(each.value), declared.unit if declared else "", digits=12)
    except InvalidOperation:
        return each.value


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry of the estimate with what was assumed for it."""

    entry: Entry
    groups: tuple[str, ...]
    assumptions: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """What the AWS Pricing Calculator says that a line costs, in dollars; None where it does not say.

    `unread` are parts of the line that set no input of ours, as the export writes them.
    """

    monthly: Decimal | None
    upfront: Decimal | None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accounted:
    """One resource of the file. `reason` says why it is free, not supported or refused."""

    address: str
    type: str
    outcome: Outcome
    reason: str = ""
    placed: tuple[Placed, ...] = ()
    official: Official | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file came to: the estimate of what it describes, the one before its changes, and the account.

    `stated` is the estimate with nothing of what no such file says: how much each thing is used. `before` is None where
    the file tells of no changes. The outcomes of `resources` add up to all that the file has.
    """

    source: str
    document: Document
    stated: Document
    before: Document | None
    resources: tuple[Accounted, ...]
    placed: tuple[Placed, ...]
    notes: tuple[str, ...] = ()
    official: Official | None = None

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many resources came to what."""
        return counts_of(self.resources)


def counts_of(resources: Iterable[Accounted]) -> dict[Outcome, int]:
    """How many resources came to each outcome, none left out."""
    found = Counter(each.outcome for each in resources)
    return {outcome: found[outcome] for outcome in Outcome}
