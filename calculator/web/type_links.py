"""Where a page leads to the table of all types of its service."""

from collections.abc import Mapping

from django.urls import reverse

from calculator.application.found_types import PRESENT, known_fields
from calculator.core.display import several
from calculator.services.service import Service
from calculator.web.page_request import PageRequest, with_state


def types_of(asked: Service, scope: Mapping[str, str]) -> dict[str, str]:
    """Where all types of a service stand in a table, and what they are called; nothing where it has none."""
    table = asked.TYPE_TABLE
    if table is None:
        return {}
    label = asked.Usage.declarations[table.field].label
    return {"types_url": with_state(reverse("types", args=[asked.KEY]), scope), "types_noun": several(label.lower())}


def types_url(asked: PageRequest, name: str) -> str:
    """The table of all types, with the need of the current selection; empty where a service has none of this field."""
    table = asked.service.TYPE_TABLE
    if table is None or table.field != name:
        return ""
    present = asked.question.choice_of(name) if asked.question else asked.typed.get(name, "")
    told = {each: asked.form.state[each] for each in known_fields(table) if each in asked.form.state}
    return with_state(reverse("types", args=[asked.service.KEY]), {PRESENT: present, **told})
