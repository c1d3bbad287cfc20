"""What every surface does with an estimate of many services: read the document, answer it."""

from collections.abc import Mapping
from typing import Any

from calculator.application.questions import catalogue, today
from calculator.core.errors import FieldError, InvalidInput
from calculator.core.strict_json import NotJson, read_json
from calculator.estimates.answers import EstimateAnswer, answer_estimate
from calculator.estimates.checklist import Item, forgotten
from calculator.estimates.difference import Difference, difference
from calculator.estimates.document import Document, Group
from calculator.estimates.flat_file import read_flat
from calculator.estimates.read_document import read_document


def ask_estimate(raw: Mapping[str, Any]) -> EstimateAnswer:
    """The answer to a document as JSON has it. Raises InvalidInput with the JSON pointer of each fault."""
    return answered(read_document(raw))


def answered(document: Document) -> EstimateAnswer:
    """The answer to a document under the prices in use. Raises InvalidInput."""
    return answer_estimate(document, catalogue(), today())


def read_estimate_file(text: str) -> Document:
    """The document of a file: its JSON, or CSV with a row for each entry. Raises InvalidInput."""
    if not text.lstrip(" \t\r\n\N{ZERO WIDTH NO-BREAK SPACE}").startswith("{"):
        return read_flat(text)
    try:
        raw = read_json(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))
    except NotJson as error:
        raise InvalidInput([FieldError("file", f"The file is {error}.")]) from None
    assert isinstance(raw, dict)
    return read_document(raw)


def ask_difference(before: Document, after: Document) -> Difference:
    """How two documents differ under the prices in use. Raises InvalidInput."""
    return difference(before, after, catalogue(), today())


def forgotten_lines(document: Document) -> list[tuple[Item, EstimateAnswer]]:
    """What an estimate may have forgotten, each with what it would cost for itself in the Region of the first line."""
    region = next((entry.region for _, entry, _ in document.walk()), "")
    found = []
    for each in forgotten(document):
        alone = document.model_copy(update={"groups": [Group(id="all", entries=[each.entry(region)])]})
        answer = answered(alone)
        if not answer.missing:
            found.append((each, answer))
    return found
