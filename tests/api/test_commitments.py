"""Commitments over REST: mixes worked out by hand from price rows, every way to say what runs, and what is refused."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

ADDRESS = "/api/v1/commitments"
EC2 = {"service": "ec2", "instance_type": "m7g.xlarge"}
DAY = "2026-11-21"


def post(client: Client, question: Any, query: str = "", status: int = 200) -> Any:
    answer = client.post(f"{ADDRESS}{query}", json.dumps(question), content_type="application/json")
    assert answer.status_code == status, answer.content[:500]
    return answer


def asked(client: Client, *fleets: dict[str, Any], **more: Any) -> Any:
    return post(client, {"as_of": DAY, "fleets": [*fleets], **more}).json()


def named(found: Any, name: str) -> Any:
    return next(mix for mix in found["mixes"] if name in mix["names"])


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


def test_sizes_of_a_family_are_reserved_together_and_each_system_alone(client: Client) -> None:
    fleets = (
        {"name": "small", "service": "ec2", "instance_type": "m5.large", "running": [4, 0]},
        {"name": "large", "service": "ec2", "instance_type": "m5.xlarge", "running": [0, 2]},
    )
    least = asked(client, *fleets, months=12, consider=["reserved"])["mixes"][0]
    # Four large or two xlarge run in every hour: 16 normalized units, all of them used.
    assert least["coverage_percent"] == "100"
    assert {each["utilization_percent"] for each in least["commitments"]} == {"100"}
    windows = [{**each, "operating_system": "Windows"} for each in fleets]
    alone = asked(client, *windows, months=12, consider=["reserved"])["mixes"][0]
    assert alone["coverage_percent"] != "100"


def test_what_is_reserved_in_a_zone_covers_its_type_there(client: Client) -> None:
    """EC2 User Guide, "How Reserved Instances are applied", scenario 1."""
    fleets = [
        {"name": "web", "service": "ec2", "instance_type": "m3.large", "zone": "us-east-1a", "running": 4},
        {"name": "app", "service": "ec2", "instance_type": "m4.xlarge", "running": 2},
        {"name": "job", "service": "ec2", "instance_type": "c4.xlarge", "running": 1},
        # Of these sizes nothing runs; they are reserved.
        {"name": "m4.large", "service": "ec2", "instance_type": "m4.large", "running": 0},
        {"name": "c4.large", "service": "ec2", "instance_type": "c4.large", "running": 0},
    ]
    reserved = {"option": "reserved_1y_all_upfront"}
    stated = [
        {**reserved, "fleet": "web", "quantity": 4, "scope": "zone"},
        {**reserved, "fleet": "m4.large", "quantity": 4},
        {**reserved, "fleet": "c4.large", "quantity": 1},
    ]
    found = named(asked(client, *fleets, months=12, commitments=stated), "stated")
    # All but half of the c4.xlarge, 0.199 USD an hour.
    assert Decimal(found["on_demand_usd"]) == Decimal("0.5") * Decimal("0.199") * 8760
    assert "Reserved, 1 year, all upfront, m3.large Linux, us-east-1a" in [
        each["label"] for each in found["commitments"]
    ]
    assert {each["utilization_percent"] for each in found["commitments"]} == {"100"}
    elsewhere = [{**fleets[0], "zone": "us-east-1b", "name": "other"}, {**fleets[0], "running": 0}]
    found = named(asked(client, *elsewhere, months=12, commitments=stated[:1]), "stated")
    assert found["coverage_percent"] == "0"


def test_no_mix_but_a_stated_one_is_of_a_zone(client: Client) -> None:
    fleet = {**EC2, "zone": "us-east-1a", "running": 4}
    stated = [{"option": "reserved_3y_all_upfront", "quantity": 2, "scope": "zone"}]
    mixes = asked(client, fleet, commitments=stated)["mixes"]
    of_zone = [mix["names"] for mix in mixes if "us-east-1a" in json.dumps(mix["commitments"])]
    assert of_zone == [["stated"]]


def test_databases_are_reserved_together_whatever_their_deployment(client: Client) -> None:
    own = {"service": "rds", "engine": "mysql", "running": 1}
    fleets = (
        {**own, "name": "standby", "instance_class": "db.m6g.large", "deployment": "multi_az"},
        {**own, "name": "cluster", "instance_class": "db.m6gd.large", "deployment": "multi_az_cluster"},
        {**own, "name": "report", "instance_class": "db.m6g.xlarge", "running": [0, 1]},
    )
    stated = [{"option": "reserved_1y_no_upfront", "fleet": name, "quantity": 1} for name in ("standby", "report")]
    found = asked(client, *fleets, months=12, consider=["reserved"], commitments=stated)
    # Both have 8 units: one carries the standby, the other the xlarge in every second hour.
    assert [each["utilization_percent"] for each in named(found, "stated")["commitments"]] == ["100", "50"]
    # Three Single-AZ reservations are one cluster, for which there is no price of its own.
    of_cluster = next(each for each in found["offers"] if each["fleet"] == "cluster")
    assert "mysql single_az db.m6gd.large" in of_cluster["label"]


def test_what_has_a_price_of_its_own_is_reserved_under_its_name_alone(client: Client) -> None:
    own = {"service": "rds", "engine": "mysql", "instance_class": "db.m6g.large"}
    offers = asked(client, {**own, "running": 2}, consider=["reserved"])["offers"]
    assert len(offers) == len({each["option"] for each in offers}) > 1
    assert {"single_az" in each["label"] for each in offers} == {True}


def test_things_that_are_alike_share_what_is_reserved(client: Client) -> None:
    own = {"service": "opensearch", "node_type": "r6g.large.search"}
    fleets = ({**own, "name": "day", "running": [4, 0]}, {**own, "name": "night", "running": [0, 4]})
    least = named(asked(client, *fleets, months=12), "least_cost")
    assert (least["coverage_percent"], least["commitments"][0]["quantity"]) == ("100", "4")


def test_capacity_of_tables_is_reserved_in_blocks(client: Client) -> None:
    least = asked(client, {"service": "dynamodb", "thing": "RCU", "running": 1250})["mixes"][0]
    # 0.36 USD and 0.000016 an hour for three years are 0.78048, against 3.4164 at 0.00013: 13 blocks cost less than 12.
    assert [(each["label"], each["quantity"]) for each in least["commitments"]] == [
        ("Reserved, 3 years, partial upfront, RCU, us-east-1", "1300")
    ]
    assert Decimal(least["usd"]) == 1300 * Decimal("0.78048") < 1200 * Decimal("0.78048") + 50 * Decimal("3.4164")
    assert (least["upfront_usd"], least["commitments"][0]["utilization_percent"]) == ("468", "96.153846")


def test_what_no_block_covers_goes_under_a_plan_with_other_databases(client: Client) -> None:
    fleets = ({"service": "dynamodb", "thing": "RCU", "running": 90}, {"service": "keyspaces", "thing": "RCU"})
    found = asked(client, *fleets, months=12, terms=["1y"])
    # 100 reserved for 51.9 USD a year cost less than 90 under a plan at 0.0001144, 90.19 USD.
    least = {each["option"]: each["quantity"] for each in found["mixes"][0]["commitments"]}
    assert least["reserved_1y_partial_upfront"] == "100"
    plan = named(found, "database_savings_plan_1y_no_upfront")
    # Both at 0.0001144, in steps of a tenth of a cent: 0.01041 an hour.
    assert [each["quantity"] for each in plan["commitments"]] == ["0.01"]


def test_half_a_block_is_refused(client: Client) -> None:
    stated = [{"option": "reserved_1y_partial_upfront", "quantity": 250}]
    question = {"fleets": [{"service": "dynamodb", "thing": "WCU"}], "commitments": stated}
    (error,) = post(client, question, status=422).json()["errors"]
    assert (error["field"], error["message"]) == ("commitments.0.quantity", "The quantity must be a multiple of 100.")


def test_a_plan_covers_memory_before_processors_and_both_before_lesser_discounts(client: Client) -> None:
    fleets = [{"name": thing, "service": "fargate", "thing": thing} for thing in ("vCPU", "GB")]
    running = {"vCPU": 400, "GB": 1600}
    stated = [{"option": "compute_savings_plan_1y_no_upfront", "fleet": "vCPU", "quantity": "6.689"}]
    question = [{**each, "running": running[each["thing"]]} for each in fleets]
    found = named(asked(client, *question, months=12, commitments=stated), "stated")
    # Both save a fifth, memory at the lower rate: 5.6896 USD cover 1,600 GB, the other 0.9994 / 0.032384 vCPU.
    on_demand = (400 - Decimal("0.9994") / Decimal("0.032384")) * Decimal("0.04048") * 8760
    assert abs(Decimal(found["on_demand_usd"]) - on_demand) < Decimal("0.001")
    assert found["commitments"][0]["utilization_percent"] == "100"


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


def test_one_database_plan_covers_fleets_of_several_services(client: Client) -> None:
    found = asked(
        client,
        {"service": "elasticache", "running": 2},
        {"service": "aurora", "running": 2},
        consider=["database_savings_plan"],
    )
    plans = {each["option"] for each in found["offers"]}
    assert plans == {"database_savings_plan_1y_no_upfront"}
    assert len(found["mixes"][0]["commitments"]) == 1


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


@pytest.mark.series(quick=8, further=8)
@pytest.mark.parametrize(
    ("question", "field", "sentence"),
    [
        ({}, "fleets", "must be a list of 1 to 50 fleets"),
        ({"fleets": []}, "fleets", "must be a list of 1 to 50 fleets"),
        ({"fleets": [3]}, "fleets.0", "must be an object"),
        ({"fleets": [EC2], "month": 3}, "month", "Did you mean months?"),
        ({"fleets": [EC2], "months": 37}, "months", "the most is 36"),
        ({"fleets": [EC2], "months": 1.5}, "months", "whole number"),
        ({"fleets": [EC2], "terms": ["2y"]}, "terms", "'2y' in place 1"),
        ({"fleets": [EC2], "as_of": "2027-01-01"}, "as_of", "a date to come"),
        ({"fleets": [{**EC2, "instance_type": "m7g.huge"}]}, "fleets.0.instance_type", "Instance type"),
        ({"fleets": [{**EC2, "storage_gb": 3}]}, "fleets.0.storage_gb", "There is no field"),
        ({"fleets": [{**EC2, "region": "mars-1"}]}, "fleets.0.region", "Region"),
        ({"fleets": [{"service": "s3"}]}, "fleets.0.service", "there are those of ec2"),
        ({"fleets": [{**EC2, "thing": "car"}]}, "fleets.0.thing", "there are instance"),
        ({"fleets": [{**EC2, "running": []}]}, "fleets.0.running", "0 hours"),
        ({"fleets": [{**EC2, "running": [1, "NaN"]}]}, "fleets.0.running", "Hour 2 is 'NaN'"),
        ({"fleets": [{**EC2, "running": [1, True]}]}, "fleets.0.running", "Hour 2"),
        ({"fleets": [{**EC2, "running": -1}]}, "fleets.0.running", "Running"),
        ({"fleets": [{**EC2, "running": {"buzy": 1}}]}, "fleets.0.running.buzy", "Did you mean busy?"),
        ({"fleets": [{**EC2, "running": {"days": "workdays"}}]}, "fleets.0.running.days", "mon-fri"),
        ({"fleets": [{**EC2, "running": {"csv": True}}]}, "fleets.0.running.csv", "must be text"),
        ({"fleets": [{**EC2, "running": {"csv": "x"}}]}, "fleets.0.running.csv", "No line begins with a time"),
        ({"fleets": [{**EC2, "running": None}]}, "fleets.0.running", "is not a number"),
        ({"fleets": [{**EC2, "zone": "eu-west-1a"}]}, "fleets.0.zone", "Name a zone of us-east-1, such as us-east-1a."),
        (
            {"fleets": [EC2], "commitments": [{"option": "reserved_1y_no_upfront", "quantity": 1, "scope": "zone"}]},
            "commitments.0.scope",
            "say the zone of the fleet",
        ),
        (
            {"fleets": [EC2], "commitments": [{"option": "reserved_1y_no_upfront", "quantity": 1, "scope": "moon"}]},
            "commitments.0.scope",
            "choose one of region",
        ),
        ({"fleets": [EC2, EC2], "commitments": [{"option": "x"}]}, "commitments.0", "an option and a quantity"),
        (
            {"fleets": [EC2], "commitments": [{"option": "reserved_9y", "quantity": 1}]},
            "commitments.0.option",
            "has no price",
        ),
        (
            {"fleets": [EC2], "commitments": [{"option": "reserved_1y_no_upfront", "quantity": "1.5"}]},
            "commitments.0.quantity",
            "multiple of 1",
        ),
        (
            {"fleets": [EC2], "commitments": [{"option": "x", "fleet": "1" * 5000, "quantity": 1}]},
            "commitments.0.fleet",
            "No fleet is called 111",
        ),
        ({"fleets": [{**EC2, "name": ["a"]}]}, "fleets.0.name", "text of at most 120 characters"),
        ({"fleets": [{**EC2, "name": "a" * 121}]}, "fleets.0.name", "text of at most 120 characters"),
        (
            {"fleets": [{**EC2, "name": "a"}, {**EC2, "name": "a"}]},
            "fleets.1.name",
            "Two fleets are called a",
        ),
    ],
)
def test_what_is_wrong_is_told_by_its_field(
    client: Client, question: dict[str, Any], field: str, sentence: str
) -> None:
    errors = post(client, question, status=422).json()["errors"]
    assert [each for each in errors if each["field"] == field and sentence in each["message"]], errors


def test_a_parameter_has_no_meaning_here(client: Client) -> None:
    assert "has no meaning here" in post(client, {"fleets": [EC2]}, "?region=eu-west-1", 422).json()["detail"]
