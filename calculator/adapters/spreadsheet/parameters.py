"""What a cell's query string says besides the fields: how to round, and how to tell an error."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict

from calculator.adapters.http import query_fields
from calculator.core.declarations import FlagField
from calculator.core.errors import FieldError, InvalidInput, shown

REFRESH, STRICT, PRECISION = "r", "strict", "precision"
MOST_PLACES = 12
PLACES = {str(places): places for places in range(MOST_PLACES + 1)}
_STRICT = FlagField(label="strict", help="Answer an error with its own HTTP status.", default=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """The fields of the question, and the decimal places of money where they were given."""

    fields: Mapping[str, str]
    places: int | None


def query_of(request: HttpRequest) -> QueryDict:
    """The parameters of a request. Raises InvalidInput when there are too many to be meant."""
    try:
        return request.GET
    except TooManyFieldsSent:
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        raise InvalidInput([FieldError("query", f"There are more than {most} parameters.")]) from None


def is_strict(query: QueryDict) -> bool:
    """Whether an error is to have its own HTTP status. Raises InvalidInput."""
    raw = query.get(STRICT)
    if raw is None:
        return False
    try:
        return _STRICT.read(raw)
    except ValueError as error:
        raise InvalidInput([FieldError(STRICT, f"{STRICT} {error}", shown(raw))]) from None


def read_asked(query: QueryDict) -> Asked:
    """The fields and the precision. Raises InvalidInput."""
    fields = query_fields(query, leaving_out=(REFRESH, STRICT))
    raw = fields.pop(PRECISION, None)
    return Asked(fields, None if raw is None else _places(raw))


def _places(raw: str) -> int:
    try:
        return PLACES[raw.strip()]
    except KeyError:
        message = f"The precision must be a whole number from 0 to {MOST_PLACES}: the decimal places of money."
        raise InvalidInput([FieldError(PRECISION, message, shown(raw))]) from None
