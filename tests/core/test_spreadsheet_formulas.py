"""Formulas as spreadsheets have them, by their text; LibreOffice runs them in tests/spreadsheet."""

import pytest

from calculator.core.formulas.parse import parse
from calculator.core.formulas.spreadsheet import as_spreadsheet, converted, quoted

GUARDED = "MAX(ROUNDUP((({0})/({1}))*(1-2^-50),0),ROUND(({0})/({1}),0))"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("requests", "<requests>"),
        ("limit.free_gb * 2", "<limit.free_gb>*2"),
        ("a + b * c", "<a>+(<b>*<c>)"),
        ("a - (b - c)", "<a>-(<b>-<c>)"),
        ("a / (b * 2)", "<a>/(<b>*2)"),
        ('convert(size_kb, "KB", "GB")', "(<size_kb>)/1048576"),
        ('convert(size_gb, "GB", "KB")', "(<size_gb>)*1048576"),
        ('convert(hours, "hour", "second")', "(<hours>)*3600"),
        # A formula holds 15 digits of a number, and 2^50 has 16.
        ('convert(size, "PB", "B")', "(<size>)*(562949953421312*2^1)"),
        ("steps(size_kb, 64)", GUARDED.format("<size_kb>", "64")),
        ("beyond(a + b, c)", "MAX(<a>+<b>-(<c>),0)"),
        ("max(a, b, 1)", "MAX(<a>,<b>,1)"),
        ("min(a, b)", "MIN(<a>,<b>)"),
        ("where(a > 0 and not (b <= c), a, 0)", "IF(AND(<a>>0,NOT(<b><=<c>)),<a>,0)"),
        ("where(a == 1 or b != 2, a, b)", "IF(OR(<a>=1,<b><>2),<a>,<b>)"),
        ('where(kind == "in\'line", 1, 2)', 'IF(<kind>="in\'line",1,2)'),
        ("total(hours_of_day)", "SUM(<hours_of_day>)"),
    ],
)
def test_a_formula_is_written_for_spreadsheets(text: str, written: str) -> None:
    assert as_spreadsheet(parse(text), lambda name: f"<{name}>") == written


def test_what_is_in_the_same_unit_is_left_as_it_is() -> None:
    assert converted("A1", "GB", "GB") == "A1"


def test_a_text_cannot_end_itself() -> None:
    assert quoted('say "=1"') == '"say ""=1"""'
