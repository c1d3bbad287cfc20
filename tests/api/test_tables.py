"""Services, prices, limits, price lists and sources over REST."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from calculator.services import SERVICES
from tests.lanes import SERVICES_ASKED, some_of

LISTS = {
    "services": "services",
    "prices": "prices",
    "limits": "limits",
    "price-lists": "price_lists",
    "sources": "sources",
}


def prices(client: Client, **filters: str) -> Any:
    response = client.get("/api/v1/prices", filters)
    assert response.status_code == 200, response.content
    return response.json()


def test_the_index_leads_to_every_endpoint(client: Client) -> None:
    links = client.get("/api/v1/").json()["links"]
    assert {client.get(address).status_code for address in links.values()} == {200}


def test_every_service_is_listed_with_links_that_answer(client: Client) -> None:
    services = client.get("/api/v1/services").json()["services"]
    assert [each["key"] for each in services] == list(SERVICES)
    links = {each["key"]: each["links"] for each in services}
    drawn = some_of(list(links), SERVICES_ASKED)
    asked = [link for key in drawn for name, link in links[key].items() if name not in ("sweep", "reprice")]
    assert {client.get(address).status_code for address in asked} == {200}


@pytest.mark.parametrize(("address", "name"), LISTS.items())
def test_a_list_has_as_many_rows_in_csv_as_in_json(client: Client, address: str, name: str) -> None:
    rows = client.get(f"/api/v1/{address}").json()[name]
    text = client.get(f"/api/v1/{address}?format=csv").content.decode()
    assert len(list(csv.DictReader(StringIO(text, newline="")))) == len(rows) > 0


@pytest.mark.parametrize("address", [*LISTS, "schema", "docs", "services/s3", ""])
def test_a_parameter_that_is_no_filter_is_refused_by_name(client: Client, address: str) -> None:
    response = client.get(f"/api/v1/{address}?color=blue")
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == ["color"]


def test_a_price_row_says_where_it_was_read(client: Client) -> None:
    row = prices(client, service="s3", region="us-east-1", dimension="storage", option="STANDARD")["prices"][0]
    source = next(each for each in client.get("/api/v1/sources").json()["sources"] if each["id"] == row["source"])
    assert (row["usd_per_unit"], row["from"], row["to"]) == ("0.023", "0", "51200")
    assert (row["source_title"], row["source_url"]) == (source["title"], source["url"])


@pytest.mark.parametrize(
    "filters",
    [
        {"region": "eu-west-1"},
        {"service": "s3", "region": "eu-west-1"},
        {"dimension": "storage"},
        {"option": "GLACIER"},
        {"service": "data_transfer"},
    ],
)
def test_every_row_is_what_the_filters_ask_for(client: Client, filters: dict[str, str]) -> None:
    page = prices(client, page_size="1000", **filters)
    assert page["count"] > 0
    assert [row for row in page["prices"] if {name: row[name] for name in filters} != filters] == []


def test_prices_are_those_in_force_on_the_day(client: Client) -> None:
    asked = {"service": "s3", "region": "eu-west-1", "dimension": "get_request", "option": "GLACIER"}
    then, now = prices(client, **asked, as_of="2025-01-01"), prices(client, **asked)
    assert then["prices"][0]["effective_from"] < "2025-01-01" < now["prices"][0]["effective_from"]


def test_before_the_first_price_there_are_no_rows(client: Client) -> None:
    page = prices(client, as_of="1999-01-01")
    assert (page["count"], page["pages"], page["prices"]) == (0, 1, [])


def test_the_pages_together_are_all_rows_once(client: Client) -> None:
    asked = {"service": "s3", "region": "us-east-1"}
    whole = prices(client, **asked, page_size="1000")
    address: str | None = "/api/v1/prices?service=s3&region=us-east-1&page_size=20"
    rows: list[Any] = []
    for _ in range(-(-whole["count"] // 20)):
        page = client.get(str(address)).json()
        rows += page["prices"]
        address = page["links"]["next"]
    assert (rows, address) == (whole["prices"], None)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=0", "page"),
        ("page=99999", "page"),
        ("page=one", "page"),
        ("page=²", "page"),
        ("page_size=0", "page_size"),
        ("page_size=1001", "page_size"),
        ("region=moon", "region"),
        ("service=s9", "service"),
        ("as_of=soon", "as_of"),
        ("page=1&page=2", "page"),
    ],
)
def test_a_wrong_filter_is_refused_by_name(client: Client, query: str, field: str) -> None:
    response = client.get(f"/api/v1/prices?{query}")
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_limits_are_filtered_and_carry_date_and_source(client: Client) -> None:
    asked = {"service": "s3", "limit": "minimum_billable_object", "option": "STANDARD_IA"}
    (row,) = client.get("/api/v1/limits", asked).json()["limits"]
    assert (row["value"], row["unit"]) == ("128", "KB")
    assert row["effective_from"] and row["source_title"]


def test_every_price_list_has_a_checksum(client: Client) -> None:
    lists = client.get("/api/v1/price-lists").json()["price_lists"]
    assert {each["checksum"].partition(":")[0] for each in lists} == {"sha256"}
