"""Estimates of many services over REST."""

import csv
import json
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from calculator.services import SERVICES
from tests.lanes import SERVICES_ASKED, some_of

ADDRESS = "/api/v1/estimates/answer"
BUCKET = {"name": "Photos", "service": "s3", "usage": {"storage_gb": "40 TB"}, "tags": {"team": "shop"}}
DOCUMENT = {
    "title": "Shop",
    "groups": [
        {"name": "Production", "entries": [BUCKET], "groups": [{"name": "Copies", "entries": [BUCKET]}]},
        {"name": "Empty"},
    ],
}


def post(client: Client, body: Any, address: str = ADDRESS, **more: Any) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post(address, data=text, content_type="application/json", **more)


def test_an_estimate_is_answered_with_pooled_tiers_and_subtotals(client: Client) -> None:
    answer = post(client, DOCUMENT).json()
    # 80 TB: 51,200 x 0.023 + 30,720 x 0.022; each for itself 40,960 x 0.023
    figures = {name: answer[name] for name in ("monthly_usd", "upfront_usd", "effective_monthly_usd", "annual_usd")}
    assert figures == {
        "monthly_usd": "1853.44", "upfront_usd": "0", "effective_monthly_usd": "1853.44", "annual_usd": "22241.28",
    }  # fmt: skip
    assert answer["list"]["effective_monthly_usd"] == answer["contracted"]["effective_monthly_usd"] == "1884.16"
    assert [(each["name"], each["effective_monthly_usd"]) for each in answer["by_tag"]] == [("team=shop", "1853.44")]
    production, empty = answer["groups"]
    assert (production["effective_monthly_usd"], empty["effective_monthly_usd"]) == ("1853.44", "0")
    assert production["groups"][0]["effective_monthly_usd"] == "926.72"
    (line,) = (each for each in production["entries"][0]["line_items"] if Decimal(each["usd"]))
    assert (line["list_usd"], line["contracted_usd"], line["pooled_usd"]) == ("942.08", "942.08", "926.72")
    assert answer["is_complete"] and answer["missing"] == []


def first_workload(key: str) -> dict[str, object]:
    """What the page of a service opens with, without what an estimate asks for on its own."""
    usage = SERVICES[key].EXAMPLES[0].usage if SERVICES[key].EXAMPLES else {}
    own = ("region", "as_of", "month", "include_free_tier")
    return {name: value for name, value in usage.items() if name not in own}


def test_entries_of_every_service_fit_the_schema(
    client: Client, description: Any, faults: Callable[[Any, Any], list[str]]
) -> None:
    entries: list[dict[str, Any]] = [
        {"service": key, "usage": first_workload(key)} for key in some_of(list(SERVICES), SERVICES_ASKED)
    ]
    entries.append({"service": "s3", "usage": {"storage_class": "none"}})
    document = {"groups": [{"entries": entries}], "terms": [{"percent_off": "5"}]}
    answer = post(client, document).json()
    assert [each["entry"] for each in answer["missing"]] == [f"e{len(entries)}"]
    shapes = description["components"]["schemas"]
    assert faults(answer, {"$ref": "#/components/schemas/EstimateAnswer"}) == []
    assert faults(answer["estimate"], {"$ref": "#/components/schemas/EstimateDocument"}) == []
    assert "EstimateEntry" in shapes


@pytest.mark.parametrize(
    ("document", "pointer", "code"),
    [
        ({"service": "s4"}, "/groups/0/entries/0", "unknown_name"),
        ({"service": "s3", "region": "eu-west-9"}, "/groups/0/entries/0/region", "invalid_input"),
        ({"service": "s3", "usage": {"storage": "1"}}, "/groups/0/entries/0/usage/storage", "invalid_input"),
        (
            {"service": "ebs", "usage": {"iops": "90000"}},
            "/groups/0/entries/0/usage/iops",
            "infeasible",
        ),
    ],
)
def test_an_entry_without_an_answer_is_told_and_the_others_are_answered(
    client: Client, document: dict[str, Any], pointer: str, code: str
) -> None:
    answer = post(client, {"groups": [{"entries": [document, BUCKET]}]}).json()
    (missing,) = answer["missing"]
    assert (missing["entry"], missing["code"]) == ("e1", code)
    assert missing["errors"][0]["pointer"].startswith(pointer)
    assert not answer["is_complete"]
    assert answer["monthly_usd"] == "942.08"


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"title": 5, "grups": []}, 422, "/grups"),
        ({"prices": {"as_of": "2999-01-01"}}, 422, "/prices/as_of"),
        ('{"title": "a", "title": "b"}', 422, "title"),
        ("[]", 400, None),
        ("{", 400, None),
        ('{"groups": ' + "[" * 2000 + "]" * 2000 + "}", 400, None),
        ({"note": "x" * 1024 * 1024}, 413, None),
    ],
)
def test_what_is_wrong_is_told_at_its_place(client: Client, body: Any, status: int, field: str | None) -> None:
    answer = post(client, body)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert field is None or field in [each["field"] for each in answer.json()["errors"]]


def test_only_post_asks_and_nothing_stands_in_the_address(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 405
    assert post(client, DOCUMENT, f"{ADDRESS}?region=eu-west-1").status_code == 422


def test_csv_has_a_row_for_each_charge(client: Client) -> None:
    answer = post(client, DOCUMENT, f"{ADDRESS}?format=csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode(), newline="")))
    assert sum(Decimal(row["pooled_usd"]) for row in rows) == Decimal("1853.44")
    assert {row["group"] for row in rows} == {"Production", "Production/Copies"}
