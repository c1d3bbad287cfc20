"""Cost as a curve: the same formulas on arrays, and where two curves cross."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calculator.catalogue.price_book import PriceBook
from calculator.core.errors import NotPriced
from calculator.estimator import Question, price

Curve: TypeAlias = NDArray[np.float64]
CLOSE_ENOUGH = 1e-13
MOST_STEPS = 200


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
    swept = replace(question, usage=question.usage.as_arrays(**{over: values}))
    usd = price(swept, in_floats).effective_monthly_usd
    curve = np.array(np.broadcast_to(np.asarray(usd, dtype=np.float64), values.shape))
    for obstacle in swept.service.obstacles(swept.usage, in_floats):
        curve[np.broadcast_to(np.asarray(obstacle.when, dtype=bool), values.shape)] = np.nan
    return curve


def curve_or_none(question: Question, book: PriceBook, over: str, values: Curve) -> Curve | None:
    """The cost curve, or None where the choice has no price or is nowhere feasible."""
    try:
        curve = cost_curve(question, book, over, values)
    except NotPriced:
        return None
    return None if np.isnan(curve).all() else curve


def crossings(first: Question, second: Question, book: PriceBook, over: str, values: Curve) -> list[Crossing]:
    """Where the cheaper of two questions changes, lowest first, between the values given."""
    curves = curve_or_none(first, book, over, values), curve_or_none(second, book, over, values)
    if curves[0] is None or curves[1] is None:
        return []
    difference = curves[0] - curves[1]
    return [
        Crossing(_refine(first, second, book, over, float(values[i]), float(values[j])), bool(difference[i] < 0))
        for i, j in sign_changes(difference)
    ]


def sign_changes(difference: Curve) -> list[tuple[int, int]]:
    """Index pairs between which the sign changes, passing over points where it is zero or unknown."""
    known = np.flatnonzero(np.nan_to_num(difference))
    flips = np.flatnonzero(np.diff(np.sign(difference[known])) != 0)
    return [(int(known[i]), int(known[i + 1])) for i in flips]


def _refine(first: Question, second: Question, book: PriceBook, over: str, low: float, high: float) -> float:
    """The crossing between two values, by secant steps that fall back to halving at a jump."""

    def difference(at: float) -> float:
        point = np.array([at])
        return float((cost_curve(first, book, over, point) - cost_curve(second, book, over, point))[0])

    at_low, at_high = difference(low), difference(high)
    for step in range(MOST_STEPS):
        if high - low <= CLOSE_ENOUGH * max(abs(high), 1.0):
            break
        middle = (low + high) / 2 if step % 3 == 2 else low - at_low * (high - low) / (at_high - at_low)
        at_middle = difference(middle)
        if at_middle == 0 or middle in (low, high):
            return middle
        if (at_middle > 0) == (at_high > 0):
            high, at_high = middle, at_middle
        else:
            low, at_low = middle, at_middle
    return high
