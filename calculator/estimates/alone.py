"""An entry of an estimate answered for itself: what is asked of it, apart from where it stands, and the answer."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.contracted_rates import Term
from calculator.core.answer import Answer
from calculator.core.errors import CalculatorError, UnknownName
from calculator.core.month import AVERAGE
from calculator.estimates.document import MOST_ENTRIES, ContractedRate, Document, Entry
from calculator.estimator import read_question, unexplained
from calculator.services import service
from calculator.services.service import FREE_TIER, amounts


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one entry, apart from where it stands and how many times over."""

    service: str
    usage: tuple[tuple[str, str | bool | tuple[str | bool, ...]], ...]
    region: str
    as_of: date
    month: str
    has_free_tier: bool
    terms: tuple[Term, ...]
    today: date
    # What is read of one month, asked of the average one.
    is_of_average: bool = False

    @property
    def fills(self) -> str:
        """The field that is what the other entries come to, where it is not stated; empty where there is none."""
        stated = {name for name, _ in self.usage}
        try:
            declared = amounts(service(self.service))
        except UnknownName:
            return ""
        return next((name for name, each in declared.items() if each.of_estimate and name not in stated), "")

    def of_rest(self, usd: Decimal) -> "Asked":
        """The same entry as a share of what the other entries come to."""
        return replace(self, usage=(*self.usage, (self.fills, f"{usd:f}")))


def term_of(rate: ContractedRate) -> Term:
    """A contracted rate as prices know it."""
    match = rate.match
    return Term(
        rate.id, match.service, match.region, match.dimension, match.option, rate.percent_off, rate.usd_per_unit,
        rate.unit, rate.tier_from, rate.since, rate.until,
    )  # fmt: skip


def asked_of(document: Document, entry: Entry, terms: tuple[Term, ...], as_of: date, today: date) -> Asked:
    """What is asked of an entry of a document, the same whatever the order of its usage: a stored one is sorted."""
    usage = tuple((name, tuple(each) if isinstance(each, list) else each) for name, each in sorted(entry.usage.items()))
    return Asked(
        entry.service, usage, entry.region, as_of, document.month, document.account.free_tier, terms, today
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alone:
    """The answer to an entry and the one at list prices, or what stands in the way."""

    answer: Answer | None = None
    listed: Answer | None = None
    error: CalculatorError | None = None


# Of an estimate that is edited all entries but one are asked again: as many are kept as the largest has (40 KB).
@lru_cache(maxsize=MOST_ENTRIES)
def answer_alone(asked: Asked, catalogue: Catalogue) -> Alone:
    """The answer to an entry; the newest are kept."""
    raw: dict[str, object] = {name: list(each) if isinstance(each, tuple) else each for name, each in asked.usage}
    raw |= {"region": asked.region, "as_of": str(asked.as_of), "month": asked.month}
    try:
        if asked.has_free_tier and FREE_TIER in service(asked.service).Usage.declarations:
            raw[FREE_TIER] = True
        question = replace(read_question(asked.service, raw, catalogue, asked.today), terms=asked.terms)
        if asked.is_of_average:
            question = question.in_month(AVERAGE)
        answer = unexplained(question, catalogue)
        is_listed = not any(item.card.terms for item in answer.line_items)
        return Alone(answer, answer if is_listed else unexplained(replace(question, terms=()), catalogue))
    except CalculatorError as error:
        # Without what was on the stack.
        return Alone(error=type(error)(error.errors))
