"""What the HTTP ways in share: fields of a query string, conditional answers, the status and shape of an error."""

import logging
from collections.abc import Mapping
from hashlib import blake2b
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.cache import get_conditional_response

from calculator.adapters.documents import Document
from calculator.core.errors import (
    BrokenTable,
    CalculatorError,
    FieldError,
    Infeasible,
    InvalidInput,
    NotPriced,
    UnknownName,
    shown,
)

log = logging.getLogger(__name__)

# As long as a spreadsheet may keep a cell: prices change when a list is activated, and the date once a day.
KEPT_FOR = "public, max-age=300"
FAULTY_TABLES = "The price tables of this server are faulty."

STATUS_OF: Mapping[type[CalculatorError], HTTPStatus] = {
    InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    Infeasible: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotPriced: HTTPStatus.NOT_FOUND,
    UnknownName: HTTPStatus.NOT_FOUND,
    BrokenTable: HTTPStatus.SERVICE_UNAVAILABLE,
}
TITLE_OF: Mapping[type[CalculatorError], str] = {
    InvalidInput: "Some of the input is wrong",
    Infeasible: "The chosen option cannot carry this workload",
    NotPriced: "No price in this price list",
    UnknownName: "There is nothing of this name",
    BrokenTable: "The price tables cannot be used",
}


def query_fields(query: QueryDict, *, leaving_out: tuple[str, ...] = ()) -> dict[str, str]:
    """The parameters of a query string. Raises InvalidInput for one that is given twice."""
    names = [name for name in query if name not in leaving_out]
    twice = [name for name in names if len(query.getlist(name)) > 1]
    if twice:
        raise InvalidInput(
            FieldError(shown(name), f"{shown(name)} is given more than once; give it once.", shown(query[name]))
            for name in twice
        )
    return {name: str(query[name]) for name in names}


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """A good answer, which may be kept for a while; 304 for a client that has it already."""
    etag = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = KEPT_FOR
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return response
    return get_conditional_response(request, etag=etag, response=response) or response


def public_errors(error: CalculatorError) -> tuple[FieldError, ...]:
    """What a caller may read of an error: of faulty price tables, only that they are; the log has where."""
    if not isinstance(error, BrokenTable):
        return error.errors
    log.error("The price tables cannot be used: %s", error)
    return (FieldError("prices", FAULTY_TABLES),)


def problem(error: CalculatorError, instance: str) -> Document:
    """The RFC 9457 document of an error, every wrong field at once."""
    errors = public_errors(error)
    document: Document = {
        "type": "about:blank",
        "title": TITLE_OF[type(error)],
        "status": int(STATUS_OF[type(error)]),
        "detail": " ".join(each.message for each in errors),
        "instance": instance,
        "code": error.code,
        "errors": [{"field": each.field, "message": each.message, "value": each.value} for each in errors],
    }
    if isinstance(error, Infeasible):
        document["nearest_choice"] = error.nearest_choice
    return document
