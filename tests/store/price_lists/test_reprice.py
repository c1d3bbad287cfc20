"""One workload under two sets of prices, on the page, by REST, as CSV and on the command line."""

import csv
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from calculator.application.questions import answer, ask
from calculator.presentation.answer_documents import answer_document
from calculator.store.price_lists import activation
from tests.questions import CATALOGUE
from tests.store.price_lists.offers import leaving_out, offer

pytestmark = pytest.mark.django_db

Bringer = Callable[..., object]
NAME = "AmazonS3-us-east-1-20261101120000"
ADDRESS = "/api/v1/services/s3/reprice"
QUERY = "storage_gb=1000&put_requests=100000"


@pytest.fixture
def doubled(brought_in: Bringer) -> None:
    """A list of November with all prices of S3 doubled."""
    brought_in(offer(times=2))


def line(document: dict[str, object], name: str, under: str = "lines") -> dict[str, str]:
    lines = document[under]
    assert isinstance(lines, list)
    return next(each for each in lines if each["name"] == name)


def test_every_line_and_total_has_both_amounts_and_their_difference(client: Client, doubled: None) -> None:
    document = client.get(f"{ADDRESS}?{QUERY}&against=2026-10-31").json()
    storage = line(document, "storage")
    assert (storage["before_quantity"], storage["after_quantity"], storage["unit"]) == ("1000", "1000", "GB-month")
    assert (storage["before_usd"], storage["after_usd"], storage["delta_usd"]) == ("46", "23", "-23")
    assert storage["delta_percent"] == "-50"
    assert (storage["before_source"], storage["after_source"]) == (NAME, "awsprice_meter")
    total = line(document, "monthly_usd", "totals")
    # 46 + 100 x 0.01 against 23 + 100 x 0.005
    assert (total["before_usd"], total["after_usd"], total["delta_usd"]) == ("47", "23.5", "-23.5")


def test_both_sides_name_their_day_and_their_price_lists(client: Client, doubled: None) -> None:
    document = client.get(f"{ADDRESS}?{QUERY}&as_of=2026-11-20&against=2026-10-31").json()
    assert (document["before"]["as_of"], document["after"]["as_of"]) == ("2026-11-20", "2026-10-31")
    assert NAME in [each["id"] for each in document["before"]["price_lists"]]
    assert NAME not in [each["id"] for each in document["after"]["price_lists"]]


def test_a_list_that_is_not_in_use_can_be_asked_against(client: Client, doubled: None) -> None:
    activation.deactivate([NAME])
    document = client.post(f"{ADDRESS}?against={NAME}", {"storage_gb": 1000}, "application/json").json()
    assert (line(document, "storage")["before_usd"], line(document, "storage")["after_usd"]) == ("23", "46")
    assert [each["active"] for each in document["after"]["price_lists"] if each["id"] == NAME] == [False]


def test_the_same_as_csv_has_a_row_for_each_line_and_total(client: Client, doubled: None) -> None:
    rows = list(csv.DictReader(StringIO(client.get(f"{ADDRESS}?{QUERY}&against=2026-10-31&format=csv").text)))
    assert [row["delta_usd"] for row in rows if row["name"] in ("storage", "annual_usd")] == ["-23", "-282"]


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("", "against", "Give a day as YYYY-MM-DD, or the name of an imported price list."),
        ("against=yesterday", "against", "Give a day as YYYY-MM-DD"),
        ("against=2099-01-01", "against", "date to come"),
        ("against=2019-01-01", "against", "the first known is of 2024-09-25"),
        (f"region=eu-west-1&against={NAME}", "against", "has no price of Amazon S3 in eu-west-1"),
        ("storage_gb=-1&against=2026-10-31", "storage_gb", "too small"),
    ],
)
def test_what_cannot_be_asked_against_is_named(
    client: Client, doubled: None, query: str, field: str, sentence: str
) -> None:
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 422
    assert [each["field"] for each in response.json()["errors"]] == [field]
    assert sentence in response.json()["detail"]


def test_a_price_that_the_other_list_lacks_is_said(client: Client, brought_in: Bringer) -> None:
    brought_in(offer(change=leaving_out("put_request", "STANDARD")))
    response = client.get(f"{ADDRESS}?{QUERY}&as_of=2026-10-31&against=2026-11-01")
    assert response.status_code == 404
    assert "put request of STANDARD" in response.json()["detail"]


def test_the_page_shows_the_difference_and_offers_the_lists(client: Client, doubled: None) -> None:
    text = client.get(f"/s3/reprice/?{QUERY}&against=2026-10-31").text
    assert "−$23.50" in text
    assert f'<option value="{NAME}">published 2026-11-01, in use</option>' in text
    assert f'href="/prices/#{NAME}"' in text


@pytest.mark.parametrize("query", ["", QUERY])
def test_the_page_of_a_service_leads_there_with_its_workload(client: Client, query: str) -> None:
    assert 'href="/s3/reprice/' in client.get(f"/s3/?{query}").text
    page = client.get(f"/s3/reprice/?{query}")
    assert page.status_code == 200
    assert ('name="put_requests" value="100000"' in page.text) == bool(query)


@pytest.mark.parametrize(
    "query", ["against=soon", "storage_gb=much&against=2026-10-31", "against=2026-10-31&against=x"]
)
def test_the_page_says_what_is_wrong(client: Client, query: str) -> None:
    page = client.get(f"/s3/reprice/?{query}")
    assert page.status_code == 422
    assert "notice wrong" in page.text


@pytest.fixture
def earlier(client: Client, tmp_path: Path) -> Path:
    """An estimate of the shipped prices in a file."""
    path = tmp_path / "estimate.json"
    path.write_bytes(client.get(f"/api/v1/services/s3/estimate?{QUERY}&as_of=2026-10-31").content)
    return path


def printed(*words: str) -> str:
    out = StringIO()
    call_command("reprice", *words, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("against", [("--as-of", "2026-11-01"), ("--price-list", NAME)])
def test_an_estimate_in_a_file_is_priced_again(earlier: Path, brought_in: Bringer, against: tuple[str, str]) -> None:
    brought_in(offer(times=2))
    document = json.loads(printed(str(earlier), *against, "--json"))
    total = line(document, "monthly_usd", "totals")
    assert (total["before_usd"], total["after_usd"]) == ("23.5", "47")


def test_what_the_file_says_counts_and_not_what_its_day_would_cost_now(earlier: Path, brought_in: Bringer) -> None:
    brought_in(offer(times=2, published=date(2026, 10, 1)))
    document = json.loads(printed(str(earlier), "--as-of", "2026-10-31", "--json"))
    assert Decimal(line(document, "storage")["delta_usd"]) == 23


def test_the_difference_is_a_table_for_a_terminal(earlier: Path, brought_in: Bringer) -> None:
    brought_in(offer(times=2))
    text = printed(str(earlier), "--as-of", "2026-11-01")
    assert text.startswith("s3 in us-east-1: prices as of 2026-10-31 (builtin-s3")
    assert "Storage" in text and f"2026-10-01 {NAME}" in text
    assert re.search(r"^A month +\$23\.50 +\$47\.00 +\$23\.50 +100\.0%$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is not JSON"),
        ("[]", "not an estimate"),
        ("[" * 100_000, "is not JSON"),
        ('{"usage": {}, "service": "s3", "region": "us-east-1", "as_of": "2026-10-31"}', "See price_lists."),
    ],
)
def test_a_file_that_is_no_estimate_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "estimate.json"
    path.write_text(content, encoding="utf-8")
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("reprice", str(path), "--as-of", "2026-10-31", stderr=err)
    assert (ended.value.code, sentence in err.getvalue()) == (2, True)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"service": "s33"}, "There is no service named 's33'"),
        ({"usage": {"color": 1}}, "no field 'color'"),
        ({"usage": []}, "See usage."),
        ({"monthly_usd": "1e999999"}, "See monthly_usd."),
        ({"annual_usd": "NaN"}, "See annual_usd."),
        ({"upfront_usd": "1e-400"}, "See upfront_usd."),
        ({"price_lists": [{"x": 1}]}, "See price_lists.0.id."),
        ({"line_items": [{"name": "storage"}]}, "See line_items.0.label."),
    ],
)
def test_an_estimate_that_was_altered_is_refused(tmp_path: Path, changed: dict[str, object], sentence: str) -> None:
    path, err = tmp_path / "estimate.json", StringIO()
    document = answer_document(answer(ask("s3", {"storage_gb": 1})))
    path.write_text(json.dumps({**document, **changed}), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("reprice", str(path), "--as-of", "2026-10-31", stderr=err)
    assert ended.value.code == 2
    assert sentence in err.getvalue()


def test_what_is_wrong_with_a_day_is_said_of_the_field_that_has_it(client: Client, doubled: None) -> None:
    fields = [
        client.get(ADDRESS, asked).json()["errors"][0]["field"]
        for asked in ({"as_of": "2001-01-01", "against": "2026-11-01"}, {"against": "2001-01-01"})
    ]
    assert fields == ["as_of", "against"]


@pytest.mark.parametrize(
    ("against", "sentence"),
    [
        (NAME.replace("1101", "1102"), f"Did you mean {NAME}?"),
        (CATALOGUE.table("s3").price_list.id, "stands for the shipped prices, which are asked for by a day"),
        ("tomorrow", "Give a day as YYYY-MM-DD"),
    ],
)
def test_a_name_that_is_no_imported_list_is_told_what_would_be_right(
    client: Client, doubled: None, against: str, sentence: str
) -> None:
    assert sentence in client.get(ADDRESS, {"against": against}).json()["detail"]


def test_a_side_without_a_price_is_named(client: Client, brought_in: Bringer) -> None:
    brought_in(offer(change=leaving_out("storage", "GLACIER")))
    problem = client.get(ADDRESS, {"storage_class": "GLACIER", "as_of": "2026-10-01", "against": NAME}).json()
    assert (problem["code"], problem["errors"][0]["field"]) == ("no_price", "against")
    assert problem["detail"].startswith(f"Against {NAME}: There is no price in our data for storage of GLACIER")
