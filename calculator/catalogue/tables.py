"""Read and check the text tables of `pricing_data/`; all faults at once, each `file:line: sentence`.

A table is read into rows, rows are checked one by one, then the whole is checked: unique keys, rising tiers that
begin at zero, known units, regions and sources, no date after the source was retrieved.
"""

import csv
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from calculator.catalogue.sorted_rows import rows_beginning_with
from calculator.core.arithmetic import decimal
from calculator.core.declarations import calendar_date
from calculator.core.errors import BrokenTable

LIMIT_COLUMNS = (
    "option",
    "limit",
    "value",
    "value_to",
    "unit",
    "effective_from",
    "source",
    "note",
)
# The folder of services that keep their data together.
SERVICES = "services"
# `services/ec2/prices/licensed/us-east-1.csv`.
MOST_DEEP = 5
_PLAIN_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table as text, with where it stands."""

    file: str
    number: int
    cells: Mapping[str, str]

    def fault(self, sentence: str) -> str:
        """`file:line: sentence`."""
        return f"{self.file}:{self.number}: {sentence}"


@dataclass(frozen=True, slots=True)
class Sighting:
    """The last day on which another publication showed the same price, and which one."""

    confirmed: date
    source: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may refer to."""

    regions: frozenset[str]
    sources: Mapping[str, date]


class Faults(list[str]):
    """Faults found so far; `check` records one when a condition does not hold."""

    def check(self, holds: object, line: Line, sentence: str) -> None:
        """Record the sentence unless the condition holds."""
        if not holds:
            self.append(line.fault(sentence))

    def raise_if_any(self) -> None:
        """Raise BrokenTable with everything found."""
        if self:
            raise BrokenTable(self)


def checksum(path: Path) -> str:
    """SHA-256 of a file as `sha256:...`, the identity of the prices in it."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def read_lines(
    path: Path,
    required: tuple[str, ...],
    faults: Faults,
    optional: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
) -> Iterator[Line]:
    """The rows of a CSV file; rows of the wrong width are faults and left out.

    The heading is the required columns and some of the optional ones, in their order. Where `only` some rows are asked
    for, by their first cells, the others are not looked at: they must stand in order.
    """
    file = place(path)
    try:
        heading, rows = rows_beginning_with(path, only) if only else _every_row(path)
    except (OSError, ValueError) as error:
        faults.append(f"{file}:1: cannot be read as UTF-8 text: {error}.")
        return
    columns = (*required, *(name for name in heading.split(",") if name in optional))
    is_empty = not (rows or only)
    if problem := _heading_fault(heading, columns, required, optional) or ("has no rows." if is_empty else ""):
        faults.append(f"{file}:1: {problem}")
        return
    for number, row in rows:
        line = _line(file, number, row, columns, faults)
        if line is not None:
            yield line


def place(path: Path) -> str:
    """A file as it is named to people: of a service that has a folder, from there on."""
    folders = path.parts[-MOST_DEEP:-1]
    return "/".join(path.parts[folders.index(SERVICES) - len(folders) :]) if SERVICES in folders else path.name


def _every_row(path: Path) -> tuple[str, list[tuple[int, str]]]:
    heading, *rows = path.read_bytes().decode("utf-8").splitlines() or [""]
    return heading, list(enumerate(rows, start=2))


def _heading_fault(heading: str, columns: tuple[str, ...], required: tuple[str, ...], optional: tuple[str, ...]) -> str:
    if heading.startswith("\N{ZERO WIDTH NO-BREAK SPACE}"):
        return "begins with a byte order mark; save it as plain UTF-8."
    expected = ",".join(required) + (f" and some of {','.join(optional)} in this order" if optional else "")
    in_order = [name for name in optional if name in columns] == list(columns[len(required) :])
    is_right = heading == ",".join(columns) and in_order
    return "" if is_right else f"the heading must be {expected}, not {heading}."


def _line(file: str, number: int, row: str, columns: tuple[str, ...], faults: Faults) -> Line | None:
    try:
        cells = next(csv.reader([row], strict=True)) if '"' in row else row.split(",") if row else []
    except csv.Error:
        faults.append(f"{file}:{number}: a quoted cell is not closed.")
        return None
    line = Line(file, number, dict(zip(columns, cells, strict=False)))
    if len(cells) == len(columns):
        return line
    faults.append(line.fault(f"has {len(cells)} cells instead of {len(columns)}."))
    return None


def read_cell(line: Line, column: str, convert: Callable[[str], T], must_be: str, faults: Faults) -> T | None:
    """One cell in its own type, or None after recording what it must be."""
    try:
        return convert(line.cells[column])
    except ValueError:
        faults.append(line.fault(f"{column} {line.cells[column]!r} must be {must_be}."))
        return None


def read_date(line: Line, column: str, faults: Faults) -> date | None:
    """A date cell, or None after recording what it must be."""
    return read_cell(line, column, _day, "a date as YYYY-MM-DD", faults)


_day = lru_cache(maxsize=1024)(calendar_date)


# The same few thousand texts stand in most rows; each becomes one number, which cannot change.
@lru_cache(maxsize=8192)
def plain_decimal(text: str) -> Decimal:
    """A non-negative number in plain notation. Raises ValueError."""
    if not _PLAIN_DECIMAL.fullmatch(text):
        raise ValueError(text)
    return decimal(text)


def optional_decimal(text: str) -> Decimal | None:
    """A non-negative number in plain notation, or None for an empty cell. Raises ValueError."""
    return plain_decimal(text) if text else None


def check_source(line: Line, effective_from: date | None, known: Known, faults: Faults) -> None:
    """The source must be known, and read no earlier than what it is said to show."""
    retrieved = known.sources.get(line.cells["source"])
    if retrieved is None:
        faults.append(line.fault(f"source {line.cells['source']!r} is not in sources.csv."))
    elif effective_from and effective_from > retrieved and not line.cells.get("note"):
        sentence = f"effective_from {effective_from} lies after the source was retrieved ({retrieved})."
        faults.append(line.fault(sentence))


def read_sighting(line: Line, effective_from: date | None, known: Known, faults: Faults) -> Sighting | None:
    """The cells `confirmed` and `confirmed_by`, if they are filled: a later day, and a publication read by then."""
    day, source = line.cells["confirmed"], line.cells["confirmed_by"]
    if not day and not source:
        return None
    confirmed = read_date(line, "confirmed", faults)
    retrieved = known.sources.get(source)
    if retrieved is None:
        faults.append(line.fault(f"confirmed_by {source!r} is not in sources.csv."))
    if confirmed is None or retrieved is None:
        return None
    if confirmed > retrieved:
        faults.append(line.fault(f"confirmed {confirmed} lies after confirmed_by was retrieved ({retrieved})."))
    if effective_from and confirmed <= effective_from:
        sentence = f"confirmed {confirmed} must be later than effective_from {effective_from}, or empty."
        faults.append(line.fault(sentence))
    return _sighting(confirmed, source)


@lru_cache(maxsize=1024)
def _sighting(confirmed: date, source: str) -> Sighting:
    return Sighting(confirmed, source)


def read_keyed(path: Path, columns: tuple[str, ...], faults: Faults) -> dict[str, Line]:
    """The rows of a table whose first column is its unique key."""
    keyed: dict[str, Line] = {}
    for line in read_lines(path, columns, faults):
        key = line.cells[columns[0]]
        faults.check(key and key not in keyed, line, f"{columns[0]} {key!r} is empty or stands twice.")
        keyed.setdefault(key, line)
    return keyed
