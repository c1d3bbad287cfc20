"""Exchanges over REST: AWS's example, one of price rows, and what AWS does not exchange."""

import json
from typing import Any

import pytest
from django.test import Client

NO_FEE, ALL = "reserved_3y_no_upfront_convertible", "reserved_3y_all_upfront_convertible"
PARTIAL = "reserved_3y_partial_upfront_convertible"
LARGE = {"instance_type": "m4.large", "option": NO_FEE, "quantity": 10, "months_left": 16}


def post(client: Client, question: Any, status: int = 200) -> Any:
    answer = client.post("/api/v1/commitments/exchange", json.dumps(question), content_type="application/json")
    assert answer.status_code == status, answer.content[:500]
    return answer.json()


def test_the_true_up_is_what_is_left_of_the_fees(client: Client) -> None:
    """EC2 User Guide: 600 prorated upfront cost of new - 500 remaining upfront cost of original = 100."""
    held = {"option": ALL, "months_left": 16, "fee_usd": 1125, "hourly_usd": 0}
    found = post(client, {"held": [held], "for": {"option": ALL, "fee_usd": "1350", "hourly_usd": 0}})
    assert (found["held"][0]["fee_left_usd"], found["new"]["fee_left_usd"]) == ("500", "600")
    assert (found["new"]["quantity"], found["true_up_usd"]) == ("1", "100")


def test_reservations_are_exchanged_at_the_prices_in_force(client: Client) -> None:
    question = {"as_of": "2026-11-21", "held": [LARGE], "for": {"instance_type": "m4.xlarge", "option": NO_FEE}}
    found = post(client, question)
    # Ten at 0.0497 an hour for five at 0.0994; 16 months are 11,680 hours.
    assert found["held_value_usd"] == "5804.96"
    assert found["new"] == {
        "of": "m4.xlarge Linux, us-east-1",
        "option": NO_FEE,
        "quantity": "5",
        "months_left": "16",
        "fee_left_usd": "0",
        "hourly_usd": "0.497",
        "value_usd": "5804.96",
    }
    assert found["true_up_usd"] == "0"
    assert "its quote is what counts" in found["notes"][0]


@pytest.mark.parametrize(
    ("question", "field", "sentence"),
    [
        ({}, "held", "a list of 1 to 20"),
        ({"held": [3], "for": {}}, "held.0", "must be an object"),
        ({"held": [LARGE]}, "for", "must be an object"),
        ({"held": [LARGE], "for": LARGE}, "for.quantity", "There is no field"),
        ({"held": [LARGE], "fro": {}}, "fro", "Did you mean for?"),
        ({"held": [{**LARGE, "option": "spot"}], "for": {}}, "held.0.option", "The option is one of reserved_1y_no"),
        ({"held": [{**LARGE, "quantity": 0}], "for": {}}, "held.0.quantity", "Quantity"),
        ({"held": [{**LARGE, "months_left": 37}], "for": {}}, "held.0.months_left", "36"),
        (
            {"held": [{**LARGE, "option": "reserved_1y_no_upfront_convertible"}], "for": {}},
            "held.0.months_left",
            "A term has 12 months.",
        ),
        ({"held": [{**LARGE, "instance_type": "m4.huge"}], "for": {}}, "held.0.instance_type", "did you mean m4.large"),
        ({"held": [LARGE], "service": "rds", "for": {}}, "service", "Nothing of rds is reserved convertibly."),
        ({"held": [LARGE], "service": "moon", "for": {}}, "service", "No commitment of moon"),
        (
            {"held": [{**LARGE, "months_left": 9}], "for": {"option": "reserved_1y_no_upfront_convertible"}},
            "for.option",
            "a term of 3 years",
        ),
        (
            {"held": [{**LARGE, "option": ALL, "fee_usd": 9, "hourly_usd": 0}], "for": {"option": NO_FEE}},
            "for.option",
            "choose partial or all upfront",
        ),
        ({"held": [LARGE], "for": {"option": PARTIAL, "fee_usd": 0, "hourly_usd": 0}}, "for", "worth something"),
        ({"held": [LARGE], "region": "mars-1", "for": {}}, "region", "no region of this name"),
    ],
)
def test_what_is_not_exchanged_is_told_by_its_field(
    client: Client, question: dict[str, Any], field: str, sentence: str
) -> None:
    errors = post(client, question, status=422)["errors"]
    assert [each for each in errors if each["field"] == field and sentence in each["message"]], errors
