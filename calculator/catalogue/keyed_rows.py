"""The files of keyed prices as rows: digit for digit, checked, and with their faults recorded.

A row is what one source says of one thing, such as an instance type under an operating system. A file has only the
columns that any of its rows fills.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from calculator.catalogue.derived_fees import follows
from calculator.catalogue.keyed_layout import Across, KeyedLayout
from calculator.catalogue.purchase_options import ALL, FEE, HOUR, ON_DEMAND, has_fee, term_hours
from calculator.catalogue.tables import (
    Faults,
    Known,
    Line,
    Sighting,
    check_source,
    place,
    plain_decimal,
    read_date,
    read_lines,
    read_sighting,
)
from calculator.core.arithmetic import EXACT, decimal, ratio

DERIVED = "~"
_SPLIT = re.compile(r"(~?)([0-9]+(?:\.[0-9]+)?)\+([0-9]+(?:\.[0-9]+)?)")


@dataclass(frozen=True, slots=True)
class Row:
    """The prices of one thing as one source shows them; `sighting` is of the on-demand price alone."""

    effective_from: date
    source: str
    usd: Mapping[str, str]
    sighting: Sighting | None = None


def read_rows(
    path: Path, layout: KeyedLayout, known: Known, faults: Faults, only: tuple[str, ...] = ()
) -> dict[str, list[Row]]:
    """The rows of one Region by what they are of, oldest first; `only` those of one thing."""
    rows: dict[str, list[Row]] = defaultdict(list)
    keys: set[tuple[str, ...]] = set()
    for line in read_lines(path, layout.required, faults, layout.optional, only):
        key = tuple(line.cells[column] for column in layout.required)
        faults.check(key not in keys, line, "repeats a row that stands further up.")
        keys.add(key)
        _check_blanks(line, layout.columns[:-1], faults)
        row = _row(line, layout, known, faults)
        if row is not None:
            rows[" ".join(key[: len(layout.columns)])].append(row)
    for group in rows.values():
        group.sort(key=lambda row: row.effective_from)
    return dict(rows)


def _check_blanks(line: Line, columns: tuple[str, ...], faults: Faults) -> None:
    """What is priced is its cells with blanks between them, so the last cell alone may hold some."""
    for column in columns:
        cell = line.cells[column]
        faults.check(cell and " " not in cell, line, f"{column} {cell!r} must be one word.")


def _row(line: Line, layout: KeyedLayout, known: Known, faults: Faults) -> Row | None:
    effective_from = read_date(line, "effective_from", faults)
    check_source(line, effective_from, known, faults)
    sighting = read_sighting(line, effective_from, known, faults) if "confirmed" in line.cells else None
    faults.check(sighting is None or line.cells.get(ON_DEMAND), line, "confirmed is of an on_demand price.")
    filled = {option: line.cells[option] for option in layout.options if line.cells.get(option)}
    faults.check(filled, line, "has no price.")
    usd: dict[str, str] = {}
    for option, cell in filled.items():
        usd |= _prices(option, cell, line, faults)
    return None if effective_from is None else Row(effective_from, line.cells["source"], usd, sighting)


def _prices(option: str, cell: str, line: Line, faults: Faults) -> dict[str, str]:
    """What a cell states: what an hour comes to, or of a reservation the fee and the hour apart and together."""
    if split := _SPLIT.fullmatch(cell) if has_fee(option) else None:
        derived, fee, hour = split.groups()
        all_at_once = ALL in option and float(hour)
        faults.check(not all_at_once, line, f"{option} {cell!r} is paid at once, so it must end in +0.")
        return {option: cell, option + FEE: derived + fee, option + HOUR: derived + hour}
    try:
        plain_decimal(cell)
    except ValueError:
        or_split = ", or a fee and a rate such as 252+0.029" if has_fee(option) else ""
        faults.append(line.fault(f"{option} {cell!r} must be a plain number such as 0.096, or empty{or_split}."))
    return {option: cell}


def check_derived(path: Path, layout: KeyedLayout, faults: Faults) -> None:
    """Every derived fee must be what the rules for it make of the rate that it was derived from."""
    for line in read_lines(path, layout.required, Faults(), layout.optional):
        for option in layout.options:
            split = _SPLIT.fullmatch(line.cells.get(option, ""))
            if split and split[1]:
                follow = follows(decimal(split[2]), decimal(split[3]), term_hours(option))
                faults.check(follow, line, f"{option} {split[0]!r} does not follow from a rate of an hour.")


def hourly(dimension: str, usd: str) -> Decimal:
    """What a cell comes to: a price, or a fee spread over the hours of its term and what each of them costs besides."""
    fee, plus, hour = usd.removeprefix(DERIVED).partition("+")
    if not plus:
        return decimal(fee)
    return EXACT.add(ratio(decimal(fee), term_hours(dimension)), decimal(hour))


def read_across(
    path: Path, layout: KeyedLayout, across: Across, known: Known, faults: Faults, only: tuple[str, ...] = ()
) -> dict[str, Row]:
    """The prices of one Region in columns across its last key, by the other keys; the row has the column's value."""
    keys = layout.columns[:-1]
    rows: dict[str, Row] = {}
    for line in read_lines(path, (*keys, "effective_from", "source"), faults, across.values, only):
        effective_from = read_date(line, "effective_from", faults)
        check_source(line, effective_from, known, faults)
        filled = {value: line.cells[value] for value in across.values if line.cells.get(value)}
        faults.check(filled, line, "has no price.")
        for value, cell in filled.items():
            _prices(value, cell, line, faults)
        key = " ".join(line.cells[column] for column in keys)
        faults.check(key not in rows, line, "repeats a row that stands further up.")
        if effective_from is not None:
            rows[key] = Row(effective_from, line.cells["source"], filled)
    return rows


@dataclass(frozen=True, slots=True)
class Observed:
    """What one thing cost on several days; the price of a day may be empty."""

    source: str
    usd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayByDay:
    """The days that a file has prices of, rising, and the prices by what they are of."""

    days: tuple[date, ...] = ()
    rows: Mapping[str, Observed] = field(default_factory=dict)


def read_day_by_day(
    path: Path, layout: KeyedLayout, across: Across, known: Known, faults: Faults, only: tuple[str, ...] = ()
) -> DayByDay:
    """The prices of one Region with a column for each day that its heading names."""
    required = (*layout.columns, "source")
    days = _days(path, len(required), faults)
    named = tuple(str(day) for day in days)
    rows: dict[str, Observed] = {}
    for line in read_lines(path, (*required, *named), faults, (), only) if days else ():
        check_source(line, days[-1], known, faults)
        usd = tuple(line.cells[name] for name in named)
        faults.check(any(usd), line, "has no price.")
        for cell in filter(None, usd):
            _prices(across.option, cell, line, faults)
        key = " ".join(line.cells[column] for column in layout.columns)
        faults.check(key not in rows, line, "repeats a row that stands further up.")
        rows[key] = Observed(line.cells["source"], usd)
    return DayByDay(days, rows)


def _days(path: Path, before: int, faults: Faults) -> tuple[date, ...]:
    """The days that a heading names behind so many columns; none where one of them is no day."""
    with path.open(encoding="utf-8") as lines:
        named = lines.readline().rstrip("\n").split(",")[before:]
    heading = Line(place(path), 1, {name: name for name in named})
    days = [day for name in named if (day := read_date(heading, name, faults))]
    faults.check(days and days == sorted(set(days)), heading, "the days must rise from column to column.")
    return tuple(days) if len(days) == len(named) else ()
