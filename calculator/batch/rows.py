"""The rows of one service in a table: their columns read and checked, then groups of them priced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from calculator.batch.block import Block, Group
from calculator.batch.cells import (
    Amounts,
    BadCells,
    Codes,
    Floats,
    Mask,
    Places,
    as_array,
    as_day,
    read_amounts,
    read_codes,
    typed_cells,
)
from calculator.batch.grouping import blocks, grouped
from calculator.batch.heading import COUNT, COUNTED, Heading
from calculator.batch.results import Answers, Item
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.common_fields import COMMON_FIELDS, DEFAULT_REGION, read_common, read_month
from calculator.core.answer import Answer
from calculator.core.declarations import Declaration, QuantityField
from calculator.core.errors import CalculatorError, FieldError, Infeasible, InvalidInput, NotPriced
from calculator.core.inputs import unknown_field
from calculator.core.month import AVERAGE, Month
from calculator.estimator import bill, book_of, declared_under, read_question
from calculator.services.service import Service


@dataclass(frozen=True)
class Asked:
    """A table, what holds for all of its services, and where the answers go."""

    table: pa.Table
    heading: Heading
    catalogue: Catalogue
    today: date
    answers: Answers
    has_items: bool

    def column(self, name: str) -> pa.Array:
        """A column in one piece."""
        return as_array(self.table.column(name))

    @cached_property
    def filled(self) -> Mapping[str, Mask]:
        """The columns that say anything, and where."""
        typed = {name: typed_cells(self.column(name)) for name in self.heading.names}
        return {name: each for name, each in typed.items() if each.any()}

    @cached_property
    def regions(self) -> Codes:
        """The Region of each row."""
        return self._common("region", DEFAULT_REGION)

    @cached_property
    def days(self) -> Codes:
        """The day of each row whose prices hold."""
        return self._common("as_of", self.today)

    @cached_property
    def months(self) -> Codes:
        """The month of each row."""
        return self._common("month", AVERAGE)

    @cached_property
    def counts(self) -> Amounts | None:
        """How many of it each row is; None where there is no such column."""
        return read_amounts(self.column(COUNT), COUNTED) if COUNT in self.heading.names else None

    def _common(self, name: str, usual: Any) -> Codes:
        if name not in self.heading.names:
            rows = self.table.num_rows
            return Codes(np.zeros(rows, dtype=np.int32), (usual,), np.zeros(rows, dtype=bool), ())
        return read_codes(self.column(name), partial(self._read_common, name)).filled(usual)

    def _read_common(self, name: str, raw: Any) -> Any:
        errors: list[FieldError] = []
        if name == "month":
            found: Any = read_month({name: raw}, self.catalogue, self.today, errors)
        else:
            region, day = read_common({name: raw}, self.catalogue, self.today, errors)
            found = region if name == "region" else day
        if errors:
            raise ValueError(errors[0].message)
        return found


class ServiceRows:
    """The rows of one service."""

    def __init__(self, asked: Asked, service: Service, rows: Places) -> None:
        self.asked, self.service, self.rows = asked, service, rows
        self._declared = declared_under(service.KEY, asked.catalogue)
        self._is_all = len(rows) == asked.table.num_rows
        self._bad = np.zeros(asked.table.num_rows, dtype=bool)

    def price(self) -> None:
        """Answer every row, or say what is wrong with it."""
        if self.asked.answers.is_exact:
            for row in self.rows:
                self._exactly(int(row))
            return
        self._refuse_foreign()
        columns = {name: self._read(name) for name in self._declared if name in self.asked.filled}
        self._refuse_common()
        amounts = {name: each for name, each in columns.items() if isinstance(each, Amounts) and each.typed.any()}
        choices = {name: each for name, each in columns.items() if isinstance(each, Codes) and each.typed.any()}
        good = np.flatnonzero(~self._bad[self.rows])
        order, groups = grouped(self._codes(amounts, choices, good), len(good))
        places = good[order]
        # In the order of the groups, so that each block is a stretch of every column.
        values = {name: self._filled(name, each, places) for name, each in amounts.items()}
        for group in groups:
            self._price_group(amounts, choices, values, places, group)

    def _column(self, name: str) -> pa.Array:
        column = self.asked.column(name)
        return column if self._is_all else column.take(pa.array(self.rows))

    def _read(self, name: str) -> Amounts | Codes:
        field = self._declared[name]
        if isinstance(field, QuantityField):
            read: Amounts | Codes = read_amounts(self._column(name), field)
        else:
            read = read_codes(self._column(name), partial(_reading, field))
        for bad in read.bad:
            self._refuse(self.rows[bad.rows], name, bad)
        return read

    def _refuse(self, rows: Places, name: str, bad: BadCells) -> None:
        self._bad[rows] = True
        self.asked.answers.refuse_cells(rows, name, bad.value, bad.message)

    def _refuse_foreign(self) -> None:
        """What a row states that its service has no field for is never left out silently."""
        for name in (each for each in self._foreign if each in self.asked.filled):
            typed = self.asked.filled[name][self.rows]
            if typed.any():
                message = unknown_field(name, self.service.Usage.declarations)
                self._refuse(self.rows[typed], name, BadCells(self.rows, "", message))

    def _refuse_common(self) -> None:
        """A wrong Region, day, month or count; what else may be wrong with such a row is told by its exact answer."""
        asked, alone = self.asked, set[int]()
        common: dict[str, Codes | Amounts | None] = {
            "region": asked.regions, "as_of": asked.days, "month": asked.months, COUNT: asked.counts,
        }  # fmt: skip
        for name, read in common.items():
            for bad in read.bad if read is not None else ():
                own = bad.rows if self._is_all else np.intersect1d(bad.rows, self.rows)
                self._refuse(own[self._bad[own]], name, bad)
                alone |= {*own[~self._bad[own]].tolist()}
        for row in sorted(alone):
            self._bad[row] = True
            self._exactly(row)

    def _codes(
        self, amounts: Mapping[str, Amounts], choices: Mapping[str, Codes], good: Places
    ) -> list[NDArray[np.int32]]:
        """All of the rows that is no amount, and which of the amounts that follow others they state."""
        rows = self.rows[good]
        codes = [each.codes[rows] for each in (self.asked.regions, self.asked.days, self.asked.months)]
        codes += [each.codes[good] for each in choices.values()]
        return [*codes, *(each.typed[good].astype(np.int32) for name, each in amounts.items() if self._follows(name))]

    def _follows(self, name: str) -> bool:
        return self._declared[name].derived is not None

    def _price_group(
        self,
        amounts: Mapping[str, Amounts],
        choices: Mapping[str, Codes],
        values: Mapping[str, Floats],
        places: Places,
        where: slice,
    ) -> None:
        first = places[where.start]
        region, day, month = self._common_of(int(self.rows[first]))
        chosen = {name: each.values[each.codes[first]] for name, each in choices.items() if each.typed[first]}
        stated = [name for name, each in amounts.items() if not self._follows(name) or each.typed[first]]
        group = Group(
            self.service,
            region,
            month,
            chosen,
            lambda: book_of(self.service, region, day, month, self.asked.catalogue),
            self.asked.has_items,
        )
        for block in blocks(where):
            own = {name: values[name][block] for name in stated}
            rows = self.rows[places[block]]
            Block(group, rows, own, self._counts(rows), self.asked.answers, self._exactly, self._refusal).price()

    def _filled(self, name: str, amounts: Amounts, places: Places) -> Floats:
        values = amounts.values[places]
        typed = amounts.typed[places]
        if typed.all():
            return values
        usual: Floats = np.where(typed, values, float(self._declared[name].default))
        return usual

    def _counts(self, rows: Places) -> Floats | None:
        counts = self.asked.counts
        return None if counts is None else np.where(counts.typed[rows], counts.values[rows], 1.0)

    def _common_of(self, row: int) -> tuple[str, date, Month]:
        found = (self.asked.regions, self.asked.days, self.asked.months)
        region, day, month = (each.values[each.codes[row]] for each in found)
        return region, day, month

    def _exactly(self, row: int) -> None:
        """Answer one row as it would be asked alone."""
        answers, found = self.asked.answers, self._answer_or_error(row)
        try:
            count = self._count(row)
        except InvalidInput as error:
            if isinstance(found, CalculatorError):
                answers.refuse(row, found)
            answers.refuse(row, error)
            return
        if isinstance(found, CalculatorError):
            answers.refuse(row, found)
            return
        answers.answer_exactly(row, found, count)
        if self.asked.has_items:
            answers.items += (
                Item(
                    np.array([row]), self.service.KEY, each.name, each.label, each.unit, each.recurrence,
                    np.array([float(each.quantity * count)]), np.array([float(each.usd * count)]),
                )
                for each in found.line_items
                if each.quantity or each.usd
            )  # fmt: skip

    def _refusal(self, row: int) -> CalculatorError | None:
        """Why a row has no answer."""
        found = self._answer_or_error(row)
        return found if isinstance(found, CalculatorError) else None

    def _answer_or_error(self, row: int) -> Answer | CalculatorError:
        try:
            return self._answer(row)
        except (InvalidInput, Infeasible, NotPriced) as error:
            return error

    def _answer(self, row: int) -> Answer:
        typed = ((name, self._cell(name, row)) for name in self._inputs)
        raw = {name: each for name, each in typed if not _is_blank(each)}
        return bill(read_question(self.service.KEY, raw, self.asked.catalogue, self.asked.today), self.asked.catalogue)

    @cached_property
    def _foreign(self) -> tuple[str, ...]:
        return self.asked.heading.foreign_to(self.service.KEY)

    @cached_property
    def _inputs(self) -> list[str]:
        """The columns that have something to say to a row of the service."""
        meant = {*self._declared, *COMMON_FIELDS, *self._foreign}
        return [name for name in self.asked.heading.names if name in self.asked.filled and name in meant]

    def _cell(self, name: str, row: int) -> Any:
        return as_day(self.asked.column(name)[row].as_py())

    def _count(self, row: int) -> Decimal:
        """How many a row is. Raises InvalidInput."""
        raw = self._cell(COUNT, row) if COUNT in self.asked.heading.names else None
        try:
            return Decimal(1) if _is_blank(raw) else COUNTED.read(raw)
        except ValueError as error:
            raise InvalidInput([FieldError(COUNT, f"{COUNTED.label} {error}", str(raw))]) from None


def _reading(field: Declaration, raw: Any) -> Any:
    try:
        return field.read(raw)
    except ValueError as error:
        raise ValueError(f"{field.label} {error}") from None


def _is_blank(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip()) or raw != raw
