"""Estimate, compare and sweep over REST: what the contract promises of each."""

import csv
import json
import re
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from calculator.core.arithmetic import EXACT, exactly
from calculator.core.declarations import MOST_LISTED
from calculator.estimator import choices_of, read_question
from calculator.services import SERVICES
from tests.questions import CATALOGUE, TODAY

BASE = "/api/v1/services"
KEYS = pytest.mark.parametrize("key", SERVICES)
SPAN = "start=1&stop=90&points=5"


def post(client: Client, address: str, body: Any) -> Any:
    return client.post(address, data=json.dumps(body), content_type="application/json")


def rows_of(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(response.content.decode(), newline="")))


@KEYS
def test_an_estimate_needs_no_field(client: Client, key: str) -> None:
    answer = client.get(f"{BASE}/{key}/estimate").json()
    assert answer["service"] == key
    assert answer["usage"].keys() == SERVICES[key].Usage.declarations.keys()


@KEYS
def test_the_line_items_sum_to_the_total_exactly(client: Client, key: str) -> None:
    answer = client.get(f"{BASE}/{key}/estimate", SERVICES[key].EXAMPLES[0].usage).json()
    # Of some quotients more digits are answered than a sum of Decimals keeps by itself.
    with exactly(EXACT):
        assert sum(Decimal(item["usd"]) for item in answer["line_items"]) == Decimal(answer["monthly_usd"])


@KEYS
def test_a_get_and_a_post_answer_byte_for_byte_the_same(client: Client, key: str) -> None:
    usage = SERVICES[key].EXAMPLES[0].usage
    got = client.get(f"{BASE}/{key}/estimate", usage)
    posted = post(client, f"{BASE}/{key}/estimate", usage)
    assert got.content == posted.content


def test_the_usage_of_an_answer_asks_the_same_question_again(client: Client) -> None:
    first = client.get(f"{BASE}/s3/estimate", {"storage_gb": "5 TB", "get_requests": "2.5k"}).json()
    again = post(client, f"{BASE}/s3/estimate", first["usage"]).json()
    assert {**again, "warnings": first["warnings"]} == first


@pytest.mark.parametrize("number", ["0.1", "1e2", "12345678901234567890.12345e-15", "1000.000", "5"])
def test_a_number_in_json_means_what_its_digits_say(client: Client, number: str) -> None:
    body = f'{{"storage_gb": {number}}}'
    answer = client.post(f"{BASE}/s3/estimate", data=body, content_type="application/json").json()
    assert Decimal(answer["usage"]["storage_gb"]) == Decimal(number)


REPLICAS = ["eu-west-1", "us-west-2"]


@pytest.mark.parametrize(
    ("address", "one_by_one", "at_once"),
    [
        (
            f"{BASE}/dynamodb/estimate",
            "replica_regions=eu-west-1&replica_regions=us-west-2",
            {"replica_regions": REPLICAS},
        ),
        (
            f"{BASE}/dynamodb/estimate",
            "&".join(f"hourly_load_percent={hour}" for hour in range(24)),
            {"hourly_load_percent": list(range(24))},
        ),
    ],
)
def test_several_values_may_be_given_one_by_one(
    client: Client, address: str, one_by_one: str, at_once: dict[str, list[object]]
) -> None:
    """As most programs write a list into a query string."""
    assert client.get(f"{address}?{one_by_one}").content == post(client, address, at_once).content


def test_several_values_may_be_given_one_by_one_to_a_cell_and_a_page_too(client: Client) -> None:
    one_by_one, at_once = "replica_regions=eu-west-1&replica_regions=us-west-2", "replica_regions=eu-west-1,us-west-2"
    for address, shown in (("/cells/dynamodb/monthly_usd", r"^(.+)$"), ("/dynamodb/", r'data-monthly-usd="(.+?)"')):
        pages = [client.get(f"{address}?{query}").content.decode() for query in (one_by_one, at_once)]
        first, second = (re.findall(shown, page)[0] for page in pages)
        assert first == second


def test_fields_of_a_post_may_stand_in_the_query_string_too(client: Client) -> None:
    answer = post(client, f"{BASE}/s3/compare?by=storage_class", {"storage_gb": 10}).json()
    assert (answer["by"], answer["usage"]["storage_gb"]) == ("storage_class", "10")


@KEYS
@pytest.mark.parametrize("verb", ["estimate", "compare", f"sweep?{SPAN}"])
def test_an_address_answers_with_and_without_a_slash_at_its_end(client: Client, key: str, verb: str) -> None:
    path, _, query = verb.partition("?")
    plain, slashed = (client.get(f"{BASE}/{key}/{path}{end}?{query}") for end in ("", "/"))
    assert (plain.status_code, slashed.content) == (200, plain.content)


@KEYS
def test_alternatives_are_ranked_by_cost_with_infeasible_ones_last(client: Client, key: str) -> None:
    alternatives = client.get(f"{BASE}/{key}/compare").json()["alternatives"]
    order = [(not each["feasible"], Decimal(each["effective_monthly_usd"] or 0)) for each in alternatives]
    assert order == sorted(order)
    assert [each["rank"] for each in alternatives] == list(range(1, len(alternatives) + 1))


def test_an_infeasible_alternative_has_reasons_and_no_cost(client: Client) -> None:
    asked = {"retrieval_speed": "expedited", "retrieval_gb": "1"}
    last = client.get(f"{BASE}/s3/compare", asked).json()["alternatives"][-1]
    assert (last["feasible"], last["monthly_usd"], last["delta_usd"]) == (False, None, None)
    assert "expedited" in last["reasons"][0]


@KEYS
def test_a_sweep_has_a_cost_for_every_point_of_every_choice(client: Client, key: str) -> None:
    defaults = read_question(key, {}, CATALOGUE, TODAY)
    drawn = [by for by in SERVICES[key].COMPARE_BY if len(choices_of(defaults, by)) <= MOST_LISTED]
    by = "".join(f"&by={by}" for by in drawn[:1])
    answer = client.get(f"{BASE}/{key}/sweep?{SPAN}{by}").json()
    assert len(answer["values"]) == 5
    assert {len(each["effective_monthly_usd"]) for each in answer["series"]} == {5}


def test_a_sweep_on_a_log_scale_keeps_its_ends(client: Client) -> None:
    answer = client.get(f"{BASE}/s3/sweep?over=storage_gb&start=1&stop=1 TB&points=3&scale=log").json()
    assert answer["values"] == ["1", "32", "1024"]


@KEYS
@pytest.mark.parametrize(
    ("verb", "list_name"),
    [("estimate", "line_items"), ("compare", "alternatives"), (f"sweep?{SPAN}", "values")],
)
def test_csv_has_a_row_for_each_entry(client: Client, key: str, verb: str, list_name: str) -> None:
    address = f"{BASE}/{key}/{verb}"
    document = client.get(address).json()
    table = client.get(address, headers={"accept": "text/csv"})
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    entries = [row for row in rows_of(table) if row.get("code") != "left_out"]
    assert len(entries) == len(document[list_name])


def test_csv_ends_every_line_with_crlf(client: Client) -> None:
    text = client.get(f"{BASE}/s3/estimate?format=csv").content.decode()
    assert text.count("\n") == text.count("\r\n") == len(rows_of(client.get(f"{BASE}/s3/estimate?format=csv"))) + 1


def test_the_rows_of_an_estimate_in_csv_have_the_exact_money(client: Client) -> None:
    asked = {"storage_gb": "51 TB", "format": "csv"}
    rows = rows_of(client.get(f"{BASE}/s3/estimate", asked))
    assert (rows[0]["usd"], rows[0]["tiers"]) == (
        "1200.128",
        "51200 at 0.023 (from 0 to 51200); 1024 at 0.022 (from 51200 to 512000)",
    )


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    address = f"{BASE}/s3/estimate"
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"if-none-match": etag})
    other = client.get(f"{address}?storage_gb=1", headers={"if-none-match": etag})
    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)


def test_an_answer_may_be_kept_five_minutes_and_an_error_never(client: Client) -> None:
    answer, error = (client.get(f"{BASE}/s3/estimate?storage_gb={typed}") for typed in ("1", "-1"))
    assert (answer["Cache-Control"], error["Cache-Control"]) == ("public, max-age=300", "no-store")


def test_head_and_options_cost_nothing_to_the_client(client: Client) -> None:
    head, options = client.head(f"{BASE}/s3/estimate"), client.options(f"{BASE}/s3/estimate")
    get = client.get(f"{BASE}/s3/estimate")
    assert (head.status_code, head.content) == (200, b"")
    assert (head["Content-Length"], head["ETag"]) == (str(len(get.content)), get["ETag"])
    assert (options.status_code, options["Allow"]) == (204, "GET, POST, HEAD, OPTIONS")
