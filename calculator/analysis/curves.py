"""Cost as a curve: the same formulas on arrays, and where curves cross."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from calculator.analysis.narrowing import Values, narrow, narrowed, sign_changes
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import effective_monthly
from calculator.core.errors import Infeasible, NotPriced
from calculator.estimator import Question, check_feasible, line_items

Curve: TypeAlias = Values


@dataclass(frozen=True, slots=True)
class BreakEvenPoint:
    """A value of a field at which another choice becomes the cheaper one; None where nothing is feasible.

    `at_per` is the value for each unit of the field `per`, where it is worth saying; `sentence` says all in words.
    """

    over: str
    at: float
    cheaper_below: str | None
    cheaper_above: str | None
    per: str = ""
    at_per: float | None = None
    sentence: str = ""


@dataclass(frozen=True)
class Costs:
    """What a question costs at any value of a field."""

    question: Question
    book: PriceBook
    over: str

    @cached_property
    def _book_in_floats(self) -> PriceBook:
        return self.book.as_floats()

    @cached_property
    def _usage_in_floats(self) -> Any:
        return self.question.usage.as_arrays()

    def at(self, values: Curve) -> Curve:
        """Effective monthly USD at each value; NaN where it is not feasible. Raises NotPriced."""
        curve = np.full(values.shape, np.nan)
        swept = self._swept(values)
        feasible = _feasible(swept, self._book_in_floats, values.shape)
        if feasible.any():
            asked = swept if feasible.all() else self._swept(values[feasible])
            curve[feasible] = effective_monthly(line_items(asked, self._book_in_floats))
        return curve

    def feasible_at(self, values: Curve) -> Curve:
        """The same where it is feasible somewhere. Raises NotPriced, or Infeasible with every reason."""
        curve = self.at(values)
        if np.isnan(curve).all():
            end = Decimal(repr(float(values[-1])))
            check_feasible(self.question.with_usage(**{self.over: end}), self.book)
        return curve

    def at_or_none(self, values: Curve) -> Curve | None:
        """The same, or None where there is no price or it is nowhere feasible."""
        try:
            return self.feasible_at(values)
        except (NotPriced, Infeasible):
            return None

    def _swept(self, values: Curve) -> Question:
        return replace(self.question, usage=self._usage_in_floats.with_values(**{self.over: values}))


def _feasible(question: Question, book: PriceBook, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where nothing stands in the way; what is not feasible may have no price either, so it is never priced."""
    feasible = np.ones(shape, dtype=bool)
    for violation in question.service.violations(question.usage, book):
        feasible &= ~np.asarray(violation.when, dtype=bool)
    return feasible


def crossings(by: str, first: Costs, others: Sequence[Costs], values: Curve) -> Iterator[BreakEvenPoint]:
    """Where the cheaper of a choice of `by` and another one changes, other by other, lowest first."""
    curve = first.at_or_none(values)
    if curve is None:
        return
    sides: list[tuple[str, str]] = []
    found = []
    for second in others:
        other = second.at_or_none(values)
        difference = curve - other if other is not None else np.zeros(0)
        falling = _choice(second, by), _choice(first, by)
        for i, j in sign_changes(difference):
            sides.append((falling[1], falling[0]) if difference[i] < 0 else falling)
            found.append((second, float(values[i]), float(values[j]), difference[[i, j]]))
    for (below, above), at in zip(sides, _refined(first, found), strict=True):
        yield BreakEvenPoint(first.over, at, below, above)


def _choice(costs: Costs, by: str) -> str:
    return str(getattr(costs.question.usage, by))


def _refined(first: Costs, found: Sequence[tuple[Costs, float, float, Curve]]) -> list[float]:
    """Each crossing between two values at which the difference is known; the first is asked for all at once."""
    narrowings = {place: narrow(low, high, ends) for place, (_, low, high, ends) in enumerate(found)}
    wanted = {place: next(each) for place, each in narrowings.items()}
    points = [0.0] * len(found)
    while wanted:
        costs = np.split(
            first.at(np.concatenate([*wanted.values()])), np.cumsum([len(each) for each in wanted.values()])
        )
        for (place, asked), cost in zip([*wanted.items()], costs, strict=False):
            try:
                wanted[place] = narrowings[place].send(cost - found[place][0].at(asked))
            except StopIteration as ended:
                points[place], _ = ended.value
                del wanted[place]
    return points


def switch(first: Costs | None, second: Costs | None, low: float, high: float) -> tuple[float, float]:
    """Where the first question stops being cheaper than the second, and a point right beyond it.

    None, or what is not feasible, costs more than anything.
    """

    def difference(values: Curve) -> Curve:
        costs = [_cost_or_infinite(each, values) for each in (first, second)]
        # Neither is feasible: held against no choice at all, the other has ended, or has not begun.
        neither = np.inf if second is None else -np.inf if first is None else 0.0
        return np.where(
            np.isinf(costs[0]) & np.isinf(costs[1]), neither, costs[0] - np.where(np.isinf(costs[0]), 0, costs[1])
        )

    return narrowed(difference, low, high)


def _cost_or_infinite(costs: Costs | None, values: Curve) -> Curve:
    curve = None if costs is None else costs.at_or_none(values)
    return np.full(values.shape, np.inf) if curve is None else np.nan_to_num(curve, nan=np.inf)
