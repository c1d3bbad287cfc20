"""The application behind its real server: headers, compressed files, and requests no one should send."""

import http.client
import os
import re
import socket
import subprocess
import urllib.request
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit

import pytest

from calculator.serving.limits import IDLE_SECONDS
from tests.serving import PROJECT, SERVER, address_of, server_environment, serving

HTMX = re.compile(r"/static/vendor/htmx/htmx\.min\.[0-9a-f]+\.js")


def ask(server: str, method: str, target: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    """Send a request whose target goes out as it is, without a client's tidying up."""
    address = urlsplit(server)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
    connection.putrequest(method, target, skip_host="Host" in (headers or {}))
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def send_whole(server: str, text: bytes) -> bytes:
    """Send bytes; all that comes back until the server closes."""
    address = urlsplit(server)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=60) as connection:
        connection.sendall(text)
        connection.shutdown(socket.SHUT_WR)
        with connection.makefile("rb") as answer:
            return answer.read()


def send_raw(server: str, text: bytes) -> bytes:
    """Send bytes that are perhaps no HTTP at all; the first line of the answer."""
    address = urlsplit(server)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=60) as connection:
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
    with urllib.request.urlopen(f"{server}/s3/", timeout=60) as page:
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
    "target", ["/%00", "/%ff/", "/static/%00", "/static/../manage.py", "/s3/%0d%0a", "/" + "a/" * 2000]
)
def test_no_path_is_a_server_error(server: str, target: str) -> None:
    assert 400 <= ask(server, "GET", target).status < 500


def test_slashes_in_front_lead_to_no_other_host(server: str) -> None:
    assert ask(server, "GET", "//").status == 200
    response = ask(server, "GET", "//elsewhere.example/s3")
    assert response.status == 404
    assert "Location" not in response.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/s3/", "/healthz", "/cells/s3/monthly_usd", "/static/x.css"])
def test_no_method_is_a_server_error(server: str, method: str, path: str) -> None:
    assert 400 <= ask(server, method, path, {"Content-Length": "0"}).status < 500


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1:port", "", "a b", "\x7f"])
def test_a_host_that_is_not_ours_is_refused(server: str, host: str) -> None:
    assert ask(server, "GET", "/", {"Host": host}).status == 400


HOST = b"Host: 127.0.0.1\r\n"
POST = b"POST /api/v1/services/s3/estimate HTTP/1.1\r\nContent-Type: application/json\r\n" + HOST


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (b"GARBAGE\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n" + HOST + b"\r\n", 505),
        (b"GET /\r\n" + HOST + b"\r\n", 505),
        (b"GET /\x00 HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"bad header\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"A: 1\nB: 2\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"".join(b"X-%d: 1\r\n" % number for number in range(101)) + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 70_000, 431),
        (b"GET /?" + b"a" * 10_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
        (b"GET /?" + b"a" * 70_000, 414),
        (POST + b"Content-Length: -1\r\n\r\n", 400),
        (POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
        (POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400),
        (POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", 400),
        (POST.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (POST + b"Content-Length: 2\r\n\r\n{}", 200),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 200),
        (POST + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}", 100),
    ],
)
def test_a_head_is_read_strictly(server: str, text: bytes, status: int) -> None:
    assert int(send_raw(server, text).split()[1]) == status


# What is refused before all of it has been read, and the statuses of a page, the API and a cell.
UNREAD = [
    (b"%s HTTP/1.1\r\n\r\n", (400, 400, 400)),
    (b"%s HTTP/1.1\r\n" + HOST + b"Content-Length: 4000000\r\n\r\n", (413, 413, 413)),
    (b"%s?" + b"a" * 10_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", (414, 414, 200)),
    (b"%s HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 70_000, (431, 431, 200)),
    (b"%s HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip, chunked\r\n\r\n", (501, 501, 501)),
    (b"%s HTTP/9.9\r\n" + HOST + b"\r\n", (505, 505, 505)),
]
OF_A_SURFACE = {
    b"GET /s3/": b"text/plain; charset=utf-8",
    b"GET /api/v1/services/s3/estimate": b"application/problem+json",
    b"GET /cells/s3/monthly_usd": b"text/plain; charset=utf-8",
}


@pytest.mark.parametrize(("text", "statuses"), UNREAD)
def test_a_refusal_of_what_is_not_read_keeps_to_itself(server: str, text: bytes, statuses: tuple[int, ...]) -> None:
    """A cell keeps the status of what no spreadsheet sends: its sentence would not be read."""
    for (asked, kind), status in zip(OF_A_SURFACE.items(), statuses, strict=True):
        head = send_whole(server, text % asked).partition(b"\r\n\r\n")[0]
        assert int(head.split()[1]) == status
        assert (b"X-Cell-Error: bad_request" in head) is asked.startswith(b"GET /cells/")
        assert b"Content-Type: " + kind in head
        for line in (
            b"Cross-Origin-Resource-Policy: same-origin",
            b"Permissions-Policy: camera=()",
            b"Content-Security-Policy: default-src 'none'",
            b"X-Content-Type-Options: nosniff",
            b"Cache-Control: no-store",
        ):
            assert line in head


def test_a_refusal_arrives_while_the_body_is_still_being_sent(server: str) -> None:
    body = b" " * 20_000_000
    assert send_raw(server, POST + b"Content-Length: %d\r\n\r\n" % len(body) + body[:4_000_000]).split()[1] == b"413"


@pytest.mark.slow
def test_only_a_named_proxy_may_say_whom_a_request_comes_from(var: Path) -> None:
    two_visitors = [{"X-Forwarded-For": f"192.0.2.9, 198.51.100.{number}"} for number in (1, 2)]
    once_each = {"CALCULATOR_THROTTLE": "1/hour", "WEB_CONCURRENCY": "1"}
    with serving(var, **once_each) as server:
        assert [ask(server, "GET", "/api/v1/services", said).status for said in two_visitors] == [200, 429]
    with serving(var, **once_each, CALCULATOR_TRUSTED_PROXY="192.0.2.1,127.0.0.1") as server:
        assert [ask(server, "GET", "/api/v1/services", said).status for said in two_visitors * 2] == [
            200,
            200,
            429,
            429,
        ]


@pytest.mark.slow
def test_only_a_named_proxy_may_say_that_the_visitor_came_by_https(var: Path) -> None:
    said = {"X-Forwarded-Proto": "https"}
    with serving(var, CALCULATOR_HTTPS="1") as server:
        assert ask(server, "GET", "/api/v1/services", said).status == 301
        assert ask(server, "GET", "/healthz").status == 200
    with serving(var, CALCULATOR_HTTPS="1", CALCULATOR_TRUSTED_PROXY="127.0.0.1") as server:
        response = ask(server, "GET", "/api/v1/services", said)
        assert response.status == 200
        assert "max-age=" in response.headers["Strict-Transport-Security"]


@pytest.mark.slow
def test_a_start_as_root_says_so_once(var: Path) -> None:
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(SERVER, cwd=PROJECT, env=server_environment(var), **piped) as process:  # type: ignore[call-overload]
        assert ask(address_of(process), "GET", "/healthz").status == 200
        process.terminate()
        _, said = process.communicate(timeout=60)
    assert said.count("Running as root") == (os.geteuid() == 0)


@pytest.mark.slow
def test_a_proxy_keeps_its_connections_longer_than_others(var: Path) -> None:
    with serving(var, CALCULATOR_TRUSTED_PROXY="127.0.0.1") as server:
        address = urlsplit(server)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
        for pause in (0, IDLE_SECONDS + 3):
            sleep(pause)
            connection.request("GET", "/healthz")
            assert connection.getresponse().read()
        connection.close()
