"""Each request has an identifier: in its answer and in the log."""

import logging
import re
from typing import NoReturn

import pytest
from django.test import Client

from calculator import health
from calculator.core.errors import BrokenTable
from calculator.request_log import WithoutTraceback, WithRequestId
from tests.attacks.asking import ESTIMATE, PROBE


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """The log as it is written, with identifiers."""
    caplog.set_level(logging.INFO, "calculator.request_log")
    caplog.handler.addFilter(WithRequestId())
    caplog.handler.setFormatter(logging.Formatter("%(levelname)s [%(request_id)s] %(message)s"))
    return caplog


def test_the_identifier_of_an_answer_stands_in_the_log(client: Client, logged: pytest.LogCaptureFixture) -> None:
    response = client.get(f"{ESTIMATE}?storage_gb=7", headers={"x-request-id": "from-the-proxy.1"})
    assert response["X-Request-ID"] == "from-the-proxy.1"
    assert re.search(rf"INFO \[from-the-proxy\.1\] GET '{ESTIMATE}' 200 in [\d.]+ ms for 127\.0\.0\.1\n", logged.text)
    assert "storage_gb" not in logged.text


@pytest.mark.parametrize("given", ["", "two\nlines", "a" * 65, "blanks in it", "ünlike"])
def test_an_identifier_that_could_forge_a_line_is_replaced(client: Client, given: str) -> None:
    first, second = (client.get("/healthz/nothing", headers={"x-request-id": given})["X-Request-ID"] for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert first != second


def test_what_django_says_last_has_the_identifier_too(
    client: Client, logged: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> NoReturn:
        raise BrokenTable(["s3.csv:7: The price must be a number."])

    monkeypatch.setitem(health.PARTS, "prices", fail)
    monkeypatch.setitem(health.PARTS, "database", lambda: None)
    assert client.get(PROBE, headers={"x-request-id": "probe-7"}).status_code == 503
    assert "ERROR [probe-7] The prices cannot be used" in logged.text
    assert "ERROR [probe-7] Service Unavailable: /healthz" in logged.text


def test_what_no_request_has_caused_has_no_identifier(client: Client, logged: pytest.LogCaptureFixture) -> None:
    client.get("/healthz/nothing")
    logging.getLogger("calculator.request_log").info("at night")
    assert "INFO [-] at night" in logged.text


def test_a_foreign_host_is_one_line(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(WithoutTraceback())
    assert client.get("/s3/", headers={"host": "elsewhere.example"}).status_code == 400
    told = [line for line in caplog.text.splitlines() if "elsewhere.example" in line]
    assert len(told) == 1
    assert "Traceback" not in caplog.text
