"""Every error as `application/problem+json` (RFC 9457), whatever format was asked for."""

import json
from http import HTTPStatus
from math import ceil
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, UnreadablePostError
from django.utils.encoding import escape_uri_path
from rest_framework.exceptions import APIException, Throttled

from calculator.adapters.documents import Document
from calculator.adapters.http import problem
from calculator.core.errors import CalculatorError

PROBLEM = "application/problem+json"
LONGEST_INSTANCE = 500


def answer_error(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The answer to an error, or None for one that nobody foresaw."""
    instance = escape_uri_path(context["request"].path)[:LONGEST_INSTANCE]
    match error:
        case CalculatorError():
            return problem_response(problem(error, instance))
        case Throttled():
            response = _plain(error.status_code, str(error.detail), instance)
            response["Retry-After"] = str(ceil(getattr(error, "wait", None) or 1))
            return response
        case APIException():
            return _plain(error.status_code, str(error.detail), instance)
        case SuspiciousOperation() | UnreadablePostError():
            return _plain(HTTPStatus.BAD_REQUEST, "The request cannot be read.", instance)
    return None


def problem_response(document: Document) -> HttpResponse:
    """A problem document with its own status; never to be cached."""
    return HttpResponse(
        json.dumps(document),
        status=document["status"],
        content_type=PROBLEM,
        headers={"Cache-Control": "no-store"},
    )


def _plain(status: int, detail: str, instance: str) -> HttpResponse:
    return problem_response(
        {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": int(status),
            "detail": detail,
            "instance": instance,
            "errors": [],
        }
    )
