"""Figures for Prometheus, counted over all server processes: how much is asked, how it ends, how long it takes."""

import os
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter("calculator_requests", "Requests answered.", ("view", "method", "status"))
SECONDS = Histogram(
    "calculator_request_seconds",
    "From the whole request to the whole answer, without waiting for a thread.",
    ("view",),
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class MetricsMiddleware:
    """Counts every request, under the name of what answers it: what is typed into an address makes no new figure."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Time it."""
        start = perf_counter()
        response = self.get_response(request)
        view = view_of(request)
        SECONDS.labels(view).observe(perf_counter() - start)
        REQUESTS.labels(view, request.method if request.method in METHODS else "other", response.status_code).inc()
        return response


def view_of(request: HttpRequest) -> str:
    """What has answered a request."""
    if request.resolver_match is not None:
        return request.resolver_match.view_name
    return "static file" if request.path.startswith(settings.STATIC_URL) else "none"


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """All figures as text."""
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)
