"""Files that are packed: gzip, or the only file of a zip. What unpacks to far more than tables do is refused."""

import gzip
import zipfile
import zlib
from io import BufferedReader, RawIOBase
from typing import IO, Any, cast

from calculator.batch.files.source import Bounds, Opening
from calculator.core.errors import BadFile

# Text of tables packs to a tenth or less; a bomb to a thousandth. Small files may be anything.
MOST_RATIO, SMALL = 200, 64 * 2**20
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)


def unpacked(opening: Opening, bounds: Bounds) -> tuple[IO[bytes], IO[bytes]]:
    """The bytes of a file as they are read, and the file itself, which tells how far that is. Raises BadFile."""
    file = opening()
    begins = file.read(4)
    file.seek(0)
    if begins.startswith(GZIP):
        return BufferedReader(_Watched(cast("IO[bytes]", gzip.GzipFile(fileobj=file)), file, bounds), 2**20), file
    if begins == ZIP:
        return BufferedReader(_Watched(_only_one(file), file, bounds), 2**20), file
    return BufferedReader(_Watched(file, None, bounds), 2**20), file


def _only_one(file: IO[bytes]) -> IO[bytes]:
    try:
        archive = zipfile.ZipFile(file)
        inside = [each for each in archive.infolist() if not each.is_dir()]
        if len(inside) != 1:
            raise BadFile(f"The zip holds {len(inside)} files; pack one alone.")
        return archive.open(inside[0])
    except BROKEN as error:
        raise BadFile(f"The zip cannot be read: {error}.") from None


class _Watched(RawIOBase):
    """The unpacked bytes, counted. Raises BadFile when there are too many of them."""

    def __init__(self, inner: IO[bytes], packed: IO[bytes] | None, bounds: Bounds) -> None:
        self._inner, self._packed, self._bounds, self._count = inner, packed, bounds, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            read = self._inner.read(len(buffer))
        except BROKEN as error:
            raise BadFile(f"The file cannot be unpacked: {error}.") from None
        buffer[: len(read)] = read
        self._count += len(read)
        self._bounds.check_bytes(self._count)
        if self._packed is not None and self._count > SMALL and self._count > MOST_RATIO * self._packed.tell():
            raise BadFile(f"The file unpacks to more than {MOST_RATIO} times its size, as no table does.")
        return len(read)

    def close(self) -> None:
        self._inner.close()
        if self._packed is not None:
            self._packed.close()
        super().close()
