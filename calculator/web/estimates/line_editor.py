"""The form that changes a line or a group in its place: what was typed of it, and the fields that most people state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from calculator.core.errors import FieldError, UnknownName, shown
from calculator.estimates.document import Document, Entry, Group, as_json
from calculator.estimates.joined_text import tag_text
from calculator.presentation.form_fields import FormField, Option, blank_form, default_text, options_of
from calculator.presentation.form_state import without_commas
from calculator.services import service
from calculator.services.service import Service
from calculator.web.estimates.rows import as_typed, editor_url, name_of

LINE, GROUP = "line-", "group-"
# Before the names of the fields of a usage, so that none is taken for one of the line's own.
USAGE = "usage."


@dataclass(frozen=True, slots=True)
class LineEditor:
    """A line as its form shows it, with what was typed into the form but not saved in the place of what was saved."""

    id: str
    entry: Entry
    service: str
    texts: Mapping[str, str]
    fields: tuple[FormField, ...]
    url: str
    group: str

    @property
    def row(self) -> str:
        """The id of the row that it stands in."""
        return f"{LINE}{self.id}"


@dataclass(frozen=True, slots=True)
class GroupEditor:
    """A group as its form shows it."""

    id: str
    group: Group
    texts: Mapping[str, str]
    inside: str
    # The groups that it may be moved into: all but itself and those within it.
    others: tuple[Group, ...]

    @property
    def row(self) -> str:
        """The id of the row that it stands in."""
        return f"{GROUP}{self.id}"


def field_url(estimate: str, entry: str, field: str) -> str:
    """The address of an estimate with the form of a line open at one field."""
    query = urlencode({"edit": f"{LINE}{entry}", "field": field})
    return f"{reverse('estimate', args=[estimate])}?{query}#u-{field}"


def editor_of(
    document: Document, row: str, estimate: str, typed: Mapping[str, str] | None = None, field: str = ""
) -> LineEditor | GroupEditor:
    """The form of a row: `line-e1` or `group-g1`; with one more `field` of the usage. Raises UnknownName."""
    if row.startswith(GROUP):
        return _group_editor(document, row.removeprefix(GROUP), typed or {})
    return _line_editor(document, row.removeprefix(LINE), estimate, typed, field)


def _line_editor(
    document: Document, name: str, estimate: str, typed: Mapping[str, str] | None, field: str
) -> LineEditor:
    for groups, entry, _ in document.walk():
        if entry.id == name:
            raw = entry.model_dump(mode="json")
            texts = {
                "name": entry.name,
                "region": entry.region,
                "count": str(entry.count),
                "note": entry.note,
                "tags": tag_text(entry.tags),
            }
            usage = {each: as_typed(value) for each, value in entry.usage.items()}
            if typed is not None:
                texts = {each: typed.get(each, text) for each, text in texts.items()}
                usage |= {each.removeprefix(USAGE): text for each, text in typed.items() if each.startswith(USAGE)}
            return LineEditor(
                entry.id,
                entry,
                name_of(entry.service),
                texts,
                tuple(_fields(entry.service, usage, field)),
                editor_url(raw, as_json(document), estimate),
                groups[-1].id,
            )
    raise UnknownName([FieldError("edit", f"The estimate has no line {shown(name)!r}.", shown(name))])


def _fields(key: str, usage: Mapping[str, str], wanted: str) -> Iterator[FormField]:
    """The fields that were typed, are wanted or that most people state; what a service does not have, as it is."""
    try:
        blank = blank_form(service(key))
    except UnknownName:
        yield from (FormField(name, name, "", text) for name, text in usage.items())
        return
    common = blank.common
    for name, each in blank.fields.items():
        if name in usage or name == wanted or (each.is_main and name not in common):
            yield _filled_in(service(key), name, usage.get(name, ""))
    yield from (FormField(name, name, "", text) for name, text in usage.items() if name not in blank.fields)


def _filled_in(asked: Service, name: str, text: str) -> FormField:
    """A field with what was typed; an empty one says what it stands for."""
    blank = blank_form(asked)
    each, declaration = blank.fields[name], blank.declarations[name]
    default = each.placeholder or default_text(declaration)
    if not each.options:
        return replace(each, text=text, placeholder=default)
    labels = {option.value: option.label for option in each.options}
    unset = Option("", f"{labels.get(default, default)} (default)", is_selected=not text)
    listed = (one for one in options_of(declaration, text) if one.value)
    return replace(each, text=text, options=(unset, *listed))


def _group_editor(document: Document, name: str, typed: Mapping[str, str]) -> GroupEditor:
    inside = {each.id: "" for each in document.groups}
    for group, _ in document.all_groups():
        inside |= {each.id: group.id for each in group.groups}
    for group, _ in document.all_groups():
        if group.id == name:
            texts = {each: typed.get(each, getattr(group, each)) for each in ("name", "note")}
            own = {each.id for each in _and_within(group)}
            others = tuple(each for each, _ in document.all_groups() if each.id not in own)
            return GroupEditor(name, group, texts, inside[name], others)
    raise UnknownName([FieldError("edit", f"The estimate has no group {shown(name)!r}.", shown(name))])


def _and_within(group: Group) -> Iterator[Group]:
    yield group
    for each in group.groups:
        yield from _and_within(each)


def usage_typed(key: str, form: Mapping[str, Any]) -> dict[str, str]:
    """The usage that the form of a line has; a field left empty is its default."""
    typed = {name.removeprefix(USAGE): str(text).strip() for name, text in form.items() if name.startswith(USAGE)}
    try:
        declarations = blank_form(service(key)).declarations
    except UnknownName:
        declarations = {}
    return {name: without_commas(declarations.get(name), text) or text for name, text in typed.items() if text}
