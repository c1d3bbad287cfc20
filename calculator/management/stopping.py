"""Ctrl-C and SIGTERM while a command works: they stop it even where a library swallows what their handler raises."""

import signal
from types import FrameType
from typing import Any

STOPPING = (signal.SIGINT, signal.SIGTERM)


class Stopping:
    """Turns signals into KeyboardInterrupt, and remembers them until they are checked.

    What is raised inside of a callback of a library, or while an object is being thrown away, may never arrive.
    """

    def __init__(self) -> None:
        self._is_stopped = self._is_too_late = False

    def __enter__(self) -> "Stopping":
        self._before = {number: signal.signal(number, self._stop) for number in STOPPING}
        return self

    def __exit__(self, *raised: Any) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if not self._is_too_late:
            self._is_stopped = True
            raise KeyboardInterrupt

    def check(self) -> None:
        """Raises KeyboardInterrupt where a signal has come."""
        if self._is_stopped:
            raise KeyboardInterrupt

    def too_late(self) -> None:
        """From now on the work is finished whatever comes. Raises KeyboardInterrupt for what came before."""
        self._is_too_late = True
        self.check()
