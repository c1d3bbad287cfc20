"""The pages about prices: lists and rows, the history of one price, a workload under other prices."""

from collections.abc import Mapping
from datetime import date, timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from calculator.application.questions import AGAINST, ask_repricing, catalogue, today
from calculator.application.table_rows import HISTORY_FIELDS, history_of, limits_of
from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import FieldError, Infeasible, InvalidInput, NotPriced
from calculator.core.kept import kept_by_name
from calculator.presentation.answer_documents import Document, answer_document
from calculator.presentation.charts.history_chart import history_chart
from calculator.presentation.http_answers import STATUS_OF, query_fields
from calculator.presentation.repricing_documents import repricing_document
from calculator.services import service
from calculator.web.home import scope_of
from calculator.web.in_force import of_history, of_question
from calculator.web.page_request import PageRequest, read_page, with_state
from calculator.web.pages import Context, page
from calculator.web.price_lists import known_lists, other_prices
from calculator.web.price_rows import price_filters, read_chosen, read_price_query
from calculator.web.price_search import newest_prices, prices_to_choose

MOST_LISTED = 100


@page
def prices(request: HttpRequest) -> HttpResponse:
    """Price lists, price rows, limits and sources."""
    query = read_price_query(request.GET)
    context = {
        "nav": "prices",
        "query": query,
        "ignored": query.ignored,
        "in_force": query.in_force,
        # Whoever searches looks for rows: the tables have a page without a search.
        "tables": "" if query.searched else _tables(query.limits_of, catalogue(), today()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if query.problems else HTTPStatus.OK
    return render(request, "calculator/prices.html", context, status=status)


@kept_by_name
def _tables(limits_of_table: str, prices: Catalogue, day: date) -> str:
    """The price lists, limits and sources, hundreds of rows: written once for the prices of a day."""
    context = {
        "price_lists": known_lists(prices),
        # Those of all services are thousands of cells, which nobody reads at once.
        "limits": limits_of({"service": limits_of_table}) if limits_of_table else [],
        "limited": [(name, len(limits)) for name, limits in prices.limits.items() if not limits_of_table],
        "imported": {each.identity.id for each in prices.imported.lists},
        "sources": list(prices.sources.values()),
    }
    return render_to_string("calculator/_price_tables.html", context)


@page
def history(request: HttpRequest) -> HttpResponse:
    """One price since it was first known, as a chart and as a table; or prices to choose one from."""
    chosen, ignored = read_chosen(request.GET, HISTORY_FIELDS)
    context: Context = {"nav": "prices", "filters": price_filters(chosen), "chosen": chosen, "ignored": ignored}
    status = HTTPStatus.OK
    try:
        query_fields(request.GET)
        context |= {"in_force": of_history(chosen), **_history(chosen)}
    except (InvalidInput, NotPriced) as error:
        context |= {"problems": error.errors}
        status = STATUS_OF[type(error)]
    return render(request, "calculator/price_history.html", context, status=status)


def _history(chosen: Mapping[str, str]) -> Context:
    """The history of the price that is named, or what there is to choose from. Raises InvalidInput, NotPriced."""
    if chosen.keys() <= {"region"}:
        return {"listed": newest_prices(chosen), "listed_as": "Newest prices"}
    to_choose = prices_to_choose(chosen)
    if to_choose:
        listed = [card for card, _ in to_choose[:MOST_LISTED]]
        return {"listed": listed, "listed_as": "Choose a price", "left_out": len(to_choose) - len(listed)}
    stretches = history_of(chosen)
    return {
        "stretches": stretches,
        "chart": history_chart(stretches, today()),
        "api_url": with_state(reverse("api:price-history"), {**chosen, "format": "csv"}),
    }


@page
def reprice_page(request: HttpRequest, key: str) -> HttpResponse:
    """A workload as it is asked for, and against another day or another price list."""
    asked = read_page(service(key), request.GET, {AGAINST: ""}, is_compared=False)
    against = asked.own_fields.get(AGAINST, "")
    problems: tuple[FieldError, ...] = asked.errors
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    service_url = with_state(reverse("service", args=[key]), asked.form.state)
    context = {
        "nav": "service",
        "service": asked.service,
        "state": asked.form.state,
        "ignored": asked.ignored,
        "against": against,
        "is_chosen": bool(against),
        "scope": scope_of(asked.form.state),
        "in_force": of_question(asked.question, service_url) if asked.question else None,
        "service_url": service_url,
        "others": other_prices(asked.question, catalogue()) if asked.question else (),
    }
    if not problems:
        for day in [against] if against else _days_to_open_with(asked):
            try:
                context |= _repriced(key, asked.form.state, day)
                problems, status = (), HTTPStatus.OK
                break
            except (InvalidInput, NotPriced, Infeasible) as error:
                problems, status = error.errors, STATUS_OF[type(error)]
    return render(request, "calculator/reprice.html", {**context, "problems": problems}, status=status)


def _days_to_open_with(asked: PageRequest) -> list[str]:
    """Where nothing is chosen: the day before the newest price of the answer, or else the day that is asked about."""
    answer = asked.present.answer if asked.present else None
    if asked.question is None:
        return []
    days = [item.card.effective_from for item in answer.line_items if item.usd] if answer else []
    before = [max(days) - timedelta(days=1)] if days else []
    return [day.isoformat() for day in (*before, asked.question.as_of)]


def _repriced(key: str, state: Mapping[str, str], against: str) -> Context:
    """A workload held against a day or a list. Raises InvalidInput, NotPriced, Infeasible."""
    fields = {**state, AGAINST: against}
    before, after = ask_repricing(key, fields)
    return {
        **_difference(repricing_document(answer_document(before), answer_document(after))),
        "api_url": with_state(reverse("api:reprice", args=[key]), {**fields, "format": "csv"}),
        "against": against,
    }


def _difference(document: Document) -> Context:
    """What there is to be seen of a difference: no line and no total that is nothing on both sides."""
    lines = [line for line in document["lines"] if not _is_nothing(line)]
    # Without anything paid upfront the effective month is the month.
    is_upfront = any(document[side]["upfront_usd"] != "0" for side in ("before", "after"))
    totals = [each for each in document["totals"] if is_upfront or each["name"] in ("monthly_usd", "annual_usd")]
    return {"document": document, "lines": lines, "totals": totals, "left_out": len(document["lines"]) - len(lines)}


def _is_nothing(line: Document) -> bool:
    return all(line[side] in (None, "0") for side in ("before_usd", "after_usd"))
