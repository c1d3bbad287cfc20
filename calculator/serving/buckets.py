"""A bucket of tokens for each client, one for all processes: a table in shared memory, made before they are forked.

A bucket is known by the moment at which it is full again: one that is full needs no place. Each change holds a lock of
the operating system on its part of the table, which goes with a process that dies.
"""

import fcntl
import os
import struct
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import ip_address
from math import ceil
from mmap import mmap
from pathlib import Path
from threading import Lock
from time import monotonic_ns
from weakref import finalize

SECOND = 1_000_000_000
SHARED_MEMORY = "/dev/shm"

# A client has one of a few places in its shelf; the shelves are told apart by a hash that nobody outside can foresee.
SHELVES = 4096
PLACES = 8
ENTRY = struct.Struct("=8sQ")
SHELF_BYTES = PLACES * ENTRY.size

# Of an IPv6 address, what a provider gives to one client.
IPV6_CLIENT_BITS = 64


@dataclass(frozen=True, slots=True)
class Rate:
    """So many tokens in so many seconds; as many are in a full bucket."""

    tokens: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Level:
    """A bucket after somebody asked: tokens left, seconds until it is full, and how long to wait if it had too few."""

    left: int
    full_after: int
    wait: int = 0


class Buckets:
    """Every client's bucket. `clock` counts nanoseconds, the same in all processes of the machine."""

    def __init__(self, rate: Rate, clock: Callable[[], int] = monotonic_ns) -> None:
        self.rate = rate
        self._clock = clock
        self._capacity = rate.seconds * SECOND
        self._token = self._capacity // rate.tokens
        self._key = os.urandom(16)
        self._threads = Lock()
        # Kept open as long as this object is there: closing it would drop the locks.
        file = tempfile.TemporaryFile(dir=SHARED_MEMORY if Path(SHARED_MEMORY).is_dir() else None)  # noqa: SIM115
        finalize(self, file.close)
        file.truncate(SHELVES * SHELF_BYTES)
        self._lock_file = file.fileno()
        self._table = mmap(self._lock_file, SHELVES * SHELF_BYTES)

    def take(self, client: str, tokens: int) -> Level:
        """Take tokens out of a client's bucket, none where there are too few; never more than a full one has."""
        digest = blake2b(client_of(client).encode(), digest_size=10, key=self._key).digest()
        name, shelf = digest[:8], int.from_bytes(digest[8:], "big") % SHELVES
        with self._locked(shelf):
            now = self._clock()
            place, full_at = self._find(shelf, name, now)
            after = full_at + min(tokens, self.rate.tokens) * self._token
            excess = after - now - self._capacity
            if excess > 0:
                return self._level(full_at - now, wait=ceil(excess / SECOND))
            ENTRY.pack_into(self._table, place, name, after)
            return self._level(after - now)

    def _level(self, missing: int, wait: int = 0) -> Level:
        return Level((self._capacity - missing) // self._token, ceil(missing / SECOND), wait)

    def _find(self, shelf: int, name: bytes, now: int) -> tuple[int, int]:
        """Where a client's bucket stands and when it is full; a newcomer takes the place of the fullest other."""
        start = shelf * SHELF_BYTES
        entries = list(ENTRY.iter_unpack(self._table[start : start + SHELF_BYTES]))
        for number, (each, full_at) in enumerate(entries):
            if each == name:
                return start + number * ENTRY.size, max(now, full_at)
        fullest = min(range(PLACES), key=lambda number: entries[number][1])
        return start + fullest * ENTRY.size, now

    @contextmanager
    def _locked(self, shelf: int) -> Iterator[None]:
        # The system's lock is one of processes, so that it does not keep the threads of one apart.
        with self._threads:
            fcntl.lockf(self._lock_file, fcntl.LOCK_EX, 1, shelf)
            try:
                yield
            finally:
                fcntl.lockf(self._lock_file, fcntl.LOCK_UN, 1, shelf)


def client_of(address: str) -> str:
    """Whom an address belongs to: itself, or in IPv6 the network that one client has."""
    if ":" not in address:
        return address
    try:
        packed = ip_address(address.partition("%")[0]).packed
    except ValueError:
        return address
    return packed[: IPV6_CLIENT_BITS // 8].hex()
