"""What is wrong with a question about commitments is told by its field."""

from typing import Any

import pytest
from django.test import Client

from tests.api.commitment_questions import EC2, post


def test_half_a_block_is_refused(client: Client) -> None:
    stated = [{"option": "reserved_1y_partial_upfront", "quantity": 250}]
    question = {"fleets": [{"service": "dynamodb", "thing": "WCU"}], "commitments": stated}
    (error,) = post(client, question, status=422).json()["errors"]
    assert (error["field"], error["message"]) == ("commitments.0.quantity", "The quantity must be a multiple of 100.")


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
