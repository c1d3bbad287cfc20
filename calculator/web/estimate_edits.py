"""What the forms of an estimate do to its document, by the name of their button."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from calculator.application.questions import common
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.estimates import checklist, editing
from calculator.estimates.document import Document
from calculator.services.service import FREE_TIER

# Fields of a service's page that are no part of a usage.
APART = ("region", "as_of", "month", FREE_TIER, "estimate", "entry", "name", "count", "csrfmiddlewaretoken")


def usage_of(state: Mapping[str, str]) -> dict[str, str]:
    """What of the address of a service's page is typed usage."""
    return {name: text for name, text in state.items() if name not in APART}


def entry_of(key: str, state: Mapping[str, str]) -> dict[str, Any]:
    """The entry that a service's page states."""
    region = state.get("region") or str(common()["region"].default)
    return {"service": key, "region": region, "usage": usage_of(state)}


def edited(document: Document, form: QueryDict) -> Document:
    """The document after what the form asks for. Raises InvalidInput, UnknownName."""
    action = form.get("action", "")
    if action not in _EDITS:
        raise InvalidInput([FieldError("action", "There is no such change.", shown(action))])
    return _EDITS[action](document, form)


def _line(form: QueryDict) -> dict[str, Any]:
    """What the row editor of a line has."""
    return {name: str(form[name]).strip() for name in ("name", "region", "count", "note") if name in form}


def _settings(form: QueryDict) -> dict[str, Any]:
    as_of = str(form.get("as_of", "")).strip()
    settings: dict[str, Any] = {
        "title": str(form.get("title", "")),
        "note": str(form.get("note", "")),
        "month": str(form.get("month", "")),
        "prices": {"as_of": as_of} if as_of else {},
        "account": {"free_tier": "free_tier" in form, "pool_tiers": "pool_tiers" in form},
    }
    percent = str(form.get("percent_off", "")).strip().removesuffix("%").strip()
    if "percent_off" in form:
        settings["terms"] = [{"id": "all", "percent_off": percent}] if percent else []
    return settings


def _forgotten(document: Document, form: QueryDict) -> Document:
    """With the line of the checklist that a button names, in the Region of the first line."""
    region = next((entry.region for _, entry, _ in document.walk()), str(common()["region"].default))
    line = checklist.item(str(form.get("item", ""))).entry(region)
    return editing.with_entry(document, line.model_dump(exclude={"id", "origin", "tags"}))


_EDITS: Mapping[str, Callable[[Document, QueryDict], Document]] = {
    "line": lambda document, form: editing.with_changed_entry(document, form.get("entry", ""), _line(form)),
    "copy": lambda document, form: editing.with_copy(document, form.get("entry", "")),
    "remove": lambda document, form: editing.without_entry(document, form.get("entry", "")),
    "up": lambda document, form: editing.with_moved_entry(document, form.get("entry", ""), editing.UP),
    "down": lambda document, form: editing.with_moved_entry(document, form.get("entry", ""), editing.DOWN),
    "add_group": lambda document, form: editing.with_group(document, form.get("name", ""), form.get("inside", "")),
    "name_group": lambda document, form: editing.with_group_name(document, form.get("group", ""), form.get("name", "")),
    "remove_group": lambda document, form: editing.without_group(document, form.get("group", "")),
    "forgotten": _forgotten,
    "settings": lambda document, form: editing.with_settings(document, _settings(form)),
}
