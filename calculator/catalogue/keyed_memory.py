"""What is kept of large price tables: as much as there is room for, the longest unused forgotten first.

Files can be read again, and cards made again; a process that is asked for everything must not keep everything.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Memory:
    """Values with their weights in bytes, about, together no heavier than `most`. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    @property
    def weight(self) -> int:
        """What all that is kept weighs."""
        return self._weight

    def get(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int]) -> T:
        """The value of a key, made if it is not kept. Two threads may both make it; they make the same."""
        # Looking is done most often, and takes no lock: what another thread forgets in between is made again.
        try:
            value: T = self._kept[key][0]
            self._kept.move_to_end(key)
            return value
        except KeyError:
            made = make()
        weight = weigh(made)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made, weight
                self._weight += weight
            while self._weight > self._most and len(self._kept) > 1:
                _, (_, lost) = self._kept.popitem(last=False)
                self._weight -= lost
        return made

    def has(self, key: Hashable) -> bool:
        """Whether a value is kept."""
        return key in self._kept
