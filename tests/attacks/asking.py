"""Somebody who only wants an answer, while others attack."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic, sleep
from urllib.parse import urlsplit

ESTIMATE, PROBE = "/api/v1/services/s3/estimate", "/healthz"
# Long enough for a machine that does many other things.
WITHIN_SECONDS = 20
PAUSE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Told:
    """An answer; the status is 0 where none came in time."""

    status: int
    body: bytes
    seconds: float


def ask(server: str, path: str, within: float = WITHIN_SECONDS) -> Told:
    """Ask once, over a connection of its own."""
    address = urlsplit(server)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=within)
    start = monotonic()
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        response = connection.getresponse()
        return Told(response.status, response.read(), monotonic() - start)
    except (OSError, http.client.HTTPException):
        return Told(0, b"", monotonic() - start)
    finally:
        connection.close()


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    """Returns as soon as it is so. Fails when it does not come to that."""
    until = monotonic() + seconds
    while not is_so():
        assert monotonic() < until, f"It was not so within {seconds:g} seconds."
        sleep(PAUSE_SECONDS)


@contextmanager
def asked_all_the_while(server: str, path: str) -> Iterator[list[Told]]:
    """The answers to one question that is asked again and again during the block."""
    told: list[Told] = []
    is_over = Event()

    def ask_on() -> None:
        while not is_over.is_set():
            told.append(ask(server, path))
            sleep(PAUSE_SECONDS)

    asking = Thread(target=ask_on)
    asking.start()
    try:
        yield told
    finally:
        is_over.set()
        asking.join()


def statuses(told: list[Told]) -> set[int]:
    """Every status that came."""
    return {each.status for each in told}


def ask_until(server: str, path: str, expected: bytes, seconds: float) -> Told:
    """The first answer that holds what is expected, or the last one before the time is over."""
    until = monotonic() + seconds
    told = ask(server, path)
    while expected not in told.body and monotonic() < until:
        sleep(PAUSE_SECONDS)
        told = ask(server, path)
    return told
