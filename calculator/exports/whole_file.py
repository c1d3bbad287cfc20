"""A file that is there whole or not at all: it is written without a name, or aside, and takes its place at the end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write into; what was there stays until the block has ended well. Raises OSError."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    file = _nameless(path.parent)
    is_nameless = file is not None
    if file is None:
        file = aside.open("wb")
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if is_nameless:
                _name(file.fileno(), aside)
        aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink()


def _nameless(folder: Path) -> IO[bytes] | None:
    """A file that goes with the process, whatever ends it; None where the system has none."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not Path("/proc/self/fd").is_dir():
        return None
    try:
        number = os.open(folder, flag | os.O_RDWR, 0o666)
    except OSError:
        return None
    return os.fdopen(number, "wb")


def _name(number: int, path: Path) -> None:
    """Give a file without a name one; a folder is named, since else the link would be to the link in /proc."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.link(f"/proc/self/fd/{number}", path.name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        os.close(folder)
