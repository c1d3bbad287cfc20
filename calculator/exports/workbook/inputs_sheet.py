"""The inputs of every entry, each in a cell: what may change there, and what waits until the file is uploaded again."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculator.core.declarations import ChoiceField, Declaration, FlagField, QuantityField
from calculator.core.formulas.spreadsheet import as_spreadsheet
from calculator.core.inputs import Inputs
from calculator.estimates.answers import AnsweredEntry
from calculator.estimates.document import Entry
from calculator.exports.estimate_facts import group_path
from calculator.exports.workbook.cells import Cell, Sheet, Value
from calculator.exports.workbook.live import InputsOfBill, default_formula, inputs_of_bill

INPUTS = "Inputs"
NUMBER, FIELD, VALUE, EXPORTED, CHANGED = "No.", "Field", "Value", "As exported", "Waits"
COLUMNS = {NUMBER: 6, "Group": 22, "Entry": 26, "Service": 16, "Input": 34, VALUE: 18, "Unit": 16, "A change": 42,
           EXPORTED: 14, CHANGED: 8, FIELD: 26}  # fmt: skip
COUNT, REGION = "count", "region"
HERE, LATER = "counts at once", "counts when this file is uploaded to the calculator"
MOST_LISTED = 255
LONGEST_HELP = 255
TRUE_OR_FALSE: Mapping[str, Any] = {"validate": "list", "source": ["TRUE", "FALSE"]}


@dataclass(frozen=True, slots=True)
class EntryInputs:
    """Where the inputs of one entry stand: addresses by field, `count` among them."""

    number: int
    addresses: Mapping[str, str]


def inputs_sheet() -> Sheet:
    """The sheet before any entry is on it."""
    return Sheet(INPUTS, COLUMNS, printed_to="A change")


def add_inputs(sheet: Sheet, number: int, answered: AnsweredEntry) -> EntryInputs:
    """Add the inputs of an entry: Region, count, what was typed or matters most, and what its bill is worked out of."""
    entry = answered.entry
    rows = _Rows(sheet, number, entry, group_path(answered.groups))
    rows.add(REGION, "Region", entry.region, LATER)
    rows.add(COUNT, "Count", entry.count, HERE, allowed={"validate": "integer", "criteria": "between",
             "minimum": 0, "maximum": 1_000_000})  # fmt: skip
    if answered.answer is None:
        for name, typed in entry.usage.items():
            rows.add(name, name, _typed_text(typed), LATER)
        return EntryInputs(number, rows.addresses)
    bill = inputs_of_bill(answered.answer)
    usage: Inputs = answered.answer.usage
    for name in _shown(usage, entry, bill):
        rows.place(name)
    for name in _shown(usage, entry, bill):
        _add_input(rows, usage, name, bill)
    return EntryInputs(number, rows.addresses)


def _shown(usage: Inputs, entry: Entry, bill: InputsOfBill) -> list[str]:
    declared = usage.declarations.items()
    return [name for name, each in declared if each.is_main or name in entry.usage or name in bill.named]


def _add_input(rows: "_Rows", usage: Inputs, name: str, bill: InputsOfBill) -> None:
    declaration, value = usage.declarations[name], getattr(usage, name)
    follows = default_formula(usage, name)
    unit = "" if isinstance(declaration, ChoiceField | FlagField) else declaration.unit
    if (
        follows is not None
        and declaration.derived is not None
        and all(each in rows.addresses for each in follows.names)
    ):
        text = as_spreadsheet(follows, rows.addresses.__getitem__)
        rows.add_default(name, declaration.label, value, unit, text, declaration.derived.words)
        return
    change = HERE if name in bill.live else LATER
    rows.add(name, declaration.label, _shown_value(value), change, unit, _allowed(declaration))


def _shown_value(value: Any) -> Value:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def _typed_text(typed: object) -> Value:
    if isinstance(typed, list):
        return ", ".join(map(str, typed))
    return typed if isinstance(typed, bool) else str(typed)


def _allowed(declaration: Declaration) -> Mapping[str, Any] | None:
    """What may be typed, in the words of the field."""
    told = {"input_title": declaration.label[:32], "input_message": declaration.help[:LONGEST_HELP]}
    match declaration:
        case QuantityField(at_least=least, at_most=most, is_whole=is_whole):
            kind = "integer" if is_whole else "decimal"
            bounds = {"minimum": float(least), "maximum": float(most)}
            return {"validate": kind, "criteria": "between", **bounds, **told}
        case FlagField():
            return {**TRUE_OR_FALSE, **told}
        case ChoiceField(choices=choices) if len(",".join(each.value for each in choices)) <= MOST_LISTED:
            return {"validate": "list", "source": [each.value for each in choices], **told}
    return None


class _Rows:
    """The rows of one entry, in their order; every field has its place before any formula names one."""

    def __init__(self, sheet: Sheet, number: int, entry: Entry, path: str) -> None:
        self.addresses: dict[str, str] = {}
        self._sheet = sheet
        self._always = {
            NUMBER: Cell(number, "whole"),
            "Group": Cell(path),
            "Entry": Cell(entry.name or entry.id),
            "Service": Cell(entry.service),
        }
        self._ahead = 0

    def place(self, name: str) -> None:
        """The address of a row that is added later."""
        self.addresses[name] = self._sheet.at(VALUE, self._sheet.next_row + self._ahead)
        self._ahead += 1

    def add(
        self,
        name: str,
        label: str,
        value: Value,
        change: str,
        unit: str = "",
        allowed: Mapping[str, Any] | None = None,
    ) -> None:
        """A cell that may be changed."""
        row, is_here = self._sheet.next_row, change == HERE
        address, exported = self._sheet.at(VALUE, row), self._sheet.at(EXPORTED, row)
        self.addresses[name] = address
        waits = Cell(0, "faint", f"IF({address}={exported},0,1)") if not is_here else Cell(0, "faint")
        self._sheet.add(**self._always, **{
            FIELD: Cell(name, "faint"),
            "Input": Cell(label),
            VALUE: Cell(value, _style(value, is_here=is_here), allowed=allowed),
            "Unit": Cell(unit),
            "A change": Cell(change),
            EXPORTED: Cell(value, "faint"),
            CHANGED: waits,
        })  # fmt: skip

    def add_default(self, name: str, label: str, value: Value, unit: str, formula: str, words: str) -> None:
        """A default that follows other cells; it is never read back."""
        self._sheet.add(**self._always, **{
            "Input": Cell(label),
            VALUE: Cell(value, "number", formula),
            "Unit": Cell(unit),
            "A change": Cell(f"follows: {words}"),
            CHANGED: Cell(0, "faint"),
        })  # fmt: skip


def _style(value: Value, *, is_here: bool) -> str:
    kind = "number" if isinstance(value, Decimal | int) and not isinstance(value, bool) else "text"
    return f"{'input' if is_here else 'later'}_{kind}"


def waiting(sheet: Sheet) -> str:
    """The formula of how many changed cells wait until the file is uploaded."""
    return f"SUM({sheet.span(CHANGED, 2, max(sheet.next_row - 1, 2))})"
