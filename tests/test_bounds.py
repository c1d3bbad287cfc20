"""What a request may ask is looked at before it is worked on, and what is told back stays short."""

import json
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client

from calculator.core.inputs import MOST_ERRORS
from calculator.core.lists import MOST_VALUES, ListField

ESTIMATE = "/api/v1/services/s3/estimate"
REPLICAS = "/api/v1/services/dynamodb/estimate"
LONGEST_REFUSAL = 30_000
EXCEL_CELL = 32_767


def object_of(names: list[str]) -> bytes:
    return ("{" + ",".join(f'"{name}":1' for name in names) + "}").encode()


@pytest.mark.parametrize(
    "names",
    [
        [f"a{number // 2}" for number in range(6000)],
        ["a"] * 9000,
        [f"storage_g{number}" for number in range(3000)],
        [f"x{number}" for number in range(5000)],
    ],
    ids=["each twice", "one", "alike", "unlike"],
)
def test_a_body_of_many_wrong_names_is_refused_in_few_words(
    client: Client, monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    looked_up = counting_look_ups(monkeypatch)
    refused = client.generic("POST", ESTIMATE, object_of(names), content_type="application/json")
    assert refused.status_code == 422
    assert len(refused.json()["errors"]) <= MOST_ERRORS
    assert len(refused.content) < LONGEST_REFUSAL
    assert len(looked_up) <= MOST_ERRORS


@pytest.mark.parametrize("path", [ESTIMATE, "/api/v1/prices", "/api/v1/limits"])
def test_a_query_of_many_wrong_names_is_refused_in_few_words(client: Client, path: str) -> None:
    refused = client.get(f"{path}?" + "&".join(f"storage_g{number}=1" for number in range(450)))
    assert refused.status_code == 422
    assert len(refused.json()["errors"]) <= MOST_ERRORS
    assert len(refused.content) < LONGEST_REFUSAL


def counting_look_ups(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names for which one that comes near was looked for."""
    from calculator.core import inputs

    looked_up: list[str] = []
    look_up = inputs.unknown_field

    def counted(name: str, known: dict[str, object]) -> str:
        looked_up.append(name)
        return look_up(name, known)

    monkeypatch.setattr(inputs, "unknown_field", counted)
    return looked_up


@pytest.mark.parametrize(
    ("field", "count", "told"),
    [
        ("replica_regions", MOST_VALUES + 1, f"has {MOST_VALUES + 1} values; give {MOST_VALUES} at most."),
        ("replica_regions", 5000, f"has 5,000 values; give {MOST_VALUES} at most."),
    ],
)
def test_a_list_that_is_too_long_is_not_read(
    client: Client, monkeypatch: pytest.MonkeyPatch, field: str, count: int, told: str
) -> None:
    monkeypatch.delattr(ListField, "_read_one")
    body = json.dumps({field: ["x"] * count})
    refused = client.generic("POST", REPLICAS, body, content_type="application/json")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["message"].endswith(told)


def test_a_comparison_in_xml_ends_where_a_cell_does(client: Client) -> None:
    answer = client.get("/cells/ec2/compare.xml?by=instance_type")
    assert len(answer.content) <= EXCEL_CELL
    result = fromstring(answer.content)
    ranks = [int(each.text or "") for each in result.findall("alternatives/alternative/rank")]
    assert ranks == list(range(1, len(ranks) + 1))
    whole = client.get("/api/v1/services/ec2/compare?by=instance_type").json()
    types = len(whole["alternatives"]) + sum(whole["left_out"][kind] for kind in ("feasible", "unpriced", "infeasible"))
    assert len(ranks) + int(result.findtext("left_out") or "") == types > 1000


def test_a_comparison_that_fits_says_nothing_of_what_is_left_out(client: Client) -> None:
    assert fromstring(client.get("/cells/s3/compare.xml").content).find("left_out") is None
