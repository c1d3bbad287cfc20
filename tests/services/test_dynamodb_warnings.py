"""What an answer of Amazon DynamoDB warns of: hot keys, quotas, cold starts, inputs without effect; and next steps."""

from decimal import Decimal

import pytest

from calculator.core.estimate import Estimate
from tests.questions import answered, dynamodb, warned

FULL = {"target_utilization_percent": 100, "strong_read_percent": 100}
IA = "STANDARD_INFREQUENT_ACCESS"
ADVICE = ("break_even", "table_class")


def said(answer: Estimate, code: str) -> list[str]:
    """The sentences of one kind."""
    return [notice.message for notice in answer.warnings if notice.code == code]


def warnings(answer: Estimate) -> list[tuple[str, str]]:
    """What is pointed out besides the advice that every answer has."""
    return [each for each in warned(answer) if each[0] not in ADVICE]


@pytest.mark.parametrize(
    ("fields", "share"),
    [
        ({"reads_per_second": 3000}, None),
        ({"reads_per_second": 10000}, "30 % of the reads"),
        ({"reads_per_second": 10000, "item_size_kb": 8}, "15 % of the reads"),
        ({"reads_per_second": 1, "peak_reads_per_second": 4000}, "75 % of the reads"),
        ({"writes_per_second": 1000}, None),
        ({"writes_per_second": 4000}, "25 % of the writes"),
        ({"writes_per_second": 1000, "global_secondary_indexes": 9}, None),  # an index has partitions of its own
        ({"writes_per_second": 1000, "transactional_write_percent": 100}, "50 % of the writes"),
    ],
)
@pytest.mark.parametrize("mode", ["on_demand", "provisioned"])
def test_a_key_that_would_be_too_hot_for_its_partition_is_told_of(
    mode: str, fields: dict[str, object], share: str | None
) -> None:
    found = said(dynamodb(mode, **{**fields, **FULL}), "hot_key")
    assert [sentence.partition("more than ")[2] for sentence in found] == (
        [] if share is None else [f"{share} at the peak would be throttled."]
    )


@pytest.mark.parametrize(
    ("mode", "fields", "expected"),
    [
        ("on_demand", {"reads_per_second": 12000}, []),
        ("on_demand", {"reads_per_second": 12001}, [("cold_start", "peak_reads_per_second")]),
        ("on_demand", {"writes_per_second": 4000}, []),
        ("on_demand", {"writes_per_second": 4001}, [("cold_start", "peak_writes_per_second")]),
        ("provisioned", {"reads_per_second": 40000}, []),
        ("provisioned", {"reads_per_second": 40001}, [("above_quota", "peak_reads_per_second")]),
        ("provisioned", {"reads_per_second": 80001}, [("above_quota", "peak_reads_per_second")] * 2),  # the account's
        ("provisioned", {"writes_per_second": 20000, "global_secondary_indexes": 1}, []),
        (
            "provisioned",
            {"writes_per_second": 20001, "global_secondary_indexes": 1},
            [("above_quota", "peak_writes_per_second")],
        ),
        ("on_demand", {"global_secondary_indexes": 20}, []),
        ("on_demand", {"global_secondary_indexes": 21}, [("above_quota", "global_secondary_indexes")]),
        ("on_demand", {"replica_regions": "us-west-2"}, [("not_included", "replica_regions")]),
    ],
)
def test_quotas_and_cold_starts_are_pointed_out(
    mode: str, fields: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert [each for each in warnings(dynamodb(mode, **fields, **FULL)) if each[0] not in ("hot_key", "not_used")] == (
        expected
    )


@pytest.mark.parametrize(("rate", "codes"), [("40000", ["cold_start"]), ("40001", ["above_quota", "cold_start"])])
def test_an_on_demand_table_has_the_quota_of_a_table_and_none_of_an_account(rate: str, codes: list[str]) -> None:
    answer = dynamodb("on_demand", strong_read_percent=100, reads_per_second=rate)
    assert [code for code, _ in warnings(answer) if code != "hot_key"] == codes


def test_quotas_are_counted_in_words() -> None:
    assert said(dynamodb("on_demand", global_secondary_indexes=21), "above_quota") == [
        "A table has 20 indexes by default; AWS raises this quota on request."
    ]


def test_what_replicas_cost_besides_is_named() -> None:
    (sentence,) = said(dynamodb("on_demand", replica_regions="us-west-2"), "not_included")
    named = ("data transfer between the Regions", "as a restore", "point-in-time recovery", "backups", "stream reads")
    assert [each for each in named if each not in sentence] == []


@pytest.mark.parametrize(
    ("mode", "fields", "unused"),
    [
        ("on_demand", {"target_utilization_percent": 50}, ["target_utilization_percent"]),
        ("on_demand", {"target_utilization_percent": 70}, []),
        ("on_demand", {"hourly_load_percent": [50] * 24}, []),
        ("on_demand", {"reserved_term": "1y"}, ["reserved_term"]),
        ("provisioned", {"reserved_term": "1y", "table_class": IA}, ["reserved_term"]),
        ("provisioned", {"minimum_rcu": 5, "maximum_wcu": 9}, ["minimum_rcu", "maximum_wcu"]),
        ("provisioned", {"minimum_rcu": 5, "maximum_wcu": 9, "hourly_load_percent": [100] * 24}, []),
        ("provisioned", {"target_utilization_percent": 50, "hourly_load_percent": [100] * 24}, []),
    ],
)
def test_inputs_without_effect_are_named_and_have_none(mode: str, fields: dict[str, object], unused: list[str]) -> None:
    answer = dynamodb(mode, writes_per_second=300, **fields)
    assert [field for code, field in warned(answer) if code == "not_used"] == unused
    used = {name: value for name, value in fields.items() if name not in unused}
    assert answer.line_items == dynamodb(mode, writes_per_second=300, **used).line_items


@pytest.mark.parametrize("mode", ["on_demand", "provisioned"])
def test_one_step_more_costs_the_difference_of_two_estimates(mode: str) -> None:
    load = {"reads_per_second": "200", "writes_per_second": "30", "storage_gb": "50"}
    answer = dynamodb(mode, **load)
    assert {step.field: step.by for step in answer.next_steps} == dict.fromkeys(load, 100)
    more = {field: dynamodb(mode, **{**load, field: Decimal(each) + 100}) for field, each in load.items()}
    assert {step.field: step.usd for step in answer.next_steps} == {
        field: larger.monthly_usd - answer.monthly_usd for field, larger in more.items()
    }


def test_a_step_beyond_a_stated_peak_is_not_offered() -> None:
    answer = answered("dynamodb", {"reads_per_second": 200, "peak_reads_per_second": 250})
    assert [step.field for step in answer.next_steps] == ["writes_per_second", "storage_gb"]
