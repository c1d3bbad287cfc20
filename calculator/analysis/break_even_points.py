"""Break-even points: where one choice becomes cheaper than another along a field, in numbers and in words.

The current selection of a question is held against each other one over the ranges that the service names as worth
knowing, for example: how many GB read back per GB stored make Standard-IA more expensive than Standard. Over some
ranges it is the cheapest choice that matters, whichever is selected.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from calculator.analysis.cheapest import Series, cheapest_changes
from calculator.analysis.curves import BreakEvenPoint, Costs, Curve, PricedQuestion, crossings, known_costs
from calculator.analysis.together import Search, answered, together
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from calculator.core.declarations import MOST_LISTED, without_effect
from calculator.core.display import amount, counted_of, in_sentence
from calculator.estimator import Question, book_for
from calculator.services.service import BreakEvenSearch

SCAN_POINTS = 512
KINK_SIDES = (1 - 1e-9, 1, 1 + 1e-9)
SMALLEST_SHARE = 1e-6
SHOWN_DIGITS = 4

Points: TypeAlias = Search[Costs, tuple[BreakEvenPoint, ...]]


def break_even_points(
    question: Question, by: str, labels: Mapping[str, str], catalogue: Catalogue
) -> Iterator[BreakEvenPoint]:
    """Every break-even point of the current selection with another choice, over the service's named ranges.

    A field with a long list of choices, such as the instance types, has too many pairs to be worth naming.
    Raises NotPriced, InvalidInput where the Region has no prices at all.
    """
    if len(labels) > MOST_LISTED:
        return
    book = book_for(question, catalogue)
    priced = PricedQuestion.of(question, book)
    choices = {choice: priced.choosing(by, choice, catalogue) for choice in labels}
    searches, found = [], []
    for search in question.service.CROSSOVERS:
        values = _scan(search, question, book) if _has_effect(search.over, question, by) else None
        if values is not None:
            costs = {choice: Costs(each, search.over) for choice, each in choices.items()}
            points_of = _of_cheapest if search.of_cheapest else _of_present
            searches.append(search)
            found.append(points_of(question, by, labels, costs, values))
    for search, points in zip(searches, answered(together(found), known_costs), strict=True):
        for point in points:
            yield _in_words(question, search, point, labels)


def _has_effect(over: str, question: Question, by: str) -> bool:
    """Whether a field changes anything under the choices made, besides the one that is compared."""
    usage = question.usage
    chosen = {name: getattr(usage, name) for name in usage.declarations[over].only_for if name != by}
    return not any(without_effect(usage.declarations[over], usage.declarations, chosen))


def _of_present(
    question: Question, by: str, labels: Mapping[str, str], costs: Mapping[str, Costs], values: Curve
) -> Points:
    """Where the current selection and another one change places."""
    present = question.choice_of(by)
    others = [costs[choice] for choice in labels if choice != present]
    return (yield from crossings(by, costs[present], others, values))


def _of_cheapest(
    question: Question, by: str, labels: Mapping[str, str], costs: Mapping[str, Costs], values: Curve
) -> Points:
    """Where the cheapest of all choices gives way to another one."""
    curves = yield dict.fromkeys(costs.values(), values)
    feasible = {choice: each for choice, each in costs.items() if not np.isnan(curves[each]).all()}
    series = [Series(choice, labels[choice], curves[each]) for choice, each in feasible.items()]
    over = next(iter(costs.values())).over
    _, changes = yield from cheapest_changes(feasible, over, series, values)
    return tuple(each for each in changes if each.cheaper_below is not None and each.cheaper_above is not None)


def _scan(search: BreakEvenSearch, question: Question, book: PriceBook) -> Curve | None:
    """The points to look between: evenly by ratio from the low end to the high, and both sides of every kink."""
    factor = float(getattr(question.usage, search.per)) if search.per else 1.0
    if factor == 0:
        return None
    least, most = question.usage.reach(search.over)
    low, high = max(search.low * factor, float(least)), min(search.high * factor, float(most))
    if low >= high:
        return None
    grid = np.geomspace(max(low, high * SMALLEST_SHARE), high, SCAN_POINTS)
    kinks = [float(row.value) * side for row in book.limits.values() if row.name in search.kinks for side in KINK_SIDES]
    return np.unique(np.concatenate(([low], grid, [each for each in kinks if low < each < high])))


def _in_words(
    question: Question, search: BreakEvenSearch, point: BreakEvenPoint, labels: Mapping[str, str]
) -> BreakEvenPoint:
    declarations = question.usage.declarations
    declaration = declarations[search.over]
    per = point.at / float(getattr(question.usage, search.per)) if search.per else None
    where = counted_of(point.at, declaration.unit, declaration.label, SHOWN_DIGITS)
    cheaper, other = (labels[each] for each in (point.cheaper_above, point.cheaper_below) if each is not None)
    words = f"{cheaper} costs less than {other} above {where}"
    if per is not None:
        each = declarations[search.per]
        words += (
            f", which is {amount(per, SHOWN_DIGITS)} {declaration.unit} per {each.unit} of {in_sentence(each.label)}"
        )
    return replace(point, per=search.per, at_per=per, sentence=f"{words}.")
