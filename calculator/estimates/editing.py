"""Changes of a document, as a person makes them one by one: each gives a new document, read and checked again."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from calculator.core.errors import FieldError, UnknownName, shown
from calculator.estimates.document import Document, as_json
from calculator.estimates.read_document import read_document

Raw: TypeAlias = dict[str, Any]


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
        inside = group_in(raw, group) if group else raw["groups"][0]
        inside.setdefault("entries", []).append(dict(entry))

    return changed(document, add)


def with_changed_entry(document: Document, name: str, changes: Mapping[str, Any]) -> Document:
    """With other members of an entry, in its place. Raises InvalidInput, UnknownName."""

    def change(raw: Raw) -> None:
        entries, place = entry_in(raw, name)
        entries[place] = {**entries[place], **changes}

    return changed(document, change)


def without_entry(document: Document, name: str) -> Document:
    """Without an entry. Raises UnknownName."""

    def remove(raw: Raw) -> None:
        entries, place = entry_in(raw, name)
        del entries[place]

    return changed(document, remove)


def with_copy(document: Document, name: str) -> Document:
    """With a copy of an entry below it. Raises UnknownName."""

    def copy(raw: Raw) -> None:
        entries, place = entry_in(raw, name)
        entries.insert(place + 1, {key: value for key, value in entries[place].items() if key != "id"})

    return changed(document, copy)


def with_group(document: Document, name: str, inside: str = "") -> Document:
    """With a group more, within another one where it is named. Raises InvalidInput, UnknownName."""

    def add(raw: Raw) -> None:
        (group_in(raw, inside) if inside else raw).setdefault("groups", []).append({"name": name})

    return changed(document, add)


def with_changed_group(document: Document, group: str, changes: Mapping[str, Any]) -> Document:
    """With another name or note of a group. Raises InvalidInput, UnknownName."""
    return changed(document, lambda raw: group_in(raw, group).update(changes))


def with_group_copy(document: Document, group: str) -> Document:
    """With a copy of a group and what is in it, below it. Raises InvalidInput, UnknownName."""

    def copy(raw: Raw) -> None:
        original = group_in(raw, group)
        for each in (raw, *groups_in(raw)):
            beside = each.get("groups", [])
            if original in beside:
                beside.insert(beside.index(original) + 1, _without_ids(original))
                return

    return changed(document, copy)


def _without_ids(group: Raw) -> Raw:
    return {
        **{name: value for name, value in group.items() if name != "id"},
        "entries": [{name: value for name, value in each.items() if name != "id"} for each in group.get("entries", [])],
        "groups": [_without_ids(each) for each in group.get("groups", [])],
    }


def without_group(document: Document, group: str) -> Document:
    """Without a group and what is in it. Raises UnknownName."""

    def remove(raw: Raw) -> None:
        gone = group_in(raw, group)
        for each in (raw, *groups_in(raw)):
            each["groups"] = [one for one in each.get("groups", []) if one is not gone]

    return changed(document, remove)


def changed(document: Document, change: Callable[[Raw], None]) -> Document:
    """The document after a change of its JSON. Raises InvalidInput."""
    raw = as_json(document)
    change(raw)
    return read_document(raw)


def groups_in(raw: Raw) -> Iterator[Raw]:
    """Every group in the order in which they are read, outer ones first."""
    for each in raw.get("groups", []):
        yield each
        yield from groups_in(each)


def group_in(raw: Raw, name: str) -> Raw:
    """A group by its id. Raises UnknownName."""
    for each in groups_in(raw):
        if each["id"] == name:
            return each
    raise UnknownName([FieldError("group", f"The estimate has no group {shown(name)!r}.", shown(name))])


def entry_in(raw: Raw, name: str) -> tuple[list[Raw], int]:
    """The entries among which one stands, and its place. Raises UnknownName."""
    for group in groups_in(raw):
        entries: list[Raw] = group.get("entries", [])
        for place, each in enumerate(entries):
            if each["id"] == name:
                return entries, place
    raise UnknownName([FieldError("entry", f"The estimate has no entry {shown(name)!r}.", shown(name))])
