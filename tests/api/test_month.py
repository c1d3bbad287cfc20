"""How long the month is, through every way in: asked for under one name, and said again by every answer."""

import csv
import json
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.test import Client

from calculator.core.month import MONTHS
from calculator.services import SERVICES

KEYS = pytest.mark.parametrize("key", SERVICES)
DAYS = ("28", "29", "30", "31")


def answers(client: Client, key: str, month: dict[str, str]) -> dict[str, Any]:
    """What each call of the REST API answers."""
    base = f"/api/v1/services/{key}"
    asked = {
        "estimate": {},
        "compare": {},
        "reprice": {"against": "2026-11-21"},
        "sweep": {"start": "1", "stop": "90", "points": "2"},
    }
    return {verb: client.get(f"{base}/{verb}", {**fields, **month}).json() for verb, fields in asked.items()}


@KEYS
def test_every_answer_says_its_month(client: Client, key: str) -> None:
    assert {verb: answer["month"] for verb, answer in answers(client, key, {}).items()} == dict.fromkeys(
        ("estimate", "compare", "reprice", "sweep"), "730"
    )
    assert {answer["month"] for answer in answers(client, key, {"month": "31"}).values()} == {"31"}


@KEYS
def test_a_body_may_have_the_days_as_a_number(client: Client, key: str) -> None:
    address = f"/api/v1/services/{key}/estimate"
    typed, posted = ({"month": month} for month in ("30", 30))
    got = client.get(address, typed).json()
    assert client.post(address, json.dumps(posted), content_type="application/json").json() == got
    assert got["usage"].get("hours_per_month", "720") == "720"


@KEYS
def test_the_description_of_a_service_lists_the_months(client: Client, key: str) -> None:
    declared = client.get(f"/api/v1/services/{key}").json()["properties"]["month"]
    assert (declared["enum"], declared["default"]) == (list(MONTHS), "730")


@KEYS
def test_tables_have_a_column_for_the_month(client: Client, key: str) -> None:
    for verb in ("estimate", "compare"):
        table = client.get(f"/api/v1/services/{key}/{verb}?format=csv&month=29").content.decode()
        assert {row["month"] for row in csv.DictReader(StringIO(table, newline=""))} == {"29"}


@KEYS
@pytest.mark.parametrize("days", DAYS)
def test_cells_ask_for_a_month_and_say_it(client: Client, key: str, days: str) -> None:
    assert client.get(f"/cells/{key}/month?month={days}").content == days.encode()
    for document in ("estimate.xml", "compare.xml"):
        answer = client.get(f"/cells/{key}/{document}?month={days}").content.decode()
        assert ElementTree.fromstring(answer).findtext("month") == days


def test_a_cell_with_no_such_month_says_what_there_is(client: Client) -> None:
    answer = client.get("/cells/ebs/monthly_usd?month=27").content.decode()
    assert answer.startswith("ERROR invalid_input month: Month is not one of the choices")
    assert "730, 28, 29, 30, 31" in answer


@KEYS
def test_pages_and_the_command_line_say_a_calendar_month_in_words(client: Client, key: str) -> None:
    page, usual = (client.get(f"/{key}/", fields).content.decode() for fields in ({"month": "31"}, {}))
    assert ("<span>a month of 31 days</span>" in page, "month of 31 days</span>" in usual) == (True, False)
    assert '<option value="31" selected>31 days, 744 hours</option>' in page
    out = StringIO()
    call_command("estimate", key, "--month=31", stdout=out)
    assert out.getvalue().splitlines()[0].endswith(", a month of 31 days")
