"""Clients that ask one request after another, each over a connection that it keeps, and take note of what is lost."""

import http.client
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from time import sleep
from urllib.parse import urlsplit

CLIENTS = 8
WITHIN_SECONDS = 30
REFUSED_PAUSE_SECONDS = 0.05


@dataclass(slots=True)
class Seen:
    """What became of the requests: answered, not even taken, or lost on the way or to an error of the server."""

    answered: int = 0
    refused: int = 0
    lost: list[str] = field(default_factory=list)


@contextmanager
def asking(server: str, paths: Sequence[str], clients: int = CLIENTS) -> Iterator[Seen]:
    """So many clients ask during the block."""
    seen, is_over = Seen(), Event()
    threads = [Thread(target=_ask_on, args=(server, paths, number, seen, is_over)) for number in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def _ask_on(server: str, paths: Sequence[str], number: int, seen: Seen, is_over: Event) -> None:
    address = urlsplit(server)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=WITHIN_SECONDS)
    while not is_over.is_set():
        number += 1
        try:
            if connection.sock is None:
                connection.connect()
        except ConnectionRefusedError:
            seen.refused += 1
            sleep(REFUSED_PAUSE_SECONDS)
            continue
        try:
            connection.request("GET", paths[number % len(paths)])
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException) as error:
            seen.lost.append(repr(error))
            connection.close()
            continue
        if response.status < 500:
            seen.answered += 1
        else:
            seen.lost.append(f"{response.status} {paths[number % len(paths)]}")
    connection.close()
