"""How numbers are written, for people and for machines."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.display import (
    amount,
    batch_words,
    counted,
    counted_of,
    exact_text,
    in_sentence,
    in_whole_units,
    precisely,
    rounded,
    significant,
    unit_price,
    usd,
)
from tests.lanes import for_some


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("23.5520", "23.552"),
        ("1E+6", "1000000"),
        ("1E-12", "0.000000000001"),
        ("0", "0"),
        ("-0", "0"),
        ("0.00", "0"),
        ("-0.000", "0"),
        ("100", "100"),
        ("-1.50", "-1.5"),
    ],
)
def test_a_number_for_machines_has_every_digit_and_no_exponent(number: str, text: str) -> None:
    assert exact_text(Decimal(number)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("63.7375000", "exactly $63.7375"),
        ("-0.0184", "exactly -$0.0184"),
        ("0", "exactly $0"),
        ("100000000000000000000.0", "$100000000000000000000 to 20 digits"),
        ("12345678901234567890", "exactly $12345678901234567890"),
        ("0.3333333333333333333333333333", "$0.33333333333333333333 to 20 digits"),
        ("-66.66666666666666666666666667", "-$66.666666666666666667 to 20 digits"),
    ],
)
def test_an_amount_is_called_exact_only_where_it_ends(number: str, text: str) -> None:
    assert precisely(Decimal(number)) == text


@pytest.mark.parametrize(
    ("number", "unit", "label", "text"),
    [
        ("100", "GiB", "Size", "100 GiB of size"),
        ("1000", "IOPS", "IOPS", "1,000 IOPS"),
        ("1", "consumers", "Shared consumers", "1 shared consumer"),
        ("2.5", "consumers", "Shared consumers", "2.5 shared consumers"),
        ("1000", "records/second", "Average rate", "1,000 records/second of average rate"),
    ],
)
def test_a_quantity_says_what_it_is_of_once(number: str, unit: str, label: str, text: str) -> None:
    assert counted_of(Decimal(number), unit, label) == text


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("0.0009765625", "KB", "1 B"),
        ("0.5", "KB", "512 B"),
        ("0.25", "GB", "256 MB"),
        ("51200", "GB", "50 TB"),
        ("0.0001", "KB", ""),
    ],
)
def test_an_amount_of_storage_has_the_unit_in_which_it_is_whole(number: str, unit: str, text: str) -> None:
    assert in_whole_units(Decimal(number), unit) == text


@given(st.fractions(0, 10**9, max_denominator=10**6))
@for_some(100)
def test_a_number_for_machines_reads_back_as_itself(fraction: Fraction) -> None:
    number = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    assert Decimal(exact_text(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1234567.895", "$1,234,567.90"),
        ("2.675", "$2.68"),
        ("2.665", "$2.67"),
        ("-1.005", "-$1.01"),
        ("0", "$0.00"),
        ("0.01", "$0.01"),
        ("0.0036", "$0.003600"),
        ("0.000000109863", "$0.0000001099"),
        ("1E+20", "$100,000,000,000,000,000,000.00"),
    ],
)
def test_money_for_people_is_rounded_half_up_and_never_shown_as_nothing(number: str, text: str) -> None:
    assert usd(Decimal(number)) == text


def test_rounding_is_half_up_not_to_even() -> None:
    assert [rounded(Decimal(text)) for text in ("0.125", "0.135", "0.145")] == [
        Decimal("0.13"),
        Decimal("0.14"),
        Decimal("0.15"),
    ]


@pytest.mark.parametrize(("price", "text"), [("0.0230000", "$0.023"), ("0.00000011", "$0.00000011"), ("10", "$10")])
def test_a_unit_price_keeps_every_published_digit(price: str, text: str) -> None:
    assert unit_price(Decimal(price)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("1048576"), "1,048,576"),
        (Decimal("0.333333333"), "0.333333"),
        (Decimal("1050.00000001"), "1,050"),
        (1050.0, "1,050"),
        (0.1, "0.1"),
        (Decimal(0), "0"),
        (Decimal("0.000001"), "0.000001"),
        (1e22, "10,000,000,000,000,000,000,000"),
    ],
)
def test_an_amount_for_people_is_grouped_and_not_longer_than_it_need_be(number: Decimal | float, text: str) -> None:
    assert amount(number) == text


def test_a_unit_that_is_a_batch_is_multiplied() -> None:
    assert counted(Decimal(310), "1000 requests") == "310 × 1000 requests"
    assert counted(Decimal("65.7"), "1000000 requests") == "65.7 million requests"
    assert counted(Decimal(5), "GB") == "5 GB"


@pytest.mark.parametrize(
    ("label", "within"),
    [("Data retrieved", "data retrieved"), ("PUT requests", "PUT requests"), ("S3 Select", "S3 Select")],
)
def test_a_label_within_a_sentence_loses_its_capital_unless_it_is_a_name(label: str, within: str) -> None:
    assert in_sentence(label) == within


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        (1, "index", "1 index"),
        (20, "index", "20 indexes"),
        (1, "indexes", "1 index"),
        (3, "indexes", "3 indexes"),
        (1, "load balancer-hour", "1 load balancer-hour"),
        (730, "load balancer-hour", "730 load balancer-hours"),
    ],
)
def test_words_have_their_plurals(number: int, unit: str, words: str) -> None:
    assert counted(Decimal(number), unit) == words


@pytest.mark.parametrize(
    ("unit", "said"),
    [("1000000 requests", "million requests"), ("1000 requests", "1,000 requests"), ("GB-month", "GB-month")],
)
def test_a_batch_is_said_as_people_say_it(unit: str, said: str) -> None:
    assert batch_words(unit) == said


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [("123456.78", 4, "123457"), ("1234.5", 4, "1235"), ("12.345", 4, "12.35"), ("0.00012345", 2, "0.00012")],
)
def test_of_a_number_its_first_digits_are_told_and_all_before_the_point(number: str, digits: int, text: str) -> None:
    assert f"{significant(Decimal(number), digits):f}" == text
