"""Which thread answers: probes and dear questions have one each, so that all others answer when those are busy."""

from collections import deque
from collections.abc import Collection

from waitress.channel import HTTPChannel
from waitress.task import ThreadedTaskDispatcher

from calculator.serving.buckets import client_of
from calculator.serving.costs import PAGE, takes_tables, tokens_of

PROBES = ("/healthz", "/metrics")


class FairQueue:
    """Tasks by whom they come from: each client in turn, and of each the oldest first."""

    def __init__(self, proxies: Collection[str]) -> None:
        self._proxies = proxies
        self._tasks: dict[str, deque[HTTPChannel]] = {}
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, task: HTTPChannel) -> None:
        """Last of its client; a client that has none waits behind all others."""
        self._tasks.setdefault(self._client(task), deque()).append(task)
        self._length += 1

    def popleft(self) -> HTTPChannel:
        """The next one. Raises StopIteration when there is none."""
        client = next(iter(self._tasks))
        waiting = self._tasks.pop(client)
        task = waiting.popleft()
        if waiting:
            self._tasks[client] = waiting
        self._length -= 1
        return task

    def _client(self, task: HTTPChannel) -> str:
        address = str(task.addr[0])
        if address in self._proxies:
            address = task.requests[0].headers.get("X_FORWARDED_FOR", address).rpartition(",")[2].strip()
        return client_of(address)


class FairDispatcher(ThreadedTaskDispatcher):
    """Threads that take turns between clients."""

    def __init__(self, threads: int, proxies: Collection[str]) -> None:
        super().__init__()
        self.queue = FairQueue(proxies)
        self.set_thread_count(threads)


class Lanes:
    """Who hands a request to a thread: of the usual ones, of the dear lane, or of the quick one.

    The quick lane is for probes and for what is refused unread; tables, which may take many seconds, have their own.
    """

    def __init__(self, threads: int, proxies: Collection[str]) -> None:
        self._usual = FairDispatcher(threads, proxies)
        self._dear = FairDispatcher(1, proxies)
        self._tables = FairDispatcher(1, proxies)
        self._quick = FairDispatcher(1, proxies)

    @property
    def queued(self) -> int:
        """How many whole requests wait for a thread."""
        return len(self._usual.queue) + len(self._dear.queue) + len(self._tables.queue)

    def add_task(self, task: HTTPChannel) -> None:
        """Queue the first request of a connection."""
        self._lane_of(task).add_task(task)

    def shutdown(self) -> None:
        """End the threads of all."""
        for lane in (self._quick, self._dear, self._tables, self._usual):
            lane.shutdown()

    def _lane_of(self, task: HTTPChannel) -> FairDispatcher:
        request = task.requests[0]
        if request.error is not None or request.path in PROBES:
            return self._quick
        if request.command == "POST" and takes_tables(request.path):
            return self._tables
        return self._dear if tokens_of(request.command, request.path) >= PAGE else self._usual
