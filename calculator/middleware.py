"""What every response passes on its way out, besides Django's own middleware."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from calculator.adapters.http import STATUS_OF, public_errors
from calculator.core.errors import BrokenTable
from calculator.price_lists.current import pinned


class EvenGZipMiddleware(GZipMiddleware):
    """Compression without random padding: no page holds a secret, and HEAD must have the headers of GET."""

    max_random_bytes = 0


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


class OneCatalogueMiddleware:
    """A request sees one set of prices from start to end, whatever is activated meanwhile."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hold the prices that are first asked for."""
        with pinned():
            return self.get_response(request)


class FaultyTablesMiddleware:
    """A page that meets faulty price tables says so; the API and the cells have answers of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page in the place of the one that failed."""
        if not isinstance(error, BrokenTable):
            return None
        response = render(request, "503.html", {"errors": public_errors(error)}, status=STATUS_OF[BrokenTable])
        response["Cache-Control"] = "no-store"
        return response
