"""A table of usages as an estimate: an entry for each row, with what the row states."""

from collections.abc import Iterator
from typing import Any

from calculator.application.batches import Table
from calculator.batch.heading import COUNT, SERVICE, is_answer
from calculator.core.errors import FieldError, InvalidInput
from calculator.estimates.document import MOST_ENTRIES, MOST_TAGS, Document
from calculator.estimates.flat_file import tree
from calculator.estimates.joined_text import path_text, read_tags
from calculator.estimates.read_document import read_document
from calculator.services import SERVICES

# What a row may have besides its usage, as the flat file of an estimate has it.
GROUP, TAGS = "group", "tags"
OWN = ("name", "note", "region", COUNT, TAGS, GROUP)
OF_ALL = ("as_of", "month")
LONGEST_TAG, LONGEST_KEY = 256, 100


def estimate_of(table: Table, title: str) -> Document:
    """The rows of a table as an estimate, grouped by the column that totals are grouped by.

    Fields stay as they were typed, wrong ones too: the estimate says what is wrong with its lines. Other columns become
    tags. Raises InvalidInput for more rows than an estimate has entries, and for rows of several days or months.
    """
    if table.rows > MOST_ENTRIES:
        message = f"An estimate has at most {MOST_ENTRIES:,} entries; this file has {table.rows:,} rows."
        raise InvalidInput([FieldError("file", message)])
    rows = [{name: each for name, each in row.items() if _is_typed(each)} for row in _rows(table)]
    of_all = {name: _same_of_all(name, rows) for name in OF_ALL}
    raw: dict[str, Any] = {"title": title, "groups": tree(_entry(table, row) for row in rows)}
    if of_all["as_of"]:
        raw["prices"] = {"as_of": of_all["as_of"]}
    if of_all["month"]:
        raw["month"] = of_all["month"]
    return read_document(raw)


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    for part in table.parts:
        yield from part.to_pylist()


def _is_typed(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip())) and cell == cell


def _text(cell: Any) -> str:
    if isinstance(cell, list):
        return ",".join(map(_text, cell))
    return str(cell).lower() if isinstance(cell, bool) else str(cell).strip()


def _same_of_all(name: str, rows: list[dict[str, Any]]) -> str:
    """What all rows state of what an estimate has once; empty where none does."""
    found = {_text(row[name]) if name in row else "" for row in rows}
    if len(found) > 1:
        message = f"The rows have different values of {name}; an estimate has one for all of its lines."
        raise InvalidInput([FieldError(name, message)])
    return next(iter(found), "")


def _entry(table: Table, row: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The path of the group of a row, and its entry."""
    heading, key = table.plan.heading, _text(row.get(SERVICE, table.plan.heading.usual))
    fields = SERVICES[key].Usage.declarations if key in SERVICES else {}
    # What another service has a field for is no input of this one, which the estimate tells.
    usage = {
        name: _text(row[name]) for name in row if name in fields or (heading.names_services and name in heading.known)
    }
    own = {name: _text(row[name]) for name in _own_columns(table) if name in row and name not in fields}
    tags = read_tags(own.pop(TAGS, ""))
    group = own.pop(GROUP, "")
    if table.plan.group_by not in ("", GROUP) and table.plan.group_by not in usage:
        group = path_text([_text(row.get(table.plan.group_by, ""))])
    left = [name for name in row if name not in (*usage, *own, *OF_ALL, SERVICE, TAGS, GROUP) and not is_answer(name)]
    for name in left:
        title, text = table.plan.titles.get(name, name), _text(row[name])
        if len(tags) < MOST_TAGS and len(text) <= LONGEST_TAG and len(title) <= LONGEST_KEY:
            tags.setdefault(title, text)
    return group, {**own, "service": key, "usage": usage, "tags": tags}


def _own_columns(table: Table) -> tuple[str, ...]:
    """What an entry has besides its usage; ids are those of an estimate where the file is one."""
    is_flat = {GROUP, SERVICE, COUNT} <= {*table.plan.heading.names}
    return ("id", *OWN) if is_flat else OWN
