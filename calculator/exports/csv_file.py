"""Tables as CSV: RFC 4180, safe to open in a spreadsheet, in the habit of either decimal sign."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO

from calculator.core.choices import Choice
from calculator.core.declarations import ChoiceField, read_field
from calculator.core.errors import FieldError, InvalidInput
from calculator.presentation.tables import Table, Words

# A spreadsheet would run a text cell that begins with one of these as a formula.
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How numbers and cells are told apart; `mark` begins the text of a file that would else be taken for Latin-1."""

    separator: str
    decimal_sign: str
    mark: str = ""


DECIMAL_POINT, DECIMAL_COMMA = "decimal_point", "decimal_comma"
DIALECTS: Mapping[str, Dialect] = {
    DECIMAL_POINT: Dialect(",", "."),
    # As a spreadsheet reads a file that somebody opens where the comma is the decimal sign.
    DECIMAL_COMMA: Dialect(";", ",", BYTE_ORDER_MARK),
}
USUAL = DIALECTS[DECIMAL_POINT]
# The parameter that names one.
DIALECT = "dialect"
DIALECT_FIELD = ChoiceField(
    label="Dialect",
    help="Of CSV: decimal_comma writes 0,5 and separates cells by semicolons, for spreadsheets that read it so.",
    choices=(Choice(DECIMAL_POINT, "0.5, cells by commas"), Choice(DECIMAL_COMMA, "0,5, cells by semicolons")),
    default=DECIMAL_POINT,
)


def read_dialect(raw: object) -> Dialect:
    """The dialect of a name. Raises InvalidInput."""
    errors: list[FieldError] = []
    name = str(read_field(DIALECT, DIALECT_FIELD, raw, errors))
    if errors:
        raise InvalidInput(errors)
    return DIALECTS[name]


def csv_text(table: Table, dialect: Dialect = USUAL) -> str:
    """Heading and rows, each line ended by CRLF."""
    lines = StringIO()
    lines.write(dialect.mark)
    writer = csv.writer(lines, delimiter=dialect.separator, lineterminator="\r\n")
    writer.writerow(table.heading)
    writer.writerows([cell(value, dialect) for value in row] for row in table.rows)
    return lines.getvalue()


def cell(value: object, dialect: Dialect = USUAL) -> str:
    """One cell: numbers with the decimal sign of the dialect, text that would run as a formula behind an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if _NUMBER.fullmatch(text) and not isinstance(value, Words):
        return text.replace(".", dialect.decimal_sign)
    return f"'{text}" if text.startswith(RUNS_AS_FORMULA) else text
