"""Fields from the body of a POST: strict JSON, with every number kept as the text that was sent."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import TypeVar

from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils.http import parse_header_parameters
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.request import Request

from calculator.core.errors import shown
from calculator.core.strict_json import NotJson, read_json, refuse_each

_Value = TypeVar("_Value")
JSON, FORM = "application/json", "multipart/form-data"
# A usage takes about one kilobyte, and a value is a text, a number, a flag or a list of them.
LARGEST_BODY = 64 * 1024
DEEPEST = 4


class BodyTooLarge(APIException):
    """The body is longer than any usage, or than any estimate."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def body_fields(request: Request, largest: int = LARGEST_BODY, deepest: int = DEEPEST) -> dict[str, object]:
    """The members of the JSON object that was sent, of so many bytes and levels at most.

    Raises UnsupportedMediaType, BodyTooLarge, ParseError, and InvalidInput for a field given twice.
    """
    kind, _ = parse_header_parameters(request.content_type or "")
    if kind != JSON:
        raise UnsupportedMediaType(shown(kind), f"The body must be sent as {JSON}, not {shown(kind)!r}.")
    if _stated_length(request) > largest:
        raise BodyTooLarge(f"The body is too large; send at most {largest} bytes.")
    value = _parsed(request.body)
    if not isinstance(value, dict):
        raise ParseError('The body must be a JSON object of fields, such as {"region": "eu-west-1"}.')
    if _is_deeper(value, deepest):
        raise ParseError(f"The body is nested too deeply; {deepest} levels are more than any field needs.")
    return value


def body_text(request: Request, kinds: tuple[str, ...], largest: int, instead: str) -> str:
    """The text that was sent, of one of some media types and of so many bytes at most; `instead` says what else to do.

    Raises UnsupportedMediaType, BodyTooLarge, ParseError.
    """
    kind, _ = parse_header_parameters(request.content_type or "")
    if kind not in kinds:
        message = f"The body must be sent as one of {', '.join(kinds)}, not {shown(kind)!r}."
        raise UnsupportedMediaType(shown(kind), message)
    if _stated_length(request) > largest:
        raise BodyTooLarge(f"The body is too large; send at most {largest} bytes, or {instead}.")
    if not request.body.strip():
        raise ParseError("The body is empty; send the file as it is, and its Content-Length.")
    return _text(request.body)


def sent_form(request: Request, largest: int, instead: str) -> tuple[dict[str, list[bytes]], QueryDict] | None:
    """The files of a form by their field, and its other fields; None for a body that is no form.

    Raises BodyTooLarge, ParseError.
    """
    kind, _ = parse_header_parameters(request.content_type or "")
    if kind != FORM:
        return None
    if _stated_length(request) > largest:
        raise BodyTooLarge(f"The body is too large; send at most {largest} bytes, or {instead}.")
    try:
        files, fields = request._request.FILES, request._request.POST
    except (MultiPartParserError, SuspiciousOperation):
        raise ParseError("The body is no multipart/form-data; send each file as a part with a name.") from None
    return {str(name): [each.read() for each in files.getlist(name)] for name in files}, fields


def merged(query: Mapping[str, _Value], body: Mapping[str, _Value]) -> dict[str, _Value]:
    """The fields of the query string and of the body. Raises InvalidInput for one that is in both."""
    refuse_each(
        (name for name in body if name in query),
        "is given in the query string and in the body; give it in one of them.",
    )
    return {**query, **body}


def _stated_length(request: Request) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _parsed(body: bytes) -> object:
    if not body.strip():
        raise ParseError("The body is empty; send a JSON object and its Content-Length, {} for all defaults.")
    try:
        return read_json(_text(body))
    except NotJson as error:
        raise ParseError(f"The body is {error}.") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ParseError(f"The body is not UTF-8 text: byte {error.start} cannot be read.") from None


def _is_deeper(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inside)
