"""The rows of a table of types as HTML: what a type has and costs is written once, however often it is listed."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from urllib.parse import quote

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from calculator.analysis.priced_types import MONTH, TYPE, Column, PricedTypes
from calculator.application.found_types import SETS_KEPT, FoundTypes
from calculator.presentation.type_cells import difference, difference_texts, figure_text, is_number

FORM = "finder"
# Each set of columns of each set of types that is kept.
COLUMNS_KEPT = 4 * SETS_KEPT
CELL, NUMBER_CELL, MONTH_CELL = "<td>{}</td>", '<td class="num">{}</td>', '<td class="num strong">{}</td>'
ROW = (
    '<tr{}><th scope="row"><span class="tick"><input type="checkbox" name="side" form="' + FORM + '" value="{}"'
    ' aria-label="Tick {}"{}><a href="{}">{}</a></span></th>{}{}{}</tr>'
)


@lru_cache(maxsize=COLUMNS_KEPT)
def _cells_of(types: PricedTypes, columns: tuple[Column, ...]) -> Callable[[str], tuple[str, str]]:
    """What writes the cells of a type: the month's, and those after it."""
    rest = [each for each in columns if each.name not in (TYPE, MONTH)]

    @cache
    def cells(name: str) -> tuple[str, str]:
        figures = types.figures[name]
        month = format_html(MONTH_CELL, figure_text(types.columns[MONTH], figures[MONTH]))
        others = (
            format_html(NUMBER_CELL if is_number(each) else CELL, figure_text(each, figures[each.name]))
            for each in rest
        )
        return month, "".join(others)

    return cells


def rows_of(asked: FoundTypes, names: tuple[str, ...], base_url: str) -> SafeString:
    """A row for each of some types; `base_url` is a service page to which the name of a type is added."""
    cells = _cells_of(asked.types, asked.shown)
    present = asked.types.figures.get(asked.present)
    ticked = frozenset(asked.side)
    rows = []
    for name in names:
        month, others = cells(name)
        this = ' class="this" aria-current="true"' if name == asked.present else ""
        checked = " checked" if name in ticked else ""
        differs = "" if present is None else _difference(asked, name, present)
        # Names of types are words of AWS's without signs that HTML reads.
        address = base_url + quote(name)
        rows.append(ROW.format(this, name, name, checked, address, name, month, differs, others))
    return mark_safe("".join(rows))


def _difference(asked: FoundTypes, name: str, present: Mapping[str, object]) -> str:
    found = None if name == asked.present else difference(asked.types.figures[name], asked.types.figures[asked.present])
    texts = difference_texts(found) if found else ("", "")
    return "".join(format_html(NUMBER_CELL, each) for each in texts)
