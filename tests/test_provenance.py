"""Every price says where it was read, when it was last seen and how it was come by, on every way out."""

import csv
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from calculator.application.questions import answer, ask
from calculator.catalogue.publications import COPY
from calculator.presentation.provenance import MEANINGS, reliability
from tests.questions import CATALOGUE

pytestmark = pytest.mark.django_db

# Service, inputs and line item, then what the tables and their sources say of its price.
PRICES = [
    (
        "s3",
        {"region": "eu-west-2"},
        "storage",
        {
            "effective_from": "2025-10-22",
            "confirmed": "2025-12-02",
            "confirmed_by": "pricewatch_s3_202512",
            "source": "awsprice_meter",
            "source_title": "Amazon S3 metered unit maps, the feed behind the pricing pages of AWS",
            "publisher": "copy of AWS data by lamngockhuong (aws-price)",
            "reliability": "copied",
        },
    ),
    (
        "ebs",
        {"region": "mx-central-1"},
        "storage",
        {
            "effective_from": "2026-10-15",
            "confirmed": "2026-10-15",
            "confirmed_by": None,
            "source": "costwatch",
            "publisher": "copy of AWS data by costwatch",
            "reliability": "copied",
        },
    ),
    (
        "ec2",
        {"instance_type": "c5.xlarge", "operating_system": "Windows", "purchase_option": "reserved_1y_all_upfront"},
        "upfront",
        {"effective_from": "2026-05-01", "source": "vantage_tidy", "reliability": "derived"},
    ),
    (
        "kinesis",
        {"capacity_mode": "on_demand_advantage", "region": "eu-west-1"},
        "data_in",
        {"confirmed_by": "pricewatch_kinesis_labelled_202511", "reliability": "derived"},
    ),
    (
        "ec2",
        {"instance_type": "a1.xlarge"},
        "instance_hours",
        {"source": "karpenter", "publisher": "AWS", "confirmed": "2026-10-15", "reliability": "published"},
    ),
]


@pytest.mark.parametrize(("service", "usage", "name", "expected"), PRICES)
def test_the_price_of_a_line_says_where_it_comes_from(
    client: Client, service: str, usage: dict[str, str], name: str, expected: dict[str, Any]
) -> None:
    items = client.get(f"/api/v1/services/{service}/estimate", usage).json()["line_items"]
    (price,) = [item["price"] for item in items if item["name"] == name]
    assert {key: price[key] for key in expected} == expected
    text = client.get(f"/api/v1/services/{service}/estimate", {**usage, "format": "csv"}).content.decode()
    rows = csv.DictReader(StringIO(text))
    (row,) = [row for row in rows if row["name"] == name]
    stated = {key: value for key, value in expected.items() if value is not None and key in row}
    assert {key: row[key] for key in stated} == stated


@pytest.mark.parametrize(("service", "usage", "name", "expected"), PRICES)
def test_the_page_shows_it_with_the_line(
    client: Client, service: str, usage: dict[str, str], name: str, expected: dict[str, Any]
) -> None:
    text = unescape(client.get(f"/{service}/", usage).content.decode())
    line = text[text.index(f'id="item-{name}"') :]
    line = line[: line.index("</dl>")]
    (card,) = [item.card for item in answer(ask(service, usage)).line_items if item.name == name]
    assert MEANINGS[expected["reliability"]] in line
    assert CATALOGUE.sources[card.source].publisher in line
    assert (f"seen again {card.confirmed}" in line) == bool(card.confirmed_by)


def test_every_row_of_the_price_tables_says_it_too(client: Client) -> None:
    asked = {"service": "kinesis", "region": "eu-west-1", "page_size": "1000"}
    rows = client.get("/api/v1/prices", asked).json()["prices"]
    assert {row["reliability"] for row in rows} == {"copied", "derived"}
    assert {row["confirmed"] for row in rows} == {"2025-11-18"}
    text = unescape(client.get("/prices/", asked).content.decode())
    assert "seen again 2025-11-18" in text
    assert MEANINGS["copied"] in text
    history = {"service": "kinesis", "region": "eu-west-1", "dimension": "shard_hour", "option": "provisioned"}
    (stretch,) = client.get("/api/v1/prices/history", history).json()["stretches"]
    assert (stretch["effective_from"], stretch["confirmed"]) == ("2025-11-03", "2025-11-18")
    assert "seen again 2025-11-18" in client.get("/prices/history/", history).content.decode()


def test_no_source_that_is_a_copy_is_shown_as_published_by_aws() -> None:
    for source in CATALOGUE.sources.values():
        assert source.publisher.startswith(COPY) == (source.confidence in ("copied", "derived"))
        assert source.publisher.startswith(COPY) or source.publisher == "AWS"
    assert set(MEANINGS) >= {source.confidence for source in CATALOGUE.sources.values()}


def test_the_sources_of_a_bill_are_named_with_their_publisher_on_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("estimate", "s3", "--region", "eu-west-2")
    assert "(copy of AWS data by lamngockhuong (aws-price), copied)" in capsys.readouterr().out
    card = answer(ask("s3", {})).line_items[0].card
    assert reliability(card) == CATALOGUE.sources[card.source].confidence
