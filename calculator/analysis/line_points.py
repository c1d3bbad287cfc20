"""Which points of a finely computed curve a drawn line needs: straight stretches need only their ends."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calculator.analysis.curves import Curve

Indices: TypeAlias = NDArray[np.intp]
# A bend below this share of the cost there is not visible in a chart of a few hundred pixels.
VISIBLE = 0.002


def corners(values: Curve, usd: Curve, at_most_apart: int) -> Indices:
    """Indices, rising, of the ends, both sides of every step and gap, every bend, and some points in between.

    `values` rise strictly; `usd` may be NaN where a choice is not feasible. No two kept points are farther apart
    than `at_most_apart`.
    """
    keep = np.zeros(len(values), dtype=bool)
    keep[::at_most_apart] = True
    keep[-1] = True
    unknown = np.isnan(usd)
    edges = np.flatnonzero(unknown[:-1] != unknown[1:])
    keep[edges] = keep[edges + 1] = True
    left, here, right = values[:-2], values[1:-1], values[2:]
    straight = usd[:-2] + (usd[2:] - usd[:-2]) * ((here - left) / (right - left))
    with np.errstate(invalid="ignore"):
        keep[1:-1] |= np.abs(usd[1:-1] - straight) > VISIBLE * np.abs(usd[1:-1])
    return np.flatnonzero(keep)
