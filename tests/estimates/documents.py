"""Small estimates for tests."""

from typing import Any

from calculator.estimates.answers import EstimateAnswer, answer_estimate
from calculator.estimates.document import Document
from calculator.estimates.read_document import read_document
from tests.questions import CATALOGUE, TODAY


def entry(service: str, count: int = 1, region: str = "us-east-1", **usage: object) -> dict[str, Any]:
    """An entry as JSON has it."""
    return {"service": service, "region": region, "count": count, "usage": usage}


def estimate(*entries: dict[str, Any], **more: Any) -> Document:
    """A document of one group."""
    return read_document({"groups": [{"name": "All", "entries": [*entries]}], **more})


def answer(*entries: dict[str, Any], **more: Any) -> EstimateAnswer:
    """What it costs under the shipped prices on the day of the tests."""
    return answer_estimate(estimate(*entries, **more), CATALOGUE, TODAY)
