"""What stands above the rows of a CSV file: the lines that say which list it is, and the heading of its columns.

AWS's own files are read, and those that a spreadsheet program saved again: with every line padded to the width of the
heading, with semicolons or tabs between the cells, and with a version that was rounded like a number.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from calculator.core.errors import shown
from calculator.offers.file_stream import Content
from calculator.offers.header import header_of, moment
from calculator.offers.mapping import column_key
from calculator.offers.offer import BadOffer, OfferHeader

MOST_LINES_ABOVE = 12
AS_AWS_WRITES = ","
RESAVED = (
    "The file was saved again by a spreadsheet program, which may have rounded prices of many digits; what AWS "
    "publishes is certain."
)
# Files that stand in the place of a CSV file by mistake, by how they begin.
OTHER_KINDS = {
    b"PK\x03\x04": "The file is a workbook or an archive, not CSV. Save it as CSV (UTF-8), or take AWS's own file.",
    b"\xff\xfe": "The file is text in UTF-16, as spreadsheet programs save it. Save it as CSV (UTF-8), or take AWS's "
    "own file.",
}
_FIRST_CELL = re.compile(r'"?FormatVersion"?(?P<delimiter>[,;\t])', re.IGNORECASE)
_ROUNDED = re.compile(r"[1-9][.,](?P<digits>[0-9]{1,13})E\+[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Head:
    """Which list a file is, its columns in their order, what stands between two cells, and who wrote it."""

    header: OfferHeader
    titles: list[str]
    delimiter: str
    is_resaved: bool


def read_head(content: Content) -> Head:
    """The head of a file, whose rows are left to be read. Raises BadOffer."""
    for beginning, sentence in OTHER_KINDS.items():
        if content.begins_with(beginning):
            raise BadOffer(sentence)
    lines = _lines(content)
    first = next(lines, "")
    found = _FIRST_CELL.match(first)
    delimiter = found["delimiter"] if found else AS_AWS_WRITES
    above: dict[str, str] = {}
    is_padded = False
    with suppress(csv.Error):
        for cells in csv.reader(chain([first], lines), delimiter=delimiter):
            said = _without_padding(cells)
            if len(said) > 2:
                stated, is_rounded = _with_its_version(above)
                is_resaved = is_padded or is_rounded or delimiter != AS_AWS_WRITES
                return Head(header_of(stated), cells, delimiter, is_resaved)
            is_padded |= len(cells) > 2
            above[column_key(said[0]) if said else ""] = said[1] if len(said) == 2 else ""
    raise BadOffer("The file has no heading of columns, so it is no price list or is truncated.")


def _lines(content: Content) -> Iterator[str]:
    for _ in range(MOST_LINES_ABOVE):
        line = content.line()
        if not line.endswith(b"\n"):
            return
        yield line.decode("utf-8", "replace")


def _without_padding(cells: list[str]) -> list[str]:
    """A line without the empty cells at its end."""
    length = len(cells)
    while length and not cells[length - 1]:
        length -= 1
    return cells[:length]


def _with_its_version(stated: Mapping[str, str]) -> tuple[Mapping[str, str], bool]:
    """What a file states, with the version that a spreadsheet program wrote as `2.02611E+13`.

    AWS's versions are the moments of publication; one that does not round to what the file says stays as it is.
    """
    found = _ROUNDED.fullmatch(stated.get("version", ""))
    if found is None:
        return stated, False
    version = f"{moment(stated.get('publicationdate', '')):%Y%m%d%H%M%S}"
    if f"{Decimal(version):.{len(found['digits'])}E}" != stated["version"].replace(",", "."):
        raise BadOffer(
            f"The version {shown(stated['version'])} is a number that a spreadsheet program has rounded, and it is "
            "not the moment of publication. Write AWS's own version into the file."
        )
    return {**stated, "version": version}, True
