"""Moves within a document: an entry or a group one place up or down, or to a place; each gives a new document."""

from collections.abc import Iterator

from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.estimates.document import Document
from calculator.estimates.editing import Raw, changed, entry_in, group_in, groups_in

UP, DOWN = "up", "down"


def with_moved_entry(document: Document, name: str, where: str) -> Document:
    """With an entry one place up or down; beyond the end of its group it goes into the next one. Raises UnknownName."""

    def move(raw: Raw) -> None:
        groups = [*groups_in(raw)]
        at = next((each for each in groups if any(one["id"] == name for one in each.get("entries", []))), None)
        entries, place = entry_in(raw, name)
        target = place + (1 if where == DOWN else -1)
        if 0 <= target < len(entries):
            entries.insert(target, entries.pop(place))
            return
        beside = groups.index(at) + (1 if where == DOWN else -1) if at is not None else -1
        if 0 <= beside < len(groups):
            other = groups[beside].setdefault("entries", [])
            other.insert(0 if where == DOWN else len(other), entries.pop(place))

    return changed(document, move)


def with_placed_entry(document: Document, name: str, group: str, before: str = "") -> Document:
    """With an entry in a group, before another entry of it or at the end. Raises UnknownName."""

    def place(raw: Raw) -> None:
        entries, at = entry_in(raw, name)
        target = group_in(raw, group)
        moved = entries.pop(at)
        beside = target.setdefault("entries", [])
        beside.insert(_place_of(before, beside), moved)

    return document if before == name else changed(document, place)


def with_moved_group(document: Document, name: str, where: str) -> Document:
    """With a group one place up or down among those beside it. Raises UnknownName."""

    def move(raw: Raw) -> None:
        beside, place = _siblings(raw, name)
        target = place + (1 if where == DOWN else -1)
        if 0 <= target < len(beside):
            beside.insert(target, beside.pop(place))

    return changed(document, move)


def with_placed_group(document: Document, name: str, inside: str = "", beside: str = "") -> Document:
    """With a group before another one, wherever that is, or else at the end of `inside`, or of the estimate itself.

    Raises UnknownName, and InvalidInput where it would be within itself.
    """

    def place(raw: Raw) -> None:
        siblings, at = _siblings(raw, name)
        if any(each["id"] in (inside, beside) for each in (siblings[at], *groups_in(siblings[at]))):
            raise InvalidInput([FieldError("inside", "A group cannot be within itself.", shown(inside or beside))])
        moved = siblings.pop(at)
        if beside:
            among, target = _siblings(raw, beside)
            among.insert(target, moved)
        else:
            (group_in(raw, inside) if inside else raw).setdefault("groups", []).append(moved)

    return changed(document, place)


def _place_of(before: str, among: list[Raw]) -> int:
    return next((place for place, each in enumerate(among) if each["id"] == before), len(among))


def _siblings(raw: Raw, name: str) -> tuple[list[Raw], int]:
    """The groups among which one stands, and its place. Raises UnknownName."""
    group_in(raw, name)
    return next(_where(raw, name))


def _where(raw: Raw, name: str) -> Iterator[tuple[list[Raw], int]]:
    for each in (raw, *groups_in(raw)):
        groups: list[Raw] = each.get("groups", [])
        yield from ((groups, place) for place, one in enumerate(groups) if one["id"] == name)
