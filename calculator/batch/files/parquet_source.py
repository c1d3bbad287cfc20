"""Parquet by row groups; what unpacks to more than a part of a table may have is refused."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from calculator.batch.files.source import Bounds, Opening
from calculator.core.errors import BadFile, shown

# Of Parquet so many rows are read at once; texts that stand once in the file may stand in each of them.
ROWS = 131_072
MOST_TEXT_BYTES = 512 * 2**20


class ParquetSource:
    """A Parquet file; columns keep their types."""

    kind = "parquet"

    def __init__(self, opening: Opening, bounds: Bounds) -> None:
        self._opening, self._bounds, self._position = opening, bounds, 0
        with opening() as file:
            found = _opened(file)
            self.size = found.metadata.num_rows
            self.names = tuple(found.schema_arrow.names)
            bounds.check_rows(self.size)
            meta = found.metadata
            bounds.check_bytes(sum(meta.row_group(number).total_byte_size for number in range(meta.num_row_groups)))

    @property
    def position(self) -> int:
        """Rows read."""
        return self._position

    def parts(self) -> Iterator[pa.Table]:
        """The rows, so many at a time. Raises BadFile."""
        for batch in self._batches(None):
            self._position += batch.num_rows
            self._bounds.check_rows(self._position)
            yield pa.Table.from_batches([_plain(batch)])

    def texts(self, name: str) -> Iterator[pa.ChunkedArray]:
        """One column alone. Raises BadFile."""
        for batch in self._batches([name]):
            yield pa.chunked_array([_plain(batch).column(0)])

    def _batches(self, columns: list[str] | None) -> Iterator[pa.RecordBatch]:
        with self._opening() as file:
            found = _opened(file)
            texts = [each.name for each in found.schema_arrow if _is_text(each.type)]
            if texts:
                file.seek(0)
                found = _opened(file, texts)
            batches = found.iter_batches(batch_size=ROWS, columns=columns, use_threads=False)
            while True:
                try:
                    batch = next(batches)
                except StopIteration:
                    return
                except (pa.ArrowException, OSError) as error:
                    raise BadFile(f"The file cannot be read as Parquet: {shown(str(error))}") from None
                yield batch


def _opened(file: Any, texts: list[str] | None = None) -> Any:
    try:
        return pq.ParquetFile(file, read_dictionary=texts)
    except (pa.ArrowException, OSError) as error:
        raise BadFile(f"The file is not Parquet: {shown(str(error))}") from None


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Texts written out, once it is known how much that is. Raises BadFile."""
    needed = sum(_text_bytes(column) for column in batch.columns)
    if needed > MOST_TEXT_BYTES:
        raise BadFile(f"{batch.num_rows:,} rows hold {needed // 2**20:,} MB of text, as no table of usages does.")
    columns = [
        column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _text_bytes(column: pa.Array) -> int:
    if not pa.types.is_dictionary(column.type) or not _is_text(column.type.value_type):
        return int(column.nbytes)
    lengths = pc.binary_length(column.dictionary)
    return int(pc.sum(lengths.take(column.indices)).as_py() or 0)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
