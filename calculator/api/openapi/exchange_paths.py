"""The path of exchanges of convertible reservations."""

from collections.abc import Mapping
from typing import Any

from calculator.analysis.commitments.exchanged import (
    AS_OF,
    HELD,
    MOST_HELD,
    OF_HELD,
    OPTION,
    OWN_PRICE,
    REGION,
    SERVICE,
    WANTED,
)
from calculator.api.openapi.derived import schemas_of
from calculator.api.openapi.operations import BODY_ONLY, operation, problems
from calculator.api.openapi.schema_parts import TEXT, Schema, listed, open_object, ref
from calculator.core.declarations import Declaration
from calculator.presentation.exchange_documents import ExchangeAnswer, ExchangedReservation

QUESTION, HELD_SHAPE, WANTED_SHAPE = "ExchangeQuestion", "HeldReservations", "WantedReservation"
SUMMARY = "How many convertible reservations are received for others, and what is paid at once."


def exchange_shapes(service: str) -> dict[str, Schema]:
    """The question and the answer; `service` is the schema of services with commitments."""
    option: dict[str, Schema] = {OPTION: {**TEXT, "description": "The purchase option."}}
    price = _described(OWN_PRICE)
    of_what = "what it is of is said by the fields of the service."
    return {
        HELD_SHAPE: open_object(f"What is held; {of_what}", {**option, **_described(OF_HELD), **price}, more=True),
        WANTED_SHAPE: open_object(f"What is received; {of_what}", {**option, **price}, more=True),
        QUESTION: open_object(
            "What is held, and what it is to become.",
            {
                AS_OF: {"type": "string", "format": "date", "description": "The prices in force on that day."},
                SERVICE: ref(service),
                REGION: {**TEXT, "description": "The Region; an exchange stays in it."},
                HELD: {**listed(ref(HELD_SHAPE)), "minItems": 1, "maxItems": MOST_HELD},
                WANTED: ref(WANTED_SHAPE),
            },
        ),
        **schemas_of(ExchangedReservation, ExchangeAnswer),
    }


def _described(fields: Mapping[str, Declaration]) -> dict[str, Schema]:
    return {name: {"description": f"{field.label}. {field.help}"} for name, field in fields.items()}


def exchange_paths(tag: str) -> dict[str, Any]:
    """What is asked of exchanges."""
    found = operation(tag, "exchangeReservations", SUMMARY, ref(ExchangeAnswer.__name__))
    option = {OPTION: "reserved_3y_no_upfront_convertible"}
    example = {HELD: [{**option, "quantity": 4, "months_left": 16}], WANTED: option}
    found["requestBody"] = {
        "required": True,
        "content": {"application/json": {"schema": ref(QUESTION), "example": example}},
    }
    found["responses"] |= problems(BODY_ONLY)
    return {"/commitments/exchange": {"post": found}}
