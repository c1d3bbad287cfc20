"""Opening a workbook that anybody may have made: small enough, a workbook at all, and without tricks."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from calculator.core.errors import FieldError, InvalidInput, shown

FILE = "file"
MOST_BYTES = 16 * 2**20
# All that is in it, and one part of it; each once it is unpacked.
MOST_UNPACKED, MOST_OF_A_PART, MOST_PARTS, MOST_SHEETS = 64 * 2**20, 32 * 2**20, 200, 50
MEGABYTE = 2**20
# Reading takes as long as there are tags, which weigh next to nothing when they are packed: three times as many as an
# estimate of 1,000 entries has, and of all but sheets and their texts what any workbook has.
MOST_TAGS = {"xl/worksheets/": 3_000_000, "xl/sharedStrings.xml": 1_000_000, "": 100_000}
CHUNK = 2**20


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """The workbook, read row by row; what formulas last showed stands for them. Raises InvalidInput."""
    import openpyxl  # takes a while, and most processes never read a workbook

    _check_size(content)
    try:
        # defusedxml, which openpyxl uses where it is there, refuses entities.
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise refused(f"The file is damaged, or no XLSX workbook ({type(error).__name__}).") from None
    try:
        if len(book.sheetnames) > MOST_SHEETS:
            raise refused(f"The workbook has {len(book.sheetnames)} sheets; the most are {MOST_SHEETS}.")
        yield book
    finally:
        book.close()


def rows(book: Any, sheet: str, columns: int, most: int) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, so many columns wide. Raises InvalidInput for one that is damaged or has too many."""
    try:
        found = book[sheet].iter_rows(max_row=most + 1, min_col=1, max_col=columns, values_only=True)
        for number, row in enumerate(found, start=1):
            if number > most:
                raise refused(f"Sheet {sheet} has more than {most:,} rows.")
            yield row
    except InvalidInput:
        raise
    except Exception as error:  # as above
        raise refused(f"Sheet {sheet} is damaged ({type(error).__name__}).") from None


def refused(message: str) -> InvalidInput:
    """The error about a file."""
    return InvalidInput([FieldError(FILE, message)])


def _check_size(content: bytes) -> None:
    """Look at what a workbook says of itself before it is unpacked; no part unpacks to more than it says."""
    if len(content) > MOST_BYTES:
        raise refused(f"The file is too large; the most are {MOST_BYTES // MEGABYTE} MB.")
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise refused("The file is damaged, or no XLSX workbook.") from None
    if len(parts) > MOST_PARTS:
        raise refused(f"The workbook has {len(parts)} parts; the most are {MOST_PARTS}.")
    sizes = [part.file_size for part in parts]
    if sum(sizes) > MOST_UNPACKED or max(sizes, default=0) > MOST_OF_A_PART:
        raise refused(f"The workbook is too large; the most are {MOST_UNPACKED // MEGABYTE} MB when it is unpacked.")
    for part in parts:
        if _tags(content, part) > next(most for path, most in MOST_TAGS.items() if part.filename.startswith(path)):
            raise refused(f"Part {shown(part.filename)} of the workbook has too many cells or texts.")


def _tags(content: bytes, part: ZipInfo) -> int:
    try:
        with ZipFile(BytesIO(content)) as archive, archive.open(part) as unpacked:
            return sum(chunk.count(b"<") for chunk in iter(lambda: unpacked.read(CHUNK), b""))
    except Exception as error:  # zipfile and zlib raise many things about damaged parts
        raise refused(f"The file is damaged ({type(error).__name__}).") from None
