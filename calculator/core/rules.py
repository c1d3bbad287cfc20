"""The rules that declarations make across fields: a peak is never below its average, hours fit into the month.

Each holds for one workload and for columns of them alike.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from calculator.core.arithmetic import Number
from calculator.core.declarations import Declaration, QuantityField
from calculator.core.display import exact_text, in_sentence
from calculator.core.month import CALENDAR_MONTHS, LONGEST, Month
from calculator.core.violations import Violation


def declared_rules(
    bounded: Mapping[str, QuantityField], declared: Mapping[str, Declaration], values: Mapping[str, Any], month: Month
) -> Iterator[Violation]:
    """What the declarations of amounts that are `bounded` by others, or by the month, say of the values of a usage."""
    for name, field in bounded.items():
        if field.not_below:
            least = values[field.not_below]
            yield Violation(name, partial(_below, field, declared[field.not_below], least), values[name] < least)
        if field.of_month:
            hours = values[name]
            yield Violation(name, partial(_beyond_month, field, hours, month), hours > month.hours)


def _below(field: QuantityField, average: Declaration, least: Number) -> str:
    bound = f"the {in_sentence(average.label)}, {exact_text(least)} {field.unit}".rstrip()
    return f"{field.label} must not be below {bound}."


def _beyond_month(field: QuantityField, hours: Number, month: Month) -> str:
    longer = next((each for each in CALENDAR_MONTHS if each.hours >= hours), LONGEST)
    message = f"{field.label} is too large; the most is the {exact_text(month.hours)} hours of the month"
    return f"{message}; a calendar month of {longer.name} days has {exact_text(longer.hours)}."
