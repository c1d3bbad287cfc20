"""The search that adds a line to an estimate: what it finds leads to pages that know the estimate."""

import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a (?:class="chip" )?href="([^"]+)">([^<]+)</a>')


@pytest.fixture
def here(client: Client) -> str:
    """The address of a new estimate of one bucket."""
    line = {"service": "s3", "storage_gb": "40 TB", "region": "us-east-1", "name": "Photos", "count": "1", "into": ""}
    return str(client.post("/estimates/add", line)["Location"])


def found(client: Client, address: str, typed: str) -> dict[str, str]:
    """The addresses by the names that a list has."""
    told = client.get(address, {"find": typed})
    assert told.status_code == 200
    (part,) = re.findall(r'<(?:ul class="list"|p class="chips") data-say.*?</(?:ul|p)>', told.content.decode(), re.S)
    return {name: unescape(url) for url, name in LINK.findall(part)}


@pytest.mark.parametrize("place", ["", "find"], ids=["page", "list alone"])
@pytest.mark.parametrize(
    ("typed", "name", "address"),
    [
        ("sqs", "Amazon SQS", "/sqs/?estimate={}"),
        ("QUEUE", "Amazon SQS", "/sqs/?estimate={}"),
        ("what is an RCU?", "RCU", "/dynamodb/?estimate={}"),
        ("m7g.large", "m7g.large (2 vCPU, 8 GiB, arm64)", "/ec2/?instance_type=m7g.large&estimate={}"),
        ("", "Amazon S3", "/s3/?estimate={}"),
        ("no such thing", "Amazon S3", "/s3/?estimate={}"),
    ],
)
def test_what_is_found_leads_to_a_page_that_knows_the_estimate(
    client: Client, here: str, place: str, typed: str, name: str, address: str
) -> None:
    estimate = here.split("/")[2]
    assert found(client, here + place, typed)[name] == address.format(estimate)
    page = client.get(address.format(estimate)).content.decode()
    (add,) = re.findall(r'href="(/estimates/add\?[^"]+)"', page)[:1]
    assert f"estimate={estimate}" in unescape(add)


@pytest.mark.parametrize(("typed", "first"), [("s3", "Amazon S3"), ("ec2", "Amazon EC2"), ("lambda", "AWS Lambda")])
def test_a_service_of_that_name_comes_before_those_that_mention_it(
    client: Client, here: str, typed: str, first: str
) -> None:
    assert next(iter(found(client, f"{here}find", typed))) == first


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("fax machine", "Nothing is named “fax machine”. Try a service"),
        ("<script>", "Nothing is named “&lt;script&gt;”."),
        ("x" * 500, f"Nothing is named “{'x' * 100}”."),
        ("large", "The first 30 are listed"),
        ("fair queue", "2 found."),
        ("\0", "Nothing is named"),
    ],
)
def test_how_many_are_found_is_said(client: Client, here: str, typed: str, told: str) -> None:
    for address in (here, f"{here}find"):
        assert told in client.get(address, {"find": typed}).content.decode()


def test_who_may_not_see_an_estimate_finds_nothing_there(client: Client, here: str) -> None:
    assert Client().get(f"{here}find", {"find": "queue"}).status_code == 404
    assert client.post(f"{here}find").status_code == 405
