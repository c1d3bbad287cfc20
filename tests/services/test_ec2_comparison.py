"""Every way to buy an m5.large with Linux in us-east-1, worked out anew from the price file in exact fractions."""

import csv
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, TypeAlias

import pytest

from calculator.analysis.compare import Alternative, compare
from calculator.core.units import PRICING_DATA
from calculator.services.ec2.usage import LAYOUT
from tests.questions import CATALOGUE, asked, beside

HOURS_IN_A_YEAR = 365 * 24
HOURS_IN_A_MONTH = 730
BOUGHT_BY_THE_HOUR = ("on_demand", "spot")
ALL, HALF, NONE, IN_DOLLARS = Fraction(1), Fraction(1, 2), Fraction(0), Fraction(-1)
# What of each way to buy is paid at once, of what is paid for the term; of some the file says it in dollars.
PAID_AT_ONCE: dict[str, Fraction] = {
    "on_demand": NONE,
    "spot": NONE,
    **{f"reserved_{term}_no_upfront{suffix}": NONE for term in ("1y", "3y") for suffix in ("", "_convertible")},
    **{f"reserved_{term}_{payment}_upfront": IN_DOLLARS for term in ("1y", "3y") for payment in ("partial", "all")},
    **{f"compute_savings_plan_{term}_no_upfront": NONE for term in ("1y", "3y")},
    **{f"compute_savings_plan_{term}_partial_upfront": HALF for term in ("1y", "3y")},
    **{f"compute_savings_plan_{term}_all_upfront": ALL for term in ("1y", "3y")},
}
WorkedOut: TypeAlias = tuple[str, Fraction, Fraction, Fraction]
USE = pytest.mark.parametrize(("hours", "instances"), [("730", 1), ("456.25", 1), ("217", 4), ("1", 100)])


def cells() -> dict[str, str]:
    """What the newest row of the file that has it says of each way to buy."""
    with (PRICING_DATA / "services" / "ec2" / "prices" / "us-east-1.csv").open(encoding="utf-8", newline="") as table:
        rows = [
            r for r in csv.DictReader(table) if (r["instance_type"], r["operating_system"]) == ("m5.large", "Linux")
        ]
    said: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row["effective_from"]):
        said |= {name: row[name] for name in LAYOUT.options if row.get(name)}
    return said


def fee_and_rate(cell: str) -> tuple[Fraction, Fraction] | None:
    """What is paid at once for the whole term and each hour besides, where a cell tells them apart."""
    fee, plus, rate = cell.removeprefix("~").partition("+")
    return (Fraction(fee), Fraction(rate)) if plus else None


def hourly() -> dict[str, Fraction]:
    """USD an hour of each way to buy, a fee spread over its term."""
    apart = {name: fee_and_rate(cell) for name, cell in cells().items()}
    return {
        name: each[0] / (years(name) * HOURS_IN_A_YEAR) + each[1] if (each := apart[name]) else Fraction(cell)
        for name, cell in cells().items()
    }


def years(option: str) -> int:
    return {"1y": 1, "3y": 3}[next(part for part in option.split("_") if part in ("1y", "3y"))]


def worked_out(hours: Fraction, instances: int) -> Iterator[WorkedOut]:
    """Option, monthly, upfront and effective monthly USD, cheapest first."""
    found: list[WorkedOut] = []
    for option, rate in hourly().items():
        if option in BOUGHT_BY_THE_HOUR:
            usd = instances * hours * rate
            found.append((option, usd, Fraction(0), usd))
            continue
        if apart := fee_and_rate(cells()[option]):
            upfront, monthly = instances * apart[0], instances * HOURS_IN_A_MONTH * apart[1]
        else:
            upfront = instances * years(option) * HOURS_IN_A_YEAR * rate * PAID_AT_ONCE[option]
            monthly = instances * HOURS_IN_A_MONTH * rate * (1 - PAID_AT_ONCE[option])
        found.append((option, monthly, upfront, monthly + upfront / (12 * years(option))))
    yield from sorted(found, key=lambda each: each[3])


def near(number: Any) -> Fraction | None:
    """A quotient to nine decimals, which both ways of working it out keep."""
    return None if number is None else round(Fraction(number), 9)


def compared(hours: str, instances: int) -> list[Alternative]:
    question = asked("ec2", {"hours_per_month": hours, "instances": instances})
    found = compare(question, "purchase_option", CATALOGUE).alternatives
    return [each for each in found if each.answer is not None]


def test_every_way_to_buy_that_has_a_price_is_worked_out() -> None:
    assert set(hourly()) == set(PAID_AT_ONCE)
    assert len(PAID_AT_ONCE) == 16


@pytest.mark.series(quick=1)
@USE
def test_every_way_to_buy_costs_what_is_worked_out_and_is_ranked_by_it(hours: str, instances: int) -> None:
    expected = list(worked_out(Fraction(hours), instances))
    estimates = {each.choice: each.answer for each in compared(hours, instances) if each.answer}
    assert {
        (option, *map(near, (e.monthly_usd, e.upfront_usd, e.effective_monthly_usd))) for option, e in estimates.items()
    } == {(option, *map(near, usd)) for option, *usd in expected}
    assert [near(e.effective_monthly_usd) for e in estimates.values()] == [near(usd) for _, _, _, usd in expected]


@pytest.mark.series(quick=1)
@USE
def test_every_difference_is_against_on_demand(hours: str, instances: int) -> None:
    effective = {option: usd for option, _, _, usd in worked_out(Fraction(hours), instances)}
    deltas = {each.choice: near(each.delta_usd or 0) for each in compared(hours, instances)}
    assert deltas == {option: near(usd - effective["on_demand"]) for option, usd in effective.items()}


@pytest.mark.series(quick=1)
@USE
def test_every_commitment_breaks_even_where_its_rate_is_that_share_of_on_demand(hours: str, instances: int) -> None:
    expected = {name: near(HOURS_IN_A_MONTH * rate / hourly()["on_demand"]) for name, rate in hourly().items()}
    estimates = {each.choice: each.answer for each in compared(hours, instances) if each.answer}
    found = {name: near(beside(each)["break_even_hours_per_month"]) for name, each in estimates.items()}
    assert found == {**expected, "on_demand": None, "spot": 0}


@USE
def test_savings_are_those_of_the_bills(hours: str, instances: int) -> None:
    effective = {option: usd for option, _, _, usd in worked_out(Fraction(hours), instances)}
    whole = effective["on_demand"]
    bought = [each.answer for each in compared(hours, instances) if each.choice != "on_demand" and each.answer]
    saved = {each.usage.purchase_option: near(beside(each)["savings_percent"]) for each in bought}
    assert saved == {name: near(100 * (whole - usd) / whole) for name, usd in effective.items() if name != "on_demand"}


@pytest.mark.parametrize(
    ("hours", "cheapest"),
    [("730", "reserved_3y_all_upfront"), ("604", "reserved_3y_all_upfront"), ("603", "spot"), ("1", "spot")],
)
def test_the_cheapest_way_to_buy_depends_on_the_hours(hours: str, cheapest: str) -> None:
    assert compared(hours, 1)[0].choice == cheapest  # 26.3611 a month against 0.04366 an hour: 603.8 hours
