"""An estimate as an XLSX file whose total follows its inputs, in Excel and in LibreOffice."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from calculator.catalogue.publications import Source
from calculator.estimates.answers import EstimateAnswer
from calculator.estimates.document import Document
from calculator.exports.workbook.build import sheets_of
from calculator.exports.workbook.cells import Cell, Sheet
from calculator.exports.workbook.document_sheet import DOCUMENT, HEADING, pieces

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet as Page

LONGEST_TEXT = 32_000
# What XML has no character for.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "text": {"indent": 1, "align": "left"},
    "faint": {"font_color": "#6b7280"},
    "title": {"bold": True, "font_size": 16},
    "strong": {"bold": True},
    "warning": {"bold": True, "font_color": "#9a3412"},
    "heading": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "indent": 1, "align": "left"},
    "heading_of_amounts": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "align": "right"},
    "whole": {"num_format": "0"},
    "number": {"num_format": "#,##0.######"},
    "price": {"num_format": "0.################"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "money": {"num_format": "$#,##0.00"},
    "total": {"num_format": "$#,##0.00", "bold": True, "top": 1, "bottom": 6},
    "computed": {"num_format": "#,##0.######", "bg_color": "#e5e7eb"},
    "computed_money": {"num_format": "$#,##0.00", "bg_color": "#e5e7eb"},
    "input_number": {"num_format": "#,##0.######", "locked": False, "border": 1, "border_color": "#9ca3af"},
    "input_text": {"locked": False, "border": 1, "border_color": "#9ca3af", "align": "right"},
    "later_number": {"num_format": "#,##0.######", "locked": False, "bg_color": "#fef9c3", "border": 1,
                     "border_color": "#9ca3af"},
    "later_text": {"locked": False, "bg_color": "#fef9c3", "border": 1, "border_color": "#9ca3af", "align": "right"},
}  # fmt: skip
_AMOUNTS = ("number", "whole", "price", "money", "total", "computed", "computed_money")


def estimate_xlsx(
    answer: EstimateAnswer,
    link: str = "",
    sources: Mapping[str, Source] | None = None,
    document: Document | None = None,
) -> bytes:
    """The file. `link` is the address of the estimate, if it is kept; `sources` the publications of prices by id.

    `document` is what is read back, where that is not the one that was answered: a version that names no day is
    answered as of the day on which it was kept.
    """
    import xlsxwriter  # most processes never write a workbook

    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                           "strings_to_numbers": False, "nan_inf_to_errors": True})  # fmt: skip
    title = _text(answer.document.title)
    created = datetime.combine(answer.as_of, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": title[:255], "created": created})
    looks = {name: book.add_format({"font_name": "Arial", "font_size": 10, **look}) for name, look in _LOOKS.items()}
    for sheet in sheets_of(answer, link, sources or {}):
        _write_sheet(book, sheet, looks)
    page = book.add_worksheet(DOCUMENT)
    page.write_string(0, 0, HEADING, looks["heading"])
    for row, piece in enumerate(pieces(document or answer.document), start=1):
        page.write_string(row, 0, piece, looks["faint"])
    page.protect()
    book.close()
    return file.getvalue()


def _write_sheet(book: "Workbook", sheet: Sheet, looks: "Mapping[str, Format]") -> None:
    page = book.add_worksheet(sheet.name)
    for place, (name, width) in enumerate(sheet.columns.items()):
        page.set_column(place, place, width)
        if sheet.has_heading:
            page.write_string(0, place, name, looks[_heading_of(sheet, name)])
    places = {name: place for place, name in enumerate(sheet.columns)}
    for row, cells in enumerate(sheet.rows, start=int(sheet.has_heading)):
        for name, cell in cells.items():
            _write_cell(page, row, places[name], cell, looks[cell.style])
    _lay_out(page, sheet)


def _write_cell(page: "Page", row: int, column: int, cell: Cell, look: "Format") -> None:
    if cell.formula:
        page.write_formula(row, column, f"={cell.formula}", look, _in_file(cell.value))
    elif isinstance(cell.value, bool):
        page.write_boolean(row, column, cell.value, look)
    elif isinstance(cell.value, Decimal | int):
        page.write_number(row, column, float(cell.value), look)
    elif isinstance(cell.value, date):
        page.write_datetime(row, column, datetime.combine(cell.value, time()), look)
    elif cell.value is not None:
        # Written as text whatever it begins with: what a person typed never runs.
        page.write_string(row, column, _text(cell.value), look)
    if cell.allowed is not None:
        page.data_validation(row, column, row, column, {**cell.allowed, "ignore_blank": True})


def _in_file(value: object) -> Any:
    """The value of a formula as it is now, for programs that do not compute."""
    return float(value) if isinstance(value, Decimal) else _text(value) if isinstance(value, str) else value


def _text(text: str) -> str:
    cleaned = _NO_TEXT.sub("\ufffd", text)
    return cleaned if len(cleaned) <= LONGEST_TEXT else f"{cleaned[: LONGEST_TEXT - 1]}…"


def _heading_of(sheet: Sheet, name: str) -> str:
    """How a heading looks: above amounts it stands on their side."""
    first = next((row[name] for row in sheet.rows if name in row), None)
    return "heading_of_amounts" if first is not None and first.style in _AMOUNTS else "heading"


def _lay_out(page: "Page", sheet: Sheet) -> None:
    """Locked but for the inputs, and fit to print."""
    page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
    page.set_landscape()
    page.set_paper(1)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&RPage &P of &N")
    if sheet.printed_to:
        page.print_area(0, 0, len(sheet.rows), [*sheet.columns].index(sheet.printed_to))
    if sheet.has_heading:
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
