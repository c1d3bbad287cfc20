"""The connections of a worker. A request goes to a thread when all of it is there; whoever is slow is cut off.

waitress reads and writes without waiting; what is added here are deadlines that dripping does not put off, room for
the next one when there are too many, refusals that arrive, and an end in which nothing is lost.
"""

import socket
import sys
import time
from collections.abc import Collection
from time import monotonic
from typing import Any, ClassVar

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, Task, WSGITask
from waitress.utilities import Error

from calculator.serving import limits
from calculator.serving.isolation import ISOLATION, NOTHING_LOADED
from calculator.serving.refusals import refusal_of
from calculator.serving.requests import Request, RequestTimeout

TOO_SLOW = f"The request was not complete after {limits.REQUEST_SECONDS:g} seconds."

# Threads take turns this often while a worker stops: between its last look for connections and their end no other
# thread should compute for long.
STOPPING_SWITCH_SECONDS = 1e-5


class Answer(WSGITask):
    """The application's answer; the last one of its connection when the worker stops."""

    def build_response_header(self) -> bytes:
        if self.channel.server.is_stopping:
            self.set_close_on_finish()
        return super().build_response_header()


class Refusal(ErrorTask):
    """The answer to what was not taken in: one sentence, and the connection ends."""

    def execute(self) -> None:
        error: Error = self.request.error
        refusal = refusal_of(error, self.request.began)
        body = refusal.body
        self.status = refusal.status
        self.response_headers += [
            *refusal.headers,
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            *ISOLATION.items(),
            *NOTHING_LOADED.items(),
        ]
        self.channel.is_refused = True
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Connection(HTTPChannel):
    """One client. `due` is the moment when it has to have done its part, unless a thread is at work for it."""

    task_class: ClassVar[type[Task]] = Answer
    error_task_class: ClassVar[type[ErrorTask]] = Refusal
    parser_class: ClassVar[type[Request]] = Request
    request: Request | None = None
    is_refused = False
    is_closing = False

    def __init__(self, *taken: Any, **options: Any) -> None:
        super().__init__(*taken, **options)
        is_proxy = self.addr[0] in self.server.proxies
        self._idle_seconds = limits.PROXY_IDLE_SECONDS if is_proxy else limits.IDLE_SECONDS
        self.due = monotonic() + self._idle_seconds

    @property
    def is_idle(self) -> bool:
        """Whether nothing of a request has come and nothing of an answer is left."""
        return not (self.requests or self.request or self.total_outbufs_len)

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.due = monotonic() + limits.REQUEST_SECONDS
        self.due += len(data) / limits.BYTES_PER_SECOND
        return super().received(data)

    def send(self, data: bytes, do_close: bool = True) -> int:
        sent: int = super().send(data, do_close)
        self.due += sent / limits.BYTES_PER_SECOND
        return sent

    def service(self) -> None:
        # It may have waited long for this thread, and is not to be judged by that once it has been answered.
        self.due = float("inf")
        super().service()
        self.due = monotonic() + (limits.ANSWER_SECONDS if self.total_outbufs_len else self._idle_seconds)

    def is_overdue(self, now: float) -> bool:
        if not self.requests:
            return now > self.due
        # A thread is at work, unless it waits for a client that does not take its long answer.
        waits = self.total_outbufs_len > self.adj.outbuf_high_watermark
        return waits and time.time() - self.last_activity > limits.ANSWER_SECONDS

    def cut_off(self) -> None:
        """End it, with a sentence where a part of a request has come."""
        with self.requests_lock:
            late, self.request = self.request, None
            if late is None or self.requests or self.total_outbufs_len:
                self.handle_close()
                return
            late.error, late.completed = RequestTimeout(TOO_SLOW), True
            self.requests.append(late)
        self.server.add_task(self)

    def handle_close(self) -> None:
        if not self.is_refused or self.is_closing:
            super().handle_close()
            return
        # What the client still sends is read and dropped: closed at once, it would lose the refusal to a reset.
        self.is_closing, self.will_close = True, False
        self.due = monotonic() + limits.REFUSED_SECONDS
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            super().handle_close()

    def readable(self) -> bool:
        # As waitress has it, in one call: it is asked of every connection at every turn.
        busy = self.requests or self.total_outbufs_len or self.will_close or self.close_when_flushed
        return self.is_closing or not busy

    def handle_read(self) -> None:
        if self.is_closing:
            self.recv(self.adj.recv_bytes)
        else:
            super().handle_read()


class Listener(TcpWSGIServer):
    """Where a worker takes connections from, and all that it has taken."""

    channel_class: ClassVar[type[Connection]] = Connection
    active_channels: dict[int, Connection]
    proxies: Collection[str] = ()
    is_stopping = False
    _idle_until = float("inf")

    def readable(self) -> bool:
        """Whether another connection can be taken."""
        return bool(self.accepting) and (len(self.active_channels) < limits.CONNECTIONS or bool(self._waiting()))

    def handle_accept(self) -> None:
        if len(self.active_channels) >= limits.CONNECTIONS:
            min(self._waiting(), key=lambda connection: connection.due).handle_close()
        super().handle_accept()

    def fix_addr(self, addr: tuple[str, int]) -> tuple[str, int]:
        """An IPv4 client of an IPv6 socket is known by its IPv4 address."""
        return addr[0].removeprefix("::ffff:") if "." in addr[0] else addr[0], addr[1]

    def cut_off_the_overdue(self) -> None:
        now = monotonic()
        for connection in list(self.active_channels.values()):
            if connection.is_overdue(now):
                connection.cut_off()
            elif now > self._idle_until and connection.is_idle:
                connection.handle_close()

    def stop(self) -> None:
        """Take the connections that wait already, and no more; every answer from now on is the last of its own."""
        self.is_stopping, self._idle_until = True, monotonic() + limits.STOPPING_SECONDS
        sys.setswitchinterval(STOPPING_SWITCH_SECONDS)
        while (accepted := self.accept()) is not None:
            connection, address = accepted
            self.set_socket_options(connection)
            self.channel_class(self, connection, self.fix_addr(address), self.adj, map=self._map)
        self.accepting = False
        wasyncore.dispatcher.close(self)

    def _waiting(self) -> list[Connection]:
        return [connection for connection in self.active_channels.values() if not connection.requests]
