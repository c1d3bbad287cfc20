"""Vary one input and see the cost of every choice: the series behind the charts, with crossovers."""

from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import pairwise

import numpy as np

from calculator.analysis.curves import Curve, crossings, curve_or_none
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from calculator.core.declarations import MOST_LISTED, ChoiceField, QuantityField
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.estimator import Question, book_for

FEWEST_POINTS, MOST_POINTS = 2, 1000
DEFAULT_POINTS = 101
SCALES = ("linear", "log")
# Enough digits that a point can be typed back into the form and mean the same.
_STEP = Context(prec=12)


@dataclass(frozen=True, slots=True)
class Span:
    """Which field is varied, from where to where, over how many points."""

    over: str
    start: Decimal
    stop: Decimal
    points: int = DEFAULT_POINTS
    scale: str = "linear"

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The points, rising, in decimals of at most 12 digits; the ends are exact."""
        share = [Decimal(i) / (self.points - 1) for i in range(self.points)]
        if self.scale == "log":
            growth = self.stop / self.start
            inner = [self.start * growth**part for part in share[1:-1]]
        else:
            inner = [self.start + (self.stop - self.start) * part for part in share[1:-1]]
        steps = (min(max(_STEP.plus(value), self.start), self.stop) for value in inner)
        return (self.start, *steps, self.stop)


@dataclass(frozen=True, slots=True)
class Series:
    """The cost of one choice at every point; NaN where it is not feasible."""

    choice: str
    label: str
    usd: Curve


@dataclass(frozen=True, slots=True)
class CheapestChange:
    """A value of the varied field at which another choice becomes the cheapest of all."""

    at: float
    cheapest_below: str
    cheapest_above: str


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
    values = _whole(span.values) if _is_whole(question, span) else span.values
    floats = np.array([float(value) for value in values])
    asked = dict(choices_of(question, by))
    if len(asked) > MOST_LISTED:
        message = f"There are {len(asked)} choices of {by}, too many for a sweep; leave `by` out or sweep another."
        raise InvalidInput([FieldError("by", message, shown(by))])
    curves = {choice: curve_or_none(_choosing(question, by, choice), book, span.over, floats) for choice in asked}
    series = tuple(Series(choice, asked[choice], curve) for choice, curve in curves.items() if curve is not None)
    return Sweep(question, span, by, values, series, _cheapest_changes(question, book, span, by, series, floats))


def _is_whole(question: Question, span: Span) -> bool:
    declaration = question.usage.declarations[span.over]
    return isinstance(declaration, QuantityField) and declaration.is_whole


def _whole(values: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """The whole numbers next to the points, each once."""
    return tuple(dict.fromkeys(value.to_integral_value() for value in values))


def choices_of(question: Question, by: str | None) -> list[tuple[str, str]]:
    """The choices of a field with their labels; a single nameless one without `by`. Raises InvalidInput."""
    if by is None:
        return [("", question.service.NAME)]
    declaration = question.usage.declarations.get(by)
    if by not in question.service.COMPARE_BY or not isinstance(declaration, ChoiceField):
        possible = " or ".join(question.service.COMPARE_BY)
        raise InvalidInput([FieldError("by", f"{question.service.NAME} is compared by {possible}.", shown(by))])
    return [(choice.value, choice.label) for choice in declaration.choices]


def check_span(question: Question, span: Span) -> None:
    """Raises InvalidInput unless the span rises, in a number of points and on a scale that can be drawn."""
    errors = []
    if not FEWEST_POINTS <= span.points <= MOST_POINTS:
        message = f"The number of points must be from {FEWEST_POINTS} to {MOST_POINTS}."
        errors.append(FieldError("points", message, str(span.points)))
    if span.scale not in SCALES:
        errors.append(FieldError("scale", "The scale must be linear or log.", shown(span.scale)))
    if span.start >= span.stop:
        errors.append(FieldError("stop", "The sweep must stop above where it starts.", str(span.stop)))
    if span.scale == "log" and span.start <= 0:
        errors.append(FieldError("start", "A log scale must start above 0.", str(span.start)))
    for end in (span.start, span.stop):
        errors += question.usage.with_values(**{span.over: end}).contradictions()
    if errors:
        raise InvalidInput(errors)


def _choosing(question: Question, by: str | None, choice: str) -> Question:
    return question if by is None else question.with_usage(**{by: choice})


def _cheapest_changes(
    question: Question, book: PriceBook, span: Span, by: str | None, series: tuple[Series, ...], values: Curve
) -> tuple[CheapestChange, ...]:
    """Where the cheapest series stops being the cheapest."""
    if by is None or len(series) < 2:
        return ()
    costs = np.vstack([each.usd for each in series])
    costs[np.isnan(costs)] = np.inf
    cheapest = np.argmin(costs, axis=0)
    found = []
    for here, there in pairwise(range(len(values))):
        before, after = series[cheapest[here]].choice, series[cheapest[there]].choice
        if before == after:
            continue
        first, second = (_choosing(question, by, choice) for choice in (before, after))
        found += [
            CheapestChange(crossing.at, before, after)
            # One point more on either side, because the two may be level at a point.
            for crossing in crossings(first, second, book, span.over, values[max(0, here - 1) : there + 2])
            if values[here] <= crossing.at <= values[there]
        ]
    return tuple(found)
