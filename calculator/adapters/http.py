"""What the HTTP ways in share: fields from a query string, and the status and shape of an error."""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import QueryDict

from calculator.adapters.documents import Document, error_documents
from calculator.core.errors import (
    CalculatorError,
    FieldError,
    Infeasible,
    InvalidInput,
    NotPriced,
    UnknownName,
    shown,
)

STATUS_OF: Mapping[type[CalculatorError], HTTPStatus] = {
    InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    Infeasible: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotPriced: HTTPStatus.NOT_FOUND,
    UnknownName: HTTPStatus.NOT_FOUND,
}
TITLE_OF: Mapping[type[CalculatorError], str] = {
    InvalidInput: "Some of the input is wrong",
    Infeasible: "The chosen option cannot carry this workload",
    NotPriced: "No price in this price list",
    UnknownName: "There is nothing of this name",
}


def query_fields(query: QueryDict, *, leaving_out: tuple[str, ...] = ()) -> dict[str, str]:
    """The parameters of a query string. Raises InvalidInput for one that is given twice."""
    names = [name for name in query if name not in leaving_out]
    twice = [name for name in names if len(query.getlist(name)) > 1]
    if twice:
        raise InvalidInput(
            FieldError(shown(name), "This field is given more than once; give it once.", shown(query[name]))
            for name in twice
        )
    return {name: str(query[name]) for name in names}


def problem(error: CalculatorError, instance: str) -> Document:
    """The RFC 9457 document of an error, every wrong field at once."""
    document: Document = {
        "type": "about:blank",
        "title": TITLE_OF[type(error)],
        "status": int(STATUS_OF[type(error)]),
        "detail": error.detail,
        "instance": instance,
        "code": error.code,
        "errors": error_documents(error),
    }
    if isinstance(error, Infeasible):
        document["nearest_choice"] = error.nearest_choice
    return document
