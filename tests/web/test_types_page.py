"""The page of types: what the address asks for, what is listed, and that its CSV says the same."""

import csv
import re
from html import unescape
from io import StringIO

import pytest
from django.test import Client

from calculator.services import SERVICES
from tests.web.reading import body

TYPES = "/ec2/types/"
WITH_TYPES = [key for key in SERVICES if SERVICES[key].TYPE_TABLE]
LARGEST_HTML = 60_000
ROWS = re.compile(r'<tr[^>]*><th scope="row"><span class="tick">.*?</tr>', re.DOTALL)
CELLS = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)
COUNT = re.compile(r'<b id="count">([\d,]+)</b> of ([\d,]+) fit')


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


def listed(text: str) -> list[list[str]]:
    """The cells of each row of the table, as they are read."""
    return [[plain(cell) for cell in CELLS.findall(row)] for row in ROWS.findall(text)]


def csv_rows(client: Client, query: str, key: str = "ec2") -> list[dict[str, str]]:
    response = client.get(f"/{key}/types/types.csv{query}")
    assert response.status_code == 200
    return list(csv.DictReader(StringIO(response.text)))


def test_a_need_is_taken_from_a_type_and_differences_are_against_it(client: Client) -> None:
    text = body(client, TYPES + "?type=m7g.xlarge")
    assert 'name="vcpus" value="4"' in text
    assert 'name="memory_gib" value="16"' in text
    rows = {row[0]: row for row in listed(text)}
    # 0.1344 x 730 = 98.112, 0.1632 x 730 = 119.136; 98.112 - 119.136 = -21.024, of 119.136 -17.6%.
    assert rows["t4g.xlarge"][1:5] == ["$98.11", "−$21.02", "−17.6%", "$0.1344"]
    assert rows["m7g.xlarge"][1:5] == ["$119.14", "", "", "$0.1632"]
    # 98.112 / 4 and 98.112 / 16.
    assert rows["t4g.xlarge"][5:7] == ["$24.53", "$6.13"]
    assert 'class="this" aria-current="true"><th scope="row"><span class="tick"><input type="checkbox"' in text


def test_a_box_that_was_emptied_asks_for_nothing(client: Client) -> None:
    text = body(client, TYPES + "?type=m7g.xlarge&vcpus=&memory_gib=2")
    assert 'name="vcpus" value=""' in text
    assert listed(text)[0][0] == "t4g.small"
    assert "vcpus=&amp;memory_gib=2" in text


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("?vcpus=4&memory_gib=16", "t4g.xlarge"),
        ("?vcpus=4&memory_gib=16&architecture=x86_64", "t3a.xlarge"),
        ("?gpus=1", "g4ad.xlarge"),
        ("?sort=-vcpus", "u7i-12tb.224xlarge"),
        ("?sort=type", "a1.2xlarge"),
        ("?name=metal&architecture=arm64", "a1.metal"),
    ],
)
def test_the_address_says_which_types_and_in_which_order(client: Client, query: str, first: str) -> None:
    rows = listed(body(client, TYPES + query))
    found = csv_rows(client, query)
    assert found[0]["type"] == rows[0][0] == first


@pytest.mark.parametrize(
    "query",
    [
        "?type=m7g.xlarge",
        "?vcpus=8&purchase_option=spot&region=eu-west-1",
        "?purchase_option=reserved_1y_partial_upfront&sort=-memory_gib&columns=vcpus,memory_gib",
        "?operating_system=Windows&architecture=arm64",
    ],
)
def test_the_csv_is_what_the_pages_show(client: Client, query: str) -> None:
    rows, number = list[list[str]](), 1
    found = csv_rows(client, query)
    while len(rows) < min(len(found), 120):
        rows += listed(body(client, f"{TYPES}{query}&page={number}"))
        number += 1
    assert [row[0] for row in rows[:120]] == [row["type"] for row in found[: len(rows)][:120]]
    months = [row["usd_month"] for row in found[: len(rows)]]
    assert [row[1] == "no price" for row in rows] == [not month for month in months]
    shown = [row[1] for row, month in zip(rows, months, strict=True) if month]
    assert shown == [f"${round(float(month) + 1e-9, 2):,.2f}" for month in months if month]
    assert not [cell for row in found for cell in row.values() if re.search(r"\.\d{11}", cell)]
    counted = COUNT.search(body(client, TYPES + query))
    assert counted is not None
    assert int(counted[1].replace(",", "")) == len(found)


def test_what_has_no_price_is_named_and_never_costs_nothing(client: Client) -> None:
    query = "?purchase_option=compute_savings_plan_1y_no_upfront&region=eu-west-1&vcpus=4"
    text, found = body(client, TYPES + query), csv_rows(client, query)
    assert {row[1] for row in listed(text)} == {"no price"}
    assert "have no price in our data under Compute Savings Plan, 1 year, no upfront in eu-west-1" in text
    assert {row["usd_month"] for row in found} == {""}
    assert all("no price in our data in eu-west-1" in row["note"] for row in found)


def test_spot_stands_with_its_day_its_band_and_its_saving(client: Client) -> None:
    found = {row["type"]: row for row in csv_rows(client, "?purchase_option=spot")}["m7g.xlarge"]
    assert found["price_date"] == "2026-05-01"
    assert (found["interruptions"], found["advised_saving"], found["advised_on"]) == ("5-10%", "62", "2025-06-28")
    text = body(client, TYPES + "?side=m7g.xlarge,t4g.xlarge")
    order = [text.index(each) for each in ("Reserved, 3 years, all", "Spot, not committed", "Spot price seen on")]
    assert order == sorted(order)


def test_six_stand_side_by_side_and_a_seventh_is_said(client: Client) -> None:
    names = ["t4g.xlarge", "m6g.xlarge", "m7g.xlarge", "m8g.xlarge", "m7i.xlarge", "m7a.xlarge", "m5.xlarge"]
    text = body(client, TYPES + "?" + "&".join(f"side={name}" for name in names))
    side = text[text.index('id="side"') : text.index('id="types"')]
    assert "6 of at most 6 ticked" in side
    assert "m5.xlarge" not in side
    assert "7 types are ticked; the first 6 of them stand side by side." in text
    assert "<b>$98.11</b>" in side
    assert "there is no such type here: m77.big" in body(client, TYPES + "?side=m77.big")


@pytest.mark.parametrize(
    ("query", "message", "kept"),
    [
        ("?vcpus=four", "vCPU, min is not a number", 'value="four"'),
        ("?memory_gib=-1", "Memory, min is too small", 'value="-1"'),
        ("?sort=nonsense", "There is no column", ""),
        ("?columns=vcpu", "There is no column", ""),
        ("?page=9999", "Page is too large; the last is", ""),
        ("?region=mars", "mars", ""),
        ("?type=m99.huge", "Instance type is not one of the choices", ""),
        ("?architecture=sparc", "Architecture is not one of the choices", 'value="sparc"'),
        ("?vcpus=2&vcpus=4", "vcpus is given more than once", ""),
        ("?name=" + "x" * 100, "A name has at most 60 characters", ""),
        ("?as_of=1999-01-01", "There is no price", ""),
        ("?vcpus=%3Cscript%3E", "is not a number", "&lt;script&gt;"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client: Client, query: str, message: str, kept: str) -> None:
    text = body(client, TYPES + query, status=422)
    assert message in unescape(text)
    assert kept in text
    told = client.get(f"{TYPES}types.csv{query}")
    assert told.status_code == (200 if "page=" in query else 422)


def test_unknown_parameters_are_ignored_and_named(client: Client) -> None:
    assert "Ignored from the address: utm_source." in body(client, TYPES + "?utm_source=x")


def test_a_file_has_no_place_for_what_is_ignored_and_refuses_it(client: Client) -> None:
    told = client.get(f"{TYPES}types.csv?vcpu=64")
    assert (told.status_code, told.text) == (422, "vcpu is no field of this list; take it out of the address.")


def test_a_service_without_types_says_so(client: Client) -> None:
    assert "AWS Lambda has no types" in body(client, "/lambda/types/", status=404)
    assert client.post(TYPES).status_code == 405
    assert client.get("/nothing/types/").status_code == 404


@pytest.mark.parametrize("key", WITH_TYPES)
def test_every_service_with_types_has_a_small_page_of_them(client: Client, key: str) -> None:
    text = body(client, f"/{key}/types/")
    assert len(text.encode()) <= LARGEST_HTML
    rows = listed(text)
    assert rows
    assert rows[0][1].startswith("$")
    assert rows[0][1] != "$0.00"
    assert len(csv_rows(client, "", key)) >= len(rows)
