"""The same workload under every choice of a field: ranked, explained, with what an engineer chooses by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from calculator.analysis.break_even_points import break_even_points
from calculator.analysis.cost_words import describe
from calculator.analysis.curves import BreakEvenPoint
from calculator.analysis.price_ages import beside_the_others, usual_price_day
from calculator.analysis.shortlist import NOTHING_LEFT_OUT, LeftOut, Shortlist, shortlist
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import Answer, Limit
from calculator.core.arithmetic import EXACT, exactly, ratio
from calculator.core.display import usd
from calculator.core.errors import FieldError, Infeasible, InvalidInput, NotPriced
from calculator.core.records import record
from calculator.estimator import Question, alternative, answer_to, bill, book_for, choices_of, not_compared, unexplained
from calculator.services.service import REGION, Fact, comparable

PERCENT = 100
# What AWS states of a choice, where it does.
StatedFact: TypeAlias = tuple[Fact, Limit | None]
Facts: TypeAlias = tuple[StatedFact, ...]
Refusal: TypeAlias = Infeasible | NotPriced | InvalidInput
Asking: TypeAlias = Callable[[Question, Catalogue], Answer]


@record
class Alternative:
    """One choice: its answer, otherwise what was `refused` and the `code` of what kind that is."""

    choice: str
    label: str
    rank: int
    answer: Answer | None
    refused: tuple[FieldError, ...]
    delta_usd: Decimal | None
    delta_percent: Decimal | None
    facts: Facts
    code: str = ""
    is_importable: bool = False

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why there is no answer, in sentences."""
        return tuple(each.message for each in self.refused)

    @property
    def sentence(self) -> str:
        """What most of its cost is, or why it has none."""
        return " ".join(self.reasons) if self.answer is None else describe(self.label, self.answer)

    @property
    def is_unpriced(self) -> bool:
        """Whether nothing stands in the way but that no price is known."""
        return self.code == NotPriced.code


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every alternative, cheapest first, and the crossovers with the current selection.

    Behind those with an answer stand the ones that have no price in our data, and last the infeasible ones.
    """

    question: Question
    by: str | None
    alternatives: tuple[Alternative, ...]
    crossovers: tuple[BreakEvenPoint, ...]
    left_out: LeftOut = NOTHING_LEFT_OUT

    @property
    def present(self) -> Alternative:
        """The choice that the question states."""
        stated = self.question.choice_of(self.by)
        return next(each for each in self.alternatives if each.choice == stated)

    @property
    def best(self) -> Alternative | None:
        """The cheapest choice that is feasible."""
        first = self.alternatives[0]
        return first if first.answer is not None else None

    @property
    def unpriced(self) -> tuple[Alternative, ...]:
        """The choices that have no price in our data."""
        return tuple(each for each in self.alternatives if each.is_unpriced)

    @property
    def unpriced_in_words(self) -> str:
        """All of them in one sentence, Regions by name; empty where each choice has a price."""
        count = len(self.unpriced) + self.left_out.unpriced
        noun = "Region" if self.by == REGION else "option"
        one_or_many = f"{noun} has" if count == 1 else f"{noun}s have"
        names = f" ({', '.join(each.choice for each in self.unpriced)})" if self.by == REGION else ""
        advice = "; import AWS's list" if any(each.is_importable for each in self.unpriced) else ""
        return f"{count:,} {one_or_many} no price in our data{names}{advice}." if count else ""


def compare(
    question: Question, by: str | None, catalogue: Catalogue, *, is_explained: bool = True, most: int | None = None
) -> Comparison:
    """The workload under every choice of `by`; without one, it stands alone. What is not explained is the bills alone.

    Of a list that a service calls long, `most` of each kind are answered and the others counted.

    Raises InvalidInput for a field that is not compared by; for choices at home also what keeps the Region from having
    prices at all.
    """
    labels = labels_of(question, by, catalogue)
    short = shortlist(question, by, labels, catalogue) if by and most is not None else None
    if short is not None and most is not None:
        return _of_the_first(question, by, labels, short, catalogue, most, is_explained=is_explained)
    alternatives = rank(question, by, labels, catalogue, is_explained=is_explained)
    if by is None or by == REGION or not is_explained:
        return Comparison(question, by, alternatives, ())
    points = break_even_points(question, by, labels, catalogue)
    return Comparison(question, by, alternatives, tuple(points))


def _of_the_first(
    question: Question,
    by: str | None,
    labels: Mapping[str, str],
    short: Shortlist,
    catalogue: Catalogue,
    most: int,
    *,
    is_explained: bool,
) -> Comparison:
    listed = short.first(most, question.choice_of(by))
    ranked = rank(question, by, {choice: labels[choice] for choice in listed}, catalogue, is_explained=is_explained)
    ranks = short.ranks
    alternatives = tuple(replace(each, rank=ranks[each.choice]) for each in ranked)
    return Comparison(question, by, alternatives, (), short.left_out(listed))


def labels_of(question: Question, by: str | None, catalogue: Catalogue) -> dict[str, str]:
    """Every choice of `by` with its label, also the Regions without a price. Raises InvalidInput."""
    if by == REGION:
        return {code: f"{code} · {name}" for code, name in catalogue.regions.items()}
    service = question.service
    if by is not None and by not in service.COMPARE_BY:
        raise not_compared(service, by, comparable(service))
    return dict(choices_of(question, by))


def rank(
    question: Question, by: str | None, labels: Mapping[str, str], catalogue: Catalogue, *, is_explained: bool
) -> tuple[Alternative, ...]:
    """Every choice of `by`, ranked as a comparison has them. Raises as `compare` does."""
    stated = question.choice_of(by)
    has_facts = is_explained and by != REGION
    facts = _facts_of(question, by, book_for(question, catalogue)) if has_facts else _no_facts
    answers = {
        choice: _answer(_asking(is_explained, choice == stated), question, by, choice, catalogue) for choice in labels
    }
    usual = usual_price_day(each for each in answers.values() if isinstance(each, Answer))
    answers = {
        choice: beside_the_others(each, usual) if isinstance(each, Answer) else each for choice, each in answers.items()
    }
    present = answers[stated]
    ranked = sorted(labels, key=lambda choice: _rank_key(answers[choice]))
    return tuple(
        _alternative(choice, labels[choice], place, answers[choice], present, facts(choice))
        for place, choice in enumerate(ranked, start=1)
    )


def cheapest_feasible(question: Question, error: Infeasible, catalogue: Catalogue) -> Infeasible:
    """The same error, naming the cheapest choice that can carry the workload, of the first field that has one."""
    for by in question.service.COMPARE_BY:
        labels = labels_of(question, by, catalogue)
        short = shortlist(question, by, labels, catalogue)
        choices = labels if short is None else short.feasible[:1]
        answers = ((choice, _answer(bill, question, by, choice, catalogue)) for choice in choices)
        costs = {choice: each.effective_monthly_usd for choice, each in answers if isinstance(each, Answer)}
        if costs:
            best = min(costs, key=lambda choice: costs[choice])
            return error.suggesting(best, f"{labels[best]} can carry this workload for {usd(costs[best])} a month.")
    return error


def _asking(is_explained: bool, is_present: bool) -> Asking:
    """How much is worked out for a choice."""
    if not is_explained:
        return unexplained
    return answer_to if is_present else alternative


def _answer(asked: Asking, question: Question, by: str | None, choice: str, catalogue: Catalogue) -> Answer | Refusal:
    try:
        return asked(question.choosing(by, choice, catalogue), catalogue)
    except (Infeasible, NotPriced, InvalidInput) as error:
        return error


def _rank_key(answer: Answer | Refusal) -> tuple[int, Decimal]:
    if isinstance(answer, Answer):
        return 0, answer.effective_monthly_usd
    return (1 if isinstance(answer, NotPriced) else 2), Decimal(0)


def _alternative(
    choice: str,
    label: str,
    rank: int,
    answer: Answer | Refusal,
    present: Answer | Refusal,
    facts: Facts,
) -> Alternative:
    if not isinstance(answer, Answer):
        is_importable = isinstance(answer, NotPriced) and answer.is_importable
        return Alternative(choice, label, rank, None, answer.errors, None, None, facts, answer.code, is_importable)
    delta = percent = None
    if isinstance(present, Answer):
        with exactly(EXACT):
            delta = answer.effective_monthly_usd - present.effective_monthly_usd
            if present.effective_monthly_usd:
                percent = Decimal(ratio(delta * PERCENT, present.effective_monthly_usd))
    return Alternative(choice, label, rank, answer, (), delta, percent, facts)


def _facts_of(question: Question, by: str | None, book: PriceBook) -> Callable[[str], Facts]:
    """What AWS states of a choice, of one that is the same for all (the quota of the mode), or of all."""
    kept = tuple(getattr(question.usage, each) for each in question.service.COMPARE_BY if each != by)

    def facts(choice: str) -> Facts:
        return tuple((fact, _first_limit(fact.limit, (choice, *kept, ""), book)) for fact in question.service.FACTS)

    return facts


def _first_limit(name: str, options: tuple[str, ...], book: PriceBook) -> Limit | None:
    known = (book.limits.get((name, option)) for option in options)
    return next((limit for limit in known if limit is not None), None)


def _no_facts(choice: str) -> Facts:
    """What AWS states of classes and modes is the same in every Region, and no part of a bill."""
    return ()
