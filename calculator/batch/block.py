"""A block of rows that agree in service, Region, day and choices, priced as arrays; what arrays cannot tell, exactly.

The formulas are those of a single answer. Where floats do not tell whether a rule or a limit stands in the way of a
row, or what is said of it, the exact answer of the row decides.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np

from calculator.batch.cells import Floats, Mask, Places
from calculator.batch.refused_rows import Told
from calculator.batch.results import Answers, Item
from calculator.catalogue.price_book import Gap, PriceBook
from calculator.core.answer import EFFECTIVE, MONTHLY, UPFRONT, CapacityPlan, LineItem, effective_monthly
from calculator.core.arithmetic import total
from calculator.core.errors import CalculatorError
from calculator.core.month import Month
from calculator.core.violations import Violation, violating
from calculator.services.service import Service

Columns: TypeAlias = Mapping[str, Any]
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
            sound = self._apart((*self._usage.rules(), *self._usage.rules_in(self.group.region)))
            if len(sound.rows):
                sound._price_sound()

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
        left = self._apart(rules)
        if len(left.rows):
            left._price_feasible(book if left is self else left._book())

    def _price_feasible(self, book: PriceBook) -> None:
        """Rows that nothing stands in the way of but that there may be no price."""
        service = self.group.service
        try:
            plan = service.plan_capacity(self._usage, book)
            items = tuple(service.line_items(self._usage, plan, book))
        except CalculatorError:
            self._without_prices()
            return
        self._fill(plan, items, tuple(book.gaps or ()))

    def _without_prices(self) -> None:
        """Something that rows use has no price at all: told apart by what they use of which amounts."""
        parts = [*self._by_use()]
        if len(parts) > 1:
            for part in parts:
                part._price_sound()
            return
        first, last = self.refusal(int(self.rows[0])), self.refusal(int(self.rows[-1]))
        if first is not None and _same(first, last):
            for row in self.rows:
                self.answers.refuse(int(row), first)
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

    def _apart(self, rules: Sequence[Violation]) -> "Block":
        """The rows that nothing is against; of the others it is told what is."""
        mask = np.broadcast_to(np.asarray(violating(rules), dtype=bool), self.rows.shape)
        if not mask.any():
            return self
        left = mask.copy()
        short = np.ones_like(mask) if self.long is None else ~self.long
        for place, error in Told(rules, self._usage, short).errors(lambda place: self.refusal(int(self.rows[place]))):
            self.answers.refuse(int(self.rows[place]), error)
            left[place] = False
        self._one_by_one(self.rows[left])
        return self._some(~mask)

    def _one_by_one(self, rows: Places) -> None:
        for row in rows:
            self.exactly(int(row))

    def _fill(self, plan: Mapping[str, CapacityPlan], items: tuple[LineItem, ...], gaps: tuple[Gap, ...]) -> None:
        """Take down the answers, but for rows that use what has no price."""
        missing = self._missing(gaps)
        effective = self._wide(effective_monthly(items))
        missing |= ~np.isfinite(effective)
        if missing.any():
            self._tell_missing(missing, gaps)
        kept = ~missing
        rows = self.rows[kept]
        unknown = self._unknown(items)
        figures = (_of(items, MONTHLY), _of(items, UPFRONT))
        monthly, upfront = (np.where(unknown, np.nan, self._counted(self._wide(each))) for each in figures)
        self.answers.set_money(rows, monthly[kept], upfront[kept], self._counted(effective)[kept])
        for name, each in plan.items():
            self.answers.set_capacity(name, rows, self._wide(each.count)[kept])
            self._bind(each, kept)
        if self.group.has_items:
            self.answers.items += self._items(items, kept)

    def _missing(self, gaps: tuple[Gap, ...]) -> Mask:
        missing = np.zeros(self.rows.shape, dtype=bool)
        for gap in gaps:
            missing |= self._wide(gap.used) != 0
        return missing

    def _tell_missing(self, missing: Mask, gaps: tuple[Gap, ...]) -> None:
        """The first of what each row lacks a price for; what may be noise is asked exactly."""
        left = missing.copy()
        for gap in gaps:
            used = np.abs(self._wide(gap.used))
            surely = left & (used > SURELY_USED)
            if surely.any() and _same(self.refusal(int(self.rows[surely][0])), gap.error):
                for row in self.rows[surely]:
                    self.answers.refuse(int(row), gap.error)
                left &= ~surely
        self._one_by_one(self.rows[left])

    def _unknown(self, items: tuple[LineItem, ...]) -> Mask:
        """Where a source gives only the average of what is paid monthly and upfront."""
        unknown = np.zeros(self.rows.shape, dtype=bool)
        for item in items:
            if item.recurrence == EFFECTIVE:
                unknown |= self._wide(item.usd) != 0
        return unknown

    def _bind(self, plan: CapacityPlan, kept: Mask) -> None:
        if plan.binding is not None:
            self.answers.set_binding(self.rows[kept], plan.binding)
        elif plan.demands:
            most, bound = plan.binding_demand
            place, binds = np.broadcast_to(most, self.rows.shape), np.broadcast_to(bound, self.rows.shape)
            for number, demand in enumerate(plan.demands):
                self.answers.set_binding(self.rows[kept & binds & (place == number)], demand.name)

    def _items(self, items: tuple[LineItem, ...], kept: Mask) -> Iterator[Item]:
        """The lines of rows that have something of them."""
        for item in items:
            quantity, usd = self._wide(item.quantity), self._wide(item.usd)
            used = kept & ((quantity != 0) | (usd != 0))
            if used.any():
                amounts = (self._counted(each)[used] for each in (quantity, usd))
                key = self.group.service.KEY
                yield Item(self.rows[used], key, item.name, item.label, item.unit, item.recurrence, *amounts)

    def _counted(self, figures: Floats) -> Floats:
        return figures if self.counts is None else figures * self.counts

    def _wide(self, number: Any) -> Floats:
        """A figure row by row."""
        return np.broadcast_to(np.asarray(number, dtype=np.float64), self.rows.shape)


def _of(items: tuple[LineItem, ...], recurrence: str) -> Any:
    return total(item.usd for item in items if item.recurrence == recurrence)


def _same(one: CalculatorError | None, other: CalculatorError | None) -> bool:
    """Whether two errors say the same."""
    if one is None or other is None or one.code != other.code:
        return False
    return [each.message for each in one.errors] == [each.message for each in other.errors]
