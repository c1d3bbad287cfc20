"""A service's declared inputs as JSON Schema 2020-12."""

from decimal import Decimal
from typing import Any, cast

from calculator.catalogue.catalogue import Catalogue
from calculator.core.declarations import (
    FALSE_WORDS,
    TRUE_WORDS,
    ChoiceField,
    Declaration,
    QuantityField,
)
from calculator.core.display import exact_text
from calculator.estimator import DEFAULT_REGION
from calculator.services.service import Service

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Text begins as a number does; which suffixes fit depends on the unit, and the bounds hold after conversion.
BEGINS_AS_A_NUMBER = r"^\s*[+-]?[0-9.]"


def input_schema(service: Service, catalogue: Catalogue) -> Schema:
    """What a request may hold: the fields of the service, `region` and `as_of`."""
    return {
        "$schema": DIALECT,
        "title": service.NAME,
        "description": service.SUMMARY,
        "type": "object",
        "properties": field_schemas(service, catalogue),
        "additionalProperties": False,
        "examples": [example.usage for example in service.EXAMPLES],
    }


def field_schemas(service: Service, catalogue: Catalogue) -> dict[str, Schema]:
    """The schema of every field by name, those of the service first."""
    own = {name: field_schema(declaration) for name, declaration in service.Usage.declarations.items()}
    return {**own, "region": _region(service, catalogue), "as_of": _as_of()}


def field_schema(declaration: Declaration) -> Schema:
    """One field: its type, bounds, default and what people need to know."""
    schema = {"title": declaration.label, "description": declaration.help, **TYPE_OF[declaration.kind](declaration)}
    if declaration.unit:
        schema["x-unit"] = declaration.unit
    if declaration.derived is not None:
        schema["x-derived"] = declaration.derived.words
    else:
        schema["default"] = _default(declaration.default)
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
    }


def _choice(declaration: Declaration) -> Schema:
    choices = cast(ChoiceField, declaration).choices
    return {
        "type": "string",
        "enum": [choice.value for choice in choices],
        "x-labels": {choice.value: choice.label for choice in choices},
    }


def _flag(declaration: Declaration) -> Schema:
    return {"type": ["boolean", "string"], "enum": [True, False, *TRUE_WORDS, *FALSE_WORDS]}


TYPE_OF = {"quantity": _quantity, "choice": _choice, "flag": _flag}


def _region(service: Service, catalogue: Catalogue) -> Schema:
    priced = catalogue.regions_of(service.KEY)
    return {
        "title": "Region",
        "description": "Where the service runs; the regions with a price for it.",
        "type": "string",
        "enum": list(priced),
        "x-labels": {region: catalogue.regions[region] for region in priced},
        "default": DEFAULT_REGION,
        "x-main": True,
    }


def _as_of() -> Schema:
    return {
        "title": "Prices as of",
        "description": "Picks the prices in force on that day; never a day to come.",
        "type": "string",
        "format": "date",
        "x-derived": "today",
    }


def _default(value: object) -> object:
    return exact_text(value) if isinstance(value, Decimal) else value


def _json_number(number: Decimal) -> int | float:
    """JSON Schema wants its bounds as numbers; the exact comparison is made on decimals elsewhere."""
    return int(number) if number == number.to_integral_value() else float(number)
