"""The pages that show which services there are, and how each is billed and sized; and the map of the site."""

from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from calculator.analysis.commitments.committable import committables
from calculator.application.questions import catalogue, common, today
from calculator.application.service_coverage import service_coverage
from calculator.catalogue.catalogue import Catalogue
from calculator.services import SERVICES, service, service_categories
from calculator.services.service import REGION
from calculator.web.home import scope_of
from calculator.web.lessons import lessons_of
from calculator.web.page_request import with_state
from calculator.web.pages import page
from calculator.web.service_catalogue import FILTERS, listed, read_filter

# Lessons of so many services, Regions and days are kept as they were written.
LESSONS_KEPT = 64
SITE_PAGES = ("overview", "services", "estimates", "prices", "glossary", "cells_help")


@page
def services(request: HttpRequest) -> HttpResponse:
    """Every service by category, narrowed by words, category, Region and whether it sizes capacity."""
    query = request.GET.dict()
    chosen, unknown = read_filter(query)
    scope = scope_of(query)
    found = listed(chosen, scope, today())
    context = {
        "nav": "services",
        "scope": scope,
        "services_url": with_state(reverse("services"), scope),
        "chosen": chosen,
        "categories": service_categories(),
        "regions": catalogue().regions,
        "found": found,
        "count": sum(len(each.services) for each in found),
        "of": len(SERVICES),
        "ignored": (*unknown, *(name for name in query if name not in FILTERS and name not in common())),
    }
    return render(request, "calculator/services.html", context)


@page
def learn(request: HttpRequest, key: str) -> HttpResponse:
    """How one service is billed and sized, by worked examples that are answered now."""
    taught = service(key)
    query = request.GET.dict()
    priced = service_coverage(taught).regions
    usual = str(common()[REGION].default)
    asked = query.get(REGION, usual)
    region = asked if asked in priced else usual if usual in priced else priced[0]
    scope = {**scope_of(query), REGION: region} if REGION in query else scope_of(query)
    context = {
        "nav": "services",
        "service": taught,
        "scope": scope,
        "services_url": with_state(reverse("services"), scope),
        "region": region,
        "regions": [(code, catalogue().regions[code]) for code in priced],
        "coverage": service_coverage(taught),
        "service_url": with_state(reverse("service", args=[key]), scope),
        "lessons": _lessons(key, region, catalogue(), today()),
        "ignored": (
            *([asked] if asked != region else []),
            *(name for name in query if name not in common()),
        ),
    }
    return render(request, "calculator/learn.html", context)


@lru_cache(maxsize=LESSONS_KEPT)
def _lessons(key: str, region: str, _prices: Catalogue, day: date) -> str:
    """The lessons of a service under the prices in use, dozens of answers: written once for a Region and a day."""
    taught = service(key)
    context = {"service": taught, "lessons": lessons_of(taught, region, day), "region": region, "day": day}
    return render_to_string("calculator/_lessons.html", context)


@page
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses of all pages that somebody may look for, as sitemaps.org describes it."""
    paths = [
        *(reverse(name) for name in SITE_PAGES),
        *(reverse(view, args=[key]) for key in SERVICES for view in ("service", "learn")),
        *(reverse("commitments", args=[key]) for key in committables()),
        *(reverse("types", args=[key]) for key, each in SERVICES.items() if each.TYPE_TABLE),
    ]
    context = {"locations": [request.build_absolute_uri(path) for path in paths]}
    return render(request, "calculator/sitemap.xml", context, content_type="application/xml; charset=utf-8")
