"""The parts of an OpenAPI description: operations, query parameters, problems."""

from collections.abc import Iterable
from typing import Any

from calculator.adapters.derive.shapes import COUNT, TEXT, Schema, listed, record, ref
from calculator.adapters.http import FAULTY_TABLES

TABLES_TAG = "tables"
PROBLEMS = {
    "400": "The request cannot be read.",
    "404": "There is no such service, or no price for this combination.",
    "405": "The method is not offered here.",
    "406": "The format is not offered here.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "422": "Fields are wrong, or the chosen option cannot carry the workload (code `infeasible`).",
    "429": "Too many requests; Retry-After says when to come back.",
    "503": FAULTY_TABLES,
}
BODY_ONLY = ("413", "415")


def listing(
    name: str,
    summary: str,
    row: str,
    parameters: list[dict[str, Any]] | None = None,
    more: dict[str, Schema] | None = None,
) -> dict[str, Any]:
    """A path that lists rows of one shape."""
    answer = record(summary, {"count": COUNT, **(more or {}), name: listed(ref(row))})
    own = [*(parameters or []), format_parameter()]
    return {"get": operation(TABLES_TAG, name.replace("_", "-"), summary, answer, own, csv=True)}


def operation(
    tag: str,
    verb: str,
    summary: str,
    answer: Schema,
    parameters: list[dict[str, Any]] | None = None,
    *,
    csv: bool = False,
) -> dict[str, Any]:
    """One method of a path."""
    content: dict[str, Any] = {"application/json": {"schema": answer}}
    if csv:
        content["text/csv"] = {"schema": TEXT}
    return {
        "operationId": f"{tag}-{verb}",
        "tags": [tag],
        "summary": summary,
        "parameters": parameters or [],
        "responses": {
            "200": {"description": "The answer.", "content": content},
            **problems(status for status in PROBLEMS if status not in BODY_ONLY),
        },
    }


def query(
    name: str, schema: Schema, *, each: object = None, default: object = None, is_list: bool = False
) -> dict[str, Any]:
    """A query parameter; `each` is an example of it."""
    schema = dict(schema)
    parameter = {"name": name, "in": "query", "required": False, "description": schema.pop("description")}
    # A list is one parameter with commas: the same name twice is refused, as a slip of the pen.
    parameter |= {"style": "form", "explode": False} if is_list else {}
    if default is not None:
        schema["default"] = default
    if each is not None:
        parameter["example"] = each
    return {**parameter, "schema": schema}


def format_parameter() -> dict[str, Any]:
    """The parameter that chooses how the answer is written."""
    schema = {"type": "string", "enum": ["json", "csv"], "description": "Wins over the Accept header."}
    return query("format", schema, default="json")


def problems(statuses: Iterable[str]) -> dict[str, Any]:
    """The errors of an operation, by status."""
    return {status: {"$ref": f"#/components/responses/Problem{status}"} for status in statuses}


def problem_response(text: str) -> dict[str, Any]:
    """What an error looks like."""
    return {"description": text, "content": {"application/problem+json": {"schema": ref("Problem")}}}
