"""What every response passes on its way out, besides Django's own middleware."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


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
