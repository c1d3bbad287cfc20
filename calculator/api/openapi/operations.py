"""The parts of an OpenAPI description: operations, query parameters, problems."""

from collections.abc import Iterable
from typing import Any

from calculator.api.openapi.schema_parts import Schema, ref
from calculator.core.declarations import QuantityField

PROBLEMS = {
    "400": "The request cannot be read.",
    "404": "There is no such service, or no price for this combination.",
    "405": "The method is not offered here.",
    "406": "The format is not offered here.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "422": "Fields are wrong, or the chosen option cannot carry the workload (code `infeasible`).",
    "429": "Too many requests; Retry-After says when to come back.",
    "503": "The prices cannot be read at the moment: the database does not answer, or the price tables are faulty.",
}
BODY_ONLY = ("413", "415")


def operation(
    tag: str,
    operation_id: str,
    summary: str,
    answer: Schema,
    parameters: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """One method of a path.

    CSV is told of in words: a client that is generated for two kinds of answers has to tell them apart at every call.
    """
    return {
        "operationId": operation_id,
        "tags": [tag],
        "summary": summary,
        "parameters": parameters or [],
        "responses": {
            "200": {"description": "The answer.", "content": {"application/json": {"schema": answer}}},
            **problems(status for status in PROBLEMS if status not in BODY_ONLY),
        },
    }


def query(name: str, schema: Schema, *, each: object = None, is_required: bool = False) -> dict[str, Any]:
    """A query parameter, described by its schema; `each` is an example of it."""
    schema = dict(schema)
    parameter = {"name": name, "in": "query", "required": is_required, "description": schema.pop("description")}
    if each is not None:
        parameter["example"] = each
    return {**parameter, "schema": schema}


def whole(field: QuantityField) -> Schema:
    """A count that nobody writes with a suffix."""
    bounds = {"minimum": int(field.at_least), "maximum": int(field.at_most)}
    return {"type": "integer", **bounds, "default": int(field.default), "description": field.help}


def problems(statuses: Iterable[str]) -> dict[str, Any]:
    """The errors of an operation, by status."""
    return {status: {"$ref": f"#/components/responses/Problem{status}"} for status in statuses}


def problem_response(text: str) -> dict[str, Any]:
    """What an error looks like."""
    return {"description": text, "content": {"application/problem+json": {"schema": ref("Problem")}}}
