"""What is refused over REST: each with the right status, as a problem document that says what would be right."""

import json
from typing import Any

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.test import Client

from calculator.api import views
from calculator.core.errors import BrokenTable

ESTIMATE = "/api/v1/services/s3/estimate"
COMPARE = "/api/v1/services/s3/compare"
SWEEP = "/api/v1/services/s3/sweep"
MEMBERS = {"type", "title", "status", "detail", "instance", "errors"}


def problem_of(response: Any) -> Any:
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem.keys() >= MEMBERS
    assert problem["status"] == response.status_code
    return problem


QUERIES = [
    ("a negative amount", "storage_gb=-1", "storage_gb", "is too small; the least is 0"),
    ("not a number", "storage_gb=NaN", "storage_gb", "is not a finite number"),
    ("infinity", "storage_gb=-inf", "storage_gb", "is not a finite number"),
    ("a huge exponent", "storage_gb=1e999999", "storage_gb", "out of any sensible range"),
    ("nothing", "storage_gb=", "storage_gb", "is empty"),
    ("a suffix of another unit", "storage_gb=5 hours", "storage_gb", "'hours'"),
    ("bits", "storage_gb=5 Gb", "storage_gb", "GB for bytes"),
    ("a decimal comma", "storage_gb=1,5", "storage_gb", "a point for decimals"),
    ("NUL", "storage_gb=%00", "storage_gb", "is not a number"),
    ("bytes that are no UTF-8", "storage_gb=%ff%fe", "storage_gb", "is not a number"),
    ("a broken escape", "storage_gb=%zz", "storage_gb", "is not a number"),
    ("a long text", "storage_gb=" + "9" * 1_000_000, "storage_gb", "1000000 characters long"),
    (
        "a choice by a word of its label",
        "storage_class=deep",
        "storage_class",
        "did you mean DEEP_ARCHIVE (S3 Glacier Deep Archive)?",
    ),
    ("a misspelt field", "storge_gb=1", "storge_gb", "Did you mean storage_gb?"),
    ("a field without a name", "=1", "", "no field ''"),
    ("an unknown region", "region=us-eest-1", "region", "us-east-1"),
    ("a long unknown region", "region=" + "x" * 100_000, "region", "no region of this name"),
    ("an unknown choice", "storage_class=STANDRD", "storage_class", "STANDARD"),
    ("a date to come", "as_of=2999-01-01", "as_of", "latest is today"),
    ("no date", "as_of=yesterday", "as_of", "YYYY-MM-DD"),
    ("shares that are no whole", "frequent_percent=90", "frequent_percent", "must sum to 100"),
    ("a field given twice", "storage_gb=1&storage_gb=2", "storage_gb", "more than once"),
    ("a flag that is neither", "include_free_tier=perhaps", "include_free_tier", "true or false"),
]


@pytest.mark.parametrize(("query", "field", "sentence"), [row[1:] for row in QUERIES], ids=[row[0] for row in QUERIES])
def test_a_wrong_parameter_is_named_with_what_would_be_right(
    client: Client, query: str, field: str, sentence: str
) -> None:
    response = client.get(f"{ESTIMATE}?{query}")
    errors = problem_of(response)["errors"]
    assert (response.status_code, [error["field"] for error in errors]) == (422, [field])
    assert sentence in errors[0]["message"]
    assert len(errors[0]["value"]) <= 80


def test_all_errors_of_a_request_come_at_once(client: Client) -> None:
    response = client.get(f"{ESTIMATE}?storge_gb=1&put_requests=x&region=moon&as_of=now&retrieval_speed=fast")
    fields = {error["field"] for error in problem_of(response)["errors"]}
    assert fields == {"storge_gb", "put_requests", "region", "as_of", "retrieval_speed"}


BODIES = [
    ("nothing", b"", 400, "is empty"),
    ("blanks", b" \n", 400, "is empty"),
    ("broken JSON", b'{"storage_gb": 1', 400, "line 1, column"),
    ("a raw control character", b'{"storage_gb": "\x00"}', 400, "not JSON"),
    ("bytes that are no UTF-8", b'{"storage_gb": "\xff"}', 400, "not UTF-8"),
    ("UTF-16", '{"storage_gb": 1}'.encode("utf-16"), 400, "not UTF-8"),
    ("a list", b"[]", 400, "a JSON object"),
    ("a number", b"5", 400, "a JSON object"),
    ("null", b"null", 400, "a JSON object"),
    ("brackets without end", b"[" * 60_000, 400, "nested too deeply"),
    ("objects within objects", b'{"a":' * 900 + b"1" + b"}" * 900, 400, "nested too deeply"),
    ("a deep value", b'{"storage_gb": [[[[[1]]]]]}', 400, "nested too deeply"),
    ("a megabyte", b'{"storage_gb": "' + b"9" * 1_000_000 + b'"}', 413, "at most 65536 bytes"),
    ("a key that stands twice", b'{"storage_gb": 1, "storage_gb": 2}', 422, "more than once"),
    ("NaN", b'{"storage_gb": NaN}', 422, "is not a finite number"),
    ("infinity", b'{"storage_gb": -Infinity}', 422, "is not a finite number"),
    ("a number of 5,000 digits", b'{"storage_gb": ' + b"9" * 5000 + b"}", 422, "5000 characters long"),
    ("a huge exponent", b'{"storage_gb": 1e999999}', 422, "out of any sensible range"),
    ("null as a value", b'{"storage_gb": null}', 422, "is not a number"),
    ("true as an amount", b'{"storage_gb": true}', 422, "is not a number"),
    ("a list as an amount", b'{"storage_gb": [1]}', 422, "is not a number"),
    ("an object as a region", b'{"region": {}}', 422, "no region of this name"),
    ("a number as a region", b'{"region": 5}', 422, "no region of this name"),
    ("a lone surrogate", b'{"region": "\\ud800"}', 422, "no region of this name"),
    ("a lone surrogate as a key", b'{"\\ud800": 1}', 422, "There is no field"),
    ("an escaped NUL", b'{"storage_gb": "\\u0000"}', 422, "is not a number"),
    ("an unknown field", b'{"storge_gb": 1}', 422, "Did you mean storage_gb?"),
]


@pytest.mark.parametrize(("body", "status", "sentence"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_a_wrong_body_is_refused_with_a_sentence(client: Client, body: bytes, status: int, sentence: str) -> None:
    response = client.generic("POST", ESTIMATE, body, CONTENT_TYPE="application/json")
    assert response.status_code == status
    assert sentence in problem_of(response)["detail"]


@pytest.mark.parametrize(("size", "status"), [(65_535, 200), (65_536, 200), (65_537, 413)])
def test_a_body_of_64_kib_is_read_and_a_byte_more_is_not(client: Client, size: int, status: int) -> None:
    body = b'{"storage_gb": 1}'
    response = client.generic("POST", ESTIMATE, body + b" " * (size - len(body)), CONTENT_TYPE="application/json")
    assert response.status_code == status


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "nonsense", "json"])
def test_a_body_that_is_not_sent_as_json_is_refused(client: Client, kind: str) -> None:
    response = client.generic("POST", ESTIMATE, b"{}", content_type=kind)
    assert response.status_code == 415
    assert "application/json" in problem_of(response)["detail"]


def test_a_field_in_query_and_body_is_refused_by_name(client: Client) -> None:
    response = client.post(f"{ESTIMATE}?storage_gb=1", data='{"storage_gb": 1}', content_type="application/json")
    assert [error["field"] for error in problem_of(response)["errors"]] == ["storage_gb"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_another_method_is_refused_with_those_that_there_are(client: Client, method: str) -> None:
    response = client.generic(method, ESTIMATE)
    assert (response.status_code, response["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")
    problem_of(response)


@pytest.mark.parametrize("address", ["services", "prices", "limits", "price-lists", "schema", "docs", ""])
def test_a_table_takes_no_post(client: Client, address: str) -> None:
    response = client.post(f"/api/v1/{address}", data="{}", content_type="application/json")
    assert response.status_code == 405
    problem_of(response)


@pytest.mark.parametrize("accept", ["image/png", "text/html", "application/xml;q=1", "application/json;q=0", ";;;", ""])
def test_a_type_that_is_not_offered_is_refused_with_those_that_are(client: Client, accept: str) -> None:
    response = client.get(ESTIMATE, headers={"accept": accept})
    assert response.status_code == 406
    assert "application/json" in problem_of(response)["detail"]


@pytest.mark.parametrize("name", ["xml", "JSON", "", "%00"])
def test_a_format_that_does_not_exist_is_refused(client: Client, name: str) -> None:
    response = client.get(f"{ESTIMATE}?format={name}")
    assert response.status_code == 406
    assert "format=csv" in problem_of(response)["detail"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("*/*", "application/json"),
        ("text/*", "text/csv; charset=utf-8"),
        ("application/json;q=0.1, text/csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0.1, application/json", "application/json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
    ],
)
def test_the_accept_header_is_read_with_its_weights(client: Client, accept: str, chosen: str) -> None:
    assert client.get(ESTIMATE, headers={"accept": accept})["Content-Type"] == chosen


def test_an_error_in_csv_is_a_problem_document_too(client: Client) -> None:
    problem_of(client.get(f"{ESTIMATE}?format=csv&storage_gb=-1"))


@pytest.mark.parametrize(
    "address",
    ["services/s4/estimate", "services/%ff%00", "services/s3%0a/estimate", "nothing", "services/s3/nothing", "x/%0a"],
)
def test_what_does_not_exist_is_a_problem_document(client: Client, address: str) -> None:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 404
    assert problem_of(response)["errors"]


def test_an_unknown_service_is_told_which_there_are(client: Client) -> None:
    assert "s3" in problem_of(client.get("/api/v1/services/s33/estimate"))["detail"]


def test_an_infeasible_choice_names_one_that_is_feasible(client: Client) -> None:
    asked = {"storage_class": "DEEP_ARCHIVE", "retrieval_speed": "expedited", "retrieval_gb": "10"}
    response = client.get(ESTIMATE, asked)
    problem = problem_of(response)
    assert (response.status_code, problem["code"]) == (422, "infeasible")
    assert problem["nearest_choice"] != "DEEP_ARCHIVE"
    assert (problem["errors"][0]["field"], problem["errors"][0]["value"]) == ("retrieval_speed", "expedited")


def test_where_no_purchase_option_can_carry_a_workload_another_type_is_named(client: Client) -> None:
    problem = problem_of(client.get("/api/v1/services/ec2/estimate", {"vcpus": 4}))
    assert (problem["code"], problem["nearest_choice"]) == ("infeasible", "a1.xlarge")
    assert "a1.xlarge (4 vCPU, 8 GiB, arm64) can carry this workload for $74.46 a month" in problem["detail"]


def test_an_amount_that_is_not_feasible_is_told_in_the_unit_of_its_field(client: Client) -> None:
    problem = problem_of(client.get("/api/v1/services/kinesis/estimate", {"record_kb": "20 MB"}))
    assert (problem["errors"][0]["field"], problem["errors"][0]["value"]) == ("record_kb", "20480")


def test_a_combination_without_a_price_is_not_found_and_never_free(client: Client) -> None:
    response = client.get(ESTIMATE, {"storage_class": "EXPRESS_ONEZONE", "region": "eu-central-1"})
    assert (response.status_code, problem_of(response)["code"]) == (404, "no_price")


COMPARISONS = [
    (f"{COMPARE}?by=storage_gb", "by"),
    (f"{COMPARE}?by=", "by"),
    (f"{SWEEP}?stop=5", "start"),
    (f"{SWEEP}?start=5&stop=5", "stop"),
    (f"{SWEEP}?start=0&stop=5&points=1", "points"),
    (f"{SWEEP}?start=0&stop=5&points=100000", "points"),
    (f"{SWEEP}?start=0&stop=5&points=2.5", "points"),
    (f"{SWEEP}?start=0&stop=5&scale=log", "start"),
    (f"{SWEEP}?start=1&stop=5&scale=cubic", "scale"),
    (f"{SWEEP}?start=0&stop=5&over=storage_class", "over"),
    (f"{SWEEP}?start=0&stop=5&over=nothing", "over"),
    (f"{SWEEP}?start=0&stop=5&by=retrieval_speed", "by"),
    (f"{SWEEP}?start=0&stop=1e30", "stop"),
    (f"{SWEEP}?start=0&stop=50&over=frequent_percent", "frequent_percent"),
]


@pytest.mark.parametrize(("address", "field"), COMPARISONS)
def test_a_comparison_that_makes_no_sense_names_its_parameter(client: Client, address: str, field: str) -> None:
    response = client.get(address)
    assert response.status_code == 422
    assert problem_of(response)["errors"][0]["field"] == field


def test_more_parameters_than_django_reads_are_refused(client: Client) -> None:
    response = client.get(f"{ESTIMATE}?{'&'.join(f'a{number}=1' for number in range(600))}")
    assert problem_of(response)["status"] in (400, 422)


@pytest.mark.parametrize(
    ("fault", "status"), [(BrokenTable(["s3.csv:2: x"]), 503), (TooManyFieldsSent("too many"), 400)]
)
def test_a_fault_behind_the_endpoint_is_a_problem_document_too(
    client: Client, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(views, "ask_answer", fail)
    response = client.get(ESTIMATE)
    assert response.status_code == status
    assert "s3.csv" not in json.dumps(problem_of(response))
