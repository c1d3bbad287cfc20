"""The worked examples of all services in one estimate: each entry costs what it costs alone."""

import random
from collections import defaultdict

from calculator.core.errors import CalculatorError
from calculator.estimates.answers import AnsweredEntry, answer_estimate
from calculator.estimates.read_document import read_document
from calculator.services import SERVICES
from calculator.services.service import FREE_TIER
from calculator.services.worked_examples import WorkedExample, worked_examples
from tests.lanes import QUICK, choose_seed, lane
from tests.questions import CATALOGUE, TODAY, answered

# What a document says once for all of its entries.
Whole = tuple[str, str, bool]


def drawn_examples() -> list[WorkedExample]:
    """All of them; the daily loop draws a tenth."""
    examples = [*worked_examples()]
    return random.Random(choose_seed()).sample(examples, len(examples) // 10) if lane() == QUICK else examples


def together() -> dict[Whole, list[WorkedExample]]:
    """The examples of one day, one month and one answer to whether allowances count."""
    found: dict[Whole, list[WorkedExample]] = defaultdict(list)
    for each in drawn_examples():
        is_free = str(each.usage.get(FREE_TIER, "false")).lower() == "true"
        found[each.as_of, each.month, is_free].append(each)
    return found


def entries_of(whole: Whole, examples: list[WorkedExample]) -> tuple[AnsweredEntry, ...]:
    """The entries of one estimate in which each line has the tiers and allowances of an account for itself."""
    as_of, month, is_free = whole
    entries = [
        {
            "service": each.service,
            "region": each.region,
            "usage": {name: value for name, value in each.usage.items() if name != FREE_TIER},
        }
        for each in examples
    ]
    document = read_document(
        {
            "groups": [{"name": "Examples", "entries": entries}],
            "account": {"pool_tiers": False, "free_tier": is_free},
            "prices": {"as_of": as_of},
            "month": month,
        }
    )
    return answer_estimate(document, CATALOGUE, TODAY).entries


def alone(example: WorkedExample) -> object:
    try:
        answer = answered(example.service, example.raw)
    except CalculatorError as error:
        return [each.message for each in error.errors]
    return answer.monthly_usd, answer.upfront_usd, answer.effective_monthly_usd


def in_estimate(entry: AnsweredEntry) -> object:
    if entry.error is not None:
        return [each.message for each in entry.error.errors]
    money = entry.money()
    return money.monthly_usd, money.upfront_usd, money.effective_monthly_usd


def test_each_worked_example_costs_in_an_estimate_what_it_costs_alone() -> None:
    seen: set[str] = set()
    for whole, examples in together().items():
        for example, entry in zip(examples, entries_of(whole, examples), strict=True):
            assert in_estimate(entry) == alone(example), str(example)
            seen.add(example.service)
    assert len(seen) > len(SERVICES) / 3 if lane() == QUICK else seen == {*SERVICES}
