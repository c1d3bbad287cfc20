"""What the formulas of a service file see: inputs, figures, capacity, and limits by the inputs that key them."""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any, Protocol

from calculator.catalogue.attributes import Attributes
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan, Demand
from calculator.core.bounds import Bound
from calculator.core.formulas.parse import Formula, parse
from calculator.core.inputs import Inputs
from calculator.services.figures import LIMIT_PREFIX, AFigure, Figure
from calculator.services.service import REGION
from calculator.services.service_files.keyed import attribute_of
from calculator.services.service_files.layout import Capacity, ServiceFile
from calculator.services.service_files.obstacle_bounds import held_in
from calculator.services.worksheet import Worksheet


class OfFile(Protocol):
    """What a sheet needs of the service whose file it is of."""

    declared: ServiceFile
    attributes: Mapping[str, Attributes]
    words: Callable[[str], str]


class Plan(dict[str, CapacityPlan]):
    """The headlines of an answer, and the values behind them, which arrays too are worked out for once."""

    def __init__(self, sheet: "FileSheet") -> None:
        super().__init__()
        self.sheet = sheet


class FileSheet(Worksheet):
    """What the formulas of a service file see: its capacity too, and limits by the inputs that key them."""

    def __init__(self, service: OfFile, usage: Inputs, book: PriceBook, found: Mapping[str, Any] | None = None) -> None:
        declared = service.declared
        super().__init__(usage, book, declared.figures, found, words=service.words)
        self._service, self._declared = service, declared
        self._plans: dict[str, CapacityPlan] = {}
        self._options_of: dict[str, str] = {}
        self._options_by: dict[tuple[str, ...], tuple[str, ...]] = {}

    def knowing(self, found: Mapping[str, Any]) -> "FileSheet":
        """The same worksheet with more that was found."""
        return FileSheet(self._service, self.usage, self.book, found)

    def like(self, usage: Inputs) -> "FileSheet":
        """The same worksheet of another usage."""
        return FileSheet(self._service, usage, self.book, self._found)

    def figure(self, name: str) -> AFigure | None:
        """A figure, or planned capacity as the figure that it is."""
        capacity = self._declared.capacity.get(name)
        return (
            super().figure(name) if capacity is None else Figure(_formula_of(capacity), capacity.label, capacity.unit)
        )

    def planned(self, name: str) -> CapacityPlan:
        """The units of capacity of a name, the binding demand named; worked out once."""
        if name not in self._plans:
            self._plans[name] = self._covering(self._declared.capacity[name])
        return self._plans[name]

    def option_of(self, limit: str) -> str:
        """The most specific row of a limit: of all the inputs (or the Region) that key it, of the first, of none."""
        if limit not in self._options_of:
            self._options_of[limit] = self._option_found(limit)
        return self._options_of[limit]

    def _option_found(self, limit: str) -> str:
        keys = self._declared.lookups.get(limit, self._declared.compare_by)
        # Many limits are keyed alike.
        if keys not in self._options_by:
            values = [self.book.region if each == REGION else str(getattr(self.usage, each)) for each in keys]
            self._options_by[keys] = tuple(" ".join(values[:many]) for many in range(len(values), 0, -1))
        for option in self._options_by[keys]:
            if (limit, option) in self.book.limits:
                return option
        return ""

    def other(self, name: str) -> Any:
        """Planned capacity, what a choice has, or an input."""
        if name in self._declared.capacity:
            return self.planned(name).count
        if "." in name:
            return attribute_of(name, self._service.attributes, self.usage, self.book)
        return super().other(name)

    def bound(self, when: Formula, field: str) -> Bound | None:
        """What the condition of an obstacle holds against what, if it bounds anything."""
        held = held_in(when.text, field)
        if held is None:
            return None
        needed, bound = held.needed.value(self.names), held.bound.value(self.names)
        most, least = (bound, None) if held.is_most else (None, bound)
        return Bound(needed, most, least, held.unit(self._unit_of))

    def _unit_of(self, name: str) -> str:
        if name.startswith(LIMIT_PREFIX):
            return self.limit_row(name).unit
        figure = self.figure(name)
        if figure is not None:
            return figure.unit
        declared = self.usage.declarations.get(name)
        return declared.unit if declared is not None else self._declared.attribute_units.get(name, "")

    def _covering(self, capacity: Capacity) -> CapacityPlan:
        demands = tuple(
            Demand(
                each.name,
                each.amount.value(self.names),
                each.unit or self.book.limit_row(each.limit, self.option_of(each.limit)).unit,
                self.book.own_limit(each.limit, self.option_of(each.limit)),
                is_whole=capacity.whole,
            )
            for each in capacity.demands
        )
        least = 0 if capacity.at_least is None else capacity.at_least.value(self.names)
        return CapacityPlan.covering(capacity.unit, capacity.label, *demands, at_least=self.book.in_own_system(least))


def _formula_of(capacity: Capacity) -> Formula:
    """The formula that `CapacityPlan.covering` follows: the fewest units that meet every demand."""
    least = "0" if capacity.at_least is None else capacity.at_least.text
    needed = "steps({}, limit.{})" if capacity.whole else "({}) / limit.{}"
    terms = [least, *(needed.format(each.amount.text, each.limit) for each in capacity.demands)]
    return parse(reduce(lambda so_far, each: f"max({so_far}, {each})", terms))
