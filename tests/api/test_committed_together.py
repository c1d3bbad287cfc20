"""What a commitment covers besides its own: sizes, zones, deployments, capacity in blocks, several services."""

import json
from decimal import Decimal

from django.test import Client

from tests.api.commitment_questions import EC2, asked, named


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
    assert "MySQL Single-AZ db.m6gd.large" in of_cluster["label"]


def test_what_has_a_price_of_its_own_is_reserved_under_its_name_alone(client: Client) -> None:
    own = {"service": "rds", "engine": "mysql", "instance_class": "db.m6g.large"}
    offers = asked(client, {**own, "running": 2}, consider=["reserved"])["offers"]
    assert len(offers) == len({each["option"] for each in offers}) > 1
    assert {"Single-AZ" in each["label"] for each in offers} == {True}


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
