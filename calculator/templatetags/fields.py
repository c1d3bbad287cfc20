"""A field of a form as HTML: worked out again only where something has happened to it."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template

from calculator.presentation.form_fields import FormField

register = template.Library()

# What people type by hand; much longer texts are not worth keeping.
LONGEST_KEPT = 40


@register.simple_tag(takes_context=True)
def form_field(context: Any, field: FormField, part: str) -> str:
    """A field, or a part of it, by its template `calculator/_PART.html`."""
    name, is_part = f"calculator/_{part}.html", bool(context.get("is_part"))
    if field.suggestions:
        # The page that finds one of so many has an address with all that was stated.
        finder = next((each for each in context["finders"] if each["name"] == field.name), None)
        return _rendered(name, field, is_part=is_part, finder=finder)
    is_kept = not field.errors and len(field.text) <= LONGEST_KEPT
    return _kept(name, field, is_part=is_part) if is_kept else _rendered(name, field, is_part=is_part)


def _rendered(name: str, field: FormField, **context: Any) -> str:
    return get_template(name).render({"field": field, **context})


@lru_cache(maxsize=4096)
def _kept(name: str, field: FormField, *, is_part: bool) -> str:
    return _rendered(name, field, is_part=is_part)
