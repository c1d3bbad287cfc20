"""The rows of a table of types as HTML: what a type has and costs is written once, however often it is listed."""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from calculator.analysis.priced_types import MONTH, TYPE, Column, PricedTypes
from calculator.application.found_types import DESCENDING, SORT, FoundTypes
from calculator.presentation.type_cells import difference, difference_texts, figure_text, is_number
from calculator.web.page_request import with_state

FORM = "finder"
# Of all services.
LABELS_KEPT = 256
CELL, NUMBER_CELL, MONTH_CELL = "<td>{}</td>", '<td class="num">{}</td>', '<td class="num strong">{}</td>'
HEADING = '<th scope="col"{}><a href="{}">{}</a>{}</th>'
DIFFERENCES = '<th scope="col" class="num">Difference<br>a month</th><th scope="col" class="num">%</th>'
HERE, AGAINST = "#types", "against"
ROW = (
    '<tr{}><th scope="row"><span class="tick"><input type="checkbox" name="side" form="' + FORM + '" value="{}"'
    ' aria-label="Tick {}"{}><a href="{}">{}</a></span></th>{}{}{}</tr>'
)


def _cell(types: PricedTypes, column: Column, name: str) -> str:
    """One figure of a type, written once."""
    key = ("cell", column.name, name)
    if key not in types.memory:
        cell = MONTH_CELL if column.name == MONTH else NUMBER_CELL if is_number(column) else CELL
        types.memory[key] = cell.format(escape(figure_text(column, types.figures[name][column.name])))
    written: str = types.memory[key]
    return written


def rows_of(asked: FoundTypes, names: tuple[str, ...], base_url: str) -> SafeString:
    """A row for each of some types; `base_url` is a service page to which the name of a type is added."""
    types = asked.types
    month_of, others_of = types.columns[MONTH], [each for each in asked.shown if each.name not in (TYPE, MONTH)]
    present = asked.types.figures.get(asked.present)
    ticked = frozenset(asked.side)
    rows = []
    for name in names:
        month = _cell(types, month_of, name)
        others = "".join([_cell(types, each, name) for each in others_of])
        this = ' class="this" aria-current="true"' if name == asked.present else ""
        checked = " checked" if name in ticked else ""
        differs = "" if present is None else _difference(asked.types, name, asked.present)
        # Names of types are words of AWS's without signs that HTML reads.
        address = base_url + quote(name)
        rows.append(ROW.format(this, name, name, checked, address, name, month, differs, others))
    return mark_safe("".join(rows))


def _difference(types: PricedTypes, name: str, present: str) -> str:
    """How much more a type costs than the present one; written once, until it is held against another."""
    against, written = types.memory.get(AGAINST, ("", {}))
    if against != present:
        written = {}
        types.memory[AGAINST] = present, written
    if name not in written:
        found = None if name == present else difference(types.figures[name], types.figures[present])
        texts = difference_texts(found) if found else ("", "")
        written[name] = "".join(format_html(NUMBER_CELL, each) for each in texts)
    return str(written[name])


def headings_of(asked: FoundTypes, path: str, state: Mapping[str, str]) -> SafeString:
    """The head of every column, which sorts by it; `state` is what the address says but for the order."""
    usual = escape(with_state(path, state))
    joint = "&amp;" if state else "?"
    cells: list[str] = []
    for each in asked.shown:
        is_sorted = each.name == asked.by
        order = f"{DESCENDING}{each.name}" if is_sorted and not asked.is_descending else each.name
        # Names of columns need no escape.
        url = usual if order == MONTH else f"{usual}{joint}{SORT}={order}"
        cells.append(HEADING.format(_marks(asked, each), url + HERE, *_label(each)))
        if each.name == MONTH and asked.present:
            cells.append(DIFFERENCES)
    return mark_safe("".join(cells))


@lru_cache(maxsize=LABELS_KEPT)
def _label(column: Column) -> tuple[str, str]:
    unit = format_html("<br>{}", column.unit) if column.unit not in ("", "USD", column.label) else ""
    return escape(column.label), unit


def _marks(asked: FoundTypes, column: Column) -> str:
    """How a heading is aligned, and which way it is sorted."""
    way = "descending" if asked.is_descending else "ascending"
    aligned = ' class="num"' if is_number(column) else ""
    return mark_safe(aligned + (f' aria-sort="{way}"' if column.name == asked.by else ""))
