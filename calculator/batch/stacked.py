"""Groups that differ in their Region alone, priced together: each row with the prices of its own Region.

A formula asks a book for one price after the other. As long as all Regions have it, in the same unit and with tiers of
the same bounds, the book of them hands out an array with the price of each row. Where they differ, the groups are
parted by what they have and asked again; the rows that something stands in the way of go to the groups they are of.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, NoReturn

import numpy as np

from calculator.batch.block import Block, Group, Refused
from calculator.batch.cells import Mask, Places
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import Gap, PriceBook
from calculator.core.errors import CalculatorError
from calculator.core.tiers import RateCard
from calculator.core.violations import Violation

# The name of a Region that there is none of: no price and no limit is kept under it, and nobody chooses it.
SEVERAL = "(several Regions)"
Key = tuple[str, str]
# So many stacks' prices are kept from one part of a file to the next.
MOST_KEPT = 64


class Differing(Exception):
    """Regions cannot be asked together; `labels` tells which of them can, None that none can."""

    def __init__(self, labels: Sequence[Hashable] | None = None) -> None:
        self.labels = labels
        super().__init__(labels)


class Prices:
    """The cards of several Regions, each looked up once: what they agree in, and the price of every tier by Region."""

    def __init__(self, cards: Sequence[Mapping[Key, RateCard]]) -> None:
        self._cards = cards
        self._found: dict[Key, tuple[RateCard, tuple[Any, ...]] | None] = {}

    def of(self, key: Key) -> tuple[RateCard, tuple[Any, ...]] | None:
        """A card of any of the Regions, and an array of prices for each of its tiers. Raises Differing."""
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]

    def _find(self, key: Key) -> tuple[RateCard, tuple[Any, ...]] | None:
        cards = [each.get(key) for each in self._cards]
        shapes = [card and (card.unit, tuple((tier.start, tier.to) for tier in card.tiers)) for card in cards]
        if any(shape != shapes[0] for shape in shapes):
            raise Differing(shapes)
        if cards[0] is None:
            return None
        tiers = zip(*(card.tiers for card in cards if card is not None), strict=True)
        return cards[0], tuple(np.array([float(each.usd_per_unit) for each in tier]) for tier in tiers)


@lru_cache(maxsize=MOST_KEPT)
def _prices(catalogue: Catalogue, tables: tuple[str, ...], limits_of: str, of: tuple[tuple[str, date], ...]) -> Prices:
    """The prices of a service in some Regions, each on a day; the parts of a file share them."""
    return Prices([catalogue.book(tables, region, as_of, limits_of=limits_of).cards for region, as_of in of])


class RowCards(Mapping[Key, RateCard]):
    """Rate cards whose prices are arrays, with the price of each row of a block."""

    def __init__(self, prices: Prices, codes: Places) -> None:
        self._prices, self._codes = prices, codes
        self._made: dict[Key, RateCard] = {}

    def __getitem__(self, key: Key) -> RateCard:
        if key not in self._made:
            found = self._prices.of(key)
            if found is None:
                raise KeyError(key)
            card, by_tier = found
            tiers = (
                replace(tier, usd_per_unit=usd[self._codes]) for tier, usd in zip(card.tiers, by_tier, strict=True)
            )
            self._made[key] = replace(card, tiers=tuple(tiers))
        return self._made[key]

    def __iter__(self) -> Iterator[Key]:
        raise Differing

    def __len__(self) -> int:
        raise Differing


class Sold(Collection[str]):
    """What is sold in several Regions, as far as that is the same."""

    def __init__(self, sold: Sequence[Collection[str]]) -> None:
        self._sold = sold

    def __contains__(self, name: object) -> bool:
        found = [name in each for each in self._sold]
        if len(set(found)) > 1:
            raise Differing(found)
        return found[0]

    def __iter__(self) -> Iterator[str]:
        raise Differing

    def __len__(self) -> int:
        raise Differing


def _of_one_region(*_: object) -> NoReturn:
    raise Differing


class Stack:
    """Groups that are asked together; `parts` is what they were parted into when they could not be.

    A group without a book has to be parted from the others.
    """

    def __init__(self, groups: Sequence[Group], books: Sequence[PriceBook | None], catalogue: Catalogue) -> None:
        self.groups, self._books, self._catalogue = groups, books, catalogue
        self.group = replace(groups[0], region=SEVERAL)
        self.parts: list[Stack | Group] | None = None
        # The part of each group, and its number there.
        self.part_of = self.number_in = np.zeros(len(groups), dtype=np.intp)

    def book(self, codes: Places) -> PriceBook:
        """The prices of a block of rows, of which each is of the group with its code."""
        books = [book for book in self._books if book is not None]
        service, of = self.group.service, tuple((book.region, book.as_of) for book in books)
        return replace(
            books[0].for_one_block(),
            region=SEVERAL,
            cards=RowCards(_prices(self._catalogue, service.TABLES, service.KEY, of), codes),
            of_region=_of_one_region,
            of_service=_of_one_region,
            sold=lambda table: Sold([each.sold(table) for each in books]),
        )

    def parted(self, labels: Sequence[Hashable] | None) -> "list[Stack | Group]":
        """The groups by their labels, or each apart from all others."""
        many, numbers = len(self.groups), dict[Hashable, int]()
        own = range(many) if labels is None or len(set(labels)) == 1 else labels
        self.part_of = np.array([numbers.setdefault(label, len(numbers)) for label in own], dtype=np.intp)
        self.number_in, self.parts = np.zeros(many, dtype=np.intp), []
        for number in range(len(numbers)):
            members = np.flatnonzero(self.part_of == number).tolist()
            self.number_in[members] = np.arange(len(members))
            groups = [self.groups[each] for each in members]
            books = [self._books[each] for each in members]
            self.parts.append(groups[0] if len(groups) == 1 else Stack(groups, books, self._catalogue))
        return self.parts


def stack_of(groups: Sequence[Group], catalogue: Catalogue) -> Stack:
    """Groups of one service, day and month as a stack; those that cannot be asked with others are parted from them."""
    books = [*map(_book_of, groups)]
    chosen = {word for group in groups for word in _words(group.choices.values())}
    # Limits are the same in all Regions, but for those that are kept under the name of one.
    limits = next((book.limits for book in books if book is not None), {})
    limited = {word for _, option in limits for word in option.split()}
    is_elsewhere = not chosen.isdisjoint(catalogue.regions)
    labels: list[Hashable] = [
        number if is_elsewhere or book is None or group.region in limited else repr(group.choices)
        for number, (group, book) in enumerate(zip(groups, books, strict=True))
    ]
    stack = Stack(groups, books, catalogue)
    if len(set(labels)) > 1:
        stack.parted(labels)
    return stack


def _book_of(group: Group) -> PriceBook | None:
    try:
        return group.book()
    except CalculatorError:
        return None


def _words(values: Iterable[Any]) -> Iterator[str]:
    """The words of choices, of lists of them too."""
    for value in values:
        if isinstance(value, str):
            yield from value.split()
        elif isinstance(value, (tuple, list)):
            yield from _words(value)


@dataclass(frozen=True)
class StackedBlock(Block):
    """Some rows of a stack; `codes` has the group that each is of, `left` is what the stack does not answer.

    What is `told` of rows counts once the stack has answered all others.
    """

    stack: Stack
    codes: Places
    left: "list[StackedBlock]" = field(default_factory=list)
    told: list[Refused] = field(default_factory=list)

    def price(self) -> None:
        """Answer every row."""
        if self.stack.parts is not None:
            self._price_parts(self.stack.parts)
            return
        try:
            super().price()
        except Differing as differing:
            self._part(differing.labels)
        except (TypeError, ValueError):
            # A formula chooses by a price, which an array has no answer to.
            self._part(None)
        else:
            for same in self.told:
                self.answers.refusals.add(*same)
            for each in self.left:
                each._price_groups()

    def _part(self, labels: Sequence[Hashable] | None) -> None:
        self._price_parts(self.stack.parted(labels))

    def _price_parts(self, parts: "Sequence[Stack | Group]") -> None:
        part_of, number_in = self.stack.part_of[self.codes], self.stack.number_in[self.codes]
        for number, part in enumerate(parts):
            mask = part_of == number
            if mask.any():
                own = self._some(mask)
                if isinstance(part, Group):
                    own._of(part).price()
                else:
                    replace(own, group=part.group, stack=part, codes=number_in[mask], left=[], told=[]).price()

    def _price_groups(self) -> None:
        for number in np.unique(self.codes):
            self._some(self.codes == number)._of(self.stack.groups[number]).price()

    def _of(self, group: Group) -> Block:
        """The same rows as those of one group."""
        return Block(group, self.rows, self.amounts, self.counts, self.long, self.answers, self.exactly, self.refusal)

    def _book(self) -> PriceBook:
        return self.stack.book(self.codes)

    def _some(self, mask: Mask) -> "StackedBlock":
        return replace(self, **self._masked(mask), codes=self.codes[mask])

    def _tell(self, mask: Mask, rules: Sequence[Violation]) -> None:
        told, left = self._sure(mask, rules)
        self.told.extend(told)
        if left.any():
            self.left.append(self._some(left))

    def _without_prices(self) -> None:
        self.left.append(self)

    def _tell_missing(self, missing: Mask, gaps: tuple[Gap, ...]) -> None:
        self.left.append(self._some(missing))
