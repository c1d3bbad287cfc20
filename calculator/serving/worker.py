"""gunicorn's worker: waitress's connections and threads, on the sockets that gunicorn has opened."""

import logging
import os
import sys
from collections.abc import Sequence
from socket import socket
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments

from calculator import environment
from calculator.serving import limits, proxies
from calculator.serving.connections import Listener
from calculator.serving.lanes import Lanes

if TYPE_CHECKING:
    from calculator.serving.gauges import Gauges

# How often deadlines are looked at, and gunicorn hears that the worker lives.
TURN_SECONDS = 1

# How long a thread computes before another has its turn. A default answer takes several turns: reading, computing and
# writing; with Python's five milliseconds for each turn of a dear question it would take many times as long.
SWITCH_SECONDS = 0.0005


class BufferingWorker(Worker):
    """One process. Its first thread handles all sockets and never computes an answer."""

    # Signals may come before there are any.
    _listeners: Sequence[Listener] = ()

    def run(self) -> None:
        """Serve until told to stop, then until everything that was begun is done."""
        sys.setswitchinterval(SWITCH_SECONDS)
        # A queue is nothing to warn of at each request.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._sockets: dict[int, wasyncore.dispatcher] = {}
        self._tidied = monotonic()
        lanes = self._lanes = Lanes(self.cfg.threads, environment.words("CALCULATOR_TRUSTED_PROXY"))
        self._gauges = new_gauges()
        self._listeners = [self._listener(opened.sock, lanes) for opened in self.sockets]
        while self.alive and self.ppid == os.getppid():
            self._turn()
        for listener in self._listeners:
            listener.stop()
        while any(listener.active_channels for listener in self._listeners):
            self._turn()
        lanes.shutdown()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Told to stop: the first thread wakes up and notices."""
        super().handle_exit(sig, frame)
        for listener in self._listeners:
            listener.pull_trigger()

    def _listener(self, opened: socket, lanes: Lanes) -> Listener:
        trusted = environment.words("CALCULATOR_TRUSTED_PROXY")
        listener = Listener(
            proxies.behind(trusted, self.wsgi),
            map=self._sockets,
            _sock=opened,
            dispatcher=lanes,
            adj=Adjustments(
                backlog=self.cfg.backlog,
                max_request_header_size=limits.HEAD_BYTES,
                max_request_body_size=limits.BODY_BYTES,
                outbuf_high_watermark=limits.WAITING_BYTES,
                log_socket_errors=False,
                # Done in proxies.py, which knows more than one proxy.
                clear_untrusted_proxy_headers=False,
                ident=None,
            ),
            sockinfo=(opened.family, opened.type, opened.proto, opened.getsockname()),
            bind_socket=False,
        )
        listener.proxies = trusted
        return listener

    def _turn(self) -> None:
        wasyncore.loop(timeout=TURN_SECONDS, use_poll=True, map=self._sockets, count=1)
        if monotonic() - self._tidied >= TURN_SECONDS:
            self._tidied = monotonic()
            for listener in self._listeners:
                listener.cut_off_the_overdue()
            if self._gauges is not None:
                self._gauges.show(self._listeners, self._lanes)
            self.notify()


def new_gauges() -> "Gauges | None":
    """Where somebody wants figures."""
    if not environment.flag("CALCULATOR_METRICS", default=False):
        return None
    from calculator.serving.gauges import Gauges

    return Gauges()
