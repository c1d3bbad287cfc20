"""Errors are sentences that can be shown, each with a stable code."""

import pytest

from calculator.core.errors import BrokenTable, CalculatorError, FieldError, Infeasible, shown
from calculator.core.units import UnitMismatch


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("5 TB", "5 TB"),
        (5, "5"),
        (None, "null"),
        ("a\nb\x00c", "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 79 + "…"),
    ],
)
def test_a_typed_value_is_repeated_on_one_short_line(value: object, text: str) -> None:
    assert shown(value) == text


def test_an_error_says_all_its_sentences() -> None:
    error = CalculatorError([FieldError("a", "A is wrong."), FieldError("b", "B is wrong.")])
    assert (error.detail, str(error)) == ("A is wrong. B is wrong.", "a: A is wrong.; b: B is wrong.")


def test_an_infeasible_choice_can_name_the_nearest_feasible_one() -> None:
    error = Infeasible([FieldError("a", "Too small."), FieldError("b", "Too slow.")]).suggesting("X", "Take X.")
    assert (error.nearest_choice, error.detail) == ("X", "Too small. Take X. Too slow.")
    assert Infeasible([FieldError("a", "Too small.")]).nearest_choice is None


def test_a_broken_table_lists_its_faults() -> None:
    assert BrokenTable(["a.csv:1: x.", "b.csv:2: y."]).faults == ("a.csv:1: x.", "b.csv:2: y.")


def test_every_kind_of_error_has_its_own_code() -> None:
    kinds = CalculatorError.__subclasses__()
    assert len({kind.code for kind in kinds} - {CalculatorError.code}) == len(kinds)


def test_a_unit_mismatch_is_no_answer_to_a_person() -> None:
    assert not issubclass(UnitMismatch, CalculatorError)
