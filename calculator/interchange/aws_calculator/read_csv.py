"""The CSV of the AWS Pricing Calculator, in any language, with commas, tabs or semicolons.

Above the table may stand a summary, below it an acknowledgement. The words differ by language, the form does not: three
figures, what is paid upfront, in a month and in the first 12 months, and then their currency. The service stands before
them, the configuration last.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from calculator.core.errors import FieldError, InvalidInput
from calculator.interchange.asked import refuse_too_many
from calculator.interchange.aws_calculator.configuration import configuration, summary_pairs
from calculator.interchange.aws_calculator.export import Export, ExportLine, amount

LOOKED_AT = 65536
_MARKS = ",\t;"
# Group hierarchy, Region, service, three figures and a currency are the least of a line.
FEWEST_CELLS = 7
_FIGURES_AT = FEWEST_CELLS - 4
_GROUPS_WITHIN = " > "
_TWELVE = 12
# The figures of a line are rounded, or left as they were computed.
_NEARLY = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class _Figures:
    """Where the figures of a row stand: the place of the first one, and what they are."""

    at: int
    upfront: Decimal
    monthly: Decimal
    currency: str


def is_csv_export(text: str) -> bool:
    """Whether a text looks like an export, by a line near its beginning."""
    return bool(_mark_of(text[:LOOKED_AT]))


def read_csv_export(text: str, most: int) -> Export:
    """The lines of an export. Raises InvalidInput for what is no table, and for more lines than so many."""
    found: list[tuple[list[str], _Figures]] = []
    try:
        for row in _rows(text, _mark_of(text[:LOOKED_AT])):
            if figures := _figures(row):
                found.append((row, figures))
                refuse_too_many(len(found) - 1, most)
    except csv.Error as error:
        raise InvalidInput([FieldError("file", f"The file is no table: {error}.")]) from None
    lines = [(row, each) for row, each in found if each.at >= _FIGURES_AT]
    names = [tuple(part.strip() for part in row[0].split(_GROUPS_WITHIN) if part.strip()) for row, _ in lines]
    first = {each[0] for each in names if each}
    shared = first.pop() if len(first) == 1 else ""
    total = next((each for _, each in found if each.at == 0), None)
    return Export(
        shared,
        lines[0][1].currency if lines else "USD",
        total.monthly if total else None,
        total.upfront if total else None,
        tuple(
            _line(number, row, each, groups[1:] if shared else groups)
            for number, ((row, each), groups) in enumerate(zip(lines, names, strict=True), start=1)
        ),
    )


def _rows(text: str, mark: str) -> Iterator[list[str]]:
    for row in csv.reader(StringIO(text.lstrip("\ufeff"), newline=""), delimiter=mark or ","):
        yield [cell.strip() for cell in row]


def _mark_of(text: str) -> str:
    """What stands between the cells; empty where no row is a line of an export."""
    for mark in _MARKS:
        try:
            if any((each := _figures(row)) and each.at >= _FIGURES_AT for row in _rows(text, mark)):
                return mark
        except csv.Error:
            continue
    return ""


def _figures(row: Sequence[str]) -> _Figures | None:
    """The three figures of a row before a currency, where the third is what the first two come to in 12 months."""
    for at in range(len(row) - 3):
        currency = row[at + 3]
        if len(currency) != 3 or not (currency.isascii() and currency.isalpha() and currency.isupper()):
            continue
        upfront, monthly, whole = (amount(cell) for cell in row[at : at + 3])
        if upfront is None or monthly is None or whole is None:
            continue
        if abs(upfront + _TWELVE * monthly - whole) <= max(_NEARLY, whole / 100):
            return _Figures(at, upfront, monthly, currency)
    return None


def _line(number: int, row: Sequence[str], figures: _Figures, groups: tuple[str, ...]) -> ExportLine:
    service = row[figures.at - 1]
    description = row[2] if figures.at > _FIGURES_AT else ""
    summary = next((cell for cell in reversed(row[figures.at + 4 :]) if cell), "")
    return ExportLine(
        number,
        groups,
        service,
        description,
        row[1],
        figures.monthly,
        figures.upfront,
        configuration(summary_pairs(summary)),
    )
