"""Browsing prices, limits and sources."""

import re

import pytest
from django.test import Client

from calculator.adapters.asking import catalogue

COUNT = re.compile(r"([0-9]+) price rows? in force")


def count(text: str) -> int:
    found = COUNT.search(text)
    assert found is not None
    return int(found[1])


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
    ("query", "field"),
    [
        ("service=nothing", "service"),
        ("region=mars-1", "region"),
        ("as_of=soon", "as_of"),
        ("page=0", "page"),
        ("page=two", "page"),
        ("page=99999999", "page"),
        ("colour=red", "colour"),
        ("service=s3&service=ebs", "service"),
        ("region=%00", "region"),
    ],
)
def test_a_wrong_filter_is_named(client: Client, query: str, field: str) -> None:
    response = client.get(f"/prices/?{query}")
    assert response.status_code == 200
    assert f"<strong>{field}</strong>" in response.text
