"""`python -m calculator.serving.folder WISHED`: prints the folder to keep files in, the wished one if it can be used.

Where that is read-only or full, a folder for this run alone takes its place, with a copy of the database and the
secret: the start goes on with the prices there are.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

# What a start writes at most: static files, several times compressed, and an empty database.
NEEDED_BYTES = 64 * 1024 * 1024
PLACES = (tempfile.gettempdir(), "/dev/shm")
KEPT = ("calculator.sqlite3", "calculator.sqlite3-wal", "secret_key")


def folder_to_use(wished: Path, places: Iterable[str] = PLACES) -> Path:
    """The wished folder, made if need be, or one in its place; says so. Exits where there is no room anywhere."""
    reason = unusable(wished)
    if reason is None:
        return wished
    parent = next((each for each in map(Path, places) if unusable(each) is None), None)
    if parent is None:
        sys.exit(f"{wished} cannot be used ({reason}), and there is no room elsewhere. CALCULATOR_VAR names a folder.")
    substitute = Path(tempfile.mkdtemp(prefix="calculator-", dir=parent))
    print(
        f"{wished} cannot be used ({reason}). This run keeps its files in {substitute}{copied(wished, substitute)} "
        "What is imported now is lost with it.",
        file=sys.stderr,
    )
    return substitute


def unusable(folder: Path) -> str | None:
    """Why nothing can be kept there; None if it can."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            os.posix_fallocate(file.fileno(), 0, NEEDED_BYTES)
    except OSError as error:
        return error.strerror or str(error)
    return None


def copied(wished: Path, substitute: Path) -> str:
    """The rest of the sentence: what could be taken over."""
    there = [path for path in (wished / name for name in KEPT) if path.is_file()]
    try:
        for path in there:
            shutil.copy(path, substitute)
    except OSError as error:
        for path in there:
            (substitute / path.name).unlink(missing_ok=True)
        return f" and serves the shipped prices: what is kept there cannot be copied ({error.strerror})."
    return f" with a copy of {', '.join(path.name for path in there)}." if there else " and serves the shipped prices."


if __name__ == "__main__":
    print(folder_to_use(Path(sys.argv[1])))
