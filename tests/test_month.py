"""The month of a question: what follows it, and that a year is the same whatever the month.

Prices are those of us-east-1: gp3 0.08 a GB-month, 0.005 an IOPS-month; a shard 0.015 an hour; m5.large 0.096 on
demand, 0.06 reserved for a year without upfront; a WCU 0.00065 an hour.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from math import isclose

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculator.analysis.curves import Costs, PricedQuestion
from calculator.core.answer import Answer
from calculator.core.declarations import QuantityField
from calculator.core.errors import CalculatorError
from calculator.core.month import AVERAGE, CALENDAR_MONTHS, MONTHS
from calculator.estimator import book_for
from calculator.services import SERVICES
from calculator.services.service import Service
from tests.lanes import for_some
from tests.questions import CATALOGUE, answered, asked, beside, billed, item, refusals, warned
from tests.random_usages import usages
from tests.test_laws import CLOSE, EVERY_SERVICE

DAYS = [month.name for month in CALENDAR_MONTHS]
EVERY_MONTH = pytest.mark.parametrize("month", MONTHS)
# A year of 365 days.
OF_A_YEAR = ("31", "28", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31")
# A capacity unit is the largest of its dimensions: gigabytes of a month against connections of its hours. Where a long
# month is billed by another one than a short month, twelve of them cost more than twelve average ones.
WEIGHS_A_MONTH_AGAINST_HOURS = {"application_load_balancer", "network_load_balancer"}
# Hours beyond some number of a month cost less: where long months have some, twelve cost less than twelve average ones.
HAS_TIERS_OF_HOURS = {"verified_access"}


@pytest.mark.parametrize(
    ("key", "usage", "month", "expected"),
    [
        # A volume that exists for the whole month is one month of it.
        ("ebs", {"size_gb": 100, "iops": 4000}, "28", {"storage": "8", "iops": "5"}),
        ("ebs", {"size_gb": 100, "iops": 4000}, "31", {"storage": "8", "iops": "5"}),
        # A quarter of 30 days
        ("ebs", {"size_gb": 400, "iops": 7000, "hours_per_month": 180}, "30", {"storage": "8", "iops": "5"}),
        ("ebs", {"size_gb": 100, "snapshot_gb": 10, "hours_per_month": 336}, "28",
         {"storage": "4", "snapshots": "0.5"}),
        ("ec2", {}, "30", {"instance_hours": "69.12"}),  # 720 x 0.096
        ("ec2", {"hours_per_month": 100}, "30", {"instance_hours": "9.6"}),
        # A commitment bills every hour of the month: 744 x 0.06, and 672 x 0.06.
        ("ec2", {"purchase_option": "reserved_1y_no_upfront"}, "31", {"instance_hours": "44.64"}),
        ("ec2", {"purchase_option": "reserved_1y_no_upfront", "hours_per_month": 1}, "28", {"instance_hours": "40.32"}),
        # 1 shard x 744 x 0.015, and 1 record x 744 x 3,600 x 0.014 a million
        ("kinesis", {"records_per_second": 1}, "31", {"shard_hour": "11.16", "put_payload_units": "0.0374976"}),
        ("kinesis", {"records_per_second": 1, "hours_per_month": 100}, "31",
         {"shard_hour": "1.5", "put_payload_units": "0.00504"}),
        # As much is kept whatever the month: 1,000 x 3,600 x 144 / 2^20 GB x 0.1; 720 x 0.04.
        ("kinesis",
         {"capacity_mode": "on_demand_standard", "retention_hours": 168, "shared_consumers": 0}, "30",
         {"stream_hours": "28.8", "data_in": "197.75390625", "extended_retention": "49.4384765625"}),
        # 100 WCU x 672 x 0.00065, and 100 writes x 672 x 3,600 x 0.625 a million
        ("dynamodb", {"capacity_mode": "provisioned", "writes_per_second": 70, "reads_per_second": 0, "storage_gb": 4},
         "28", {"reads": "0.08736", "writes": "43.68", "storage": "1"}),
        ("dynamodb", {"writes_per_second": 100, "reads_per_second": 0, "storage_gb": 4},
         "28", {"writes": "151.2", "storage": "1"}),
        # Copies that are kept for 7 of 28 days: 400 x 7 / 28 x 0.023.
        ("s3", {"storage_class": "GLACIER", "storage_gb": 0, "retrieval_gb": 400, "retrieval_requests": 0,
                "restored_copy_days": 7, "retrieval_speed": "bulk"}, "28", {"restored_copy": "2.3"}),
        ("s3", {"storage_gb": 100, "get_requests": 10**6}, "31", {"storage": "2.3", "get_requests": "0.4"}),
    ],
)  # fmt: skip
def test_what_a_month_is_billed_follows_its_hours(
    key: str, usage: dict[str, object], month: str, expected: dict[str, str]
) -> None:
    answer = answered(key, {**usage, "month": month})
    assert billed(answer) == {name: Decimal(text) for name, text in expected.items()}


@pytest.mark.parametrize(
    ("option", "monthly", "upfront", "effective"),
    [
        ("reserved_1y_no_upfront", "44.64", "0", "44.64"),  # 744 x 0.06
        # 8,760 x 0.066, of which 744 hours
        ("compute_savings_plan_1y_all_upfront", "0", "578.16", "49.104"),
    ],
)
def test_what_is_paid_upfront_is_spread_by_hours(option: str, monthly: str, upfront: str, effective: str) -> None:
    answer = answered("ec2", {"purchase_option": option, "month": "31"})
    figures = (answer.monthly_usd, answer.upfront_usd, answer.effective_monthly_usd)
    assert figures == (Decimal(monthly), Decimal(upfront), Decimal(effective))
    assert answer.annual_usd == answered("ec2", {"purchase_option": option}).annual_usd


def test_reserved_capacity_is_spread_by_hours() -> None:
    """100 WCU for a year: 28 days x 24 of 8,760 hours of the 150 paid at once, and 672 x 100 x 0.000128."""
    usage = {"capacity_mode": "provisioned", "writes_per_second": 70, "reads_per_second": 0, "reserved_term": "1y"}
    answer = answered("dynamodb", {**usage, "month": "28"})
    assert item(answer, "reserved_writes").usd == Decimal("8.6016")
    spread = answer.effective_monthly_usd - answer.monthly_usd
    assert round(spread * 8760, 12) == 150 * 672


@pytest.mark.parametrize(
    "option", ["reserved_3y_no_upfront", "reserved_3y_all_upfront", "compute_savings_plan_1y_no_upfront"]
)
@EVERY_MONTH
def test_the_figures_of_a_term_are_the_same_whatever_the_month(option: str, month: str) -> None:
    usual, here = (beside(answered("ec2", {"purchase_option": option, "month": each})) for each in ("730", month))
    for name in ("commitment_usd", "loss_usd", "break_even_months"):
        assert isclose(Decimal(str(here[name])), Decimal(str(usual[name])), rel_tol=1e-20), name


def test_a_commitment_says_how_many_hours_of_the_month_it_bills_in_vain() -> None:
    asked_for: dict[str, object] = {"purchase_option": "reserved_1y_no_upfront", "month": "31"}
    (unused,) = (
        each.message
        for each in answered("ec2", {**asked_for, "hours_per_month": 700}).warnings
        if each.code == "unused_hours"
    )
    assert unused == "The commitment bills all 744 hours, 44 of them unused."
    assert ("unused_hours", "hours_per_month") not in warned(answered("ec2", asked_for))


WITH_HOURS = [key for key, each in SERVICES.items() if "hours_per_month" in each.Usage.declarations]


@pytest.mark.parametrize(("key", "month"), list(product(WITH_HOURS, MONTHS)))
def test_hours_default_to_the_month_and_are_never_above_it(key: str, month: str) -> None:
    hours = MONTHS[month].hours
    whole = answered(key, {"month": month})
    assert whole.usage.hours_per_month == hours
    assert answered(key, {"month": month, "hours_per_month": str(hours)}).line_items == whole.line_items
    ((field, message),) = refusals(key, {"month": month, "hours_per_month": str(hours + 1)})
    assert (field, f"the most is {'the ' if hours < 744 else ''}{hours} hours" in message) == ("hours_per_month", True)


@pytest.mark.parametrize("hours", ["731", "744"])
def test_who_states_more_hours_than_the_month_has_is_told_of_the_longer_one(hours: str) -> None:
    ((_, message),) = refusals("ec2", {"hours_per_month": hours})
    assert message.endswith("the most is the 730 hours of the month; a calendar month of 31 days has 744.")


@pytest.mark.parametrize("month", ["27", "32", "731", "720", "July", "", "30.5", "-30", "1e9", None, True, [30]])
def test_there_are_no_other_months(month: object) -> None:
    ((field, message),) = refusals("s3", {"month": month})
    assert field == "month"
    assert "730, 28, 29, 30, 31" in message


@pytest.mark.parametrize("month", ["31", " 31 ", 31])
def test_a_month_is_read_as_text_or_as_a_number(month: object) -> None:
    assert asked("s3", {"month": month}).month == MONTHS["31"]


def whole_month(service: Service) -> st.SearchStrategy[dict[str, str]]:
    """Workloads of a whole month, without what the days of one month decide: what is free in it, copies for a day,
    the days that are left when something is deleted early."""
    by_the_day = {
        "include_free_tier": "false", "restored_copy_days": "0", "moved_from": "none", "early_deleted_gb": "0",
    }  # fmt: skip
    apart = {name: text for name, text in by_the_day.items() if name in service.Usage.declarations}
    return usages(service).map(
        lambda raw: {name: text for name, text in raw.items() if not is_of_month(service, name)} | apart
    )


def is_of_month(service: Service, name: str) -> bool:
    field = service.Usage.declarations[name]
    return isinstance(field, QuantityField) and field.of_month


def in_months(service: Service, raw: dict[str, str], months: tuple[str, ...]) -> list[Answer]:
    """The answers of one workload in several months; one without an answer is passed over."""
    answers: list[Answer] = []
    try:
        answers += (answered(service.KEY, {**raw, "month": month}) for month in months)
    except CalculatorError:
        assume(False)
    return answers


@EVERY_SERVICE
@given(data=st.data())
@for_some(60)
def test_twelve_calendar_months_of_a_steady_workload_come_to_the_year(service: Service, data: st.DataObject) -> None:
    raw = data.draw(whole_month(service))
    answers = dict(zip(MONTHS, in_months(service, raw, tuple(MONTHS)), strict=True))
    cost = {month: answers[month].effective_monthly_usd for month in MONTHS}
    year = sum(cost[month] for month in OF_A_YEAR)
    if service.KEY in WEIGHS_A_MONTH_AGAINST_HOURS and not is_straight([cost[month] for month in DAYS]):
        assert 12 * cost["28"] <= answers[AVERAGE.name].annual_usd <= year
        return
    if service.KEY in HAS_TIERS_OF_HOURS and not is_straight([cost[month] for month in DAYS]):
        assert year <= answers[AVERAGE.name].annual_usd <= 12 * cost["31"]
        return
    assert isclose(year, answers[AVERAGE.name].annual_usd, rel_tol=1e-20, abs_tol=1e-20)


def is_straight(costs: list[Decimal]) -> bool:
    """Whether each day more costs as much as the one before."""
    steps = [after - before for before, after in pairwise(costs)]
    return all(isclose(step, steps[0], rel_tol=1e-15, abs_tol=1e-15) for step in steps)


@EVERY_SERVICE
@given(data=st.data(), month=st.sampled_from(DAYS))
@for_some(40)
def test_a_year_is_the_same_whatever_the_month(service: Service, data: st.DataObject, month: str) -> None:
    raw = data.draw(usages(service))
    # In every month as many hours, so that they are those of twelve average ones too.
    raw |= {name: "651.5" for name in raw if is_of_month(service, name)}
    usual, here = in_months(service, raw, (AVERAGE.name, month))
    assert here.annual_usd == usual.annual_usd
    assert Fraction(usual.annual_usd) == 12 * Fraction(usual.effective_monthly_usd)


@EVERY_SERVICE
@given(data=st.data(), month=st.sampled_from(DAYS))
@for_some(40)
def test_a_sweep_agrees_with_the_single_answers_in_every_month(
    service: Service, data: st.DataObject, month: str
) -> None:
    raw = data.draw(whole_month(service))
    question = asked(service.KEY, {**raw, "month": month})
    (answer,) = in_months(service, raw, (month,))
    over = next(name for name, each in service.Usage.declarations.items() if isinstance(each, QuantityField))
    value = getattr(question.usage, over)
    curve = Costs(PricedQuestion.of(question, book_for(question, CATALOGUE)), over).at(np.array([float(value)]))
    np.testing.assert_allclose(curve, [float(answer.effective_monthly_usd)], rtol=CLOSE)


@EVERY_SERVICE
def test_no_month_costs_less_than_a_shorter_one(service: Service) -> None:
    costs = [answered(service.KEY, {"month": month}).effective_monthly_usd for month in DAYS]
    assert costs == sorted(costs)
