"""Why rows have no answer, told for many of them at once from the figures of a block.

A float tells on which side of a bound a row is, but where it comes near; and what a sentence shows of it are its first
six digits. Rows of which that may not be so are left to the exact answer, as is a sentence that is not made of a bound.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calculator.batch.cells import CERTAIN_CHARACTERS, Mask, Places
from calculator.core.bounds import Bound
from calculator.core.declarations import QuantityField
from calculator.core.display import exact_text
from calculator.core.errors import CalculatorError, FieldError
from calculator.core.violations import Violation

# Closer to its bound than that, a float does not tell whether it is beyond it.
SURELY = 1e-6
# Telling a few rows apart costs more than asking them.
FEW = 4
# Places of rows, the number of each one's error, and the errors.
Same: TypeAlias = tuple[Places, Places, list[CalculatorError]]


@dataclass(frozen=True)
class Told:
    """The errors of rows that violate the same rules: those that are sure, by the place of the row in its block."""

    rules: Sequence[Violation]
    usage: Any
    # Rows whose amounts have no more digits than a float keeps.
    short: Mask
    # The exact error of the row at a place.
    refusal: Callable[[int], CalculatorError | None]

    def errors(self) -> Iterator[Same]:
        """The places of rows that are surely refused, with the errors that they have."""
        violated = [(rule, when) for rule in self.rules if (when := self.wide(rule.when)).any()]
        doubtful, found = ~self.short, np.zeros_like(self.short)
        for rule, when in violated:
            doubtful |= when & ~self._is_sure(rule)
            found |= when
        places = np.flatnonzero(found & ~doubtful)
        if len(places) < FEW:
            return
        for alike in _groups([when[places] for _, when in violated], len(places)):
            same = places[alike]
            if len(same) >= FEW:
                yield from self._of_same(same, [rule for rule, when in violated if when[same[0]]])

    def _of_same(self, places: Places, rules: Sequence[Violation]) -> Iterator[Same]:
        """Rows that violate the same rules, if the first and the last are told as the exact answer tells them."""
        writers = [_Writer(self, rule) for rule in rules]
        which, firsts = _distinct([each[places] for writer in writers for each in writer.differing], len(places))
        told = [[writer.error(place) for writer in writers] for place in places[firsts].tolist()]
        kinds = set[type[CalculatorError]]()
        for number in (0, -1):
            exact = self.refusal(int(places[number]))
            found = told[which[number]]
            if exact is None or [*map(_said, exact.errors)] != [each and _said(each) for each in found]:
                return
            kinds.add(type(exact))
        kind = kinds.pop()
        errors = [kind(each for each in found if each is not None) for found in told]
        is_told = np.array([None not in found for found in told])[which]
        yield places[is_told], which[is_told], errors

    def _is_sure(self, rule: Violation) -> Mask:
        """Where a float tells that a rule is violated."""
        bound, beyond = rule.bound, np.zeros_like(self.short)
        if bound is None:
            return beyond | (not isinstance(rule.when, np.ndarray))
        if bound.needed is None:
            return beyond
        needed = self.wide(bound.needed)
        for limit, sign in ((bound.at_most, 1), (bound.at_least, -1)):
            if limit is not None:
                limits = self.wide(limit)
                beyond |= sign * (needed - limits) > SURELY * np.maximum(np.abs(needed), np.abs(limits))
        return beyond

    def wide(self, number: Any) -> Any:
        """A figure row by row."""
        return np.broadcast_to(np.asarray(number), self.short.shape)

    def is_amount(self, field: str) -> bool:
        """Whether a field is an amount, which each row has its own of."""
        return isinstance(type(self.usage).declarations.get(field), QuantityField)


class _Writer:
    """Writes the error of a rule for the row at a place."""

    def __init__(self, told: Told, rule: Violation) -> None:
        self._rule, bound = rule, rule.bound
        own = getattr(told.usage, rule.field) if not rule.value and told.is_amount(rule.field) else None
        self._text = "" if own is not None else rule.value or told.usage.stated(rule.field)
        figures = (own, None, None, None) if bound is None else (own, bound.needed, bound.at_most, bound.at_least)
        self._columns = [None if each is None else told.wide(each) for each in figures]
        # What may be another from row to row; rows of the same figures have the same error.
        self.differing = [told.wide(each) for each in figures if each is not None and np.ndim(each)]

    def error(self, place: int) -> FieldError | None:
        """The error of a row; None where floats do not tell it."""
        return self._error(tuple(None if each is None else each[place] for each in self._columns))

    def _error(self, figures: tuple[Any, ...]) -> FieldError | None:
        rule = self._rule
        exact = [None if each is None else _certain(each) for each in figures]
        if any(one is None and other is not None for one, other in zip(exact, figures, strict=True)):
            return None
        own, needed, most, least = exact
        value = self._text if own is None else exact_text(own)
        if rule.bound is None:
            return FieldError(rule.field, rule.say(), value)
        bound = Bound(needed, most, least, rule.bound.unit)
        return FieldError(rule.field, rule.say(bound), value, bound)


def _distinct(columns: Sequence[NDArray[Any]], many: int) -> tuple[Places, Places]:
    """Rows by the combination of what they have in some columns: the number of each, and the first row of each."""
    which = np.zeros(many, dtype=np.intp)
    for column in columns:
        codes, found = pd.factorize(column, use_na_sentinel=False)
        which, _ = pd.factorize(which * len(found) + codes)
    firsts = np.empty(int(which.max(initial=-1)) + 1, dtype=np.intp)
    # Of the rows of one number the first is written last.
    firsts[which[::-1]] = np.arange(many)[::-1]
    return which, firsts


def _groups(columns: Sequence[NDArray[Any]], many: int) -> Iterator[Places]:
    """The rows of each combination."""
    which, firsts = _distinct(columns, many)
    for number in range(len(firsts)):
        yield np.flatnonzero(which == number)


def _certain(number: Any) -> Decimal | None:
    """A float as the decimal that it is of, of at most 15 digits; None where it has more."""
    text = format(float(number), f".{CERTAIN_CHARACTERS}g")
    return Decimal(text) if float(text) == number else None


def _said(error: FieldError) -> tuple[str, str, str]:
    return error.field, error.message, error.value
