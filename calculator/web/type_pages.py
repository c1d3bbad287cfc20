"""The page that finds a type: filtered, sorted, page by page, some of them side by side; and its CSV."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe

from calculator.application.found_types import (
    PRESENT,
    SEVERAL,
    SHOWN,
    SIDE,
    SORT,
    FoundTypes,
    find_types,
    known_fields,
    side_by_side,
    type_table,
)
from calculator.application.table_rows import page_of
from calculator.catalogue.importable import is_importable
from calculator.catalogue.purchase_options import in_words
from calculator.core.display import several
from calculator.core.errors import FieldError, InvalidInput, NotPriced, shown
from calculator.exports.csv_file import DIALECT, csv_text, read_dialect
from calculator.presentation.http_answers import STATUS_OF, query_fields
from calculator.presentation.type_cells import types_table
from calculator.services.service import TypeTable
from calculator.web.home import scope_of
from calculator.web.in_force import of_question as in_force_of
from calculator.web.page_request import with_state
from calculator.web.pages import page
from calculator.web.type_form import box_html, boxes, column_choices, hidden, service_address, stated
from calculator.web.type_rows import headings_of, rows_of
from calculator.web.type_side import side_rows

ROWS_ON_A_PAGE = "40"
PAGE = "page"
MOST_NAMED = 5
CSV = "text/csv; charset=utf-8"


@page
def types_page(request: HttpRequest, key: str) -> HttpResponse:
    """The types of a service that meet a need, cheapest first unless another order is asked for."""
    asked, table = type_table(key)
    typed, ignored, errors = _typed(request.GET, table, (PAGE,))
    path = reverse("types", args=[key])
    state = stated(asked, table, typed)
    context: dict[str, Any] = {
        "nav": "service",
        "service": asked,
        "table": table,
        "noun": several(asked.Usage.declarations[table.field].label.lower()),
        "path": path,
        "ignored": ignored,
        "scope": scope_of(state),
    }
    found: FoundTypes | None = None
    status = HTTPStatus.OK
    try:
        if errors:
            raise InvalidInput(errors)
        found = find_types(key, typed)
        rows = page_of(found.found.names, {PAGE: request.GET.get(PAGE) or "1", "page_size": ROWS_ON_A_PAGE})
        context |= _found(found, rows, path, state)
    except (InvalidInput, NotPriced) as error:
        context["problems"] = error.errors
        status = STATUS_OF[type(error)]
    context |= {
        "boxes": mark_safe("".join(map(box_html, boxes(asked, table, typed, found)))),
        "hidden": hidden(typed, found.side if found else (), context.get("listed", ())),
        "reset_url": with_state(path, scope_of(state)),
    }
    return render(request, "calculator/types.html", context, status=status)


@page
def types_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The same types in the same order with the same columns, all pages of them."""
    _, table = type_table(key)
    typed, ignored, errors = _typed(request.GET, table, (PAGE, DIALECT))
    # A page says what it does not use; a file has no place for that.
    errors += [FieldError(name, f"{name} is no field of this list; take it out of the address.") for name in ignored]
    try:
        if errors:
            raise InvalidInput(errors)
        dialect = read_dialect(request.GET.get(DIALECT, "decimal_point"))
        text = csv_text(types_table(find_types(key, typed)), dialect)
    except (InvalidInput, NotPriced) as error:
        told = "\n".join(each.message for each in error.errors)
        return HttpResponse(told, status=STATUS_OF[type(error)], content_type="text/plain; charset=utf-8")
    response = HttpResponse(text, content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{key}-types.csv"'
    return response


def _typed(
    query: QueryDict, table: TypeTable, besides: tuple[str, ...]
) -> tuple[dict[str, str], tuple[str, ...], list[FieldError]]:
    """What the address says; the names of it that mean nothing here; what is given twice."""
    errors: list[FieldError] = []
    try:
        query_fields(query, several=SEVERAL)
    except InvalidInput as error:
        errors.extend(error.errors)
    known = known_fields(table)
    given = {name: ",".join(query.getlist(name)) if name in SEVERAL else str(query[name]) for name in query}
    ignored = tuple(shown(name) for name in given if name not in (*known, *besides))
    return {name: text.strip() for name, text in given.items() if name in known}, ignored, errors


def _found(found: FoundTypes, rows: Page[str], path: str, state: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows of the types that were found."""
    question = found.question
    days = found.types.days_of(found.found.names)
    listed = tuple(rows.object_list)
    prices, without = side_by_side(found) if found.side else ([], [])
    without_side = {name: text for name, text in state.items() if name != SIDE}

    def at(number: int) -> str:
        return with_state(path, {**state, PAGE: number}) + "#types"

    return {
        "found": found,
        "in_force": in_force_of(question),
        "option": in_words(found.option),
        "under": ", ".join((question.region, *(_label(found, name) for name in found.table.beside))),
        "count": f"{rows.paginator.count:,}",
        "of_all": f"{found.found.of_all:,}",
        "from_to": f"{rows.start_index():,}–{rows.end_index():,}",
        "seen": (days[0], days[-1]) if days else None,
        "headings": headings_of(found, path, {name: text for name, text in state.items() if name != SORT}),
        "rows": rows_of(
            found, listed, service_address(reverse("service", args=[found.service.KEY]), found.table, state)
        ),
        "listed": listed,
        "previous_url": at(rows.number - 1) if rows.has_previous() else "",
        "next_url": at(rows.number + 1) if rows.has_next() else "",
        "side": side_rows(found, prices),
        "side_unpriced": without,
        "untick_url": with_state(path, without_side),
        "columns": column_choices(tuple(found.types.columns.values()), found.shown),
        "beside_columns": [(name, text) for name, text in state.items() if name != SHOWN],
        "unpriced": _unpriced(found),
        "unknown": [(found.types.columns[name].label, count) for name, count in found.found.unknown.items()],
        "without_type_url": with_state(path, {name: text for name, text in state.items() if name != PRESENT}),
        "csv_url": with_state(reverse("types-csv", args=[found.service.KEY]), state),
        "service_url": with_state(reverse("service", args=[found.service.KEY]), scope_of(state)),
        "month_words": question.month.in_words,
    }


def _label(found: FoundTypes, name: str) -> str:
    field = found.question.declared[name]
    label_of = getattr(field, "label_of", str)
    return str(label_of(found.chosen[name]))


def _unpriced(found: FoundTypes) -> str:
    """Which of the types that fit have no price, and what would help; empty where each has one."""
    names = found.found.unpriced
    if not names:
        return ""
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    way, region = in_words(found.option), found.question.region
    priced_as = found.table.priced_as(names[0], found.chosen)
    advice = " Import AWS's list." if is_importable(found.table.table, found.option, priced_as) else ""
    named = f"{', '.join(names[:MOST_NAMED])}{more}"
    return f"{len(names):,} of them have no price in our data under {way} in {region}: {named}.{advice}"
