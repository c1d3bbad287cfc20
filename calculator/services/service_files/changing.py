"""What of a service changes with one of its inputs; the other charges and obstacles are alike for all choices."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from calculator.catalogue.price_book import PriceBook
from calculator.core.formulas.parse import Formula
from calculator.services.figures import LIMIT_PREFIX
from calculator.services.service_files.layout import Capacity, Charge, Obstacle, ServiceFile


@dataclass(frozen=True, slots=True)
class Parts:
    """Some of the charges and obstacles of a service."""

    charges: tuple[Charge, ...]
    obstacles: tuple[Obstacle, ...]


def changing_with(name: str, service: ServiceFile, book: PriceBook) -> tuple[Parts, Parts]:
    """The parts that may change with an input, and those that are alike whatever it is; in doubt they change."""
    names = _Names(name, service, book)
    changed = [each for each in service.charges if names.change(_names_of(each, service), each.only_for)]
    # Charges share an allowance, so that one leaves to another what it does not use.
    shared = {each.allowance for each in changed if each.allowance}
    charges = tuple(each for each in service.charges if each in changed or each.allowance in shared)
    obstacles = tuple(each for each in service.obstacles if names.change(each.when.names))
    return Parts(charges, obstacles), Parts(
        tuple(each for each in service.charges if each not in charges),
        tuple(each for each in service.obstacles if each not in obstacles),
    )


def changing_by_key(name: str, charges: Iterable[Charge], service: ServiceFile, book: PriceBook) -> tuple[Charge, ...]:
    """Those of some charges of which an input changes no more than the key of their price: the quantity is alike."""
    names = _Names(name, service, book)
    return tuple(
        each
        for each in charges
        if each.keyed and not each.option and not names.change(_names_of_quantity(each), each.only_for)
    )


def plan_changes_with(name: str, service: ServiceFile, book: PriceBook) -> bool:
    """Whether the capacity planned, or a headline, may change with an input."""
    headlines = (each for each, figure in service.figures.items() if figure.label and figure.unit)
    return _Names(name, service, book).change(service.capacity, headlines)


class _Names:
    """The names of formulas that change with an input: itself, what it has, and what rests on that."""

    def __init__(self, name: str, service: ServiceFile, book: PriceBook) -> None:
        # A limit changes with the inputs that key it, where it has more rows than the one of all.
        by_option = {limit for limit, option in book.limits if option}
        keyed = (limit for limit in by_option if name in service.lookups.get(limit, service.compare_by))
        self._changed = {name, *(f"{LIMIT_PREFIX}{limit}" for limit in keyed)}
        resting = {
            **{each: figure.of.names for each, figure in service.figures.items()},
            **{each: frozenset(_names_of_capacity(capacity)) for each, capacity in service.capacity.items()},
            **{each: given.default_of.names for each, given in service.inputs.items() if given.default_of},
        }
        while found := {each for each, names in resting.items() if self.change(names)} - self._changed:
            self._changed |= found

    def change(self, *names: Iterable[str]) -> bool:
        """Whether one of the names does."""
        return any(each in self._changed or each.partition(".")[0] in self._changed for some in names for each in some)


def _names_of(charge: Charge, service: ServiceFile) -> Iterator[str]:
    """The names that a charge rests on."""
    yield from _names_of_quantity(charge)
    if charge.keyed:
        yield from service.keyed[charge.keyed].columns
    # The option of a price may be put together from choices.
    yield from (each for each in service.inputs if f"{{{each}}}" in charge.option)


def _names_of_quantity(charge: Charge) -> Iterator[str]:
    """The names that what a charge bills rests on, whatever its price."""
    formulas: tuple[Formula | None, ...] = (charge.quantity, charge.resources, charge.minimum, charge.committed)
    for formula in filter(None, formulas):
        yield from formula.names


def _names_of_capacity(capacity: Capacity) -> Iterator[str]:
    for demand in capacity.demands:
        yield from (*demand.amount.names, f"{LIMIT_PREFIX}{demand.limit}")
    if capacity.at_least is not None:
        yield from capacity.at_least.names
