"""Schemas of the shapes that documents are built as: no member is written down twice."""

from enum import StrEnum
from inspect import getdoc
from types import NoneType, UnionType
from typing import Annotated, Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from calculator.api.openapi.schema_parts import (
    ANYTHING,
    COUNT,
    DAY,
    EXACT,
    FLAG,
    MOMENT,
    TEXT,
    Schema,
    listed,
    maybe,
    named,
    record,
    ref,
)

USAGE = {**ANYTHING, "description": "Every field with its default filled in."}
MARKED: dict[str, Schema] = {"exact": EXACT, "day": DAY, "moment": MOMENT, "count": COUNT, "usage": USAGE}


def schemas_of(*shapes: type) -> dict[str, Schema]:
    """Each shape as a record under its name."""
    return {
        each.__name__: {
            **record(_description(each), _members(each)),
            "required": [name for name, hint in _hints(each).items() if get_origin(hint) is not NotRequired],
        }
        for each in shapes
    }


def _members(shape: type) -> dict[str, Schema]:
    """The schema of each member of a shape."""
    return {name: _schema(hint) for name, hint in _hints(shape).items()}


def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape, include_extras=True)


def _description(shape: type) -> str:
    return " ".join((getdoc(shape) or "").split())


def _schema(hint: Any) -> Schema:
    match get_origin(hint):
        case origin if origin is Annotated:
            marker = get_args(hint)[1]
            return MARKED[marker] if marker in MARKED else ref(marker)
        case origin if origin in (UnionType, Union):
            (one,) = (each for each in get_args(hint) if each is not NoneType)
            return maybe(_schema(one))
        case origin if origin is NotRequired:
            return _schema(get_args(hint)[0])
        case origin if origin is list:
            return listed(_schema(get_args(hint)[0]))
        case origin if origin is dict:
            names, each = get_args(hint)
            return named(_schema(each)) if names is str else _of_each(names, _schema(each))
    return ref(hint.__name__) if is_typeddict(hint) else {str: TEXT, bool: FLAG}[hint]


def _of_each(names: type[StrEnum], schema: Schema) -> Schema:
    """A member for each word of a few."""
    return record(_description(names), {each.value: schema for each in names})
