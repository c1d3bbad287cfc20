"""Choices that follow from a keyed price table: what is sold in a Region, given what else is chosen.

An input is a column of the table's key; those before it narrow it, as an engine narrows the instance classes.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Protocol, TypeAlias

from calculator.catalogue.attributes import Attributes, Value
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.importable import is_importable
from calculator.catalogue.keyed_layout import KeyedLayout
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import FEE, HOUR, in_words
from calculator.core.choices import Choice
from calculator.core.display import amount
from calculator.core.errors import FieldError, NotPriced

MOST_NAMED = 5
DIGITS = 4


class Labelled(Protocol):
    """An input, of which people know the label."""

    @property
    def label(self) -> str:
        """What people call it."""


Fields: TypeAlias = Mapping[str, Labelled]


@dataclass(frozen=True, slots=True)
class Offered:
    """Where the choices of an input come from: those known by name, under certain prices, and in a Region."""

    known: Callable[[], Sequence[Choice]]
    under: Callable[[Catalogue], Sequence[Choice]]
    sold: Callable[[Catalogue, str, Mapping[str, object]], Sequence[Choice]] | None = None
    instead: Callable[[Catalogue, str, Mapping[str, object]], str] | None = None


@dataclass(frozen=True)
class Column:
    """One input that is a column of the key of a table."""

    table: str
    layout: KeyedLayout
    name: str
    labels: Mapping[str, str]
    attributes: Attributes | None = None

    def choices(self, keys: Collection[str], chosen: Mapping[str, object]) -> list[Choice]:
        """The values of the column among some keys, with what people call them; see `values`."""
        return [Choice(value, self.label(value)) for value in sorted(self.values(keys, chosen), key=self._order)]

    def values(self, keys: Collection[str], chosen: Mapping[str, object]) -> set[str]:
        """The values of the column among some keys, those alone that go with what is chosen before it."""
        place = self.layout.columns.index(self.name)
        wanted = [str(chosen[each]) for each in self.layout.columns[:place] if each in chosen]
        return self._after(" ".join(wanted), keys) if len(wanted) == place else self._all(place, keys)

    def _after(self, before: str, keys: Collection[str]) -> set[str]:
        """The values of the keys that begin so; a table has thousands, and few of them do."""
        begun = f"{before} " if before else ""
        rests = (key[len(begun) :] for key in keys if key.startswith(begun))
        return set(rests) if self.name == self.layout.columns[-1] else {rest.partition(" ")[0] for rest in rests}

    def _all(self, place: int, keys: Collection[str]) -> set[str]:
        """The values of all keys, where not everything before the column is chosen."""
        return {self.layout.key_of(key)[place] for key in keys}

    def known(self, prices: Catalogue) -> Sequence[Choice]:
        """The values that are sold anywhere."""
        return self.choices(prices.sold(self.table), {})

    def sold(self, prices: Catalogue, region: str, chosen: Mapping[str, object]) -> Sequence[Choice]:
        """The values that are sold in a Region with what is chosen before them."""
        return self.choices(prices.sold(self.table, region), chosen)

    @property
    def in_its_place(self) -> Callable[[Catalogue, str, Mapping[str, object]], str] | None:
        """What finds a value for one that is not sold: a class may stand in for another, an engine may not."""
        return self.instead if self.name == self.layout.columns[-1] else None

    def instead(self, prices: Catalogue, region: str, chosen: Mapping[str, object]) -> str:
        """The value most like the chosen one that is sold in a Region; nothing where that is sold itself."""
        keys, value = prices.sold(self.table, region), str(chosen[self.name])
        upto = self.layout.columns[: self.layout.columns.index(self.name) + 1]
        key = " ".join(str(chosen[each]) for each in upto)
        if key in keys or any(each.startswith(f"{key} ") for each in keys):
            return ""
        return next(iter(nearest(value, self.values(keys, chosen))), "")

    def label(self, value: str) -> str:
        """A value as people call it, with what it has so that it can be found by that."""
        has = self.attributes.of(value) if self.attributes else {}
        columns = self.attributes.columns if self.attributes else ()
        sizes = ((has.get(each.name), each.unit) for each in columns)
        told = [f"{amount(size, DIGITS)} {unit}" for size, unit in sizes if isinstance(size, Decimal)]
        label = self.labels.get(value, value)
        return f"{label} ({', '.join(told)})" if told else label

    def _order(self, value: str) -> tuple[int, str, list[Decimal], str]:
        """Those with labels as they are declared, the others by family and by what they have."""
        labels = [*self.labels]
        has: Mapping[str, Value] = self.attributes.of(value) if self.attributes else {}
        sizes = [number for number in has.values() if isinstance(number, Decimal)]
        return labels.index(value) if value in labels else len(labels), value.rpartition(".")[0], sizes, value


def purchases(table: str, layout: KeyedLayout, prices: Catalogue) -> list[Choice]:
    """The ways to buy of which any price in any Region is in force."""
    priced = prices.table(table)
    return [Choice(option, in_words(option)) for option in layout.options if priced.has_any(option)]


def check_sold(
    columns: Sequence[Column], values: Sequence[str], purchase: tuple[str, str], book: PriceBook, fields: Fields
) -> None:
    """Raises NotPriced, naming the input and what is sold instead, where nothing like it is sold in the Region.

    `values` are those of the columns of the key; `purchase` is the input of the way to buy, with its value.
    """
    (name, option), layout, table = purchase, columns[0].layout, columns[0].table
    key = " ".join(values)
    if _is_priced(option, key, book):
        return
    if not book.is_exact:
        # Where a curve has a gap nobody is told why.
        raise NotPriced([FieldError(name, f"There is no price of {key}.", option)])
    error = None if key in book.sold(table) else _unsold(columns, values, book, fields)
    if error is None:
        others = [in_words(each) for each in layout.options if _is_priced(each, key, book)]
        sold_as = f" It is sold as {', '.join(others)}." if others else ""
        called = " ".join(each.labels.get(value, value) for each, value in zip(columns, values, strict=True))
        message = f"{in_words(option)} has no price in our data for {called} in {book.region}.{sold_as}"
        error = FieldError(name, message, option)
    raise NotPriced([error], is_importable=is_importable(table, option, key))


def _is_priced(option: str, key: str, book: PriceBook) -> bool:
    return any(book.is_priced(option + part, key) for part in ("", HOUR, FEE))


def _unsold(columns: Sequence[Column], values: Sequence[str], book: PriceBook, fields: Fields) -> FieldError | None:
    """The first input of a key whose value has no price with those before it, and which have."""
    sold, chosen, called = book.sold(columns[0].table), dict[str, object](), list[str]()
    for column, value in zip(columns, values, strict=True):
        offered, label = column.values(sold, chosen), column.label(value)
        if value not in offered:
            given = f" with {' '.join(called)}" if called else ""
            near = nearest(value, offered)[:MOST_NAMED]
            others = " and others" if len(offered) > len(near) else ""
            instead = f" With a price there: {', '.join(map(column.label, near))}{others}." if near else ""
            what = f"{fields[column.name].label} {label} has no price in our data{given} for {book.region}"
            return FieldError(column.name, f"{what}.{instead}", value)
        chosen[column.name] = value
        called.append(label)
    return None


def nearest(value: str, offered: Collection[str]) -> list[str]:
    """What is offered, most like a value first."""
    return sorted(sorted(offered), key=partial(_unlike, value))


def _unlike(value: str, other: str) -> int:
    """How little two values begin and end alike: `r6gd.xlarge` is most like `r6g.xlarge`."""
    return -_shared(value, other) - _shared(value[::-1], other[::-1])


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    places = (place for place, (first, second) in enumerate(zip(one, other, strict=False)) if first != second)
    return next(places, min(len(one), len(other)))
