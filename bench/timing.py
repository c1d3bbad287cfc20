"""Timing one step over many inputs, each alone: the CPU that it takes, whatever else the machine is doing."""

from collections.abc import Callable, Iterable, Sequence
from time import thread_time_ns
from typing import TypeVar

T = TypeVar("T")

# Of so many runs of one input the fastest counts: caches that another process has emptied are not the step's cost.
RUNS = 3


def timed(step: Callable[[T], object], inputs: Iterable[T]) -> list[float]:
    """Milliseconds of CPU for each input; every run goes through all of them before the next."""
    ordered = list(inputs)
    runs = [[_milliseconds(step, each) for each in ordered] for _ in range(RUNS)]
    return [min(taken) for taken in zip(*runs, strict=True)]


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that so many percent of the values do not exceed."""
    rank = -(-percent * len(values) // 100)
    return sorted(values)[max(1, rank) - 1]


def _milliseconds(step: Callable[[T], object], given: T) -> float:
    start = thread_time_ns()
    step(given)
    return (thread_time_ns() - start) / 1e6
