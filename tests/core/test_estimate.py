"""Capacity that covers every demand, and totals that are the exact sum of their parts."""

from datetime import date
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.core.estimate import UPFRONT, CapacityPlan, Demand, Estimate, Limit, LineItem
from calculator.core.tiers import RateCard

DAY = date(2026, 11, 21)
CARD = RateCard("none", "us-east-1", "thing", "", "request", DAY, "made for this test", ())
POSITIVE = st.decimals("0.01", 10**6, places=2)


def demand(name: str, amount: Decimal | str, limit: Decimal | str) -> Demand:
    return Demand(name, Decimal(amount), Limit("none", "", name, Decimal(limit), None, "unit", DAY, "test", ""))


def item(usd: str, recurrence: str = "monthly") -> LineItem:
    return LineItem("thing", "Thing", Decimal(1), "request", Decimal(usd), (), CARD, "thing", recurrence=recurrence)


def estimate_of(*items: LineItem, term_months: int = 12) -> Estimate:
    return Estimate("none", "us-east-1", DAY, (), None, {}, items, term_months=term_months)


def test_the_demand_closest_to_its_limit_binds() -> None:
    plan = CapacityPlan.covering("shard", "Shards", demand("records", "1500", "1000"), demand("data", "3.66", "1"))
    assert (plan.count, plan.binding) == (4, "data")
    assert plan.utilisation(plan.demands[1]) == Decimal("0.915")


def test_no_demand_at_all_still_takes_the_least() -> None:
    assert CapacityPlan.covering("shard", "Shards", demand("records", "0", "1000"), at_least=1).count == 1


@given(st.lists(st.tuples(POSITIVE, POSITIVE), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None, derandomize=True)
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
    answer = estimate_of(item("10"), item("360", UPFRONT), term_months=36)
    assert (answer.monthly_usd, answer.upfront_usd, answer.effective_monthly_usd, answer.annual_usd) == (
        10,
        360,
        20,
        240,
    )


def test_an_estimate_of_nothing_costs_an_exact_zero() -> None:
    answer = estimate_of()
    assert [answer.monthly_usd, answer.upfront_usd, answer.annual_usd] == [0, 0, 0]
    assert isinstance(answer.monthly_usd, Decimal)


@pytest.mark.parametrize("name", ["monthly_usd", "usage", "line_items"])
def test_an_estimate_cannot_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(estimate_of(), name, 0)
