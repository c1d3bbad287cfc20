"""Single declared fields: days, errors that are added up, and choices under which a field has no effect."""

from datetime import date
from decimal import Decimal

import pytest

from calculator.core.bounds import Bound
from calculator.core.choices import Choice
from calculator.core.declarations import (
    ChoiceField,
    DateField,
    FlagField,
    QuantityField,
    calendar_date,
    read_field,
    without_effect,
)
from calculator.core.errors import FieldError

DAY = DateField(label="Day", help="A day.")
COUNT = QuantityField(label="Count", help="How many.", default=Decimal(2), at_most=Decimal(9), is_whole=True)
COLOR = ChoiceField(label="Color", help="Which.", choices=(Choice("RED", "Red"), Choice("BLUE", "Blue")), default="RED")
SHINE = QuantityField(
    label="Shine", help="How much.", only_for={"color": ("BLUE",), "is_new": ("True",)}, default=Decimal(0)
)
DECLARED = {"color": COLOR, "is_new": FlagField(label="New", help="Or old.", default=False), "shine": SHINE}


@pytest.mark.parametrize("raw", ["2026-01-31", " 2026-01-31\n", date(2026, 1, 31)])
def test_a_day_is_read(raw: object) -> None:
    assert DAY.read(raw) == date(2026, 1, 31)


@pytest.mark.parametrize(
    "raw", ["", "31.01.2026", "2026-02-30", "20260131", "2026-W05-6", "٢٠٢٦-01-31", 20260131, None]
)
def test_what_is_no_day_is_refused(raw: object) -> None:
    with pytest.raises(ValueError, match=r"^must be written as YYYY-MM-DD, such as 2026-01-31\.$"):
        DAY.read(raw)


def test_a_day_has_a_kind_of_its_own() -> None:
    assert DAY.kind == "date"


@pytest.mark.parametrize("text", ["2026-1-1", "2026-01-01 ", "2026-00-01"])
def test_a_date_of_a_table_has_no_blanks_and_all_its_digits(text: str) -> None:
    with pytest.raises(ValueError):
        calendar_date(text)


def test_a_field_that_can_be_read_adds_no_error() -> None:
    errors: list[FieldError] = []
    assert (read_field("count", COUNT, "3", errors), errors) == (3, [])


@pytest.mark.parametrize(
    ("raw", "sentence", "bound"),
    [
        ("2.5", "Count is not a whole number; give a count without decimals.", None),
        ("10", "Count is too large; the most is 9.", Bound(Decimal(10), at_most=Decimal(9))),
        ("two", "Count is not a number; give a number, such as 1000 or 2.5k.", None),
    ],
)
def test_a_field_that_cannot_be_read_has_its_default_and_a_sentence_with_its_name(
    raw: str, sentence: str, bound: Bound | None
) -> None:
    errors = [FieldError("other", "An error before.")]
    assert read_field("count", COUNT, raw, errors) == 2
    assert errors[1:] == [FieldError("count", sentence, raw, bound)]


@pytest.mark.parametrize(
    ("chosen", "sentences"),
    [
        ({}, []),
        ({"color": "BLUE"}, []),
        ({"color": "RED"}, ["Shine has no effect where Color is Red."]),
        ({"is_new": False}, ["Shine has no effect where New is No."]),
        ({"color": "RED", "is_new": "True"}, ["Shine has no effect where Color is Red."]),
    ],
)
def test_a_field_says_under_which_choices_it_has_no_effect(chosen: dict[str, object], sentences: list[str]) -> None:
    assert list(without_effect(SHINE, DECLARED, chosen)) == sentences


@pytest.mark.parametrize(
    ("unit", "least", "most", "typed", "sentence"),
    [
        # A bound of storage that takes many digits is told in the unit in which it is whole.
        ("KB", "0.0009765625", "400", "0.0001", "the least is 1 B."),
        ("KB", "0", "400", "401", "the most is 400 KB."),
        ("GB", "0", "1073741824", "2e9", "the most is 1,024 PB."),
        ("requests/month", "0", "1000000000000", "2e12", "the most is 1000000000000 requests/month."),
        ("%", "0", "100", "101", "the most is 100%."),
    ],
)
def test_a_bound_is_told_in_few_digits(unit: str, least: str, most: str, typed: str, sentence: str) -> None:
    field = QuantityField(label="Size", help="Of each.", unit=unit, at_least=Decimal(least), at_most=Decimal(most))
    with pytest.raises(ValueError, match="is too") as refused:
        field.read(typed)
    assert str(refused.value).endswith(sentence)
