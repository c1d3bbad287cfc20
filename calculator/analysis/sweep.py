"""Vary one input and see the cost of every choice: the series behind the charts, with crossovers."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from calculator.analysis.curves import Curve, curve_or_none, switch
from calculator.analysis.span import Span, check_span, values_of
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from calculator.core.declarations import MOST_LISTED, ChoiceField
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.estimator import Question, book_for


@dataclass(frozen=True, slots=True)
class Series:
    """The cost of one choice at every point; NaN where it is not feasible."""

    choice: str
    label: str
    usd: Curve


@dataclass(frozen=True, slots=True)
class CheapestChange:
    """A value of the varied field at which another choice becomes the cheapest; None where nothing is feasible."""

    at: float
    cheapest_below: str | None
    cheapest_above: str | None


@dataclass(frozen=True, slots=True)
class Sweep:
    """Series over one varied field, one for each choice of `by` (or a single one), and where the cheapest changes."""

    question: Question
    span: Span
    by: str | None
    values: tuple[Decimal, ...]
    series: tuple[Series, ...]
    crossovers: tuple[CheapestChange, ...]


def sweep(question: Question, span: Span, by: str | None, catalogue: Catalogue) -> Sweep:
    """Cost over a span, for each choice of `by`. Raises InvalidInput for a span or `by` that makes no sense."""
    check_span(question, span)
    book = book_for(question, catalogue)
    values = values_of(question, span)
    floats = np.array([float(value) for value in values])
    asked = dict(choices_of(question, by))
    if len(asked) > MOST_LISTED:
        message = f"There are {len(asked)} choices of {by}, too many for a sweep; leave `by` out or sweep another."
        raise InvalidInput([FieldError("by", message, shown(by))])
    curves = {choice: curve_or_none(_choosing(question, by, choice), book, span.over, floats) for choice in asked}
    series = tuple(Series(choice, asked[choice], curve) for choice, curve in curves.items() if curve is not None)
    return Sweep(question, span, by, values, series, _cheapest_changes(question, book, span, by, series, floats))


def choices_of(question: Question, by: str | None) -> list[tuple[str, str]]:
    """The choices of a field with their labels; a single nameless one without `by`. Raises InvalidInput."""
    if by is None:
        return [("", question.service.NAME)]
    declaration = question.usage.declarations.get(by)
    if by not in question.service.COMPARE_BY or not isinstance(declaration, ChoiceField):
        possible = " or ".join(question.service.COMPARE_BY)
        raise InvalidInput([FieldError("by", f"{question.service.NAME} is compared by {possible}.", shown(by))])
    return [(choice.value, choice.label) for choice in declaration.choices]


def _choosing(question: Question, by: str | None, choice: str) -> Question:
    return question if by is None else question.with_usage(**{by: choice})


def _cheapest_changes(
    question: Question, book: PriceBook, span: Span, by: str | None, series: tuple[Series, ...], values: Curve
) -> tuple[CheapestChange, ...]:
    """Where the cheapest series stops being the cheapest, because another one costs less or it is not feasible."""
    if by is None or not series:
        return ()
    costs = np.nan_to_num(np.vstack([each.usd for each in series]), nan=np.inf)
    cheapest = [series[i].choice if feasible else "" for i, feasible in _best(costs)]
    found = []
    for here, there in pairwise(range(len(values))):
        before, after = cheapest[here], cheapest[there]
        if before != after:
            pair = [_choosing(question, by, choice) if choice else None for choice in (before, after)]
            # One point more, because the two may be level at this one.
            beyond = values[min(there + 1, len(values) - 1)]
            at = switch(pair[0], pair[1], book, span.over, float(values[here]), float(beyond))
            found.append(CheapestChange(at, before or None, after or None))
    return tuple(found)


def _best(costs: NDArray[np.float64]) -> list[tuple[int, bool]]:
    """The index of the cheapest series at each point, and whether any is feasible there."""
    lowest = np.argmin(costs, axis=0)
    # Of two that are level at a point, the one that is cheaper right after it: a tie is no stretch of its own.
    for point in range(len(lowest) - 2, -1, -1):
        if costs[lowest[point + 1], point] == costs[lowest[point], point]:
            lowest[point] = lowest[point + 1]
    return [(int(i), bool(np.isfinite(costs[i, point]))) for point, i in enumerate(lowest)]
