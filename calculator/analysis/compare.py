"""The same workload under every choice of a field: ranked, explained, with what an engineer chooses by."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from calculator.analysis.overtaking import Overtaking, overtakings
from calculator.analysis.sweep import choices_of
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import EXACT, exactly, ratio, total
from calculator.core.display import amount, counted, in_sentence, unit_price, usd
from calculator.core.errors import Infeasible, InvalidInput, NotPriced
from calculator.core.estimate import Estimate, Limit, LineItem, effective_monthly
from calculator.estimator import Question, alternative, book_for, estimate
from calculator.services.service import Fact

PERCENT = 100
ITEMS_IN_A_SENTENCE = 2
# What AWS states of a choice, where it does.
StatedFact: TypeAlias = tuple[Fact, Limit | None]
Facts: TypeAlias = tuple[StatedFact, ...]
Asking: TypeAlias = Callable[[Question, Catalogue], Estimate]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One choice: its estimate when it is feasible, otherwise the reasons why it is not."""

    choice: str
    label: str
    rank: int
    estimate: Estimate | None
    reasons: tuple[str, ...]
    delta_usd: Decimal | None
    delta_percent: Decimal | None
    facts: Facts
    sentence: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every alternative, cheapest first, infeasible ones last, and the crossovers with the present choice."""

    question: Question
    by: str
    alternatives: tuple[Alternative, ...]
    crossovers: tuple[Overtaking, ...]

    @property
    def present(self) -> Alternative:
        """The choice that the question states."""
        stated = getattr(self.question.usage, self.by)
        return next(each for each in self.alternatives if each.choice == stated)

    @property
    def best(self) -> Alternative | None:
        """The cheapest choice that is feasible."""
        first = self.alternatives[0]
        return first if first.estimate is not None else None


def compare(question: Question, by: str, catalogue: Catalogue) -> Comparison:
    """The workload under every choice of `by`. Raises InvalidInput for a field that is not compared by."""
    alternatives = rank(question, by, catalogue)
    labels = dict(choices_of(question, by))
    crossovers = overtakings(question, by, labels, book_for(question, catalogue))
    return Comparison(question, by, alternatives, tuple(crossovers))


def rank(question: Question, by: str, catalogue: Catalogue) -> tuple[Alternative, ...]:
    """Every choice of `by`, cheapest first, infeasible ones last. Raises InvalidInput as `compare` does."""
    book = book_for(question, catalogue)
    labels = dict(choices_of(question, by))
    stated = getattr(question.usage, by)
    answers = {
        choice: _answer(estimate if choice == stated else alternative, question.with_usage(**{by: choice}), catalogue)
        for choice in labels
    }
    present = answers[stated]
    ranked = sorted(labels, key=lambda choice: _rank_key(answers[choice]))
    kept = tuple(getattr(question.usage, each) for each in question.service.COMPARE_BY if each != by)
    facts = {choice: tuple(_facts(question, (choice, *kept), book)) for choice in labels}
    return tuple(
        _alternative(choice, labels[choice], place, answers[choice], present, facts[choice])
        for place, choice in enumerate(ranked, start=1)
    )


def cheapest_feasible(question: Question, error: Infeasible, catalogue: Catalogue) -> Infeasible:
    """The same error, naming the cheapest choice that can carry the workload, of the first field that has one."""
    for by in question.service.COMPARE_BY:
        best = rank(question, by, catalogue)[0]
        if best.estimate is not None:
            cost = usd(best.estimate.effective_monthly_usd)
            return error.suggesting(best.choice, f"{best.label} can carry this workload for {cost} a month.")
    return error


def _answer(asked: Asking, question: Question, catalogue: Catalogue) -> Estimate | tuple[str, ...]:
    try:
        return asked(question, catalogue)
    except (Infeasible, NotPriced, InvalidInput) as error:
        return tuple(each.message for each in error.errors)


def _rank_key(answer: Estimate | tuple[str, ...]) -> tuple[bool, Decimal]:
    return (False, answer.effective_monthly_usd) if isinstance(answer, Estimate) else (True, Decimal(0))


def _alternative(
    choice: str,
    label: str,
    rank: int,
    answer: Estimate | tuple[str, ...],
    present: Estimate | tuple[str, ...],
    facts: Facts,
) -> Alternative:
    if not isinstance(answer, Estimate):
        return Alternative(choice, label, rank, None, answer, None, None, facts, " ".join(answer))
    delta = percent = None
    if isinstance(present, Estimate):
        with exactly(EXACT):
            delta = answer.effective_monthly_usd - present.effective_monthly_usd
            if present.effective_monthly_usd:
                percent = Decimal(ratio(delta * PERCENT, present.effective_monthly_usd))
    return Alternative(choice, label, rank, answer, (), delta, percent, facts, describe(label, answer))


def _facts(question: Question, choices: tuple[str, ...], book: PriceBook) -> Iterator[StatedFact]:
    """What AWS states of a choice, or of one that is the same for all compared: the quota of the capacity mode."""
    for fact in question.service.FACTS:
        known = (book.limits.get((fact.limit, choice)) for choice in choices)
        yield fact, next((limit for limit in known if limit is not None), None)


def describe(label: str, answer: Estimate) -> str:
    """The cost of a choice in a sentence: what most of it is."""
    whole = answer.effective_monthly_usd
    items = sorted((item for item in answer.line_items if item.usd), key=lambda item: -_monthly(item))
    if not items:
        return f"{label} costs nothing for this workload."
    parts = [_item_words(item, whole) for item in items[:ITEMS_IN_A_SENTENCE]]
    if len(items) > ITEMS_IN_A_SENTENCE:
        rest = total(_monthly(item) for item in items[ITEMS_IN_A_SENTENCE:])
        parts.append(f"everything else {usd(rest)}")
    spread = ", what is paid upfront spread over its term" if answer.upfront_usd else ""
    return f"{label} costs {usd(whole)} a month{spread}: {'; '.join(parts)}."


def _monthly(item: LineItem) -> Decimal:
    return Decimal(effective_monthly([item]))


def _item_words(item: LineItem, whole: Decimal) -> str:
    share = amount(ratio(_monthly(item) * PERCENT, whole), 2) if whole else "0"
    price = unit_price(item.tiers[0].tier.usd_per_unit)
    tiers = f"{len(item.tiers)} tiers" if len(item.tiers) > 1 else price
    return f"{in_sentence(item.label)} {usd(item.usd)} ({share} %), {counted(item.quantity, item.unit)} at {tiers}"
