"""The files of instance prices as rows: digit for digit, checked, and with their faults recorded.

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
from calculator.catalogue.tables import (
    Faults,
    Known,
    Line,
    Sighting,
    check_source,
    plain_decimal,
    read_date,
    read_lines,
    read_sighting,
)
from calculator.core.arithmetic import EXACT, decimal, ratio

HOURS_OF_TERM = {"1y": 8760, "3y": 26280}
TERMS = tuple(HOURS_OF_TERM)
PAYMENTS = ("no_upfront", "partial_upfront", "all_upfront")
ON_DEMAND, SPOT = "on_demand", "spot"
RESERVED = tuple(f"reserved_{term}_{payment}" for term in TERMS for payment in PAYMENTS)
PURCHASE_OPTIONS = (
    ON_DEMAND,
    SPOT,
    *RESERVED,
    *(f"{option}_convertible" for option in RESERVED),
    *(f"compute_savings_plan_{term}_{payment}" for term in TERMS for payment in PAYMENTS),
    *(f"ec2_instance_savings_plan_{term}_{payment}" for term in TERMS for payment in PAYMENTS),
)
# On demand alone, in files of their own.
LICENSED = (
    "Ubuntu Pro",
    *(f"Linux SQL {edition}" for edition in ("Web", "Standard", "Enterprise")),
    *(f"Windows SQL {edition}" for edition in ("Web", "Standard", "Enterprise")),
    "RHEL HA",
    *(f"RHEL SQL {edition}" for edition in ("Web", "Standard", "Enterprise")),
    *(f"RHEL HA SQL {edition}" for edition in ("Standard", "Enterprise")),
)
# What is paid at once for the whole term, and what each of its hours costs besides.
FEE, HOUR = "_fee", "_hour"
DERIVED = "~"
_SPLIT = re.compile(r"(~?)([0-9]+(?:\.[0-9]+)?)\+([0-9]+(?:\.[0-9]+)?)")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the files of a table are written: what a row is of, its columns of prices, and what is priced."""

    keys: tuple[str, ...]
    options: tuple[str, ...]
    thing: str

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that every file has, first and in this order."""
        return (*self.keys, "effective_from", "source")

    @property
    def optional(self) -> tuple[str, ...]:
        """The columns that a file has if any of its rows fills them."""
        return (ON_DEMAND, "confirmed", "confirmed_by", *self.options[1:])


LAYOUTS = {
    "ec2": Layout(("instance_type", "operating_system"), PURCHASE_OPTIONS, "instance"),
    "ec2_hosts": Layout(("instance_family",), (ON_DEMAND, *RESERVED), "host"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """The prices of one thing as one source shows them; `sighting` is of the on-demand price alone."""

    effective_from: date
    source: str
    usd: Mapping[str, str]
    sighting: Sighting | None = None


def read_rows(
    path: Path, layout: Layout, known: Known, faults: Faults, only: tuple[str, ...] = ()
) -> dict[str, list[Row]]:
    """The rows of one Region by what they are of, oldest first; `only` those of one thing."""
    rows: dict[str, list[Row]] = defaultdict(list)
    keys: set[tuple[str, ...]] = set()
    for line in read_lines(path, layout.required, faults, layout.optional, only):
        key = tuple(line.cells[column] for column in layout.required)
        faults.check(key not in keys, line, "repeats a row that stands further up.")
        keys.add(key)
        row = _row(line, layout, known, faults)
        if row is not None:
            rows[" ".join(key[: len(layout.keys)])].append(row)
    for group in rows.values():
        group.sort(key=lambda row: row.effective_from)
    return dict(rows)


def _row(line: Line, layout: Layout, known: Known, faults: Faults) -> Row | None:
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
    if split := _SPLIT.fullmatch(cell) if _has_fee(option) else None:
        derived, fee, hour = split.groups()
        all_at_once = "all_upfront" in option and float(hour)
        faults.check(not all_at_once, line, f"{option} {cell!r} is paid at once, so it must end in +0.")
        return {option: cell, option + FEE: derived + fee, option + HOUR: derived + hour}
    try:
        plain_decimal(cell)
    except ValueError:
        faults.append(
            line.fault(f"{option} {cell!r} must be a plain number such as 0.096, or empty{_or_split(option)}.")
        )
    return {option: cell}


def check_derived(path: Path, layout: Layout, faults: Faults) -> None:
    """Every derived fee must be what the rules for it make of the rate that it was derived from."""
    for line in read_lines(path, layout.required, Faults(), layout.optional):
        for option in layout.options:
            split = _SPLIT.fullmatch(line.cells.get(option, ""))
            if split and split[1]:
                follow = follows(decimal(split[2]), decimal(split[3]), _hours(option))
                faults.check(follow, line, f"{option} {split[0]!r} does not follow from a rate of an hour.")


def _hours(option: str) -> int:
    return HOURS_OF_TERM[option.split("_")[1]]


def hourly(dimension: str, usd: str) -> Decimal:
    """What a cell comes to: a price, or a fee spread over the hours of its term and what each of them costs besides."""
    fee, plus, hour = usd.removeprefix(DERIVED).partition("+")
    if not plus:
        return decimal(fee)
    return EXACT.add(ratio(decimal(fee), _hours(dimension)), decimal(hour))


def _has_fee(option: str) -> bool:
    return option.startswith("reserved_") and "no_upfront" not in option


def _or_split(option: str) -> str:
    return ", or a fee and a rate such as 252+0.029" if _has_fee(option) else ""


def read_licensed(path: Path, known: Known, faults: Faults, only: tuple[str, ...] = ()) -> dict[str, Row]:
    """The on-demand prices of one Region by instance type, with the operating system as the name of each."""
    rows: dict[str, Row] = {}
    for line in read_lines(path, ("instance_type", "effective_from", "source"), faults, LICENSED, only):
        effective_from = read_date(line, "effective_from", faults)
        check_source(line, effective_from, known, faults)
        filled = {system: line.cells[system] for system in LICENSED if line.cells.get(system)}
        faults.check(filled, line, "has no price.")
        for system, cell in filled.items():
            _prices(system, cell, line, faults)
        faults.check(line.cells["instance_type"] not in rows, line, "repeats a row that stands further up.")
        if effective_from is not None:
            rows[line.cells["instance_type"]] = Row(effective_from, line.cells["source"], filled)
    return rows


@dataclass(frozen=True, slots=True)
class Observed:
    """What one instance type cost on Spot on several days; the price of a day may be empty."""

    source: str
    usd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpotHistory:
    """The days that a file has prices of, rising, and the prices by what they are of."""

    days: tuple[date, ...] = ()
    rows: Mapping[str, Observed] = field(default_factory=dict)


SPOT_KEYS = ("instance_type", "operating_system", "source")


def spot_days(path: Path, faults: Faults) -> tuple[date, ...]:
    """The days that the heading of a file of Spot prices names; none where one of them is no day."""
    with path.open(encoding="utf-8") as lines:
        named = lines.readline().rstrip("\n").split(",")[len(SPOT_KEYS) :]
    heading = Line(path.name, 1, {name: name for name in named})
    days = [day for name in named if (day := read_date(heading, name, faults))]
    faults.check(days and days == sorted(set(days)), heading, "the days must rise from column to column.")
    return tuple(days) if len(days) == len(named) else ()


def read_spot_history(path: Path, known: Known, faults: Faults, only: tuple[str, ...] = ()) -> SpotHistory:
    """The Spot prices of one Region; its heading names a day for each column of prices."""
    days = spot_days(path, faults)
    named = tuple(str(day) for day in days)
    rows: dict[str, Observed] = {}
    for line in read_lines(path, (*SPOT_KEYS, *named), faults, (), only) if days else ():
        check_source(line, days[-1], known, faults)
        usd = tuple(line.cells[name] for name in named)
        faults.check(any(usd), line, "has no price.")
        for cell in filter(None, usd):
            _prices(SPOT, cell, line, faults)
        key = f"{line.cells['instance_type']} {line.cells['operating_system']}"
        faults.check(key not in rows, line, "repeats a row that stands further up.")
        rows[key] = Observed(line.cells["source"], usd)
    return SpotHistory(days, rows)
