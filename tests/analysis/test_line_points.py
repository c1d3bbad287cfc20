"""Which points a drawn line keeps: it must look like the whole curve."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.analysis.curves import Curve
from calculator.analysis.line_points import VISIBLE, corners
from tests.lanes import for_some

NAN = float("nan")
VALUES = np.arange(12.0)


@pytest.mark.parametrize(
    ("shape", "usd", "expected"),
    [
        ("a straight line", [*range(1, 13)], [0, 5, 10, 11]),
        ("a step between 6 and 7", [2.0] * 7 + [3.0] * 5, [0, 5, 6, 7, 10, 11]),
        ("a bend at 3", [1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9], [0, 3, 5, 10, 11]),
        ("a curve that ends after 7", [2.0] * 8 + [NAN] * 4, [0, 5, 7, 8, 10, 11]),
        ("a gap of one", [2.0] * 6 + [NAN] + [2.0] * 5, [0, 5, 6, 7, 10, 11]),
        ("nothing feasible", [NAN] * 12, [0, 5, 10, 11]),
        ("nothing to pay", [0.0] * 12, [0, 5, 10, 11]),
        ("a bend too small to be seen", [100.0] * 6 + [100.1] * 6, [0, 5, 10, 11]),
    ],
)
def test_ends_steps_bends_and_gaps_are_kept(shape: str, usd: list[float], expected: list[int]) -> None:
    assert corners(VALUES, np.array(usd), 5).tolist() == expected, shape


def test_two_points_are_both_kept() -> None:
    assert corners(np.array([1.0, 2.0]), np.array([5.0, 9.0]), 16).tolist() == [0, 1]


@given(st.lists(st.floats(1, 1000), min_size=3, max_size=200))
@for_some(200)
def test_the_line_never_leaves_a_curve_that_only_steps(heights: list[float]) -> None:
    usd: Curve = np.repeat(np.cumsum(heights), 3)
    values = np.arange(float(len(usd)))
    drawn = corners(values, usd, 16)
    line = np.interp(values, values[drawn], usd[drawn])
    # What is left out bends too little to be seen; a few of such bends can add up.
    assert np.all(np.abs(line - usd) <= VISIBLE * 16 * usd)
