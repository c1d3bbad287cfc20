"""A service's declared inputs as JSON Schema 2020-12."""

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from calculator.adapters.derive.shapes import DAY, TEXT, Schema
from calculator.adapters.documents import plain
from calculator.core.declarations import (
    FALSE_WORDS,
    TRUE_WORDS,
    ChoiceField,
    Declaration,
    QuantityField,
)
from calculator.core.lists import ListField
from calculator.services.service import Service

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Text begins as a number does; which suffixes fit depends on the unit, and the bounds hold after conversion.
BEGINS_AS_A_NUMBER = r"^\s*[+-]?[0-9.]"


def input_schema(service: Service, common: Mapping[str, Declaration]) -> Schema:
    """What a request may hold: the fields of the service, then those that every service has."""
    declarations = {**service.Usage.declarations, **common}
    return {
        "$schema": DIALECT,
        "title": service.NAME,
        "description": service.SUMMARY,
        "type": "object",
        "properties": {name: field_schema(declaration) for name, declaration in declarations.items()},
        "additionalProperties": False,
        "examples": [example.usage for example in service.EXAMPLES],
    }


def field_schema(declaration: Declaration) -> Schema:
    """One field: its type, bounds, default and what people need to know."""
    schema = {"title": declaration.label, "description": declaration.help, **TYPE_OF[declaration.kind](declaration)}
    if declaration.unit:
        schema["x-unit"] = declaration.unit
    if declaration.derived is not None:
        schema["x-derived"] = declaration.derived.words
    else:
        schema["default"] = plain(declaration.default)
    if declaration.only_for:
        schema["x-only-for"] = {name: list(values) for name, values in declaration.only_for.items()}
    if declaration.is_main:
        schema["x-main"] = True
    return schema


def _quantity(declaration: Declaration) -> Schema:
    field = cast(QuantityField, declaration)
    return {
        "type": ["number", "string"],
        "minimum": _json_number(field.at_least),
        "maximum": _json_number(field.at_most),
        "pattern": BEGINS_AS_A_NUMBER,
        **({"x-not-below": field.not_below} if field.not_below else {}),
    }


def _choice(declaration: Declaration) -> Schema:
    choices = cast(ChoiceField, declaration).choices
    return {
        **TEXT,
        "enum": [choice.value for choice in choices],
        "x-labels": {choice.value: choice.label for choice in choices},
    }


def _flag(declaration: Declaration) -> Schema:
    return {"type": ["boolean", "string"], "enum": [True, False, *TRUE_WORDS, *FALSE_WORDS]}


def _date(declaration: Declaration) -> Schema:
    return DAY


def _list(declaration: Declaration) -> Schema:
    field = cast(ListField, declaration)
    most = {} if field.length is None else {"maxItems": field.length}
    return {
        "type": ["array", "string"],
        "items": TYPE_OF[field.each.kind](field.each),
        "uniqueItems": field.is_unique,
        **most,
    }


TYPE_OF = {"quantity": _quantity, "choice": _choice, "flag": _flag, "date": _date, "list": _list}


def _json_number(number: Decimal) -> int | float:
    """JSON Schema wants its bounds as numbers; the exact comparison is made on decimals elsewhere."""
    return int(number) if number == number.to_integral_value() else float(number)
