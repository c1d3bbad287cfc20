"""Timing one step over many inputs, each alone: what it takes by itself, not what the machine does beside it."""

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter_ns
from typing import TypeVar

T = TypeVar("T")

# Of so many runs of one input the fastest counts: another process at work in between is not the step's cost.
RUNS = 3


def timed(step: Callable[[T], object], inputs: Iterable[T]) -> list[float]:
    """Milliseconds for each input; every run goes through all of them before the next."""
    ordered = list(inputs)
    runs = [[_milliseconds(step, each) for each in ordered] for _ in range(RUNS)]
    return [min(taken) for taken in zip(*runs, strict=True)]


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that so many percent of the values do not exceed."""
    rank = -(-percent * len(values) // 100)
    return sorted(values)[max(1, rank) - 1]


def _milliseconds(step: Callable[[T], object], given: T) -> float:
    start = perf_counter_ns()
    step(given)
    return (perf_counter_ns() - start) / 1e6
