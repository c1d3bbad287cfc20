"""The vocabulary of the schemas: texts, exact numbers, records, lists, pointers."""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
EXACT: Schema = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}
# What generators make of an object whose members are not known beforehand: a plain map.
ANYTHING: Schema = {"type": "object", "additionalProperties": True}


def one_of(*values: str) -> Schema:
    """One of a few words."""
    return {**TEXT, "enum": list(values)}


def ref(name: str) -> Schema:
    """A pointer to a named shape."""
    return {"$ref": f"#/components/schemas/{name}"}


def listed(schema: Schema) -> Schema:
    """Many of a shape."""
    return {"type": "array", "items": schema}


def maybe(schema: Schema) -> Schema:
    """A shape, or null where there is nothing to say."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def named(schema: Schema) -> Schema:
    """Many of a shape, each under its own name."""
    return {"type": "object", "additionalProperties": schema}


def record(description: str, members: Mapping[str, Schema]) -> Schema:
    """An object with exactly these members."""
    return {
        "type": "object",
        "description": description,
        "properties": dict(members),
        "required": list(members),
        "additionalProperties": False,
    }


def open_object(description: str, members: dict[str, Schema], *, more: bool = False) -> Schema:
    """An object none of whose members must be there."""
    return {"type": "object", "description": description, "properties": members, "additionalProperties": more}
