"""What every response passes on its way out, besides Django's own middleware."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from calculator.core.errors import BrokenTable, NoDatabase
from calculator.presentation.http_answers import STATUS_OF, public_errors
from calculator.serving.isolation import ISOLATION
from calculator.store.deadlines import within
from calculator.store.price_lists.active_catalogue import pinned


class EvenGZipMiddleware(GZipMiddleware):
    """Compression without random padding: what holds a secret is not compressed, and HEAD must have GET's headers."""

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """What is private stays as it is: its compressed length would tell of the keys in it."""
        if "no-store" in response.headers.get("Cache-Control", ""):
            return response
        return super().process_response(request, response)


class IsolationMiddleware:
    """No answer is a part of another site, and none uses what a browser offers besides: also files and redirects."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add them to whatever comes back."""
        response = self.get_response(request)
        for name, value in ISOLATION.items():
            response.headers[name] = value
        return response


class BodilessHeadMiddleware:
    """HEAD answers with the headers of GET and no body; the server would warn of one at every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Empty the body last, when every header has been written."""
        response = self.get_response(request)
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response.content = b""
        return response


class ContentSecurityPolicyMiddleware:
    """One policy for every answer, written once: nothing in it depends on who asks for what."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add the policy, but to Django's own pages for developers, which it would spoil."""
        response = self.get_response(request)
        if not settings.DEBUG or response.status_code not in (404, 500):
            response.headers.setdefault(HEADER, self._policy)
        return response


class OneCatalogueMiddleware:
    """A request sees one set of prices from start to end, and waits briefly where they have to be fetched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hold the prices that are first asked for."""
        with within(settings.DATABASE_ANSWERS_WITHIN), pinned():
            return self.get_response(request)


class NoPricesMiddleware:
    """A page that can have no prices says why; the API and the cells have answers of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page in the place of the one that failed."""
        if not isinstance(error, BrokenTable | NoDatabase):
            return None
        response = render(request, "503.html", {"errors": public_errors(error)}, status=STATUS_OF[type(error)])
        response["Cache-Control"] = "no-store"
        return response
