"""Vary one input and see the cost of every choice: the series behind the charts, with crossovers."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from calculator.analysis.cheapest import CheapestChange, Series, cheapest_changes, choosing
from calculator.analysis.curves import feasible_curve
from calculator.analysis.span import Span, check_span, values_of
from calculator.catalogue.catalogue import Catalogue
from calculator.core.declarations import MOST_LISTED, ChoiceField
from calculator.core.errors import FieldError, Infeasible, InvalidInput, NotPriced, shown
from calculator.estimator import Question, book_for


@dataclass(frozen=True, slots=True)
class Omitted:
    """A choice without a series, and why."""

    choice: str
    label: str
    reasons: tuple[str, ...]


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
    crossovers: tuple[CheapestChange, ...]


def sweep(question: Question, span: Span, by: str | None, catalogue: Catalogue) -> Sweep:
    """Cost over a span, for each choice of `by`.

    Raises InvalidInput for a span or `by` that makes no sense; without `by` also NotPriced and Infeasible, where
    there is nothing to draw.
    """
    check_span(question, span)
    book = book_for(question, catalogue)
    values = values_of(question, span)
    floats = np.array([float(value) for value in values])
    asked = dict(choices_of(question, by))
    if len(asked) > MOST_LISTED:
        message = f"There are {len(asked)} choices of {by}, too many for a sweep; leave `by` out or sweep another."
        raise InvalidInput([FieldError("by", message, shown(by))])
    series, omitted = [], []
    for choice, label in asked.items():
        try:
            series.append(
                Series(choice, label, feasible_curve(choosing(question, by, choice), book, span.over, floats))
            )
        except (NotPriced, Infeasible) as error:
            if by is None:
                raise
            omitted.append(Omitted(choice, label, tuple(each.message for each in error.errors)))
    first, changes = cheapest_changes(question, book, span.over, by, series, floats)
    return Sweep(question, span, by, values, tuple(series), tuple(omitted), first, tuple(changes))


def choices_of(question: Question, by: str | None) -> list[tuple[str, str]]:
    """The choices of a field with their labels; a single nameless one without `by`. Raises InvalidInput."""
    if by is None:
        return [("", question.service.NAME)]
    declaration = question.usage.declarations.get(by)
    if by not in question.service.COMPARE_BY or not isinstance(declaration, ChoiceField):
        possible = " or ".join(question.service.COMPARE_BY)
        raise InvalidInput([FieldError("by", f"{question.service.NAME} is compared by {possible}.", shown(by))])
    return [(choice.value, choice.label) for choice in declaration.choices]
