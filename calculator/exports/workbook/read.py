"""Reading an estimate back from its workbook: the document that lies in it, and what was changed in its cells."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from calculator.core.display import exact_text
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.core.inputs import MOST_ERRORS
from calculator.estimates.document import MOST_ENTRIES, Document, as_json
from calculator.estimates.read_document import read_document
from calculator.exports.workbook.document_sheet import DOCUMENT, joined
from calculator.exports.workbook.inputs_sheet import COLUMNS as INPUT_COLUMNS
from calculator.exports.workbook.inputs_sheet import COUNT, EXPORTED, FIELD, INPUTS, NUMBER, REGION, VALUE
from calculator.exports.workbook.open_file import FILE, opened, refused, rows

MOST_PIECES = 1000
# As many inputs of each entry as no service has.
MOST_ROWS = MOST_ENTRIES * 100
OF_ENTRY = (COUNT, REGION)


def read_estimate_xlsx(content: bytes) -> Document:
    """The document of a workbook that the calculator wrote; a changed cell of an input wins over it.

    Raises InvalidInput with sentences for people.
    """
    with opened(content) as book:
        if DOCUMENT not in book.sheetnames or INPUTS not in book.sheetnames:
            message = f"This is no workbook of an estimate: it needs the sheets {INPUTS} and {DOCUMENT}."
            raise refused(message)
        try:
            pieces = [str(row[0]) for row in rows(book, DOCUMENT, 1, MOST_PIECES) if row and row[0] is not None][1:]
            raw = joined(pieces)
        except (ValueError, RecursionError):
            raise refused(f"What stands on the sheet {DOCUMENT} was changed; it cannot be read.") from None
        if not isinstance(raw, dict):
            raise refused(f"What stands on the sheet {DOCUMENT} is no estimate.")
        return _changed(read_document(raw), [*_changes(rows(book, INPUTS, len(INPUT_COLUMNS), MOST_ROWS))])


def _changes(found: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, Any, str, Any]]:
    """Row, number of the entry, field and value of each cell that is not as it was exported. Raises InvalidInput."""
    places = _places(next(found, ()))
    for row, values in enumerate(found, start=2):
        cells = [values[place] if place < len(values) else None for place in places]
        number, field, value, exported = cells
        if field is not None and not _is_same(value, exported):
            yield row, number, str(field), value


def _places(heading: tuple[Any, ...]) -> list[int]:
    """Where the columns are that are read back."""
    wanted = (NUMBER, FIELD, VALUE, EXPORTED)
    missing = [name for name in wanted if name not in heading]
    if missing:
        raise refused(f"Sheet {INPUTS} has no column {' and no '.join(missing)} in its first row.")
    return [heading.index(name) for name in wanted]


def _is_same(value: object, exported: object) -> bool:
    # TRUE and 1 are equal and not the same.
    return value == exported and isinstance(value, bool) == isinstance(exported, bool)


def _changed(document: Document, changes: list[tuple[int, Any, str, Any]]) -> Document:
    if not changes:
        return document
    raw = as_json(document)
    entries: dict[Any, dict[str, Any]] = dict(enumerate(_entries(raw["groups"]), start=1))
    faults = []
    for row, number, field, value in changes:
        entry = entries.get(number)
        if entry is None:
            message = f"Row {row} of sheet {INPUTS} is about an entry {shown(number)} that the estimate does not have."
            faults.append(FieldError(FILE, message))
        elif value is None and field in OF_ENTRY:
            faults.append(FieldError(FILE, f"Row {row} of sheet {INPUTS} has no value; give a {field}."))
        else:
            _apply(entry, field, value)
    if faults:
        raise InvalidInput(faults[:MOST_ERRORS])
    return read_document(raw)


def _apply(entry: dict[str, Any], field: str, value: Any) -> None:
    """Put a value into an entry; an emptied cell leaves the input at its default."""
    into = entry if field in OF_ENTRY else entry["usage"]
    if value is None:
        into.pop(field, None)
    else:
        into[field] = value if isinstance(value, bool) else _typed(value)


def _typed(value: object) -> str:
    return exact_text(Decimal(repr(value))) if isinstance(value, int | float) else str(value).strip()


def _entries(groups: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The entries in the order in which a document is walked."""
    for group in groups:
        yield from group["entries"]
        yield from _entries(group["groups"])
