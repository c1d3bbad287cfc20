"""Cost as a curve: the same formulas on arrays, and where two curves cross."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calculator.catalogue.price_book import PriceBook
from calculator.core.errors import Infeasible, NotPriced
from calculator.estimator import Question, check_feasible, price

Curve: TypeAlias = NDArray[np.float64]
DIVISIONS = 5
POINTS_A_DIVISION = 65
# More of them tell two floats apart.
MOST_DIGITS = 17


@dataclass(frozen=True, slots=True)
class Crossing:
    """A value of a field at which the cheaper of two questions changes."""

    at: float
    first_is_cheaper_below: bool


def cost_curve(question: Question, book: PriceBook, over: str, values: Curve) -> Curve:
    """Effective monthly USD at each value of a field; NaN where the choice is not feasible.

    Raises NotPriced when the choice has no price here.
    """
    in_floats = book.as_floats()
    curve = np.full(values.shape, np.nan)
    feasible = _feasible(_swept(question, over, values), in_floats, values.shape)
    if feasible.any():
        usd = price(_swept(question, over, values[feasible]), in_floats).effective_monthly_usd
        curve[feasible] = usd
    return curve


def _swept(question: Question, over: str, values: Curve) -> Question:
    return replace(question, usage=question.usage.as_arrays(**{over: values}))


def _feasible(question: Question, book: PriceBook, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where nothing stands in the way; what is not feasible may have no price either, so it is never priced."""
    feasible = np.ones(shape, dtype=bool)
    for obstacle in question.service.obstacles(question.usage, book):
        feasible &= ~np.asarray(obstacle.when, dtype=bool)
    return feasible


def feasible_curve(question: Question, book: PriceBook, over: str, values: Curve) -> Curve:
    """The cost curve of a choice that is feasible somewhere. Raises NotPriced, or Infeasible with every reason."""
    curve = cost_curve(question, book, over, values)
    if np.isnan(curve).all():
        check_feasible(question.with_usage(**{over: Decimal(repr(float(values[-1])))}), book)
    return curve


def curve_or_none(question: Question, book: PriceBook, over: str, values: Curve) -> Curve | None:
    """The cost curve, or None where the choice has no price or is nowhere feasible."""
    try:
        return feasible_curve(question, book, over, values)
    except (NotPriced, Infeasible):
        return None


def crossings(
    curve: Curve, first: Question, second: Question, book: PriceBook, over: str, values: Curve
) -> list[Crossing]:
    """Where the cheaper of two questions changes, lowest first, between the values; `curve` is the first one's cost."""
    other = curve_or_none(second, book, over, values)
    if other is None:
        return []
    difference = curve - other
    return [
        Crossing(_refine(first, second, book, over, float(values[i]), float(values[j])), bool(difference[i] < 0))
        for i, j in sign_changes(difference)
    ]


def sign_changes(difference: Curve) -> list[tuple[int, int]]:
    """Index pairs between which the sign changes, passing over ties but not over points that are unknown."""
    known = np.flatnonzero(np.nan_to_num(difference))
    flips = np.flatnonzero(np.diff(np.sign(difference[known])) != 0)
    pairs = ((int(known[i]), int(known[i + 1])) for i in flips)
    return [(i, j) for i, j in pairs if not np.isnan(difference[i:j]).any()]


def switch(
    first: Question | None, second: Question | None, book: PriceBook, over: str, low: float, high: float
) -> tuple[float, float]:
    """Where the first question stops being cheaper than the second, and a point right beyond it.

    None, or what is not feasible, is dearer than anything.
    """

    def difference(values: Curve) -> Curve:
        costs = [_cost_or_infinite(question, book, over, values) for question in (first, second)]
        # Where neither is feasible, what is compared with nothing at all has stopped, or has not begun.
        neither = np.inf if second is None else -np.inf if first is None else 0.0
        return np.where(
            np.isinf(costs[0]) & np.isinf(costs[1]), neither, costs[0] - np.where(np.isinf(costs[0]), 0, costs[1])
        )

    return _narrowed(difference, low, high)


def _cost_or_infinite(question: Question | None, book: PriceBook, over: str, values: Curve) -> Curve:
    curve = None if question is None else curve_or_none(question, book, over, values)
    return np.full(values.shape, np.inf) if curve is None else np.nan_to_num(curve, nan=np.inf)


def _refine(first: Question, second: Question, book: PriceBook, over: str, low: float, high: float) -> float:
    """The crossing between two values at which the difference of two costs has opposite signs."""
    return _narrowed(
        lambda values: cost_curve(first, book, over, values) - cost_curve(second, book, over, values), low, high
    )[0]


def _narrowed(difference: Callable[[Curve], Curve], low: float, high: float) -> tuple[float, float]:
    """Where a difference changes its sign, and where it has: the interval is divided a few times.

    The rest of it is a straight line, because costs are straight between their steps, so the line meets zero exactly;
    at the end of what is feasible the interval is by then so narrow that the roundest number in it is meant.
    """
    ends = np.zeros(2)
    for _ in range(DIVISIONS):
        points = np.linspace(low, high, POINTS_A_DIVISION)
        values = difference(points)
        changes = sign_changes(values)
        if not changes:
            break
        i, j = changes[0]
        low, high, ends = float(points[i]), float(points[j]), values[[i, j]]
    if not ends.any():
        return low, low
    if not np.isfinite(ends).all():
        return _roundest(low, high), high
    return float(low - ends[0] * (high - low) / (ends[1] - ends[0])), high


def _roundest(low: float, high: float) -> float:
    """The number of the fewest digits between two: limits are round."""
    rounded = (float(f"{high:.{digits}g}") for digits in range(1, MOST_DIGITS))
    return next((number for number in rounded if low <= number <= high), low)
