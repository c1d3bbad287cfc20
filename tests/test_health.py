"""What a probe is told."""

from collections.abc import Callable
from threading import Event
from typing import NoReturn

import pytest
from django.db import OperationalError
from django.test import Client

from calculator import health
from calculator.core.errors import BrokenTable


def failing(error: Exception) -> Callable[[], NoReturn]:
    def ask() -> NoReturn:
        raise error

    return ask


@pytest.mark.django_db
def test_a_healthy_process_answers_200(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "prices": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("part", "error"),
    [
        ("database", OperationalError("password of someone is wrong")),
        ("prices", BrokenTable(["s3.csv:7: The price must be a number."])),
    ],
)
@pytest.mark.django_db
def test_a_part_that_fails_answers_503_without_the_reason(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    part: str,
    error: Exception,
) -> None:
    monkeypatch.setitem(health.PARTS, part, failing(error))
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["status"] == response.json()[part] == "unavailable"
    assert str(error) not in response.text
    assert str(error) in caplog.text


@pytest.mark.django_db
def test_a_database_that_keeps_a_probe_waiting_is_away_until_it_answers(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Event()
    monkeypatch.setattr(health, "select_one", lambda: answers.wait(60))
    monkeypatch.setattr(health, "PROBED_SECONDS", 0.2)
    monkeypatch.setitem(health.PARTS, "database", health.Question())
    # The second probe does not wait again for what the first one has asked.
    assert [client.get("/healthz").json()["database"] for _ in range(2)] == ["unavailable", "unavailable"]
    answers.set()
    monkeypatch.setattr(health, "PROBED_SECONDS", 30)
    assert [client.get("/healthz").json()["database"] for _ in range(2)] == ["ok", "ok"]


def test_a_probe_changes_nothing(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
