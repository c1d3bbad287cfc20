"""One identifier for each request: in its answer, and in every line of the log that is written for it."""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from time import perf_counter
from uuid import uuid4

from django.http import HttpRequest
from django.http.response import HttpResponseBase

log = logging.getLogger(__name__)

HEADER = "X-Request-ID"
IDENTIFIER = "calculator.request_id"
NO_REQUEST = "-"
# What proxies send; anything else could forge a line of the log.
GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")

_current: ContextVar[str] = ContextVar("request_id", default=NO_REQUEST)


class RequestIdMiddleware:
    """The identifier that a proxy has given, or a new one; and a line for each request where INFO is logged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Name the request for as long as it is worked on."""
        given = request.headers.get(HEADER, "")
        identifier = given if GIVEN.fullmatch(given) else uuid4().hex
        # Django writes some lines when all middleware is done: they have the request with them.
        request.META[IDENTIFIER] = identifier
        before, start = _current.set(identifier), perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = identifier
            if log.isEnabledFor(logging.INFO):
                milliseconds = (perf_counter() - start) * 1e3
                # Without the query: it is what somebody wants to build.
                told = (
                    request.method,
                    request.path,
                    response.status_code,
                    milliseconds,
                    request.META.get("REMOTE_ADDR", ""),
                )
                log.info("%s %a %d in %.1f ms for %s", *told)
            return response
        finally:
            _current.reset(before)


class WithoutTraceback(logging.Filter):
    """A request that Django refuses as suspicious, such as one for another host, is a line and not a page of code."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        if record.name.startswith("django.security."):
            record.exc_info = record.exc_text = None
        return True


class WithoutSecrets(logging.Filter):
    """A log never says how to open an estimate: in the place of ids, keys and tokens of addresses stands `*`."""

    SECRET = re.compile(r"((?:/|%2F)(?:s|shared|estimates|shares)(?:/|%2F))[\w-]{22}(?![\w-])|(\bkey=)[\w-]+", re.I)

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with its message written out where it has a secret."""
        told = record.getMessage()
        hidden = self.SECRET.sub(lambda found: f"{found[1] or found[2]}*", told)
        if hidden != told:
            record.msg, record.args = hidden, ()
        return True


class WithRequestId(logging.Filter):
    """Adds `request_id` to every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets all of them pass."""
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "META", {}).get(IDENTIFIER) or _current.get()
        return True
