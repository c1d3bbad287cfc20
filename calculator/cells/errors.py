"""How a cell tells an error: one line of text, one XML element or one CSV row."""

from collections.abc import Mapping
from http import HTTPStatus

from calculator.cells.values import NoValue, UnknownFigure, one_line
from calculator.cells.xml import error_xml
from calculator.core.errors import CalculatorError
from calculator.exports.csv_file import csv_text
from calculator.presentation.error_documents import bound_document
from calculator.presentation.http_answers import STATUS_OF, TITLE_OF, public_errors
from calculator.presentation.tables import Table

LONGEST_LINE = 200
# Far more than anybody reads, far less than a cell of Excel holds.
LONGEST_TEXT = 4000
STATUS: Mapping[type[CalculatorError], HTTPStatus] = {
    **STATUS_OF,
    **dict.fromkeys((NoValue, UnknownFigure), HTTPStatus.NOT_FOUND),
}
MEANING_OF_CODE: Mapping[str, str] = {
    **{error.code: title for error, title in TITLE_OF.items()},
    NoValue.code: "The path is right, but empty for this workload",
    UnknownFigure.code: "The figure is not known: the source has upfront and monthly only together",
}


def sentences(error: CalculatorError) -> str:
    """`field: sentence`, for every wrong field."""
    return "; ".join(f"{each.field}: {each.message}" for each in public_errors(error))


def as_line(error: CalculatorError) -> str:
    """One line that no spreadsheet takes for a number."""
    return _shortened(f"ERROR {error.code} {one_line(sentences(error))}", LONGEST_LINE)


def as_xml(error: CalculatorError) -> str:
    """In the place of the root's content; the figures of the first bound that is passed stand beside the sentence."""
    bound = next((each.bound for each in error.errors if each.bound is not None), None)
    figures = {name: figure for name, figure in bound_document(bound).items() if isinstance(figure, str)}
    return error_xml(error.code, _shortened(sentences(error), LONGEST_TEXT), figures)


def as_csv(error: CalculatorError) -> str:
    """In a table of one column and one row."""
    return csv_text(Table(("error",), ((as_line(error),),)))


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
