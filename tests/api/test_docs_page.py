"""The page of the API for people: one of each service, and each of its calls answers."""

import re
import shlex
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from calculator.services import SERVICES
from tests.lanes import SERVICES_ASKED, some_of

KEYS = pytest.mark.parametrize("key", SERVICES)

# Of HTML: the largest page of a workload has about as much.
MOST_BYTES_OF_DOCS = 135_000


# --- The page ---------------------------------------------------------------------------------------------


@pytest.fixture
def page(client: Client) -> str:
    return docs_of(client, "s3")


def docs_of(client: Client, key: str) -> str:
    return client.get(f"/api/v1/docs?service={key}").content.decode()


def test_the_page_of_every_service_is_one_choice_away_and_small(client: Client) -> None:
    chosen = re.findall(r'<option value="(\w+)"', client.get("/api/v1/docs").text)
    assert chosen == [*SERVICES]
    sizes = {key: len(client.get(f"/api/v1/docs?service={key}").content) for key in some_of(chosen, SERVICES_ASKED)}
    assert max(sizes.values()) < MOST_BYTES_OF_DOCS


@pytest.mark.parametrize(("query", "status"), [("service=s4", 404), ("services=s3", 422)])
def test_the_page_refuses_what_it_does_not_know(client: Client, query: str, status: int) -> None:
    assert client.get(f"/api/v1/docs?{query}").status_code == status


@KEYS
def test_the_page_shows_every_field_with_its_unit_and_help(client: Client, key: str) -> None:
    text = unescape(docs_of(client, key).replace("<code>", "`").replace("</code>", "`"))
    told = [
        (field.help, field.unit, name)
        for name, field in SERVICES[key].Usage.declarations.items()
        if not (name in text and field.unit in text and field.help in text)
    ]
    assert told == []


@pytest.mark.slow
@pytest.mark.django_db
@KEYS
def test_every_call_on_the_page_answers(client: Client, key: str) -> None:
    page = docs_of(client, key)
    calls = [shlex.split(unescape(line)) for line in re.findall("(?s)<code>(curl .*?)</code>", page)]
    # Those of one estimate name it: tests/api/test_kept_estimates.py makes one and asks them.
    answers = [asked_by(client, words[1:]) for words in calls if "{" not in words[1]]
    assert {each.status_code for each in answers} <= {200, 201}
    assert len(answers) > 3


def asked_by(client: Client, words: list[str]) -> Any:
    """The answer to a line for curl: an address, then headers and a body."""
    address, options = path_of(words[0]), words[1:]
    given = list(zip(options[::2], options[1::2], strict=True))
    sent = dict(text.split(": ", 1) for option, text in given if option == "-H")
    body = next((text for option, text in given if option in ("-d", "--data-binary")), None)
    if body is None:
        return client.get(address)
    return client.post(address, data=body, content_type=sent.pop("Content-Type"), headers=sent)


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def test_the_page_takes_nothing_from_elsewhere_and_runs_no_inline_script(page: str) -> None:
    assert re.findall(r'(?:src|rel="stylesheet" href)="(?!/)', page) == []
    assert re.findall(r"<script(?![^>]* src=)|<style|\bstyle=|\bon\w+=", page) == []


@KEYS
def test_every_link_within_the_page_leads_somewhere(client: Client, key: str) -> None:
    page = docs_of(client, key)
    targets = set(re.findall(r'\bid="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets
