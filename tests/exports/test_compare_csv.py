"""The CSV of a comparison has what the page of it shows."""

import csv
import re
from decimal import Decimal
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from calculator.services import SERVICES

KEYS = pytest.mark.parametrize("key", SERVICES)
ASKED = [(key, by) for key, service in SERVICES.items() for by in (*service.COMPARE_BY[:1], "region")]


def compared(client: Client, key: str, query: str) -> tuple[Any, list[dict[str, str]]]:
    """A comparison as JSON and as the rows of its CSV."""
    address = f"/api/v1/services/{key}/compare?{query}"
    text = client.get(f"{address}&format=csv").content.decode()
    return client.get(address).json(), list(csv.DictReader(StringIO(text, newline="")))


@pytest.mark.parametrize(("key", "by"), ASKED)
def test_every_figure_of_every_alternative_is_in_its_row(client: Client, key: str, by: str) -> None:
    document, rows = compared(client, key, f"by={by}")
    left_out = [document["left_out"]["sentence"]] if document["left_out"] else []
    assert [row["reasons"] for row in rows if row["code"] == "left_out"] == left_out
    for each, row in zip(document["alternatives"], rows[: len(rows) - len(left_out)], strict=True):
        assert row["choice"] == each["choice"]
        assert row["warnings"] == " ".join(warning["message"] for warning in each["warnings"])
        assert row["reasons"] == " ".join(each["reasons"])
        assert [fact["name"] for fact in each["facts"] if fact["name"] not in row] == []
        assert {name: row[name] for name in each["capacity"]} == {
            name: plan["count"] for name, plan in each["capacity"].items()
        }


def test_what_an_instance_has_and_when_it_pays_is_there(client: Client) -> None:
    """An m5.large has 2 vCPU and 8 GiB; a reservation tells from how many hours on it costs less than on-demand."""
    document, rows = compared(client, "ec2", "by=purchase_option")
    feasible = [each for each in document["alternatives"] if each["feasible"]]
    by_choice = {row["choice"]: row for row in rows}
    assert {
        (by_choice[each["choice"]]["vcpus_each"], by_choice[each["choice"]]["memory_gib_each"]) for each in feasible
    } == {("2", "8")}
    reserved = next(each for each in feasible if each["choice"].startswith("reserved_1y_no_upfront"))
    row = by_choice[reserved["choice"]]
    assert row["break_even_hours_per_month"] == reserved["break_even_hours_per_month"] != ""
    # The page says it with fewer digits.
    page = unescape(client.get("/ec2/compare/?instance_type=m5.large&by=purchase_option").content.decode())
    shown = re.findall(r">([−-]?[\d.]+)%<", page)
    assert any(round(Decimal(row["delta_percent"]), 1) == Decimal(each.replace("−", "-")) for each in shown)


@KEYS
def test_percentages_have_as_many_digits_as_people_read(client: Client, key: str) -> None:
    document, rows = compared(client, key, "by=region")
    alternatives = document["alternatives"]
    in_json = [value for each in alternatives for name, value in each.items() if name.endswith("_percent") and value]
    in_csv = [value for row in rows for name, value in row.items() if name.endswith("_percent") and value]
    # What costs nothing anywhere, or has one Region alone, differs by no percentage.
    others = [each for each in alternatives if each["effective_monthly_usd"] and each["delta_usd"]]
    assert in_csv or not any(Decimal(each["effective_monthly_usd"]) for each in others)
    assert [value for value in in_csv if not re.fullmatch(r"-?\d+(\.\d{1,2})?", value)] == []
    assert [value for value in in_json if len(value.replace("-", "").replace(".", "")) > 12] == []


def test_a_third_is_not_written_with_28_digits(client: Client) -> None:
    document, rows = compared(client, "s3", "by=region&region=us-east-1")
    percents = {each["choice"]: each["delta_percent"] for each in document["alternatives"]}
    # A terabyte in S3 Standard: (25 - 23) / 23 = 8.695652...%, (40.5 - 23) / 23 = 76.086956...%
    assert (percents["ap-northeast-1"], percents["sa-east-1"]) == ("8.6957", "76.087")
    in_csv = {row["choice"]: row["delta_percent"] for row in rows}
    assert (in_csv["ap-northeast-1"], in_csv["sa-east-1"]) == ("8.7", "76.09")
