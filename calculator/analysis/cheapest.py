"""Which choice is the cheapest along a sweep, and where another one takes over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TypeAlias

import numpy as np

from calculator.analysis.curves import BreakEvenPoint, Costs, Curve, or_infinite, switch
from calculator.analysis.together import Search, together
from calculator.core.answer import AnswerWarning

# Between two points the cheapest may change a few times: what is left is then looked at as the whole was, so finely.
DEEPEST, POINTS_BETWEEN = 3, 257
LEVEL = 1e-9


@dataclass(frozen=True, slots=True)
class Series:
    """The cost of one choice at every point; NaN where it is not feasible.

    `warnings` say which defaults have given way to what is sold beside the choice.
    """

    choice: str
    label: str
    usd: Curve
    warnings: tuple[AnswerWarning, ...] = ()


# What two choices cost at both ends of a stretch.
Ends: TypeAlias = tuple[Curve, Curve]
Changes: TypeAlias = Search[Costs, list[BreakEvenPoint]]


@dataclass(frozen=True, slots=True)
class _Field:
    """The questions that are compared, by choice, along a field."""

    over: str
    questions: Mapping[str, Costs]

    def costs(self, at: Sequence[float]) -> Search[Costs, list[dict[str, float]]]:
        """What each choice costs at some values, infinite where it is not feasible."""
        known = yield dict.fromkeys(self.questions.values(), np.array(at))
        curves = {choice: or_infinite(known[costs]) for choice, costs in self.questions.items()}
        return [{choice: float(curve[place]) for choice, curve in curves.items()} for place in range(len(at))]

    def switch(
        self, before: str | None, after: str | None, low: float, high: float, ends: Ends | None
    ) -> Search[Costs, tuple[float, float]]:
        """Where one choice stops being cheaper than another, and a point right beyond it."""
        first, second = (self.questions[each] if each is not None else None for each in (before, after))
        return switch(first, second, low, high, ends)


def cheapest_changes(
    questions: Mapping[str, Costs], over: str, series: Sequence[Series], values: Curve, depth: int = DEEPEST
) -> Search[Costs, tuple[str | None, list[BreakEvenPoint]]]:
    """The cheapest choice at the first value, and every change after it; `questions` are those of the series."""
    if not series:
        return None, []
    field = _Field(over, questions)
    cheapest = _cheapest_at_each(series)
    searches: list[Changes] = []
    for here, there in pairwise(range(len(values))):
        if cheapest[here] != cheapest[there]:
            # One point more, because the two may be level at this one.
            beyond = min(there + 1, len(values) - 1)
            pair = cheapest[here], cheapest[there]
            ends = _at(series, pair[0], [here, beyond]), _at(series, pair[1], [here, beyond])
            searches.append(_between(field, *pair, float(values[here]), float(values[beyond]), depth, ends))
    changes = yield from together(searches)
    return cheapest[0], [*chain.from_iterable(changes)]


def _at(series: Sequence[Series], choice: str | None, points: list[int]) -> Curve:
    """What a choice costs at some of the points; NaN for no choice."""
    return next((each.usd[points] for each in series if each.choice == choice), np.full(len(points), np.nan))


def _between(
    field: _Field,
    before: str | None,
    after: str | None,
    low: float,
    high: float,
    depth: int,
    ends: Ends | None = None,
) -> Changes:
    """The change from one choice to another; where a third is cheaper still, every change on the way."""
    at, beyond = yield from field.switch(before, after, low, high, ends)
    # At a step the third may be cheaper only on its far side.
    points = (at, beyond) if depth else ()
    costs_at = (yield from field.costs(points)) if depth else []
    for point, costs in zip(points, costs_at, strict=True):
        third = min(costs, key=lambda choice: costs[choice], default=None)
        level = min((costs[each] for each in (before, after) if each is not None), default=np.inf)
        if third not in (before, after, None) and costs[third] < level * (1 - LEVEL):
            closer = np.unique([*np.linspace(low, high, POINTS_BETWEEN), point])
            known = yield dict.fromkeys(field.questions.values(), closer)
            series = [Series(choice, choice, known[each]) for choice, each in field.questions.items()]
            _, changes = yield from cheapest_changes(field.questions, field.over, series, closer, depth - 1)
            return changes
    return [BreakEvenPoint(field.over, at, before, after)]


def _cheapest_at_each(series: Sequence[Series]) -> list[str | None]:
    """The cheapest feasible choice at each point; of two that are level, the one that is cheaper right after it."""
    costs = np.nan_to_num(np.vstack([each.usd for each in series]), nan=np.inf)
    lowest, least = np.argmin(costs, axis=0).tolist(), costs.min(axis=0)
    is_level = (costs == least).sum(axis=0) > 1
    for point in np.flatnonzero(is_level[:-1])[::-1].tolist():
        if costs[lowest[point + 1], point] == least[point]:
            lowest[point] = lowest[point + 1]
    return [series[i].choice if usd < np.inf else None for i, usd in zip(lowest, least.tolist(), strict=True)]
