"""Spreadsheet cells over HTTP: one value as text, whole answers as XML or CSV, errors as sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from calculator.adapters import asking
from calculator.adapters.documents import Document, comparison_document, estimate_document
from calculator.adapters.spreadsheet import errors
from calculator.adapters.spreadsheet.cells import value_text, with_rounded_money
from calculator.adapters.spreadsheet.guide import guide
from calculator.adapters.spreadsheet.parameters import Asked, is_strict, query_of, read_asked
from calculator.adapters.spreadsheet.xml import comparison_xml, estimate_xml
from calculator.adapters.tables import comparison_table, csv_text, estimate_table
from calculator.core.display import CENTS
from calculator.core.errors import CalculatorError

METHODS = ("GET", "HEAD", "OPTIONS")
KEPT_FOR = "public, max-age=300"

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Writing:
    """What an answer is sent as, and how an error looks in its place."""

    media_type: str
    error: Callable[[str, str], str]


TEXT = Writing("text/plain; charset=utf-8", errors.as_line)
XML = Writing("application/xml; charset=utf-8", errors.as_xml)
CSV = Writing("text/csv; charset=utf-8; header=present", errors.as_csv)
WRITINGS = {"estimate.xml": XML, "compare.xml": XML, "estimate.csv": CSV, "compare.csv": CSV}


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
    writing = WRITINGS.get(value, TEXT)
    strict = False
    try:
        query = query_of(request)
        strict = is_strict(query)
        body = answer(key, value, read_asked(query))
    except CalculatorError as error:
        return refused(error, writing, strict)
    return answered(request, body, writing)


@only_read
def help_page(request: HttpRequest) -> HttpResponse:
    """How to use the cells, with every value there is."""
    return render(request, "spreadsheet/help.html", guide(request.build_absolute_uri("/").rstrip("/")))


def answer(key: str, value: str, asked: Asked) -> str:
    """The body of a good answer. Raises CalculatorError."""
    match value:
        case "estimate.xml":
            return estimate_xml(estimated(key, asked))
        case "estimate.csv":
            return csv_text(estimate_table(estimated(key, asked)))
        case "compare.xml":
            return comparison_xml(compared(key, asked))
        case "compare.csv":
            return csv_text(comparison_table(compared(key, asked)))
    estimate = asking.answer(asking.ask(key, asked.fields))
    return value_text(estimate, value, CENTS if asked.places is None else asked.places)


def estimated(key: str, asked: Asked) -> Document:
    """The estimate, exact unless a precision was asked for."""
    return _as_asked(estimate_document(asking.answer(asking.ask(key, asked.fields))), asked)


def compared(key: str, asked: Asked) -> Document:
    """The comparison, exact unless a precision was asked for."""
    return _as_asked(comparison_document(asking.ask_comparison(key, asked.fields)), asked)


def _as_asked(document: Document, asked: Asked) -> Document:
    rounded: Document = document if asked.places is None else with_rounded_money(document, asked.places)
    return rounded


def answered(request: HttpRequest, body: str, writing: Writing) -> HttpResponseBase:
    """A good answer, which may be kept for a while; 304 for who has it already."""
    content = body.encode()
    etag = f'"{blake2b(content, digest_size=12).hexdigest()}"'
    response = HttpResponse(content, content_type=writing.media_type, headers={"ETag": etag, "Cache-Control": KEPT_FOR})
    if "HTTP_IF_NONE_MATCH" in request.META:
        return get_conditional_response(request, etag, response=response) or response
    return response


def refused(error: CalculatorError, writing: Writing, strict: bool) -> HttpResponse:
    """An error, which nobody may keep: 200, or else LibreOffice would show #VALUE! and nothing more."""
    return HttpResponse(
        writing.error(error.code, errors.sentences(error)),
        status=errors.STATUS[type(error)] if strict else 200,
        content_type=writing.media_type,
        headers={"X-Cell-Error": error.code, "Cache-Control": "no-store"},
    )
