"""The description of the API, and what is wrong with an answer by it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker


@pytest.fixture
def description(client: Client) -> Any:
    return client.get("/api/v1/schema").json()


@pytest.fixture
def faults(description: Any) -> Callable[[Any, Any], list[str]]:
    """What is wrong with a document by a schema of the description."""

    def found(document: Any, schema: Any) -> list[str]:
        whole = {**schema, "components": description["components"]}
        checker = Draft202012Validator(whole, format_checker=FormatChecker())
        return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(document)]

    return found
