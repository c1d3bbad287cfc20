"""Workloads that differ from one another, for any service: so that no cache can flatter a figure."""

from collections.abc import Iterator
from decimal import Decimal
from math import exp, log
from random import Random
from typing import TypeAlias

from calculator.application.questions import answer, ask, catalogue
from calculator.core.answer import Answer
from calculator.core.declarations import ChoiceField, Declaration, FlagField, QuantityField
from calculator.core.display import exact_text
from calculator.core.errors import CalculatorError
from calculator.core.lists import ListField
from calculator.services import SERVICES, service

Workload: TypeAlias = dict[str, str]

# Beyond these bounds of a field an amount is possible but hardly typed.
LEAST, MOST = 1.0, 1e6
# A workload departs from an example by a few fields, as people's do.
CHANGES_TO_AN_EXAMPLE = 6
MOST_IN_A_LIST = 3


def sampled(count: int, seed: int = 1) -> list[str]:
    """Services that stand for all: a module, and others, the same ones in every run."""
    first, *others = SERVICES
    return [first, *Random(seed).sample(others, count - 1)]


def varied(key: str, count: int, seed: int = 1) -> list[Workload]:
    """So many workloads that the service can answer, no two alike, the same ones in every run."""
    different: dict[frozenset[tuple[str, str]], Workload] = {}
    for workload in _walk(key, Random(seed)):
        different[frozenset(workload.items())] = workload
        if len(different) == count:
            break
    return [*different.values()]


def near_defaults(key: str, count: int) -> list[Workload]:
    """The defaults but for one amount, which is never the same: the first that can grow by so much, those of the form
    before others, or else one of which less can be asked, such as hours."""
    declared = service(key).Usage.declarations.items()
    amounts = [(name, each) for name, each in declared if isinstance(each, QuantityField)]
    amounts.sort(key=lambda each: not each[1].is_main)
    for name, each in amounts:
        if _is_answered(key, {name: exact_text(each.default + count)}):
            return [{name: exact_text(each.default + step)} for step in range(1, count + 1)]
    name, default = next((name, each.default) for name, each in amounts if each.default and not each.is_whole)
    return [{name: exact_text(default * (2 * count - step) / (2 * count))} for step in range(1, count + 1)]


def estimate_of(key: str, workload: Workload) -> Answer:
    """The exact answer. Raises CalculatorError."""
    return answer(ask(key, workload))


def _walk(key: str, random: Random) -> Iterator[Workload]:
    """From an example, one accepted change after another; after a few of them from another example."""
    examples = [each.usage for each in service(key).EXAMPLES] or [{}]
    while True:
        workload = dict(random.choice(examples))
        for _ in range(CHANGES_TO_AN_EXAMPLE):
            changed = workload | _change(key, random)
            if _is_answered(key, changed):
                workload = changed
                yield workload


def _change(key: str, random: Random) -> Workload:
    name = random.choice([*service(key).Usage.declarations, "region"])
    if name == "region":
        return {name: random.choice(catalogue().regions_of(service(key).TABLES[0]))}
    return {name: _value(service(key).Usage.declarations[name], random)}


def _value(declaration: Declaration, random: Random) -> str:
    match declaration:
        case QuantityField():
            low, high = max(LEAST, float(declaration.at_least)), min(MOST, float(declaration.at_most))
            amount = Decimal(f"{exp(random.uniform(log(low), log(high))):.6g}")
            return exact_text(amount.to_integral_value() if declaration.is_whole else amount)
        case ChoiceField():
            return random.choice(declaration.choices).value
        case FlagField():
            return random.choice(("true", "false"))
        case ListField():
            most = declaration.length or MOST_IN_A_LIST
            count = random.choice((0, most)) if declaration.length else random.randint(0, most)
            return ", ".join(_value(declaration.each, random) for _ in range(count))
    raise TypeError(f"{declaration} is no field of a workload")


def _is_answered(key: str, workload: Workload) -> bool:
    try:
        estimate_of(key, workload)
    except CalculatorError:
        return False
    return True
