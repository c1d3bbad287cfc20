"""Units of one kind convert exactly; units of two kinds never do."""

from decimal import Decimal
from fractions import Fraction

import pytest

from calculator.core.formulas.functions import beyond
from calculator.core.units import UnitMismatch, convert, unit, units


@pytest.mark.parametrize(
    ("quantity", "from_unit", "to_unit", "converted"),
    [
        ("1", "TB", "GB", "1024"),
        ("1", "GB", "KB", "1048576"),
        ("1", "KB", "GB", "0.00000095367431640625"),
        ("5", "GiB", "GB", "5"),
        ("2500", "request", "1000 requests", "2.5"),
        ("1", "object-month", "1000 objects-month", "0.001"),
        ("730", "hour", "month", "1"),
        ("1", "days", "hour", "24"),
        ("40", "%", "percent", "40"),
    ],
)
def test_units_of_one_kind_convert_exactly(quantity: str, from_unit: str, to_unit: str, converted: str) -> None:
    assert convert(Decimal(quantity), from_unit, to_unit) == Decimal(converted)


@pytest.mark.parametrize(
    ("from_unit", "to_unit"), [("GB", "GB-month"), ("request", "object"), ("GB", "request"), ("day", "GB-month")]
)
def test_units_of_two_kinds_cannot_be_billed_for_one_another(from_unit: str, to_unit: str) -> None:
    with pytest.raises(UnitMismatch, match="cannot be billed per"):
        convert(Decimal(1), from_unit, to_unit)


def test_a_unit_outside_the_closed_list_is_a_mistake_of_ours() -> None:
    with pytest.raises(UnitMismatch, match="'furlong' is not in pricing_data"):
        unit("furlong")


def test_every_unit_has_a_positive_size_a_kind_and_a_meaning() -> None:
    assert [each.name for each in units().values() if each.size <= 0 or not each.kind or not each.meaning] == []


def test_storage_units_are_powers_of_two() -> None:
    sizes = {name: each.size for name, each in units().items() if each.kind == "storage" and "/" not in name}
    assert [name for name, size in sizes.items() if Fraction(2**50, int(size)).denominator != 1] == []


def test_a_float_stays_a_float() -> None:
    assert convert(1.5, "TB", "GB") == 1536.0


def test_nothing_is_of_neither_number_system_in_any_unit() -> None:
    """What floats have beyond what is included is such a 0: it goes on with either system."""
    nothing = convert(beyond(1.0, 6.0), "MB", "GB")
    assert (2.5 * nothing, Decimal("2.5") * nothing) == (0, 0)
