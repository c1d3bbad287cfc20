"""What the HTTP ways in share: fields of a query string, conditional answers, the status and shape of an error."""

import logging
from collections.abc import Collection, Mapping
from hashlib import blake2b
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.cache import get_conditional_response, patch_vary_headers

from calculator.core.errors import (
    BadFile,
    BrokenTable,
    CalculatorError,
    FieldError,
    FileTooLarge,
    Infeasible,
    InvalidInput,
    NoDatabase,
    NotPriced,
    UnknownName,
    shown,
)
from calculator.core.inputs import MOST_ERRORS
from calculator.core.lists import ListField
from calculator.presentation.error_documents import wrong_field_document
from calculator.presentation.row_shapes import Problem
from calculator.services.service import Service

log = logging.getLogger(__name__)


class UnreadableRequest(CalculatorError):
    """A request that cannot be understood, or is addressed to somebody else."""

    code = "bad_request"


class TooManyRequests(CalculatorError):
    """A client has asked for more than its share."""

    code = "too_many_requests"


# As long as a spreadsheet may keep a cell: prices change when a list is activated, and the date once a day.
KEPT_FOR = "public, max-age=300"
FAULTY_TABLES = "The price tables of this server are faulty."

STATUS_OF: Mapping[type[CalculatorError], HTTPStatus] = {
    InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    Infeasible: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotPriced: HTTPStatus.NOT_FOUND,
    UnreadableRequest: HTTPStatus.BAD_REQUEST,
    TooManyRequests: HTTPStatus.TOO_MANY_REQUESTS,
    UnknownName: HTTPStatus.NOT_FOUND,
    BadFile: HTTPStatus.UNPROCESSABLE_ENTITY,
    FileTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NoDatabase: HTTPStatus.SERVICE_UNAVAILABLE,
    BrokenTable: HTTPStatus.SERVICE_UNAVAILABLE,
}
TITLE_OF: Mapping[type[CalculatorError], str] = {
    InvalidInput: "Some of the input is wrong",
    Infeasible: "The chosen option cannot carry this workload",
    NotPriced: "No price in our data",
    UnreadableRequest: "The request cannot be read",
    TooManyRequests: "Too many requests from one address",
    UnknownName: "There is nothing of this name",
    BadFile: "The file is no table of usages",
    FileTooLarge: "The file is too large",
    NoDatabase: "The database does not answer",
    BrokenTable: "The price tables cannot be used",
}


# What a throttled request can be charged with, once it is known how much it asks.
CHARGE = "charge_tokens"
# What the mixes of commitments of one fleet more cost beside those of the first.
TOKENS_PER_FLEET = 20


def charged(request: HttpRequest, tokens: int) -> HttpResponse | None:
    """Charge whoever asks for work that the address does not tell; the refusal where too much was asked already."""
    charge = getattr(request, CHARGE, None)
    return None if charge is None else charge(tokens)


def query_fields(
    query: QueryDict, *, leaving_out: tuple[str, ...] = (), several: Collection[str] = ()
) -> dict[str, str]:
    """The parameters of a query string; `several` may be given more than once, and are then joined by commas.

    Raises InvalidInput for any other one that is given twice.
    """
    given = {name: query.getlist(name) for name in query if name not in leaving_out}
    twice = [name for name, values in given.items() if len(values) > 1 and name not in several]
    if twice:
        raise InvalidInput(
            FieldError(shown(name), f"{shown(name)} is given more than once; give it once.", shown(query[name]))
            for name in twice[:MOST_ERRORS]
        )
    return {name: ",".join(values) for name, values in given.items()}


def fields_of_several(asked: Service) -> frozenset[str]:
    """The fields of a service that take several values."""
    return frozenset(name for name, each in asked.Usage.declarations.items() if isinstance(each, ListField))


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """A good answer, which may be kept for a while unless it was posted; 304 for a client that has it already."""
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
        return response
    # Weak, and varying with the encoding, as a compressed answer is: a 304 has the fields of its 200.
    etag = f'W/"{blake2b(response.content, digest_size=16).hexdigest()}"'
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = KEPT_FOR
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return response
    return get_conditional_response(request, etag=etag, response=response) or response


def public_errors(error: CalculatorError) -> tuple[FieldError, ...]:
    """What a caller may read of an error: of faulty price tables, only that they are; the log has where."""
    if isinstance(error, NoDatabase):
        log.error("The database does not answer: %s", error.cause)
    if not isinstance(error, BrokenTable):
        return error.errors
    log.error("The price tables cannot be used: %s", error)
    return (FieldError("prices", FAULTY_TABLES),)


def problem(error: CalculatorError, instance: str) -> Problem:
    """The RFC 9457 document of an error, every wrong field at once."""
    errors = public_errors(error)
    document: Problem = {
        "type": "about:blank",
        "title": TITLE_OF[type(error)],
        "status": int(STATUS_OF[type(error)]),
        "detail": " ".join(each.message for each in errors),
        "instance": instance,
        "code": error.code,
        "errors": [wrong_field_document(each) for each in errors],
    }
    if isinstance(error, Infeasible):
        document["nearest_choice"] = error.nearest_choice
    return document
