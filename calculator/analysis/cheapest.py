"""Which choice is the cheapest along a sweep, and where another one takes over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from calculator.analysis.curves import Curve, curve_or_none, switch
from calculator.catalogue.price_book import PriceBook
from calculator.estimator import Question

# Between two points the cheapest may change a few times; each time halves what is left to look at, or more.
DEEPEST = 6
LEVEL = 1e-9


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
class _Field:
    """The questions that are compared, by choice, and the field along which they are."""

    questions: dict[str, Question]
    book: PriceBook
    over: str

    def costs(self, at: float) -> dict[str, float]:
        """What each choice costs at one value, infinite where it is not feasible."""
        point = np.array([at])
        curves = {
            each: curve_or_none(question, self.book, self.over, point) for each, question in self.questions.items()
        }
        return {each: float("inf") if curve is None else float(curve[0]) for each, curve in curves.items()}

    def switch(self, before: str | None, after: str | None, low: float, high: float) -> tuple[float, float]:
        """Where one choice stops being cheaper than another, and a point right beyond it."""
        first, second = (self.questions[each] if each is not None else None for each in (before, after))
        return switch(first, second, self.book, self.over, low, high)


def choosing(question: Question, by: str | None, choice: str) -> Question:
    """The question with another choice; itself where nothing is compared."""
    return question if by is None else question.with_usage(**{by: choice})


def cheapest_changes(
    question: Question, book: PriceBook, over: str, by: str | None, series: Sequence[Series], values: Curve
) -> tuple[str | None, list[CheapestChange]]:
    """The cheapest choice at the first value, and every change after it."""
    if by is None or not series:
        return None, []
    field = _Field({each.choice: choosing(question, by, each.choice) for each in series}, book, over)
    cheapest = _cheapest_at_each(series)
    found: list[CheapestChange] = []
    for here, there in pairwise(range(len(values))):
        if cheapest[here] != cheapest[there]:
            # One point more, because the two may be level at this one.
            beyond = float(values[min(there + 1, len(values) - 1)])
            found += _between(field, cheapest[here], cheapest[there], float(values[here]), beyond, DEEPEST)
    return cheapest[0], found


def _between(
    field: _Field, before: str | None, after: str | None, low: float, high: float, depth: int
) -> Iterator[CheapestChange]:
    """The change from one choice to another; where a third is cheaper still, first to it and then from it."""
    at, beyond = field.switch(before, after, low, high)
    # At a step the third may be cheaper only on its far side.
    for point in (at, beyond) if depth else ():
        costs = field.costs(point)
        third = min(costs, key=lambda choice: costs[choice])
        level = min((costs[each] for each in (before, after) if each is not None), default=float("inf"))
        if third not in (before, after) and costs[third] < level * (1 - LEVEL):
            yield from _between(field, before, third, low, point, depth - 1)
            yield from _between(field, third, after, point, high, depth - 1)
            return
    yield CheapestChange(at, before, after)


def _cheapest_at_each(series: Sequence[Series]) -> list[str | None]:
    """The cheapest feasible choice at each point; of two that are level, the one that is cheaper right after it."""
    costs = np.nan_to_num(np.vstack([each.usd for each in series]), nan=np.inf)
    lowest = np.argmin(costs, axis=0)
    for point in range(len(lowest) - 2, -1, -1):
        if costs[lowest[point + 1], point] == costs[lowest[point], point]:
            lowest[point] = lowest[point + 1]
    return [series[i].choice if np.isfinite(costs[i, point]) else None for point, i in enumerate(lowest)]
