"""The rows of one service in a table: their columns read and checked, then groups of them priced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from calculator.batch.alone import Alone
from calculator.batch.asked import Asked
from calculator.batch.block import Block, Group
from calculator.batch.cells import (
    CERTAIN_CHARACTERS,
    FLOAT_CHARACTERS,
    Amounts,
    BadCells,
    Codes,
    Floats,
    Mask,
    Places,
    read_amounts,
    read_codes,
)
from calculator.batch.grouping import BLOCK, alike, blocks, grouped
from calculator.batch.heading import COUNT
from calculator.batch.stacked import StackedBlock, stack_of
from calculator.core.declarations import Declaration, QuantityField
from calculator.core.inputs import unknown_field
from calculator.core.month import Month
from calculator.estimator import book_of, declared_under
from calculator.services.service import Service

# Groups of more rows gain nothing from being asked together.
SMALL = BLOCK // 2


@dataclass(frozen=True)
class Ordered:
    """The good rows of a service in the order of their groups, their places among the rows of the service, their
    amounts, and where those have very many digits."""

    rows: Places
    places: Places
    values: Mapping[str, Floats]
    long: Mask | None


class ServiceRows:
    """The rows of one service."""

    def __init__(self, asked: Asked, service: Service, rows: Places) -> None:
        self.asked, self.service, self.rows = asked, service, rows
        self._declared = declared_under(service.KEY, asked.catalogue)
        self._is_all = len(rows) == asked.table.num_rows
        self._bad = np.zeros(asked.table.num_rows, dtype=bool)
        self._foreign = asked.heading.foreign_to(service.KEY)
        self._alone = Alone(asked, service, self._foreign)

    def price(self) -> None:
        """Answer every row, or say what is wrong with it."""
        if self.asked.answers.is_exact:
            for row in self.rows:
                self._alone.answer(int(row))
            return
        self._refuse_foreign()
        columns = {name: self._read(name) for name in self._declared if name in self.asked.filled}
        self._refuse_common()
        amounts = {name: each for name, each in columns.items() if isinstance(each, Amounts) and each.typed.any()}
        choices = {name: each for name, each in columns.items() if isinstance(each, Codes) and each.typed.any()}
        self._ask_alone(_longer(amounts, FLOAT_CHARACTERS))
        good = np.flatnonzero(~self._bad[self.rows])
        codes = self._codes(amounts, choices, good)
        order, groups = grouped([*codes, _some(self.asked.regions.codes, self.rows[good])], len(good))
        places = order if len(good) == len(self.rows) else good[order]
        # In the order of the groups, so that each block is a stretch of every column.
        long = _longer(amounts, CERTAIN_CHARACTERS)
        values = {name: self._filled(name, each, places) for name, each in amounts.items()}
        ordered = Ordered(
            places if self._is_all else self.rows[places], places, values, None if long is None else long[places]
        )
        for stretch in alike(codes, order, groups):
            self._price_stretch(amounts, choices, ordered, stretch)

    def _ask_alone(self, mask: Mask | None) -> None:
        """Rows that no float has all digits of."""
        for row in () if mask is None else self.rows[mask & ~self._bad[self.rows]]:
            self._bad[row] = True
            self._alone.answer(int(row))

    def _column(self, name: str) -> pa.Array:
        column = self.asked.column(name)
        return column if self._is_all else column.take(pa.array(self.rows))

    def _read(self, name: str) -> Amounts | Codes:
        field = self._declared[name]
        if isinstance(field, QuantityField):
            typed = _some(self.asked.filled[name], self.rows)
            read: Amounts | Codes = read_amounts(self._column(name), typed, field)
        else:
            encoded = self.asked.encoded(name)
            read = read_codes(encoded if self._is_all else encoded.of(self.rows), partial(_reading, field))
        for bad in read.bad:
            self._refuse(self.rows[bad.rows], name, bad)
        return read

    def _refuse(self, rows: Places, name: str, bad: BadCells) -> None:
        self._bad[rows] = True
        self.asked.answers.refusals.add_cells(rows, name, bad.value, bad.message)

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
            self._alone.answer(row)

    def _codes(
        self, amounts: Mapping[str, Amounts], choices: Mapping[str, Codes], good: Places
    ) -> list[NDArray[np.int32]]:
        """All but the Region that is no amount, and which of the amounts that follow others the rows state."""
        rows = self.rows[good]
        codes = [_some(each.codes, rows) for each in (self.asked.days, self.asked.months) if not each.is_constant]
        codes += [_some(each.codes, good) for each in choices.values()]
        followers = (each.typed for name, each in amounts.items() if self._follows(name) and not each.typed.all())
        return [*codes, *(_some(each, good).astype(np.int32) for each in followers)]

    def _follows(self, name: str) -> bool:
        return self._declared[name].derived is not None

    def _price_stretch(
        self, amounts: Mapping[str, Amounts], choices: Mapping[str, Codes], ordered: Ordered, groups: list[slice]
    ) -> None:
        """Groups that follow one another and differ in their Region alone."""
        first = ordered.places[groups[0].start]
        stated = [name for name, each in amounts.items() if not self._follows(name) or each.typed[first]]
        chosen = {name: each.values[each.codes[first]] for name, each in choices.items() if each.typed[first]}
        found = [self._group(chosen, int(ordered.rows[where.start])) for where in groups]
        start, end = groups[0].start, groups[-1].stop
        if len(groups) == 1 or (end - start) / len(groups) > SMALL:
            for group, where in zip(found, groups, strict=True):
                for block in blocks(where):
                    Block(group, **self._rows_of(ordered, stated, block)).price()
            return
        stack = stack_of(found, self.asked.catalogue)
        codes = np.repeat(np.arange(len(groups)), [where.stop - where.start for where in groups])
        for block in blocks(slice(start, end)):
            own = codes[block.start - start : block.stop - start]
            StackedBlock(stack.group, **self._rows_of(ordered, stated, block), stack=stack, codes=own).price()

    def _rows_of(self, ordered: Ordered, stated: list[str], block: slice) -> dict[str, Any]:
        """What a block has of its rows."""
        rows = ordered.rows[block]
        return {
            "rows": rows,
            "amounts": {name: ordered.values[name][block] for name in stated},
            "counts": self._counts(rows),
            "long": None if ordered.long is None else ordered.long[block],
            "answers": self.asked.answers,
            "exactly": self._alone.answer,
            "refusal": self._alone.refusal,
        }

    def _group(self, chosen: Mapping[str, Any], row: int) -> Group:
        region, day, month = self._common_of(row)
        return Group(
            self.service,
            region,
            month,
            chosen,
            lambda: book_of(self.service, region, day, month, self.asked.catalogue),
            self.asked.has_items,
        )

    def _filled(self, name: str, amounts: Amounts, places: Places) -> Floats:
        values = amounts.values[places]
        if amounts.typed.all():
            return values
        usual: Floats = np.where(amounts.typed[places], values, float(self._declared[name].default))
        return usual

    def _counts(self, rows: Places) -> Floats | None:
        counts = self.asked.counts
        return None if counts is None else np.where(counts.typed[rows], counts.values[rows], 1.0)

    def _common_of(self, row: int) -> tuple[str, date, Month]:
        found = (self.asked.regions, self.asked.days, self.asked.months)
        region, day, month = (each.values[each.codes[row]] for each in found)
        return region, day, month


def _longer(amounts: Mapping[str, Amounts], characters: int) -> Mask | None:
    """Where any amount has more characters; None where none has."""
    found = [each.longer_than(characters) for each in amounts.values()]
    there = [each for each in found if each is not None]
    return np.logical_or.reduce(there) if there else None


def _some(column: NDArray[Any], places: Places) -> NDArray[Any]:
    """A column at places that rise, each of which comes once."""
    return column if len(places) == len(column) else column[places]


def _reading(field: Declaration, raw: Any) -> Any:
    try:
        return field.read(raw)
    except ValueError as error:
        raise ValueError(f"{field.label} {error}") from None
