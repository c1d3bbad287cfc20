"""What the forms of an estimate do to its document, by the name of their button."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from calculator.application.questions import common
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.estimates import checklist, editing, moving
from calculator.estimates.document import Document
from calculator.estimates.joined_text import read_tags
from calculator.services.service import FREE_TIER
from calculator.web.estimates.line_editor import USAGE, usage_typed
from calculator.web.estimates.rows import as_typed
from calculator.web.page_request import CSRF, refuse_unread

# Fields of a service's page that are no part of a usage.
APART = ("region", "as_of", "month", FREE_TIER, "estimate", "entry", "name", "count", CSRF)

FIELDS = (
    *("action", "version", "stay"),
    *("entry", "name", "region", "count", "note", "tags", "into", "before"),
    *("group", "inside", "was_inside", "beside", "item"),
    *("title", "month", "as_of", "free_tier", "pool_tiers", "percent_off", "currency", "per_usd", "date", "source"),
)


def usage_of(state: Mapping[str, str]) -> dict[str, str]:
    """What of the address of a service's page is typed usage."""
    return {name: text for name, text in state.items() if name not in APART}


def entry_of(key: str, state: Mapping[str, str]) -> dict[str, Any]:
    """The entry that a service's page states."""
    region = state.get("region") or str(common()["region"].default)
    return {"service": key, "region": region, "usage": usage_of(state)}


def edited(document: Document, form: QueryDict) -> Document:
    """The document after what the form asks for. Raises InvalidInput, UnknownName."""
    refuse_unread(form, *FIELDS, *(name for name in form if name.startswith(USAGE)))
    action = form.get("action", "")
    if action not in _EDITS:
        raise InvalidInput([FieldError("action", "There is no such change.", shown(action))])
    return _EDITS[action](document, form)


def _line(document: Document, form: QueryDict) -> Document:
    """With what the form of a line has; `into` is its group, which it leaves for another one."""
    name, into = str(form.get("entry", "")), str(form.get("into", ""))
    found = next(((groups[-1], entry) for groups, entry, _ in document.walk() if entry.id == name), None)
    changes: dict[str, Any] = {each: str(form[each]).strip() for each in _OF_LINES if each in form}
    if "tags" in form:
        changes["tags"] = read_tags(str(form["tags"]))
    if found and any(each.startswith(USAGE) for each in form):
        changes["usage"] = _as_it_was(found[1].usage, usage_typed(found[1].service, form.dict()))
    changed = editing.with_changed_entry(document, name, changes)
    is_moved = found is not None and into not in ("", found[0].id)
    return moving.with_placed_entry(changed, name, into) if is_moved else changed


_OF_LINES = ("name", "region", "count", "note")


def _as_it_was(before: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed; what says the same as before stays as it is, a list or a number of a file among them."""
    return {name: before[name] if as_typed(before.get(name)) == text else text for name, text in typed.items()}


def _group(document: Document, form: QueryDict) -> Document:
    """With what the form of a group has."""
    name = str(form.get("group", ""))
    changes = {each: str(form[each]).strip() for each in ("name", "note") if each in form}
    changed = editing.with_changed_group(document, name, changes)
    is_moved = "inside" in form and form["inside"] != form.get("was_inside", "")
    return moving.with_placed_group(changed, name, str(form["inside"])) if is_moved else changed


def _settings(form: QueryDict) -> dict[str, Any]:
    as_of = str(form.get("as_of", "")).strip()
    settings: dict[str, Any] = {
        "title": str(form.get("title", "")),
        "note": str(form.get("note", "")),
        "month": str(form.get("month", "")),
        "prices": {"as_of": as_of} if as_of else {},
        "account": {"free_tier": "free_tier" in form, "pool_tiers": "pool_tiers" in form},
    }
    if "currency" in form:
        settings["currency"] = _currency(form)
    percent = str(form.get("percent_off", "")).strip().removesuffix("%").strip()
    if "percent_off" in form:
        settings["terms"] = [{"id": "all", "percent_off": percent}] if percent else []
    return settings


def _currency(form: QueryDict) -> Any:
    """The rate that the form states; US dollars alone where it names no other currency."""
    code = str(form.get("currency", "")).strip().upper()
    if code in ("", "USD"):
        return "USD"
    rate = {name: str(form.get(name, "")).strip() for name in ("per_usd", "date", "source")}
    return {"code": code, **rate}


def _forgotten(document: Document, form: QueryDict) -> Document:
    """With the line of the checklist that a button names, in the Region of the first line."""
    region = next((entry.region for _, entry, _ in document.walk()), str(common()["region"].default))
    line = checklist.item(str(form.get("item", ""))).entry(region)
    return editing.with_entry(document, line.model_dump(exclude={"id", "origin", "tags"}))


def _text(form: QueryDict, name: str) -> str:
    return str(form.get(name, ""))


_EDITS: Mapping[str, Callable[[Document, QueryDict], Document]] = {
    "line": _line,
    "copy": lambda document, form: editing.with_copy(document, _text(form, "entry")),
    "remove": lambda document, form: editing.without_entry(document, _text(form, "entry")),
    "up": lambda document, form: moving.with_moved_entry(document, _text(form, "entry"), moving.UP),
    "down": lambda document, form: moving.with_moved_entry(document, _text(form, "entry"), moving.DOWN),
    "place": lambda document, form: moving.with_placed_entry(
        document, _text(form, "entry"), _text(form, "into"), _text(form, "before")
    ),
    "group": _group,
    "add_group": lambda document, form: editing.with_group(document, _text(form, "name"), _text(form, "inside")),
    "copy_group": lambda document, form: editing.with_group_copy(document, _text(form, "group")),
    "remove_group": lambda document, form: editing.without_group(document, _text(form, "group")),
    "group_up": lambda document, form: moving.with_moved_group(document, _text(form, "group"), moving.UP),
    "group_down": lambda document, form: moving.with_moved_group(document, _text(form, "group"), moving.DOWN),
    "place_group": lambda document, form: moving.with_placed_group(
        document, _text(form, "group"), _text(form, "inside"), _text(form, "beside")
    ),
    "forgotten": _forgotten,
    "settings": lambda document, form: editing.with_settings(document, _settings(form)),
}
