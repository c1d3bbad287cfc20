"""Where a difference of two costs changes its sign: asked for at as few values as it takes."""

from collections.abc import Generator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.float64]
# Yields the values at which it wants to know the difference; returns where the sign changes, and where it has changed.
Narrowing: TypeAlias = Generator[Values, Values, tuple[float, float]]

DIVISIONS = 3
POINTS_A_DIVISION = 1025
# How far off a straight line a difference may be, in shares of its rise: by less it is one; by less it is so nearly
# one that the next line through it meets zero.
STRAIGHT, BENT = 1e-9, 1e-4
# More of them tell two floats apart.
MOST_DIGITS = 17


def sign_changes(difference: Values) -> list[tuple[int, int]]:
    """Index pairs between which the sign changes, passing over ties but not over points that are unknown."""
    known = np.flatnonzero((difference != 0) & ~np.isnan(difference))
    flips = np.flatnonzero(np.diff(np.sign(difference[known])) != 0)
    pairs = ((int(known[i]), int(known[i + 1])) for i in flips)
    return [(i, j) for i, j in pairs if not np.isnan(difference[i:j]).any()]


def narrow(low: float, high: float, ends: Values) -> Narrowing:
    """Where a difference, which is `ends` at two values, changes its sign between them.

    Costs are straight or gently bent between their steps, so lines are tried first. Where they miss, the interval is
    divided a few times, and the line of what is left meets zero exactly; at the end of what is feasible the interval is
    by then so narrow that the roundest number in it is meant.
    """
    nearest = (high - low) / (POINTS_A_DIVISION - 1) ** DIVISIONS
    for number in range(DIVISIONS):
        points = np.linspace(low, high, POINTS_A_DIVISION)
        if _have_opposite_signs(ends):
            # Values more cost next to nothing, another question does.
            zero = _zero_of_line(low, high, ends)
            asked = yield np.append(points, zero)
            values, off = asked[:-1], float(asked[-1])
            at = _along_lines(low, high, ends, zero, off, may_be_bent=number > 0)
            if at is not None:
                return at, min(high, at + nearest)
        else:
            values = yield points
        changes = sign_changes(values)
        if not changes:
            break
        i, j = changes[0]
        low, high, ends = float(points[i]), float(points[j]), values[[i, j]]
    if not _have_opposite_signs(ends):
        return (_roundest(low, high) if ends.any() else low), high
    return _zero_of_line(low, high, ends), high


def _along_lines(low: float, high: float, ends: Values, at: float, off: float, *, may_be_bent: bool) -> float | None:
    """The zero of the line between the ends, or of the next line, if the difference follows them; it is `off` there."""
    share = abs(off) / np.abs(ends).max()
    if share <= STRAIGHT:
        return at
    if not may_be_bent or not share <= BENT:
        return None
    end, there = (low, ends[0]) if off * ends[0] < 0 else (high, ends[1])
    return _zero_of_line(at, end, np.array([off, there]))


def _have_opposite_signs(ends: Values) -> bool:
    return bool(np.isfinite(ends).all() and ends[0] * ends[1] < 0)


def _zero_of_line(low: float, high: float, ends: Values) -> float:
    return float(low - ends[0] * (high - low) / (ends[1] - ends[0]))


def _roundest(low: float, high: float) -> float:
    """The number of the fewest digits between two: limits are round."""
    rounded = (float(f"{high:.{digits}g}") for digits in range(1, MOST_DIGITS))
    return next((number for number in rounded if low <= number <= high), low)
