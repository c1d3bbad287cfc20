"""The OpenAPI description laid out for a page: chapters of endpoints, tables of parameters, lines for curl."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from calculator.services import SERVICES

Described = Mapping[str, Any]
# Where a parameter stands that a line for curl has.
_PLACES = ("query", "header")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One row of a table of parameters."""

    name: str
    unit: str
    default: str
    allowed: str
    help: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one address."""

    id: str
    method: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    takes_fields: bool
    curl: str
    example: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The endpoints of a service, or of the tables, and the fields that they share."""

    key: str
    summary: str
    fields: tuple[Parameter, ...]
    endpoints: tuple[Endpoint, ...]


def chapters(description: Described, base: str, service: str) -> list[Chapter]:
    """One chapter for each tag of the description that is no service, and that of one service before them.

    All services on one page would be too much to load, and to read.
    """
    wanted = [tag for tag in description["tags"] if tag["name"] == service or tag["name"] not in SERVICES]
    return [_chapter(tag, description, base) for tag in wanted]


def error_rows(description: Described) -> list[tuple[str, str]]:
    """Status and meaning of every error."""
    responses = description["components"]["responses"]
    return [(name.removeprefix("Problem"), each["description"]) for name, each in responses.items()]


def _chapter(tag: Described, description: Described, base: str) -> Chapter:
    operations = [
        (path, method, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
        if tag["name"] in operation["tags"]
    ]
    bodies = (_bodies(operation) for _, _, operation in operations)
    # The body of a batch is a file and has no fields.
    usage = next((body["application/json"]["schema"] for body in bodies if "application/json" in body), None)
    fields = _resolved(usage, description)["properties"] if usage else {}
    return Chapter(
        tag["name"],
        tag["description"],
        tuple(_field(name, _resolved(each, description)) for name, each in fields.items()),
        tuple(_endpoint(path, method, each, description, base) for path, method, each in operations),
    )


def _endpoint(path: str, method: str, operation: Described, description: Described, base: str) -> Endpoint:
    own = [each for each in operation["parameters"] if "$ref" not in each]
    answers = operation["responses"].get("200", {}).get("content", {})
    example = answers.get("application/json", {}).get("example")
    return Endpoint(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        parameters=tuple(_parameter(each, description) for each in own),
        takes_fields=len(own) < len(operation["parameters"]) or "application/json" in _bodies(operation),
        curl=_curl(base + path, method, operation, description),
        example=json.dumps(example, indent=2) if example else "",
    )


def _curl(address: str, method: str, operation: Described, description: Described) -> str:
    """A line to paste into a shell: the examples of the parameters, and of the body."""
    parameters = [_resolved(each, description) for each in operation["parameters"]]
    asked = {where: [each for each in parameters if each["in"] == where and "example" in each] for where in _PLACES}
    query = {each["name"]: each["example"] for each in asked["query"]}
    sent = [f"{each['name']}: {each['example']}" for each in asked["header"]]
    sent += ["Authorization: Bearer KEY"] if operation.get("security") else []
    words = [f"{address}?{urlencode(query, quote_via=quote)}" if query else address]
    words += ["-X", method.upper()] if method in ("put", "delete") else []
    body = []
    if "requestBody" in operation:
        kind, example = _body(_bodies(operation))
        sent.append(f"Content-Type: {kind}")
        body = ["--data-binary", example] if isinstance(example, str) else ["-d", json.dumps(example)]
    words += [word for header in sent for word in ("-H", header)] + body
    return shlex.join(["curl", *words])


def _bodies(operation: Described) -> Described:
    """What may be sent, by media type."""
    content: Described = operation.get("requestBody", {}).get("content", {})
    return content


def _body(content: Described) -> tuple[str, Any]:
    """The media type of a body and its example: JSON where it may be that, else the first, which is the usual one."""
    kind = "application/json" if "application/json" in content else next(iter(content))
    return kind, content[kind]["example"]


def _parameter(parameter: Described, description: Described) -> Parameter:
    schema = _resolved(parameter["schema"], description)
    return replace(_field(parameter["name"], schema), help=parameter["description"], is_required=parameter["required"])


def _field(name: str, schema: Described) -> Parameter:
    help_text = schema.get("description", "")
    return Parameter(name, schema.get("x-unit", ""), _default(schema), _allowed(schema), help_text, is_required=False)


def _default(schema: Described) -> str:
    if "x-derived" in schema:
        return f"= {schema['x-derived']}"
    default = schema.get("x-default", schema.get("default", ""))
    if isinstance(default, list):
        return ", ".join(default)
    return str(default).lower() if isinstance(default, bool) else str(default)


def _allowed(schema: Described) -> str:
    kinds = [schema, *schema.get("anyOf", ())]
    bounds = next((each for each in kinds if "maximum" in each), None)
    if bounds is not None:
        return f"{bounds['minimum']:,} to {bounds['maximum']:,}"
    if "items" in schema:
        return f"several, separated by commas; each: {_allowed(schema['items'])}"
    if "enum" in schema:
        return ", ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "boolean":
        return "true or false"
    return "a date as YYYY-MM-DD" if schema.get("format") == "date" else ""


def _resolved(part: Described, description: Described) -> Described:
    """What a pointer within the description points to."""
    if "$ref" not in part:
        return part
    found: Any = description
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return _resolved(found, description)
