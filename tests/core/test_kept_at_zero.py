"""What keeps a figure at 0, so that changing anything else has no effect, for each kind of formula."""

from decimal import Decimal

import pytest

from calculator.core.formulas.parse import Names, parse
from calculator.core.formulas.zeros import kept_at_zero

NUMBERS = {name: Decimal(number) for name, number in {"instances": 0, "copies": 0, "hours": 730, "gb": 5}.items()}
VALUES = {**NUMBERS, "is_on": True, "is_off": False}


@pytest.mark.parametrize(
    ("text", "keep"),
    [
        ("instances", "instances"),
        # Nothing times anything is nothing; of two that are nothing either is enough.
        ("instances * hours", "instances"),
        ("hours * gb * instances", "instances"),
        ("instances * copies", "instances"),
        ("(instances + copies) * instances", "instances"),
        ("instances / hours", "instances"),
        ("instances + copies", "instances copies"),
        ("instances - copies * gb", "instances copies"),
        ("gb - 5", "gb"),
        ('convert(instances * gb, "GB", "KB")', "instances"),
        ("steps(instances, gb)", "instances"),
        ("min(hours, gb * instances)", "instances"),
        ("min(instances + copies, instances)", "instances"),
        ("max(instances, copies)", "instances copies"),
        # A condition decides which of its two values is nothing.
        ("where(is_on, instances * gb, hours)", "is_on instances"),
        ("where(is_off, hours, instances * gb)", "is_off instances"),
        ("where(is_off, gb, 0)", "is_off"),
        # What is not 0 is kept there by nothing.
        ("hours * gb", "hours gb"),
        ("where(is_on, gb, instances)", "is_on gb instances"),
    ],
)
def test_what_keeps_a_figure_at_zero(text: str, keep: str) -> None:
    assert kept_at_zero(parse(text), Names(VALUES.__getitem__)) == set(keep.split())
