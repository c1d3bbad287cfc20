"""Exact numbers and the traps on the way to them, each trap with its own test."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import ulp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.arithmetic import (
    decimal,
    divide_up,
    is_exact,
    largest,
    maximum,
    minimum,
    ratio,
    smallest,
    to_float,
    total,
    where,
)
from tests.lanes import for_some

LARGE = Decimal("123456789012345678901234567890.12345")


def test_a_float_ceiling_counts_one_too_many_and_divide_up_does_not() -> None:
    counts = np.arange(1, 100_001, dtype=np.float64)
    naive = np.ceil((counts * 0.1) / 0.1)
    assert np.count_nonzero(naive != counts) > 6_000
    assert np.array_equal(divide_up(counts * 0.1, 0.1), counts)


def test_dividing_up_decimals_does_not_use_the_integer_idiom() -> None:
    record, payload_unit = Decimal("2.5"), Decimal(25)
    assert -(-record // payload_unit) == 0
    assert divide_up(record, payload_unit) == 1


@pytest.mark.parametrize(
    ("amount", "each", "count"),
    [
        ("0", "7", "0"),
        ("7", "7", "1"),
        ("7.0000000000000000000000000001", "7", "2"),
        ("6.9999999999999999999999999999", "7", "1"),
        ("0.3", "0.1", "3"),
        ("51200", "0.0009765625", "52428800"),
        ("1", "3", "1"),
        ("1000000000000000000000", "0.1", "10000000000000000000000"),
    ],
)
def test_dividing_up_is_exact(amount: str, each: str, count: str) -> None:
    assert divide_up(Decimal(amount), Decimal(each)) == Decimal(count)


def test_dividing_up_mixes_whole_numbers_with_decimals() -> None:
    assert divide_up(10, Decimal("2.5")) == 4


@given(count=st.integers(1, 10**9), each=st.decimals("0.01", 1000, places=2))
@for_some(200)
def test_a_float_count_is_the_exact_count_wherever_the_amount_came_from_it(count: int, each: Decimal) -> None:
    assert divide_up(float(count * each), float(each)) == count


@pytest.mark.parametrize("whole", [1, 7, 1000, 2**40 + 1])
@pytest.mark.parametrize(("ulps", "more"), [(-400, 0), (-2, 0), (0, 0), (2, 0), (400, 1)])
def test_a_float_this_little_above_a_whole_number_is_noise_and_400_units_in_the_last_place_are_not(
    whole: int, ulps: int, more: int
) -> None:
    assert divide_up(whole + ulps * ulp(whole), 1.0) == whole + more


def test_dividing_up_gives_a_float_for_floats_and_an_array_for_arrays() -> None:
    assert isinstance(divide_up(2.5, 1.0), float)
    assert divide_up(np.array([[0.0, 2.5], [3.0, 1e15]]), 1.0).tolist() == [[0.0, 3.0], [3.0, 1e15]]


def test_a_decimal_from_a_float_carries_binary_noise_so_only_text_is_read() -> None:
    assert Decimal.from_float(0.1) != decimal("0.1")
    with pytest.raises(TypeError):
        decimal("0.1") + 0.1  # type: ignore[operator]


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-inf", "", "1,5", "five", "1 000", "0x10"])
def test_what_is_not_a_finite_number_is_no_decimal(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        decimal(text)


def test_a_total_is_exact_where_the_caller_rounds() -> None:
    parts = [Decimal("1E+20"), Decimal("0.00000000000000000001"), Decimal("-1E+20")]
    with localcontext(prec=5):
        assert total(parts) == Decimal("0.00000000000000000001")


def test_a_total_of_tenths_is_one() -> None:
    assert sum([0.1] * 10) != 1
    assert total([Decimal("0.1")] * 10) == 1


@pytest.mark.parametrize("parts", [[], [0], [Decimal(0), 0]])
def test_a_total_of_nothing_is_an_exact_zero(parts: list[Decimal | int]) -> None:
    assert total(parts) == 0
    assert isinstance(total(parts), Decimal)


def test_a_total_of_arrays_is_an_array() -> None:
    assert total([np.array([1.0, 2.0]), 0, np.array([0.5, 0.5])]).tolist() == [1.5, 2.5]


def test_a_quotient_that_never_ends_keeps_28_digits_whatever_the_context() -> None:
    with localcontext(prec=3):
        assert ratio(Decimal(30), Decimal(7)) == Decimal("4.285714285714285714285714286")


@given(st.integers(0, 10**15), st.integers(1, 10**15))
@for_some(100)
def test_a_quotient_is_right_to_its_last_digit(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    assert abs(Fraction(ratio(numerator, denominator)) - exact) <= exact / 10**27


def test_the_smaller_the_larger_and_the_chosen_work_in_both_systems() -> None:
    array = np.array([1.0, 3.0])
    assert (maximum(Decimal(1), 2), minimum(Decimal(1), 2)) == (2, 1)
    assert (maximum(array, 2).tolist(), minimum(2, array).tolist()) == ([2.0, 3.0], [1.0, 2.0])
    assert where(Decimal(1) < 2, Decimal(1), 0) == 1
    assert where(array < 2, array, 0).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(("number", "exact"), [(Decimal(1), True), (1, True), (1.0, False), (np.array([1.0]), False)])
def test_decimals_and_whole_numbers_are_exact_and_floats_are_not(number: object, exact: bool) -> None:
    assert is_exact(number) is exact


def test_the_crossing_to_floats_is_the_nearest_float() -> None:
    assert to_float(LARGE) == 123456789012345678901234567890.12345
    array = np.array([1.0])
    assert to_float(array) is array


@pytest.mark.parametrize(
    ("numbers", "least", "most"),
    [
        ([Decimal("0.3"), Decimal(2), Decimal(1)], Decimal("0.3"), Decimal(2)),
        ([Decimal(5)], Decimal(5), Decimal(5)),
        ([0.5, 2.0], 0.5, 2.0),
    ],
)
def test_the_smallest_and_the_largest_of_several(numbers: list[object], least: object, most: object) -> None:
    assert (smallest(numbers), largest(numbers)) == (least, most)


def test_the_smallest_and_the_largest_are_found_element_by_element() -> None:
    numbers = [np.array([1.0, 5.0]), 3.0, np.array([2.0, 4.0])]
    assert (smallest(numbers).tolist(), largest(numbers).tolist()) == ([1.0, 3.0], [3.0, 5.0])


@pytest.mark.parametrize("count", [1.0, 3.0, 7.0, 1000.0, 123457.0, 2.0**40])
@pytest.mark.parametrize(("units_in_the_last_place", "more"), [(-400, 0), (-1, 0), (0, 0), (1, 0), (2, 0), (400, 1)])
def test_noise_of_a_few_units_in_the_last_place_is_no_count_and_400_are(
    count: float, units_in_the_last_place: int, more: int
) -> None:
    near = count + units_in_the_last_place * np.spacing(count)
    assert divide_up(near, 1.0) == count + more
    assert divide_up(np.array([near]), 1.0).tolist() == [count + more]
