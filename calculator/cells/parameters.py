"""What a cell's query string says besides the fields: how to round, and how to tell an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict

from calculator.core.declarations import Declaration, FlagField, QuantityField, read_field
from calculator.core.display import CENTS
from calculator.core.errors import FieldError, InvalidInput
from calculator.exports.csv_file import DIALECT, DIALECT_FIELD, Dialect, read_dialect
from calculator.presentation.http_answers import fields_of_several, query_fields
from calculator.services import service

REFRESH, STRICT, PRECISION = "r", "strict", "precision"
MOST_PLACES = 12
PARAMETERS: Mapping[str, Declaration] = {
    PRECISION: QuantityField(
        label="Precision",
        help=(
            f"Decimal places of money, 0 to {MOST_PLACES}. One value has {CENTS} unless you say otherwise; "
            "XML and CSV are exact. Other numbers are always exact."
        ),
        default=Decimal(CENTS),
        at_most=Decimal(MOST_PLACES),
        is_whole=True,
    ),
    DIALECT: DIALECT_FIELD,
    STRICT: FlagField(label="Strict", help="1: an error has its real HTTP status.", default=False),
}
REFRESH_HELP = "Ignored. Give it a new value and the program asks again."


@dataclass(frozen=True, slots=True)
class CellQuery:
    """The fields of the question; the decimal places of money and the dialect of CSV where they were given."""

    fields: Mapping[str, str]
    places: int | None
    dialect: Dialect | None = None


def query_of(request: HttpRequest) -> QueryDict:
    """The parameters of a request. Raises InvalidInput when there are too many to be meant."""
    try:
        return request.GET
    except TooManyFieldsSent:
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        raise InvalidInput([FieldError("query", f"There are more than {most} parameters.")]) from None


def is_strict(query: QueryDict) -> bool:
    """Whether an error is to have its own HTTP status. Raises InvalidInput."""
    return STRICT in query and bool(_read(STRICT, str(query[STRICT])))


def read_cell_query(query: QueryDict, key: str = "") -> CellQuery:
    """The fields of a question about a service, the precision and the dialect. Raises UnknownName, InvalidInput."""
    several = fields_of_several(service(key)) if key else ()
    fields = query_fields(query, leaving_out=(REFRESH, STRICT), several=several)
    places, dialect = fields.pop(PRECISION, None), fields.pop(DIALECT, None)
    return CellQuery(
        fields,
        None if places is None else int(_read(PRECISION, places)),
        None if dialect is None else read_dialect(dialect),
    )


def _read(name: str, raw: str) -> Decimal:
    errors: list[FieldError] = []
    value: Decimal = read_field(name, PARAMETERS[name], raw, errors)
    if errors:
        raise InvalidInput(errors)
    return value
