"""An estimate as a flat file: a row for each entry, its fields as columns. The same file is the input of a batch.

Columns are `group` (a path, `Production/Databases`), `id`, `name`, `note`, `service`, `region`, `count`, `tags`
(`team=shop; stage=prod`), then the fields of the services; a backslash stands before a mark that is none. Cells are
separated by commas, semicolons or tabs.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from calculator.core.errors import FieldError, InvalidInput, UnknownName, shown
from calculator.core.inputs import MOST_ERRORS
from calculator.core.lists import ListField
from calculator.estimates.document import MOST_ENTRIES, Document, Entry
from calculator.estimates.joined_text import path_text, read_path, read_tags, tag_text
from calculator.estimates.read_document import read_document
from calculator.services import service

ENTRY_COLUMNS = ("group", "id", "name", "note", "service", "region", "count", "tags")
_TEXTS = ("id", "name", "note", "service", "region", "count")
SEPARATORS = (",", ";", "\t")
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
# A spreadsheet would run what begins so; whoever writes a file puts an apostrophe before it.
_NEUTRALIZED = re.compile(r"'[=+\-@\t\r]")
_DECIMAL_COMMA = re.compile(r"\s*-?\d+,\d+\s*")


def flat_rows(document: Document) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Heading and rows of the entries of a document; texts as they were typed."""
    fields = tuple(dict.fromkeys(name for _, entry, _ in document.walk() for name in entry.usage))
    rows = [
        (*_told(groups, entry), *(_text(entry.usage[name]) if name in entry.usage else None for name in fields))
        for groups, entry, _ in document.walk()
    ]
    return (*ENTRY_COLUMNS, *fields), rows


def _told(groups: Iterable[Any], entry: Entry) -> tuple[object, ...]:
    path = path_text(group.name or group.id for group in groups)
    return (path, entry.id, entry.name, entry.note, entry.service, entry.region, entry.count, tag_text(entry.tags))


def _text(typed: object) -> str:
    if isinstance(typed, list):
        return ",".join(str(each) for each in typed)
    return str(typed).lower() if isinstance(typed, bool) else str(typed)


def read_flat(text: str, **more: Any) -> Document:
    """The document of a flat file; `more` are members of it that the file does not have. Raises InvalidInput."""
    reader = csv.reader(StringIO(text.removeprefix(MARK), newline=""), delimiter=_separator(text))
    try:
        heading = [each.strip() for each in next(reader, [])]
        _check_heading(heading)
        rows = [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise InvalidInput([FieldError("file", f"The file is not CSV: {error}.")]) from None
    if len(rows) > MOST_ENTRIES:
        raise InvalidInput([FieldError("file", f"An estimate has at most {MOST_ENTRIES:,} entries.", str(len(rows)))])
    decimal_comma = _separator(text) == ";"
    entries = [_entry(dict(zip(heading, row, strict=False)), decimal_comma) for row in rows]
    faults = [*_faults(rows, heading)][:MOST_ERRORS]
    if faults:
        raise InvalidInput(faults)
    return read_document({**more, "groups": tree(entries)})


def _separator(text: str) -> str:
    first = text.removeprefix(MARK).split("\n", 1)[0]
    return max(SEPARATORS, key=first.count)


def _check_heading(heading: list[str]) -> None:
    if "service" not in heading:
        message = f"The first line must name the columns, `service` among them; it begins with {shown(heading[:3])}."
        raise InvalidInput([FieldError("line 1", message)])
    twice = [each for each in dict.fromkeys(heading) if heading.count(each) > 1]
    if twice:
        raise InvalidInput([FieldError("line 1", f"The column {shown(twice[0])} stands twice.")])


def _faults(rows: list[list[str]], heading: list[str]) -> Iterator[FieldError]:
    for number, row in enumerate(rows, start=2):
        if len(row) > len(heading):
            yield FieldError(f"line {number}", f"It has {len(row)} cells, but there are {len(heading)} columns.")
        elif not row[heading.index("service")].strip():
            yield FieldError(f"line {number}, service", "Name the service of each row.")


def _entry(cells: Mapping[str, str], decimal_comma: bool) -> tuple[str, dict[str, Any]]:
    """The group path of a row and its entry; empty cells are not typed."""
    typed = {name: _cell(text) for name, text in cells.items() if text.strip()}
    own: dict[str, Any] = {
        name: typed[name].strip() for name in ("id", "name", "note", "region", "count") if name in typed
    }
    own["service"] = typed.get("service", "").strip()
    if "tags" in typed:
        own["tags"] = read_tags(typed["tags"])
    usage = {name: text for name, text in typed.items() if name not in ENTRY_COLUMNS}
    if decimal_comma:
        lists = _lists(own.get("service", ""))
        usage = {name: text if name in lists else _with_point(text) for name, text in usage.items()}
    own["usage"] = usage
    return typed.get("group", "").strip(), own


def _cell(text: str) -> str:
    return text[1:] if _NEUTRALIZED.match(text) else text


def _with_point(text: str) -> str:
    return text.replace(",", ".") if _DECIMAL_COMMA.fullmatch(text) else text


def _lists(key: str) -> set[str]:
    """The fields of a service that hold several values, with commas between them."""
    try:
        fields = service(key).Usage.declarations
    except UnknownName:
        return set()
    return {name for name, each in fields.items() if isinstance(each, ListField)}


def tree(entries: Iterable[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Groups by the parts of their paths, in the order in which they come."""
    root: dict[str, Any] = {"groups": []}
    for path, entry in entries:
        group = root
        for name in read_path(path) if path else ["All"]:
            inside = group.setdefault("groups", [])
            found = next((each for each in inside if each["name"] == name), None)
            if found is None:
                found = {"name": name}
                inside.append(found)
            group = found
        group.setdefault("entries", []).append(entry)
    return list(root["groups"])
