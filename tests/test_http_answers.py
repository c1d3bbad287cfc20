"""HTTP to the letter, on every surface."""

import json
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.test_served import ask, send_whole

KEPT = ["/api/v1/services/s3/estimate", "/api/v1/services", "/cells/s3/monthly_usd", "/cells/s3/estimate.xml"]
ESTIMATE = KEPT[0]
TOO_LONG = "a" * 10_000


@pytest.mark.parametrize("path", KEPT)
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_304_has_the_fields_of_its_200(client: Client, path: str, encoding: str) -> None:
    first = client.get(path, headers={"Accept-Encoding": encoding})
    again = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert first["ETag"].startswith('W/"')
    for name in ("ETag", "Vary", "Cache-Control"):
        assert again[name] == first[name]


@pytest.mark.parametrize(
    "path", [ESTIMATE, "/api/v1/services", "/api/v1/services/s3/compare", "/api/v1/services/s3/sweep?start=1&stop=2"]
)
def test_what_a_cache_keeps_of_the_api_goes_by_the_format_asked_for(client: Client, path: str) -> None:
    kinds = {"application/json": "application/json", "text/csv": "text/csv"}
    for accepted, kind in kinds.items():
        answer = client.get(path, headers={"Accept": accepted})
        assert answer["Content-Type"].partition(";")[0] == kind
        assert "Accept" in [each.strip() for each in answer["Vary"].split(",")]


def test_an_answer_to_a_post_is_not_kept(client: Client) -> None:
    answer = client.post(ESTIMATE, data="{}", content_type="application/json")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


def test_a_format_given_twice_is_refused(client: Client) -> None:
    refused = client.get(f"{ESTIMATE}?format=json&format=csv")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "format"


@pytest.mark.parametrize("path", ["/", "/s3/", ESTIMATE, "/cells/s3/monthly_usd", "/nothing/at/all", "/static/nothing"])
def test_every_answer_keeps_to_itself(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "object-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_redirect_keeps_to_itself(client: Client, settings: object) -> None:
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    redirect = client.get("/s3/")
    assert redirect.status_code == 301
    assert redirect["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "object-src 'none'" in redirect["Content-Security-Policy"]


@pytest.mark.slow
def test_a_static_file_keeps_to_itself(server: str) -> None:
    page = send_whole(
        server, f"GET / HTTP/1.1\r\nHost: {urlsplit(server).netloc}\r\nConnection: close\r\n\r\n".encode()
    )
    named = page.partition(b'rel="icon" href="')[2].partition(b'"')[0].decode()
    headers = ask(server, "GET", named).headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "object-src 'none'" in (headers["Content-Security-Policy"] or "")


def refused_line(server: str, path: str) -> tuple[bytes, bytes]:
    """Head and body of the answer to a request line that is too long."""
    head, _, body = send_whole(server, f"GET {path}?{TOO_LONG} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()).partition(
        b"\r\n\r\n"
    )
    return head, body


@pytest.mark.slow
def test_an_address_that_is_too_long_is_refused_in_the_format_of_the_surface(server: str) -> None:
    head, body = refused_line(server, ESTIMATE)
    assert head.startswith(b"HTTP/1.1 414 ")
    assert b"application/problem+json" in head
    assert json.loads(body)["status"] == 414
    head, body = refused_line(server, "/cells/s3/monthly_usd")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert b"X-Cell-Error: bad_request" in head
    assert body.startswith(b"ERROR bad_request request: ")
    head, body = refused_line(server, "/s3/")
    assert head.startswith(b"HTTP/1.1 414 ")
    assert body.startswith(b"URI Too Long. ")
