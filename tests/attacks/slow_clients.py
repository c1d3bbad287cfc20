"""Clients that hold a connection and give nothing for it: silent ones, unfinished heads, dripping bodies, deaf readers.

On this machine only, a bounded number of them, for as long as the block lasts; whoever is cut off comes back.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic
from urllib.parse import urlsplit

HEAD = b"Host: 127.0.0.1\r\nConnection: keep-alive\r\n"

# How long one waits between its drops, and before it comes back.
PAUSE_SECONDS = 1.0
DEAF_BUFFER_BYTES = 2048


@dataclass(frozen=True, slots=True)
class Manner:
    """One way to be slow: what is sent at first, and what drips from then on."""

    name: str
    clients: int
    opening: bytes = b""
    drop: bytes = b""
    reads: bool = True


SILENT = Manner("silent", 300)
UNFINISHED_HEAD = Manner("unfinished head", 64, b"GET /healthz HTTP/1.1\r\n" + HEAD, b"X-Drop: 1\r\n")
DRIPPING_BODY = Manner(
    "dripping body",
    64,
    b"POST /api/v1/services/s3/estimate HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 900\r\n"
    + HEAD
    + b"\r\n",
    b" ",
)
DEAF = Manner("deaf", 32, b"GET /api/v1/schema HTTP/1.1\r\n" + HEAD + b"\r\n", reads=False)
ALL = (SILENT, UNFINISHED_HEAD, DRIPPING_BODY, DEAF)


@dataclass(slots=True)
class Attack:
    """What has become of the clients so far."""

    address: str
    manners: Sequence[Manner]
    held_seconds: dict[str, list[float]] = field(default_factory=dict)
    _opened: dict[str, dict[int, float]] = field(default_factory=dict)
    _is_over: Event = field(default_factory=Event)

    def connected(self, manner: Manner) -> int:
        """How many hold a connection now."""
        return len(self._opened[manner.name])

    def longest_seconds(self, manner: Manner) -> float:
        """How long one of them has held its connection, whether it was cut off since or not."""
        now = monotonic()
        still = [now - opened for opened in list(self._opened[manner.name].values())]
        return max([*self.held_seconds[manner.name], *still], default=0.0)

    def run(self) -> None:
        asyncio.run(self._all())

    def end(self) -> None:
        self._is_over.set()

    async def _all(self) -> None:
        async with asyncio.TaskGroup() as clients:
            for manner in self.manners:
                for number in range(manner.clients):
                    clients.create_task(self._come_back(manner, number))

    async def _come_back(self, manner: Manner, number: int) -> None:
        """One client: cut off, it takes breath and connects again."""
        while not self._is_over.is_set():
            began = monotonic()
            try:
                await self._hold(manner, number)
            except OSError:
                pass
            finally:
                if self._opened[manner.name].pop(number, None) is not None and not self._is_over.is_set():
                    self.held_seconds[manner.name].append(monotonic() - began)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _hold(self, manner: Manner, number: int) -> None:
        """From the connection until the server ends it."""
        loop = asyncio.get_running_loop()
        with socket.socket() as connection:
            connection.setblocking(False)
            if not manner.reads:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, DEAF_BUFFER_BYTES)
            await loop.sock_connect(connection, self._loopback())
            self._opened[manner.name][number] = monotonic()
            await loop.sock_sendall(connection, manner.opening)
            while not self._is_over.is_set() and not await self._is_cut_off(connection, manner):
                await loop.sock_sendall(connection, manner.drop)

    def _loopback(self) -> tuple[str, int]:
        to = urlsplit(self.address)
        assert to.hostname and to.port and ipaddress.ip_address(to.hostname).is_loopback
        return to.hostname, to.port

    async def _is_cut_off(self, connection: socket.socket, manner: Manner) -> bool:
        if not manner.reads:
            await asyncio.sleep(PAUSE_SECONDS)
            return False
        try:
            return not await asyncio.wait_for(asyncio.get_running_loop().sock_recv(connection, 65536), PAUSE_SECONDS)
        except TimeoutError:
            return False


@contextmanager
def attacked(address: str, manners: Sequence[Manner] = ALL) -> Iterator[Attack]:
    """An attack that goes on during the block."""
    attack = Attack(address, manners)
    for manner in manners:
        attack.held_seconds[manner.name], attack._opened[manner.name] = [], {}
    thread = Thread(target=attack.run, name="attack", daemon=True)
    thread.start()
    try:
        yield attack
    finally:
        attack.end()
        thread.join(60)
