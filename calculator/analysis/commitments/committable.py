"""What can be committed to: the price tables that have a commitment, of whatever service they are.

What a row of a keyed table is of is what the inputs of the service are called, and what else is sold by the hour stands
in a file of the service, so that a new service with reserved prices is here without a line about it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.committed_layout import CommittedLayout, read_committed
from calculator.catalogue.keyed_layout import read_layouts, table_name
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import FAMILIES, FEE, HOUR, ON_DEMAND, is_savings_plan, term_years
from calculator.core.declarations import ChoiceField, Declaration
from calculator.core.errors import FieldError, UnknownName
from calculator.core.units import PRICING_DATA
from calculator.services import SERVICES, service


@dataclass(frozen=True)
class Committable:
    """One kind of thing that a service sells by the hour and under a commitment.

    `ways` are all ways to buy it that may have a price; `metered` says where, unless it has a keyed table.
    """

    service: str
    table: str
    thing: str
    columns: tuple[str, ...]
    ways: tuple[str, ...]
    metered: CommittedLayout | None = None

    @property
    def fields(self) -> Mapping[str, Declaration]:
        """The inputs of the service that say which of them."""
        declarations = service(self.service).Usage.declarations
        return {name: declarations[name] for name in self.columns}

    @property
    def options(self) -> tuple[str, ...]:
        """The commitments that may have a price."""
        plain = (way.removesuffix(FEE).removesuffix(HOUR) for way in self.ways if term_years(way))
        return tuple(dict.fromkeys(plain))

    def rows(self, key: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
        """Each way to buy with the dimension and the option of its price; a keyed table calls them just so."""
        if self.metered is not None:
            yield from self.metered.rows(key)
            return
        for way in self.ways:
            yield from ((way + part, (way + part, priced_as(key))) for part in ("", FEE, HOUR))

    def words(self, key: Mapping[str, str]) -> str:
        """What people call one of them: by the labels of its row, and by its unit where no row is its own."""
        return " ".join((*map(self._word, key, key.values()), *([self.thing] if self.metered else [])))

    def _word(self, name: str, value: str) -> str:
        """The label of a choice; that of a type adds only what the type has."""
        field = self.fields[name]
        label = field.label_of(value) if isinstance(field, ChoiceField) else value
        return value if label.startswith(value) else label

    def book(self, catalogue: Catalogue, key: Mapping[str, str], region: str, as_of: date) -> PriceBook:
        """The prices of one of them, found by the way to buy. Raises NotPriced, InvalidInput."""
        book = catalogue.book((self.table,), region, as_of)
        if self.metered is None:
            return book
        name = priced_as(key)
        cards = {(way, name): book.cards[row] for way, row in self.rows(key) if row in book.cards}
        return replace(book, cards=cards)

    def step(self, book: PriceBook) -> Decimal:
        """How many are sold at once."""
        return Decimal(book.limit(self.metered.block)) if self.metered and self.metered.block else Decimal(1)


@cache
def committables() -> Mapping[str, tuple[Committable, ...]]:
    """By service, what it sells under a commitment and on demand: without that price nothing can be compared."""
    found = {
        key: tuple(each for each in _of_service(key) if each.options and ON_DEMAND in each.ways) for key in SERVICES
    }
    return {key: things for key, things in found.items() if things}


def _of_service(key: str) -> Iterator[Committable]:
    folder = PRICING_DATA / "services" / key
    layouts = read_layouts(folder)
    declared = service(key).Usage.declarations if layouts else {}
    for name, layout in layouts.items():
        if declared.keys() >= {*layout.columns}:
            yield Committable(key, table_name(key, name), layout.thing, layout.columns, layout.options)
    for metered in read_committed(folder).values():
        yield Committable(key, key, metered.thing, metered.columns, tuple(metered.prices), metered)


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
