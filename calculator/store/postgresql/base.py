"""The database backend, under the name that Django looks for."""

from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from calculator.store.deadlines import seconds_allowed


class TimedConnection(psycopg.Connection[Any]):
    """A connection that waits for a statement no longer than `within` allows.

    The server's own time-outs do not help against a server that hangs, nor does the kernel, which goes on to confirm
    what is sent to it.
    """

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """What psycopg waits for. Raises OperationalError when it takes too long; the connection is closed then."""
        try:
            return super().wait(gen, interval, seconds_allowed() if timeout is None else timeout)
        except psycopg.errors._WaitTimeout as late:
            # In the middle of a statement, it is good for nothing else.
            self.pgconn.finish()
            raise psycopg.OperationalError(f"no answer within {seconds_allowed():g} seconds") from late


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with another way to connect."""

    Database = SimpleNamespace(**{**vars(psycopg), "connect": TimedConnection.connect})  # type: ignore[assignment]
