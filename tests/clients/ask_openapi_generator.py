"""Asks the questions on standard input with the client that openapi-generator made, and prints the answers.

Runs in the environment of that client: nothing of the calculator is imported here.
"""

import json
import re
import sys
from typing import Any

import priced  # type: ignore[import-not-found]


def ask(client: Any, question: dict[str, Any]) -> Any:
    """One question: by its body where the operation takes one, else by its query parameters."""
    service, body = question["service"], question["body"]
    usage = getattr(priced, question["usage"]).from_dict(body)
    operation = getattr(
        getattr(priced, f"{question['usage'].removesuffix('Usage')}Api")(client), snake_case(question["operation"])
    )
    if not question["in_query"]:
        return operation(**{f"{service}_usage": usage}, **question["parameters"])
    given = {name: in_query(getattr(usage, name)) for name in body}
    return operation(**question["parameters"], **given)


def snake_case(name: str) -> str:
    return re.sub(r"([A-Z])", r"_\1", name).lower()


def in_query(value: Any) -> Any:
    """An amount stands as it is in a query string, and a yes or no has a type of its own."""
    plain = getattr(value, "actual_instance", value)
    return priced.TrueOrFalse(str(plain).lower()) if isinstance(plain, bool) else plain


address, questions = sys.argv[1], json.load(sys.stdin)
with priced.ApiClient(priced.Configuration(host=f"{address}/api/v1")) as client:
    json.dump([ask(client, question).to_dict() for question in questions], sys.stdout, default=str)
