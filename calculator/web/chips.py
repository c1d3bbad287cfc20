"""What an answer takes for granted, each in a few words that lead to the field that would change it."""

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.core.declarations import QuantityField
from calculator.core.display import in_sentence
from calculator.estimator import Question
from calculator.services.service import FREE_TIER


@dataclass(frozen=True, slots=True)
class Chip:
    """An assumption; `field` is the input to change, if there is one."""

    text: str
    field: str = ""


def assumptions(question: Question) -> tuple[Chip, ...]:
    """The month, the free tier, and every peak that stands at its average."""
    return tuple(_chips(question))


def _chips(question: Question) -> Iterator[Chip]:
    usage = question.usage
    for name, declared in usage.declarations.items():
        if not isinstance(declared, QuantityField) or not declared.not_below or name in usage.model_fields_set:
            continue
        average = getattr(usage, declared.not_below)
        if average and getattr(usage, name) == average:
            yield Chip(f"{in_sentence(declared.label)} = average", name)
    if FREE_TIER in usage.declarations and not getattr(usage, FREE_TIER):
        yield Chip("no free tier", FREE_TIER)
    month = question.month
    yield Chip("730 hours a month" if month.is_average else month.in_words, "month")
