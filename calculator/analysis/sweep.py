"""Vary one input and see the cost of every choice: the series behind the charts, with crossovers."""

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from calculator.analysis.cheapest import Series, cheapest_changes
from calculator.analysis.curves import BreakEvenPoint, Costs, Curve, PricedQuestion, known_costs
from calculator.analysis.span import Span, check_span, values_of
from calculator.analysis.together import answered
from calculator.catalogue.catalogue import Catalogue
from calculator.core.declarations import MOST_LISTED
from calculator.core.errors import FieldError, Infeasible, InvalidInput, NotPriced, shown
from calculator.estimator import Question, book_for, choices_of

FEWEST_LOOKED_AT = 481


@dataclass(frozen=True, slots=True)
class Omitted:
    """A choice without a series, and why: `code` is that of the error."""

    choice: str
    label: str
    code: str
    refused: tuple[FieldError, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why there is none, in sentences."""
        return tuple(each.message for each in self.refused)


@dataclass(frozen=True, slots=True)
class Sweep:
    """Series over one varied field, one for each choice of `by` (or a single one), and where the cheapest changes."""

    question: Question
    span: Span
    by: str | None
    values: tuple[Decimal, ...]
    series: tuple[Series, ...]
    omitted: tuple[Omitted, ...]
    cheapest_at_start: str | None
    crossovers: tuple[BreakEvenPoint, ...]


def sweep(question: Question, span: Span, by: str | None, catalogue: Catalogue, *, is_explained: bool = True) -> Sweep:
    """Cost over a span, for each choice of `by`. What is not explained has no crossovers.

    Raises InvalidInput for a span or `by` that makes no sense; without `by` also NotPriced and Infeasible, where
    there is nothing to draw.
    """
    check_span(question, span)
    book = book_for(question, catalogue)
    values = values_of(question, span)
    looked_at = _looked_at(question, span, values, by if is_explained else None)
    asked_for = np.searchsorted(looked_at, [float(value) for value in values])
    asked = dict(choices_of(question, by))
    if len(asked) > MOST_LISTED:
        message = f"There are {len(asked)} choices of {by}, too many for a sweep; leave `by` out or sweep another."
        raise InvalidInput([FieldError("by", message, shown(by))])
    priced = PricedQuestion.of(question, book)
    series, omitted, questions = [], [], {}
    for choice, label in asked.items():
        try:
            costs = Costs(priced.choosing(by, choice, catalogue) if by else priced, span.over)
            series.append(Series(choice, label, costs.feasible_at(looked_at), costs.of.question.assumptions))
            questions[choice] = costs
        except (NotPriced, Infeasible) as error:
            if by is None:
                raise
            omitted.append(Omitted(choice, label, error.code, error.errors))
    first: str | None = None
    changes: list[BreakEvenPoint] = []
    if by is not None and is_explained:
        first, changes = answered(cheapest_changes(questions, span.over, series, looked_at), known_costs)
    shown_series = (replace(each, usd=each.usd[asked_for]) for each in series)
    return Sweep(question, span, by, values, tuple(shown_series), tuple(omitted), first, tuple(changes))


def _looked_at(question: Question, span: Span, values: tuple[Decimal, ...], by: str | None) -> Curve:
    """The points of a span, and those between them that a change of the cheapest could else slip through."""
    is_enough = by is None or span.points >= FEWEST_LOOKED_AT
    between = () if is_enough else values_of(question, replace(span, points=FEWEST_LOOKED_AT))
    return np.unique([float(value) for value in (*values, *between)])
