"""The form of a new estimate: nothing that is sent is dropped in silence, and what is wrong leads to its field."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.interchange.plans import change, plan

pytestmark = pytest.mark.django_db

PLAN = plan(change("aws_nat_gateway.a", {"connectivity_type": "public"}))
TEMPLATE = "Resources: {V: {Type: AWS::EC2::Volume, Properties: {Size: 100, VolumeType: gp3}}}"
OWN = json.dumps({"title": "Own", "groups": [{"name": "All", "entries": [{"service": "s3"}]}]})
ASKED = '<details class="wide" open>'


def sent(client: Client, text: str, **fields: Any) -> Any:
    files = {"file": SimpleUploadedFile("a", text.encode())} if text else {}
    return client.post("/estimates/new", {**files, **fields})


def alert_of(page: str) -> str:
    """What the page says is wrong, without its tags."""
    (found,) = re.findall(r'<section class="panel" role="alert">(.*?)</section>', page, re.DOTALL)
    return re.sub("<[^>]*>", "", found)


@pytest.mark.parametrize(
    ("text", "fields", "heading", "sentence", "link"),
    [
        (TEMPLATE, {}, "this is needed first", "does not say in which Region", "file_region"),
        (PLAN, {"usage": "resource_usage: ["}, "this is needed first", "YAML", "usage"),
        (PLAN, {"parameters": "nonsense"}, "this is needed first", "one parameter", "parameters"),
        (PLAN, {"colour": "red"}, "this is needed first", "colour has no meaning here", ""),
        (PLAN, {"before": "text"}, "this is needed first", "before has no meaning here", "before"),
        (PLAN, {"tags": ["team", "env"]}, "this is needed first", "tags is given more than once", "tags"),
        ("", {"tags": "team"}, "this is needed first", "leave it empty", "tags"),
        (OWN, {"file_region": "eu-west-1"}, "this is needed first", "leave it empty", "file_region"),
        ('{"groups": 3}', {}, "cannot be read", "groups", ""),
    ],
)
def test_what_is_wrong_leads_to_its_field(
    client: Client, text: str, fields: dict[str, Any], heading: str, sentence: str, link: str
) -> None:
    answer = sent(client, text, **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert heading in alert_of(page)
    assert sentence in alert_of(page)
    assert re.findall(r'class="notice bad"><a href="#([^"]*)"', page) == ([link] if link else [])


@pytest.mark.parametrize(
    ("fields", "is_open"), [({}, False), ({"parameters": "nonsense"}, True), ({"tags": "a"}, True)], ids=str
)
def test_what_is_folded_away_opens_where_it_is_wrong_or_stated(
    client: Client, fields: dict[str, str], is_open: bool
) -> None:
    assert (ASKED in sent(client, TEMPLATE, **fields).content.decode()) is is_open


def test_files_that_nobody_chose_are_sent_as_nothing(client: Client) -> None:
    assert client.post("/estimates/new", {"title": "Mine", "file": "", "before": ""}).status_code == 303


def test_a_region_is_asked_for_beside_the_file(client: Client) -> None:
    page = client.get("/estimates/new").content.decode()
    assert page.index('id="file"') < page.index('id="file_region"') < page.index('<details class="wide"')


@pytest.mark.parametrize("fields", [{"blueprint": "serverless-api"}, {"before": "two"}])
def test_what_cannot_be_sent_together_is_refused(client: Client, fields: dict[str, str]) -> None:
    earlier = {"before": [SimpleUploadedFile(each, PLAN.encode()) for each in "ab"]} if "before" in fields else fields
    answer = sent(client, PLAN if "before" in fields else OWN, **earlier)
    assert answer.status_code == 422
    assert "send one" in alert_of(answer.content.decode())


def test_a_file_of_an_unknown_field_is_refused(client: Client) -> None:
    answer = client.post("/estimates/new", {"plan": SimpleUploadedFile("a", PLAN.encode())})
    assert answer.status_code == 422
    assert "Files are sent as file and before" in alert_of(answer.content.decode())
