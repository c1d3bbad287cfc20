"""The answers to the rows of a table while they are worked out, then as columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from calculator.batch.cells import Floats, Places
from calculator.batch.heading import BINDING, CAPACITY, ERROR, ERROR_CODE, MONEY
from calculator.batch.refusals import Refusals
from calculator.core.answer import Answer
from calculator.core.arithmetic import EXACT, exactly
from calculator.core.display import exact_text
from calculator.core.errors import CalculatorError

NOT_BOUND = -1


@dataclass(frozen=True, slots=True)
class Item:
    """One charge of some rows: what it is, and how much of it each of them has."""

    rows: Places
    service: str
    name: str
    label: str
    unit: str
    recurrence: str
    quantity: Floats
    usd: Floats


@dataclass
class Answers:
    """What has been worked out of a number of rows; exact figures are kept as their text."""

    rows: int
    is_exact: bool = False
    capacity: dict[str, NDArray[Any]] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    refusals: Refusals = field(init=False)

    def __post_init__(self) -> None:
        self.refusals = Refusals(self.rows)
        self._monthly = self._column()
        # What is paid upfront and the effective costs, made as soon as a row has anything to say of them.
        self._others: tuple[NDArray[Any], NDArray[Any]] | None = None
        self._binding = np.full(self.rows, NOT_BOUND, dtype=np.int16)
        self._bindings: dict[str, int] = {}

    def _column(self) -> NDArray[Any]:
        return np.full(self.rows, None, dtype=object) if self.is_exact else np.full(self.rows, np.nan)

    @property
    def money(self) -> dict[str, NDArray[Any]]:
        """The columns of money; NaN where a figure is not known."""
        return dict(zip(MONEY, (self._monthly, *(self._others or self._of_monthly())), strict=True))

    def _of_monthly(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Nothing is paid upfront, as long as no row says otherwise."""
        upfront = self._column() if self.is_exact else np.where(np.isnan(self._monthly), np.nan, 0.0)
        return upfront, self._monthly.copy()

    def set_monthly(self, rows: Places, monthly: Any) -> None:
        """The figures of some rows that pay nothing upfront."""
        self._monthly[rows] = monthly
        if self._others is not None:
            upfront, effective = self._others
            upfront[rows], effective[rows] = 0.0, monthly

    def set_money(self, rows: Places, monthly: Any, upfront: Any, effective: Any) -> None:
        """The figures of some rows; NaN where one is not known."""
        if self._others is None:
            self._others = self._of_monthly()
        for column, figures in zip((self._monthly, *self._others), (monthly, upfront, effective), strict=True):
            column[rows] = figures

    def set_capacity(self, name: str, rows: Places, counts: Any) -> None:
        """A headline of some rows."""
        if name not in self.capacity:
            self.capacity[name] = self._column()
        self.capacity[name][rows] = counts

    def binding_code(self, name: str) -> int:
        """What stands for something that decides the capacity of rows."""
        return self._bindings.setdefault(name, len(self._bindings))

    def set_binding(self, rows: Places, codes: Any) -> None:
        """What decides the capacity of some rows, by its code."""
        self._binding[rows] = codes

    def refuse(self, rows: Places | list[int], error: CalculatorError) -> None:
        """That some rows have no answer, and why."""
        self.refusals.add(np.asarray(rows, dtype=np.intp), [error])

    def answer_exactly(self, row: int, answer: Answer, count: Decimal) -> None:
        """The answer to one row as it was asked alone, so many times over."""
        rows = np.array([row])
        with exactly(EXACT):
            figures = [None if each is None else each * count for each in money_of(answer)]
        self.set_money(rows, *map(self._own, figures))
        for name, plan in answer.capacity.items():
            self.set_capacity(name, rows, self._own(plan.count))
        bound = (plan.binding for plan in answer.capacity.values() if plan.binding is not None)
        self.set_binding(rows, next(map(self.binding_code, bound), NOT_BOUND))

    def _own(self, figure: Any) -> Any:
        if self.is_exact:
            return None if figure is None else exact_text(figure)
        return np.nan if figure is None else float(figure)

    def columns(self, names: Iterable[str]) -> Iterator[tuple[str, pa.Array]]:
        """The answers as columns of a table."""
        money = self.money
        own = {
            BINDING: self._binding_column,
            ERROR_CODE: self.refusals.codes,
            ERROR: self.refusals.sentences,
        }
        for name in names:
            yield name, own[name]() if name in own else self._figures(name, money)

    def _figures(self, name: str, money: dict[str, NDArray[Any]]) -> pa.Array:
        kind = pa.string() if self.is_exact else pa.float64()
        found = money[name] if name in money else self.capacity.get(name.removeprefix(CAPACITY))
        if found is None:
            return pa.nulls(self.rows, kind)
        return pa.array(found, kind, from_pandas=True)

    def _binding_column(self) -> pa.Array:
        codes = pa.array(self._binding, mask=self._binding == NOT_BOUND)
        return pa.DictionaryArray.from_arrays(codes, pa.array([*self._bindings], pa.string())).cast(pa.string())


def money_of(answer: Answer) -> tuple[Decimal | None, Decimal | None, Decimal]:
    """The figures of an answer, in the order of their columns."""
    return answer.monthly_usd, answer.upfront_usd, answer.effective_monthly_usd
