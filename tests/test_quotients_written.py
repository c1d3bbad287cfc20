"""Figures that may not end are written to 12 digits, half-up, whichever number system they come from."""

from decimal import Decimal

import pytest

from calculator.presentation.analysis_documents import feasible_text, float_text
from calculator.presentation.answer_documents import percent_text, quotient_text


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0.33333333333333333333", "0.333333333333"),
        ("0.66666666666666666667", "0.666666666667"),
        ("1234.5678901234567", "1234.56789012"),
        ("0.0000123456789012345", "0.0000123456789012"),
        ("99999999999.96", "100000000000"),
        ("0.25", "0.25"),
        ("730", "730"),
        ("0", "0"),
    ],
)
def test_a_quotient_has_twelve_digits(number: str, written: str) -> None:
    assert quotient_text(Decimal(number)) == written
    assert float_text(float(number)) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (1.5e15, "1500000000000000"),
        (2.0**60, "1152921504606847000"),
        (-1 / 3, "-0.333333333333"),
    ],
)
def test_a_float_is_written_without_an_exponent(number: float, written: str) -> None:
    assert float_text(number) == feasible_text(number) == written


def test_what_is_not_feasible_has_no_cost() -> None:
    assert feasible_text(float("nan")) is None


@pytest.mark.parametrize(("number", "written"), [("33.33335", "33.3334"), ("-0.00005", "-0.0001"), ("12.5", "12.5")])
def test_a_percentage_has_four_places_half_up(number: str, written: str) -> None:
    assert percent_text(Decimal(number)) == written
