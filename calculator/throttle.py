"""How much one client may ask of all processes together: a bucket of tokens that fills again by itself.

The headers are those of draft-ietf-httpapi-ratelimit-headers-10.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from calculator.core.errors import FieldError
from calculator.presentation.http_answers import CHARGE, TooManyRequests
from calculator.refusals import refused
from calculator.serving.buckets import Buckets, Level, Rate
from calculator.serving.costs import FREE, tokens_of

POLICY = "client"


class ThrottleMiddleware:
    """Made once, before the processes are forked: they all count in one table."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.THROTTLE is None:
            raise MiddlewareNotUsed
        self.get_response = get_response
        rate = Rate(*settings.THROTTLE)
        self._buckets = Buckets(rate)
        self._policy = f'"{POLICY}";q={rate.tokens};w={rate.seconds}'

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass if there are tokens enough, and say how many are left."""
        tokens = tokens_of(request.method or "", request.path)
        if tokens == FREE:
            return self.get_response(request)
        client = request.META.get("REMOTE_ADDR", "")
        level = self._buckets.take(client, tokens)

        def charge(more: int) -> HttpResponse | None:
            """Take what a request turns out to cost besides; the refusal where there is not so much."""
            found = self._buckets.take(client, more)
            return too_many(request, found) if found.wait else None

        setattr(request, CHARGE, charge)
        response = too_many(request, level) if level.wait else self.get_response(request)
        response.headers["RateLimit-Policy"] = self._policy
        response.headers["RateLimit"] = f'"{POLICY}";r={level.left};t={level.full_after}'
        return response


def too_many(request: HttpRequest, level: Level) -> HttpResponse:
    """When to come back."""
    seconds = f"{level.wait} second{'' if level.wait == 1 else 's'}"
    told = f"This address has asked for more than its share; ask again in {seconds}."
    response = refused(request, TooManyRequests([FieldError("requests", told)]))
    response.headers["Retry-After"] = str(level.wait)
    return response
