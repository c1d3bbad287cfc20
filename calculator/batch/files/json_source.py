"""JSON lines: one object a line, every number as the text that stands there."""

import json
from collections import deque
from collections.abc import Iterator
from io import SEEK_END
from typing import IO, Any

import pyarrow as pa

from calculator.batch.files.packed import unpacked
from calculator.batch.files.source import Bounds, Opening
from calculator.core.errors import BadFile, shown

LONGEST_LINE = 2**20
ROWS = 65_536


class JsonSource:
    """A file of JSON lines; a member that is there in any line is a column."""

    kind = "jsonl"

    def __init__(self, opening: Opening, bounds: Bounds) -> None:
        self._opening, self._bounds = opening, bounds
        self._position = 0
        names: dict[str, None] = {}
        for _, row in self._rows():
            names.update(dict.fromkeys(row))
        self.names = tuple(names)
        self.size = self._position
        # Of each part that nobody has written yet, its lines as they stand.
        self.lines: deque[list[bytes]] = deque()

    @property
    def position(self) -> int:
        """Bytes read, as they are packed."""
        return self._position

    def parts(self) -> Iterator[pa.Table]:
        """The rows, so many at a time, with their `lines`. Raises BadFile."""
        for rows, lines in self._stretches():
            self.lines.append(lines)
            yield self._table(rows)

    def _stretches(self) -> Iterator[tuple[list[dict[str, Any]], list[bytes]]]:
        waiting: list[dict[str, Any]] = []
        lines: list[bytes] = []
        for line, row in self._rows():
            waiting.append(row)
            lines.append(line)
            if len(waiting) == ROWS:
                yield waiting, lines
                waiting, lines = [], []
        if waiting:
            yield waiting, lines

    def texts(self, name: str) -> Iterator[pa.ChunkedArray]:
        """One column alone. Raises BadFile."""
        for rows, _ in self._stretches():
            yield pa.chunked_array([self._table(rows).column(name).combine_chunks()])

    def _table(self, rows: list[dict[str, Any]]) -> pa.Table:
        return pa.table({name: pa.array([_text(row.get(name)) for row in rows], pa.string()) for name in self.names})

    def _rows(self) -> Iterator[tuple[bytes, dict[str, Any]]]:
        rows = 0
        file, packed = unpacked(self._opening, self._bounds)
        with file:
            for number, line in enumerate(_lines(file), start=1):
                if line.strip():
                    rows += 1
                    self._bounds.check_rows(rows)
                    if rows % 1000 == 0:
                        self._position = packed.tell()
                    yield line, _read(line, number)
            packed_size = packed.seek(0, SEEK_END) if not packed.closed else self._position
        self._position = packed_size


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise BadFile("A line is longer than 1 MB, as no row of a table is.")
        yield line


def _read(line: bytes, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_members)
    except (ValueError, RecursionError) as error:
        raise BadFile(f"Line {number:,} is not JSON: {shown(str(error))}.") from None
    if not isinstance(row, dict):
        raise BadFile(f'Line {number:,} is no JSON object, such as {{"service": "s3", "storage_gb": 100}}.')
    return row


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        raise ValueError("a member stands twice")
    return row


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(_text(each) or "" for each in value)
    return json.dumps(value) if isinstance(value, dict) else str(value)
