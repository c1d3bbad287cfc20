"""The application behind its real server: headers, compressed files, and requests no one should send."""

import http.client
import re
import socket
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.serving import serving

HTMX = re.compile(r"/static/vendor/htmx/htmx\.min\.[0-9a-f]+\.js")


def ask(server: str, method: str, target: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    """Send a request whose target goes out as it is, without a client's tidying up."""
    address = urlsplit(server)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
    connection.putrequest(method, target, skip_host="Host" in (headers or {}))
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def send_raw(server: str, text: bytes) -> bytes:
    """Send bytes that are perhaps no HTTP at all; the first line of the answer."""
    address = urlsplit(server)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=10) as connection:
        connection.sendall(text)
        connection.shutdown(socket.SHUT_WR)
        return connection.recv(65536).split(b"\r\n", 1)[0]


def test_a_probe_finds_all_parts_well(server: str) -> None:
    assert ask(server, "GET", "/healthz").status == 200


def test_every_page_carries_the_strict_headers(server: str) -> None:
    headers = ask(server, "GET", "/").headers
    policy = {part.strip() for part in (headers["Content-Security-Policy"] or "").split(";")}
    assert {"default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'"} <= policy
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


def test_static_files_are_compressed_and_kept_for_good(server: str) -> None:
    with urllib.request.urlopen(f"{server}/s3/", timeout=10) as page:
        named = HTMX.search(page.read().decode())
    assert named is not None, "The page names htmx by its hashed name."
    response = ask(server, "GET", named[0], {"Accept-Encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/s3/", "/prices/", "/api/v1/services", "/cells/s3/monthly_usd"])
@pytest.mark.parametrize(
    "query",
    [
        "a=%00",
        "%00=1",
        "storage_gb=%ff%fe",
        "storage_gb=" + "9" * 7000,
        "&".join(f"f{number}=1" for number in range(800)),
        "storage_gb=1" + "&storage_gb=1" * 400,
        "%",
        "=&=&;;",
        "format=%00",
    ],
    ids=["nul", "nul-name", "not-utf8", "long", "many", "repeated", "percent", "empty", "format"],
)
def test_no_query_is_a_server_error(server: str, path: str, query: str) -> None:
    assert ask(server, "GET", f"{path}?{query}").status < 500


@pytest.mark.parametrize(
    "target", ["/%00", "/%ff/", "/static/%00", "/static/../manage.py", "//", "/s3/%0d%0a", "/" + "a/" * 2000]
)
def test_no_path_is_a_server_error(server: str, target: str) -> None:
    assert 400 <= ask(server, "GET", target).status < 500


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/s3/", "/healthz", "/cells/s3/monthly_usd", "/static/x.css"])
def test_no_method_is_a_server_error(server: str, method: str, path: str) -> None:
    assert 400 <= ask(server, method, path, {"Content-Length": "0"}).status < 500


def test_a_request_line_too_long_is_refused(server: str) -> None:
    line = b"GET /?" + b"a" * 10_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    assert send_raw(server, line).split()[1] == b"414"


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1:port", "", "a b", "\x7f"])
def test_a_host_that_is_not_ours_is_refused(server: str, host: str) -> None:
    assert ask(server, "GET", "/", {"Host": host}).status == 400


@pytest.mark.parametrize(
    "text",
    [
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nbad header\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_what_is_not_http_is_a_bad_request(server: str, text: bytes) -> None:
    assert send_raw(server, text).split()[1:2] in ([b"400"], [b"405"], [b"505"])


def test_only_a_named_proxy_may_say_that_the_visitor_came_by_https(var: Path) -> None:
    said = {"X-Forwarded-Proto": "https"}
    with serving(var, CALCULATOR_HTTPS="1") as server:
        assert ask(server, "GET", "/api/v1/services", said).status == 301
        assert ask(server, "GET", "/healthz").status == 200
    with serving(var, CALCULATOR_HTTPS="1", CALCULATOR_TRUSTED_PROXY="127.0.0.1") as server:
        response = ask(server, "GET", "/api/v1/services", said)
        assert response.status == 200
        assert "max-age=" in response.headers["Strict-Transport-Security"]
