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

from calculator.analysis.compare import Comparison
from calculator.application.questions import common
from calculator.core.answer import Answer
from calculator.core.display import usd
from calculator.core.errors import UnknownName
from calculator.estimates.blueprints import blueprints
from calculator.presentation.charts.chart import bars_chart
from calculator.presentation.charts.scatter_chart import scatter_charts
from calculator.presentation.charts.sweep_choice import sweep_choice
from calculator.presentation.figures import signed_usd
from calculator.presentation.price_dates import price_dates
from calculator.services import SERVICES, service
from calculator.services.service import comparable, sweep_over
from calculator.web.bill import bill_rows, free_rows
from calculator.web.break_even_table import break_even_table
from calculator.web.chips import assumptions
from calculator.web.commitment_form import commitments_address
from calculator.web.compared_by import BY, choices_to_compare, label_of
from calculator.web.facts_table import facts_table
from calculator.web.finders import finders_of
from calculator.web.home import (
    COMMON_TERMS,
    LONGEST_SEARCH,
    common_services,
    examples_of,
    no_service,
    scope_of,
    search,
    service_categories,
)
from calculator.web.in_force import of_question
from calculator.web.page_request import PageRequest, read_page, unread, with_state
from calculator.web.ranking import MOST_ROWS, ranking_of
from calculator.web.snippets import snippets
from calculator.web.type_links import types_of

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
            reason = no_service(names["key"]) if names.get("key", "") not in {"", *SERVICES} else error.detail
            return render(request, "404.html", {"reason": reason}, status=HTTPStatus.NOT_FOUND)

    return answered


@page
def overview(request: HttpRequest) -> HttpResponse:
    """Common services with workloads to start from, and all of them by category; with `q`, what has that name."""
    searched = str(request.GET.get("q", ""))[:LONGEST_SEARCH].strip()
    scope = scope_of(request.GET.dict())
    context = {
        "nav": "overview",
        "ignored": unread(request.GET, "q", *common()),
        "scope": scope,
        "services_url": with_state(reverse("services"), scope),
        "common_services": common_services(scope),
        "categories": service_categories(scope),
        "blueprints": blueprints(),
        "searched": searched,
        "found": search(searched, scope) if searched else (),
    }
    return render(request, "calculator/overview.html", context)


@page
def glossary(request: HttpRequest) -> HttpResponse:
    """What the words mean: those of money and time, then those of each service."""
    services = [each for each in SERVICES.values() if each.TERMS]
    context = {"nav": "glossary", "common": COMMON_TERMS, "services": services, "ignored": unread(request.GET)}
    return render(request, "calculator/glossary.html", context)


@page
def service_page(request: HttpRequest, key: str) -> HttpResponse:
    """One service: the form, the answer, the alternatives, the chart."""
    own = {"over": sweep_over(service(key)), "scale": "linear", "start": "", "stop": "", "estimate": "", "entry": ""}
    # No chart needs more than the ranking lists.
    asked = read_page(service(key), request.GET, own, most=MOST_ROWS)
    context = _workload_context(request, asked, "service")
    of_line = {name: text for name in ("estimate", "entry") if (text := asked.own_fields.get(name))}
    if asked.question is not None and asked.comparison is not None:
        answer = asked.comparison.present.answer
        context |= {
            "shown": asked.comparison.present if answer else None,
            "headline": headline(answer) if answer else "",
            "bill": bill_rows(answer) if answer else (),
            "free": free_rows(answer) if answer else (),
            "ranking": ranking_of(asked, asked.comparison, "service"),
            "prices_of": price_dates([answer] if answer else []),
            "sweep": sweep_choice(asked.question, asked.comparison, asked.own_fields),
            "snippets": snippets(key, asked.form.state, context["origin"], answer),
            "reprice_url": with_state(reverse("reprice", args=[key]), asked.form.state),
            "api_url": with_state(reverse("api:estimate", args=[key]), asked.form.state),
            "commitments_url": commitments_address(key, asked.form.state),
            "csv_url": with_state(reverse("api:estimate", args=[key]), {**asked.form.state, "format": "csv"}),
            "estimate_url": with_state(reverse("add-to-estimate"), {"service": key, **asked.form.state, **of_line}),
        }
    sweep = context.get("sweep")
    return _respond(request, asked, "calculator/service", context, is_wrong=sweep is not None and sweep.is_wrong)


@page
def compare_page(request: HttpRequest, key: str) -> HttpResponse:
    """One workload under every choice, side by side."""
    asked = read_page(service(key), request.GET, {BY: comparable(service(key))[0]})
    context = _workload_context(request, asked, "compare")
    if asked.comparison is not None:
        scatters = scatter_charts(asked.comparison)
        ranking = ranking_of(asked, asked.comparison, "compare")
        best = asked.comparison.best
        api_url = reverse("api:compare", args=[key])
        state = {**asked.form.state, "by": asked.by}
        context |= {
            "shown": best,
            "headline": headline(best.answer) if best and best.answer else "",
            "bar_facts": _bar_facts(asked.comparison),
            "ranking": ranking,
            "facts": facts_table(ranking),
            "by_label": label_of(asked.service, asked.by or ""),
            "prices_of": price_dates(_answers(asked)),
            "api_compare_url": with_state(api_url, state),
            "estimate_url": with_state(reverse("add-to-estimate"), {"service": key, **asked.form.state}),
            "snippets": snippets(key, asked.form.state, context["origin"], asked.comparison.present.answer),
            "api_url": with_state(api_url, state),
            "csv_url": with_state(api_url, {**state, "format": "csv"}),
            "chart": None if scatters else bars_chart(asked.comparison),
            "scatters": scatters,
        }
    return _respond(request, asked, "calculator/compare", context)


def headline(answer: Answer) -> str:
    """The amount of a page's title: the effective monthly cost where something is paid upfront."""
    leading = answer.effective_monthly_usd if answer.leads_with_effective else answer.monthly_usd
    return f"{usd(leading or Decimal(0))}/month"


def _bar_facts(comparison: Comparison) -> list[tuple[str, str]]:
    """What stands beside the amount of the cheapest choice."""
    best, present = comparison.best, comparison.present
    if best is None or best.answer is None:
        return []
    facts = [("Cheapest", best.label)]
    if best is not present and best.delta_usd is not None:
        facts.append((f"Against {present.label}", signed_usd(best.delta_usd)))
    if best is present:
        facts.append(("It is", "the current selection"))
    return facts


def _answers(asked: PageRequest) -> list[Answer]:
    alternatives = asked.comparison.alternatives if asked.comparison else ()
    return [each.answer for each in alternatives if each.answer is not None]


def _workload_context(request: HttpRequest, asked: PageRequest, view: str) -> Context:
    """What the pages with a form have in common."""
    key, state = asked.service.KEY, asked.form.state
    path, compare_path = reverse(view, args=[key]), reverse("compare", args=[key])
    finders = finders_of(asked, compare_path)
    return {
        "nav": view,
        "asked": asked,
        "present": asked.present,
        "service": asked.service,
        "compared_by": choices_to_compare(asked.service),
        "form": asked.form,
        "chips": assumptions(asked.question) if asked.question else (),
        "break_even": break_even_table(asked.comparison) if asked.comparison else None,
        "path": path,
        "scope": scope_of(state),
        "services_url": with_state(reverse("services"), scope_of(state)),
        "learn_url": with_state(reverse("learn", args=[key]), scope_of(state)),
        **types_of(asked.service, scope_of(state)),
        "in_force": of_question(asked.question) if asked.question else None,
        "origin": request.build_absolute_uri("/").rstrip("/"),
        "address": request.build_absolute_uri(with_state(path, asked.state)),
        "service_url": with_state(reverse("service", args=[key]), state),
        "compare_url": with_state(compare_path, state),
        "finders": finders,
        "shown_in_line": asked.form.shown_in_line(_narrowing(asked)),
        "kept_in_line": asked.form.kept_in_line(_narrowing(asked)),
        "is_finding": view == "compare" and any(each["name"] == asked.by for each in finders),
        "examples": examples_of(asked.service, scope_of(state)),
    }


def _narrowing(asked: PageRequest) -> tuple[str, ...]:
    """The fields that leave fewer choices of a list too long to be read: they stand first beside it."""
    long_list = asked.service.LONG_LISTS.get(asked.by or "")
    return long_list.narrowed_by if long_list else ()


def _respond(
    request: HttpRequest, asked: PageRequest, template: str, context: Context, *, is_wrong: bool = False
) -> HttpResponse:
    """The whole page, or for htmx the parts of it that change; `is_wrong` where the fault is not in the workload.

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
        status = HTTPStatus.UNPROCESSABLE_ENTITY if asked.errors or is_wrong else HTTPStatus.OK
        response = render(request, f"{template}.html", context, status=status)
    # One address, two answers: no cache may mistake one for the other.
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "no-cache"
    return response
