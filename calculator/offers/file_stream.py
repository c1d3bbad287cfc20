"""A price list file opened with care: gzip or plain, bounded in size and expansion, digested as it is read."""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from calculator.core.errors import shown
from calculator.offers.offer import BadOffer

GZIP_MAGIC = b"\x1f\x8b"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# All that stands above the rows of a price list.
LOOKED_AHEAD = 1 << 16
MEBIBYTE = 1 << 20
TRUNCATED = "The file ends in the middle of its compressed data: it is truncated. Fetch it again."
DAMAGED = "The compressed data is damaged: it does not unpack to what was packed. Fetch it again."

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a file may be: as stored, unpacked, and unpacked in proportion to what was stored.

    AWS's largest list, all of EC2, is several GB; a list unpacks to some tens of times its size.
    """

    file_bytes: int = 4096 * MEBIBYTE
    content_bytes: int = 16384 * MEBIBYTE
    expansion: int = 200


USUAL = Bounds()


class Content:
    """The content of a file as a stream that digests and bounds what passes; read once, from behind its first mark."""

    def __init__(self, stored: IO[bytes], bounds: Bounds, progress: Progress) -> None:
        self._stored = stored
        self._bounds = bounds
        self._progress = progress
        self._digest = hashlib.sha256()
        self._reported = self._bytes = 0
        is_packed = stored.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        stored.seek(0)
        self._source = gzip.GzipFile(fileobj=stored) if is_packed else stored
        self._ahead = self._unpacked(LOOKED_AHEAD).removeprefix(BYTE_ORDER_MARK)
        self.is_json = self._ahead.lstrip()[:1] in (b"{", b"[")

    @property
    def checksum(self) -> str:
        """SHA-256 of what was read, the same whether the file is packed or not."""
        return f"sha256:{self._digest.hexdigest()}"

    def read(self, size: int) -> bytes:
        """So many bytes or fewer; none at the end. Raises BadOffer."""
        if not self._ahead:
            return self._unpacked(size)
        chunk, self._ahead = self._ahead[:size], self._ahead[size:]
        return chunk

    def line(self) -> bytes:
        """The next line, or what there is where none ends in sight."""
        end = self._ahead.find(b"\n") + 1
        return self.read(end or LOOKED_AHEAD)

    def begins_with(self, beginning: bytes) -> bool:
        """Whether what is still to be read begins so."""
        return self._ahead.startswith(beginning)

    def _unpacked(self, size: int) -> bytes:
        try:
            chunk = self._source.read(size)
        except EOFError:
            raise BadOffer(TRUNCATED) from None
        except (gzip.BadGzipFile, zlib.error):
            raise BadOffer(DAMAGED) from None
        self._digest.update(chunk)
        self._bytes += len(chunk)
        self._check()
        return chunk

    def _check(self) -> None:
        at = self._stored.tell()
        self._progress(at - self._reported)
        self._reported = at
        if self._bytes > self._bounds.content_bytes:
            raise BadOffer(f"The content is larger than {_size(self._bounds.content_bytes)}, the most that is read.")
        if self._bytes > self._bounds.expansion * max(at, MEBIBYTE):
            raise BadOffer(
                f"The file unpacks to more than {self._bounds.expansion} times its size, which no price list does."
            )


@contextmanager
def opened(path: Path, bounds: Bounds, progress: Progress) -> Iterator[Content]:
    """The content of a file. Raises BadOffer."""
    try:
        size = path.stat().st_size if path.is_file() else None
        stored = path.open("rb") if size else None
    except OSError as error:
        raise BadOffer(f"The file cannot be read: {error.strerror}.") from None
    if size is None or stored is None:
        raise BadOffer(f"{shown(path.name)} is {'empty' if size == 0 else 'no file'}.")
    with stored:
        if size > bounds.file_bytes:
            raise BadOffer(f"The file is larger than {_size(bounds.file_bytes)}, the most that is read.")
        yield Content(stored, bounds, progress)


def _size(count: int) -> str:
    return f"{count // MEBIBYTE:,} MiB"
