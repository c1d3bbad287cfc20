"""Fields from the body of a POST: strict JSON, with every number kept as the text that was sent."""

import json
from collections import Counter
from collections.abc import Mapping
from http import HTTPStatus

from django.utils.http import parse_header_parameters
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.request import Request

from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.core.inputs import MOST_ERRORS

JSON = "application/json"
# A usage takes about one kilobyte, and a value is a text, a number, a flag or a list of them.
LARGEST_BODY = 64 * 1024
DEEPEST = 4


class BodyTooLarge(APIException):
    """The body is longer than any usage."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = f"The body is too large; send at most {LARGEST_BODY} bytes."


def body_fields(request: Request) -> dict[str, object]:
    """The members of the JSON object that was sent.

    Raises UnsupportedMediaType, BodyTooLarge, ParseError, and InvalidInput for a field given twice.
    """
    kind, _ = parse_header_parameters(request.content_type or "")
    if kind != JSON:
        raise UnsupportedMediaType(shown(kind), f"The body must be sent as {JSON}, not {shown(kind)!r}.")
    if _stated_length(request) > LARGEST_BODY:
        raise BodyTooLarge
    value = _parsed(request.body)
    if not isinstance(value, dict):
        raise ParseError('The body must be a JSON object of fields, such as {"region": "eu-west-1"}.')
    if _is_deeper(value, DEEPEST):
        raise ParseError(f"The body is nested too deeply; {DEEPEST} levels are more than any field needs.")
    return value


def merged(query: Mapping[str, object], body: Mapping[str, object]) -> dict[str, object]:
    """The fields of the query string and of the body. Raises InvalidInput for one that is in both."""
    _refuse(
        [name for name in body if name in query],
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
        # Numbers stay text: a binary float would change them, and NaN gets its sentence from the field it is in.
        return json.loads(
            body.decode("utf-8"),
            parse_float=str,
            parse_int=str,
            parse_constant=str,
            object_pairs_hook=_members,
        )
    except UnicodeDecodeError as error:
        raise ParseError(f"The body is not UTF-8 text: byte {error.start} cannot be read.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ParseError(f"The body is not JSON: {error.msg} at {where}.") from None
    except RecursionError:
        raise ParseError("The body is nested too deeply.") from None


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        times = Counter(name for name, _ in pairs)
        _refuse([name for name in members if times[name] > 1], "stands more than once in the body; give it once.")
    return members


def _refuse(names: list[str], complaint: str) -> None:
    if names:
        raise InvalidInput(FieldError(shown(name), f"{shown(name)} {complaint}") for name in names[:MOST_ERRORS])


def _is_deeper(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inside)
