"""Answered tables as files: CSV that a spreadsheet opens safely, JSON lines, Parquet; part by part."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import RawIOBase
from typing import IO, Any, Protocol, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from calculator.batch.heading import is_answer
from calculator.batch.refusals import RowError
from calculator.exports.csv_file import cell

# As `csv_file` has it for single cells.
RUNS_AS_FORMULA = r"^[=+\-@\t\r]"
NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
ROW_GROUP = 131_072


class Writer(Protocol):
    """Writes parts of a table one behind the other into a file."""

    def write(self, table: pa.Table, lines: Sequence[bytes] = ()) -> None:
        """One more part; `lines` are its rows as they stood in a file of JSON lines."""

    def close(self) -> None:
        """Nothing comes any more; the file stays open."""


class CsvWriter:
    """CSV by RFC 4180, numbers without an exponent, text that would run as a formula behind an apostrophe."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._is_begun = False

    def write(self, table: pa.Table, lines: Sequence[bytes] = ()) -> None:
        """One more part."""
        names = [cell(name) for name in table.column_names]
        safe = pa.table([_safe(column) for column in table.columns], names=names)
        options = csv.WriteOptions(include_header=not self._is_begun, quoting_style="needed", eol="\r\n")
        csv.write_csv(safe, pa.PythonFile(self._file, "w"), options)
        self._is_begun = True

    def close(self) -> None:
        """Nothing is left to write."""


def _safe(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_floating(kind):
        return _without_exponents(column)
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return column
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        try:
            column = column.cast(pa.string())
        except pa.ArrowException:
            column = pa.chunked_array(
                [[None if each is None else str(each) for each in column.to_pylist()]], pa.string()
            )
    runs = pc.match_substring_regex(column, RUNS_AS_FORMULA)
    if not pc.any(runs).as_py():
        return column
    runs = pc.and_(runs, pc.invert(pc.match_substring_regex(column, NUMBER)))
    return pc.if_else(runs, pc.binary_join_element_wise("'", column, ""), column)


def _without_exponents(column: pa.ChunkedArray) -> pa.ChunkedArray:
    texts = column.cast(pa.string())
    has_one = pc.match_substring(texts, "e")
    if not pc.any(has_one).as_py():
        return column
    plain = [f"{Decimal(text):f}" if text is not None and "e" in text else text for text in texts.to_pylist()]
    return pa.chunked_array([plain], pa.string())


class ParquetWriter:
    """Parquet, a row group for each part; its columns have the types of the first part."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._writer: Any = None

    def write(self, table: pa.Table, lines: Sequence[bytes] = ()) -> None:
        """One more part."""
        if self._writer is None:
            self._writer = pq.ParquetWriter(pa.PythonFile(self._file, "w"), table.schema, compression="zstd")
        self._writer.write_table(table.cast(self._writer.schema), row_group_size=ROW_GROUP)

    def close(self) -> None:
        """Write what says where the row groups are."""
        if self._writer is not None:
            self._writer.close()


class JsonWriter:
    """JSON lines; a row that came as one keeps its members as they were, its answers behind them."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, table: pa.Table, lines: Sequence[bytes] = ()) -> None:
        """One more part."""
        if not lines:
            self._file.writelines(_line(row) for row in table.to_pylist())
            return
        answers = table.select([name for name in table.column_names if is_answer(name)]).to_pylist()
        for line, row in zip(lines, answers, strict=True):
            own = {name: value for name, value in json.loads(line).items() if not is_answer(name)}
            self._file.write(_line({**own, **row}))

    def close(self) -> None:
        """Nothing is left to write."""


def _line(row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n"


WRITERS: Mapping[str, Callable[[IO[bytes]], Writer]] = {"csv": CsvWriter, "jsonl": JsonWriter, "parquet": ParquetWriter}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}


class _Pieces(RawIOBase):
    """What has been written since it was last taken; it tells how much there was in all, as a file would."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        self._written += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._written

    def taken(self) -> bytes:
        """The newest pieces."""
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def pieces(kind: str, parts: Iterable[tuple[pa.Table, Sequence[bytes]]]) -> Iterator[bytes]:
    """A file of answered parts as it is sent, piece by piece."""
    file = _Pieces()
    writer = WRITERS[kind](cast("IO[bytes]", file))
    for table, lines in parts:
        writer.write(table, lines)
        yield file.taken()
    writer.close()
    yield file.taken()


def errors_table(errors: Sequence[RowError]) -> pa.Table:
    """What is wrong, a row for each cell."""
    columns = {"row": pa.array([each.row for each in errors], pa.int64())}
    texts = {
        name: pa.array([getattr(each, name) for each in errors], pa.string()) for name in ("column", "value", "message")
    }
    return pa.table({**columns, **texts})
