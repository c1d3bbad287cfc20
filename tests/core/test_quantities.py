"""What people type into a quantity, and the number or the sentence that comes back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.display import exact_text
from calculator.core.quantities import base_unit, read_quantity
from calculator.core.units import units
from tests.lanes import for_some

STORAGE = "B, KB, MB, GB, TB, PB, KiB, MiB, GiB, TiB, PiB"
MULTIPLES = "a plain number or one of k, M, B, thousand, million, billion"


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("5 TB", "GB", "5120"),
        ("5TB", "GB", "5120"),
        (" 5 tb ", "GB", "5120"),
        ("5 TiB", "GB", "5120"),
        ("5 TB", "GB/month", "5120"),
        ("5 TB/month", "GB/month", "5120"),
        ("64 MB", "KB", "65536"),
        ("1 B", "KB", "0.0009765625"),
        ("1 PB", "GB", "1048576"),
        ("1073741824 B", "GB", "1"),
        ("2.5k", "requests/month", "2500"),
        ("2.5 k", "requests/month", "2500"),
        ("5M", "requests/month", "5000000"),
        ("1B", "requests/month", "1000000000"),
        ("3 thousand", "requests/month", "3000"),
        ("250 million", "requests/month", "250000000"),
        ("1 trillion", "requests/month", "1000000000000"),
        ("250 million requests", "requests/month", "250000000"),
        ("250 million requests/month", "requests/month", "250000000"),
        ("5 objects", "objects/month", "5"),
        ("1 object", "objects/month", "1"),
        ("1 000", "GB", "1000"),
        ("1 000 000.5", "GB", "1000000.5"),
        ("1_000", "GB", "1000"),
        ("1\N{NO-BREAK SPACE}000", "GB", "1000"),
        ("1\N{NARROW NO-BREAK SPACE}000", "GB", "1000"),
        ("5\N{NO-BREAK SPACE}TB", "GB", "5120"),
        ("1e6", "GB", "1000000"),
        ("1E-3", "GB", "0.001"),
        ("1e3k", "requests/month", "1000000"),
        ("40 %", "%", "40"),
        ("40%", "%", "40"),
        ("40 percent", "%", "40"),
        ("33.3", "%", "33.3"),
        ("30 days", "days", "30"),
        ("1 day", "days", "1"),
        ("36 hours", "days", "1.5"),
        ("90 minutes", "days", "0.0625"),
        ("+5", "GB", "5"),
        (".5", "GB", "0.5"),
        ("5.", "GB", "5"),
        ("007", "GB", "7"),
        ("0", "GB", "0"),
        ("-1", "GB", "-1"),
        ("0.1", "GB", "0.1"),
        ("1e30", "GB", "1000000000000000000000000000000"),
        ("12.5", "", "12.5"),
    ],
)
def test_a_quantity_is_read_as_it_is_meant(typed: str, unit: str, number: str) -> None:
    assert read_quantity(typed, unit) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "unit", "sentence"),
    [
        ("", "GB", "is empty; give a number in GB, such as 1000 or 5 TB."),
        ("  \t ", "days", "is empty; give a number in days, such as 30."),
        ("five", "GB", "is not a number; give a number in GB, such as 1000 or 5 TB."),
        ("five", "requests/month", "is not a number; give a number in requests/month, such as 1000 or 2.5k."),
        ("TB", "GB", "is not a number; give a number in GB, such as 1000 or 5 TB."),
        ("1 2", "GB", "is not a number; give a number in GB, such as 1000 or 5 TB."),
        ("1 00", "GB", "is not a number; give a number in GB, such as 1000 or 5 TB."),
        ("1.2.3", "GB", "is not a number; give a number in GB, such as 1000 or 5 TB."),
        ("0x10", "GB", "is not a number; give a number in GB, such as 1000 or 5 TB."),
        ("1/2", "GB", "is not a number; give a number in GB, such as 1000 or 5 TB."),
        ("=1+1", "GB", "is not a number; give a number in GB, such as 1000 or 5 TB."),
        ("٣", "GB", "is not a number; give a number in GB, such as 1000 or 5 TB."),
        ("１２", "GB", "is not a number; give a number in GB, such as 1000 or 5 TB."),
        ("NaN", "GB", "is not a finite number; give a number in GB."),
        ("-Infinity", "GB", "is not a finite number; give a number in GB."),
        ("inf", "%", "is not a finite number; give a number in %."),
        ("1,5", "GB", "has a comma; write 1500 or 1.5, with a point for decimals and no thousands separators."),
        ("1,000", "GB", "has a comma; write 1500 or 1.5, with a point for decimals and no thousands separators."),
        ("1e999999", "GB", "is out of any sensible range; give an ordinary number."),
        ("1e-999999", "GB", "is out of any sensible range; give an ordinary number."),
        ("1e31", "GB", "is out of any sensible range; give an ordinary number."),
        ("x" * 1_000_000, "GB", "is 1000000 characters long; a number has at most 60."),
        ("9" * 1_000_000, "GB", "is 1000000 characters long; a number has at most 60."),
        ("5M", "GB", f"ends in 'M', which is no unit of storage; write one of {STORAGE}."),
        ("5 Gb", "GB", "ends in 'Gb', which means bits; write GB for bytes."),
        ("5 Mb", "GB/month", "ends in 'Mb', which means bits; write MB for bytes."),
        ("5 TB TB", "GB", f"ends in 'TB TB', which is no unit of storage; write one of {STORAGE}."),
        ("5 GB/day", "GB/month", f"ends in 'GB/day', which is no unit of storage; write one of {STORAGE}."),
        ("5 %", "GB", f"ends in '%', which is no unit of storage; write one of {STORAGE}."),
        ("5 TB", "requests/month", f"ends in 'TB', which is no multiple of requests; write {MULTIPLES}."),
        ("5m", "requests/month", f"ends in 'm', which is no multiple of requests; write {MULTIPLES}."),
        ("5 million TB", "requests/month", 
            f"ends in 'million TB', which is no multiple of requests; write {MULTIPLES}."),
        ("5 GB", "%", "ends in 'GB', which is no percentage; write a plain number or %."),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_what_would_be_right(typed: str, unit: str, sentence: str) -> None:
    with pytest.raises(ValueError) as refused:
        read_quantity(typed, unit)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("typed", ["1 month", "2 years"])
def test_a_month_is_no_number_of_days(typed: str) -> None:
    with pytest.raises(ValueError, match="which is no unit of time"):
        read_quantity(typed, "days")


def test_a_number_has_31_digits_before_the_point_at_most() -> None:
    assert read_quantity(f"1{'0' * 30}", "GB") == Decimal(10) ** 30
    with pytest.raises(ValueError, match="out of any sensible range"):
        read_quantity(f"1{'0' * 31}", "GB")


def test_a_stock_is_not_stated_per_month() -> None:
    with pytest.raises(ValueError, match="TB/month"):
        read_quantity("5 TB/month", "GB")


@given(st.decimals(0, 10**12, places=6), st.sampled_from(["GB", "requests/month", "%", "days", ""]))
@for_some(100)
def test_a_number_that_the_calculator_wrote_can_be_typed_back(number: Decimal, unit: str) -> None:
    assert read_quantity(exact_text(number), unit) == number
    assert read_quantity(f"{exact_text(number)} {unit}", unit) == number


@given(st.text(max_size=45), st.sampled_from(sorted(units())))
@for_some(300)
def test_any_text_gives_a_finite_number_or_one_sentence(typed: str, unit: str) -> None:
    try:
        answer = str(read_quantity(typed, unit).is_finite())
    except ValueError as refused:
        answer = str(refused)
    assert answer == "True" or (answer.endswith(".") and "\n" not in answer)


def test_the_base_of_a_rate_is_what_is_counted() -> None:
    assert (base_unit("GB/month"), base_unit("GB")) == ("GB", "GB")


def test_a_number_of_60_characters_is_read_and_one_more_is_not() -> None:
    longest = "1." + "0" * 57 + "5"
    assert read_quantity(longest, "GB") == Decimal(longest)
    with pytest.raises(ValueError, match="is 61 characters long; a number has at most 60"):
        read_quantity(longest + "0", "GB")
