"""Questions put to the shipped price tables, on one fixed day, as the tests of the pure parts ask them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from calculator.catalogue.catalogue import Catalogue
from calculator.core.answer import Answer, LineItem
from calculator.core.errors import CalculatorError
from calculator.estimator import Question, answer_to, read_question

CATALOGUE = Catalogue()
TODAY = date(2026, 11, 21)
S3_CLASSES = (
    "STANDARD", "INTELLIGENT_TIERING", "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE",
    "EXPRESS_ONEZONE",
)  # fmt: skip


def asked(key: str, raw: dict[str, object]) -> Question:
    """A question from what somebody types; `region` and `as_of` are fields like the others."""
    return read_question(key, raw, CATALOGUE, TODAY)


def answered(key: str, raw: dict[str, object]) -> Answer:
    return answer_to(asked(key, raw), CATALOGUE)


def billed(answer: Answer) -> dict[str, Decimal]:
    """What each line item that costs anything comes to."""
    return {item.name: item.usd for item in answer.line_items if item.usd}


def usd(**amounts: str) -> dict[str, Decimal]:
    """What line items come to, as `billed` tells it."""
    return {name: Decimal(text) for name, text in amounts.items()}


def exact_sum(amounts: list[Decimal]) -> Fraction:
    """A sum that no decimal context can round."""
    return sum((Fraction(amount) for amount in amounts), Fraction(0))


def item(answer: Answer, name: str) -> LineItem:
    """The line item of this name."""
    return next(each for each in answer.line_items if each.name == name)


def warned(answer: Answer) -> list[tuple[str, str]]:
    """What a person is told beside the answer: code and field of each warning."""
    return [(notice.code, notice.field) for notice in answer.warnings]


def s3(storage_class: str, **fields: object) -> Answer:
    """An estimate of Amazon S3 in a class; nothing is stored unless the test says so."""
    return answered("s3", {"storage_gb": 0, **fields, "storage_class": storage_class})


def ebs(volume_type: str, **fields: object) -> Answer:
    """An estimate of Amazon EBS: one volume of 1 GiB unless the test says otherwise."""
    return answered("ebs", {"size_gb": 1, **fields, "volume_type": volume_type})


def ec2(purchase_option: str, **fields: object) -> Answer:
    """An estimate of Amazon EC2: one m5.large with Linux for a whole month unless the test says otherwise."""
    return answered("ec2", {**fields, "purchase_option": purchase_option})


def dynamodb(capacity_mode: str, **fields: object) -> Answer:
    """An estimate of Amazon DynamoDB: items of 1 KB, nothing read, written or stored unless the test says so."""
    nothing = {"reads_per_second": 0, "writes_per_second": 0, "storage_gb": 0}
    return answered("dynamodb", {**nothing, **fields, "capacity_mode": capacity_mode})


def kinesis(capacity_mode: str, **fields: object) -> Answer:
    """An estimate of Amazon Kinesis Data Streams: 1,000 records of 1 KB a second unless the test says otherwise."""
    return answered("kinesis", {**fields, "capacity_mode": capacity_mode})


def provisioned(answer: Answer, *names: str) -> tuple[Decimal, ...]:
    """What is given of each capacity named."""
    return tuple(answer.capacity[name].count for name in names)


def numbers(*texts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(text) for text in texts)


def beside(answer: Answer) -> dict[str, object]:
    """The figures besides the bill, by name."""
    return {detail.name: detail.value for detail in answer.metrics}


def refusals(key: str, raw: dict[str, object]) -> list[tuple[str, str]]:
    """Field and sentence of each reason for which a question has no answer."""
    with pytest.raises(CalculatorError) as refused:
        answered(key, raw)
    return [(error.field, error.message) for error in refused.value.errors]
