"""What is refused before a view is asked comes in the format of the surface that was asked."""

import pytest
from django.test import Client
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge, RequestHeaderFieldsTooLarge

from calculator.serving.refusals import refusal_of
from calculator.serving.requests import RequestTimeout, UriTooLong

ELSEWHERE = {"host": "elsewhere.example"}
SENTENCE = "The server does not answer to this name"


def test_a_wrong_host_is_a_problem_document_in_the_api(client: Client) -> None:
    refused = client.get("/api/v1/services/s3/estimate", headers=ELSEWHERE)
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
    problem = refused.json()
    assert (problem["code"], problem["errors"][0]["field"]) == ("bad_request", "host")
    assert problem["detail"].startswith(SENTENCE)


@pytest.mark.parametrize(("query", "status"), [("", 200), ("?strict=1", 400), ("?strict=1&strict=0", 200)])
def test_a_wrong_host_is_a_sentence_in_a_cell(client: Client, query: str, status: int) -> None:
    refused = client.get(f"/cells/s3/monthly_usd{query}", headers=ELSEWHERE)
    assert (refused.status_code, refused["X-Cell-Error"]) == (status, "bad_request")
    assert refused.content.decode().startswith(f"ERROR bad_request host: {SENTENCE}")


@pytest.mark.parametrize("path", ["/", "/s3/", "/nothing/at/all"])
def test_a_wrong_host_is_a_page_on_pages(client: Client, path: str) -> None:
    refused = client.get(path, headers=ELSEWHERE)
    assert (refused.status_code, refused["Cache-Control"]) == (400, "no-store")
    assert f"<p>{SENTENCE}" in refused.content.decode()


def test_a_page_with_too_many_fields_is_not_read(client: Client) -> None:
    refused = client.get("/?" + "&".join(f"a{number}=1" for number in range(600)))
    assert refused.status_code == 400
    assert "more fields than anything here takes" in refused.content.decode()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BadRequest, "400 Bad Request"),
        (RequestTimeout, "408 Request Timeout"),
        (RequestEntityTooLarge, "413 Request Entity Too Large"),
        (UriTooLong, "200 OK"),
        (RequestHeaderFieldsTooLarge, "200 OK"),
    ],
)
def test_a_cell_tells_only_what_a_spreadsheet_may_do_wrong_with_200(error: type[Error], status: str) -> None:
    refused = refusal_of(error("So it is."), b"GET /cells/s3/monthly_usd HTTP/1.1")
    assert refused.status == status
    assert refused.body == b"ERROR bad_request request: So it is."
    assert dict(refused.headers)["X-Cell-Error"] == "bad_request"
    assert refusal_of(error("So it is."), b"GET /s3/ HTTP/1.1").status.startswith(str(error.code))
