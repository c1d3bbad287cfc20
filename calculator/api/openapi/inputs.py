"""A service's declared inputs as JSON Schema 2020-12."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from calculator.api.openapi.schema_parts import DAY, FLAG, Schema, one_of
from calculator.application.questions import declared
from calculator.core.declarations import ChoiceField, Declaration, FlagField, QuantityField
from calculator.core.lists import MOST_VALUES, ListField
from calculator.core.quantities import LONGEST_NUMBER, SUFFIX, UNSIGNED
from calculator.presentation.answer_documents import plain
from calculator.services.service import Example, Service

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Which suffixes fit depends on the unit, and the bounds hold after conversion.
NUMBER = rf"{UNSIGNED}\s*(?:{SUFFIX})?\s*$"


def input_schema(service: Service, common: Mapping[str, Declaration]) -> Schema:
    """What a request may hold: the fields of the service, then those that every service has."""
    declarations = {**declared(service), **common}
    return {
        "$schema": DIALECT,
        "title": service.NAME,
        "description": service.SUMMARY,
        "type": "object",
        "properties": {name: field_schema(declaration) for name, declaration in declarations.items()},
        "additionalProperties": False,
        "examples": [body_of(service, example) for example in service.EXAMPLES],
    }


def body_of(service: Service, example: Example) -> dict[str, Any]:
    """The workload of an example as the body of a request: flags and lists in JSON's own way, amounts as written."""
    declarations = service.Usage.declarations
    return {
        name: plain(declarations[name].read(text))
        if isinstance(declarations.get(name), FlagField | ListField)
        else text
        for name, text in example.usage.items()
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
    if declaration.group:
        schema["x-group"] = declaration.group
    return schema


def _quantity(declaration: Declaration) -> Schema:
    assert isinstance(declaration, QuantityField)
    return {
        "type": ["number", "string"],
        "minimum": _json_number(declaration.at_least),
        "maximum": _json_number(declaration.at_most),
        "pattern": rf"^\s*{'[+-]' if declaration.at_least < 0 else '[+]'}?{NUMBER}",
        "maxLength": LONGEST_NUMBER,
        **({"x-not-below": declaration.not_below} if declaration.not_below else {}),
    }


def _choice(declaration: Declaration) -> Schema:
    assert isinstance(declaration, ChoiceField)
    return {
        **one_of(*(choice.value for choice in declaration.choices)),
        "x-labels": {choice.value: choice.label for choice in declaration.choices},
    }


def _flag(declaration: Declaration) -> Schema:
    return FLAG


def _date(declaration: Declaration) -> Schema:
    return DAY


def _list(declaration: Declaration) -> Schema:
    assert isinstance(declaration, ListField)
    return {
        "type": "array",
        "items": TYPE_OF[declaration.each.kind](declaration.each),
        "uniqueItems": declaration.is_unique,
        "maxItems": MOST_VALUES if declaration.length is None else declaration.length,
    }


TYPE_OF = {"quantity": _quantity, "choice": _choice, "flag": _flag, "date": _date, "list": _list}


def _json_number(number: Decimal) -> int | float:
    """JSON Schema wants its bounds as numbers; the exact comparison is made on decimals elsewhere."""
    return int(number) if number == number.to_integral_value() else float(number)
