"""Rows of like codes stand together, in the order in which they came."""

import numpy as np
import pytest

from calculator.batch.grouping import alike, grouped


@pytest.mark.parametrize(
    "codes",
    [
        [[0, 1, 0, 1, 2]],
        # A column that no row fills in tells nothing apart, and hides nothing that another does.
        [[-1, -1, -1, -1], [1, 0, 1, 0]],
        [[1, 0, 1, 0], [-1, -1, -1, -1], [0, 0, 1, 1]],
        [[-1, 0, -1, 0], [0, -1, 0, -1]],
        # So many combinations that they must be numbered anew on the way.
        [[2**30, 0, 2**30, 5], [2**30, 1, 2**30, 7], [2**30, 2, 0, 9]],
        [[3]],
    ],
)
def test_rows_of_one_combination_stand_together(codes: list[list[int]]) -> None:
    rows = [*zip(*codes, strict=True)]
    order, groups = grouped([np.array(each, dtype=np.int32) for each in codes], len(rows))
    found = {rows[order[group.start]]: order[group].tolist() for group in groups}
    assert found == {row: [at for at, each in enumerate(rows) if each == row] for row in rows}
    assert len(groups) == len(set(rows))


def test_no_rows_are_in_no_group() -> None:
    order, groups = grouped([np.array([], dtype=np.int32)], 0)
    assert (order.tolist(), groups) == ([], [])


def test_groups_that_follow_one_another_and_agree_are_taken_together() -> None:
    code, order = np.array([1, 0, 1, 0, 1], dtype=np.int32), np.array([1, 3, 0, 2, 4])
    parts = [slice(0, 1), slice(1, 2), slice(2, 4), slice(4, 5)]
    assert [*alike([code], order, parts)] == [parts[:2], parts[2:]]
    assert [*alike([code], order, [])] == []
