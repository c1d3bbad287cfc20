"""The tables of dated limits: minimums, quotas and what AWS designs a service for."""

from datetime import date
from pathlib import Path

from calculator.catalogue.tables import (
    LIMIT_COLUMNS,
    Faults,
    Known,
    Line,
    check_source,
    optional_decimal,
    plain_decimal,
    read_cell,
    read_date,
    read_lines,
)
from calculator.core.answer import Limit
from calculator.core.units import is_unit


def read_limits(path: Path, service: str, known: Known, faults: Faults) -> list[Limit]:
    """Every limit in the file of a service, with faults recorded."""
    limits: dict[tuple[str, str, date], Limit] = {}
    for line in read_lines(path, LIMIT_COLUMNS, faults):
        limit = _limit(line, known, faults, service)
        if limit is not None:
            key = (limit.option, limit.name, limit.effective_from)
            faults.check(key not in limits, line, "repeats a limit that stands further up.")
            limits[key] = limit
    return list(limits.values())


def _limit(line: Line, known: Known, faults: Faults, service: str) -> Limit | None:
    cells = line.cells
    value = read_cell(line, "value", plain_decimal, "a plain number such as 128", faults)
    value_to = read_cell(line, "value_to", optional_decimal, "a plain number, or empty", faults)
    effective_from = read_date(line, "effective_from", faults)
    faults.check(is_unit(cells["unit"]), line, f"unit {cells['unit']!r} is not in units.csv.")
    check_source(line, effective_from, known, faults)
    if value is not None and value_to is not None:
        faults.check(value_to > value, line, f"value_to {value_to} must be above {value}.")
    if value is None or effective_from is None:
        return None
    return Limit(
        service,
        cells["option"],
        cells["limit"],
        value,
        value_to,
        cells["unit"],
        effective_from,
        cells["source"],
        cells["note"],
    )


def in_force(limits: list[Limit], as_of: date) -> dict[tuple[str, str], Limit]:
    """The limits of a service by name and option as of a date.

    A limit's date is the day on which a source was seen to state it, not the day on which AWS set it; so before
    the first sighting the first known value serves.
    """
    chosen: dict[tuple[str, str], Limit] = {}
    for limit in sorted(limits, key=lambda each: each.effective_from):
        key = (limit.name, limit.option)
        if key not in chosen or limit.effective_from <= as_of:
            chosen[key] = limit
    return chosen
