"""The document itself within a workbook, so that nothing of it is lost on the way."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from calculator.estimates.document import Document, as_json

DOCUMENT = "Document"
HEADING = "This estimate, for the calculator to read back"
# Excel holds 32,767 characters in a cell.
LONGEST_PIECE = 32_000


def pieces(document: Document) -> Iterator[str]:
    """The canonical JSON in pieces; in ASCII alone, and without `_x`, which spreadsheets take for a letter's code."""
    text = json.dumps(as_json(document), sort_keys=True, separators=(",", ":")).replace("_x", "\\u005fx")
    for start in range(0, len(text), LONGEST_PIECE):
        yield text[start : start + LONGEST_PIECE]


def joined(pieces: Iterable[str]) -> Any:
    """The JSON of all pieces. Raises ValueError."""
    return json.loads("".join(pieces))
