"""Every error as `application/problem+json` (RFC 9457), whatever format was asked for."""

import json
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.encoding import escape_uri_path
from rest_framework.exceptions import APIException

from calculator.core.errors import CalculatorError
from calculator.presentation.http_answers import problem
from calculator.presentation.row_shapes import Problem

PROBLEM = "application/problem+json"
LONGEST_INSTANCE = 500


def answer_error(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The answer to an error, or None for one that nobody foresaw."""
    instance = instance_of(context["request"])
    match error:
        case CalculatorError():
            return problem_response(problem(error, instance))
        case APIException():
            return _plain(error.status_code, str(error.detail), instance)
        case SuspiciousOperation() | UnreadablePostError():
            return _plain(HTTPStatus.BAD_REQUEST, "The request cannot be read.", instance)
    return None


def instance_of(request: HttpRequest) -> str:
    """The path that was asked for, as an address may hold it."""
    return escape_uri_path(request.path)[:LONGEST_INSTANCE]


def problem_response(document: Problem) -> HttpResponse:
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
