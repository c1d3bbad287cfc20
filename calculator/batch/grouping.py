"""Rows that agree in all that prices and formulas choose by, together; their order within a group stays."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from calculator.batch.cells import Places

# Measured best: the columns of a block stay in the cache of a processor.
BLOCK = 16_384
MOST_SHORT = np.iinfo(np.int16).max
MOST_COMBINED = 2**62


def grouped(codes: Sequence[NDArray[np.int32]], rows: int) -> tuple[Places, list[slice]]:
    """An order in which the rows of each combination of codes, which are -1 or more, stand together, and where."""
    key, size = np.zeros(rows, dtype=np.int64), 1
    for each in codes:
        many = int(each.max(initial=-1)) + 2
        if many == 1:
            continue
        if size * many > MOST_COMBINED:
            key, size = _closed_up(key)
        key *= many
        key += each
        key += 1
        size *= many
    if size > MOST_SHORT:
        key, size = _closed_up(key)
    if size <= MOST_SHORT:
        # Of 16 bits NumPy sorts by their digits, which takes no comparing.
        order = np.argsort(key.astype(np.int16), kind="stable")
        counts = np.bincount(key)
        ends = np.cumsum(counts)[counts > 0].tolist()
    else:
        order = np.argsort(key, kind="stable")
        ends = [*(np.flatnonzero(np.diff(key[order])) + 1).tolist(), rows]
    return order, [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]


def alike(codes: Sequence[NDArray[np.int32]], order: Places, groups: Sequence[slice]) -> Iterator[list[slice]]:
    """Groups that follow one another in an order of the rows and agree in these codes."""
    firsts = order[np.array([group.start for group in groups], dtype=np.intp)]
    differs = np.zeros(max(0, len(groups) - 1), dtype=bool)
    for each in codes:
        differs |= np.diff(each[firsts]) != 0
    ends = [*(np.flatnonzero(differs) + 1).tolist(), len(groups)] if groups else []
    for start, end in zip([0, *ends], ends, strict=False):
        yield [*groups[start:end]]


def _closed_up(key: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """The same groups, numbered without gaps."""
    found, numbers = np.unique(key, return_inverse=True)
    return numbers.astype(np.int64), len(found)


def blocks(group: slice) -> Iterator[slice]:
    """The rows of a group, so many at a time."""
    for start in range(group.start, group.stop, BLOCK):
        yield slice(start, min(start + BLOCK, group.stop))
