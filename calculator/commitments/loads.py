"""How many things run in each hour of a year: one number, a week that repeats, or a list of hours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from calculator.commitments.model import Hours
from calculator.core.month import HOURS_PER_DAY, HOURS_PER_YEAR

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_RUNNING = 1_000_000


@dataclass(frozen=True)
class Week:
    """So many in busy hours, so many in all others; `days` are counted from Monday, the hours from `start` to `end`."""

    busy: Decimal
    otherwise: Decimal
    days: tuple[int, ...]
    start: int
    end: int


def of_year(hours: Sequence[float] | Hours) -> Hours:
    """A year of 8,760 hours: those that are given, over and over."""
    given = np.asarray(hours, dtype=float)
    return np.tile(given, -(-HOURS_PER_YEAR // given.size))[:HOURS_PER_YEAR]


def of_week(week: Week) -> Hours:
    """The year of a week that repeats; it begins on a Monday. Hours past midnight belong to the day that began them."""
    busy = np.zeros(len(DAYS) * HOURS_PER_DAY, dtype=bool)
    length = (week.end - week.start) % HOURS_PER_DAY or HOURS_PER_DAY
    for day in week.days:
        busy[(day * HOURS_PER_DAY + week.start + np.arange(length)) % busy.size] = True
    return of_year(np.where(busy, float(week.busy), float(week.otherwise)))


def read_days(text: str) -> tuple[int, ...]:
    """The days of `mon-fri` or `mon,wed,sun`. Raises ValueError with what would be right."""
    found: list[int] = []
    for part in re.split(r"[,\s]+", text.strip().lower()):
        names = [each[:3] for each in part.split("-")]
        if not 1 <= len(names) <= 2 or not all(each in DAYS for each in names):
            raise ValueError("Name days such as mon-fri, or mon,wed,sat.")
        first, last = DAYS.index(names[0]), DAYS.index(names[-1])
        found += [(first + at) % len(DAYS) for at in range((last - first) % len(DAYS) + 1)]
    return tuple(sorted(set(found)))
