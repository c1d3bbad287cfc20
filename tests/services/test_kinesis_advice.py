"""What an answer of Amazon Kinesis Data Streams says besides the bill: which mode, from where on, and what to know."""

from decimal import Decimal

import pytest

from calculator.analysis.compare import compare
from calculator.analysis.span import Span
from calculator.analysis.sweep import sweep
from calculator.core.answer import Answer
from tests.questions import CATALOGUE, asked, beside, kinesis, warned

STANDARD, ADVANTAGE = "on_demand_standard", "on_demand_advantage"
# What Standard costs for each record of 1 KB a second that one shared consumer reads: 2,628,000 / 1,048,576 x 0.12.
STANDARD_A_RECORD = Decimal("0.300750732421875")


def crossings(mode: str, over: str, **fields: object) -> dict[tuple[str | None, str | None], float]:
    """Where the cheaper of two modes changes along a field, by the cheaper below and the cheaper above."""
    question = asked("kinesis", {**fields, "capacity_mode": mode})
    found = compare(question, "capacity_mode", CATALOGUE).crossovers
    return {(each.cheaper_below, each.cheaper_above): each.at for each in found if each.over == over}


def steps(answer: Answer) -> dict[str, Decimal]:
    return {step.field: step.usd for step in answer.next_steps}


def said(answer: Answer, code: str) -> str:
    [sentence] = [notice.message for notice in answer.warnings if notice.code == code]
    return sentence


def test_advantage_costs_less_than_standard_from_about_ten_mib_a_second() -> None:
    # 29.2 + a record's 0.30075 x rate = 3,079.6875: where AWS says that the mode begins to pay.
    at = (Decimal("3079.6875") - Decimal("29.2")) / STANDARD_A_RECORD
    assert 10100 < at < 10200
    assert crossings(STANDARD, "records_per_second")[STANDARD, ADVANTAGE] == pytest.approx(float(at), rel=1e-9)


def test_a_crossing_is_not_looked_for_beyond_a_stated_peak() -> None:
    assert (STANDARD, ADVANTAGE) in crossings(STANDARD, "records_per_second", peak_records_per_second=12000)
    assert (STANDARD, ADVANTAGE) not in crossings(STANDARD, "records_per_second", peak_records_per_second=9000)


def test_a_high_peak_over_a_low_average_makes_standard_cheaper_than_shards() -> None:
    # Standard: 29.2 + 300.75 = 329.95. Provisioned: 36.792 + 10.95 a shard: 26 shards 321.49, 27 shards 332.44.
    assert crossings("provisioned", "peak_records_per_second")["provisioned", STANDARD] == pytest.approx(26000)


def test_steady_traffic_is_cheapest_in_shards() -> None:
    question = asked("kinesis", {"records_per_second": 1000})
    ranked = compare(question, "capacity_mode", CATALOGUE).alternatives
    # 10.95 + 36.792; 29.2 + 300.750732421875; the minimum.
    assert [(each.choice, each.answer and each.answer.monthly_usd) for each in ranked] == [
        ("provisioned", Decimal("47.742")),
        (STANDARD, Decimal("329.950732421875")),
        (ADVANTAGE, Decimal("3079.6875")),
    ]


def test_a_sweep_names_the_cheapest_mode_from_where_to_where() -> None:
    question = asked("kinesis", {"peak_records_per_second": 200000})
    swept = sweep(question, Span("records_per_second", Decimal(0), Decimal(30000)), "capacity_mode", CATALOGUE)
    # 200 shards cost 2,190 before a record is written; with them each record a second costs 0.036792, in Standard
    # 0.30075. Advantage costs 3,079.6875 up to 25,600 records, and from there on 0.12030 for each.
    a_record, in_shards, in_advantage = float(STANDARD_A_RECORD), 0.036792, 3079.6875 / 25600
    changes = [(each.cheaper_below, each.cheaper_above) for each in swept.crossovers]
    assert changes == [(STANDARD, "provisioned"), ("provisioned", ADVANTAGE), (ADVANTAGE, "provisioned")]
    assert [each.at for each in swept.crossovers] == pytest.approx(
        [
            (2190 - 29.2) / (a_record - in_shards),  # 8,186
            (3079.6875 - 2190) / in_shards,  # 24,182
            2190 / (in_advantage - in_shards),  # 26,225
        ],
        rel=1e-9,
    )


def test_only_advantage_carries_more_than_20_fan_out_consumers() -> None:
    question = asked("kinesis", {"fan_out_consumers": 21, "capacity_mode": ADVANTAGE})
    ranked = compare(question, "capacity_mode", CATALOGUE).alternatives
    assert [(each.choice, each.answer is None) for each in ranked] == [
        (ADVANTAGE, False),
        ("provisioned", True),
        (STANDARD, True),
    ]


def test_one_step_more_is_priced() -> None:
    # A second shard and its records; a reader that fits; a fan-out consumer; retention beyond a day.
    assert steps(kinesis("provisioned")) == {
        "records_per_second": Decimal("47.742"),
        "shared_consumers": Decimal(0),
        "fan_out_consumers": Decimal("10.95") + Decimal("2506.256103515625") * Decimal("0.013"),
        "retention_hours": Decimal("14.6"),
    }


@pytest.mark.parametrize(
    ("fields", "without"),
    [
        ({"peak_records_per_second": 1999}, "records_per_second"),
        ({"retention_hours": 8737}, "retention_hours"),
        ({"fan_out_consumers": 20}, "fan_out_consumers"),
    ],
)
def test_a_step_that_leads_out_of_reach_is_not_priced(fields: dict[str, object], without: str) -> None:
    assert set(steps(kinesis("provisioned", **fields))) == set(steps(kinesis("provisioned"))) - {without}


@pytest.mark.parametrize(
    ("mode", "size", "usd"),
    [
        # 25 times fewer units: 36.792 x 24 / 25.
        ("provisioned", "1", "35.32032"),
        # 2.5 times fewer: 36.792 x 3 / 5, and 10 MiB a second either way.
        ("provisioned", "10", "22.0752"),
        ("provisioned", "25", "0"),
        ("provisioned", "26", "0"),
        # Written as 1 KB each, read as 512 bytes: half of 2,506.256103515625 x 0.08.
        (STANDARD, "0.5", "100.250244140625"),
        (STANDARD, "1", "0"),
        (STANDARD, "1.5", "100.250244140625"),
        # The minimum is billed anyway.
        (ADVANTAGE, "0.5", "0"),
    ],
)
def test_aggregation_saves_what_rounding_up_costs(mode: str, size: str, usd: str) -> None:
    answer = kinesis(mode, record_kb=size)
    assert beside(answer)["aggregation_saving_usd"] == Decimal(usd)
    assert ("aggregate_records" in dict(warned(answer))) == (Decimal(usd) > 0)


def test_aggregation_saves_shards_where_their_number_of_records_binds() -> None:
    # 10,000 records of 100 bytes: 10 shards; 1,000,000 bytes a second fit one. 9 shards, and 10,000 units less 39.0625.
    answer = kinesis("provisioned", records_per_second=10000, record_kb="100 B")
    saved = 9 * Decimal("10.95") + (10000 - Decimal("39.0625")) * Decimal("2.628") * Decimal("0.014")
    assert beside(answer)["aggregation_saving_usd"] == saved
    assert "would save up to $465.03 a month" in said(answer, "aggregate_records")


@pytest.mark.parametrize(("consumers", "percent"), [(0, 0), (1, 20), (5, 100), (6, 120), (10, 200)])
@pytest.mark.parametrize("mode", ["provisioned", STANDARD, ADVANTAGE])
def test_read_calls_are_stated_as_a_share_of_what_a_shard_allows(mode: str, consumers: int, percent: int) -> None:
    answer = kinesis(mode, shared_consumers=consumers)
    assert beside(answer)["read_calls_utilisation_percent"] == percent
    assert ("read_calls" in dict(warned(answer))) == (percent > 100)


@pytest.mark.parametrize(
    ("consumers", "polls", "percent", "every"),
    [(1, "4", "80", None), (1, "5", "100", None), (2, "4", "160", "0.4"), (10, "0.5", "100", None)],
)
def test_who_polls_more_often_leaves_less_to_others(
    consumers: int, polls: str, percent: str, every: str | None
) -> None:
    answer = kinesis("provisioned", shared_consumers=consumers, polls_per_second=polls)
    assert beside(answer)["read_calls_utilisation_percent"] == Decimal(percent)
    sentences = [warning.message for warning in answer.warnings if warning.code == "read_calls"]
    assert [sentence.partition("reads only every ")[2].partition(" seconds")[0] for sentence in sentences] == (
        [] if every is None else [every]
    )


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, []),
        ({"fan_out_consumers": 1}, ["fan_out_consumers"]),
        ({"retention_hours": 168}, []),
        ({"retention_hours": 169}, ["retention_hours"]),
        ({"fan_out_consumers": 1, "retention_hours": 169, "records_per_second": 5}, []),
        # Of a stream that is in use either is stated, or both.
        ({"fan_out_consumers": 1, "put_payload_units": 0}, ["fan_out_consumers"]),
        ({"fan_out_consumers": 1, "shards": 0}, ["fan_out_consumers"]),
    ],
)
def test_the_gb_of_a_stream_that_is_stated_are_not_known(fields: dict[str, object], missing: list[str]) -> None:
    answer = kinesis("provisioned", **{"shards": 2, "put_payload_units": 10**6, **fields})
    assert [field for code, field in warned(answer) if code == "not_included"] == missing


def test_too_many_pollers_are_told_how_often_each_can_read() -> None:
    sentence = said(kinesis("provisioned", shared_consumers=8), "read_calls")
    assert "each of these 8 reads only every 1.6 seconds; more shards do not help" in sentence


def test_what_a_million_records_cost_is_stated() -> None:
    # 47.742 for 2,628 million records.
    each = beside(kinesis("provisioned"))["usd_per_million_records"]
    assert each == pytest.approx(Decimal("47.742") / 2628)
    assert beside(kinesis("provisioned", records_per_second=0))["usd_per_million_records"] is None


@pytest.mark.parametrize(
    ("mode", "fields", "expected"),
    [
        ("provisioned", {"record_kb": 25}, []),
        ("provisioned", {"record_kb": "1 MB", "records_per_second": 1}, []),
        ("provisioned", {"record_kb": 1025, "records_per_second": 1}, [("large_records", "record_kb")]),
        ("provisioned", {"record_kb": 25, "records_per_second": 20000 * 40}, []),
        (
            "provisioned",
            {"record_kb": 25, "records_per_second": 20000 * 41},
            [("above_shard_quota", "peak_records_per_second")],
        ),
        ("provisioned", {"record_kb": 25, "records_per_second": 1000 * 40, "region": "eu-central-1"}, []),
        (
            "provisioned",
            {"record_kb": 25, "records_per_second": 1000 * 41, "region": "eu-central-1"},
            [("above_shard_quota", "peak_records_per_second")],
        ),
        ("provisioned", {"record_kb": 25, "long_term_retrieval_gb": 1}, [("not_used", "long_term_retrieval_gb")]),
        ("provisioned", {"record_kb": 25, "long_term_retrieval_gb": 1, "retention_hours": 169}, []),
        (STANDARD, {"headroom_percent": 10}, [("not_used", "headroom_percent")]),
        (STANDARD, {"records_per_second": 4096}, []),
        (STANDARD, {"peak_records_per_second": 4097}, [("grows_with_load", "peak_records_per_second")]),
        (STANDARD, {"shared_consumers": 2}, []),
        (STANDARD, {"shared_consumers": 3}, [("shared_reads", "shared_consumers")]),
        (ADVANTAGE, {}, [("account_minimum", "capacity_mode")]),
        (STANDARD, {"hours_per_month": 100, "retention_hours": 101}, [("keeps_less", "hours_per_month")]),
        (STANDARD, {"hours_per_month": 10}, []),
        (STANDARD, {"hours_per_month": 100, "retention_hours": 100}, []),
        (STANDARD, {"retention_hours": 8760}, []),
        (STANDARD, {"hours_per_month": "730.0", "retention_hours": 8760}, []),
        ("provisioned", {"record_kb": 25, "hours_per_month": 100, "retention_hours": 168}, []),
        (
            "provisioned",
            {"record_kb": 25, "hours_per_month": 100, "retention_hours": 169},
            [("keeps_less", "hours_per_month")],
        ),
    ],
)
def test_what_a_person_should_know_is_said(
    mode: str, fields: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert warned(kinesis(mode, **fields)) == expected


def test_the_quota_of_most_regions_is_said_to_be_one_of_two() -> None:
    fields = {"region": "eu-central-1", "records_per_second": 2_000_000}
    assert "a quota of 1,000 or 6,000 shards" in said(kinesis("provisioned", **fields), "above_shard_quota")


def test_what_a_stream_takes_at_once_follows_its_last_30_days() -> None:
    told = said(kinesis(STANDARD, peak_records_per_second=50000), "grows_with_load")
    assert "takes 4 MiB/s, and later 200% of the highest load of its last 30 days" in told


def test_only_advantage_can_be_warmed_beforehand() -> None:
    answers = {
        mode: said(kinesis(mode, peak_records_per_second=50000), "grows_with_load") for mode in (STANDARD, ADVANTAGE)
    }
    assert "warm throughput" not in answers[STANDARD]
    assert "set its warm throughput beforehand" in answers[ADVANTAGE]


@pytest.mark.parametrize(
    ("region", "shards", "is_said"),
    [
        ("us-east-1", 20_000, False),
        ("us-east-1", 20_001, True),
        ("eu-central-1", 1000, False),
        ("eu-central-1", 1001, True),
    ],
)
def test_a_quota_that_is_used_up_is_not_exceeded(region: str, shards: int, is_said: bool) -> None:
    codes = {code for code, _ in warned(kinesis("provisioned", region=region, shards=shards))}
    assert ("above_shard_quota" in codes) is is_said
