"""What an answer of Amazon DynamoDB says besides the bill: break-evens and shares.

Prices are those of us-east-1: 0.125 and 0.625 for a million requests, 0.00013 and 0.00065 for a unit-hour.
"""

from decimal import Decimal

import pytest

from calculator.core.answer import Answer
from tests.questions import beside, dynamodb, item, numbers, warned

FULL = {"target_utilization_percent": 100, "strong_read_percent": 100}
IA = "STANDARD_INFREQUENT_ACCESS"


def said(answer: Answer, code: str) -> list[str]:
    """The sentences of one kind."""
    return [notice.message for notice in answer.warnings if notice.code == code]


@pytest.mark.parametrize(
    ("region", "table_class", "read", "write"),
    [
        ("us-east-1", "STANDARD", "28.888888889", "28.888888889"),  # 0.013 / 0.00045, 0.065 / 0.00225: 260 / 9
        ("us-east-1", IA, "28.673835125", "28.846153846"),  # 8,000 / 279 and 375 / 13
        ("eu-west-1", "STANDARD", "28.857479388", "28.959810875"),  # 14,700 / 509.4, 73,500 / 2,538
        ("sa-east-1", "STANDARD", "28.888888889", "28.888888889"),  # 0.000195 and 0.1875, 0.000975 and 0.9375
    ],
)
@pytest.mark.parametrize("mode", ["on_demand", "provisioned"])
def test_the_break_even_of_the_modes_follows_from_the_prices(
    mode: str, region: str, table_class: str, read: str, write: str
) -> None:
    found = beside(dynamodb(mode, region=region, table_class=table_class))
    evens = (found["read_break_even_percent"], found["write_break_even_percent"])
    assert tuple(round(Decimal(str(even)), 9) for even in evens) == numbers(read, write)


def test_the_break_even_in_virginia_is_260_ninths_to_the_last_digit() -> None:
    assert beside(dynamodb("on_demand"))["read_break_even_percent"] == Decimal(260) / 9


@pytest.mark.parametrize(
    ("average", "used", "verdict", "cheapest"),
    [
        ("25", "27.8", "on-demand is cheaper", ["on_demand"]),
        ("26", "28.9", "both cost the same", ["on_demand", "provisioned"]),
        ("27", "30", "provisioned is cheaper", ["provisioned"]),
    ],
)
def test_either_side_of_the_break_even_is_told_and_true(
    average: str, used: str, verdict: str, cheapest: list[str]
) -> None:
    """90 RCU cost 8.541 a month; one strongly consistent read a second on demand 0.3285."""
    load = {"reads_per_second": average, "peak_reads_per_second": 90, **FULL}
    answers = {mode: dynamodb(mode, **load) for mode in ("on_demand", "provisioned")}
    sentence = (
        "Provisioned capacity costs less than on-demand when more than 28.9% of it is used on average; "
        f"here {used}% of the RCU would be, so for them {verdict}."
    )
    assert [said(answer, "break_even") for answer in answers.values()] == [[sentence], [sentence]]
    cost = {mode: item(answer, "reads").usd for mode, answer in answers.items()}
    assert cost == {"on_demand": Decimal("0.3285") * int(average), "provisioned": Decimal("8.541")}
    assert [mode for mode in cost if cost[mode] == min(cost.values())] == cheapest


@pytest.mark.parametrize(
    ("fields", "which"),
    [
        ({"reads_per_second": 70, "writes_per_second": 70}, ["RCU and WCU"]),
        ({"reads_per_second": 70, "writes_per_second": 70, "peak_writes_per_second": 700}, ["RCU", "WCU"]),
        # 72 a second at the peak take 103 WCU, of which 70 are 68%.
        ({"reads_per_second": 70, "writes_per_second": 70, "peak_writes_per_second": 72}, ["RCU and 68% of the WCU"]),
        ({"reads_per_second": 70}, ["RCU"]),
        ({}, []),
    ],
)
def test_reads_and_writes_that_come_to_the_same_share_a_sentence(fields: dict[str, object], which: list[str]) -> None:
    sentences = said(dynamodb("on_demand", strong_read_percent=100, **fields), "break_even")
    assert [sentence.partition("% of the ")[2].partition(" would be")[0] for sentence in sentences] == which


@pytest.mark.parametrize(
    "fields", [{"reserved_term": "3y"}, {"include_free_tier": True}, {"reserved_term": "1y", "include_free_tier": True}]
)
def test_advice_that_leaves_discounts_out_says_so(fields: dict[str, object]) -> None:
    answer = dynamodb(
        "provisioned", writes_per_second=3000, peak_writes_per_second=12000, storage_gb=5, **fields, **FULL
    )
    (even,), (share,) = said(answer, "break_even"), said(answer, "table_class")
    assert even.endswith("so for them on-demand is cheaper before reserved capacity and the free tier.")
    assert share.endswith("so Standard is cheaper before reserved capacity and the free tier.")


def test_hours_that_are_given_less_than_they_take_compare_no_modes() -> None:
    answer = dynamodb("provisioned", reads_per_second=100, hourly_load_percent=[50] * 24, maximum_rcu=25, **FULL)
    assert beside(answer)["read_utilisation_percent"] == 200
    assert said(answer, "break_even") == []
    assert ("averages_differ", "reads_per_second") in warned(answer)


# The busiest two hours take 1,000 reads and 25 writes a second, all others a tenth: 175 and 4.375 on average.
TWO_BUSY_HOURS = {"peak_reads_per_second": 1000, "hourly_load_percent": [100, 100, *[10] * 22]}


def test_both_modes_carry_the_load_of_the_hours() -> None:
    answer = dynamodb("on_demand", region="us-west-2", **TWO_BUSY_HOURS)
    assert answer.monthly_usd == Decimal("28.74375")  # 175 x 0.5 units x 2.628 million x 0.125
    assert {"averages_differ"} == {code for code, _ in warned(answer)} & {"averages_differ", "not_used"}


def test_what_is_used_of_the_capacity_is_the_load_of_the_hours() -> None:
    answer = dynamodb("provisioned", region="us-west-2", **TWO_BUSY_HOURS)
    # 500 / 0.7 = 715 RCU in two hours, 50 / 0.7 = 72 in the others: 125.58 on average, of which 87.5 are used
    assert beside(answer)["read_utilisation_percent"] == pytest.approx(Decimal("8750") * 24 / (2 * 715 + 22 * 72))


@pytest.mark.parametrize(
    ("fields", "read", "write"),
    [
        ({"strong_read_percent": 100}, "1", "1"),
        ({"strong_read_percent": 0}, "0.5", "1"),
        ({"item_size_kb": "4.5", "strong_read_percent": 50}, "1.5", "5"),
        # The index is written as often as the table, and takes as much of each write.
        ({"item_size_kb": "3", "strong_read_percent": 100, "global_secondary_indexes": 1}, "1", "6"),
        ({"item_size_kb": "2", "strong_read_percent": 100, "transactional_write_percent": 100}, "1", "4"),
    ],
)
def test_the_units_that_one_request_takes_are_named(fields: dict[str, object], read: str, write: str) -> None:
    known = beside(dynamodb("on_demand", **fields))
    assert (known["read_units_each"], known["write_units_each"]) == numbers(read, write)


# 100 strongly consistent reads and 10 writes a second
LOAD = {"reads_per_second": 100, "writes_per_second": 10, **FULL}


@pytest.mark.parametrize(
    ("mode", "fields", "least", "below", "above"),
    [
        # On demand Standard-IA adds 7.884 and 4.0734 to 49.275; a GB saves 0.15: level at 79.716.
        ("on_demand", {}, "28.797468354", "79.71", "79.72"),
        # Provisioned it adds 2.19 and 1.168 to 14.235: level at 22.3867.
        ("provisioned", {}, "28.220858896", "22.38", "22.39"),
        # The replica adds 4.7304 to 18.5274 and saves 0.1698 more: level at 16.6878 / 0.3198 = 52.1820.
        ("on_demand", {"replica_regions": "eu-west-1"}, "29.088410444", "52.18", "52.19"),
    ],
)
def test_the_share_of_storage_from_which_standard_ia_costs_less_is_true(
    mode: str, fields: dict[str, object], least: str, below: str, above: str
) -> None:
    shares = []
    for storage, better in ((below, "Standard"), (above, "Standard-IA")):
        load = {**LOAD, **fields, "storage_gb": storage}
        standard, infrequent = (dynamodb(mode, table_class=each, **load) for each in ("STANDARD", IA))
        assert said(standard, "table_class")[0].endswith(f", so {better} is cheaper.")
        assert said(standard, "table_class") == said(infrequent, "table_class")
        assert (infrequent.effective_monthly_usd < standard.effective_monthly_usd) is (better == "Standard-IA")
        shares.append(Decimal(str(beside(standard)["storage_share_percent"])))
    threshold = Decimal(str(beside(standard)["standard_ia_from_percent"]))
    assert shares[0] < threshold < shares[1]
    assert round(threshold, 9) == Decimal(least)


def test_the_share_of_storage_is_that_of_the_standard_class() -> None:
    # 100 GB at 0.25 beside requests of 49.275.
    found = [beside(dynamodb("on_demand", table_class=each, storage_gb=100, **LOAD)) for each in ("STANDARD", IA)]
    assert found[0]["storage_share_percent"] == found[1]["storage_share_percent"]
    assert round(Decimal(str(found[0]["storage_share_percent"])), 6) == Decimal("33.658701")


def test_a_table_that_is_only_stored_belongs_in_standard_ia() -> None:
    answer = dynamodb("on_demand", storage_gb=1)
    assert (beside(answer)["storage_share_percent"], beside(answer)["standard_ia_from_percent"]) == (100, 0)
    assert said(answer, "table_class")[0].endswith("so Standard-IA is cheaper.")


def test_nothing_is_said_of_storage_where_nothing_is_stored() -> None:
    answer = dynamodb("on_demand", reads_per_second=5)
    assert said(answer, "table_class") == []
    assert "storage_share_percent" not in beside(answer)
