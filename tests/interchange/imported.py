"""Plans read for tests, what they cost, and resources that several of them have."""

from decimal import Decimal
from typing import Any

from calculator.estimates.answers import answer_estimate
from calculator.estimates.document import Document
from calculator.interchange.account import Imported
from calculator.interchange.asked import Asked
from calculator.interchange.read_file import import_file
from tests.questions import CATALOGUE, TODAY


def imported(text: str, **asked: Any) -> Imported:
    return import_file(text, Asked(**asked), CATALOGUE, TODAY)


def monthly(document: Document) -> Decimal:
    answer = answer_estimate(document, CATALOGUE, TODAY)
    assert not answer.missing
    return answer.money().effective_monthly_usd


INSTANCE = {"instance_type": "t3.micro", "ami": "ami-1"}
DATABASE = {
    "instance_class": "db.m6g.large",
    "engine": "postgres",
    "allocated_storage": 100,
    "storage_type": "gp3",
    "multi_az": True,
}


VOLUME = {"size": 100, "type": "gp3"}
LARGER = {"size": 200, "type": "gp3"}
