"""The runner of the worked examples: the calculator comes to the figures, and so does their own arithmetic."""

import ast
import math
import operator
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from calculator.core.errors import CalculatorError
from calculator.services.worked_examples import TOTALS, WorkedExample, worked_examples
from tests.questions import answered

EXAMPLES = list(worked_examples())
ANSWERED = [example for example in EXAMPLES if not example.is_refused]
REFUSED = [example for example in EXAMPLES if example.is_refused]
OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
# A line item that is charged tier by tier at several rates is one line of arithmetic.
SUFFIX = re.compile(r"_(archive|deep_archive)$")


def figures(example: WorkedExample) -> dict[str, Decimal]:
    return {name: Decimal(text) for name, text in example.expect.get("items", {}).items()}


# What others worked out is what the calculator is held to: all of it runs in CI.
ALL_IN_CI = pytest.mark.series(quick=20, further=len(EXAMPLES))
NOT_DETAILS = (*TOTALS, "items", "capacity", "warnings")


@ALL_IN_CI
@pytest.mark.parametrize("example", ANSWERED, ids=str)
def test_the_totals_are_the_worked_ones(example: WorkedExample) -> None:
    answer = answered(example.service, example.raw)
    assert {name: getattr(answer, name) for name in example.totals} == example.totals
    assert "monthly_usd" in example.totals


@ALL_IN_CI
@pytest.mark.parametrize("example", [each for each in ANSWERED if "capacity" in each.expect], ids=str)
def test_the_capacity_is_the_worked_one(example: WorkedExample) -> None:
    plans = answered(example.service, example.raw).capacity
    binding = next((plan.binding for plan in plans.values() if plan.binding), None)
    given = {name: plan.count for name, plan in plans.items()} | {"binding": binding}
    expected = {name: Decimal(v) if name in plans else v for name, v in example.expect["capacity"].items()}
    assert {name: given[name] for name in expected} == expected


@ALL_IN_CI
@pytest.mark.parametrize("example", [each for each in ANSWERED if set(each.expect) - set(NOT_DETAILS)], ids=str)
def test_each_figure_beside_the_bill_is_the_worked_one(example: WorkedExample) -> None:
    details = {detail.name: detail.value for detail in answered(example.service, example.raw).metrics}
    expected = {name: Decimal(text) for name, text in example.expect.items() if name not in NOT_DETAILS}
    assert {name: details[name] for name in expected} == expected


@ALL_IN_CI
@pytest.mark.parametrize("example", [each for each in ANSWERED if "warnings" in each.expect], ids=str)
def test_what_is_to_be_known_is_said(example: WorkedExample) -> None:
    codes = {notice.code for notice in answered(example.service, example.raw).warnings}
    assert set(example.expect["warnings"]) <= codes


@ALL_IN_CI
@pytest.mark.parametrize("example", ANSWERED, ids=str)
def test_each_line_item_is_the_worked_one(example: WorkedExample) -> None:
    answer = answered(example.service, example.raw)
    expected = figures(example)
    items = {item.name: item.usd for item in answer.line_items if item.name in expected}
    assert items == expected


@ALL_IN_CI
@pytest.mark.parametrize("example", REFUSED, ids=str)
def test_what_cannot_be_had_is_refused_with_its_reason(example: WorkedExample) -> None:
    with pytest.raises(CalculatorError) as refused:
        answered(example.service, example.raw)
    assert refused.value.code == example.expect["error"]
    assert example.expect["message_contains"] in refused.value.detail


@ALL_IN_CI
@pytest.mark.parametrize("example", ANSWERED, ids=str)
def test_the_arithmetic_written_down_gives_the_figures(example: WorkedExample) -> None:
    lines = [line.partition(":") for line in example.arithmetic.strip().splitlines()]
    worked = {name: worked_out(text) for name, _, text in lines}
    assert {name: worked[name] for name in figures(example)} == figures(example)


@ALL_IN_CI
@pytest.mark.parametrize("example", ANSWERED, ids=str)
def test_the_figures_of_an_example_that_lists_all_items_sum_to_its_total(example: WorkedExample) -> None:
    answer = answered(example.service, example.raw)
    unlisted = [item.usd for item in answer.line_items if item.name not in figures(example)]
    monthly, upfront = example.totals["monthly_usd"], example.totals.get("upfront_usd", Decimal(0))
    told_apart = None if monthly is None or upfront is None else monthly + upfront
    together = example.totals.get("effective_monthly_usd")
    assert sum(figures(example).values()) + sum(unlisted) == (together if told_apart is None else told_apart)


@ALL_IN_CI
@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_every_example_names_a_source(example: WorkedExample) -> None:
    assert len(example.source) > len("AWS pricing page")


def test_no_example_stands_twice() -> None:
    names = [str(example) for example in EXAMPLES]
    assert sorted(names) == sorted(set(names))


def worked_out(text: str) -> Fraction:
    """`ceil(1 x 1,048,576 / 1,000) = 1,049` as a number; what stands behind `=` must agree."""
    expression, _, stated = text.replace(",", "").replace(" x ", " * ").partition("=")
    value = value_of(ast.parse(expression.strip(), mode="eval").body, expression)
    assert not stated or value == Fraction(stated.strip()), text
    return value


def value_of(node: ast.expr, written: str) -> Fraction:
    match node:
        case ast.Constant():
            return Fraction(str(ast.get_source_segment(written.strip(), node)))
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](value_of(left, written), value_of(right, written))
        case ast.Call(func=ast.Name(id="ceil"), args=[argument]):
            return Fraction(math.ceil(value_of(argument, written)))
    raise AssertionError(f"no arithmetic known to this test: {written}")
