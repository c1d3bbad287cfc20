"""Sheets as rows of cells, before any file is made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

Value: TypeAlias = str | Decimal | int | bool | date | None

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HEADING_ROW = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows now, the formula that keeps it right, how it looks, and what may be typed into it."""

    value: Value = None
    style: str = "text"
    formula: str = ""
    allowed: Mapping[str, Any] | None = None


@dataclass(slots=True)
class Sheet:
    """A sheet under one heading; columns are known by their headings."""

    name: str
    columns: Mapping[str, int]
    rows: list[dict[str, Cell]] = field(default_factory=list)
    has_heading: bool = True
    # The last column that is printed; what follows is for formulas.
    printed_to: str = ""

    @property
    def next_row(self) -> int:
        """The number that the next row will have."""
        return len(self.rows) + 1 + self.has_heading

    def add(self, **cells: Cell) -> int:
        """One more row; its number."""
        self.rows.append(cells)
        return self.next_row - 1

    def at(self, column: str, row: int) -> str:
        """The address of a cell, for formulas on any sheet."""
        return f"{self.name}!${self.letter(column)}${row}"

    def span(self, column: str, first: int, last: int) -> str:
        """The address of a stretch of a column."""
        letter = self.letter(column)
        return f"{self.name}!${letter}${first}:${letter}${last}"

    def letter(self, column: str) -> str:
        """The letter of a column."""
        return LETTERS[[*self.columns].index(column)]
