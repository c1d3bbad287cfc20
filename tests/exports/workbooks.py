"""Workbooks of estimates for tests: their cells, and the same with other cells."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from calculator.estimates.answers import answer_estimate
from calculator.estimates.document import Document
from calculator.exports.workbook.write import estimate_xlsx
from tests.questions import CATALOGUE, TODAY


def workbook_of(document: Document) -> bytes:
    """The workbook under the shipped prices on the day of the tests."""
    return estimate_xlsx(answer_estimate(document, CATALOGUE, TODAY))


def cells(content: bytes, sheet: str, *, formulas: bool = False) -> list[tuple[Any, ...]]:
    """The rows of a sheet: what its cells show, or their formulas."""
    return [*load_workbook(BytesIO(content), data_only=not formulas)[sheet].iter_rows(values_only=True)]


def table(content: bytes, sheet: str, *, formulas: bool = False) -> list[dict[str, Any]]:
    """The rows of a sheet under its heading."""
    heading, *rows = cells(content, sheet, formulas=formulas)
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


def with_cells(content: bytes, changes: Mapping[tuple[str, str], Any]) -> bytes:
    """The workbook with other cells, by sheet and address, as a spreadsheet program would save it."""
    book = load_workbook(BytesIO(content), data_only=True)
    for (sheet, address), value in changes.items():
        book[sheet][address] = value
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def address_of(content: bytes, number: int, field: str) -> str:
    """Where the value of an input stands on the sheet Inputs."""
    heading = [*cells(content, "Inputs")[0]]
    letter = chr(ord("A") + heading.index("Value"))
    rows = enumerate(table(content, "Inputs"), start=2)
    return next(f"{letter}{row}" for row, each in rows if each["No."] == number and each["Field"] == field)
