"""Amazon EC2, rule by rule: what each way to buy costs and when it pays, with figures worked out by hand.

One m5.large with Linux in us-east-1 unless a test says otherwise: 0.096 an hour on demand.
"""

from decimal import Decimal
from fractions import Fraction

import pytest

from calculator.services.commitments.advice import of_bought
from calculator.services.ec2.charges import bought
from calculator.services.ec2.usage import LAYOUT
from tests.questions import answered, beside, billed, ec2, item, numbers, provisioned, refusals, warned

# Effective USD an hour of each way to buy an m5.large, as its source prints it, and the years of the term. Where a
# reservation is paid at once, the source's 0.0577671, 0.0563927, 0.0382161 and 0.0361111 are shares of whole dollars.
COMMITTED = {
    "reserved_1y_no_upfront": ("0.06", 1),
    "reserved_1y_partial_upfront": (Fraction(252, 8760) + Fraction("0.029"), 1),
    "reserved_1y_all_upfront": (Fraction(494, 8760), 1),
    "reserved_3y_no_upfront": ("0.041", 3),
    "reserved_3y_partial_upfront": (Fraction(505, 26280) + Fraction("0.019"), 3),
    "reserved_3y_all_upfront": (Fraction(949, 26280), 3),
    "reserved_1y_no_upfront_convertible": ("0.071", 1),
    "reserved_3y_no_upfront_convertible": ("0.049", 3),
    "compute_savings_plan_1y_no_upfront": ("0.071", 1),
    "compute_savings_plan_1y_partial_upfront": ("0.067", 1),
    "compute_savings_plan_1y_all_upfront": ("0.066", 1),
    "compute_savings_plan_3y_no_upfront": ("0.049", 3),
    "compute_savings_plan_3y_partial_upfront": ("0.045", 3),
    "compute_savings_plan_3y_all_upfront": ("0.044", 3),
}
EVERY_COMMITMENT = pytest.mark.parametrize(("option", "rate", "years"), [(k, *v) for k, v in COMMITTED.items()])


@pytest.mark.parametrize(
    ("option", "hours", "instances", "usd"),
    [
        ("on_demand", "730", 1, "70.08"),
        ("on_demand", "365", 1, "35.04"),
        ("on_demand", "0", 1, "0"),
        ("on_demand", "100", 3, "28.8"),
        ("spot", "730", 1, "31.8718"),  # 0.04366
        ("spot", "100", 10, "43.66"),
    ],
)
def test_on_demand_and_spot_bill_the_hours_used(option: str, hours: str, instances: int, usd: str) -> None:
    answer = ec2(option, hours_per_month=hours, instances=instances)
    assert (answer.monthly_usd, answer.upfront_usd, answer.effective_monthly_usd) == (Decimal(usd), 0, Decimal(usd))


@EVERY_COMMITMENT
def test_a_commitment_costs_its_effective_rate_for_730_hours(option: str, rate: str | Fraction, years: int) -> None:
    answer, of_an_hour = ec2(option), Fraction(rate)
    for usd, hours in (
        (answer.effective_monthly_usd, 730),
        (answer.annual_usd, 8760),
        (beside(answer)["commitment_usd"], years * 8760),
    ):
        assert round(Fraction(str(usd)), 12) == round(hours * of_an_hour, 12)


@EVERY_COMMITMENT
@pytest.mark.parametrize("hours", ["0", "1", "100", "729.5"])
def test_a_commitment_bills_every_hour_whether_used_or_not(option: str, rate: object, years: int, hours: str) -> None:
    whole, little = ec2(option), ec2(option, hours_per_month=hours)
    assert billed(little) == billed(whole)
    assert provisioned(little, "billed_hours") == numbers("730")
    assert ("unused_hours", "hours_per_month") in warned(little)
    assert ("unused_hours", "hours_per_month") not in warned(whole)


@pytest.mark.parametrize(
    ("option", "monthly", "upfront"),
    [
        ("reserved_1y_no_upfront", "43.8", "0"),  # 730 x 0.06
        ("reserved_1y_all_upfront", "0", "494"),
        ("reserved_1y_partial_upfront", "21.17", "252"),  # 730 x 0.029
        ("reserved_3y_no_upfront", "29.93", "0"),
        ("reserved_3y_partial_upfront", "13.87", "505"),  # 730 x 0.019
        ("reserved_3y_all_upfront", "0", "949"),
        ("compute_savings_plan_1y_no_upfront", "51.83", "0"),
        ("compute_savings_plan_1y_all_upfront", "0", "578.16"),  # 8,760 x 0.066
        ("compute_savings_plan_3y_all_upfront", "0", "1156.32"),  # 26,280 x 0.044
    ],
)
def test_nothing_or_all_is_paid_at_once(option: str, monthly: str, upfront: str) -> None:
    answer = ec2(option)
    assert (answer.monthly_usd, answer.upfront_usd) == (Decimal(monthly), Decimal(upfront))


@pytest.mark.parametrize(
    ("option", "monthly", "upfront"),
    [
        ("compute_savings_plan_1y_partial_upfront", "24.455", "293.46"),  # 0.067 / 2 x 730, x 8,760
        ("compute_savings_plan_3y_partial_upfront", "16.425", "591.3"),  # 0.045 / 2 x 730, x 26,280
    ],
)
def test_half_of_a_partial_upfront_savings_plan_is_paid_at_once(option: str, monthly: str, upfront: str) -> None:
    answer = ec2(option)
    assert (answer.monthly_usd, answer.upfront_usd) == (Decimal(monthly), Decimal(upfront))
    assert tuple(each.usd for each in of_bought(bought(answer.usage), answer.line_items)) == numbers(monthly, upfront)


@pytest.mark.parametrize(
    ("percent", "monthly", "upfront"),
    [
        ("60", "19.564", "352.152"),  # 0.067 x 0.4 x 730, 0.067 x 0.6 x 8,760
        ("99", "0.4891", "581.0508"),  # 0.067 x 0.01 x 730, 0.067 x 0.99 x 8,760
    ],
)
def test_more_of_a_savings_plan_may_be_paid_upfront(percent: str, monthly: str, upfront: str) -> None:
    answer = ec2("compute_savings_plan_1y_partial_upfront", upfront_percent=percent)
    assert (answer.monthly_usd, answer.upfront_usd) == (Decimal(monthly), Decimal(upfront))
    assert answer.effective_monthly_usd == Decimal("48.91")


@pytest.mark.parametrize("percent", ["49.9", "100"])
def test_a_savings_plan_with_partial_upfront_takes_half_to_nearly_all(percent: str) -> None:
    option = "compute_savings_plan_1y_partial_upfront"
    assert [field for field, _ in refusals("ec2", {"purchase_option": option, "upfront_percent": percent})] == [
        "upfront_percent"
    ]


def test_the_unknown_upfront_part_of_a_reserved_instance_is_named_and_not_invented() -> None:
    # 0.05 in effect: of so few digits many pairs of a fee and a rate are possible.
    answer = ec2("reserved_3y_partial_upfront", instance_type="m4.large", region="eu-west-1", instances=2)
    assert (answer.monthly_usd, answer.upfront_usd) == (None, None)
    assert (answer.effective_monthly_usd, answer.annual_usd) == numbers("73", "876")
    assert ("upfront_unknown", "purchase_option") in warned(answer)
    assert item(answer, "instance_hours").assumption != ""


@pytest.mark.parametrize("option", [each for each in LAYOUT.options if each in COMMITTED and "reserved_" not in each])
def test_a_savings_plan_leaves_no_upfront_part_unknown(option: str) -> None:
    assert "upfront_unknown" not in [code for code, _ in warned(ec2(option))]


@pytest.mark.parametrize(
    ("option", "instances", "hours", "break_even"),
    [
        ("reserved_1y_no_upfront", 1, "730", "456.25"),  # 43.8 / 0.096
        ("reserved_1y_no_upfront", 7, "100", "456.25"),  # neither the number nor the use moves it
        ("reserved_3y_no_upfront", 1, "730", "311.770833"),
        ("compute_savings_plan_1y_all_upfront", 1, "730", "501.875"),
        ("spot", 1, "730", "0"),  # cheaper from the first hour
    ],
)
def test_break_even_hours_are_those_at_which_on_demand_costs_as_much(
    option: str, instances: int, hours: str, break_even: str
) -> None:
    answer = ec2(option, instances=instances, hours_per_month=hours)
    assert round(Decimal(str(beside(answer)["break_even_hours_per_month"])), 6) == Decimal(break_even)


def test_on_demand_has_no_break_even_with_itself() -> None:
    assert beside(ec2("on_demand"))["break_even_hours_per_month"] is None


@pytest.mark.parametrize(
    ("option", "hours", "percent"),
    [
        ("reserved_1y_no_upfront", "730", "37.5"),  # 1 - 0.06 / 0.096
        ("reserved_1y_no_upfront", "456.25", "0"),
        ("reserved_1y_no_upfront", "365", "-25"),  # 43.8 instead of 35.04
        ("compute_savings_plan_3y_all_upfront", "730", "54.166667"),
        ("spot", "100", "54.520833"),
    ],
)
def test_savings_are_against_the_hours_really_used_on_demand(option: str, hours: str, percent: str) -> None:
    saved = beside(ec2(option, hours_per_month=hours))["savings_percent"]
    assert round(Decimal(str(saved)), 6) == Decimal(percent)


@pytest.mark.parametrize(
    ("option", "months", "hours", "instances", "loss"),
    [
        ("reserved_1y_no_upfront", 6, "730", 1, "105.12"),  # 525.6 - 6 x 70.08
        ("reserved_1y_no_upfront", 6, "365", 1, "315.36"),  # 525.6 - 6 x 35.04
        ("reserved_1y_no_upfront", 6, "730", 10, "1051.2"),
        ("reserved_1y_no_upfront", 8, "730", 1, "0"),  # 7.5 months of on-demand would cost as much
        ("reserved_1y_no_upfront", 36, "730", 1, "0"),  # the term ends first
        ("reserved_1y_no_upfront", 36, "100", 1, "410.4"),  # 525.6 - 12 x 9.6
        ("reserved_3y_all_upfront", 12, "730", 1, "108.04"),  # 949 - 12 x 70.08
        ("compute_savings_plan_3y_no_upfront", 1, "730", 1, "1217.64"),  # 1,287.72 - 70.08
    ],
)
def test_what_is_lost_when_the_load_ends_early_is_the_commitment_less_its_use_on_demand(
    option: str, months: int, hours: str, instances: int, loss: str
) -> None:
    answer = ec2(option, months_needed=months, hours_per_month=hours, instances=instances)
    assert round(Decimal(str(beside(answer)["loss_usd"])), 12) == Decimal(loss)


@pytest.mark.parametrize(
    ("option", "hours", "months"),
    [
        ("reserved_1y_no_upfront", "730", "7.5"),
        ("reserved_1y_no_upfront", "365", "15"),
        ("reserved_3y_no_upfront", "730", "15.375"),
    ],
)
def test_a_commitment_is_worth_it_from_the_month_in_which_on_demand_would_have_cost_as_much(
    option: str, hours: str, months: str
) -> None:
    assert beside(ec2(option, hours_per_month=hours))["break_even_months"] == Decimal(months)


def test_what_is_never_used_saves_nothing_and_is_all_lost() -> None:
    found = beside(ec2("reserved_1y_no_upfront", hours_per_month=0))
    assert found["loss_usd"] == Decimal("525.6")
    assert {"savings_percent", "break_even_months"} & set(found) == set()


def test_a_commitment_without_an_on_demand_price_still_has_its_total() -> None:
    # 225 combinations, nearly all SLES, have commitments but no on-demand price.
    raw = {"instance_type": "t4g.nano", "operating_system": "SLES", "region": "ap-southeast-1"}
    found = beside(answered("ec2", {**raw, "purchase_option": "reserved_1y_all_upfront"}))
    assert found["break_even_hours_per_month"] is None
    assert found["commitment_usd"] == Decimal("27")  # the source prints 0.003082 an hour, which comes to 26.998 a year


@pytest.mark.parametrize(
    ("fields", "day", "saving", "band", "advised"),
    [
        ({}, "2026-05-01", "66", "15-20%", "2025-06-28"),
        ({"instance_type": "c5.2xlarge"}, "2026-05-01", "56", "5-10%", "2025-06-28"),
        ({"operating_system": "Windows"}, "2026-05-01", "46", ">20%", "2025-06-28"),
    ],
)
def test_spot_states_its_day_its_average_discount_and_its_interruption_band(
    fields: dict[str, object], day: str, saving: str, band: str, advised: str
) -> None:
    answer = ec2("spot", **fields)
    [said] = [notice.message for notice in answer.warnings if notice.code == "spot_moves"]
    found = beside(answer)
    assert day in said
    assert str(item(answer, "instance_hours").card.effective_from) == day
    assert found["spot_average_saving_percent"] == Decimal(saving)
    assert (found["spot_interruption_band"], found["spot_advice_date"]) == (band, advised)


def test_spot_advice_stands_beside_spot_alone() -> None:
    assert [name for name in beside(ec2("on_demand")) if name.startswith("spot_")] == []
    assert [name for name in beside(ec2("spot", operating_system="RHEL")) if name.startswith("spot_")] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hours_per_month", "800"),
        ("hours_per_month", "744.01"),
        ("hours_per_month", "-1"),
        ("instances", "0"),
        ("instances", "1.5"),
        ("months_needed", "0"),
        ("months_needed", "37"),
        ("operating_system", "Solaris"),
        ("purchase_option", "reserved_2y_no_upfront"),
    ],
)
def test_what_no_instance_can_be_is_refused_at_its_field(field: str, value: str) -> None:
    assert [name for name, _ in refusals("ec2", {field: value})] == [field]
