"""What no source tells is null, empty or a sentence on every surface, and never nothing: `$0.00`, `0`, `0.00`.

m4.large in Ireland for three years with partial upfront comes to 0.05 an hour in effect; how much of it is paid at once
is not known. 730 x 0.05 = 36.50 a month, 438 a year.
"""

import csv
import json
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.test import Client

from tests.web.reading import body

FIELDS = {
    **{"instance_type": "m4.large", "region": "eu-west-1", "as_of": "2026-11-21"},
    "purchase_option": "reserved_3y_partial_upfront",
}
API = "/api/v1/services/ec2"
UNKNOWN = ("monthly_usd", "upfront_usd")
KNOWN = {"effective_monthly_usd": "36.5", "annual_usd": "438"}


def address(path: str, **more: str) -> str:
    # Only the overview knows a service by its name.
    fields = {name: value for name, value in {**FIELDS, **more}.items() if name != "service" or path == "/"}
    return f"{path}?{urlencode(fields)}"


def test_an_estimate_has_null(client: Client) -> None:
    document = client.get(f"{API}/estimate", FIELDS).json()
    assert {name: document[name] for name in (*UNKNOWN, *KNOWN)} == {**dict.fromkeys(UNKNOWN), **KNOWN}
    assert [
        (each["name"], each["recurrence"], each["usd"]) for each in document["line_items"] if each["usd"] != "0"
    ] == [("instance_hours", "effective", "36.5")]


def test_a_comparison_ranks_by_what_is_known_and_has_null_for_the_rest(client: Client) -> None:
    alternatives = client.get(f"{API}/compare", {**FIELDS, "purchase_option": "on_demand"}).json()["alternatives"]
    found = next(each for each in alternatives if each["choice"] == FIELDS["purchase_option"])
    assert {name: found[name] for name in UNKNOWN} == dict.fromkeys(UNKNOWN)
    # m4.large on demand in Ireland is 0.111 an hour, 81.03 a month.
    assert (found["effective_monthly_usd"], found["delta_usd"]) == ("36.5", "-44.53")
    costs = [float(each["effective_monthly_usd"]) for each in alternatives if each["feasible"]]
    assert costs == sorted(costs)


@pytest.mark.parametrize("address", [f"{API}/compare", "/cells/ec2/compare.csv"])
def test_a_table_has_an_empty_cell(client: Client, address: str) -> None:
    text = client.get(address, {**FIELDS, "format": "csv"} if address.startswith(API) else FIELDS).content.decode()
    row = next(each for each in csv.DictReader(StringIO(text)) if each["choice"] == FIELDS["purchase_option"])
    assert [row[name] for name in UNKNOWN] == ["", ""]


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_cell_says_so_in_a_sentence(client: Client, name: str) -> None:
    response = client.get(f"/cells/ec2/{name}", FIELDS)
    assert response.content.decode().startswith(f"ERROR unknown value: {name} is not known: ")
    assert "effective_monthly_usd" in response.content.decode()
    assert response["X-Cell-Error"] == "unknown"
    assert client.get(f"/cells/ec2/{name}", {**FIELDS, "strict": "1"}).status_code == 404


def test_a_cell_of_what_is_known_has_its_number(client: Client) -> None:
    assert [client.get(f"/cells/ec2/{name}", FIELDS).content for name in KNOWN] == [b"36.50", b"438.00"]


def test_xml_leaves_it_out(client: Client) -> None:
    result = ElementTree.fromstring(client.get("/cells/ec2/estimate.xml", {**FIELDS, "precision": "2"}).content)
    assert [result.findtext(name) for name in (*UNKNOWN, "effective_monthly_usd")] == [None, None, "36.50"]


@pytest.mark.parametrize("path", ["/ec2/", "/ec2/compare/"])
def test_a_page_shows_what_the_month_comes_to_in_effect(client: Client, path: str) -> None:
    text = body(client, address(path, service="ec2"))
    assert "$36.50" in text
    assert "None" not in text


def test_no_amount_of_the_answer_is_nothing(client: Client) -> None:
    text = body(client, address("/ec2/"))
    answer = text[text.index('id="answer"') : text.index('id="alternatives"')]
    assert [each for each in ("$0.00", "data-monthly-usd") if each in answer] == []


def test_the_page_says_that_it_is_not_known_and_offers_a_cell_that_is(client: Client) -> None:
    text = body(client, address("/ec2/"))
    assert "Effective monthly total" in text
    assert "upfront and monthly are not known apart" in text
    assert "<dt>Upfront and monthly</dt><dd>unknown</dd>" in text
    assert "/cells/ec2/effective_monthly_usd" in text
    assert "/cells/ec2/monthly_usd" not in text


def test_the_terminal_says_so(client: Client) -> None:
    out = StringIO()
    call_command(
        "estimate", "ec2", *(f"--{name.replace('_', '-')}={value}" for name, value in FIELDS.items()), stdout=out
    )
    totals = {
        line.split("  ")[0]: line.split()[-1]
        for line in out.getvalue().splitlines()
        if line.startswith(("Mon", "Up", "Eff", "An"))
    }
    assert totals == {
        "Monthly": "known",
        "Upfront": "known",
        "Effective (amortized)": "$36.50",
        "Annual": "$438.00",
    }


def test_repricing_has_no_difference_of_what_is_not_known(client: Client, tmp_path: Path) -> None:
    document = client.get(f"{API}/reprice", {**FIELDS, "against": "2026-10-01"}).json()
    totals = {each["name"]: (each["before_usd"], each["after_usd"], each["delta_usd"]) for each in document["totals"]}
    assert totals == {
        "monthly_usd": (None, None, None),
        "upfront_usd": (None, None, None),
        "effective_monthly_usd": ("36.5", "36.5", "0"),
        "annual_usd": ("438", "438", "0"),
    }
    file = tmp_path / "before.json"
    file.write_text(json.dumps(client.get(f"{API}/estimate", FIELDS).json()))
    out = StringIO()
    call_command("reprice", str(file), "--as-of", "2026-10-01", stdout=out)
    assert "$36.50" in out.getvalue()
    assert "$0.00" not in [line.split()[-1] for line in out.getvalue().splitlines() if line.startswith("Upfront")]
    page = body(client, address("/ec2/reprice/", against="2026-10-01"))
    assert page.count("not known") == 4


def test_a_sweep_draws_what_is_known(client: Client) -> None:
    span = {"over": "instances", "start": "1", "stop": "3", "points": "3"}
    series = client.get(f"{API}/sweep", {**FIELDS, **span}).json()["series"]
    assert [each["effective_monthly_usd"] for each in series] == [["36.5", "73", "109.5"]]
