"""A sweep in words: which choice is the cheapest, from where to where."""

from decimal import Decimal

from calculator.analysis.span import Span
from calculator.analysis.sweep import Sweep
from calculator.core.display import STORAGE_UNITS, counted, in_whole_units

NOTHING = "nothing is feasible"
SHOWN_DIGITS = 4
NO_DISTANCE = 1e-13


def cheapest_in_words(swept: Sweep) -> str:
    """One sentence for the whole span."""
    unit = swept.question.usage.declarations[swept.span.over].unit
    labels = {each.choice: each.label for each in swept.series}
    start, stop = (_end(each, unit) for each in (swept.span.start, swept.span.stop))
    if not swept.crossovers:
        only = swept.cheapest_at_start
        return (
            f"{labels[only]} is the cheapest from {start} to {stop}." if only else f"From {start} to {stop} {NOTHING}."
        )
    changes = [counted(_shown(change.at, swept.span), unit, SHOWN_DIGITS) for change in swept.crossovers]
    choices = [swept.crossovers[0].cheaper_below, *(change.cheaper_above for change in swept.crossovers)]
    names = [labels[choice] if choice else NOTHING for choice in choices]
    parts = [f"{names[0]} up to {changes[0]}"]
    parts += [f"{name} up to {end}" for name, end in zip(names[1:-1], changes[1:], strict=True)]
    return f"The cheapest from {start}: {', then '.join(parts)}, and from there on, as far as {stop}, {names[-1]}."


def _shown(at: float, span: Span) -> float:
    """Where a change is; one right beyond the start is that of nothing to the first step, which a minimum makes."""
    start, stop = float(span.start), float(span.stop)
    return start if at - start < stop * NO_DISTANCE else at


def _end(number: Decimal, unit: str) -> str:
    """An end of the span; the least size of a record reads better as `1 B` than as a fraction of a KB."""
    is_fraction = unit in STORAGE_UNITS and 0 < number < 1
    return (is_fraction and in_whole_units(number, unit)) or counted(number, unit)
