"""Where two choices cost the same: known analytic cases, jumps, parallels and ties."""

from decimal import Decimal

import numpy as np
import pytest

from calculator.analysis.curves import BreakEvenPoint, Costs, Curve, PricedQuestion, crossings, known_costs
from calculator.analysis.narrowing import sign_changes
from calculator.analysis.together import answered
from calculator.estimator import Question, book_for
from tests.questions import CATALOGUE, asked

STORED = {"storage_gb": 1000}


def s3(storage_class: str, **fields: object) -> Question:
    return asked("s3", {**STORED, **fields, "storage_class": storage_class})


def crossed(first: Question, second: Question, over: str, *values: float) -> list[BreakEvenPoint]:
    book = book_for(first, CATALOGUE)
    one, other = (Costs(PricedQuestion.of(each, book), over) for each in (first, second))
    return [*answered(crossings("storage_class", one, [other], np.array(values, dtype=np.float64)), known_costs)]


def curve(question: Question, over: str, *values: float) -> Curve:
    return costs_of(question, over).at(np.array(values))


def costs_of(question: Question, over: str) -> Costs:
    return Costs(PricedQuestion.of(question, book_for(question, CATALOGUE)), over)


@pytest.mark.parametrize(
    ("other", "over", "ends", "at"),
    [
        # 1,000 GB: 23 against 12.5 + 0.01 per GB read back
        ("STANDARD_IA", "retrieval_gb", (0, 5000), 1050),
        ("ONEZONE_IA", "retrieval_gb", (0, 5000), 1300),
        # 23 against 4 + 0.03 per GB
        ("GLACIER_IR", "retrieval_gb", (0, 5000), 1900 / 3),
        # 23 + 0.0004 per 1,000 against 12.5 + 0.001 per 1,000
        ("STANDARD_IA", "get_requests", (0, 10**9), 10.5 / 0.0006 * 1000),
        # 23 + 0.005 per 1,000 against 12.5 + 0.01 per 1,000
        ("STANDARD_IA", "put_requests", (0, 10**9), 10.5 / 0.005 * 1000),
        # 23 against 12.5 x 30 / days
        ("STANDARD_IA", "object_lifetime_days", (1, 400), 12.5 * 30 / 23),
    ],
)
def test_two_classes_cross_where_the_algebra_says(other: str, over: str, ends: tuple[float, float], at: float) -> None:
    found = crossed(s3("STANDARD"), s3(other), over, *ends)
    assert len(found) == 1
    assert found[0].at == pytest.approx(at, rel=1e-9)


@pytest.mark.parametrize(("first", "second"), [("STANDARD", "STANDARD_IA"), ("STANDARD_IA", "STANDARD")])
def test_a_break_even_point_says_which_side_is_whose(first: str, second: str) -> None:
    (found,) = crossed(s3(first), s3(second), "retrieval_gb", 0, 5000)
    assert (found.cheaper_below, found.cheaper_above) == ("STANDARD_IA", "STANDARD")


def test_small_objects_make_standard_ia_dearer_below_about_70_kb() -> None:
    """GB-prices: 0.023 x size = 0.0125 x 128 at 69.57 KB, but for the last object, which is counted whole."""
    (found,) = crossed(s3("STANDARD"), s3("STANDARD_IA"), "average_object_kb", 1, 127)
    assert found.at == pytest.approx(128 * 12.5 / 23, rel=1e-6)


def test_a_jump_is_found_at_its_edge() -> None:
    """Monitoring begins at 128 KB: Intelligent-Tiering goes from 23 to 12.5 + 20.48, past Standard at 23 + 2."""
    first = s3("STANDARD", put_requests=400_000)
    second = s3("INTELLIGENT_TIERING", frequent_percent=0, infrequent_percent=100)
    (found,) = crossed(first, second, "average_object_kb", 1, 100, 127, 130, 200)
    assert found.at == pytest.approx(128, rel=1e-9)
    assert found.cheaper_above == "STANDARD"


@pytest.mark.parametrize("over", ["data_out_gb", "storage_gb"])
def test_parallel_costs_never_cross(over: str) -> None:
    assert crossed(s3("STANDARD"), s3("STANDARD_IA"), over, 1, 10, 100, 1000, 10000) == []


def test_a_choice_does_not_cross_itself() -> None:
    assert crossed(s3("STANDARD"), s3("STANDARD"), "retrieval_gb", 0, 10, 5000) == []


def test_a_choice_that_is_not_sold_has_no_crossing() -> None:
    first, second = (s3(each, region="eu-central-1") for each in ("STANDARD", "EXPRESS_ONEZONE"))
    assert crossed(first, second, "storage_gb", 0, 1000) == []


RESTORED_IN_NO_TIME: dict[str, dict[str, object]] = {
    "INTELLIGENT_TIERING": {"frequent_percent": 0, "deep_archive_percent": 100, "retrieval_speed": "expedited"},
    "DEEP_ARCHIVE": {"retrieval_speed": "expedited"},
}


@pytest.mark.parametrize("storage_class", sorted(RESTORED_IN_NO_TIME))
def test_the_curve_of_what_is_not_feasible_is_unknown_there(storage_class: str) -> None:
    usd = curve(s3(storage_class, **RESTORED_IN_NO_TIME[storage_class]), "retrieval_gb", 0, 1, 2)
    assert np.isnan(usd).tolist() == [False, True, True]


@pytest.mark.parametrize("storage_class", sorted(RESTORED_IN_NO_TIME))
def test_the_curve_of_what_is_feasible_nowhere_is_unknown(storage_class: str) -> None:
    question = s3(storage_class, **RESTORED_IN_NO_TIME[storage_class], retrieval_gb=5)
    costs = costs_of(question, "storage_gb")
    assert np.isnan(known_costs({costs: np.array([1.0, 2.0])})[costs]).all()


def test_the_curve_over_a_field_without_effect_is_flat() -> None:
    assert curve(s3("STANDARD"), "transition_requests", 0, 1000, 10**6).tolist() == [23.0, 23.0, 23.0]


@pytest.mark.parametrize(
    ("difference", "pairs"),
    [
        ([1.0, 2.0, 3.0], []),
        ([1.0, -1.0], [(0, 1)]),
        ([1.0, 0.0, -1.0], [(0, 2)]),
        ([1.0, 0.0, 0.0, 1.0], []),
        ([0.0, 1.0, -1.0, 0.0], [(1, 2)]),
        ([1.0, -1.0, 1.0], [(0, 1), (1, 2)]),
        ([float("nan"), 1.0, -1.0], [(1, 2)]),
        ([0.0, 0.0], []),
        ([], []),
    ],
)
def test_a_change_of_sign_passes_over_ties(difference: list[float], pairs: list[tuple[int, int]]) -> None:
    assert sign_changes(np.array(difference)) == pairs


def test_nothing_is_said_across_a_stretch_that_is_not_known() -> None:
    assert sign_changes(np.array([1.0, float("nan"), -1.0])) == []


def test_a_sweep_leaves_the_question_exact() -> None:
    question = s3("STANDARD")
    curve(question, "storage_gb", 1, 2)
    assert question.usage.storage_gb == Decimal(1000)
