"""Which choice is the cheapest along a sweep, and where another one takes over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from calculator.analysis.curves import BreakEvenPoint, Costs, Curve, switch
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
class _Field:
    """The questions that are compared, by choice, along a field."""

    over: str
    questions: Mapping[str, Costs]

    def costs(self, at: Sequence[float]) -> list[dict[str, float]]:
        """What each choice costs at some values, infinite where it is not feasible."""
        points = np.array(at)
        curves = {choice: costs.at_or_none(points) for choice, costs in self.questions.items()}
        known = {choice: np.nan_to_num(curve, nan=np.inf) for choice, curve in curves.items() if curve is not None}
        return [{choice: float(curve[place]) for choice, curve in known.items()} for place in range(len(at))]

    def switch(self, before: str | None, after: str | None, low: float, high: float) -> tuple[float, float]:
        """Where one choice stops being cheaper than another, and a point right beyond it."""
        first, second = (self.questions[each] if each is not None else None for each in (before, after))
        return switch(first, second, low, high)


def cheapest_changes(
    question: Question, book: PriceBook, over: str, by: str | None, series: Sequence[Series], values: Curve
) -> tuple[str | None, list[BreakEvenPoint]]:
    """The cheapest choice at the first value, and every change after it."""
    if by is None or not series:
        return None, []
    field = _Field(over, {each.choice: Costs(question.choosing(by, each.choice), book, over) for each in series})
    cheapest = _cheapest_at_each(series)
    found: list[BreakEvenPoint] = []
    for here, there in pairwise(range(len(values))):
        if cheapest[here] != cheapest[there]:
            # One point more, because the two may be level at this one.
            beyond = float(values[min(there + 1, len(values) - 1)])
            found += _between(field, cheapest[here], cheapest[there], float(values[here]), beyond, DEEPEST)
    return cheapest[0], found


def _between(
    field: _Field, before: str | None, after: str | None, low: float, high: float, depth: int
) -> Iterator[BreakEvenPoint]:
    """The change from one choice to another; where a third is cheaper still, first to it and then from it."""
    at, beyond = field.switch(before, after, low, high)
    # At a step the third may be cheaper only on its far side.
    points = (at, beyond) if depth else ()
    for point, costs in zip(points, field.costs(points) if depth else (), strict=True):
        third = min(costs, key=lambda choice: costs[choice], default=None)
        level = min((costs.get(each, np.inf) for each in (before, after) if each is not None), default=np.inf)
        if third not in (before, after, None) and costs[third] < level * (1 - LEVEL):
            yield from _between(field, before, third, low, point, depth - 1)
            yield from _between(field, third, after, point, high, depth - 1)
            return
    yield BreakEvenPoint(field.over, at, before, after)


def _cheapest_at_each(series: Sequence[Series]) -> list[str | None]:
    """The cheapest feasible choice at each point; of two that are level, the one that is cheaper right after it."""
    costs = np.nan_to_num(np.vstack([each.usd for each in series]), nan=np.inf)
    lowest = np.argmin(costs, axis=0)
    for point in range(len(lowest) - 2, -1, -1):
        if costs[lowest[point + 1], point] == costs[lowest[point], point]:
            lowest[point] = lowest[point + 1]
    return [series[i].choice if np.isfinite(costs[i, point]) else None for point, i in enumerate(lowest)]
