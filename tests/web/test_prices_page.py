"""Browsing prices, limits and sources."""

import re
from html import unescape

import pytest
from django.test import Client

from calculator.application.questions import catalogue, today
from calculator.services import SERVICES

COUNT = re.compile(r"([0-9,]+) price rows? in force")


def count(text: str) -> int:
    found = COUNT.search(text)
    assert found is not None
    return int(found[1].replace(",", ""))


def test_every_price_list_shows_its_age_and_checksum(client: Client) -> None:
    text = client.get("/prices/").text
    for price_list in catalogue().price_lists():
        assert price_list.id in text
        assert price_list.checksum in text
        assert price_list.published.isoformat() in text


def test_every_source_shows_where_and_when_it_was_read(client: Client) -> None:
    text = client.get("/prices/").text
    for source in catalogue().sources.values():
        entry = text[text.index(f'<li id="{source.id}"') :]
        entry = entry[: entry.index("</li>")]
        assert source.published.isoformat() in entry
        assert source.retrieved.isoformat() in entry
        assert source.licence.split(",")[0] in entry


@pytest.mark.parametrize(
    "query",
    [
        "service=s3",
        "service=s3&region=us-east-1",
        "service=s3&region=us-east-1&dimension=storage",
        "service=s3&region=us-east-1&dimension=storage&option=STANDARD",
    ],
)
def test_a_filter_leaves_fewer_rows(client: Client, query: str) -> None:
    shorter = query.rpartition("&")[0]
    wider = count(client.get(f"/prices/?{shorter}").text)
    assert 0 < count(client.get(f"/prices/?{query}").text) < wider


def test_a_price_row_shows_tiers_date_and_source(client: Client) -> None:
    text = client.get("/prices/?service=s3&region=us-east-1&dimension=storage&option=STANDARD").text
    assert count(text) == 3
    assert ">51,200<" in text
    assert ">0.022<" in text
    assert 'href="#awsprice_meter"' in text


def test_pages_follow_one_another_and_keep_the_filters(client: Client) -> None:
    first = client.get("/prices/?service=s3").text
    assert 'href="/prices/?service=s3&amp;page=2#rows" rel="next"' in first
    second = client.get("/prices/?service=s3&page=2").text
    assert 'href="/prices/?service=s3&amp;page=1#rows" rel="prev"' in second


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("service=nothing", "<strong>Price list</strong>: "),
        ("region=mars-1", "<strong>Region</strong>: "),
        ("as_of=soon", "<strong>Price date</strong>: "),
        ("page=0", ">Page is too small"),
        ("page=two", ">Page is not a number"),
        ("page=99999999", ">Page is too large"),
        ("service=s3&service=ebs", "<strong>Price list</strong>: "),
        ("region=%00", "<strong>Region</strong>: "),
    ],
)
def test_a_wrong_filter_is_named(client: Client, query: str, named: str) -> None:
    response = client.get(f"/prices/?{query}")
    assert response.status_code == 422
    assert named in response.text


@pytest.mark.parametrize("address", ["/prices/?service=s3", "/prices/history/?", "/s3/reprice/?"])
def test_an_unknown_parameter_is_ignored_with_a_note(client: Client, address: str) -> None:
    response = client.get(f"{address}&color=red&%3Cb%3E=1")
    assert response.status_code == 200
    assert "Ignored from the address: color, &lt;b&gt;." in response.text
    assert "Ignored from" not in client.get(address).text


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("m7g.large", ("us-east-1", "on demand", "m7g.large Linux", "0.0816")),
        ("m7g.large eu-central-1", ("eu-central-1", "on demand", "m7g.large Linux", "0.0978")),
        ("EC2 M7G.LARGE Linux on demand", ("us-east-1", "on demand", "m7g.large Linux", "0.0816")),
        ("kinesis shard hour us-east-1", ("us-east-1", "shard hour", "provisioned", "0.015")),
    ],
)
def test_words_find_a_price(client: Client, words: str, row: tuple[str, ...]) -> None:
    rows = re.findall(r"<tr><td>.*?</tr>", client.get("/prices/", {"q": words}).text)
    assert any(all(f">{cell}<" in each for cell in row) for each in rows)


def test_the_beginning_of_a_type_offers_its_sizes_and_nonsense_finds_nothing(client: Client) -> None:
    text = client.get("/prices/?q=m7g").text
    assert 'href="/prices/?q=m7g.large"' in text
    assert count(client.get("/prices/?q=zzz").text) == 0


def test_the_history_opens_with_the_newest_prices(client: Client) -> None:
    text = client.get("/prices/history/").text
    days = re.findall(r"<tr><td>(\d{4}-\d\d-\d\d)</td>", text)
    assert len(days) > 10
    assert days == sorted(days, reverse=True)
    link = re.search(r'<th scope="row"><a href="([^"]+)"', text)
    assert link is not None
    assert client.get(link[1].replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    ("query", "choices"),
    [
        ("service=s3&dimension=storage", {"STANDARD", "GLACIER_IR"}),
        ("service=s3&dimension=storage&region=eu-west-1", {"STANDARD", "DEEP_ARCHIVE"}),
        ("service=kinesis&option=provisioned", {"shard hour"}),
        ("service=ec2&dimension=on_demand", {"a1.large Linux"}),
    ],
)
def test_a_price_that_is_named_in_part_is_chosen_from_a_list(client: Client, query: str, choices: set[str]) -> None:
    text = client.get(f"/prices/history/?{query}").text
    links = re.findall(r'<th scope="row"><a href="([^"]+)">([^<]+)<', text)
    assert choices <= {each for _, words in links for each in words.split(", ")}
    assert client.get(unescape(links[0][0])).status_code == 200
    assert 'id="history-heading"' in client.get(unescape(links[0][0])).text


def test_the_api_says_which_options_a_price_has(client: Client) -> None:
    response = client.get("/api/v1/prices/history?service=s3&dimension=storage")
    [error] = response.json()["errors"]
    assert error["field"] == "option"
    assert "name one: DEEP_ARCHIVE, EXPRESS_ONEZONE, GLACIER" in error["message"]


@pytest.mark.parametrize(
    ("path", "in_force"),
    [
        ("/prices/", "All Regions Prices of {today}"),
        ("/prices/?region=eu-west-1&as_of=2026-03-01", "eu-west-1 Prices of 2026-03-01"),
        ("/prices/?q=m7g.large+eu-central-1", "eu-central-1 Prices of {today}"),
        ("/prices/history/", "us-east-1 Prices of {today}"),
        ("/prices/history/?region=eu-west-2", "eu-west-2 Prices of {today}"),
        ("/s3/reprice/?region=eu-west-1&as_of=2026-03-01", "eu-west-1 Prices of 2026-03-01"),
    ],
)
def test_the_header_says_which_region_and_day(client: Client, path: str, in_force: str) -> None:
    [header] = re.findall(r'<p id="in-force">(.*?)</p>', client.get(path).text)
    assert re.sub(r"<[^>]+>", "", header) == in_force.format(today=today())


@pytest.mark.parametrize("key", SERVICES)
def test_pricing_again_opens_with_a_comparison(client: Client, key: str) -> None:
    response = client.get(f"/{key}/reprice/")
    assert response.status_code == 200
    assert 'id="difference-heading"' in response.text
    assert "Shown for a start" in response.text
