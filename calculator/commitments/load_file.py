"""A CSV of hours as people export it from CloudWatch or Cost Explorer: a column of times, and one of how many ran.

Lines that begin with no time are headings, such as labels and totals; those among the hours are named. Several values
of an hour are averaged; those of a cost and usage report, whose times are intervals, are added up.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from calculator.commitments.loads import MOST_RUNNING
from calculator.core.errors import BadFile, shown
from calculator.core.month import HOURS_PER_YEAR

ZERO, HOLD = "zero", "hold"
HOUR = timedelta(hours=1)
# A file of minutes of a year, and then some.
MOST_LINES = 600_000
MOST_HOURS = 5 * HOURS_PER_YEAR
MOST_NAMED = 5
FORMS = ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d %H", "%Y-%m-%d-%H")


@dataclass(frozen=True)
class LoadFile:
    """The hours of a file, first to last, and what is to be said of them."""

    running: tuple[float, ...]
    notes: tuple[str, ...]


def read_load_file(text: str, column: str = "", time_zone: str = "", gaps: str = ZERO) -> LoadFile:
    """The hours of a file.

    `column` names the values where there are several; `time_zone` is that of times that state none, UTC unless it is
    named; missing hours run nothing, or with `gaps` of `hold` what ran before. Raises BadFile.
    """
    zone = _zone(time_zone)
    rows = [row for row in _rows(text) if any(cell.strip() for cell in row[1])]
    timed = [(line, row, time) for line, row in rows if (time := read_time(row[0])) is not None]
    if not timed:
        raise BadFile("No line begins with a time such as 2026-01-31 13:00 or 2026-01-31T13:00:00Z.", "csv")
    headings = [row for line, row in rows if line < timed[0][0]]
    at = _place(column, headings, [row for _, row, _ in timed])
    notes: list[str] = []
    sums: dict[datetime, tuple[float, int]] = {}
    for time, value in _in_utc([(time, _value(row, at, line)) for line, row, time in timed], zone, notes):
        total, count = sums.get(time, (0.0, 0))
        sums[time] = (total + value, count + 1)
    is_added = all(_interval(row[0]) for _, row, _ in timed)
    if len(timed) > len(sums):
        told = "those of an hour are added up" if is_added else "each hour is their average"
        notes.append(f"{len(timed):,} values make {len(sums):,} hours; {told}.")
    if is_added:
        sums = {time: (total, 1) for time, (total, _) in sums.items()}
    notes += _unread(rows, timed[0][0])
    if time_zone and all(time.tzinfo for _, _, time in timed):
        notes.append(f"Every time states its zone; {shown(time_zone)} is not used.")
    if time_zone == "" and any(time.tzinfo is None for _, _, time in timed):
        notes.append("The times state no zone and are read as UTC.")
    return LoadFile(tuple(_filled(sums, gaps, notes)), tuple(notes))


def _unread(rows: Sequence[tuple[int, list[str]]], first: int) -> list[str]:
    """What is to be said of lines without a time among the hours, where no heading stands."""
    lines = [(line, row[0]) for line, row in rows if line > first and read_time(row[0]) is None]
    if not lines:
        return []
    named = ", ".join(f"line {line} ({shown(cell)!r})" for line, cell in lines[:MOST_NAMED])
    more = f" and {len(lines) - MOST_NAMED:,} more" if len(lines) > MOST_NAMED else ""
    return [f"Not read, because they begin with no time: {named}{more}."]


def read_time(cell: str) -> datetime | None:
    """The time that a cell states, with its zone if it has one; None where it is none."""
    text = _interval(cell) or cell.strip().removesuffix(" UTC")
    if len(text) < len("2026-01-31 1"):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for form in FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is for the reader to say
        except ValueError:
            continue
    return None


def _interval(cell: str) -> str:
    """Where an interval of an hour begins, as cost and usage reports have it; empty of what is none."""
    begin, _, end = cell.strip().partition("/")
    try:
        is_hour = datetime.fromisoformat(end) - datetime.fromisoformat(begin) == HOUR
    except (ValueError, TypeError):
        return ""
    return begin if is_hour else ""


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"{shown(name)!r} is no time zone; name one such as Europe/Berlin or America/New_York."
        raise BadFile(message, "time_zone") from None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    try:
        for row in reader:
            if reader.line_num > MOST_LINES:
                raise BadFile(f"The file has more than {MOST_LINES:,} lines; export hours.", "csv")
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        raise BadFile(f"Line {reader.line_num} is no CSV: {error}.", "csv") from None


def _place(column: str, headings: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> int:
    """The column of the values, by its heading or because there is one. Raises BadFile."""
    width = max(len(row) for row in rows)
    named = {cell.strip(): at for row in headings for at, cell in enumerate(row) if at and cell.strip()}
    if column:
        places = {at for row in headings for at, cell in enumerate(row) if at and cell.strip() == column}
        if len(places) > 1:
            raise BadFile(f"{len(places)} columns are called {shown(column)!r}; give each its own name.", "column")
        if column not in named or named[column] >= width:
            raise BadFile(f"No column is called {shown(column)!r}; there are {', '.join(named) or 'none'}.", "column")
        return named[column]
    filled = [at for at in range(1, width) if any(at < len(row) and row[at].strip() for row in rows)]
    if len(filled) == 1:
        return filled[0]
    if not filled:
        raise BadFile("There is no column of values beside the times.", "csv")
    names = ", ".join(shown(next((name for name, at in named.items() if at == place), str(place))) for place in filled)
    raise BadFile(f"There are {len(filled)} columns of values: {names}. Name the one to read.", "column")


def _value(row: Sequence[str], at: int, line: int) -> float:
    """How many ran; an empty cell is nothing. Raises BadFile."""
    cell = row[at].strip() if at < len(row) else ""
    try:
        value = float(cell or 0)
    except ValueError:
        value = -1.0
    if not 0 <= value <= MOST_RUNNING:
        message = f"Line {line}: {shown(cell)!r} is no number from 0 to {MOST_RUNNING:,}."
        raise BadFile(message, "csv")
    return value


def _in_utc(
    values: Sequence[tuple[datetime, float]], zone: ZoneInfo, notes: list[str]
) -> Iterator[tuple[datetime, float]]:
    """The hours as hours of UTC. An hour that a clock shows twice is told by its order."""
    twice: set[datetime] = set()
    skipped: set[datetime] = set()
    seen: dict[datetime, datetime] = {}
    for time, value in values:
        if time.tzinfo is None:
            local = time.replace(tzinfo=zone)
            if local.utcoffset() != local.replace(fold=1).utcoffset():
                hour = time.replace(minute=0, second=0, microsecond=0)
                # The second time that it is there.
                is_again = hour in seen and (time <= seen[hour] or hour in twice)
                if is_again:
                    twice.add(hour)
                    local = local.replace(fold=1)
                seen[hour] = max(time, seen.get(hour, time))
                if _is_skipped(local, zone):
                    skipped.add(hour)
            time = local
        try:
            yield time.astimezone(UTC).replace(minute=0, second=0, microsecond=0), value
        except OverflowError:
            raise BadFile(f"The time {time} cannot be read.", "csv") from None
    if skipped:
        days = ", ".join(f"{each:%Y-%m-%d %H:%M}" for each in sorted(skipped))
        notes.append(f"The clocks went forward: {days} is no hour of {zone.key} and counts with the one after it.")
    if twice:
        days = ", ".join(f"{each:%Y-%m-%d %H:%M}" for each in sorted(twice))
        notes.append(f"The clocks went back: {days} is there twice and counts as two hours.")


def _is_skipped(local: datetime, zone: ZoneInfo) -> bool:
    """Whether no clock of a zone shows such a time."""
    return local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None)


def _filled(sums: dict[datetime, tuple[float, int]], gaps: str, notes: list[str]) -> list[float]:
    """Every hour from the first to the last; of more than a year the last one. Raises BadFile."""
    first, last = min(sums), max(sums)
    hours = (last - first) // HOUR + 1
    if hours > MOST_HOURS:
        raise BadFile(f"The times go from {first:%Y-%m-%d} to {last:%Y-%m-%d}; give at most five years.", "csv")
    running: list[float] = []
    missing = 0
    for at in range(hours):
        total, count = sums.get(first + at * HOUR, (0.0, 0))
        if count:
            running.append(total / count)
        else:
            missing += 1
            running.append(running[-1] if gaps == HOLD else 0.0)
    if missing:
        counted = "what ran before them" if gaps == HOLD else "nothing running"
        notes.append(f"{missing:,} hour{'s are' if missing > 1 else ' is'} missing and count as {counted}.")
    if hours > HOURS_PER_YEAR:
        notes.append(f"Of {hours:,} hours the last {HOURS_PER_YEAR:,} are used.")
    elif hours < HOURS_PER_YEAR:
        notes.append(f"The {hours:,} hours repeat through the year.")
    return running[-HOURS_PER_YEAR:]
