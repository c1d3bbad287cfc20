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
from calculator.core.answer import Answer
from calculator.core.arithmetic import EXACT, exactly
from calculator.core.display import exact_text
from calculator.core.errors import CalculatorError, InvalidInput
from calculator.core.records import record


@record
class RowError:
    """What is wrong with one row: the column that it is about, what stands there, and a sentence."""

    row: int
    column: str
    message: str
    value: str = ""


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
    money: dict[str, NDArray[Any]] = field(init=False)
    capacity: dict[str, NDArray[Any]] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.money = {name: self._column() for name in MONEY}
        self._binding = np.full(self.rows, -1, dtype=np.int16)
        self._bindings: dict[str, int] = {}

    def _column(self) -> NDArray[Any]:
        return np.full(self.rows, None, dtype=object) if self.is_exact else np.full(self.rows, np.nan)

    def set_money(self, rows: Places, monthly: Any, upfront: Any, effective: Any) -> None:
        """The figures of some rows; NaN where one is not known."""
        for name, figures in zip(MONEY, (monthly, upfront, effective), strict=True):
            self.money[name][rows] = figures

    def set_capacity(self, name: str, rows: Places, counts: Any) -> None:
        """A headline of some rows."""
        if name not in self.capacity:
            self.capacity[name] = self._column()
        self.capacity[name][rows] = counts

    def set_binding(self, rows: Places, name: str) -> None:
        """What decides the capacity of some rows, where nothing was said of them yet."""
        code = self._bindings.setdefault(name, len(self._bindings))
        self._binding[rows] = np.where(self._binding[rows] < 0, np.int16(code), self._binding[rows])

    def refuse(self, row: int, error: CalculatorError) -> None:
        """That a row has no answer, and why."""
        self.codes.setdefault(row, error.code)
        self.errors += (RowError(row, each.field, each.message, each.value) for each in error.errors)

    def refuse_cells(self, rows: Iterable[int], column: str, value: str, message: str) -> None:
        """That a cell of some rows is wrong."""
        for row in rows:
            self.codes.setdefault(int(row), InvalidInput.code)
            self.errors.append(RowError(int(row), column, message, value))

    def answer_exactly(self, row: int, answer: Answer, count: Decimal) -> None:
        """The answer to one row as it was asked alone, so many times over."""
        rows = np.array([row])
        with exactly(EXACT):
            figures = [None if each is None else each * count for each in money_of(answer)]
        self.set_money(rows, *map(self._own, figures))
        for name, plan in answer.capacity.items():
            self.set_capacity(name, rows, self._own(plan.count))
            if plan.binding is not None:
                self.set_binding(rows, plan.binding)

    def _own(self, figure: Any) -> Any:
        if self.is_exact:
            return None if figure is None else exact_text(figure)
        return np.nan if figure is None else float(figure)

    def columns(self, names: Iterable[str]) -> Iterator[tuple[str, pa.Array]]:
        """The answers as columns of a table."""
        sentences: dict[int, list[str]] = {}
        for each in self.errors:
            sentences.setdefault(each.row, []).append(each.message)
        own = {
            BINDING: lambda: self._binding_column(),
            ERROR_CODE: lambda: _sparse(self.codes, self.rows),
            ERROR: lambda: _sparse({row: " ".join(said) for row, said in sentences.items()}, self.rows),
        }
        for name in names:
            yield name, own[name]() if name in own else self._figures(name)

    def _figures(self, name: str) -> pa.Array:
        kind = pa.string() if self.is_exact else pa.float64()
        found = self.money[name] if name in self.money else self.capacity.get(name.removeprefix(CAPACITY))
        if found is None:
            return pa.nulls(self.rows, kind)
        return pa.array(found, kind, from_pandas=True)

    def _binding_column(self) -> pa.Array:
        codes = pa.array(self._binding, mask=self._binding < 0)
        return pa.DictionaryArray.from_arrays(codes, pa.array([*self._bindings], pa.string())).cast(pa.string())


def money_of(answer: Answer) -> tuple[Decimal | None, Decimal | None, Decimal]:
    """The figures of an answer, in the order of their columns."""
    return answer.monthly_usd, answer.upfront_usd, answer.effective_monthly_usd


def _sparse(cells: dict[int, str], rows: int) -> pa.Array:
    """A column of texts that few rows have."""
    if not cells:
        return pa.nulls(rows, pa.string())
    column = np.full(rows, None, dtype=object)
    column[[*cells]] = [*cells.values()]
    return pa.array(column, pa.string())
