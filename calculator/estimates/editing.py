"""Changes of a document, as a person makes them one by one: each gives a new document, read and checked again."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from calculator.core.errors import FieldError, UnknownName, shown
from calculator.estimates.document import Document, as_json
from calculator.estimates.read_document import read_document

Raw: TypeAlias = dict[str, Any]
UP, DOWN = "up", "down"


def with_title(document: Document, title: str) -> Document:
    """Under another name. Raises InvalidInput."""
    return read_document({**as_json(document), "title": title})


def with_settings(document: Document, settings: Mapping[str, Any]) -> Document:
    """With another month, price date, account or terms. Raises InvalidInput."""
    return read_document({**as_json(document), **settings})


def with_entry(document: Document, entry: Mapping[str, Any], group: str = "") -> Document:
    """With one entry more, at the end of a group; of the first one unless named. Raises InvalidInput, UnknownName."""

    def add(raw: Raw) -> None:
        if not raw["groups"]:
            raw["groups"] = [{"name": "All"}]
        inside = _group(raw, group) if group else raw["groups"][0]
        inside.setdefault("entries", []).append(dict(entry))

    return _changed(document, add)


def with_changed_entry(document: Document, name: str, changes: Mapping[str, Any]) -> Document:
    """With other members of an entry, in its place. Raises InvalidInput, UnknownName."""

    def change(raw: Raw) -> None:
        entries, place = _entry(raw, name)
        entries[place] = {**entries[place], **changes}

    return _changed(document, change)


def without_entry(document: Document, name: str) -> Document:
    """Without an entry. Raises UnknownName."""

    def remove(raw: Raw) -> None:
        entries, place = _entry(raw, name)
        del entries[place]

    return _changed(document, remove)


def with_copy(document: Document, name: str) -> Document:
    """With a copy of an entry below it. Raises UnknownName."""

    def copy(raw: Raw) -> None:
        entries, place = _entry(raw, name)
        entries.insert(place + 1, {key: value for key, value in entries[place].items() if key != "id"})

    return _changed(document, copy)


def with_moved_entry(document: Document, name: str, where: str) -> Document:
    """With an entry one place up or down; beyond the end of its group it goes into the next one. Raises UnknownName."""

    def move(raw: Raw) -> None:
        groups = [*_groups(raw)]
        at = next((each for each in groups if any(one["id"] == name for one in each.get("entries", []))), None)
        entries, place = _entry(raw, name)
        target = place + (1 if where == DOWN else -1)
        if 0 <= target < len(entries):
            entries.insert(target, entries.pop(place))
            return
        beside = groups.index(at) + (1 if where == DOWN else -1) if at is not None else -1
        if 0 <= beside < len(groups):
            other = groups[beside].setdefault("entries", [])
            other.insert(0 if where == DOWN else len(other), entries.pop(place))

    return _changed(document, move)


def with_group(document: Document, name: str, inside: str = "") -> Document:
    """With a group more, within another one where it is named. Raises InvalidInput, UnknownName."""

    def add(raw: Raw) -> None:
        (_group(raw, inside) if inside else raw).setdefault("groups", []).append({"name": name})

    return _changed(document, add)


def with_group_name(document: Document, group: str, name: str) -> Document:
    """With another name of a group. Raises InvalidInput, UnknownName."""
    return _changed(document, lambda raw: _group(raw, group).update(name=name))


def without_group(document: Document, group: str) -> Document:
    """Without a group and what is in it. Raises UnknownName."""

    def remove(raw: Raw) -> None:
        gone = _group(raw, group)
        for each in (raw, *_groups(raw)):
            each["groups"] = [one for one in each.get("groups", []) if one is not gone]

    return _changed(document, remove)


def _changed(document: Document, change: Callable[[Raw], None]) -> Document:
    raw = as_json(document)
    change(raw)
    return read_document(raw)


def _groups(raw: Raw) -> Iterator[Raw]:
    for each in raw.get("groups", []):
        yield each
        yield from _groups(each)


def _group(raw: Raw, name: str) -> Raw:
    for each in _groups(raw):
        if each["id"] == name:
            return each
    raise UnknownName([FieldError("group", f"The estimate has no group {shown(name)!r}.", shown(name))])


def _entry(raw: Raw, name: str) -> tuple[list[Raw], int]:
    """The entries among which one stands, and its place."""
    for group in _groups(raw):
        entries: list[Raw] = group.get("entries", [])
        for place, each in enumerate(entries):
            if each["id"] == name:
                return entries, place
    raise UnknownName([FieldError("entry", f"The estimate has no entry {shown(name)!r}.", shown(name))])
