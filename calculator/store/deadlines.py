"""How long a statement may take: answers wait briefly for a database, imports as long as it needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_seconds: ContextVar[float | None] = ContextVar("seconds", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """A block in which every statement ends after so many seconds, whether the database answers or not."""
    before = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(before)


def seconds_allowed() -> float | None:
    """What a statement may take here; None where nothing was said."""
    return _seconds.get()
