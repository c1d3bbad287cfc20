"""Asks the questions on standard input with the client that openapi-python-client made, and prints the answers.

Runs in the environment of that client: nothing of the calculator is imported here.
"""

import json
import sys
from importlib import import_module
from keyword import iskeyword
from pkgutil import iter_modules
from typing import Any

import priced  # type: ignore[import-not-found]
from priced import models


def ask(client: Any, question: dict[str, Any]) -> Any:
    """One question: by its body where the operation takes one, else by its query parameters."""
    usage = getattr(models, question["usage"]).from_dict(question["body"])
    given = (
        {name: in_query(getattr(usage, name)) for name in question["body"]} if question["in_query"] else {"body": usage}
    )
    return operation(question["service"], question["operation"])(client=client, **question["parameters"], **given)


def operation(tag: str, name: str) -> Any:
    """The function of an operation; its module has the same name but for case and underscores."""
    # `lambda` is a word of the language.
    package = import_module(f"priced.api.{tag}_" if iskeyword(tag) else f"priced.api.{tag}")
    modules = {each.name.replace("_", ""): each.name for each in iter_modules(package.__path__)}
    return import_module(f"{package.__name__}.{modules[name.lower()]}").sync


def in_query(value: Any) -> Any:
    """A yes or no has a type of its own in a query string."""
    return models.TrueOrFalse(str(value).lower()) if isinstance(value, bool) else value


address, questions = sys.argv[1], json.load(sys.stdin)
with priced.Client(base_url=f"{address}/api/v1", raise_on_unexpected_status=True) as client:
    json.dump([ask(client, question).to_dict() for question in questions], sys.stdout, default=str)
