"""Searches that run at once: each thing is asked for once a round, and each search is told its own values."""

import numpy as np
import pytest

from calculator.analysis.break_even_points import break_even_points
from calculator.analysis.compare import labels_of
from calculator.analysis.curves import Curve, PricedQuestion
from calculator.analysis.together import Search, Wanted, answered, together
from tests.questions import CATALOGUE, asked


def squares(wanted: Wanted[str]) -> Wanted[str]:
    return {name: values**2 for name, values in wanted.items()}


def adding(name: str, *rounds: list[float]) -> Search[str, float]:
    """Asks for the squares of some numbers round by round; finds the sum of all."""
    total = 0.0
    for numbers in rounds:
        told = yield {name: np.array(numbers)}
        total += float(told[name].sum())
    return total


def test_each_search_finds_what_it_finds_alone_in_the_order_given() -> None:
    def searches() -> list[Search[str, float]]:
        return [adding("a", [1, 2], [3]), adding("b", [4]), adding("a"), adding("a", [5], [6, 7], [8])]

    alone = [answered(each, squares) for each in searches()]
    assert alone == [14, 16, 0, 174]
    assert [*answered(together(searches()), squares)] == alone


def test_what_several_want_to_know_of_one_thing_is_asked_for_at_once() -> None:
    rounds: list[dict[str, list[float]]] = []

    def noting(wanted: Wanted[str]) -> Wanted[str]:
        rounds.append({name: values.tolist() for name, values in wanted.items()})
        return squares(wanted)

    answered(together([adding("a", [1, 2], [3]), adding("b", [4]), adding("a", [5])]), noting)
    assert rounds == [{"a": [1, 2, 5], "b": [4]}, {"a": [3]}]


@pytest.mark.parametrize(("key", "by", "rounds"), [("s3", "storage_class", 4), ("ec2", "purchase_option", 4)])
def test_a_choice_is_worked_out_a_few_times_for_all_its_break_even_points(
    key: str, by: str, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three fields of S3 have break-even points with seven other classes: each would be 3 scans and what follows."""
    costs, times = PricedQuestion.costs, dict[str, int]()

    def noting(priced: PricedQuestion, changes: dict[str, Curve]) -> Curve:
        choice = priced.question.choice_of(by)
        times[choice] = times.get(choice, 0) + 1
        return costs(priced, changes)

    monkeypatch.setattr(PricedQuestion, "costs", noting)
    question = asked(key, {})
    found = list(break_even_points(question, by, labels_of(question, by, CATALOGUE), CATALOGUE))
    assert len(found) > 10
    assert max(times.values()) <= rounds
