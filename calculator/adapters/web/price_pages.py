"""The pages about prices: lists and rows, the history of one price, a workload under other prices."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from calculator.adapters.asking import AGAINST, ask_repricing, catalogue, today
from calculator.adapters.documents import Document, estimate_document
from calculator.adapters.http import query_fields
from calculator.adapters.listings import history_of
from calculator.adapters.repricing import repricing_document
from calculator.adapters.web.asked import read_page, with_state
from calculator.adapters.web.history_chart import history_chart
from calculator.adapters.web.price_lists import known_lists, other_prices
from calculator.adapters.web.price_rows import price_filters, read_price_query
from calculator.adapters.web.views import Context, page
from calculator.core.errors import FieldError, Infeasible, InvalidInput, NotPriced
from calculator.services import service


@page
def prices(request: HttpRequest) -> HttpResponse:
    """Price lists, price rows, limits and sources."""
    query = read_price_query(request.GET)
    context = {
        "nav": "prices",
        "query": query,
        "price_lists": known_lists(catalogue()),
        "imported": {each.identity.id for each in catalogue().imported.lists},
        "sources": list(catalogue().sources.values()),
    }
    return render(request, "calculator/prices.html", context)


@page
def history(request: HttpRequest) -> HttpResponse:
    """One price since it was first known, as a chart and as a table."""
    chosen = {name: str(text).strip() for name, text in request.GET.items() if str(text).strip()}
    context: Context = {"nav": "prices", "filters": price_filters(chosen), "chosen": chosen}
    status = HTTPStatus.OK
    if chosen:
        try:
            query_fields(request.GET)
            stretches = history_of(chosen)
            context |= {"stretches": stretches, "chart": history_chart(stretches, today())}
            context |= {"api_url": with_state(reverse("api:price-history"), {**chosen, "format": "csv"})}
        except (InvalidInput, NotPriced) as error:
            context |= {"problems": error.errors}
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "calculator/price_history.html", context, status=status)


@page
def reprice_page(request: HttpRequest, key: str) -> HttpResponse:
    """A workload as it is asked for, and against another day or another price list."""
    asked = read_page(service(key), request.GET, {AGAINST: ""})
    against = asked.own_fields.get(AGAINST, "")
    problems: tuple[FieldError, ...] = asked.errors
    context = {
        "nav": "service",
        "service": asked.service,
        "state": asked.form.state,
        "against": against,
        "service_url": with_state(reverse("service", args=[key]), asked.form.state),
        "others": other_prices(asked.question, catalogue()) if asked.question else (),
    }
    if against and not problems:
        fields = {**asked.form.state, AGAINST: against}
        try:
            before, after = ask_repricing(key, fields)
            context |= _difference(repricing_document(estimate_document(before), estimate_document(after)))
            context |= {"api_url": with_state(reverse("api:reprice", args=[key]), {**fields, "format": "csv"})}
        except (InvalidInput, NotPriced, Infeasible) as error:
            problems = error.errors
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "calculator/reprice.html", {**context, "problems": problems}, status=status)


def _difference(document: Document) -> Context:
    """What there is to be seen of a difference: no line and no total that is nothing on both sides."""
    lines = [line for line in document["lines"] if not _is_nothing(line)]
    # Without anything paid upfront the effective month is the month.
    is_upfront = not _is_nothing(next(each for each in document["totals"] if each["name"] == "upfront_usd"))
    totals = [each for each in document["totals"] if is_upfront or each["name"] in ("monthly_usd", "annual_usd")]
    return {"document": document, "lines": lines, "totals": totals, "left_out": len(document["lines"]) - len(lines)}


def _is_nothing(line: Document) -> bool:
    return all(line[side] in (None, "0") for side in ("before_usd", "after_usd"))
