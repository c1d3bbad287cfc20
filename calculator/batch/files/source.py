"""A file of usages, read part by part, so that its size does not matter."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, TypeAlias

import pyarrow as pa

from calculator.core.errors import BadFile, FileTooLarge

# So many rows are priced at once: enough for groups to be large, little enough for any memory.
PART = 131_072
Opening: TypeAlias = Callable[[], IO[bytes]]
Rows: TypeAlias = pa.Table
KINDS = ("csv", "jsonl", "parquet")
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a file may have at most: bytes once it is unpacked, and rows; None for any number."""

    unpacked_bytes: int | None = None
    rows: int | None = None
    advice: str = ""

    def check_rows(self, rows: int) -> None:
        """Raises BadFile."""
        if self.rows is not None and rows > self.rows:
            raise FileTooLarge(f"There are more than {self.rows:,} rows.{self.advice}")

    def check_bytes(self, unpacked: int) -> None:
        """Raises BadFile."""
        if self.unpacked_bytes is not None and unpacked > self.unpacked_bytes:
            raise FileTooLarge(f"Unpacked, the file has more than {self.unpacked_bytes // 2**20:,} MB.{self.advice}")


NO_BOUNDS = Bounds()


class Source(Protocol):
    """A file that was looked at: its columns and how to read its rows.

    `position` is how much of `size` has been read, in the unit in which the file can be measured at all.
    """

    kind: str
    names: tuple[str, ...]
    size: int

    @property
    def position(self) -> int:
        """How far the file has been read."""

    def parts(self) -> Iterator[pa.Table]:
        """The rows, so many at a time. Raises BadFile."""

    def texts(self, name: str) -> Iterator[pa.ChunkedArray]:
        """One column alone. Raises BadFile."""


def lines_of(source: Source) -> Sequence[bytes]:
    """The lines of the oldest part that they were not asked of, as they stand in a file of JSON lines."""
    lines = getattr(source, "lines", None)
    return lines.popleft() if lines else ()


def kind_of(path: Path) -> str:
    """What a file is by its name. Raises BadFile."""
    name = path.with_suffix("") if path.suffix in (".gz", ".zip") else path
    kind = SUFFIXES.get(name.suffix.lower(), "csv" if path.suffix == ".zip" else "")
    if not kind:
        message = (
            f"{path.name} is of no known kind; its name ends in .csv, .jsonl or .parquet, of text also .gz or .zip."
        )
        raise BadFile(message)
    return kind
