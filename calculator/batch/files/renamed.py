"""A file whose columns are read as what somebody says that they are; whatever is told of them has their own names."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from calculator.batch.files.source import Source


class RenamedSource:
    """A source with other names for some of its columns; its `lines` are those of the file."""

    def __init__(self, inner: Source, read_as: Mapping[str, str]) -> None:
        self._inner, self._own = inner, inner.names
        self.kind, self.size = inner.kind, inner.size
        self.names = tuple(read_as.get(name, name) for name in inner.names)
        self.lines = getattr(inner, "lines", None)

    @property
    def position(self) -> int:
        """How far the file has been read."""
        return self._inner.position

    def parts(self) -> Iterator[pa.Table]:
        """The rows, so many at a time. Raises BadFile."""
        for part in self._inner.parts():
            yield part.rename_columns([*self.names])

    def texts(self, name: str) -> Iterator[pa.ChunkedArray]:
        """One column alone. Raises BadFile."""
        return self._inner.texts(self._own[self.names.index(name)])
