"""What formulas can call, in both number systems."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, reduce
from typing import Any

import numpy as np

from calculator.core.arithmetic import (
    EXACT,
    Number,
    Truth,
    divide_up,
    is_exact,
    largest,
    maximum,
    ratio,
    smallest,
    where,
)
from calculator.core.units import convert

MANY = 8


def steps(amount: Number, step: Number) -> Number:
    """How many whole steps cover an amount: 65 KB take two steps of 64 KB."""
    return divide_up(amount, step)


def beyond(amount: Number, included: Number) -> Number:
    """What an amount has above what is included; 0 where it has nothing."""
    return maximum(amount - included, 0)


def part(number: Number, whole: int) -> Number:
    """A number over one by which every quotient ends: no digit of it is cut."""
    return EXACT.multiply(number, _reciprocal(whole)) if is_exact(number) else number / whole


@cache
def _reciprocal(whole: int) -> Decimal:
    return EXACT.divide(Decimal(1), Decimal(whole))


def all_of(*conditions: Truth) -> Truth:
    """Whether every condition holds; element by element on arrays."""
    return reduce(np.logical_and, conditions) if _has_arrays(conditions) else all(conditions)


def any_of(*conditions: Truth) -> Truth:
    """Whether any condition holds; element by element on arrays."""
    return reduce(np.logical_or, conditions) if _has_arrays(conditions) else any(conditions)


def none_of(condition: Truth) -> Truth:
    """Whether a condition does not hold; element by element on arrays."""
    return np.logical_not(condition) if isinstance(condition, np.ndarray) else not condition


def _has_arrays(conditions: tuple[Truth, ...]) -> bool:
    return any(isinstance(each, np.ndarray) for each in conditions)


# How few and how many values each function takes.
ARGUMENTS: Mapping[str, tuple[int, int]] = {
    "max": (2, MANY),
    "min": (2, MANY),
    "where": (3, 3),
    "steps": (2, 2),
    "beyond": (2, 2),
    "convert": (3, 3),
    "total": (1, 1),
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "max": lambda *numbers: largest(numbers),
    "min": lambda *numbers: smallest(numbers),
    "where": where,
    "steps": steps,
    "beyond": beyond,
    "convert": convert,
    "total": sum,
    "ratio": ratio,
    "part": part,
    "all_of": all_of,
    "any_of": any_of,
    "none_of": none_of,
}
