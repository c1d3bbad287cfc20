"""Errors are kept once beside their rows; the output tells them row by row, what was found first of a row first."""

import numpy as np

from calculator.batch.refusals import Refusals
from calculator.core.errors import FieldError, Infeasible, NotPriced


def test_errors_of_many_rows_are_told_row_by_row() -> None:
    refusals = Refusals(5)
    small, large = (Infeasible([FieldError("iops", f"{word}.", word)]) for word in ("Small", "Large"))
    refusals.add(np.array([4, 1, 2]), [small, large], np.array([1, 0, 1]))
    refusals.add_cells([1], "size_gb", "x", "No number.")
    refusals.add(np.array([2]), [NotPriced([FieldError("region", "No price."), FieldError("region", "Choose.")])])
    assert refusals.codes().to_pylist() == [None, "infeasible", "infeasible", None, "infeasible"]
    sentences = [None, "Small. No number.", "Large. No price. Choose.", None, "Large."]
    assert refusals.sentences().to_pylist() == sentences
    assert [(each.row, each.column, each.value, each.message) for each in refusals.told(1)] == [
        (2, "iops", "Small", "Small."),
        (2, "size_gb", "x", "No number."),
        (3, "iops", "Large", "Large."),
        (3, "region", "", "No price."),
        (3, "region", "", "Choose."),
        (5, "iops", "Large", "Large."),
    ]


def test_where_nothing_is_wrong_nothing_is_told() -> None:
    refusals = Refusals(2)
    assert refusals.codes().to_pylist() == refusals.sentences().to_pylist() == [None, None]
    assert [*refusals.told(1)] == []
