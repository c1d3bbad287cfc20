"""What a question may state of the hours in which a fleet runs, and what is said to what it may not."""

import pytest

from calculator.analysis.commitments.read_load import read_load
from calculator.core.errors import InvalidInput
from calculator.core.month import HOURS_PER_YEAR


@pytest.mark.parametrize(
    ("raw", "in_a_year", "note"),
    [
        (3, 3 * 8760, None),
        ("2.5", 2.5 * 8760, None),
        ([4], 4 * 8760, "The 1 hours repeat through the year."),
        ([0, 6], 3 * 8760, "The 2 hours repeat through the year."),
        ([1] * HOURS_PER_YEAR, 8760, None),
        # A year of 365 days begins on a Monday: 261 days from Monday to Friday, 104 Saturdays and Sundays.
        ({"busy": 1, "otherwise": 0, "start": 8, "end": 18}, 261 * 10, None),
        ({"busy": 1, "otherwise": 0, "start": 8, "end": 18, "days": "sat, sun"}, 104 * 10, None),
        ({"busy": 0, "otherwise": 1, "start": 22, "end": 6, "days": "mon-sun"}, 365 * 16, None),
        ({"csv": "2026-01-01T00:00:00Z,7"}, 7 * 8760, None),
    ],
)
def test_a_load_is_that_of_a_year(raw: object, in_a_year: float, note: str | None) -> None:
    hours, notes = read_load(raw, "running")
    assert (len(hours), sum(hours)) == (HOURS_PER_YEAR, in_a_year)
    assert note is None or note in notes


@pytest.mark.parametrize(
    ("raw", "field", "sentence"),
    [
        ("many", "running", "is not a number"),
        ([], "running", "Running has 0 hours; give from 1 to 8,760."),
        ([1] * (HOURS_PER_YEAR + 1), "running", "Running has 8,761 hours"),
        ([1, "many"], "running", "Hour 2 is 'many'"),
        ([1, True], "running", "Hour 2 is"),
        ([-1], "running", "Hour 1 is '-1'; give a number from 0 to 1,000,000."),
        ({"busy": "x"}, "running.busy", "is not a number"),
        ({"start": 24}, "running.start", "is too large"),
        ({"end": 0}, "running.end", "is too small"),
        ({"days": "mon-xyz"}, "running.days", "Name days such as mon-fri, or mon,wed,sat."),
        ({"bussy": 3}, "running.bussy", "busy"),
        ({"csv": "", "gaps": "some"}, "running.gaps", "is not one of the choices"),
        ({"csv": 3}, "running.csv", "csv must be text"),
        ({"csv": "no file"}, "running.csv", "No line begins with a time"),
        ({"csv": "2026-01-01 00:00,1", "week": 3}, "running.week", "csv"),
    ],
)
def test_what_is_no_load_is_refused_at_its_field(raw: object, field: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_load(raw, "running")
    assert field in [error.field for error in refused.value.errors]
    assert any(sentence in error.message for error in refused.value.errors)


def test_every_fault_of_a_week_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_load({"busy": "x", "otherwise": "y", "days": "z"}, "running")
    assert [error.field for error in refused.value.errors] == ["running.busy", "running.otherwise", "running.days"]
