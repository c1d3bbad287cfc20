"""Commitments over REST: mixes worked out by hand from price rows, and every way to say what runs."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.api.commitment_questions import DAY, EC2, asked, named, post


def test_a_mix_is_what_its_price_rows_make_of_it(client: Client) -> None:
    week = {"busy": 60, "otherwise": 20, "days": "mon-fri", "start": 8, "end": 18}
    found = asked(client, {**EC2, "running": week})
    # 52 weeks of 50 busy hours, and 24 hours of a Monday with 10 of them: 2,610 hours of 60, all others of 20.
    hours = 2610 * 60 + 6150 * 20
    assert found["without_usd"] == str(Decimal(hours * 3) * Decimal("0.1632")).rstrip("0")
    least = found["mixes"][0]
    assert least["names"] == ["least_cost", "reserved_3y_all_upfront"]
    # Twenty run always: 1,693 USD each for three years; 40 more in busy hours on demand.
    assert Decimal(least["usd"]) == 20 * 1693 + 2610 * 3 * 40 * Decimal("0.1632")
    assert least["commitments"] == [
        {
            "option": "reserved_3y_all_upfront",
            "label": "Reserved, 3 years, all upfront, m7g.xlarge Linux, us-east-1",
            "quantity": "20",
            "unit": "instance",
            "term_months": "36",
            "upfront_usd": "33860",
            "hourly_usd": "0",
            "utilization_percent": "100",
        }
    ]
    assert (least["gap_usd"], least["upfront_usd"], least["regrets_usd"][2]) == ("0", "33860", "0")
    # 20 x 0.1199 USD an hour for three years, and the same on demand.
    plan = named(found, "compute_savings_plan_1y_no_upfront")
    assert plan["commitments"][0]["quantity"] == "2.398"
    assert Decimal(plan["usd"]) == Decimal("2.398") * 26280 + 2610 * 3 * 40 * Decimal("0.1632")


def test_the_months_add_up_and_the_first_has_the_fee(client: Client) -> None:
    least = asked(client, {**EC2, "running": 20})["mixes"][0]
    assert len(least["cash_flow"]) == 36
    assert least["cash_flow"][0]["upfront_usd"] == "33860"
    assert sum(Decimal(each["usd"]) for each in least["cash_flow"]) == Decimal(least["usd"]) == 33860
    # 20 x 0.1632 x 730 are 2,382.72 a month: 14 months are 33,358.08, 15 are more than what was paid.
    assert least["pays_back_in_month"] == "15"


def test_an_offer_tells_from_how_many_hours_on_it_pays(client: Client) -> None:
    offers = asked(client, {**EC2, "running": 1})["offers"]
    found = next(each for each in offers if each["option"] == "reserved_1y_no_upfront")
    # 0.108 against 0.1632: 66.176% of 730 hours.
    assert (found["hourly_usd"], found["fee_usd"], found["unit"]) == ("0.108", "0", "instance")
    assert found["break_even_hours_per_month"] == "483.088235"


@pytest.mark.parametrize(
    ("option", "total", "break_even"),
    [
        # AWS Pricing Calculator of October 2025, c5.xlarge with Windows in Tokyo: total commitment, break-even point.
        ("compute_savings_plan_1y_no_upfront", "3162.36", "662.135678"),
        ("compute_savings_plan_1y_partial_upfront", "3083.52", "645.628141"),
        ("compute_savings_plan_1y_all_upfront", "3057.24", "640.125628"),
        ("compute_savings_plan_3y_no_upfront", "8146.8", "568.592965"),
        ("compute_savings_plan_3y_partial_upfront", "7910.28", "552.085427"),
        ("compute_savings_plan_3y_all_upfront", "7857.72", "548.417085"),
        ("ec2_instance_savings_plan_1y_no_upfront", "2794.44", "585.100503"),
        ("ec2_instance_savings_plan_1y_partial_upfront", "2733.12", "572.261307"),
        ("ec2_instance_savings_plan_1y_all_upfront", "2715.6", "568.592965"),
        ("ec2_instance_savings_plan_3y_no_upfront", "7253.28", "506.231156"),
        ("ec2_instance_savings_plan_3y_partial_upfront", "7095.6", "495.226131"),
        ("ec2_instance_savings_plan_3y_all_upfront", "6937.92", "484.221106"),
    ],
)
def test_a_plan_breaks_even_where_the_calculator_of_aws_says(
    client: Client, option: str, total: str, break_even: str
) -> None:
    fleet = {"instance_type": "c5.xlarge", "operating_system": "Windows", "region": "ap-northeast-1"}
    offers = asked(client, {"service": "ec2", **fleet}, months=1)["offers"]
    found = next(each for each in offers if each["option"] == option)
    assert (found["term_usd"], found["break_even_hours_per_month"]) == (total, break_even)


def test_the_list_value_of_a_reservation_is_its_fee_and_its_hours(client: Client) -> None:
    """EC2 User Guide has 60 and 0.007 for t2.small, 121.32; the rate has four places in the price list."""
    offers = asked(client, {"service": "ec2", "instance_type": "t2.small"}, months=1)["offers"]
    found = next(each for each in offers if each["option"] == "reserved_1y_partial_upfront")
    assert (found["fee_usd"], found["hourly_usd"], found["term_usd"]) == ("60", "0.0068", "119.568")


def test_what_is_committed_already_is_not_bought_again(client: Client) -> None:
    found = asked(client, {**EC2, "running": 30, "committed": 10})
    assert found["mixes"][0]["commitments"][0]["quantity"] == "20"
    assert any("committed already" in note for note in found["notes"])


def test_a_stated_mix_is_costed_beside_the_others(client: Client) -> None:
    stated = [
        {"option": "reserved_1y_no_upfront", "fleet": "1", "quantity": 5},
        {"option": "compute_savings_plan_1y_no_upfront", "quantity": "1.5"},
    ]
    found = named(asked(client, {**EC2, "running": 5}, commitments=stated), "stated")
    # Five are reserved; the plan has nothing left to cover, and is paid all the same.
    assert Decimal(found["usd"]) == 5 * Decimal("0.108") * 26280 + Decimal("1.5") * 26280
    assert [each["utilization_percent"] for each in found["commitments"]] == ["100", "0"]


def test_nothing_is_bought_beyond_a_limit_of_what_is_paid_upfront(client: Client) -> None:
    found = asked(client, {**EC2, "running": 20}, most_upfront_usd=5000)
    assert all(Decimal(named(found, each)["upfront_usd"]) <= 5000 for each in ("least_cost", "least_worst_regret"))


@pytest.mark.series(quick=2, further=4)
@pytest.mark.parametrize(
    "fleet",
    [
        {"service": "rds"},
        {"service": "elasticache", "running": [1, 2, 3]},
        {"service": "opensearch"},
        {"service": "redshift", "node_type": "ra3.xlplus"},
        {"service": "aurora"},
        {"service": "aurora", "thing": "ACU"},
        {"service": "neptune", "thing": "NCU"},
        {"service": "documentdb"},
        {"service": "timestream"},
        {"service": "dms"},
        {"service": "fargate"},
        {"service": "fargate", "thing": "GB"},
        {"service": "dynamodb", "thing": "WCU", "running": 700},
        {"service": "keyspaces", "running": 100},
        {"service": "elasticache", "thing": "GB"},
    ],
    ids=lambda fleet: f"{fleet['service']} {fleet.get('thing', '')}",
)
def test_every_service_with_reserved_prices_is_asked_alike(client: Client, fleet: dict[str, Any]) -> None:
    found = asked(client, {"running": 2, **fleet})
    assert found["mixes"] and found["fleets"][0]["service"] == fleet["service"]
    least = named(found, "least_cost")
    assert Decimal(least["usd"]) <= Decimal(found["without_usd"])


def test_spot_is_told_beside_with_its_day_and_in_no_mix(client: Client) -> None:
    found = asked(client, {**EC2, "instance_type": "m5.large", "running": 4})
    spot = found["fleets"][0]["spot"]
    assert Decimal(spot["usd_per_hour"]) < Decimal("0.096")
    assert Decimal(spot["saving_percent"]) == 100 - round(Decimal(spot["usd_per_hour"]) / Decimal("0.00096"), 6)
    assert spot["seen_on"] <= DAY
    assert any(said.startswith("Interrupted in a month: ") for said in spot["advice"])
    assert "spot" not in json.dumps([found["mixes"], found["offers"]])
    assert asked(client, {"service": "rds"})["fleets"][0]["spot"] is None


def test_a_kind_without_prices_is_named_with_the_cure(client: Client) -> None:
    (missing,) = asked(client, {**EC2, "name": "web"})["unpriced"]
    assert missing["fleets"] == ["web"]
    assert missing["message"] == (
        "EC2 Instance Savings Plans: no price in our data for web. Import AWS's price list of them."
    )


def test_the_mixes_are_a_table_too(client: Client) -> None:
    answer = post(client, {"as_of": DAY, "fleets": [{**EC2, "running": 20}]}, "?format=csv")
    heading, first, *_ = answer.content.decode().splitlines()
    assert heading.startswith("mix,names,option,label,quantity,unit,term_months,utilization_percent,usd,")
    assert first.startswith('1,least_cost reserved_3y_all_upfront,reserved_3y_all_upfront,"Reserved, 3 years')


def test_hours_of_a_file_are_read_with_what_is_to_be_said_of_them(client: Client) -> None:
    text = "time,web,api\n2026-10-25 01:00,4,1\n2026-10-25 02:00,5,1\n2026-10-25 02:00,6,1\n"
    running = {"csv": text, "column": "web", "time_zone": "Europe/Berlin"}
    (fleet,) = asked(client, {**EC2, "running": running})["fleets"]
    assert (fleet["average_running"], fleet["most_running"]) == ("5", "6")
    assert fleet["notes"][0].startswith("The clocks went back: 2026-10-25 02:00")
