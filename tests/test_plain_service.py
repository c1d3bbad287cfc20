"""A service without alternatives, without a field to sweep and without a table of its own name breaks no address."""

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from html import unescape
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from openapi_spec_validator import OpenAPIV31SpecValidator

from calculator.api.openapi import cached
from calculator.catalogue.price_book import PriceBook
from calculator.cells.answers import DOCUMENTS
from calculator.core.answer import CapacityPlan, LineItem
from calculator.core.input_fields import flag, quantity
from calculator.core.inputs import Inputs
from calculator.services import SERVICES
from calculator.services.service import Example, Service
from tests.questions import CATALOGUE, TODAY


class Transfer(Inputs):
    """One amount, and nothing to choose between."""

    data_out_gb: Decimal = quantity("GB/month", "Data out", "To the internet.", default=100)


class Connected(Inputs):
    """Not even an amount."""

    is_connected: bool = flag("Connected", "Sends one TB.", default=True)


def nothing(*_: object) -> Iterator[Any]:
    """No capacity to plan, nothing to warn of."""
    yield from ()


def service(key: str, usage: type[Inputs], gigabytes: Callable[[Any], Any], examples: tuple[Example, ...]) -> Service:
    def line_items(given: Any, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
        yield from book.charge("internet_out", "Data out", gigabytes(given), "GB", "data_out_gb")

    named = {
        **{"KEY": key, "NAME": f"The service {key}", "SUMMARY": "Data out to the internet."},
        **{
            "TABLES": ("data_transfer",),
            "COMPARE_BY": (),
            "LONG_LISTS": {},
            "TYPE_TABLE": None,
            "HEADLINES": (),
            "SWEEP_OVER": "",
            "SCATTER": (),
            "EXAMPLES": examples,
        },
        **{"CATEGORY": "Networking & content delivery", "GROUPS": {}, "TERMS": {}},
        **{"UNPRICED": {}, "NOTICES": {}, "SIZES_CAPACITY": False},
        **{"FACTS": (), "CROSSOVERS": (), "STEPS": (), "Usage": usage, "line_items": line_items},
        "plan_capacity": lambda given, book: {},
        **dict.fromkeys(("violations", "metrics", "bill_warnings", "warnings"), nothing),
    }
    return cast(Service, SimpleNamespace(**named))


PLAIN = {
    "egress": service("egress", Transfer, lambda usage: usage.data_out_gb, ()),
    "uplink": service("uplink", Connected, lambda usage: Decimal(1024), (Example("One", "A TB", "is_connected=true"),)),
}
KEYS = pytest.mark.parametrize("key", PLAIN)
# 100 GB and 1,024 GB at $0.09, the price of the first 10 TB a month from us-east-1.
MONTHLY = {"egress": "9", "uplink": "92.16"}


SPAN = "start=1&stop=100&points=3"


@pytest.fixture(autouse=True)
def plain_services(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for key, each in PLAIN.items():
        monkeypatch.setitem(SERVICES, key, each)
    # The description is kept for the services that there are.
    forget_descriptions()
    yield
    forget_descriptions()


def forget_descriptions() -> None:
    cached.description.cache_clear()
    cached.written.cache_clear()


# Every address there is by the name of its view, and what is asked there of a plain service.
ADDRESSES: dict[str, tuple[str, ...]] = {
    "health": ("/healthz",),
    "api:index": ("/api/v1/",),
    "api:services": ("/api/v1/services", "/api/v1/services?format=csv"),
    "api:service": ("/api/v1/services/{key}",),
    "api:estimate": ("/api/v1/services/{key}/estimate", "/api/v1/services/{key}/estimate?format=csv"),
    "api:compare": (
        "/api/v1/services/{key}/compare",
        "/api/v1/services/{key}/compare?by=region&format=csv",
    ),
    "api:sweep": (f"/api/v1/services/egress/sweep?{SPAN}", f"/api/v1/services/egress/sweep?{SPAN}&format=csv"),
    "api:reprice": ("/api/v1/services/{key}/reprice?against=2026-11-20",),
    "api:price-history": ("/api/v1/prices/history?service=data_transfer&dimension=internet_out",),
    "api:prices": ("/api/v1/prices?service=data_transfer",),
    "api:limits": ("/api/v1/limits",),
    "api:price-lists": ("/api/v1/price-lists",),
    "api:sources": ("/api/v1/sources",),
    "api:schema": ("/api/v1/schema", "/api/v1/schema?services={key}"),
    "api:docs": ("/api/v1/docs", "/api/v1/docs?service={key}"),
    "cells": ("/cells/",),
    "cells_help": ("/cells/help", "/cells/help?service={key}"),
    "cell": (
        "/cells/{key}/monthly_usd",
        "/cells/{key}/line_items.internet_out.usd",
        *(f"/cells/{{key}}/{name}" for name in DOCUMENTS),
    ),
    "overview": ("/", "/?service={key}"),
    "estimates": ("/estimates/",),
    "new-estimate": ("/estimates/new",),
    "add-to-estimate": ("/estimates/add?service={key}",),
    "glossary": ("/glossary/",),
    "help": ("/help/",),
    "services": ("/services/", "/services/?q={key}&priced_in=eu-west-1"),
    "learn": ("/learn/{key}/", "/learn/{key}/?region=eu-west-1"),
    "sitemap": ("/sitemap.xml",),
    "batch": ("/batch/",),
    "recent-estimates": ("/estimates/recent",),
    "api:blueprints": ("/api/v1/blueprints",),
    "prices": ("/prices/", "/prices/?service=data_transfer&region=us-east-1"),
    "price-history": ("/prices/history/",),
    "service": ("/{key}/", "/{key}/?region=eu-west-1"),
    "compare": ("/{key}/compare/", "/{key}/compare/?by=region"),
    # A plain service has no types.
    "types": ("/rds/types/",),
    # Nor is anything of it sold under a commitment.
    "commitments": ("/rds/commitments/",),
    "types-csv": ("/rds/types/types.csv",),
    "reprice": ("/{key}/reprice/", "/{key}/reprice/?against=2026-11-20"),
}
ASKED = [address.format(key=key) for addresses in ADDRESSES.values() for address in addresses for key in PLAIN]


def names_of_views(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    """Every view that has a name; those without are the refusals of addresses that are not there."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names_of_views(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}{pattern.name}"


# Addresses of one estimate, and those that a file is sent to, which tests of their own ask.
OF_AN_ESTIMATE = {
    *("estimate", "estimate-versions", "estimate-version", "estimate-compare", "estimate-evidence", "estimate-share"),
    *("estimate-row", "estimate-find", "estimate-preview", "api:estimate-import", "api:batch", "api:commitments"),
    *("api:exchange", "exchange", "commitments-estimate"),
    *(
        "estimate-file",
        "shared",
        "shared-file",
        "estimate-cell",
        "batch-estimate",
        "api:estimates",
        "api:estimate-answer",
        "api:shared",
    ),
    *("api:kept-estimate", "api:kept-answer", "api:difference", "api:versions", "api:version", "api:shares"),
    *("api:share", "api:estimate-commitments", "api:shared-commitments"),
    *("estimate-commitments", "shared-commitments", "estimate-import", "api:kept-import"),
}


def test_every_address_is_asked() -> None:
    assert set(names_of_views(get_resolver().url_patterns)) - OF_AN_ESTIMATE == ADDRESSES.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("address", dict.fromkeys(ASKED))
def test_no_address_breaks(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, response.content[:500]
    assert "X-Cell-Error" not in response


WRONG = [
    ("/api/v1/services/{key}/compare?by=mode", 422, "is compared by region."),
    ("/api/v1/services/egress/sweep?by=mode&" + SPAN, 422, "has no choices to compare; leave `by` out."),
    ("/api/v1/services/uplink/sweep?" + SPAN, 422, "has no amount that could be varied."),
    ("/api/v1/services/egress/sweep?over=mode&" + SPAN, 422, "There is no field 'mode'"),
    ("/cells/{key}/shards?strict=1", 404, "has no 'shards'"),
    ("/cells/{key}/binding?strict=1", 404, "No limit decides the capacity"),
    ("/{key}/compare/?by=mode", 422, "It can be by Region."),
    ("/{key}/types/", 404, "has no types to choose from"),
    ("/{key}/commitments/", 404, "has a price here; there are those of"),
    ("/{key}/types/types.csv", 404, "has no types to choose from"),
    ("/{key}/?mode=1", 200, "mode"),
    ("/{key}/?region=moon", 422, "no region of this name"),
    ("/egress/?over=mode", 422, "is not an amount"),
    ("/egress/?data_out_gb=-1", 422, "is too small"),
]


@pytest.mark.parametrize(("address", "status", "sentence"), WRONG)
@KEYS
def test_what_is_wrong_is_said_as_everywhere(
    client: Client, key: str, address: str, status: int, sentence: str
) -> None:
    response = client.get(address.format(key=key))
    assert response.status_code == status
    assert sentence in unescape(response.content.decode())


@KEYS
def test_every_way_in_comes_to_its_cost(client: Client, key: str) -> None:
    estimate = f"/api/v1/services/{key}/estimate"
    posted = client.post(estimate, data={}, content_type="application/json").json()
    compared = client.get(f"/api/v1/services/{key}/compare").json()
    home = next(each for each in compared["alternatives"] if each["choice"] == "us-east-1")
    terminal = StringIO()
    call_command("estimate", key, "--csv", stdout=terminal)
    assert client.get(estimate).json()["monthly_usd"] == MONTHLY[key]
    assert posted["monthly_usd"] == MONTHLY[key]
    assert (compared["by"], home["monthly_usd"]) == ("region", MONTHLY[key])
    assert Decimal(client.get(f"/cells/{key}/monthly_usd").content.decode()) == Decimal(MONTHLY[key])
    assert f'data-monthly-usd="{MONTHLY[key]}"' in client.get(f"/{key}/").content.decode()
    assert f",{MONTHLY[key]}," in terminal.getvalue()


@pytest.mark.django_db
@KEYS
def test_the_command_line_prices_it_again(client: Client, tmp_path: Path, key: str) -> None:
    kept, terminal = tmp_path / "estimate.json", StringIO()
    kept.write_bytes(client.get(f"/api/v1/services/{key}/estimate").content)
    call_command("reprice", str(kept), "--as-of", "2026-11-20", "--json", stdout=terminal)
    assert json.loads(terminal.getvalue())["after"]["monthly_usd"] == MONTHLY[key]


@KEYS
def test_the_command_line_compares_its_regions_alone(key: str) -> None:
    terminal = StringIO()
    call_command("estimate", key, "--compare-by", "region", stdout=terminal)
    assert "sa-east-1" in terminal.getvalue()
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("estimate", key, "--compare-by", "mode")


@KEYS
def test_a_page_without_alternatives_has_no_empty_ranking(client: Client, key: str) -> None:
    page = client.get(f"/{key}/").content.decode()
    assert "alternatives-heading" not in page
    assert ("sweep-heading" in page) == (key == "egress")


@pytest.mark.slow
def test_the_description_has_it(client: Client) -> None:
    description = client.get("/api/v1/schema").json()
    assert [str(error) for error in OpenAPIV31SpecValidator(description).iter_errors()] == []
    assert "/services/egress/sweep" in description["paths"]
    assert "/services/uplink/sweep" not in description["paths"]
    assert description["components"]["schemas"]["EgressCompareBy"]["enum"] == ["region"]


def test_its_limits_stand_under_its_own_name() -> None:
    """Though its prices stand in a table of another name."""
    book = CATALOGUE.book(("data_transfer",), "us-east-1", TODAY, limits_of="kinesis")
    assert book.limits == CATALOGUE.book(("data_transfer", "kinesis"), "us-east-1", TODAY).limits
    assert book.limit("write_throughput") == 1
