"""How cells behave as HTTP: methods, headers, what may be kept."""

import pytest
from django.test import Client

from calculator.application import questions

PATHS = [
    "s3/monthly_usd",
    "s3/monthly_usd?storage_gb=-1",
    "s3/estimate.xml",
    "s3/estimate.xml?storage_gb=-1",
    "s3/estimate.csv",
    "s3/compare.csv",
    "s3/compare.xml?by=storage_class",
    "s3/nonsense?strict=1",
    "nonsense/monthly_usd",
    "help",
]


@pytest.mark.parametrize("path", PATHS)
def test_head_equals_get_in_status_and_headers(client: Client, path: str) -> None:
    got, headed = client.get(f"/cells/{path}"), client.head(f"/cells/{path}")
    assert headed.status_code == got.status_code
    # Every request has an identifier of its own, and takes its tokens.
    one_each = {"X-Request-ID": "", "RateLimit": ""}
    assert {**headed.headers, **one_each} == {**got.headers, **one_each}
    assert int(headed["Content-Length"]) == len(got.content)
    assert headed.content == b""


@pytest.mark.parametrize("path", [*PATHS, "", "s3", "s3/"])
def test_options_is_empty_and_calculates_nothing(client: Client, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.delattr(questions, "ask")
    monkeypatch.delattr(questions, "ask_comparison")
    response = client.options(f"/cells/{path}")
    assert (response.status_code, response.content) == (204, b"")
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert "Content-Type" not in response


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", PATHS)
def test_other_methods_are_refused(client: Client, method: str, path: str) -> None:
    response = client.generic(method, f"/cells/{path}")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path", ["monthly_usd", "line_items.storage.usd", "estimate.xml", "estimate.csv", "compare.csv"]
)
def test_a_good_answer_may_be_kept_and_asked_after(client: Client, path: str) -> None:
    first = client.get(f"/cells/s3/{path}")
    assert first["Cache-Control"] == "public, max-age=300"
    again = client.get(f"/cells/s3/{path}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]


@pytest.mark.parametrize(
    ("known", "status"),
    [("*", 304), ('W/"{tag}"', 304), ('"other", "{tag}"', 304), ('"other"', 200), ("{tag}", 200), ("\x00", 200)],
)
def test_an_etag_is_compared_as_http_says(client: Client, known: str, status: int) -> None:
    tag = client.get("/cells/s3/monthly_usd")["ETag"].removeprefix("W/").strip('"')
    response = client.get("/cells/s3/monthly_usd", headers={"If-None-Match": known.format(tag=tag)})
    assert response.status_code == status


def test_the_etag_follows_the_content_not_the_refresh(client: Client) -> None:
    tags = [client.get(f"/cells/s3/monthly_usd?{query}")["ETag"] for query in ("", "r=1", "storage_gb=2000")]
    assert tags[0] == tags[1] != tags[2]


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("monthly_usd", "text/plain; charset=utf-8"),
        ("estimate.xml", "application/xml; charset=utf-8"),
        ("compare.xml", "application/xml; charset=utf-8"),
        ("estimate.csv", "text/csv; charset=utf-8; header=present"),
        ("compare.csv", "text/csv; charset=utf-8; header=present"),
    ],
)
@pytest.mark.parametrize("query", ["", "?storage_gb=-1"])
def test_answers_and_errors_have_one_media_type(client: Client, path: str, media_type: str, query: str) -> None:
    assert client.get(f"/cells/s3/{path}{query}")["Content-Type"] == media_type


def test_cells_set_no_cookie(client: Client) -> None:
    client.get("/cells/s3/monthly_usd")
    assert len(client.cookies) == 0
