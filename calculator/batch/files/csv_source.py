"""CSV as a table of texts: cells by commas, semicolons or tabs; by semicolons numbers may have a decimal comma."""

import re
from collections.abc import Iterator, Mapping
from io import SEEK_END
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from calculator.batch.files.packed import unpacked
from calculator.batch.files.source import PART, Bounds, Opening
from calculator.batch.heading import is_amount
from calculator.core.errors import BadFile, shown

SEPARATORS = (",", ";", "\t")
# A cell, and so a line, is far below.
BLOCK = 2 * 2**20
HEADING_BYTES = 2**20
# What a spreadsheet would run stands behind an apostrophe in a file of ours.
NEUTRALIZED = r"^'([=+\-@\t\r])"
DECIMAL_COMMA = r"^\s*-?[0-9]+,[0-9]+\s*$"
_COUNTS = re.compile(r"(?:Row #(?P<row>\d+): )?Expected (?P<expected>\d+) columns, got (?P<got>\d+)")


class CsvSource:
    """A CSV file; every cell is the text that stands there."""

    kind = "csv"

    def __init__(self, opening: Opening, bounds: Bounds) -> None:
        self._opening, self._bounds = opening, bounds
        # What somebody says that columns are.
        self.read_as: Mapping[str, str] = {}
        file, self._file = unpacked(opening, bounds)
        with file:
            self._file.seek(0, SEEK_END)
            self.size = self._file.tell()
            self._file.seek(0)
        file, self._file = unpacked(opening, bounds)
        with file:
            first = file.read(HEADING_BYTES).split(b"\n", 1)[0].decode("utf-8", "replace")
        self.separator = max(SEPARATORS, key=first.count)
        self.names = tuple(name.strip() for name in self._schema())
        self._position = 0

    def _schema(self) -> list[str]:
        with self._reader() as reader:
            try:
                return list(reader.schema.names)
            except UnicodeDecodeError as error:
                raise BadFile(_said(error)) from None

    @property
    def position(self) -> int:
        """Bytes read, as they are packed."""
        return self._position

    def parts(self) -> Iterator[pa.Table]:
        """The rows, so many at a time. Raises BadFile."""
        rows, waiting, many = 0, list[pa.RecordBatch](), 0
        with self._reader() as reader:
            for batch in _batches(reader):
                rows += batch.num_rows
                self._bounds.check_rows(rows)
                waiting.append(batch)
                many += batch.num_rows
                self._position = self._file.tell()
                if many >= PART:
                    yield self._table(waiting)
                    waiting, many = [], 0
        self._position = self.size
        if waiting:
            yield self._table(waiting)

    def texts(self, name: str) -> Iterator[pa.ChunkedArray]:
        """One column alone. Raises BadFile."""
        with self._reader(only=self._place(name)) as reader:
            for batch in _batches(reader):
                yield pa.chunked_array([batch.column(0)])

    def _place(self, name: str) -> str:
        return self._schema()[self.names.index(name)]

    def _table(self, batches: list[pa.RecordBatch]) -> pa.Table:
        table = pa.Table.from_batches(batches).rename_columns(list(self.names)).combine_chunks()
        for place, name in enumerate(self.names):
            column = pc.replace_substring_regex(table.column(place), NEUTRALIZED, r"\1")
            if self.separator == ";" and is_amount(self.read_as.get(name, name)):
                has_comma = pc.match_substring_regex(column, DECIMAL_COMMA)
                column = pc.if_else(has_comma, pc.replace_substring(column, ",", "."), column)
            table = table.set_column(place, name, column)
        return table

    def _reader(self, only: str = "") -> Any:
        file, self._file = unpacked(self._opening, self._bounds)
        try:
            return csv.open_csv(
                file,
                csv.ReadOptions(block_size=BLOCK, use_threads=False),
                csv.ParseOptions(delimiter=self.separator, newlines_in_values=True),
                csv.ConvertOptions(
                    default_column_type=pa.string(),
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=False,
                    null_values=[""],
                    include_columns=[only] if only else None,
                ),
            )
        except pa.ArrowException as error:
            raise BadFile(_said(error)) from None


def _batches(reader: Any) -> Iterator[pa.RecordBatch]:
    while True:
        try:
            yield reader.read_next_batch()
        except StopIteration:
            return
        except pa.ArrowInvalid as error:
            raise BadFile(_said(error)) from None


def _said(error: Exception) -> str:
    text = str(error)
    counts = _COUNTS.search(text)
    if counts:
        where = f"Line {int(counts['row']):,}" if counts["row"] else "A line"
        return f"{where} has {int(counts['got']):,} cells, but there are {int(counts['expected']):,} columns."
    if "utf8" in text.casefold().replace("-", ""):
        return "The file is not UTF-8 text; save it as CSV UTF-8."
    if "Empty CSV" in text:
        return "The file is empty; its first line names the columns."
    if "straddling" in text:
        return f"A line is longer than {BLOCK // 2**20} MB, as no row of a table is."
    return f"The file is not CSV: {shown(text)}"
