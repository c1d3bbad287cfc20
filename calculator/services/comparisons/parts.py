"""One service of an alternative, asked with what the need comes to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan, LineItem, Working
from calculator.core.arithmetic import Number
from calculator.core.bounds import Bound
from calculator.core.declarations import QuantityField
from calculator.core.display import exact_text
from calculator.core.formulas.parse import Formula, parse
from calculator.core.inputs import Inputs
from calculator.core.violations import Violation
from calculator.services.comparisons.layout import ALTERNATIVE, ServiceUsed
from calculator.services.comparisons.read import input_in
from calculator.services.comparisons.taken_for_granted import taken_for_granted
from calculator.services.service import Service
from calculator.services.service_files.usage import FREE_TIER
from calculator.services.worksheet import Worksheet


class PartOf:
    """A service of an alternative: the choices that are made for it, and the formulas of its amounts."""

    def __init__(self, declared: ServiceUsed, service: Service) -> None:
        self.key, self.service, self.has_headlines = declared.key, service, declared.has_headlines
        self.formulas: dict[str, Formula] = {}
        self._choices: dict[str, object] = {}
        self._taken: dict[str, str] = {}
        for name, written in declared.usage.items():
            taken = input_in(str(written))
            if isinstance(service.Usage.declarations[name], QuantityField):
                self.formulas[name] = parse(str(written))
            elif taken:
                self._taken[name] = taken
            else:
                self._choices[name] = written
        self._has_free_tier = FREE_TIER in service.Usage.declarations

    @cached_property
    def taken_for_granted(self) -> str:
        """What it is priced with whatever the need; nothing of a part that is not told apart either."""
        return taken_for_granted(self.service, self._choices, self.formulas) if self.has_headlines else ""

    @cached_property
    def _base(self) -> Inputs:
        """The usage with the choices that are the same whatever the need. Raises InvalidInput."""
        return self.service.Usage.read(self._choices)

    @cached_property
    def _base_in_floats(self) -> Inputs:
        return self._base.as_arrays()

    def asked(self, usage: Any, need: Worksheet) -> "Asked":
        """The part under a need, in the number system of its worksheet. Raises NotPriced."""
        book = need.book.beside(self.service.TABLES, self.service.KEY)
        sheet = need.at(book)
        changes: dict[str, Any] = {name: getattr(usage, taken) for name, taken in self._taken.items()}
        if self._has_free_tier:
            changes[FREE_TIER] = getattr(usage, FREE_TIER)
        changes |= {name: book.in_own_system(each.value(sheet.names)) for name, each in self.formulas.items()}
        if not book.is_exact:
            return Asked(self, self._base_in_floats.with_values(month=book.month, **changes), book, sheet)
        if book.memory is None:
            return self._asked(changes, book, sheet)
        # A step of the need leaves most of its parts as they are.
        key = (self, *changes.values())
        if key not in book.memory:
            book.memory[key] = self._asked(changes, book, sheet)
        known: Asked = book.memory[key]
        return known

    def _asked(self, changes: dict[str, Any], book: PriceBook, sheet: Worksheet) -> "Asked":
        return Asked(self, self._base.with_values(month=book.month, **changes), book, sheet)


@dataclass(frozen=True, eq=False)
class Asked:
    """A service with the usage that a need comes to, under its own prices."""

    part: PartOf
    usage: Inputs
    book: PriceBook
    sheet: Worksheet

    @cached_property
    def plan(self) -> dict[str, CapacityPlan]:
        """What the service plans for it."""
        return self.part.service.plan_capacity(self.usage, self.book)

    @cached_property
    def headlines(self) -> dict[str, CapacityPlan]:
        """The same where it is told, apart from that of other services."""
        name, plan = self.part.service.NAME, self.plan if self.part.has_headlines else {}
        return {f"{self.part.key}_{key}": replace(each, label=f"{name}: {each.label}") for key, each in plan.items()}

    @cached_property
    def items(self) -> tuple[LineItem, ...]:
        """The lines of the service: their amounts as it bills them, their names with its own before them."""
        return tuple(self._items())

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """What the service says against it, and amounts that its fields do not take."""
        return tuple(self._violations())

    def _items(self) -> Iterator[LineItem]:
        service = self.part.service
        for item in service.line_items(self.usage, self.plan, self.book):
            label = f"{service.NAME}: {item.label}"
            yield replace(item, name=f"{self.part.key}_{item.name}", label=label, worked=partial(self._worked, item))

    def _worked(self, item: LineItem, told: LineItem) -> Iterator[Working]:
        """How the need became the inputs of the service, then the workings of the service.

        What follows from no input is among the assumptions.
        """
        for name, formula in self.part.formulas.items():
            if not formula.names:
                continue
            declaration = self.part.service.Usage.declarations[name]
            yield self.sheet.working(declaration.label, formula, getattr(self.usage, name), _unit_of(declaration))
        yield from item.workings()

    def _violations(self) -> Iterator[Violation]:
        service, rules = self.part.service, (*self.usage.rules(), *self.usage.rules_in(self.book.region))
        yield from self._out_of_bounds()
        for each in (*rules, *service.violations(self.usage, self.book)):
            yield Violation(ALTERNATIVE, partial(_said_by, service.NAME, each), each.when, bound=each.bound)

    def _out_of_bounds(self) -> Iterator[Violation]:
        for name in self.part.formulas:
            field, value = self.part.service.Usage.declarations[name], getattr(self.usage, name)
            assert isinstance(field, QuantityField)
            least, most = (self.book.in_own_system(each) for each in (field.at_least, field.at_most))
            said = partial(_bounded, self.part.service.NAME, field)
            yield Violation(ALTERNATIVE, partial(said, "at least", least), value < least)
            yield Violation(ALTERNATIVE, partial(said, "at most", most), value > most)


def _unit_of(declaration: object) -> str:
    return declaration.unit if isinstance(declaration, QuantityField) else ""


def _said_by(name: str, violation: Violation, _: Bound | None = None) -> str:
    return f"{name}: {violation.message}"


def _bounded(name: str, field: QuantityField, bound: str, value: Number) -> str:
    return f"{name}: {field.label} is {bound} {exact_text(value)} {field.unit}.".replace(" .", ".")
