"""The figures on the way from inputs to quantities: formulas, and what no formula says because it was searched for."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from calculator.core.formulas.parse import DAYS, HOURS, LIMIT, OF_THE_MONTH, SECONDS, Formula
from calculator.core.formulas.spreadsheet import as_spreadsheet
from calculator.core.formulas.text import as_text
from calculator.exports.workbook.cells import Cell, Sheet, Value
from calculator.exports.workbook.prices_sheet import PriceRows
from calculator.services.figures import AFigure, plain_name
from calculator.services.worksheet import Worksheet

FIGURES = "Figures"
VALUE = "Value"
COLUMNS = {"No.": 6, "Entry": 26, "Figure": 34, "How it is worked out": 60, VALUE: 18, "Unit": 14}
COMPUTED = "computed by the calculator"
UNITS_OF_THE_MONTH = {HOURS: "hours", SECONDS: "seconds", DAYS: "days"}


def figures_sheet() -> Sheet:
    """The sheet before any figure is on it."""
    return Sheet(FIGURES, COLUMNS)


class EntryFormulas:
    """The formulas of one entry as a spreadsheet has them; each figure gets a row when it is first needed."""

    def __init__(self, number: int, entry: str, inputs: Mapping[str, str], figures: Sheet, prices: PriceRows) -> None:
        self._number, self._entry, self._inputs = number, entry, inputs
        self._figures, self._prices = figures, prices
        self._rows: dict[tuple[str, ...], str] = {}

    def written(self, formula: Formula, sheet: Worksheet) -> str:
        """The formula with the addresses of its names."""
        return as_spreadsheet(formula, lambda name: self._address(name, sheet))

    def _address(self, name: str, sheet: Worksheet) -> str:
        if name.startswith(f"{LIMIT}."):
            return self._prices.limit(sheet.limit_row(name))
        if name in OF_THE_MONTH:
            return self._prices.fact(name, sheet.names[name], UNITS_OF_THE_MONTH[name])
        figure, value = sheet.figure(name), sheet.names[name]
        if figure is not None:
            return self._figure(name, figure, sheet)
        is_input = not sheet.was_found(name) and name in self._inputs and not isinstance(value, tuple)
        return self._inputs[name] if is_input else self._found(name, value)

    def _figure(self, name: str, figure: AFigure, sheet: Worksheet) -> str:
        formula = self.written(figure.of, sheet)
        key = (name, formula)
        if key not in self._rows:
            label = figure.label or plain_name(name).replace("_", " ")
            words, value = as_text(figure.of, sheet.words), sheet.names[name]
            self._rows[key] = self._row(label, words, Cell(_shown(value), "number", formula), figure.unit)
        return self._rows[key]

    def _found(self, name: str, value: Any) -> str:
        key = (name, "", str(value))
        if key not in self._rows:
            cell = Cell(_shown(value), "computed")
            self._rows[key] = self._row(plain_name(name).replace("_", " "), COMPUTED, cell, "")
        return self._rows[key]

    def _row(self, label: str, words: str, value: Cell, unit: str) -> str:
        row = self._figures.add(**{
            "No.": Cell(self._number, "whole"),
            "Entry": Cell(self._entry),
            "Figure": Cell(label),
            "How it is worked out": Cell(words),
            VALUE: value,
            "Unit": Cell(unit),
        })  # fmt: skip
        return self._figures.at(VALUE, row)


def _shown(value: Any) -> Value:
    """A value as a cell holds it; several numbers are added up, since nothing else is done with them."""
    if isinstance(value, tuple):
        return (
            sum(value, Decimal(0)) if all(isinstance(each, Decimal) for each in value) else ", ".join(map(str, value))
        )
    shown: Value = value
    return shown
