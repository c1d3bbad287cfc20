"""A block of rows that agree in service, Region, day and choices, priced as arrays; what arrays cannot tell, exactly.

The formulas are those of a single answer. Where floats do not tell whether a rule or a limit stands in the way of a
row, or what is said of it, the exact answer of the row decides.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np

from calculator.batch.cells import Floats, Mask, Places
from calculator.batch.refused_rows import Told
from calculator.batch.results import NOT_BOUND, Answers, Item
from calculator.catalogue.price_book import Gap, PriceBook
from calculator.core.answer import EFFECTIVE, MONTHLY, UPFRONT, CapacityPlan, LineItem, effective_monthly
from calculator.core.arithmetic import Number, total
from calculator.core.errors import CalculatorError
from calculator.core.month import Month
from calculator.core.violations import Violation, violating
from calculator.services.service import Service

Columns: TypeAlias = Mapping[str, Any]
# Rows, errors, and the place of each row's.
Refused: TypeAlias = tuple[Places, list[CalculatorError], Places]
# Less of something may be the noise of floats where nothing is used.
SURELY_USED = 1e-6


@dataclass(frozen=True)
class Group:
    """What the rows of a group agree in; `choices` has all of their fields that are no arrays."""

    service: Service
    region: str
    month: Month
    choices: Columns
    book: Callable[[], PriceBook]
    has_items: bool


@dataclass(frozen=True)
class Block:
    """Some rows of a group with their amounts, and where their answers go.

    `long` tells where an amount has more digits than a float keeps, if any has. `exactly` answers a row as it is asked
    alone, `refusal` tells why it has no answer.
    """

    group: Group
    rows: Places
    amounts: Mapping[str, Floats]
    counts: Floats | None
    long: Mask | None
    answers: Answers
    exactly: Callable[[int], None]
    refusal: Callable[[int], CalculatorError | None]

    def price(self) -> None:
        """Answer every row."""
        with np.errstate(all="ignore"):
            kept = self._told((*self._usage.rules(), *self._usage.rules_in(self.group.region)))
            if kept is None:
                self._price_sound()
            elif kept.any():
                self._some(kept)._price_sound()

    @cached_property
    def _usage(self) -> Any:
        return self.group.service.Usage.of_columns({**self.group.choices, **self.amounts}, self.group.month)

    def _book(self) -> PriceBook:
        return self.group.book().for_one_block()

    def _price_sound(self) -> None:
        """Rows that no rule across fields is against."""
        try:
            book = self._book()
            rules = tuple(self.group.service.violations(self._usage, book))
        except CalculatorError:
            self._without_prices()
            return
        kept = self._told(rules)
        if kept is None or kept.any():
            self._price_feasible(book, kept)

    def _price_feasible(self, book: PriceBook, kept: Mask | None) -> None:
        """Rows that nothing stands in the way of but that there may be no price: those of a mask, or all."""
        service = self.group.service
        try:
            plan = service.plan_capacity(self._usage, book)
            items = tuple(service.line_items(self._usage, plan, book))
        except CalculatorError:
            if kept is None:
                self._without_prices()
            else:
                # It may be what the other rows use that has no price.
                self._some(kept)._price_sound()
            return
        self._fill(plan, items, tuple(book.gaps or ()), kept)

    def _without_prices(self) -> None:
        """Something that rows use has no price at all: told apart by what they use of which amounts."""
        parts = [*self._by_use()]
        if len(parts) > 1:
            for part in parts:
                part._price_sound()
            return
        first, last = self.refusal(int(self.rows[0])), self.refusal(int(self.rows[-1]))
        if first is not None and _same(first, last):
            self.answers.refuse(self.rows, first)
        else:
            self._one_by_one(self.rows)

    def _by_use(self) -> Iterator["Block"]:
        """Rows that use the same amounts: what asks whether something is used asks the same of all of them."""
        used = [np.asarray(each != 0) for each in self.amounts.values()]
        if not used:
            yield self
            return
        patterns = np.packbits(np.column_stack(used), axis=1)
        _, which = np.unique(patterns, axis=0, return_inverse=True)
        for number in range(int(which.max()) + 1):
            mask = which.ravel() == number
            yield self if mask.all() else self._some(mask)

    def _some(self, mask: Mask) -> "Block":
        return replace(self, **self._masked(mask))

    def _masked(self, mask: Mask) -> dict[str, Any]:
        """What some of the rows have."""
        return {
            "rows": self.rows[mask],
            "amounts": {name: each[mask] for name, each in self.amounts.items()},
            "counts": None if self.counts is None else self.counts[mask],
            "long": None if self.long is None else self.long[mask],
        }

    def _told(self, rules: Sequence[Violation]) -> Mask | None:
        """Where nothing is against a row, None where that is everywhere; of the others it is told what is."""
        mask = np.broadcast_to(np.asarray(violating(rules), dtype=bool), self.rows.shape)
        if not mask.any():
            return None
        self._tell(mask, rules)
        return ~mask

    def _tell(self, mask: Mask, rules: Sequence[Violation]) -> None:
        """What is against the rows of a mask."""
        told, left = self._sure(mask, rules)
        for same in told:
            self.answers.refusals.add(*same)
        self._one_by_one(self.rows[left])

    def _sure(self, mask: Mask, rules: Sequence[Violation]) -> tuple[list[Refused], Mask]:
        """The refusals of rows of which floats tell what is against them, and where the other ones are."""
        left, found = mask.copy(), []
        short = np.ones_like(mask) if self.long is None else ~self.long
        told = Told(rules, self._usage, short, lambda place: self.refusal(int(self.rows[place])))
        for places, which, errors in told.errors():
            found.append((self.rows[places], errors, which))
            left[places] = False
        return found, left

    def _one_by_one(self, rows: Places) -> None:
        for row in rows:
            self.exactly(int(row))

    def _fill(
        self, plan: Mapping[str, CapacityPlan], items: tuple[LineItem, ...], gaps: tuple[Gap, ...], kept: Mask | None
    ) -> None:
        """Take down the answers, but for rows that use what has no price."""
        effective = _floats(effective_monthly(items))
        missing = self._missing(effective, gaps, kept)
        if missing is not None:
            self._tell_missing(missing, gaps)
            kept = ~missing if kept is None else kept & ~missing
        filled = Filled(self.rows if kept is None else self.rows[kept], kept)
        self._fill_money(items, effective, filled)
        for name, each in plan.items():
            self.answers.set_capacity(name, filled.rows, filled.of(_floats(each.count)))
        self.answers.set_binding(filled.rows, filled.of(self._binding(plan.values())))
        if self.group.has_items:
            self.answers.items += self._items(items, kept)

    def _fill_money(self, items: tuple[LineItem, ...], effective: Floats, filled: "Filled") -> None:
        if all(item.recurrence == MONTHLY for item in items):
            self.answers.set_monthly(filled.rows, filled.of(self._counted(effective)))
            return
        unknown = self._unknown(items)
        invoiced = (np.where(unknown, np.nan, self._counted(_floats(_of(items, each)))) for each in (MONTHLY, UPFRONT))
        self.answers.set_money(filled.rows, *map(filled.of, (*invoiced, self._counted(effective))))

    def _missing(self, effective: Floats, gaps: tuple[Gap, ...], kept: Mask | None) -> Mask | None:
        """Which rows use what has no price; None where none does."""
        missing = self._wide(~np.isfinite(effective), bool)
        for gap in gaps:
            missing = missing | self._wide(np.asarray(gap.used) != 0, bool)
        if kept is not None:
            missing = missing & kept
        return missing if missing.any() else None

    def _tell_missing(self, missing: Mask, gaps: tuple[Gap, ...]) -> None:
        """The first of what each row lacks a price for; what may be noise is asked exactly."""
        left = missing.copy()
        for gap in gaps:
            used = np.abs(self._wide(gap.used))
            surely = left & (used > SURELY_USED)
            if surely.any() and _same(self.refusal(int(self.rows[surely][0])), gap.error):
                self.answers.refuse(self.rows[surely], gap.error)
                left &= ~surely
        self._one_by_one(self.rows[left])

    def _unknown(self, items: tuple[LineItem, ...]) -> Mask:
        """Where a source gives only the average of what is paid monthly and upfront."""
        unknown = np.zeros(self.rows.shape, dtype=bool)
        for item in items:
            if item.recurrence == EFFECTIVE:
                unknown |= self._wide(item.usd) != 0
        return unknown

    def _binding(self, plans: Iterable[CapacityPlan]) -> Any:
        """The code of what decides the capacity, row by row: what the first headline says that says anything."""
        codes: Any = np.int16(NOT_BOUND)
        for plan in plans:
            own = self._binding_of(plan)
            codes = own if np.ndim(codes) == 0 and codes == NOT_BOUND else np.where(codes == NOT_BOUND, own, codes)
        return codes

    def _binding_of(self, plan: CapacityPlan) -> Any:
        if plan.binding is not None:
            return np.int16(self.answers.binding_code(plan.binding))
        if not plan.demands:
            return np.int16(NOT_BOUND)
        place, binds = plan.binding_demand
        names = np.array([self.answers.binding_code(each.name) for each in plan.demands], dtype=np.int16)
        return np.where(binds, names[place], np.int16(NOT_BOUND))

    def _items(self, items: tuple[LineItem, ...], kept: Mask | None) -> Iterator[Item]:
        """The lines of rows that have something of them."""
        for item in items:
            quantity, usd = self._wide(item.quantity), self._wide(item.usd)
            used = (quantity != 0) | (usd != 0)
            if kept is not None:
                used &= kept
            if used.any():
                amounts = (self._counted(each)[used] for each in (quantity, usd))
                key = self.group.service.KEY
                yield Item(self.rows[used], key, item.name, item.label, item.unit, item.recurrence, *amounts)

    def _counted(self, figures: Floats) -> Floats:
        return figures if self.counts is None else figures * self.counts

    def _wide(self, number: Any, kind: type = float) -> Any:
        """A figure row by row."""
        found = _floats(number) if kind is float else np.asarray(number, dtype=kind)
        return found if found.shape == self.rows.shape else np.broadcast_to(found, self.rows.shape)


@dataclass(frozen=True, slots=True)
class Filled:
    """The rows of a block that have an answer, which are those of a mask, or all."""

    rows: Places
    kept: Mask | None

    def of(self, figure: Number) -> Number:
        """What these rows have of a figure, which may be the same for all."""
        return figure if self.kept is None or np.ndim(figure) == 0 else figure[self.kept]


def _floats(number: Number) -> Floats:
    """A figure, which may be the same for all rows, and exact where it is."""
    return np.asarray(number, dtype=np.float64)


def _of(items: tuple[LineItem, ...], recurrence: str) -> Any:
    return total(item.usd for item in items if item.recurrence == recurrence)


def _same(one: CalculatorError | None, other: CalculatorError | None) -> bool:
    """Whether two errors say the same."""
    if one is None or other is None or one.code != other.code:
        return False
    return [each.message for each in one.errors] == [each.message for each in other.errors]
