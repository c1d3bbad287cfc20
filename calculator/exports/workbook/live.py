"""Which inputs of an entry may change in a workbook, because formulas alone make the bill of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from calculator.core.answer import Answer, CapacityPlan, LineItem
from calculator.core.arithmetic import EXACT, exactly
from calculator.core.declarations import FlagField, QuantityField
from calculator.core.formulas.parse import OF_THE_MONTH, Formula, parse
from calculator.core.inputs import Inputs
from calculator.core.watched import Watched
from calculator.services import service
from calculator.services.service import FREE_TIER
from calculator.services.worksheet import Billed, Worksheet


@dataclass(frozen=True, slots=True)
class InputsOfBill:
    """The inputs that formulas of a bill name, and those of them that nothing but formulas looks at."""

    named: frozenset[str]
    live: frozenset[str]


def billed_by(item: LineItem) -> Billed | None:
    """How a line came to its quantity, where a formula says so."""
    return item.worked if isinstance(item.worked, Billed) else None


def inputs_of_bill(answer: Answer) -> InputsOfBill:
    """What a spreadsheet needs to know of the inputs of one answer."""
    usage: Inputs = answer.usage
    named: set[str] = set()
    for item in answer.line_items:
        billed = billed_by(item)
        if billed is not None:
            named.update(_named(billed.sheet, parse(billed.quantity)))
            named.update(_named(billed.sheet, parse(billed.times)) if billed.times else ())
    seen = _seen_besides(answer)
    for name in _untyped(usage, named):
        named.update(parse(_default_formula(usage, name)).names if _default_formula(usage, name) else ())
    # A default that follows an input by no formula keeps that input from changing alone.
    for name in _untyped(usage, named | seen):
        if name in seen or not _default_formula(usage, name):
            seen |= _sources(usage, name)
    declared = {name for name in named if name in usage.declarations} - {FREE_TIER}
    kinds = (QuantityField, FlagField)
    return InputsOfBill(
        frozenset(declared),
        frozenset(name for name in declared - seen if isinstance(usage.declarations[name], kinds)),
    )


def default_formula(usage: Inputs, name: str) -> Formula | None:
    """The formula of the default that an input was left at, where it has one."""
    text = "" if name in usage.model_fields_set else _default_formula(usage, name)
    return parse(text) if text else None


def _default_formula(usage: Inputs, name: str) -> str:
    derived = usage.declarations[name].derived
    return derived.formula if derived is not None else ""


def _untyped(usage: Inputs, names: set[str]) -> list[str]:
    """Inputs that were left at a default that follows others."""
    return [
        name
        for name, declaration in usage.declarations.items()
        if name in names and declaration.derived is not None and name not in usage.model_fields_set
    ]


def _sources(usage: Inputs, name: str) -> set[str]:
    """The inputs that a default is made of."""
    derived, watched = usage.declarations[name].derived, Watched(usage)
    if derived is not None:
        derived.of(watched)
    return watched.seen


def _named(sheet: Worksheet, formula: Formula) -> Iterator[str]:
    """The inputs behind a formula, through all its figures."""
    for name in formula.names:
        figure = sheet.figure(name)
        if figure is not None:
            yield from _named(sheet, figure.of)
        elif not (name in OF_THE_MONTH or "." in name or sheet.was_found(name)):
            yield name


class _WatchedPlan(dict[str, CapacityPlan]):
    """A plan that remembers whether anybody looked at what it holds."""

    was_seen = False

    def __getitem__(self, name: str) -> CapacityPlan:
        self.was_seen = True
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.was_seen = True
        return super().get(name, default)


def _seen_besides(answer: Answer) -> set[str]:
    """The inputs that the service looks at besides the formulas of its charges, when it makes this very bill."""
    usage = answer.usage
    sheets = (billed.sheet for item in answer.line_items if (billed := billed_by(item)) is not None)
    sheet = next(sheets, None)
    if sheet is None:
        return set(usage.declarations)
    asked, book = service(answer.service), sheet.book.elsewhere(answer.region).for_one_question()
    planning, billing = Watched(usage), Watched(usage)
    with exactly(EXACT):
        plan = _WatchedPlan(asked.plan_capacity(cast("Inputs", planning), book))
        tuple(asked.line_items(cast("Inputs", billing), plan, book))
    return billing.seen | (planning.seen if plan.was_seen else set())
