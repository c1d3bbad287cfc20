"""What a workload violates: told of one in words, of a column as truth values."""

from decimal import Decimal

import numpy as np
import pytest

from calculator.core.bounds import Bound
from calculator.core.violations import Violation, differs, violated, violating


@pytest.mark.series(quick=6)
@pytest.mark.parametrize(
    ("found", "whole", "is_other"),
    [
        (Decimal(100), Decimal(100), False),
        (Decimal("99.999"), Decimal(100), True),
        (Decimal("100.0000000001"), Decimal(100), True),  # exact numbers have no noise
        (0.1 + 0.2, 0.3, False),
        (100.0000001, 100.0, False),  # 1e-9 of the whole
        (100.000001, 100.0, True),
        (99.999999, 100.0, True),
    ],
)
def test_shares_come_to_their_whole(found: Decimal | float, whole: Decimal | float, is_other: bool) -> None:
    assert bool(differs(found, whole)) is is_other


def test_in_a_column_each_workload_is_judged_for_itself() -> None:
    of_a_column = [
        Violation("size", str, np.array([True, False, False])),
        Violation("iops", str, np.array([True] * 2 + [False])),
    ]
    assert np.asarray(violating(of_a_column)).tolist() == [True, True, False]
    assert violating([]) is False


def test_what_is_violated_is_said_with_what_was_stated_and_its_bound() -> None:
    bound = Bound(Decimal(17), Decimal(16), None, "TiB")
    rules = [
        Violation("size", lambda found: f"At most {found.at_most} {found.unit}.", bound=bound),
        Violation("iops", lambda: "No IOPS here.", when=False),
        Violation("shares", lambda: "They come to 99.", value="50, 49"),
    ]
    told = [
        (each.field, each.message, each.value, each.bound) for each in violated(rules, {"size": "17 TB"}.__getitem__)
    ]
    assert told == [("size", "At most 16 TiB.", "17 TB", bound), ("shares", "They come to 99.", "50, 49", None)]
