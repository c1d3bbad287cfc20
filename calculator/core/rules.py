"""The rules that declarations make across fields: a peak is never below its average, hours fit into the month.

What follows another field stays within bounds of its own. Each holds for one workload and for columns of them alike.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from calculator.core.arithmetic import is_exact, to_float
from calculator.core.bounds import Bound
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
            stated, least = values[name], values[field.not_below]
            bound = Bound(stated, at_least=least, unit=field.unit)
            yield Violation(name, partial(_below, field, declared[field.not_below]), stated < least, bound=bound)
        if field.derived:
            # What is stated is held against this where it is read; what follows other fields is not.
            follows = values[name]
            most = field.at_most if is_exact(follows) else to_float(field.at_most)
            bound = Bound(follows, at_most=most, unit=field.unit)
            yield Violation(name, partial(_beyond_most, field), follows > most, bound=bound)
        if field.of_month:
            bound = Bound(values[name], at_most=month.hours, unit=field.unit)
            yield Violation(name, partial(_beyond_month, field), values[name] > month.hours, bound=bound)


def _below(field: QuantityField, average: Declaration, bound: Bound) -> str:
    least = f"the {in_sentence(average.label)}, {exact_text(bound.at_least or 0)} {field.unit}".rstrip()
    return f"{field.label} must not be below {least}."


def _beyond_most(field: QuantityField, bound: Bound) -> str:
    return f"{field.label} is too large; the most is {exact_text(bound.at_most or 0)} {field.unit}.".rstrip()


def _beyond_month(field: QuantityField, bound: Bound) -> str:
    longer = next((each for each in CALENDAR_MONTHS if each.hours >= bound.needed), LONGEST)
    message = f"{field.label} is too large; the most is the {exact_text(bound.at_most or 0)} hours of the month"
    return f"{message}; a calendar month of {longer.name} days has {exact_text(longer.hours)}."
