"""Peaks that are stated as so many times the average: what they size, and where one mode overtakes the other.

By hand, 2026-11-21, us-east-1: 100 eventually consistent reads a second of 1 KB take 50 RCU, 25 writes take 25 WCU. At
70% they are 72 RCU and 36 WCU; three times as busy they are 215 and 108. On-demand bills the averages alone.
"""

from decimal import Decimal

import pytest
from django.test import Client

from calculator.analysis.compare import compare
from calculator.application.questions import answer, ask, catalogue

PROVISIONED = {"capacity_mode": "provisioned"}


@pytest.mark.parametrize(
    ("stated", "rcu", "wcu"),
    [
        ({}, 72, 36),
        ({"peak_to_average": "3"}, 215, 108),
        ({"peak_reads_per_second": "300", "peak_writes_per_second": "75"}, 215, 108),
        # What is stated of a peak wins over what is stated of all.
        ({"peak_to_average": "3", "peak_writes_per_second": "25"}, 215, 36),
    ],
)
def test_peaks_left_empty_are_so_many_times_the_average(stated: dict[str, str], rcu: int, wcu: int) -> None:
    capacity = answer(ask("dynamodb", {**PROVISIONED, **stated})).capacity
    assert (capacity["rcu"].count, capacity["wcu"].count) == (rcu, wcu)


def test_on_demand_bills_averages_whatever_the_peak() -> None:
    costs = {answer(ask("dynamodb", {"peak_to_average": ratio})).monthly_usd for ratio in ("1", "3", "10")}
    assert len(costs) == 1


def test_where_the_modes_change_places_is_told_as_peak_over_average() -> None:
    workload = {"item_size_kb": "1", "reads_per_second": "1500", "writes_per_second": "300"}
    comparison = compare(ask("dynamodb", workload), "capacity_mode", catalogue())
    (point,) = (each for each in comparison.crossovers if each.over == "peak_to_average")
    assert (point.cheaper_below, point.cheaper_above) == ("provisioned", "on_demand")
    assert "above a peak ÷ average of 2.4" in point.sentence
    for ratio, cheapest in (("2.3", "provisioned"), ("2.5", "on_demand")):
        ranked = compare(ask("dynamodb", {**workload, "peak_to_average": ratio}), "capacity_mode", catalogue())
        assert ranked.alternatives[0].choice == cheapest


def test_a_ratio_beside_stated_peaks_is_said_to_have_no_effect() -> None:
    stated = {"peak_to_average": "3", "peak_reads_per_second": "100", "peak_writes_per_second": "25"}
    (warning,) = (each for each in answer(ask("dynamodb", stated)).warnings if each.field == "peak_to_average")
    assert warning.message == "Peak ÷ average has no effect: peak reads and peak writes are stated."


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "Cost over peak ÷ average"),
        ("?peak_reads_per_second=300", "Cost over peak ÷ average"),
        ("?peak_reads_per_second=300&peak_writes_per_second=75", "Cost over peak reads"),
    ],
)
def test_the_chart_varies_what_has_an_effect(client: Client, query: str, title: str) -> None:
    assert title in client.get(f"/dynamodb/{query}").text


def test_the_ratio_is_exact() -> None:
    usage = ask("dynamodb", {"reads_per_second": "0.1", "peak_to_average": "3"}).usage
    assert usage.peak_reads_per_second == Decimal("0.3")
