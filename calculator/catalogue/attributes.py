"""What each choice of a key has, such as the vCPUs of an instance class: a table of one service, read once.

A cell is empty where the source is silent. Columns with a unit hold numbers, the others words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from calculator.catalogue.tables import Faults, Known, Line, check_source, optional_decimal, place, read_cell, read_date
from calculator.catalogue.tables import read_keyed as read_keyed_lines
from calculator.core.errors import BrokenTable

Value: TypeAlias = Decimal | str | None


@dataclass(frozen=True, slots=True)
class Attribute:
    """One column: what people call it and its unit, which words have none of."""

    name: str
    label: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the choices of one field have, in the order of the table."""

    columns: tuple[Attribute, ...]
    rows: Mapping[str, Mapping[str, Value]]

    def of(self, choice: str) -> Mapping[str, Value]:
        """What one choice has; nothing is known of one that is not in the table."""
        return self.rows.get(choice, {})


def read_attributes(path: Path, key: str, columns: Sequence[Attribute], known: Known | None = None) -> Attributes:
    """The table of a key with these columns; its sources are checked where they are given. Raises BrokenTable."""
    faults = Faults()
    names = (key, *(each.name for each in columns), "effective_from", "source")
    rows = read_keyed_lines(path, names, faults)
    found = {name: {each.name: _value(line, each, faults) for each in columns} for name, line in rows.items()}
    for line in rows.values():
        day = read_date(line, "effective_from", faults)
        if known is not None:
            check_source(line, day, known, faults)
    if not faults and not rows:
        raise BrokenTable([f"{place(path)}:1: has no rows."])
    faults.raise_if_any()
    return Attributes(tuple(columns), found)


def _value(line: Line, column: Attribute, faults: Faults) -> Value:
    if not column.unit:
        return line.cells[column.name] or None
    return read_cell(line, column.name, optional_decimal, "a plain number such as 3.09, or empty", faults)
