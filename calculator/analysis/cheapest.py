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
class _Flip:
    """Two values between which the cheapest choice is another one, None where none is feasible, and its costs there."""

    before: str | None
    after: str | None
    low: float
    high: float
    ends: Ends


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

    def switch(self, flip: _Flip) -> Search[Costs, tuple[float, float]]:
        """Where one choice stops being cheaper than another, and a point right beyond it."""
        first, second = (self.questions[each] if each is not None else None for each in (flip.before, flip.after))
        return switch(first, second, flip.low, flip.high, flip.ends)


def cheapest_changes(
    questions: Mapping[str, Costs], over: str, series: Sequence[Series], values: Curve, depth: int = DEEPEST
) -> Search[Costs, tuple[str | None, list[BreakEvenPoint]]]:
    """The cheapest choice at the first value, and every change after it; `questions` are those of the series."""
    if not series:
        return None, []
    field = _Field(over, questions)
    cheapest = _cheapest_at_each(series)
    flips: list[_Flip] = []
    for here, there in pairwise(range(len(values))):
        if cheapest[here] != cheapest[there]:
            # One point more, because the two may be level at this one.
            beyond = min(there + 1, len(values) - 1)
            pair = cheapest[here], cheapest[there]
            ends = _at(series, pair[0], [here, beyond]), _at(series, pair[1], [here, beyond])
            flips.append(_Flip(*pair, float(values[here]), float(values[beyond]), ends))
    changes = yield from _changes(field, flips, depth)
    return cheapest[0], [*chain.from_iterable(changes)]


def _changes(field: _Field, flips: Sequence[_Flip], depth: int) -> Search[Costs, Sequence[list[BreakEvenPoint]]]:
    """The changes of each flip: where each is, then in one go what all the other choices cost there."""
    found = yield from together(field.switch(each) for each in flips)
    plain = [
        [BreakEvenPoint(field.over, at, flip.before, flip.after)] for flip, (at, _) in zip(flips, found, strict=True)
    ]
    if not depth or not flips:
        return plain
    # At a step a third may be cheaper only on its far side.
    costs = yield from field.costs([*chain.from_iterable(found)])
    of_each = zip(flips, found, zip(costs[::2], costs[1::2], strict=True), plain, strict=True)
    return (yield from together(_with_thirds(field, *each, depth) for each in of_each))


def _at(series: Sequence[Series], choice: str | None, points: list[int]) -> Curve:
    """What a choice costs at some of the points; NaN for no choice."""
    return next((each.usd[points] for each in series if each.choice == choice), np.full(len(points), np.nan))


def _with_thirds(
    field: _Field,
    flip: _Flip,
    points: tuple[float, float],
    costs_at: tuple[dict[str, float], dict[str, float]],
    plain: list[BreakEvenPoint],
    depth: int,
) -> Changes:
    """The change from one choice to another; where a third is cheaper still, every change on the way."""
    pair = flip.before, flip.after
    for point, costs in zip(points, costs_at, strict=True):
        third = min(costs, key=lambda choice: costs[choice], default=None)
        level = min((costs[each] for each in pair if each is not None), default=np.inf)
        if third not in (*pair, None) and costs[third] < level * (1 - LEVEL):
            closer = np.unique([*np.linspace(flip.low, flip.high, POINTS_BETWEEN), point])
            known = yield dict.fromkeys(field.questions.values(), closer)
            series = [Series(choice, choice, known[each]) for choice, each in field.questions.items()]
            _, changes = yield from cheapest_changes(field.questions, field.over, series, closer, depth - 1)
            return changes
    return plain


def _cheapest_at_each(series: Sequence[Series]) -> list[str | None]:
    """The cheapest feasible choice at each point; of two that are level, the one that is cheaper right after it."""
    costs = or_infinite(np.vstack([each.usd for each in series]))
    lowest, least = np.argmin(costs, axis=0).tolist(), costs.min(axis=0)
    is_level = (costs == least).sum(axis=0) > 1
    for point in np.flatnonzero(is_level[:-1])[::-1].tolist():
        if costs[lowest[point + 1], point] == least[point]:
            lowest[point] = lowest[point + 1]
    return [series[i].choice if usd < np.inf else None for i, usd in zip(lowest, least.tolist(), strict=True)]
