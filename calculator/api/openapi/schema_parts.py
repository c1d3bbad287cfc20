"""The vocabulary of the schemas: texts, exact numbers, records, lists, pointers."""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
DAY: Schema = {"type": "string", "format": "date"}
EXACT: Schema = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}


def ref(name: str) -> Schema:
    """A pointer to a named shape."""
    return {"$ref": f"#/components/schemas/{name}"}


def listed(schema: Schema) -> Schema:
    """Many of a shape."""
    return {"type": "array", "items": schema}


def maybe(schema: Schema) -> Schema:
    """A shape, or null where there is nothing to say."""
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
