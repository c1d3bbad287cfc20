"""Imported lists as the pages, the API, the cells and the command line show them."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from calculator.store.price_lists import activation, active_catalogue
from tests.store.price_lists.offers import leaving_out, offer

pytestmark = pytest.mark.django_db

Bringer = Callable[..., object]
NAME = "AmazonS3-us-east-1-20261101120000"
IMPORTED = {
    "id": NAME,
    "service": "s3",
    "region": "us-east-1",
    "published": "2026-11-01",
    "active": True,
    "origin": "imported",
    "superseded_on": None,
    "offer_code": "AmazonS3",
    "version": "20261101120000",
}


@pytest.fixture(autouse=True)
def doubled(brought_in: Bringer) -> None:
    """A list of November with all prices of S3 doubled."""
    brought_in(offer(times=2))


def listed(client: Client) -> dict[str, dict[str, object]]:
    return {each["id"]: each for each in client.get("/api/v1/price-lists").json()["price_lists"]}


def test_the_api_lists_imported_lists_beside_the_shipped_ones(client: Client) -> None:
    lists = listed(client)
    assert IMPORTED.items() <= lists[NAME].items()
    assert {each["origin"] for name, each in lists.items() if name.startswith("builtin-")} == {"shipped"}
    assert all(isinstance(each["age_days"], int) for each in lists.values())


def test_a_list_that_is_followed_says_from_which_day(client: Client, brought_in: Bringer) -> None:
    brought_in(offer(version="20261110000000", published=offer().header.published.date().replace(day=10)))
    assert listed(client)[NAME]["superseded_on"] == "2026-11-10"


def test_a_list_out_of_use_is_still_listed(client: Client) -> None:
    activation.deactivate([NAME])
    assert listed(client)[NAME]["active"] is False
    assert NAME in client.get("/prices/").text


def test_every_row_of_the_price_table_says_which_list_it_is_of(client: Client) -> None:
    query = "service=s3&region=us-east-1&dimension=storage&option=STANDARD"
    rows = client.get(f"/api/v1/prices?{query}").json()["prices"]
    assert {row["source"] for row in rows} == {NAME}
    assert [row["usd_per_unit"] for row in rows] == ["0.046", "0.044", "0.042"]
    assert {row["source_title"] for row in rows} == {"AWS price list AmazonS3 in us-east-1, version 20261101120000"}
    october = client.get(f"/api/v1/prices?{query}&as_of=2026-10-31").json()["prices"]
    assert [row["usd_per_unit"] for row in october] == ["0.023", "0.022", "0.021"]


def test_an_estimate_names_its_lists(client: Client) -> None:
    lists = client.get("/api/v1/services/s3/estimate").json()["price_lists"]
    assert [(each["id"], each["region"]) for each in lists if each["region"]] == [(NAME, "us-east-1")]


def test_sources_resolve(client: Client) -> None:
    sources = {each["id"]: each for each in client.get("/api/v1/sources").json()["sources"]}
    assert (sources[NAME]["publisher"], sources[NAME]["published"]) == ("Amazon Web Services", "2026-11-01")


@pytest.mark.parametrize(("as_of", "text"), [("", "46.00"), ("&as_of=2026-10-31", "23.00")])
def test_cells_follow(client: Client, as_of: str, text: str) -> None:
    assert client.get(f"/cells/s3/monthly_usd?storage_gb=1000{as_of}").text == text


@pytest.mark.parametrize(("as_of", "total"), [((), "46"), (("--as-of", "2026-10-31"), "23")])
def test_the_command_line_follows(as_of: tuple[str, ...], total: str) -> None:
    out = StringIO()
    call_command("estimate", "s3", "--storage-gb", "1000", *as_of, "--json", stdout=out)
    assert json.loads(out.getvalue())["monthly_usd"] == total


def test_the_command_line_names_the_list_among_its_sources() -> None:
    out = StringIO()
    call_command("estimate", "s3", stdout=out)
    assert f"  {NAME}: AWS price list AmazonS3 in us-east-1, version 20261101120000" in out.getvalue()


def test_the_pages_of_a_service_show_the_list_and_its_age(client: Client) -> None:
    text = client.get("/s3/?storage_gb=1000").text
    evidence = text[text.index('id="evidence"') :]
    assert f'<a href="/prices/#{NAME}">{NAME}</a></th><td class="nowrap main" role="cell">2026-11-01' in evidence
    # Not the day since which AWS has had the price, but the day on which it was last seen.
    assert "prices of 2026-11-01" in text[text.index('id="list-date"') :][:200]


def test_the_history_of_a_price_is_a_chart_and_a_table(client: Client) -> None:
    text = client.get("/prices/history/?service=s3&region=us-east-1&dimension=storage&option=STANDARD").text
    assert "First known on 2024-09-25, now $0.046 per GB-month; the first tier changed once." in text
    assert text.count(f'href="/prices/#{NAME}"') == 3
    assert 'id="figure-history"' in text


def test_a_price_that_a_list_lacks_ends_in_its_history(client: Client, brought_in: Bringer) -> None:
    lacking = offer(version="20261101180000", change=leaving_out("put_request", "STANDARD"))
    brought_in(lacking)
    address = "/api/v1/prices/history?service=s3&region=us-east-1&dimension=put_request&option=STANDARD"
    stretches = client.get(address).json()["stretches"]
    assert [each["usd_per_unit"] for each in stretches] == ["0.005", "0.005", None]


@pytest.mark.parametrize(
    ("query", "field", "label"),
    [
        ("region=us-east-1&dimension=storage", "service", "Price list"),
        ("service=cheese&dimension=storage", "service", "Price list"),
        ("service=s3&dimension=storage&region=mars-1", "region", "Region"),
        ("service=s3&dimension=storage&option=PAPER", "dimension", "Dimension"),
    ],
)
def test_a_history_that_cannot_be_found_says_why(client: Client, query: str, field: str, label: str) -> None:
    answer = client.get(f"/api/v1/prices/history?{query}")
    assert (answer.status_code in (404, 422), [each["field"] for each in answer.json()["errors"]]) == (True, [field])
    page = client.get(f"/prices/history/?{query}")
    assert (page.status_code, f"<strong>{label}</strong>" in page.text) == (answer.status_code, True)


def test_a_filter_that_no_history_has_is_refused_by_the_api_and_ignored_by_the_page(client: Client) -> None:
    query = "service=s3&dimension=storage&color=red"
    answer = client.get(f"/api/v1/prices/history?{query}")
    assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (422, ["color"])
    page = client.get(f"/prices/history/?{query}")
    assert (page.status_code, "Ignored from the address: color." in page.text) == (200, True)


def test_a_history_without_a_dimension_is_refused_by_the_api_and_chosen_on_the_page(client: Client) -> None:
    query = "service=s3&region=us-east-1"
    answer = client.get(f"/api/v1/prices/history?{query}")
    assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (422, ["dimension"])
    page = client.get(f"/prices/history/?{query}")
    assert (page.status_code, "Choose a price, us-east-1" in page.text) == (200, True)


def test_the_page_of_histories_opens_with_a_choice(client: Client) -> None:
    assert client.get("/prices/history/").status_code == 200


def test_one_request_sees_one_set_of_prices() -> None:
    with active_catalogue.pinned():
        before = active_catalogue.catalogue()
        activation.deactivate([NAME])
        assert active_catalogue.catalogue() is before
    assert not active_catalogue.catalogue().imported.lists[0].identity.active
