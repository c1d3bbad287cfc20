"""A document as one line, `web(app db cache(redis)) data(files)`: the names of groups and entries where they stand."""

from typing import Any

from calculator.estimates.document import Document, Group
from calculator.estimates.read_document import read_document


def outlined() -> Document:
    """A document with a group within a group and one without entries."""
    web = _group("web", "app", "db") | {"groups": [_group("cache", "redis")]}
    return read_document({"groups": [web, _group("data", "files"), _group("empty")]})


def _group(name: str, *entries: str) -> dict[str, Any]:
    return {"id": name, "name": name, "entries": [{"id": each, "name": each, "service": "s3"} for each in entries]}


def outline(document: Document) -> str:
    return " ".join(_of(group) for group in document.groups)


def _of(group: Group) -> str:
    inside = [*(entry.name for entry in group.entries), *(_of(each) for each in group.groups)]
    return f"{group.name}({' '.join(inside)})"
