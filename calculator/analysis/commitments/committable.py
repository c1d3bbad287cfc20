"""What can be committed to: the keyed price tables that have a commitment, of whatever service they are.

What a row of a table is of is what the inputs of the service are called, so that a new service with reserved prices is
here without a line about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from calculator.catalogue.keyed_layout import KeyedLayout, read_layouts, table_name
from calculator.catalogue.purchase_options import FAMILIES, is_savings_plan, term_years
from calculator.core.declarations import Declaration
from calculator.core.errors import FieldError, UnknownName
from calculator.core.units import PRICING_DATA
from calculator.services import SERVICES, service


@dataclass(frozen=True)
class Committable:
    """One kind of thing that a service sells by the hour and under a commitment."""

    service: str
    name: str
    layout: KeyedLayout

    @property
    def table(self) -> str:
        """The price table."""
        return table_name(self.service, self.name)

    @property
    def thing(self) -> str:
        """What one of them is called."""
        return self.layout.thing

    @property
    def fields(self) -> Mapping[str, Declaration]:
        """The inputs of the service that say which of them."""
        declarations = service(self.service).Usage.declarations
        return {name: declarations[name] for name in self.layout.columns}

    @property
    def options(self) -> tuple[str, ...]:
        """The commitments that its table may have a price of."""
        return tuple(option for option in self.layout.options if term_years(option))


@cache
def committables() -> Mapping[str, tuple[Committable, ...]]:
    """By service, what it sells under a commitment."""
    found: dict[str, tuple[Committable, ...]] = {}
    for key in SERVICES:
        layouts = read_layouts(PRICING_DATA / "services" / key)
        declared = service(key).Usage.declarations if layouts else {}
        own = (
            Committable(key, name, layout) for name, layout in layouts.items() if declared.keys() >= {*layout.columns}
        )
        things = tuple(each for each in own if each.options)
        if things:
            found[key] = things
    return found


def committable(key: str, thing: str = "") -> Committable:
    """What a service sells under a commitment; `thing` where there are several kinds. Raises UnknownName."""
    things = committables().get(key)
    if things is None:
        message = f"No commitment of {key} has a price here; there are those of {', '.join(committables())}."
        raise UnknownName([FieldError("service", message, key)])
    found = next((each for each in things if thing in ("", each.thing)), None)
    if found is None:
        message = f"{thing} is nothing that can be committed to; there are {', '.join(each.thing for each in things)}."
        raise UnknownName([FieldError("thing", message, thing)])
    return found


def priced_as(key: Mapping[str, str]) -> str:
    """How the prices of something are called."""
    return " ".join(key.values())


def family_of(option: str) -> str:
    """The kind of commitment that a way to buy is of, whatever its term and payment."""
    return next(family for family, options in FAMILIES.items() if option in options)


def is_convertible(option: str) -> bool:
    """Whether a reservation may be exchanged for another."""
    return option.endswith("_convertible")


def kinds() -> tuple[str, ...]:
    """Every kind of commitment that any table may have."""
    options = {option for things in committables().values() for each in things for option in each.options}
    return tuple(family for family, own in FAMILIES.items() if options & {*own})


def unit_of(option: str, thing: str) -> str:
    """What is bought of a commitment: things, or dollars an hour."""
    return "USD/hour" if is_savings_plan(option) else thing
