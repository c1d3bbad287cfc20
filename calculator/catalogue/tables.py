"""Read and check the text tables of `pricing_data/`; all faults at once, each `file:line: sentence`.

A table is read into rows, rows are checked one by one, then the whole is checked: unique keys, rising tiers that
begin at zero, known units, regions and sources, no date after the source was retrieved.
"""

import csv
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from calculator.core.arithmetic import decimal
from calculator.core.declarations import calendar_date
from calculator.core.errors import BrokenTable

PRICE_COLUMNS = (
    "region",
    "dimension",
    "option",
    "tier_from",
    "unit",
    "usd_per_unit",
    "effective_from",
    "source",
    "note",
)
LIMIT_COLUMNS = (
    "service",
    "option",
    "limit",
    "value",
    "value_to",
    "unit",
    "effective_from",
    "source",
    "note",
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
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
class PriceRow:
    """One tier of one rate card; an empty price (None) withdraws the dimension from that date."""

    region: str
    dimension: str
    option: str
    tier_from: Decimal
    unit: str
    usd_per_unit: Decimal | None
    effective_from: date
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may refer to."""

    regions: frozenset[str]
    sources: Mapping[str, date]
    units: frozenset[str]


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


def read_lines(path: Path, columns: tuple[str, ...], faults: Faults) -> list[Line]:
    """The rows of a CSV file with a fixed heading; rows of the wrong width are faults and left out."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}:1: cannot be read as UTF-8 text: {error}.")
        return []
    heading, *rows = text.splitlines() or [""]
    if problem := _heading_fault(heading, columns) or ("" if rows else "has no rows."):
        faults.append(f"{path.name}:1: {problem}")
        return []
    lines = (_line(path.name, number, row, columns, faults) for number, row in enumerate(rows, start=2))
    return [line for line in lines if line is not None]


def _heading_fault(heading: str, columns: tuple[str, ...]) -> str:
    if heading.startswith("\N{ZERO WIDTH NO-BREAK SPACE}"):
        return "begins with a byte order mark; save it as plain UTF-8."
    expected = ",".join(columns)
    return "" if heading == expected else f"the heading must be {expected}, not {heading}."


def _line(file: str, number: int, row: str, columns: tuple[str, ...], faults: Faults) -> Line | None:
    try:
        cells = next(csv.reader([row], strict=True), [])
    except csv.Error:
        faults.append(f"{file}:{number}: a quoted cell is not closed.")
        return None
    line = Line(file, number, dict(zip(columns, cells, strict=False)))
    faults.check(len(cells) == len(columns), line, f"has {len(cells)} cells instead of {len(columns)}.")
    return line if len(cells) == len(columns) else None


def read_cell(line: Line, column: str, convert: Callable[[str], T], must_be: str, faults: Faults) -> T | None:
    """One cell in its own type, or None after recording what it must be."""
    try:
        return convert(line.cells[column])
    except ValueError:
        faults.append(line.fault(f"{column} {line.cells[column]!r} must be {must_be}."))
        return None


def read_date(line: Line, column: str, faults: Faults) -> date | None:
    """A date cell, or None after recording what it must be."""
    return read_cell(line, column, calendar_date, "a date as YYYY-MM-DD", faults)


def plain_decimal(text: str) -> Decimal:
    """A non-negative number in plain notation. Raises ValueError."""
    if not _PLAIN_DECIMAL.fullmatch(text):
        raise ValueError(text)
    return decimal(text)


def optional_decimal(text: str) -> Decimal | None:
    """A non-negative number in plain notation, or None for an empty cell. Raises ValueError."""
    return plain_decimal(text) if text else None


def read_price_rows(path: Path, known: Known, faults: Faults) -> list[PriceRow]:
    """Every row of a price table that could be read; row faults and whole-table faults are recorded."""
    lines = read_lines(path, PRICE_COLUMNS, faults)
    rows = [(line, _price_row(line, known, faults)) for line in lines]
    good = [(line, row) for line, row in rows if row is not None]
    _check_cards(good, faults)
    return [row for _, row in good]


def _price_row(line: Line, known: Known, faults: Faults) -> PriceRow | None:
    cells = line.cells
    tier_from = read_cell(line, "tier_from", plain_decimal, "a plain number such as 51200", faults)
    price = read_cell(
        line,
        "usd_per_unit",
        optional_decimal,
        "a plain number such as 0.023, or empty when withdrawn",
        faults,
    )
    effective_from = read_date(line, "effective_from", faults)
    faults.check(cells["region"] in known.regions, line, f"region {cells['region']!r} is not in regions.csv.")
    faults.check(_NAME.fullmatch(cells["dimension"]), line, f"dimension {cells['dimension']!r} must be a_plain_name.")
    faults.check(cells["unit"] in known.units, line, f"unit {cells['unit']!r} is not in units.csv.")
    check_source(line, effective_from, known, faults)
    if tier_from is None or effective_from is None:
        return None
    return PriceRow(
        cells["region"],
        cells["dimension"],
        cells["option"],
        tier_from,
        cells["unit"],
        price,
        effective_from,
        cells["source"],
        cells["note"],
    )


def check_source(line: Line, effective_from: date | None, known: Known, faults: Faults) -> None:
    """The source must be known, and read no earlier than what it is said to show."""
    retrieved = known.sources.get(line.cells["source"])
    faults.check(retrieved, line, f"source {line.cells['source']!r} is not in sources.csv.")
    if retrieved and effective_from:
        sentence = f"effective_from {effective_from} lies after the source was retrieved ({retrieved})."
        faults.check(effective_from <= retrieved or line.cells.get("note"), line, sentence)


def _check_cards(rows: Iterable[tuple[Line, PriceRow]], faults: Faults) -> None:
    """Rows of one card stand together, in one unit, with rising tiers that begin at zero."""
    finished = set()
    previous: PriceRow | None = None
    for line, row in rows:
        if previous is None or card_key(row) != card_key(previous):
            faults.check(card_key(row) not in finished, line, "repeats a rate card that stands further up.")
            faults.check(row.tier_from == 0, line, f"the first tier must begin at 0, not {row.tier_from}.")
            finished.add(card_key(row))
        else:
            rising = row.tier_from > previous.tier_from
            faults.check(rising, line, f"tier_from {row.tier_from} must be above {previous.tier_from}.")
            faults.check(row.unit == previous.unit, line, f"unit {row.unit!r} differs within one rate card.")
            whole = (row.usd_per_unit is None) == (previous.usd_per_unit is None)
            faults.check(whole, line, "a rate card is withdrawn whole, not in one tier.")
        previous = row


def card_key(row: PriceRow) -> tuple[str, str, str, date]:
    """What one rate card is: region, dimension, option and date."""
    return row.region, row.dimension, row.option, row.effective_from


def read_keyed(path: Path, columns: tuple[str, ...], faults: Faults) -> dict[str, Line]:
    """The rows of a table whose first column is its unique key."""
    keyed: dict[str, Line] = {}
    for line in read_lines(path, columns, faults):
        key = line.cells[columns[0]]
        faults.check(key and key not in keyed, line, f"{columns[0]} {key!r} is empty or stands twice.")
        keyed.setdefault(key, line)
    return keyed
