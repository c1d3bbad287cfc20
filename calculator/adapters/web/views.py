"""The pages: each reads its query string, asks, and fills a template."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from calculator.adapters.asking import catalogue
from calculator.adapters.derive.form import stated
from calculator.adapters.web.asked import Asked, read_page, with_state
from calculator.adapters.web.charts import bars_chart
from calculator.adapters.web.elsewhere import snippets
from calculator.adapters.web.facts_table import facts_table
from calculator.adapters.web.price_dates import price_dates
from calculator.adapters.web.ranking import caveats, ranking_of
from calculator.adapters.web.scatter_chart import scatter_charts
from calculator.adapters.web.sweep_chart import sweep_choice
from calculator.core.errors import UnknownName
from calculator.core.estimate import Estimate
from calculator.services import SERVICES, service
from calculator.services.service import Service

View: TypeAlias = Callable[..., HttpResponseBase]
Context: TypeAlias = dict[str, Any]
SAFE_METHODS = ("GET", "HEAD")


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
    """Every service with the answer to its default workload; the one that `service` names with the stated one."""
    query = request.GET.copy()
    kept = service(str(query.pop("service")[-1])) if query.get("service") else None
    cards = [_card(each, query if each is kept else QueryDict()) for each in SERVICES.values()]
    compare_url = next((card["compare_url"] for card in cards if card["service"] is kept), None)
    context = {"cards": cards, "kept": kept, "compare_url": compare_url, "nav": "overview"}
    return render(request, "calculator/overview.html", context)


@page
def service_page(request: HttpRequest, key: str) -> HttpResponse:
    """One service: the form, the answer, the alternatives, the chart."""
    asked = read_page(service(key), request.GET, {"over": service(key).SWEEP_OVER, "scale": "linear"})
    context = _workload_context(asked, "service")
    if asked.question is not None and asked.comparison is not None:
        estimate = asked.comparison.present.estimate
        context |= {
            "ranking": ranking_of(asked, asked.comparison, "service"),
            "prices_of": price_dates([estimate] if estimate else []),
            "sweep": sweep_choice(asked.question, asked.comparison, asked.own_fields),
            "snippets": snippets(key, asked.form.state, request.build_absolute_uri("/").rstrip("/")),
            "reprice_url": with_state(reverse("reprice", args=[key]), asked.form.state),
        }
    return _respond(request, asked, "calculator/service", context)


@page
def compare_page(request: HttpRequest, key: str) -> HttpResponse:
    """One workload under every choice, side by side."""
    asked = read_page(service(key), request.GET, {"by": service(key).COMPARE_BY[0]})
    context = _workload_context(asked, "compare")
    if asked.comparison is not None:
        scatters = scatter_charts(asked.comparison)
        ranking = ranking_of(asked, asked.comparison, "compare")
        context |= {
            "ranking": ranking,
            "facts": facts_table(ranking, asked.service.Usage.declarations[asked.by].label),
            "prices_of": price_dates(_estimates(asked)),
            "api_compare_url": with_state(reverse("api:compare", args=[key]), {**asked.form.state, "by": asked.by}),
            "chart": None if scatters else bars_chart(asked.comparison),
            "scatters": scatters,
        }
    return _respond(request, asked, "calculator/compare", context)


def _card(each: Service, query: QueryDict) -> Context:
    """What the overview shows of a service: the answer to the workload, and where to go on with it."""
    asked = read_page(each, query, {})
    path = reverse("service", args=[each.KEY])
    best = asked.best
    return {
        "service": each,
        "asked": asked,
        "caveats": caveats(best.estimate) if best is not None and best.estimate is not None else (),
        "by": each.Usage.declarations[each.COMPARE_BY[0]].label,
        "url": with_state(path, asked.form.state),
        "compare_url": with_state(reverse("compare", args=[each.KEY]), asked.form.state),
        "examples": _examples(each, path),
    }


def _examples(each: Service, path: str) -> list[Context]:
    return [{"example": example, "url": with_state(path, stated(each, example.usage))} for example in each.EXAMPLES]


def _estimates(asked: Asked) -> list[Estimate]:
    alternatives = asked.comparison.alternatives if asked.comparison else ()
    return [each.estimate for each in alternatives if each.estimate is not None]


def _workload_context(asked: Asked, view: str) -> Context:
    """What the pages with a form have in common."""
    key, state = asked.service.KEY, asked.form.state
    path, compare_path = reverse(view, args=[key]), reverse("compare", args=[key])
    finders = _finders(asked, compare_path)
    return {
        "nav": view,
        "asked": asked,
        "service": asked.service,
        "form": asked.form,
        "path": path,
        "overview_url": with_state(reverse("overview"), {"service": key, **state} if state else {}),
        "compare_url": with_state(compare_path, state),
        "finders": finders,
        "is_finding": view == "compare" and any(each["name"] == asked.by for each in finders),
        "region_name": catalogue().regions.get(asked.question.region) if asked.question else None,
        "examples": _examples(asked.service, path),
    }


def _finders(asked: Asked, compare_path: str) -> list[Context]:
    """For each list that is too long to be read: the page that ranks what fits."""
    return [
        {
            "name": field.name,
            "noun": field.label.split()[-1].lower(),
            "url": with_state(compare_path, {**asked.form.state, "by": field.name}),
        }
        for field in asked.form.fields
        if field.suggestions and field.name in asked.service.COMPARE_BY
    ]


def _respond(request: HttpRequest, asked: Asked, template: str, context: Context) -> HttpResponse:
    """The whole page, or for htmx the parts of it that change.

    A wrong input changes only the marks at the fields: the last good answer stays, and so does its address, so
    that going back never leads to a page without one.
    """
    is_part = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    if is_part:
        response = render(request, f"{template}_part.html", {**context, "is_part": True})
        if asked.errors:
            response["HX-Reswap"] = "none"
        else:
            response["HX-Push-Url"] = with_state(context["path"], asked.state)
    else:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if asked.errors else HTTPStatus.OK
        response = render(request, f"{template}.html", context, status=status)
    # One address, two answers: no cache may mistake one for the other.
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "no-cache"
    return response
