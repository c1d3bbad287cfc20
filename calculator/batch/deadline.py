"""Until when rows are answered that have to be asked one by one, and what is said of those that are late."""

from dataclasses import dataclass
from math import inf
from time import monotonic

from calculator.core.errors import CalculatorError


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of `time.monotonic`, and the error of rows for which it has come too early."""

    until: float
    error: CalculatorError

    @property
    def is_past(self) -> bool:
        """Whether there is no time left."""
        return monotonic() > self.until


NEVER = Deadline(inf, CalculatorError([]))
