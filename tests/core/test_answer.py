"""Capacity that covers every demand, and totals that are the exact sum of their parts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.answer import (
    MONTHLY,
    UPFRONT,
    Answer,
    AnswerWarning,
    CapacityPlan,
    Demand,
    Limit,
    LineItem,
    Metric,
    NextStep,
    annual,
    effective_monthly,
)
from calculator.core.month import AVERAGE
from calculator.core.tiers import RateCard
from tests.lanes import for_some

DAY = date(2026, 11, 21)
CARD = RateCard("none", "us-east-1", "thing", "", "request", DAY, "made for this test", ())
POSITIVE = st.decimals("0.01", 10**6, places=2)


def demand(name: str, amount: Decimal | str, limit: Decimal | str) -> Demand:
    return Demand(name, Decimal(amount), "unit", Limit("none", "", name, Decimal(limit), None, "unit", DAY, "test", ""))


def item(usd: str, recurrence: str = MONTHLY, term_hours: int = 8760) -> LineItem:
    return LineItem(
        "thing", "Thing", Decimal(1), "request", Decimal(usd), (), CARD, "thing", "", recurrence, term_hours
    )


def estimate_of(*items: LineItem) -> Answer:
    return Answer("none", "us-east-1", DAY, AVERAGE, (), None, {}, items, annual(items))


def test_the_demand_closest_to_its_limit_binds() -> None:
    plan = CapacityPlan.covering("shard", "Shards", demand("records", "1500", "1000"), demand("data", "3.66", "1"))
    assert (plan.count, plan.binding) == (4, "data")
    assert plan.utilization(plan.demands[1]) == Decimal("0.915")


def test_of_two_demands_for_as_many_units_the_fuller_one_binds() -> None:
    plan = CapacityPlan.covering("shard", "Shards", demand("data", "1.2", "1"), demand("records", "1900", "1000"))
    assert (plan.count, plan.binding) == (2, "records")


@pytest.mark.parametrize(
    ("asked_for", "count", "binding"),
    [
        ("0", 4, None),
        ("3999", 4, "records"),  # as many units as the least
        ("2999", 4, None),  # three would do
        ("4000", 4, "records"),
        ("4001", 5, "records"),
    ],
)
def test_the_least_binds_only_where_no_demand_needs_as_much(asked_for: str, count: int, binding: str | None) -> None:
    plan = CapacityPlan.covering("shard", "Shards", demand("records", asked_for, "1000"), at_least=4)
    assert (plan.count, plan.binding) == (count, binding)


def test_no_demand_at_all_still_takes_the_least() -> None:
    assert CapacityPlan.covering("shard", "Shards", demand("records", "0", "1000")).count == 1


def test_where_nothing_is_asked_nothing_binds_and_nothing_is_used() -> None:
    idle = demand("data", "0", "1")
    plan = CapacityPlan.covering("LCU", "Units", idle, at_least=Decimal(0))
    assert (plan.count, plan.binding, plan.utilization(idle)) == (0, None, 0)


def test_in_a_sweep_no_single_demand_binds() -> None:
    asked_for = demand("records", "0", "1000")
    swept = replace(asked_for, amount=np.array([0.0, 1500.0]), limit=replace(asked_for.limit, value=1000.0))
    plan = CapacityPlan.covering("shard", "Shards", swept)
    assert (plan.count.tolist(), plan.binding) == ([1, 2], None)


# MB and records a second; a shard takes 1 MB and 1,000 records (AWS, Quotas and limits of Kinesis Data Streams).
LOADS = [
    ("3.66", "1500"),
    ("1.2", "1900"),
    ("0", "0"),  # neither needs as much as the least
    ("1", "1000"),  # both fill the shard: the first is named
    ("2.3", "2300"),  # as much of floats, but for their noise
    ("0.1", "300"),
    ("0.9", "1000"),
    ("1", "999"),
]


def test_in_a_column_binds_what_binds_each_workload_alone() -> None:
    alone = [
        CapacityPlan.covering("shard", "Shards", demand("data", data, "1"), demand("records", records, "1000")).binding
        for data, records in LOADS
    ]
    data, records = (
        replace(each, amount=np.array(amounts, dtype=float), limit=replace(each.limit, value=float(each.limit.value)))
        for each, amounts in zip(
            (demand("data", "0", "1"), demand("records", "0", "1000")), zip(*LOADS, strict=True), strict=True
        )
    )
    place, is_bound = CapacityPlan.covering("shard", "Shards", data, records).binding_demand
    names = [("data", "records")[number] if bound else None for number, bound in zip(place, is_bound, strict=True)]
    assert names == alone == ["data", "records", None, "data", "data", "records", "records", "data"]
    # Where nothing is asked the first of them is as near as the others.
    assert place[2] == 0


@given(st.lists(st.tuples(POSITIVE, POSITIVE), min_size=1, max_size=4))
@for_some(100)
def test_capacity_meets_every_demand_and_one_unit_less_would_not(pairs: list[tuple[Decimal, Decimal]]) -> None:
    demands = [demand(str(i), amount, limit) for i, (amount, limit) in enumerate(pairs)]
    plan = CapacityPlan.covering("unit", "Units", *demands, at_least=0)
    assert all(each.amount <= plan.count * each.limit.value for each in demands)
    assert any(each.amount > (plan.count - 1) * each.limit.value for each in demands)
    binding = next(each for each in demands if each.name == plan.binding)
    assert binding.units_needed == plan.count


def test_totals_are_exact_whatever_the_caller_rounds_to() -> None:
    with localcontext(prec=3):
        answer = estimate_of(item("1000000.0001"), item("0.00000001"))
    assert answer.monthly_usd == Decimal("1000000.00010001")
    assert answer.annual_usd == Decimal("12000000.00120012")


def test_what_is_paid_once_is_spread_over_the_term() -> None:
    answer = estimate_of(item("10"), item("360", UPFRONT, term_hours=26280))
    assert (answer.monthly_usd, answer.upfront_usd) == (10, 360)
    assert (answer.effective_monthly_usd, answer.annual_usd) == (20, 240)


def test_each_item_is_spread_over_its_own_term() -> None:
    answer = estimate_of(item("10"), item("360", UPFRONT, term_hours=26280), item("120", UPFRONT, term_hours=8760))
    assert (answer.monthly_usd, answer.upfront_usd, answer.effective_monthly_usd) == (10, 480, 30)
    assert effective_monthly(answer.line_items[1:]) == 20


def test_an_explanation_leaves_the_figures_as_they_are() -> None:
    answer = estimate_of(item("10"))
    beside = (AnswerWarning("code", "Something."),), (Metric("left", "Left", 1),), (NextStep("size", 1, Decimal(2)),)
    explained = answer.explained_by(*beside)
    assert (explained.warnings, explained.metrics, explained.next_steps) == beside
    assert (explained.line_items, explained.monthly_usd) == (answer.line_items, Decimal(10))
    assert (answer.warnings, answer.metrics, answer.next_steps) == ((), (), ())


def test_an_estimate_of_nothing_costs_an_exact_zero() -> None:
    answer = estimate_of()
    assert [answer.monthly_usd, answer.upfront_usd, answer.annual_usd] == [0, 0, 0]
    assert isinstance(answer.monthly_usd, Decimal)


@pytest.mark.parametrize("name", ["monthly_usd", "usage", "line_items"])
def test_an_estimate_cannot_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(estimate_of(), name, 0)
