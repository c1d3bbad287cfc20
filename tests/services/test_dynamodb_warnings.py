"""What an answer of Amazon DynamoDB warns of: hot keys, quotas, cold starts, inputs without effect; and next steps."""

from decimal import Decimal

import pytest

from calculator.core.answer import Answer
from tests.questions import answered, dynamodb, refusals, warned

FULL = {"target_utilization_percent": 100, "strong_read_percent": 100}
IA = "STANDARD_INFREQUENT_ACCESS"
ADVICE = ("break_even", "table_class")


def said(answer: Answer, code: str) -> list[str]:
    """The sentences of one kind."""
    return [notice.message for notice in answer.warnings if notice.code == code]


def warnings(answer: Answer) -> list[tuple[str, str]]:
    """What is pointed out besides the advice that every answer has."""
    return [each for each in warned(answer) if each[0] not in ADVICE]


@pytest.mark.parametrize(
    ("fields", "share"),
    [
        ({"reads_per_second": 3000}, None),
        ({"reads_per_second": 10000}, "30% of the reads"),
        ({"reads_per_second": 10000, "item_size_kb": 8}, "15% of the reads"),
        ({"reads_per_second": 1, "peak_reads_per_second": 4000}, "75% of the reads"),
        ({"writes_per_second": 1000}, None),
        ({"writes_per_second": 4000}, "25% of the writes"),
        ({"writes_per_second": 1000, "global_secondary_indexes": 9}, None),  # an index has partitions of its own
        ({"writes_per_second": 1000, "transactional_write_percent": 100}, "50% of the writes"),
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


@pytest.mark.parametrize("mode", ["on_demand", "provisioned"])
@pytest.mark.parametrize(
    ("fields", "most"),
    [
        ({"reads_per_second": 10000, **FULL}, 30),
        ({"reads_per_second": 10000, "item_size_kb": 8, **FULL}, 15),
        ({"queries_per_second": 2400, "items_per_query": 1, "strong_query_percent": 100, "item_size_kb": 5}, "62.5"),
        ({"writes_per_second": 4000, "global_secondary_indexes": 3}, 25),
    ],
)
def test_a_hottest_key_is_carried_as_far_as_one_partition_goes(
    mode: str, fields: dict[str, object], most: object
) -> None:
    assert said(dynamodb(mode, **fields, hottest_key_percent=most), "hot_key") == []
    ((field, _),) = refusals("dynamodb", {"capacity_mode": mode, **fields, "hottest_key_percent": Decimal(most) + 1})  # type: ignore[arg-type]
    assert field == "hottest_key_percent"


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"table_rcu": 50, "reads_per_second": 100}, []),
        (
            {"table_rcu": 49, "reads_per_second": 100},
            ["Reads would be throttled at the peak: they take 50 RCU, and the table has 49 RCU."],
        ),
        (
            {"table_wcu": 10, "index_wcu": 5, "global_secondary_indexes": 1, "writes_per_second": 10},
            ["Writes would be throttled at the peak: they take 10 WCU, and the indexes have 5 WCU."],
        ),
        ({"table_rcu": 5, "table_wcu": 5}, []),
    ],
)
def test_a_stated_capacity_that_is_too_little_is_told_of(fields: dict[str, object], sentences: list[str]) -> None:
    assert said(answered("dynamodb", {"capacity_mode": "provisioned", **fields}), "throttled") == sentences


def test_capacity_that_is_stated_stands_for_the_load() -> None:
    answer = answered("dynamodb", {"capacity_mode": "provisioned", "table_rcu": 5})
    assert (answer.usage.reads_per_second, answer.usage.writes_per_second) == (0, 25)
    assert answered("dynamodb", {"table_rcu": 0}).usage.reads_per_second == 100


@pytest.mark.parametrize(
    ("fields", "unused"),
    [
        ({"index_reads_per_second": 5}, ["index_reads_per_second"]),
        ({"index_key_change_percent": 5}, ["index_key_change_percent"]),
        ({"index_reads_per_second": 5, "index_key_change_percent": 5, "global_secondary_indexes": 1}, []),
        ({"index_key_change_percent": 5, "local_secondary_indexes": 1}, []),
    ],
)
def test_what_is_said_of_indexes_needs_an_index(fields: dict[str, object], unused: list[str]) -> None:
    assert [field for code, field in warned(dynamodb("on_demand", **fields)) if code == "not_used"] == unused


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
        field: larger.effective_monthly_usd - answer.effective_monthly_usd for field, larger in more.items()
    }


def test_a_step_beyond_a_stated_peak_is_not_offered() -> None:
    answer = answered("dynamodb", {"reads_per_second": 200, "peak_reads_per_second": 250})
    assert [step.field for step in answer.next_steps] == ["writes_per_second", "storage_gb"]
