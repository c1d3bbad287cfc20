"""How long the month of an answer is: 730 hours, a twelfth of a year, or a calendar month of so many days."""

from dataclasses import dataclass, replace
from decimal import Decimal

from calculator.core.arithmetic import Number, to_float

HOURS_PER_DAY = 24
HOURS_PER_YEAR = 365 * HOURS_PER_DAY
SECONDS_PER_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Month:
    """A month as a question states it: `730`, or the days of a calendar month, `28` to `31`.

    Days and hours are whole numbers in the number system of the formula.
    """

    name: str
    days: Number
    hours: Number

    @property
    def seconds(self) -> Number:
        """How many seconds it has."""
        return self.hours * SECONDS_PER_HOUR

    @property
    def is_average(self) -> bool:
        """Whether it is a twelfth of a year."""
        return self.name == AVERAGE.name

    @property
    def in_words(self) -> str:
        """`a month of 31 days`; `a month` where that is a twelfth of a year."""
        return "a month" if self.is_average else f"a month of {self.name} days"

    def as_floats(self) -> "Month":
        """The same month for formulas that run on arrays."""
        return replace(self, days=to_float(self.days), hours=to_float(self.hours))


# AWS counts 30 days where it counts days: minimum durations, copies restored for so many days.
AVERAGE = Month("730", Decimal(30), Decimal(730))
CALENDAR_MONTHS = tuple(Month(str(days), Decimal(days), Decimal(days * HOURS_PER_DAY)) for days in range(28, 32))
LONGEST = CALENDAR_MONTHS[-1]
MONTHS = {month.name: month for month in (AVERAGE, *CALENDAR_MONTHS)}
