"""Break-even points as a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.analysis.compare import Comparison
from calculator.core.display import amount, counted, in_sentence

DIGITS = 4
SEEN_AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class BreakEvenRow:
    """Which choice is cheaper on either side of a value of one input."""

    below: str
    above: str
    at: str
    of: str
    per: str
    sentence: str


@dataclass(frozen=True, slots=True)
class BreakEvenTable:
    """Break-even points; `over` is the input that all of them are values of, if they are of one."""

    rows: tuple[BreakEvenRow, ...]
    over: str

    @property
    def first(self) -> tuple[BreakEvenRow, ...]:
        """What is seen at once."""
        return self.rows[:SEEN_AT_ONCE]

    @property
    def rest(self) -> tuple[BreakEvenRow, ...]:
        """What is folded away."""
        return self.rows[SEEN_AT_ONCE:]


def break_even_table(comparison: Comparison) -> BreakEvenTable:
    """Every break-even point of the current selection with another choice."""
    rows = tuple(_rows(comparison))
    inputs = {each.of for each in rows}
    return BreakEvenTable(rows, inputs.pop() if len(inputs) == 1 else "")


def _rows(comparison: Comparison) -> Iterator[BreakEvenRow]:
    labels = {each.choice: each.label for each in comparison.alternatives}
    fields = comparison.question.usage.declarations
    for point in comparison.crossovers:
        field = fields[point.over]
        per = ""
        if point.at_per is not None:
            other = fields[point.per]
            per = f"{amount(point.at_per, DIGITS)} {field.unit} per {other.unit} of {in_sentence(other.label)}"
        at = counted(point.at, field.unit, DIGITS)
        below, above = (labels.get(each or "", "nothing") for each in (point.cheaper_below, point.cheaper_above))
        yield BreakEvenRow(below, above, at, in_sentence(field.label), per, point.sentence)
