"""The same workload under every choice: ranking, reasons, differences, facts, sentences, overtakings."""

from decimal import Decimal

import pytest

from calculator.analysis.compare import Alternative, Comparison, cheapest_feasible, compare
from calculator.core.errors import Infeasible, InvalidInput
from calculator.estimator import answer_to
from tests.questions import CATALOGUE, asked


def compared(**fields: object) -> Comparison:
    return compare(asked("s3", {"storage_gb": 1000, **fields}), "storage_class", CATALOGUE)


def alternative(comparison: Comparison, choice: str) -> Alternative:
    return next(each for each in comparison.alternatives if each.choice == choice)


def test_every_choice_is_ranked_from_the_cheapest() -> None:
    answer = compared(average_object_kb="1 GB")
    assert [(each.rank, each.choice) for each in answer.alternatives] == [
        (1, "DEEP_ARCHIVE"),  # 0.99
        (2, "GLACIER"),  # 3.60
        (3, "GLACIER_IR"),  # 4
        (4, "ONEZONE_IA"),  # 10
        (5, "STANDARD_IA"),  # 12.50
        (6, "STANDARD"),  # 23
        (7, "INTELLIGENT_TIERING"),  # 23 and monitoring
        (8, "EXPRESS_ONEZONE"),  # 110
    ]


def test_differences_are_against_the_choice_in_the_question() -> None:
    answer = compared(storage_class="STANDARD")
    infrequent, standard = alternative(answer, "STANDARD_IA"), alternative(answer, "STANDARD")
    assert [infrequent.delta_usd, standard.delta_usd, standard.delta_percent] == [Decimal("-10.5"), 0, 0]
    assert infrequent.delta_percent == pytest.approx(Decimal("-45.65217391304347826"))


def test_what_aws_states_of_the_mode_is_stated_of_every_table_class() -> None:
    """The quotas of a table follow its capacity mode, which stays the same while the classes are compared."""
    answer = compare(asked("dynamodb", {"capacity_mode": "provisioned"}), "table_class", CATALOGUE)
    stated = [[limit.value for _, limit in each.facts if limit] for each in answer.alternatives]
    assert stated == [[40000, 40000], [40000, 40000]]


def test_what_is_not_sold_stands_last_with_its_reason() -> None:
    last = compared(region="eu-central-1").alternatives[-1]
    assert (last.choice, last.rank, last.answer, last.delta_usd) == ("EXPRESS_ONEZONE", 8, None, None)
    assert "eu-central-1" in last.reasons[0]
    assert last.sentence == last.reasons[0]


def test_what_is_not_feasible_stands_last_with_its_reason() -> None:
    last = compared(retrieval_speed="expedited", retrieval_gb=5).alternatives[-1]
    assert (last.choice, last.answer) == ("DEEP_ARCHIVE", None)
    assert "no expedited restores" in last.reasons[0]


def test_a_present_choice_without_a_price_gives_no_differences() -> None:
    answer = compared(region="eu-central-1", storage_class="EXPRESS_ONEZONE")
    assert {each.delta_usd for each in answer.alternatives} == {None}
    assert answer.alternatives[0].answer is not None


def test_a_workload_that_costs_nothing_has_no_percentages() -> None:
    answer = compared(storage_gb=0)
    assert {(each.delta_usd, each.delta_percent) for each in answer.alternatives} == {(Decimal(0), None)}
    assert alternative(answer, "STANDARD").sentence == "S3 Standard costs nothing for this workload."


def test_each_choice_carries_what_an_engineer_chooses_by_with_its_source() -> None:
    facts = {fact.limit: limit for fact, limit in alternative(compared(), "GLACIER").facts}
    wait, least = facts["retrieval_time_standard"], facts["minimum_storage_duration"]
    assert wait is not None and least is not None
    assert (wait.value, wait.value_to, wait.unit, wait.source) == (3, 5, "hour", "botocore_1_44_5")
    assert (least.value, least.unit) == (90, "day")
    assert facts["minimum_billable_object"] is None


def test_a_cost_is_explained_in_a_sentence() -> None:
    sentence = alternative(compared(retrieval_gb=100), "STANDARD_IA").sentence
    assert sentence == (
        "S3 Standard-IA costs $13.50 a month: storage $12.50 (93%), 1,000 GB-month at $0.0125; "
        "data retrieval $1.00 (7.4%), 100 GB at $0.01."
    )


def test_a_sentence_names_the_two_largest_items_and_sums_the_rest() -> None:
    sentence = alternative(compared(put_requests="1M", get_requests="1M"), "STANDARD").sentence
    assert sentence.endswith("everything else $0.40.")


def test_a_comparison_names_the_gb_read_back_at_which_standard_overtakes_standard_ia() -> None:
    answer = compared(storage_class="STANDARD_IA")
    (found,) = [
        each
        for each in answer.crossovers
        if each.over == "retrieval_gb" and "STANDARD" in (each.cheaper_below, each.cheaper_above)
    ]
    assert (found.cheaper_below, found.cheaper_above) == ("STANDARD_IA", "STANDARD")
    assert found.at == pytest.approx(1050)
    assert found.at_per == pytest.approx(1.05)
    assert found.sentence == (
        "S3 Standard costs less than S3 Standard-IA above 1,050 GB/month of data retrieved, "
        "which is 1.05 GB/month per GB of storage."
    )


def test_a_comparison_names_the_lifetime_below_which_standard_ia_is_dearer() -> None:
    answer = compared(storage_class="STANDARD", average_object_kb="1 GB")
    (found,) = [
        each
        for each in answer.crossovers
        if each.over == "object_lifetime_days" and "STANDARD_IA" in (each.cheaper_below, each.cheaper_above)
    ]
    assert (found.cheaper_below, found.cheaper_above) == ("STANDARD", "STANDARD_IA")
    assert found.at == pytest.approx(12.5 * 30 / 23)


def test_nothing_stored_has_no_crossing_per_gb_stored() -> None:
    answer = compared(storage_gb=0, put_requests=1000)
    assert [each for each in answer.crossovers if each.per == "storage_gb"] == []


def test_an_infeasible_choice_is_answered_with_the_cheapest_feasible_one() -> None:
    question = asked("s3", {"storage_class": "DEEP_ARCHIVE", "retrieval_speed": "expedited", "retrieval_gb": 1})
    with pytest.raises(Infeasible) as refused:
        answer_to(question, CATALOGUE)
    advised = cheapest_feasible(question, refused.value, CATALOGUE)
    best = compare(question, "storage_class", CATALOGUE).alternatives[0]
    assert advised.nearest_choice == best.choice
    assert f"{best.label} can carry this workload for $" in advised.detail


@pytest.mark.parametrize("by", ["storage_gb", "retrieval_speed", "", "x" * 10**6])
def test_a_service_is_only_compared_by_what_it_names(by: str) -> None:
    with pytest.raises(InvalidInput, match=r"^by: Amazon S3 is compared by storage_class or region\.$"):
        compare(asked("s3", {}), by, CATALOGUE)


def test_each_choice_is_explained_and_only_the_present_one_says_what_one_step_more_costs() -> None:
    question = asked("ebs", {"volume_type": "gp3", "size_gb": 500, "iops": 4000})
    told = [each for each in compare(question, "volume_type", CATALOGUE).alternatives if each.answer is not None]
    assert len(told) > 3
    assert all(each.answer is not None and each.answer.is_explained and each.answer.metrics for each in told)
    assert [each.choice for each in told if each.answer is not None and each.answer.next_steps] == ["gp3"]


def test_bills_alone_are_compared_without_an_explanation() -> None:
    question = asked("ebs", {"volume_type": "gp3", "size_gb": 500})
    bills = [each.answer for each in compare(question, "volume_type", CATALOGUE, is_explained=False).alternatives]
    known = [each for each in bills if each is not None]
    assert len(known) > 3
    assert not any(each.is_explained or each.metrics or each.next_steps for each in known)
