"""Formulas: what they compute in both number systems, how they read, which texts and units are refused."""

from collections.abc import Mapping
from decimal import Decimal, localcontext

import numpy as np
import pytest

from calculator.core.arithmetic import EXACT
from calculator.core.formulas.measures import measure, unit_of_figure, words
from calculator.core.formulas.parse import FormulaError, Names, parse
from calculator.core.formulas.text import as_text, with_numbers

VALUES = {"requests": 3, "size_kb": 65, "limit.step": 64, "gb": 10, "share": 25, "kind": "FIFO", "is_on": True}
UNITS = {
    "requests": "requests/month",
    "size_kb": "KB",
    "limit.step": "KB",
    "gb": "GB",
    "share": "%",
    "gateways": "gateways",
    "ms": "millisecond",
    "memory_mb": "MB",
    "rate": "MiB/s",
}


def value(text: str, values: Mapping[str, object] = VALUES) -> object:
    return parse(text).value(Names(lambda name: _decimal(values[name])))


def _decimal(given: object) -> object:
    return Decimal(given) if isinstance(given, int) and not isinstance(given, bool) else given


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("requests * max(steps(size_kb, limit.step), 1)", "6"),
        ("steps(64, limit.step)", "1"),
        ("steps(0, limit.step)", "0"),
        ("beyond(gb, 4)", "6"),
        ("beyond(gb, 40)", "0"),
        ("gb / 4", "2.5"),
        ("gb * share / 100", "2.5"),
        ('convert(1024 * 1024 * requests, "KB", "GB")', "3"),
        ("min(gb, 7, 8) - 1", "6"),
        ('where(kind == "FIFO" and not gb > 10, 1, 2)', "1"),
        ('where(kind != "FIFO" or gb >= 10, 1, 2)', "1"),
        ("where(is_on, gb, 0)", "10"),
        # The quotient overshoots in floats: 544.5 GB in pieces of 72.6 KB are 7,864,320 exactly.
        ('steps(convert(5445, "GB", "KB"), 726)', "7864320"),
    ],
)
def test_a_formula_is_exact(text: str, expected: str) -> None:
    assert value(text) == Decimal(expected)


@pytest.mark.parametrize(
    "text",
    [
        "requests * max(steps(size_kb, limit.step), 1)",
        "where(gb > 5 and requests < 4, gb, beyond(gb, 2)) / 4",
        "where(not gb > 5 or requests == 2, 1, min(gb, 7))",
    ],
)
def test_arrays_agree_with_exact_numbers(text: str) -> None:
    columns = {"requests": [1, 2, 3], "size_kb": [1, 64, 129], "gb": [0, 5, 6]}
    arrays = {
        **VALUES,
        **{name: np.array(each, dtype=np.float64) for name, each in columns.items()},
        "limit.step": 64.0,
    }
    found = parse(text).value(Names(lambda name: arrays[name]))
    singles = [value(text, {**VALUES, **{name: each[i] for name, each in columns.items()}}) for i in range(3)]
    np.testing.assert_allclose(found, [float(str(each)) for each in singles], rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.15 * gb", "has decimals; make it a limit with a source"),
        ("gb ** 2", "is not part of the language"),
        ("gb // 2", "is not part of the language"),
        ("gb % 2", "is not part of the language"),
        ("-gb", "is not part of the language"),
        ("[gb]", "is not part of the language"),
        ("gb if kind else 1", "is not part of the language"),
        ("lambda: 1", "is not part of the language"),
        ("1 < gb < 3", "is not part of the language"),
        ("True", "is not part of the language"),
        ('"text"', "is not part of the language"),
        ("usage.gb.size", "is not part of the language"),
        ("limit.a.b", "is not part of the language"),
        ('__import__("os")', "is no function"),
        ("gb.real()", "is no function"),
        ("max(gb)", "max takes 2 or more values"),
        ("steps(gb, 1, 2)", "steps takes 2 values"),
        ("steps(gb, step=2)", "is no function"),
        ("convert(gb, GB, KB)", "takes a value and two units"),
        ('kind < "FIFO"', "only == and != do"),
        ("gb +", "is not a formula"),
        ("", "is not a formula"),
        ("gb + " * 200 + "gb", "at most 600 characters"),
    ],
)
def test_what_the_language_does_not_have_is_refused(text: str, said: str) -> None:
    with pytest.raises(FormulaError, match=said):
        parse(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("requests * max(steps(size_kb, limit.step), 1)", "requests × (the larger of ⌈size kb ÷ step⌉ and 1)"),
        ("gb - (requests - 1)", "gb − (requests − 1)"),
        ("gb / (requests * 2)", "gb ÷ (requests × 2)"),
        ("(gb + 1) * 1000", "(gb + 1) × 1,000"),
        ("beyond(gb, 100)", "gb − 100, at least 0"),
        ('convert(size_kb, "KB", "GB") * requests', "size kb in GB × requests"),
        ('where(kind == "FIFO", gb, 0)', "gb if kind = FIFO, else 0"),
        ("min(gb, requests, 3)", "the smallest of gb, requests and 3"),
        ("where(gb > 1 and not is_on or requests <= 2, 1, 0)", "1 if (gb > 1 and (not is on)) or requests ≤ 2, else 0"),
    ],
)
def test_a_formula_reads_as_people_write_it(text: str, read: str) -> None:
    assert as_text(parse(text), lambda name: name.removeprefix("limit.").replace("_", " ")) == read


def test_a_formula_says_which_names_and_limits_it_needs() -> None:
    formula = parse('requests * steps(size_kb, limit.step) + convert(gb, "GB", "KB")')
    assert formula.names == {"requests", "size_kb", "limit.step", "gb"}
    assert formula.limits == {"step"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("requests * max(steps(size_kb, limit.step), 1)", "a count"),
        ("gateways * hours_in_month", "hour"),
        ("gb * share / 100", "GB"),
        ('convert(requests * size_kb, "KB", "GB") + gb', "GB"),
        ('requests * convert(ms, "millisecond", "second") * convert(memory_mb, "MB", "GB")', "second × GB"),
        ("rate * seconds_in_month", "MiB"),
        ("size_kb + 2 * 3", "KB"),
        ("where(size_kb > 64, 2, 1)", "a count"),
    ],
)
def test_the_measure_of_a_formula_follows_from_its_units(text: str, found: str) -> None:
    assert words(measure(parse(text), lambda name: UNITS[name])) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("size_kb + gb", "KB against GB"),
        ("max(size_kb, gb)", "KB against GB"),
        ("beyond(gb, size_kb)", "GB against KB"),
        ("steps(gb, limit.step)", "GB against KB"),
        ("where(gb > size_kb, 1, 2)", "GB against KB"),
        ("where(not gb > size_kb, 1, 2)", "GB against KB"),
        ("hours_in_month + seconds_in_month", "hour against second"),
        ('convert(gb, "KB", "GB")', "converts GB from KB"),
        ('convert(3, "KB", "GB")', "converts a count from KB"),
    ],
)
def test_units_that_do_not_fit_are_refused(text: str, said: str) -> None:
    with pytest.raises(FormulaError, match=said):
        measure(parse(text), lambda name: UNITS[name])


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ('convert(size_kb, "KB", "GB") * requests', "65 ÷ 1,048,576 × 3"),
        ('convert(gb + 1, "GB", "KB")', "(10 + 1) × 1,048,576"),
        ('convert(gb * 2, "GB", "GiB")', "10 × 2"),
        ('convert(requests, "request", "1000000 requests")', "3 ÷ 1,000,000"),
        ('convert(requests, "month", "day")', "3 × 365 ÷ 12"),
        ("total(hours) / 2", "(20 + 30.5) ÷ 2"),
        ("max(min(gb, 7), beyond(gb, 4))", "the larger of (the smaller of 10 and 7) and (10 − 4, at least 0)"),
        ("where(not is_on, gb, 1)", "10 if not true, else 1"),
    ],
)
def test_a_formula_with_its_numbers_can_be_worked_out_again(text: str, printed: str) -> None:
    numbers = {"size_kb": "65", "gb": "10", "requests": "3", "hours": "20 + 30.5", "is_on": "true"}
    assert with_numbers(parse(text), numbers.__getitem__) == printed


@pytest.mark.parametrize(
    ("text", "stated", "unit"),
    [
        ("gb * 2", "", "GB"),
        ("gb * 2", "GB-month", "GB-month"),
        ("size_kb / hours_in_month", "", "KB/hour"),
        ("gb * hours_in_month", "", "GB-hour"),
        ("requests * 2", "", ""),
    ],
)
def test_a_figure_without_a_unit_has_that_of_its_formula(text: str, stated: str, unit: str) -> None:
    assert unit_of_figure(parse(text), stated, lambda name: UNITS[name]) == unit


def test_a_batch_is_divided_by_in_words_too() -> None:
    formula = parse('convert(requests, "request", "1000000 requests")')
    assert as_text(formula, lambda name: name) == "requests ÷ 1,000,000"


def test_several_values_are_added_up() -> None:
    hours = {"hours": (Decimal(20), Decimal("30.5"))}
    assert parse("total(hours) / 2").value(Names(hours.__getitem__)) == Decimal("25.25")
    assert as_text(parse("total(hours)"), lambda name: name) == "all hours"
    with pytest.raises(FormulaError, match="takes the name of several values"):
        parse("total(2 * 3)")


def test_a_quotient_that_ends_loses_no_digit() -> None:
    long = Decimal("1." + "123456789" * 5)
    with localcontext(EXACT):
        assert parse("gb / 100").value(Names(lambda _: long)) * 100 == long


def test_the_days_of_the_month_are_days() -> None:
    assert words(measure(parse("size_kb / days_in_month"), lambda name: UNITS[name])) == "KB per day"
