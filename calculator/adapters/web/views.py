"""The pages: each reads its query string, asks, and fills a template."""

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from calculator.adapters.asking import ask, catalogue
from calculator.adapters.derive.form import stated
from calculator.adapters.web.asked import Asked, read_page, with_state
from calculator.adapters.web.charts import bars_chart
from calculator.adapters.web.elsewhere import snippets
from calculator.adapters.web.price_rows import read_price_query
from calculator.adapters.web.scatter_chart import scatter_charts
from calculator.adapters.web.sweep_chart import sweep_choice
from calculator.analysis.compare import Alternative, compare
from calculator.core.errors import UnknownName
from calculator.services import SERVICES, service
from calculator.services.service import Service

View: TypeAlias = Callable[..., HttpResponseBase]
Context: TypeAlias = dict[str, Any]
SAFE_METHODS = ("GET", "HEAD")
MOST_ROWS = 30


def page(view: View) -> View:
    """A view that only reads: other methods and unknown services are answered with a page of their own."""

    @wraps(view)
    def answered(request: HttpRequest, **names: str) -> HttpResponseBase:
        if request.method not in SAFE_METHODS:
            refusal = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
            refusal["Allow"] = ", ".join(SAFE_METHODS)
            return refusal
        try:
            return view(request, **names)
        except UnknownName as error:
            return render(request, "404.html", {"reason": error.detail}, status=HTTPStatus.NOT_FOUND)

    return answered


@page
def overview(request: HttpRequest) -> HttpResponse:
    """Every service with the answer to its default workload."""
    cards = [_card(each) for each in SERVICES.values()]
    return render(request, "calculator/overview.html", {"cards": cards, "nav": "overview"})


@page
def service_page(request: HttpRequest, key: str) -> HttpResponse:
    """One service: the form, the answer, the alternatives, the chart."""
    asked = read_page(service(key), request.GET, {"over": service(key).SWEEP_OVER, "scale": "linear"})
    context = _workload_context(asked, "service")
    if asked.question is not None and asked.comparison is not None:
        context |= {
            **_ranking(asked, "service"),
            "sweep": sweep_choice(asked.question, asked.comparison, asked.own_fields),
            "snippets": snippets(key, asked.form.state, request.build_absolute_uri("/").rstrip("/")),
        }
    return _respond(request, asked, "calculator/service", context)


@page
def compare_page(request: HttpRequest, key: str) -> HttpResponse:
    """One workload under every choice, side by side."""
    asked = read_page(service(key), request.GET, {"by": service(key).COMPARE_BY[0]})
    context = _workload_context(asked, "compare")
    if asked.comparison is not None:
        scatters = scatter_charts(asked.comparison)
        context |= {
            **_ranking(asked, "compare"),
            "chart": None if scatters else bars_chart(asked.comparison),
            "scatters": scatters,
        }
    return _respond(request, asked, "calculator/compare", context)


@page
def prices(request: HttpRequest) -> HttpResponse:
    """Price lists, price rows, limits and sources."""
    query = read_price_query(request.GET)
    context = {
        "nav": "prices",
        "query": query,
        "price_lists": catalogue().price_lists(),
        "sources": list(catalogue().sources.values()),
    }
    return render(request, "calculator/prices.html", context)


def _card(each: Service) -> Context:
    question = ask(each.KEY, {})
    by = each.COMPARE_BY[0]
    comparison = compare(question, by, catalogue())
    present = next(one for one in comparison.alternatives if one.choice == getattr(question.usage, by))
    url = reverse("service", args=[each.KEY])
    return {
        "service": each,
        "question": question,
        "present": present,
        "best": comparison.alternatives[0],
        "by": each.Usage.declarations[by].label,
        "url": url,
        "examples": _examples(each, url),
    }


def _examples(each: Service, path: str) -> list[Context]:
    return [{"example": example, "url": with_state(path, stated(each, example.usage))} for example in each.EXAMPLES]


def _workload_context(asked: Asked, view: str) -> Context:
    """What the pages with a form have in common."""
    key, state = asked.service.KEY, asked.form.state
    path = reverse(view, args=[key])
    return {
        "nav": view,
        "asked": asked,
        "service": asked.service,
        "form": asked.form,
        "path": path,
        "service_url": with_state(reverse("service", args=[key]), state),
        "compare_url": with_state(reverse("compare", args=[key]), state),
        "price_list": catalogue().table(asked.service.TABLES[0]).price_list,
        "region_name": catalogue().regions.get(asked.question.region) if asked.question else None,
        "examples": _examples(asked.service, path),
    }


def _ranking(asked: Asked, view: str) -> Context:
    """The alternatives, as many as people read, each with its links and the length of its bar."""
    assert asked.comparison is not None
    alternatives = asked.comparison.alternatives
    shown = [each for each in alternatives if each.rank <= MOST_ROWS or each is asked.present]
    left_out = [each for each in alternatives if each not in shown]
    costs = [each.estimate.effective_monthly_usd for each in shown if each.estimate]
    details = _details_of(shown)
    api = reverse("api:compare", args=[asked.service.KEY])
    return {
        "rows": [_row(asked, view, each, max(costs, default=Decimal(0)) or Decimal(1), details) for each in shown],
        "detail_labels": list(details.values()),
        "left_out": {
            "feasible": sum(each.estimate is not None for each in left_out),
            "infeasible": sum(each.estimate is None for each in left_out),
        },
        "api_compare_url": with_state(api, {**asked.form.state, "by": asked.by}),
    }


def _details_of(shown: list[Alternative]) -> dict[str, str]:
    """The labels of the figures beside the bill that any alternative has, by name."""
    return {
        detail.name: detail.label
        for each in shown
        if each.estimate is not None
        for detail in each.estimate.details
        if detail.value is not None
    }


def _row(asked: Asked, view: str, each: Alternative, largest: Decimal, details: dict[str, str]) -> Context:
    known = {detail.name: detail for detail in each.estimate.details} if each.estimate else {}
    return {
        "alternative": each,
        "url": with_state(reverse(view, args=[asked.service.KEY]), _choosing(asked, each)),
        "service_url": with_state(reverse("service", args=[asked.service.KEY]), _choosing(asked, each)),
        "is_present": each is asked.present,
        "bar": f"{each.estimate.effective_monthly_usd / largest * 100:.2f}" if each.estimate else None,
        "details": [known.get(name) for name in details],
    }


def _choosing(asked: Asked, each: Alternative) -> dict[str, str]:
    return stated(asked.service, {**asked.typed, asked.by: each.choice})


def _respond(request: HttpRequest, asked: Asked, template: str, context: Context) -> HttpResponse:
    """The whole page, or for htmx the parts of it that change.

    A wrong input changes only the marks at the fields, so that the last good answer stays. The address always
    says what the form says, right or wrong.
    """
    is_part = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    if is_part:
        response = render(request, f"{template}_part.html", {**context, "is_part": True})
        response["HX-Push-Url"] = with_state(context["path"], asked.state)
        if asked.errors:
            response["HX-Reswap"] = "none"
    else:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if asked.errors else HTTPStatus.OK
        response = render(request, f"{template}.html", context, status=status)
    # One address, two answers: no cache may mistake one for the other.
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "no-cache"
    return response
