"""Fills the cells of a running LibreOffice; a program for the Python that has `uno`, which no test imports.

Usage: uno_cells.py PIPE SECONDS. It prints `"ready"` once the office answers on PIPE. Then each line it reads
is a JSON list of steps, a step being {address: number, text or formula}. They are typed into one new sheet,
one after the other, and the line it prints lists for every step what each formula cell then showed. A formula
has English names and semicolons, unless it is written {"local": formula}: then it is in the office's language.
A line {"file": address, "steps": [...], "read": [cells], "save": address} opens a workbook instead: cells are called
as in `Inputs.G12`, every step is recalculated whole, and what the cells to read then show is printed.
When its input ends, so does the office: a test run that is killed leaves none behind.
"""

import contextlib
import json
import sys
import time
from typing import Any

import uno  # type: ignore[import-not-found]

Shown = dict[str, str | float | int | None]
Content = str | float | dict[str, str]

RESULT_IS_A_NUMBER = 1  # com.sun.star.sheet.FormulaResult.VALUE
SECONDS_BETWEEN_TRIES = 0.1


def connect(pipe: str, seconds: float) -> Any:
    """The office's desktop, as soon as it listens; the office's last refusal when it does not in time."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    deadline = time.monotonic() + seconds
    while True:
        try:
            office = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(SECONDS_BETWEEN_TRIES)


def open_document(desktop: Any) -> Any:
    """A new, invisible workbook. A new one each time, because a workbook remembers every address it asked."""
    return load(desktop, "private:factory/scalc")


def load(desktop: Any, address: str) -> Any:
    """A workbook that nobody sees."""
    return desktop.loadComponentFromURL(address, "_blank", 0, (setting("Hidden", True),))


def setting(name: str, value: object) -> Any:
    """One of the settings that the office loads and saves by."""
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def type_in(sheet: Any, step: dict[str, Content]) -> None:
    """Enter a step's cells as a user would: a number as a number, anything else as text or formula."""
    for address, content in step.items():
        cell = sheet.getCellRangeByName(address)
        if isinstance(content, dict):
            cell.FormulaLocal = content["local"]
        elif isinstance(content, str):
            cell.Formula = content
        else:
            cell.Value = content


def is_formula(content: Content) -> bool:
    return isinstance(content, dict) or str(content).startswith("=")


def shown(cell: Any) -> Shown:
    """What a formula cell shows: its text, its number if it is one, and its error (0 is none)."""
    return {
        "text": cell.String,
        "number": cell.Value if cell.FormulaResultType2 == RESULT_IS_A_NUMBER else None,
        "error": cell.getError(),
    }


def play(desktop: Any, steps: list[dict[str, Content]]) -> list[dict[str, Shown]]:
    """Type all steps into one new sheet; what its formula cells show after each."""
    document = open_document(desktop)
    try:
        sheet = document.Sheets.getByIndex(0)
        formulas: set[str] = set()
        seen = []
        for step in steps:
            type_in(sheet, step)
            formulas |= {address for address, content in step.items() if is_formula(content)}
            seen.append({address: shown(sheet.getCellRangeByName(address)) for address in sorted(formulas)})
        return seen
    finally:
        document.close(True)


def play_file(desktop: Any, asked: dict[str, Any]) -> list[dict[str, Shown]]:
    """Type all steps into a workbook of a file; what the cells to read show after each. The workbook may be saved."""
    document = load(desktop, asked["file"])

    def cell(address: str) -> Any:
        sheet, _, place = address.partition(".")
        return document.Sheets.getByName(sheet).getCellRangeByName(place)

    try:
        seen = []
        for step in asked["steps"]:
            for address, content in step.items():
                if isinstance(content, str):
                    cell(address).String = content
                else:
                    cell(address).Value = content
            document.calculateAll()
            seen.append({address: shown(cell(address)) for address in asked["read"]})
        if asked.get("save"):
            document.storeToURL(asked["save"], (setting("FilterName", "Calc MS Excel 2007 XML"),))
        return seen
    finally:
        document.close(True)


def main(pipe: str, seconds: str) -> None:
    """Answer lines until there are no more, then end the office."""
    desktop = connect(pipe, float(seconds))
    print(json.dumps("ready"), flush=True)
    try:
        for line in sys.stdin:
            asked = json.loads(line)
            print(json.dumps((play_file if isinstance(asked, dict) else play)(desktop, asked)), flush=True)
    finally:
        # The office may close the connection before it has answered that it will end.
        with contextlib.suppress(Exception):
            desktop.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
