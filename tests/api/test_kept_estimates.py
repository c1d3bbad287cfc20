"""Estimates that are kept, over REST: versions, conditions, links, differences."""

import json
from typing import Any

import pytest
from django.test import Client

from calculator.models import EstimateVersion, StoredEstimate

BASE = "/api/v1/estimates"
pytestmark = pytest.mark.django_db


def document(gb: str = "1000", title: str = "Photos") -> dict[str, Any]:
    return {
        "title": title,
        "groups": [{"id": "g", "entries": [{"id": "e", "service": "s3", "usage": {"storage_gb": gb}}]}],
    }


def send(client: Client, method: str, address: str, body: Any = None, **headers: str) -> Any:
    return client.generic(
        method, address, b"" if body is None else json.dumps(body), "application/json", headers=headers or None
    )


def made(client: Client, body: Any = None, **headers: str) -> dict[str, Any]:
    answer = send(client, "POST", BASE, body or document(), **headers)
    assert answer.status_code in (200, 201)
    found: dict[str, Any] = answer.json()
    return found


def key_of(found: dict[str, Any]) -> dict[str, str]:
    return {"authorization": f"Bearer {found['key']}"}


def test_an_estimate_is_made_read_and_saved_as_the_next_version(client: Client) -> None:
    answer = send(client, "POST", BASE, document())
    found = answer.json()
    assert (answer.status_code, answer["ETag"], found["version"]) == (201, '"1"', 1)
    assert answer["Location"] == f"{BASE}/{found['id']}"
    assert found["effective_monthly_usd"] == "23"
    here, key = answer["Location"], key_of(found)
    saved = send(client, "PUT", here, document("2000"), **key, **{"if-match": '"1"'})
    assert (saved.status_code, saved["ETag"], saved.json()["effective_monthly_usd"]) == (200, '"2"', "46")
    read = send(client, "GET", here, **key)
    assert read.json()["estimate"] == saved.json()["estimate"]
    assert read["Cache-Control"] == "private, no-store"
    versions = send(client, "GET", f"{here}/versions", **key).json()["versions"]
    assert [(each["version"], each["effective_monthly_usd"]) for each in versions] == [(2, "46"), (1, "23")]
    first = send(client, "GET", f"{here}/versions/1", **key).json()
    assert first["answer"]["monthly_usd"] == "23"
    assert first["checksum"] == first["answer"]["checksum"] == found["checksum"]
    assert send(client, "GET", f"{here}/answer", **key).json()["monthly_usd"] == "46"
    assert send(client, "GET", f"{here}/answer?format=csv", **key).content.startswith(b"group,")


def test_nothing_is_saved_over_what_somebody_else_saved(client: Client) -> None:
    found = made(client)
    here, key = f"{BASE}/{found['id']}", key_of(found)
    assert send(client, "PUT", here, document("2000"), **key).status_code == 428
    assert send(client, "PUT", here, document("2000"), **key, **{"if-match": '"1"'}).status_code == 200
    late = send(client, "PUT", here, document("3000"), **key, **{"if-match": '"1"'})
    assert late.status_code == 412
    assert "version 2" in late.json()["detail"]
    # What is already there is no new version.
    again = send(client, "PUT", here, document("2000"), **key, **{"if-match": '"2"'})
    assert (again.status_code, again.json()["version"]) == (200, 2)


def test_a_condition_that_fails_is_a_problem_with_every_member_of_its_schema(client: Client) -> None:
    found = made(client)
    old = {**key_of(found), "if-match": '"7"'}
    refused = send(client, "PUT", f"{BASE}/{found['id']}", document("2000"), **old)
    assert refused.status_code == 412
    (wrong,) = refused.json()["errors"]
    schema = client.get("/api/v1/schema").json()["components"]["schemas"]["WrongField"]
    assert set(wrong) == set(schema["required"])
    assert (wrong["field"], wrong["value"], wrong["needed"]) == ("If-Match", '"7"', None)


def test_a_request_sent_again_keeps_nothing_twice(client: Client) -> None:
    first = send(client, "POST", BASE, document(), **{"idempotency-key": "a-1"})
    again = send(client, "POST", BASE, document(), **{"idempotency-key": "a-1"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["id"], first.json()["key"]) == (again.json()["id"], again.json()["key"])
    other = send(client, "POST", BASE, document("7"), **{"idempotency-key": "a-1"})
    assert other.status_code == 422
    assert StoredEstimate.objects.count() == 1


def test_only_the_key_opens_an_estimate(client: Client) -> None:
    found = made(client)
    here = f"{BASE}/{found['id']}"
    for headers in (
        {},
        {"authorization": "Bearer " + "x" * 22},
        {"authorization": "Basic abc"},
        {"authorization": "Bearer \u00e9"},
    ):
        assert send(client, "GET", here, **headers).status_code == 404
        assert send(client, "PUT", here, document("5"), **headers, **{"if-match": '"1"'}).status_code == 404
    assert send(client, "GET", f"{BASE}/{'x' * 22}", **key_of(found)).status_code == 404
    assert EstimateVersion.objects.count() == 1


def test_a_link_shows_one_version_or_the_newest_until_it_is_revoked(client: Client) -> None:
    found = made(client)
    here, key = f"{BASE}/{found['id']}", key_of(found)
    one = send(client, "POST", f"{here}/shares", {"version": 1}, **key).json()
    latest = send(client, "POST", f"{here}/shares", {}, **key).json()
    send(client, "PUT", here, document("2000"), **key, **{"if-match": '"1"'})
    shown = {
        name: client.get(f"/api/v1/shared/{each['token']}").json() for name, each in (("one", one), ("latest", latest))
    }
    assert (shown["one"]["version"], shown["latest"]["version"]) == (1, 2)
    assert "key" not in shown["one"]
    assert len(send(client, "GET", f"{here}/shares", **key).json()["shares"]) == 2
    assert send(client, "DELETE", f"{here}/shares/{one['token']}", **key).status_code == 204
    assert send(client, "DELETE", f"{here}/shares/{one['token']}", **key).status_code == 404
    assert client.get(f"/api/v1/shared/{one['token']}").status_code == 404
    assert send(client, "POST", f"{here}/shares", {"version": 9}, **key).status_code == 404


def test_two_versions_are_compared(client: Client) -> None:
    found = made(client)
    here, key = f"{BASE}/{found['id']}", key_of(found)
    send(client, "PUT", here, document("2000"), **key, **{"if-match": '"1"'})
    told = send(client, "GET", f"{here}/difference", **key).json()
    (entry,) = told["entries"]
    assert (told["from"], told["to"], told["delta_usd"]) == (1, 2, "23")
    assert entry["fields"] == [{"name": "usage.storage_gb", "before": "1000", "after": "2000"}]
    assert (entry["usage_usd"], entry["prices_usd"], entry["pooling_usd"]) == ("23", "0", "0")
    assert send(client, "GET", f"{here}/difference?from=x", **key).status_code == 422
    assert send(client, "GET", f"{here}/difference?from=1&till=2", **key).status_code == 422
    assert send(client, "GET", f"{here}/difference?from=1&to=9", **key).status_code == 404
    assert send(client, "GET", f"{here}/difference?format=csv", **key).content.startswith(b"id,name,")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"title": "\x00"}, 201),
        ({"title": "\u202e\U0001f600" * 50}, 201),
        ({"groups": [{"entries": [{"service": "s3", "usage": {"storage_gb": "\x00"}}]}]}, 201),
        ({"title": 3}, 201),
        ({"format": "x"}, 422),
        ([], 400),
    ],
)
def test_whatever_is_sent_is_kept_or_refused(client: Client, body: Any, status: int) -> None:
    answer = send(client, "POST", BASE, body)
    assert answer.status_code == status
    if status == 201:
        found = answer.json()
        assert send(client, "GET", f"{BASE}/{found['id']}", **key_of(found)).json()["checksum"] == found["checksum"]


def test_half_a_character_is_refused(client: Client) -> None:
    answer = client.post(BASE, data='{"title": "\\ud800"}', content_type="application/json")
    assert answer.status_code == 422


def test_a_blueprint_can_be_kept_as_it_is_listed(client: Client) -> None:
    found = client.get("/api/v1/blueprints").json()
    assert found["count"] == len(found["blueprints"]) >= 6
    first = found["blueprints"][0]
    assert made(client, first["estimate"])["title"] == first["title"]
    assert client.get("/api/v1/blueprints?x=1").status_code == 422
