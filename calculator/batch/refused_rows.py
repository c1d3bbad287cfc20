"""Why rows have no answer, told for many of them at once from the figures of a block.

A float tells on which side of a bound a row is, but where it comes near; and what a sentence shows of it are its first
six digits. Rows of which that may not be so are left to the exact answer, as is a sentence that is not made of a bound.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat
from typing import Any

import numpy as np

from calculator.batch.cells import CERTAIN_CHARACTERS, Mask
from calculator.core.bounds import Bound
from calculator.core.declarations import QuantityField
from calculator.core.display import exact_text
from calculator.core.errors import CalculatorError, FieldError
from calculator.core.violations import Violation

# Closer to its bound than that, a float does not tell whether it is beyond it.
SURELY = 1e-6
# Telling a few rows apart costs more than asking them.
FEW = 4


@dataclass(frozen=True)
class Told:
    """The errors of rows that violate the same rules: those that are sure, by the place of the row in its block."""

    rules: Sequence[Violation]
    usage: Any
    # Rows whose amounts have no more digits than a float keeps.
    short: Mask

    def errors(self, refusal: Callable[[int], CalculatorError | None]) -> Iterator[tuple[int, CalculatorError]]:
        """The place of each row that is surely refused with its error; `refusal` is the exact one of a place."""
        whens = np.array([self.wide(rule.when) for rule in self.rules], dtype=bool).reshape(-1, len(self.short))
        doubtful = ~self.short
        for rule, when in zip(self.rules, whens, strict=True):
            doubtful |= when & ~self._is_sure(rule)
        sure = whens.any(axis=0) & ~doubtful
        if np.count_nonzero(sure) < FEW:
            return
        places = np.flatnonzero(sure)
        _, which = np.unique(whens[:, places], axis=1, return_inverse=True)
        for number in range(int(which.max()) + 1):
            alike = places[which.ravel() == number]
            rules = [rule for rule, when in zip(self.rules, whens, strict=True) if when[alike[0]]]
            if len(alike) >= FEW:
                yield from self._of_same(alike.tolist(), rules, refusal)

    def _of_same(
        self, places: list[int], rules: Sequence[Violation], refusal: Callable[[int], CalculatorError | None]
    ) -> Iterator[tuple[int, CalculatorError]]:
        """Rows that violate the same rules, if the first and the last are told as the exact answer tells them."""
        columns = [_Writer(self, rule).errors(places) for rule in rules]
        told = [*zip(*columns, strict=True)]
        kinds = set[type[CalculatorError]]()
        for place, found in ((places[0], told[0]), (places[-1], told[-1])):
            exact = refusal(place)
            if exact is None or [*map(_said, exact.errors)] != [each and _said(each) for each in found]:
                return
            kinds.add(type(exact))
        kind, known = kinds.pop(), dict[tuple[int, ...], CalculatorError]()
        for place, found in zip(places, told, strict=True):
            errors = [each for each in found if each is not None]
            if len(errors) == len(rules):
                # Rows of the same figures have the very same errors.
                same = tuple(map(id, errors))
                if same not in known:
                    known[same] = kind(errors)
                yield place, known[same]

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
    """Writes the error of a rule, row by row; rows of the same figures have the same one."""

    def __init__(self, told: Told, rule: Violation) -> None:
        self._rule, bound = rule, rule.bound
        own = getattr(told.usage, rule.field) if not rule.value and told.is_amount(rule.field) else None
        self._text = "" if own is not None else rule.value or told.usage.stated(rule.field)
        figures = (own, None, None, None) if bound is None else (own, bound.needed, bound.at_most, bound.at_least)
        self._columns = [None if each is None else told.wide(each) for each in figures]
        self._known: dict[tuple[Any, ...], FieldError | None] = {}

    def errors(self, places: list[int]) -> list[FieldError | None]:
        """The error of each place; None where floats do not tell it."""
        own = [repeat(None, len(places)) if each is None else each[places].tolist() for each in self._columns]
        return [*map(self._known_error, zip(*own, strict=True))]

    def _known_error(self, figures: tuple[Any, ...]) -> FieldError | None:
        if figures not in self._known:
            self._known[figures] = self._error(figures)
        return self._known[figures]

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


def _certain(number: Any) -> Decimal | None:
    """A float as the decimal that it is of, of at most 15 digits; None where it has more."""
    text = format(float(number), f".{CERTAIN_CHARACTERS}g")
    return Decimal(text) if float(text) == number else None


def _said(error: FieldError) -> tuple[str, str, str]:
    return error.field, error.message, error.value
