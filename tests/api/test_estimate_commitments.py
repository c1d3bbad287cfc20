"""What to commit to for a kept estimate, over REST."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

BASE = "/api/v1/estimates"
pytestmark = pytest.mark.django_db
ENTRIES = [
    {"id": "web", "service": "ec2", "usage": {"instance_type": "m7g.xlarge", "instances": "3"}},
    {"id": "photos", "name": "Photos", "service": "s3", "usage": {"storage_gb": "1000"}},
]


def send(client: Client, address: str, body: Any, **headers: str) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json", headers=headers)


@pytest.fixture
def kept(client: Client) -> Any:
    document = {"prices": {"as_of": "2026-11-21"}, "groups": [{"id": "g", "entries": ENTRIES}]}
    return send(client, BASE, document).json()


def test_the_saving_of_a_month_comes_off_the_total_of_the_estimate(
    client: Client, kept: Any, description: Any, faults: Callable[[Any, Any], list[str]]
) -> None:
    address = kept["links"]["commitments"]
    answer = send(client, address, {}, Authorization=f"Bearer {kept['key']}")
    assert answer.status_code == 200
    assert (answer["Cache-Control"], answer["ETag"]) == ("private, no-store", '"1"')
    found = answer.json()
    least = next(each for each in found["totals"] if "least_cost" in each["names"])
    now = Decimal("0.1632") * 3 * 730 + 23
    assert Decimal(found["effective_monthly_usd"]) == now
    assert Decimal(least["effective_monthly_usd"]) == round(Decimal(3 * 1693) / 36 + 23, 6)
    assert Decimal(least["saving_monthly_usd"]) == now - Decimal(least["effective_monthly_usd"])
    assert [each["entry"] for each in found["lines"]] == ["web"]
    assert [each["name"] for each in found["left_out"]] == ["Photos"]
    path = description["paths"]["/estimates/{estimate}/commitments"]["post"]
    schema = path["responses"]["200"]["content"]["application/json"]["schema"]
    assert faults(found, schema) == []


def test_a_mix_of_your_own_and_limits_are_asked_as_of_fleets(client: Client, kept: Any) -> None:
    own = [{"option": "reserved_1y_no_upfront", "quantity": "2"}]
    asked = {"months": "12", "commitments": own}
    found = send(client, kept["links"]["commitments"], asked, Authorization=f"Bearer {kept['key']}").json()
    assert found["commitments"]["months"] == "12"
    stated = next(each for each in found["commitments"]["mixes"] if "stated" in each["names"])
    assert [(each["option"], each["quantity"]) for each in stated["commitments"]] == [("reserved_1y_no_upfront", "2")]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"fleets": []}, "fleets"),
        ({"as_of": "2026-01-01"}, "as_of"),
        ({"months": 0}, "months"),
        ({"month": 1}, "month"),
    ],
)
def test_what_is_wrong_is_named(client: Client, kept: Any, body: Any, field: str) -> None:
    answer = send(client, kept["links"]["commitments"], body, Authorization=f"Bearer {kept['key']}")
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_only_the_key_or_a_link_opens_it(client: Client, kept: Any) -> None:
    address, key = kept["links"]["commitments"], {"Authorization": f"Bearer {kept['key']}"}
    assert send(client, address, {}).status_code == 404
    assert send(client, address, {}, Authorization="Bearer wrong").status_code == 404
    assert client.get(address, headers=key).status_code == 405
    token = send(client, kept["links"]["shares"], {}, **key).json()["token"]
    shared = f"/api/v1/shared/{token}/commitments"
    assert send(client, shared, {}).json() == send(client, address, {}, **key).json()
    assert client.delete(f"{kept['links']['shares']}/{token}", headers=key).status_code == 204
    assert send(client, shared, {}).status_code == 404


def test_csv_has_the_lines_left_out(client: Client, kept: Any) -> None:
    headers = {"Authorization": f"Bearer {kept['key']}", "Accept": "text/csv"}
    answer = send(client, kept["links"]["commitments"], {}, **headers)
    assert answer.status_code == 200
    assert "Photos" in answer.content.decode().splitlines()[-1]
