"""What of an estimate can be committed to: fleets as the lines state them, and a reason for each line that is none."""

from decimal import Decimal
from typing import Any

import pytest

from calculator.analysis.commitments.committable import committables
from calculator.analysis.commitments.estimate_answered import answer_estimate_commitments
from calculator.analysis.commitments.of_estimate import EstimateFleets, fleets_of
from calculator.commitments.regret import LEAST_COST, NOTHING
from calculator.core.answer import MONTHS_PER_YEAR
from calculator.estimates.answers import EstimateAnswer, answer_estimate
from calculator.estimates.read_document import read_document
from tests.questions import CATALOGUE, TODAY

M7G = {"service": "ec2", "usage": {"instance_type": "m7g.xlarge", "instances": "3"}}


def answered(*entries: dict[str, Any], **settings: Any) -> EstimateAnswer:
    lines = [{"id": f"e{place}", **each} for place, each in enumerate(entries)]
    raw = {"prices": {"as_of": "2026-11-21"}, **settings, "groups": [{"id": "g", "entries": lines}]}
    return answer_estimate(read_document(raw), CATALOGUE, TODAY)


def found(*entries: dict[str, Any], **settings: Any) -> EstimateFleets:
    return fleets_of(answered(*entries, **settings))


# Their tables are billed by the request unless it is said otherwise.
BY_REQUEST = ("dynamodb", "keyspaces")


@pytest.mark.parametrize("key", [key for key in committables() if key not in BY_REQUEST])
def test_what_runs_as_usual_is_a_fleet_at_its_on_demand_price(key: str) -> None:
    """Of each service that sells under a commitment the hours of its bill are the fleet, and nothing else."""
    estimate = answered({"service": key, "count": 3})
    fleets = fleets_of(estimate)
    assert fleets.left_out == ()
    tables = {each.table for each in committables()[key]}
    hourly = [line.contracted.usd for line in estimate.entries[0].lines if line.item.card.table in tables]
    assert sum(each.usd for each in fleets.fleets) == sum(hourly) > 0


LEFT_OUT = [
    ({**M7G, "usage": {"instance_type": "m7g.xlarge", "purchase_option": "spot"}}, "Spot, which no commitment covers"),
    (
        {**M7G, "usage": {"instance_type": "m5.large", "purchase_option": "reserved_1y_partial_upfront"}},
        "It is committed already: Reserved, 1 year, partial upfront.",
    ),
    (
        {**M7G, "usage": {"instance_type": "m7g.xlarge", "purchase_option": "compute_savings_plan_3y_all_upfront"}},
        "It is committed already: Compute Savings Plan, 3 years, all upfront.",
    ),
    ({"service": "s3", "usage": {"storage_gb": "9"}}, "Commitments of Amazon S3 are not looked at here"),
    # Provisioned capacity goes up and down with its load.
    ({"service": "dynamodb"}, "Nothing of it runs by the hour."),
    ({"service": "dynamodb", "usage": {"capacity_mode": "PROVISIONED"}}, "When in the month how much of it is used"),
    ({**M7G, "count": 0}, "Nothing of it runs by the hour."),
    ({**M7G, "usage": {"instance_type": "m7g.xlarge", "hours_per_month": "0"}}, "Nothing of it runs by the hour."),
    ({"service": "ec2", "usage": {"instance_type": "m7g.huge"}}, "It has no answer."),
    ({"service": "moon"}, "It has no answer. There is no service named 'moon'."),
    ({**M7G, "count": 1_000_000}, "More than 1,000,000 of them run."),
]


@pytest.mark.parametrize(("entry", "reason"), LEFT_OUT)
def test_a_line_that_takes_no_commitment_is_named_with_the_reason(entry: dict[str, Any], reason: str) -> None:
    fleets = found(entry, M7G)
    assert [each.name for each in fleets.fleets] == ([] if "More than" in reason else [NAME])
    assert reason in fleets.left_out[0].reason
    assert fleets.left_out[0].entry.entry.id == "e0"


def test_capacity_that_is_stated_for_hours_is_a_fleet() -> None:
    fleets = found({"service": "keyspaces", "usage": {"throughput_mode": "provisioned"}})
    assert [each.name for each in fleets.fleets if "WCU" in each.name] == ["Amazon Keyspaces: WCU, us-east-1"]


def test_tasks_share_a_plan_with_instances() -> None:
    tasks = {"service": "fargate", "usage": {"tasks": "4", "vcpus": "2", "memory_gb": "8", "hours_per_month": "365"}}
    fleets = found(tasks, M7G)
    assert {each.name: each.as_asked()["running"] for each in fleets.fleets if "EC2" not in each.name} == {
        "Amazon ECS and AWS Fargate: Linux on x86 vCPU, us-east-1": ["8"] * 365 + ["0"] * 365,
        "Amazon ECS and AWS Fargate: Linux on x86 GB, us-east-1": ["32"] * 365 + ["0"] * 365,
    }


NAME = "Amazon EC2: m7g.xlarge Linux, us-east-1"


def test_contracted_rates_are_not_held_against_listed_commitments() -> None:
    terms = [{"id": "all", "percent_off": "10"}]
    fleets = found(M7G, terms=terms)
    assert fleets.fleets == ()
    assert "A contracted rate applies to it" in fleets.left_out[0].reason


def test_hours_of_a_month_are_hours_in_which_all_of_a_line_run() -> None:
    part = {"service": "ec2", "usage": {"instance_type": "m7g.xlarge", "instances": "4", "hours_per_month": "219.5"}}
    running = found({**part, "count": 2}, M7G).fleets[0].as_asked()["running"]
    assert isinstance(running, list)
    # Eight in the first 219 hours and for half an hour more, three in all 730.
    assert [float(each) for each in running] == [11.0] * 219 + [7.0] + [3.0] * 510


def test_a_month_of_31_days_is_looked_at_as_one_of_730_hours() -> None:
    half = {"service": "ec2", "usage": {"instance_type": "m7g.xlarge", "hours_per_month": "372"}}
    fleets = found(M7G, half, month="31")
    whole, part = fleets.fleets[0].parts
    assert (whole.hours, part.hours) == (Decimal(730), Decimal(365))
    assert whole.usd == Decimal(3 * 730) * Decimal("0.1632")


def test_of_more_kinds_than_are_looked_at_together_the_costliest_are_kept_and_the_rest_named() -> None:
    sizes = ("large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge")
    families = ("m5", "m6i", "m6g", "m7g", "m7i", "c6g", "r6g", "r6i")
    types = [f"{family}.{size}" for family in families for size in sizes]
    fleets = found(*({"service": "ec2", "usage": {"instance_type": each}} for each in types))
    assert (len(fleets.fleets), len(fleets.left_out)) == (50, len(types) - 50)
    assert all("At most 50 kinds" in each.reason for each in fleets.left_out)
    cheapest_kept = min(each.usd for each in fleets.fleets)
    monthly = {each.entry.id: each.money().effective_monthly_usd for each in answered(
        *({"service": "ec2", "usage": {"instance_type": each}} for each in types)).entries}  # fmt: skip
    assert max(monthly[each.entry.entry.id] for each in fleets.left_out) <= cheapest_kept


def test_the_saving_is_that_of_the_price_rows_and_comes_off_the_whole_estimate() -> None:
    estimate = answered(M7G, {"service": "s3", "usage": {"storage_gb": "1000"}})
    told = answer_estimate_commitments(estimate, fleets_of(estimate), {}, CATALOGUE, TODAY)
    assert told.committed is not None
    least = told.committed.choice.named(LEAST_COST)
    # Three at 1,693 USD for three years, against 0.1632 USD an hour.
    assert least.cost.usd == 3 * 1693
    assert least.cost.without_usd == Decimal("0.1632") * 3 * 26280
    assert told.monthly_usd == estimate.annual_usd / MONTHS_PER_YEAR == Decimal("0.1632") * 3 * 730 + 23


def test_what_runs_less_than_its_commitment_is_worth_is_not_committed_to() -> None:
    """Ten for 219 hours a month each are ten at once, not three all the time."""
    usage = {"instance_type": "m7g.xlarge", "instances": "10", "hours_per_month": "219"}
    estimate = answered({"service": "ec2", "usage": usage})
    told = answer_estimate_commitments(estimate, fleets_of(estimate), {}, CATALOGUE, TODAY)
    assert told.committed is not None
    # 1,693 of 4,288.90 USD: worth it from 39.5% of the hours on, and these are 30%.
    assert NOTHING in told.committed.choice.named(LEAST_COST).names
