"""By when a program that fetches and reads must have ended, whatever a server or a file does."""

from dataclasses import dataclass
from time import monotonic

from calculator.core.errors import CalculatorError, FieldError

MINUTES = 180


class DeadlinePassed(CalculatorError):
    """The time that a program had is over; what it has done stays, the rest is for the next time."""

    code = "deadline_passed"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of this machine's clock, so many minutes after the start of a program."""

    minutes: float
    at: float

    @classmethod
    def after(cls, minutes: float = MINUTES) -> "Deadline":
        """The moment so many minutes from now."""
        return cls(minutes, monotonic() + 60 * minutes)

    def seconds_left(self) -> float:
        """How long there is still. Raises DeadlinePassed."""
        left = self.at - monotonic()
        if left <= 0:
            message = (
                f"The {self.minutes:g} minutes that this may take are over. What was imported stays, and what has come "
                "of a file; the rest is for the next time. --deadline sets another number."
            )
            raise DeadlinePassed([FieldError("deadline", message)])
        return left
