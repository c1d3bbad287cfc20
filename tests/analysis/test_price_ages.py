"""Old prices are said once, in an answer and in a ranking; none is in force only after the day that is asked for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from calculator.analysis.compare import compare
from calculator.analysis.price_ages import beside_the_others, usual_price_day
from calculator.core.answer import Answer, AnswerWarning
from calculator.core.errors import CalculatorError
from calculator.core.price_age import old_prices
from calculator.services.service import Service, comparable
from tests.questions import CATALOGUE, TODAY, asked, ebs, ec2, s3
from tests.test_laws import EVERY_SERVICE

AGES = ("old_price", "older_prices")
OLD = "Prices were last confirmed on 2025-05-21, over 18 months before 2026-11-21, and may have changed."


def aged(*days: str) -> Answer:
    """An answer of three lines, storage, IOPS and snapshots, whose prices were last confirmed on these days."""
    answer = ebs("io2", size_gb=100, iops=1000, snapshot_gb=10, as_of=str(TODAY))
    seen = zip((item for item in answer.line_items if item.usd), days, strict=True)
    items = (replace(item, card=replace(item.card, confirmed_on=date.fromisoformat(day))) for item, day in seen)
    return replace(answer, line_items=tuple(items), warnings=())


def ages(answer: Answer) -> list[AnswerWarning]:
    return [each for each in answer.warnings if each.code in AGES]


@pytest.mark.parametrize(
    ("days", "sentences"),
    [
        # 548 days before 2026-11-21
        (("2025-05-22", "2025-05-22", "2026-10-15"), []),
        (("2025-05-21", "2025-05-21", "2025-05-21"), [OLD]),
        (
            ("2026-10-15", "2024-07-18", "2026-10-15"),
            ["IOPS: prices were last confirmed on 2024-07-18, over 18 months before 2026-11-21, and may have changed."],
        ),
        (
            ("2017-11-12", "2026-10-15", "2024-07-18"),
            [
                "Storage, Snapshots: prices were last confirmed from 2017-11-12 to 2024-07-18, over 18 months before "
                "2026-11-21, and may have changed."
            ],
        ),
        # Seen again after the day that is asked for: the price held on that day.
        (("2027-01-01", "2027-01-01", "2027-01-01"), []),
    ],
)  # fmt: skip
def test_prices_confirmed_long_ago_are_said_in_one_sentence(days: tuple[str, ...], sentences: list[str]) -> None:
    assert [each.message for each in old_prices(aged(*days))] == sentences


def test_a_shipped_price_that_no_source_has_shown_again_is_said_to_be_old() -> None:
    """Convertible reservations of m5.large are known from a source of 2025-04-04 alone."""
    (warning,) = ages(ec2("reserved_3y_no_upfront_convertible", as_of="2026-11-21"))
    assert (warning.code, warning.field) == ("old_price", "as_of")
    assert "last confirmed on 2025-04-04, over 18 months before 2026-11-21" in warning.message
    assert ages(ec2("reserved_3y_no_upfront_convertible", as_of="2026-10-04")) == []  # 548 days after
    assert ages(ec2("on_demand", as_of="2026-11-21")) == []


def test_a_price_of_a_line_that_costs_nothing_is_not_mentioned() -> None:
    assert ages(s3("STANDARD", storage_gb=0)) == []


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("2026-10-15",) * 3, []),
        (("2026-04-15", "2026-10-15", "2026-10-15"), []),  # 183 days
        (("2026-04-14", "2026-10-15", "2026-10-16"), [0]),
        # Of two the other one is all others.
        (("2026-10-15", "2026-01-01"), [1]),
        # One that was confirmed lately does not make the others old.
        (("2026-01-01", "2026-01-01", "2026-01-02", "2026-11-01"), []),
        # What is old in itself is said so already.
        (("2024-01-01", "2026-10-15", "2026-10-15"), []),
    ],
)
def test_a_choice_with_much_older_prices_than_the_others_says_so(days: tuple[str, ...], told: list[int]) -> None:
    answers = [aged(day, day, day) for day in days]
    usual = usual_price_day(answers)
    said = [ages(beside_the_others(answer, usual)) for answer in answers]
    assert [place for place, each in enumerate(said) if each] == told
    assert all(
        warning.code == "older_prices" and days[place] in warning.message for place in told for warning in said[place]
    )


def test_the_ranking_carries_the_warnings_of_each_choice_once() -> None:
    ranked = compare(asked("ec2", {"as_of": "2026-11-21"}), "purchase_option", CATALOGUE).alternatives
    said = {each.choice: [warning.code for warning in ages(each.answer)] for each in ranked if each.answer}
    assert said["reserved_3y_no_upfront_convertible"] == ["old_price"]
    assert said["on_demand"] == []
    assert max(map(len, said.values())) == 1


def test_as_of_an_earlier_day_the_others_are_compared_by_what_held_then() -> None:
    """On 2025-06-01 the convertible reservations were two months old; what was seen later held on that day."""
    ranked = compare(asked("ec2", {"as_of": "2025-06-01"}), "purchase_option", CATALOGUE).alternatives
    assert [each.choice for each in ranked if each.answer and ages(each.answer)] == []


# Days from which a shipped price changes somewhere, and the days before them.
CHANGES = ("2024-07-18", "2024-09-25", "2025-08-28", "2025-12-02", "2026-05-01", "2026-10-15")
DAYS = [date.fromisoformat(day) - timedelta(days=before) for day in CHANGES for before in (1, 0)]


@pytest.mark.parametrize("table", CATALOGUE.table_names)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_price_in_force_is_of_a_later_day(table: str, day: date) -> None:
    prices = CATALOGUE.table(table)
    regions = ("us-east-1", "us-gov-west-1") if table in CATALOGUE.large_tables else prices.regions
    cards = (card for region in regions for card in prices.in_force(region, day).values())
    assert [card for card in cards if card.effective_from > day] == []


@EVERY_SERVICE
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_answer_rests_on_a_price_of_a_later_day(service: Service, day: date) -> None:
    question = asked(service.KEY, {"as_of": str(day)})
    try:
        ranked = compare(question, comparable(service)[0], CATALOGUE).alternatives
    except CalculatorError as error:
        assert "the first known is of" in error.detail
        return
    items = [item for each in ranked if each.answer for item in each.answer.line_items]
    assert [item.card for item in items if item.card.effective_from > day] == []
