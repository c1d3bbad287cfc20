"""Rows of a CSV file that stand in the order of their first cells: some are found without reading the others.

A comparison of Regions asks for one instance type in 36 files of thousands of rows each.
"""

from collections.abc import Sequence
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path

NEWLINE, SEPARATOR = b"\n", b","


def rows_beginning_with(path: Path, cells: Sequence[str]) -> tuple[str, list[tuple[int, str]]]:
    """The heading of a file, and the rows with these first cells with the numbers of their lines.

    Raises OSError, ValueError for an empty file, UnicodeDecodeError.
    """
    wanted = [cell.encode() for cell in cells]
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
        heading = text.readline()
        start = _first_not_below(text, len(heading), wanted)
        number = text[:start].count(NEWLINE) + 1
        rows: list[tuple[int, str]] = []
        text.seek(start)
        while (row := text.readline()) and _first_cells(row, len(wanted)) == wanted:
            rows.append((number + len(rows), row.decode("utf-8").rstrip("\r\n")))
    return heading.decode("utf-8").rstrip("\r\n"), rows


def first_out_of_order(rows: Sequence[str], cells: int) -> int | None:
    """The place of the first row whose first cells come before those of the row above it."""
    # Most files are in the order of whole rows, which is checked in no time.
    if all(above <= below for above, below in pairwise(rows)):
        return None
    keys = [_first_cells(row.encode(), cells) for row in rows]
    return next((place for place, (above, below) in enumerate(pairwise(keys), start=1) if above > below), None)


def _first_not_below(text: mmap, low: int, wanted: list[bytes]) -> int:
    """Where the first row stands, at `low` or after, whose first cells do not come before those wanted."""
    high = len(text)
    while low < high:
        start = text.rfind(NEWLINE, low, (low + high) // 2) + 1 or low
        end = text.find(NEWLINE, start)
        end = len(text) if end < 0 else end + 1
        if _first_cells(text[start:end], len(wanted)) < wanted:
            low = end
        else:
            high = start
    return low


def _first_cells(row: bytes, count: int) -> list[bytes]:
    """As the bytes of UTF-8 stand, so do the characters."""
    return row.rstrip(b"\r\n").split(SEPARATOR, count)[:count]
