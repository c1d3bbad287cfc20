"""Cost as a curve: the same formulas on arrays, and where curves cross."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from calculator.analysis.narrowing import Narrowing, Values, narrow, sign_changes
from calculator.analysis.together import Search, Wanted, together
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import effective_monthly
from calculator.core.errors import NotPriced
from calculator.core.violations import violating
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


@dataclass(frozen=True, eq=False)
class PricedQuestion:
    """A question under the prices of a book, for any values of its fields."""

    question: Question
    book: PriceBook
    _book_in_floats: PriceBook
    _usage_in_floats: Any

    @classmethod
    def of(cls, question: Question, book: PriceBook) -> "PricedQuestion":
        """The question under the prices of a book."""
        return cls(question, book, book.as_floats(), question.usage.as_arrays())

    def choosing(self, by: str, choice: str, catalogue: Catalogue) -> "PricedQuestion":
        """The same question with another choice of a field of its usage, and with what is sold beside it."""
        chosen = self.question.choosing(by, choice, catalogue)
        changed = {by, *(each.field for each in (*self.question.assumed, *chosen.assumed))}
        changes = {name: getattr(chosen.usage, name) for name in changed}
        return replace(self, question=chosen, _usage_in_floats=self._usage_in_floats.with_values(**changes))

    def costs(self, changes: Mapping[str, Curve]) -> Curve:
        """Effective monthly USD value by value of one or several fields; NaN where it is not feasible.

        Raises NotPriced.
        """
        swept = self._swept(changes)
        shape = np.broadcast_shapes(*(values.shape for values in changes.values()))
        # What stands in the way and the bill ask for the same figures.
        book = self._book_in_floats.for_one_question()
        feasible = _feasible(swept, book, shape)
        curve = np.full(shape, np.nan)
        if feasible.any():
            is_all = feasible.all()
            asked = swept if is_all else self._swept({name: values[feasible] for name, values in changes.items()})
            curve[feasible] = effective_monthly(line_items(asked, book))
        return curve

    def present(self, name: str) -> float:
        """What an amount is now."""
        return float(getattr(self._usage_in_floats, name))

    def _swept(self, changes: Mapping[str, Curve]) -> Question:
        return replace(self.question, usage=self._usage_in_floats.with_values(**changes))


@dataclass(frozen=True, eq=False)
class Costs:
    """What a question costs at any value of a field."""

    of: PricedQuestion
    over: str

    def at(self, values: Curve) -> Curve:
        """Effective monthly USD at each value; NaN where it is not feasible. Raises NotPriced."""
        return self.of.costs({self.over: values})

    def feasible_at(self, values: Curve) -> Curve:
        """The same where it is feasible somewhere. Raises NotPriced, or Infeasible with every reason."""
        curve = self.at(values)
        if np.isnan(curve).all():
            end = Decimal(repr(float(values[-1])))
            check_feasible(self.of.question.with_usage(**{self.over: end}), self.of.book)
        return curve

    @property
    def follows_others(self) -> bool:
        """Whether the field has its value from others, and so changes with them."""
        usage = self.of.question.usage
        return usage.declarations[self.over].derived is not None and self.over not in usage.model_fields_set


def known_costs(wanted: Wanted[Costs]) -> dict[Costs, Curve]:
    """What each costs at the values that are asked for; NaN where it is not feasible or has no price.

    A question is asked once for all of its fields, one behind the other.
    """
    of_one: defaultdict[PricedQuestion, list[Costs]] = defaultdict(list)
    for each in wanted:
        of_one[each.of].append(each)
    known: dict[Costs, Curve] = {}
    for question, fields in of_one.items():
        alone = [each for each in fields if each.follows_others]
        in_line = [each for each in fields if not each.follows_others]
        try:
            known |= _one_behind_the_other(question, {each: wanted[each] for each in in_line})
        except NotPriced:
            alone = fields
        known |= {each: _cost_or_nan(each, wanted[each]) for each in alone}
    return known


def _one_behind_the_other(question: PricedQuestion, wanted: Wanted[Costs]) -> dict[Costs, Curve]:
    """While one field changes, the others have their present values. Raises NotPriced."""
    if not wanted:
        return {}
    ends = np.cumsum([len(values) for values in wanted.values()])
    changes = {each.over: np.full(ends[-1], question.present(each.over)) for each in wanted}
    for (each, values), end in zip(wanted.items(), ends, strict=True):
        changes[each.over][end - len(values) : end] = values
    return dict(zip(wanted, np.split(question.costs(changes), ends[:-1]), strict=True))


def _cost_or_nan(costs: Costs, values: Curve) -> Curve:
    try:
        return costs.at(values)
    except NotPriced:
        return np.full(values.shape, np.nan)


def _feasible(question: Question, book: PriceBook, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where nothing stands in the way; what is not feasible may have no price either, so it is never priced."""
    violated = np.asarray(violating(question.service.violations(question.usage, book)), dtype=bool)
    return np.broadcast_to(~violated, shape)


def crossings(
    by: str, first: Costs, others: Sequence[Costs], values: Curve
) -> Search[Costs, tuple[BreakEvenPoint, ...]]:
    """Where the cheaper of a choice of `by` and another one changes, other by other, lowest first."""
    curves = yield dict.fromkeys((first, *others), values)
    searches = []
    for second in others:
        difference = curves[first] - curves[second]
        for i, j in sign_changes(difference):
            pair = (first, second) if difference[i] < 0 else (second, first)
            narrowing = narrow(float(values[i]), float(values[j]), difference[[i, j]])
            searches.append(_crossing(by, pair, _between_two(first, second, narrowing, np.subtract)))
    return (yield from together(searches))


def _crossing(
    by: str, pair: tuple[Costs, Costs], search: Search[Costs, tuple[float, float]]
) -> Search[Costs, BreakEvenPoint]:
    """Where the first of a pair stops being the cheaper one."""
    below, above = (str(getattr(each.of.question.usage, by)) for each in pair)
    at, _ = yield from search
    return BreakEvenPoint(pair[0].over, at, below, above)


def switch(
    first: Costs | None, second: Costs | None, low: float, high: float, ends: tuple[Curve, Curve] | None
) -> Search[Costs, tuple[float, float]]:
    """Where the first question stops being cheaper than the second, and a point right beyond it.

    None, or what is not feasible, costs more than anything. `ends` are both costs at both ends, if they are known.
    """
    # Neither is feasible: held against no choice at all, the other has ended, or has not begun.
    neither = np.inf if second is None else -np.inf if first is None else 0.0

    def difference(here: Curve, there: Curve) -> Curve:
        here, there = or_infinite(here), or_infinite(there)
        return np.where(np.isinf(here) & np.isinf(there), neither, here - np.where(np.isinf(here), 0, there))

    known = ends or (yield from _costs_of(first, second, np.array([low, high])))
    return (yield from _between_two(first, second, narrow(low, high, difference(*known)), difference))


def or_infinite(costs: Curve) -> Curve:
    """What is not feasible costs more than anything."""
    return np.where(np.isnan(costs), np.inf, costs)


def _between_two(
    first: Costs | None, second: Costs | None, narrowing: Narrowing, difference: Callable[[Curve, Curve], Curve]
) -> Search[Costs, tuple[float, float]]:
    """A narrowing that asks for both costs and is told their difference."""
    try:
        values = next(narrowing)
        while True:
            costs = yield from _costs_of(first, second, values)
            values = narrowing.send(difference(*costs))
    except StopIteration as found:
        at, beyond = found.value
        return at, beyond


def _costs_of(first: Costs | None, second: Costs | None, values: Curve) -> Search[Costs, tuple[Curve, Curve]]:
    """What both cost at some values; NaN for no choice at all."""
    costs = yield {each: values for each in (first, second) if each is not None}
    nothing = np.full(values.shape, np.nan)
    return (nothing if first is None else costs[first]), (nothing if second is None else costs[second])
