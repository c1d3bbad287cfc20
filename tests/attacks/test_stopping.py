"""Stopping, reloading and dying under load: what was taken is answered, and others go on."""

import os
import signal
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.attacks.asking import ESTIMATE, PROBE, ask, statuses, wait_until
from tests.attacks.kept_on import CLIENTS, asking
from tests.serving import Running, started

pytestmark = [pytest.mark.attack, pytest.mark.slow]

COMPARISON = "/api/v1/services/s3/compare"
PATHS = (ESTIMATE, COMPARISON, "/cells/s3/monthly_usd", "/s3/", PROBE)
SENT_AT_ONCE = 40
WORKERS = 2
# So many answers that every client has had several.
MANY = 5 * CLIENTS
SOON_SECONDS = 60


def answer_of(connection: socket.socket) -> bytes:
    """All that comes until the server closes."""
    with connection, connection.makefile("rb") as answer:
        return answer.read()


def wait_for_workers(running: Running, without: set[int]) -> None:
    """Until there are as many as usual, none of them one of these."""
    wait_until(lambda: len(set(running.workers()) - without) == WORKERS)


def test_what_was_sent_before_the_end_is_answered(var: Path) -> None:
    request = f"GET {COMPARISON} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    with started(var) as running:
        address = urlsplit(running.address)
        connections = [
            socket.create_connection((address.hostname or "", address.port or 0), timeout=SOON_SECONDS)
            for _ in range(SENT_AT_ONCE)
        ]
        for connection in connections:
            connection.sendall(request)
        running.process.terminate()
        answers = [answer_of(connection) for connection in connections]
        assert running.process.wait(SOON_SECONDS) == 0
    for answer in answers:
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 ")
        assert f"Content-Length: {len(body)}".encode() in head


def test_clients_that_keep_asking_lose_nothing_to_an_end(var: Path) -> None:
    with started(var) as running, asking(running.address, PATHS) as seen:
        wait_until(lambda: seen.answered > MANY)
        running.process.terminate()
        assert running.process.wait(SOON_SECONDS) == 0
        wait_until(lambda: seen.refused > 0)
    assert seen.lost == []


def test_a_reload_loses_nothing(var: Path) -> None:
    with started(var) as running, asking(running.address, PATHS) as seen:
        wait_until(lambda: seen.answered > MANY)
        before = set(running.workers())
        running.process.send_signal(signal.SIGHUP)
        wait_for_workers(running, without=before)
        reloaded = seen.answered
        wait_until(lambda: seen.answered > reloaded + MANY)
    assert (seen.refused, seen.lost) == (0, [])


def test_a_killed_worker_takes_with_it_only_what_it_had(var: Path) -> None:
    with started(var) as running, asking(running.address, PATHS) as seen:
        wait_until(lambda: seen.answered > MANY)
        killed, other = running.workers()
        os.kill(killed, signal.SIGKILL)
        wait_for_workers(running, without={killed})
        replaced = seen.answered
        wait_until(lambda: seen.answered > replaced + MANY)
        assert other in running.workers()
        # One request of each client at most; whoever lost one has asked again and was answered.
        assert len(seen.lost) <= CLIENTS
        assert statuses([ask(running.address, ESTIMATE) for _ in range(10)]) == {200}
    assert seen.refused == 0
