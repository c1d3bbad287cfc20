"""Where one choice overtakes another along a field, in numbers and in words.

The present choice of a question is held against each other one over the ranges that the service names as worth
knowing, for example: how many GB read back per GB stored make Standard-IA dearer than Standard.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from calculator.analysis.curves import Crossing, Curve, crossings, curve_or_none
from calculator.catalogue.price_book import PriceBook
from calculator.core.declarations import MOST_LISTED
from calculator.core.display import amount, counted_of, in_sentence
from calculator.estimator import Question
from calculator.services.service import Crossover

SCAN_POINTS = 512
KINK_SIDES = (1 - 1e-9, 1, 1 + 1e-9)
SMALLEST_SHARE = 1e-6
SHOWN_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Overtaking:
    """Where the choice in the question and another one change places along a field."""

    search: Crossover
    at: float
    at_per: float | None
    cheaper_below: str
    cheaper_above: str
    sentence: str


def overtakings(question: Question, by: str, labels: Mapping[str, str], book: PriceBook) -> Iterator[Overtaking]:
    """Every crossing of the present choice with another one, over the service's named ranges.

    A field with a long list of choices, such as the instance types, has too many pairs to be worth naming.
    """
    if len(labels) > MOST_LISTED:
        return
    present = getattr(question.usage, by)
    for search in question.service.CROSSOVERS:
        values = _scan(search, question, book)
        curve = None if values is None else curve_or_none(question, book, search.over, values)
        for choice in labels:
            if values is not None and curve is not None and choice != present:
                other = question.with_usage(**{by: choice})
                for crossing in crossings(curve, question, other, book, search.over, values):
                    below, above = (present, choice) if crossing.first_is_cheaper_below else (choice, present)
                    yield _overtaking(question, search, crossing, (below, above), labels)


def _scan(search: Crossover, question: Question, book: PriceBook) -> Curve | None:
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


def _overtaking(
    question: Question,
    search: Crossover,
    crossing: Crossing,
    order: tuple[str, str],
    labels: Mapping[str, str],
) -> Overtaking:
    below, above = order
    declarations = question.usage.declarations
    declaration = declarations[search.over]
    per = crossing.at / float(getattr(question.usage, search.per)) if search.per else None
    where = counted_of(crossing.at, declaration.unit, declaration.label, SHOWN_DIGITS)
    words = f"{labels[above]} costs less than {labels[below]} above {where}"
    if per is not None:
        each = declarations[search.per]
        words += (
            f", which is {amount(per, SHOWN_DIGITS)} {declaration.unit} per {each.unit} of {in_sentence(each.label)}"
        )
    return Overtaking(search, crossing.at, per, below, above, f"{words}.")
