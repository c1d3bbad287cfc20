"""Spreadsheet cells over HTTP: one value as text, whole answers as XML or CSV, errors as sentences."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render

from calculator.cells import errors
from calculator.cells.answers import Writing, answer, writing_of
from calculator.cells.estimates import answer_estimate_cell, writing_of_estimate
from calculator.cells.help_page import guide
from calculator.cells.parameters import is_strict, query_of, read_cell_query
from calculator.core.errors import CalculatorError, UnknownName
from calculator.presentation.http_answers import kept
from calculator.services import SERVICES

METHODS = ("GET", "HEAD", "OPTIONS")

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def only_read(view: View[P]) -> View[P]:
    """GET and HEAD reach the view; OPTIONS, which LibreOffice sends before every cell, costs nothing."""

    @wraps(view)
    def answer_method(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
            del response["Content-Type"]
            return response
        return HttpResponseNotAllowed(METHODS)

    return answer_method


@only_read
def cell(request: HttpRequest, key: str, value: str = "") -> HttpResponseBase:
    """The answer for one cell, or the sentence that says why there is none."""
    writing = writing_of(value)
    strict = False
    try:
        query = query_of(request)
        strict = is_strict(query)
        body = answer(key, value, read_cell_query(query, key))
    except CalculatorError as error:
        return refused(error, writing, strict)
    return kept(request, HttpResponse(body.encode(), content_type=writing.media_type))


@only_read
def estimate_cell(request: HttpRequest, token: str, value: str = "") -> HttpResponseBase:
    """One value of an estimate that a link shows; private to whoever has the link."""
    writing, strict = writing_of_estimate(value), False
    try:
        query = query_of(request)
        strict = is_strict(query)
        body = answer_estimate_cell(token, value, read_cell_query(query))
    except CalculatorError as error:
        return refused(error, writing, strict)
    response = HttpResponse(body.encode(), content_type=writing.media_type)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@only_read
def help_page(request: HttpRequest) -> HttpResponse:
    """How to use the cells, with every value of the service that is chosen."""
    key = request.GET.get("service", next(iter(SERVICES)))
    try:
        context = guide(request.build_absolute_uri("/").rstrip("/"), key)
    except UnknownName as error:
        return render(request, "404.html", {"reason": error.detail}, status=HTTPStatus.NOT_FOUND)
    return render(request, "cells/help.html", context)


def refused(error: CalculatorError, writing: Writing, strict: bool) -> HttpResponse:
    """An error, which nobody may keep: 200, or else LibreOffice would show #VALUE! and nothing more."""
    return HttpResponse(
        writing.error(error),
        status=errors.STATUS[type(error)] if strict else 200,
        content_type=writing.media_type,
        headers={"X-Cell-Error": error.code, "Cache-Control": "no-store"},
    )
