"""Every printed working is what was run: its numbers, worked out again by hand, come to the quantity that is billed.

Only the JSON answer is looked at, and no code of the calculator reads it.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.presentation.answer_documents import answer_document
from calculator.services import SERVICES
from calculator.services.service import Service
from calculator.services.worked_examples import WorkedExample, worked_examples
from tests.lanes import for_some
from tests.questions import answered
from tests.random_usages import usages
from tests.test_laws import EVERY_SERVICE, some_answer
from tests.worked_text import Between, value_of

CENT = Decimal("0.01")
STARTS = [
    pytest.param(key, workload, id=f"{key}: {name}")
    for key, service in SERVICES.items()
    for name, workload in (("as it comes", {}), *((each.name, each.usage) for each in service.EXAMPLES))
]


def document(key: str, raw: dict[str, Any]) -> dict[str, Any]:
    return answer_document(answered(key, dict(raw)))


def not_recomputed(answer: dict[str, Any]) -> list[dict[str, str]]:
    """The workings whose numbers do not come to their value."""
    return [
        working
        for steps in answer["workings"].values()
        for working in steps
        if not value_of(working["numbers"]).contains(Fraction(working["value"]))
    ]


def billed_again(answer: dict[str, Any], recurrence: str) -> Decimal:
    """What the tiers come to, each quantity at its price."""
    return sum(
        (
            Decimal(tier["quantity"]) * Decimal(tier["usd_per_unit"])
            for item in answer["line_items"]
            for tier in item["tiers"]
            if item["recurrence"] == recurrence
        ),
        Decimal(0),
    )


def quantities_of_tiers(answer: dict[str, Any]) -> list[Fraction]:
    return [sum((Fraction(tier["quantity"]) for tier in item["tiers"]), Fraction(0)) for item in answer["line_items"]]


def assert_holds(answer: dict[str, Any]) -> None:
    assert answer["line_items"]
    assert not_recomputed(answer) == []
    # The last step of each line, and of no other, is its quantity.
    worked_out = {name: steps[-1]["value"] for name, steps in answer["workings"].items()}
    assert worked_out == {item["name"]: item["quantity"] for item in answer["line_items"]}
    assert quantities_of_tiers(answer) == [Fraction(item["quantity"]) for item in answer["line_items"]]
    known = {"monthly": answer["monthly_usd"], "upfront": answer["upfront_usd"]}
    told = {name: Decimal(usd) for name, usd in known.items() if usd is not None}
    # Quotients are cut, so that half a cent may be rounded either way.
    assert {name: usd for name, usd in told.items() if abs(billed_again(answer, name) - usd) > CENT / 2} == {}


@pytest.mark.parametrize(("key", "workload"), STARTS)
def test_every_start_can_be_worked_out_again(key: str, workload: dict[str, str]) -> None:
    assert_holds(document(key, workload))


@pytest.mark.parametrize("example", [each for each in worked_examples() if not each.is_refused], ids=str)
def test_every_worked_example_can_be_worked_out_again(example: WorkedExample) -> None:
    assert_holds(document(example.service, example.raw))


@EVERY_SERVICE
@given(data=st.data())
@for_some(40)
def test_any_answer_can_be_worked_out_again(service: Service, data: st.DataObject) -> None:
    assert_holds(answer_document(some_answer(service, data.draw(usages(service)))))


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("(2 + 3) × 4 ÷ 8", "2.5", "2.5"),
        ("1,024 − 3 × (2 − 1)", "1021", "1021"),
        ("⌈65 ÷ 64⌉ × 3", "6", "6"),
        ("3 − 5, at least 0", "0", "0"),
        ("(7 − 5, at least 0) × 2", "4", "4"),
        ("the larger of ⌈65 ÷ 64⌉ and 1", "2", "2"),
        ("the smallest of 3, (the larger of 1 and 2) and 1,000", "2", "2"),
        ("5 if 3 > 2 and (not true), else 1.5", "1.5", "1.5"),
        ("5 if (1 > 2 or http = http) and 2 ≠ 3, else 1", "5", "5"),
        ("2 if (1 + 1) × 2 ≥ 4, else 3", "2", "2"),
        # A third, cut: it may be either side of what is printed, and so may the count.
        ("0.33333333333333333333 × 3", "0.999999999999999999975", "1.000000000000000000005"),
        ("⌈3.0000000000000000000 ÷ 1⌉", "3", "4"),
    ],
)
def test_the_reader_of_workings_reads_what_is_printed(text: str, least: str, most: str) -> None:
    assert value_of(text) == Between(Fraction(least), Fraction(most))


@pytest.mark.parametrize("text", ["2 3", "2 ×", "2 × RCU of each hour", "(2 + 3", "5 if 3 > 2"])
def test_the_reader_of_workings_takes_no_words_for_numbers(text: str) -> None:
    with pytest.raises((AssertionError, ValueError, IndexError)):
        value_of(text)
