"""The options of a list of choices as HTML."""

from collections.abc import Iterable

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

SELECTED = mark_safe(" selected")


def option_list(pairs: Iterable[tuple[str, str]], selected: str) -> SafeString:
    """The options of a list, of which one is selected."""
    options = ((value, SELECTED if value == selected else "", label) for value, label in pairs)
    return format_html_join("", '<option value="{}"{}>{}</option>', options)
