"""Arithmetic that one formula needs in two number systems: exact `Decimal` scalars and float64 arrays.

A formula written with `+ - *`, comparisons and the functions of this module runs unchanged on
- `Decimal` (one answer: exact, no binary rounding anywhere), and
- `float` or `numpy.ndarray` of float64 (a chart's sweep, a batch: 1e-9 relative on money).

Constants in formulas are whole numbers, because an `int` mixes with both systems and a `Decimal` with only one.
"""

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, InvalidOperation, localcontext
from functools import reduce
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Number: TypeAlias = Any
"""A Decimal, a float or a float64 array. Typed loosely because every operator is defined within each system."""

Truth: TypeAlias = bool | NDArray[np.bool_]
"""What a condition comes to: of exact numbers one truth value, of arrays one for each element."""

# Products and sums of the longest inputs fit, so nothing but a quotient is ever rounded.
EXACT = Context(prec=400)
# A quotient such as 30/7 never ends; it is kept to the 28 digits of the decimal module's own default.
QUOTIENT = Context(prec=28)
# Four to eight units in the last place, as the bits fall: the noise of the few float operations that lead to a count.
WITHOUT_NOISE = 1 - 2.0**-50

# A tuple, because a union takes twice as long to look through and every formula asks.
EXACT_TYPES = (Decimal, int)

exactly = localcontext
"""`with exactly(EXACT):` makes sums and products of the block exact."""


def decimal(text: str) -> Decimal:
    """The only door from text to a number: finite decimals, no binary floats.

    Raises ValueError for anything that is not a finite decimal number.
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"not a number: {text!r}") from None
    if not number.is_finite():
        raise ValueError(f"not a finite number: {text!r}")
    return number


def is_exact(number: Number) -> bool:
    """Whether a number belongs to the exact system."""
    return isinstance(number, EXACT_TYPES)


def to_float(number: Number) -> Number:
    """The crossing from exact to float; arrays pass through."""
    return float(number) if is_exact(number) else number


def where(condition: Truth, if_true: Number, if_false: Number) -> Number:
    """`if_true` where the condition holds, else `if_false`; element by element on arrays."""
    if isinstance(condition, np.ndarray):
        return np.where(condition, if_true, if_false)
    return if_true if condition else if_false


def maximum(first: Number, second: Number) -> Number:
    """The larger of two numbers; element by element on arrays."""
    if isinstance(first, np.ndarray) or isinstance(second, np.ndarray):
        return np.maximum(first, second)
    return max(first, second)


def minimum(first: Number, second: Number) -> Number:
    """The smaller of two numbers; element by element on arrays."""
    if isinstance(first, np.ndarray) or isinstance(second, np.ndarray):
        return np.minimum(first, second)
    return min(first, second)


def largest(numbers: Sequence[Number]) -> Number:
    """The largest of several numbers; element by element where any of them is an array."""
    return reduce(np.maximum, numbers) if _has_arrays(numbers) else max(numbers)


def smallest(numbers: Sequence[Number]) -> Number:
    """The smallest of several numbers; element by element where any of them is an array."""
    return reduce(np.minimum, numbers) if _has_arrays(numbers) else min(numbers)


def _has_arrays(numbers: Sequence[Number]) -> bool:
    return any(isinstance(number, np.ndarray) for number in numbers)


def ratio(numerator: Number, denominator: Number) -> Number:
    """A quotient that may not end, kept to 28 significant digits in the exact system."""
    if is_exact(numerator) and is_exact(denominator):
        return QUOTIENT.divide(Decimal(numerator), Decimal(denominator))
    return numerator / denominator


def divide_up(numerator: Number, denominator: Number) -> Number:
    """How many whole `denominator`s cover the numerator (both non-negative).

    Exact on decimals, where 'negate, floor-divide, negate' would be wrong because `//` truncates. On floats a
    quotient within the noise of a whole number counts as that whole number.
    """
    if is_exact(numerator) and is_exact(denominator):
        whole, remainder = divmod(Decimal(numerator), Decimal(denominator))
        return whole + 1 if remainder else whole
    quotient = np.asarray(numerator / denominator, dtype=np.float64)
    counts = np.asarray(quotient * WITHOUT_NOISE)
    np.ceil(counts, out=counts)
    # So large a quotient that its noise is more than one is whole as it is.
    np.maximum(counts, np.rint(quotient), out=counts)
    return counts if counts.ndim else float(counts)


def total(numbers: Iterable[Number]) -> Number:
    """The sum of unrounded parts; exact for decimals whatever context the caller runs in."""
    result: Number = 0
    with exactly(EXACT):
        for number in numbers:
            result = result + number
    return Decimal(result) if is_exact(result) else result


def product(number: Number, factor: int) -> Number:
    """A multiple; exact for decimals whatever context the caller runs in."""
    return EXACT.multiply(number, Decimal(factor)) if is_exact(number) else number * factor


def any_used(quantity: Number) -> bool:
    """Whether a quantity, or any element of an array of quantities, is not zero."""
    return bool(quantity.any()) if isinstance(quantity, np.ndarray) else bool(quantity)
