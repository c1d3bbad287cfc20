"""Cells of long tables: written by one call for a row, because a template takes longer over a cell than it took to
work it out."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any, Protocol

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from calculator.presentation.option_list import option_list

register = template.Library()


class Cell(Protocol):
    """A figure of a table: where it leads to, and the number of its note, 0 for none."""

    @property
    def text(self) -> str:
        """As it is read."""

    @property
    def url(self) -> str:
        """Empty where it leads nowhere."""

    @property
    def note(self) -> int:
        """0 for none."""

    @property
    def is_number(self) -> bool:
        """Whether it is read from its right end."""


class Ranked(Protocol):
    """A choice with what it costs, written for reading, and the length of its bar in percent."""

    @property
    def costs(self) -> Any:
        """Its amounts by name; None where it has no answer."""

    @property
    def bar(self) -> str:
        """Digits."""


BAR = (
    '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
    '<rect class="back" width="100" height="8"/><rect class="val" width="{}" height="8"/></svg>'
)
NUMBER = ' class="num"'
COSTS = (
    '<td class="num">{}</td><td class="num">{}</td><td class="num strong" title="{}">{}</td>'
    '<td class="bar-cell">{}</td><td class="num">{}</td><td class="num">{}</td>'
)
register.filter("choices", option_list)


@register.filter
def bar(percent: str) -> SafeString:
    """A bar of so many percent."""
    return format_html(BAR, percent)


@register.filter
def money_cells(texts: Iterable[str]) -> SafeString:
    """A cell for each amount."""
    cells = (f'<td class="money">{escape(text)}</td>' for text in texts)
    # Each text is escaped right above, by what templates escape with.
    return mark_safe("".join(cells))


@register.filter
def cost_cells(row: Ranked) -> SafeString:
    """The cells of what a choice costs beside the others."""
    costs = row.costs
    if costs is None:
        return SafeString("")
    return format_html(
        COSTS, costs.upfront, costs.monthly, costs.effective_exactly, costs.effective, bar(row.bar),
        costs.difference, costs.percent,
    )  # fmt: skip


@register.filter
def fact_cells(cells: Iterable[Cell]) -> SafeString:
    """A cell for each figure, with its link and its note."""
    told = (f"<td{NUMBER if each.is_number else ''}>{_text(each)}{_note(each)}</td>" for each in cells)
    # As above: what is said of a cell is escaped where it is said.
    return mark_safe("".join(told))


def _text(cell: Cell) -> str:
    return format_html('<a href="{}">{}</a>', cell.url, cell.text) if cell.url else escape(cell.text)


def _note(cell: Cell) -> str:
    if not cell.note:
        return ""
    return format_html('<sup><a href="#fact-note-{0}" aria-label="Note {0}">{0}</a></sup>', cell.note)


@register.simple_tag
def address(name: str) -> str:
    """The address of a page that is the same for everybody: a page links to two dozen of them."""
    return _address(name, get_script_prefix())


@lru_cache(maxsize=256)
def _address(name: str, _prefix: str) -> str:
    return reverse(name)
