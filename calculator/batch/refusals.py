"""Why rows of a table have no answer: each error once beside the rows that it is of, put into words for the output."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from calculator.batch.cells import Places
from calculator.core.errors import CalculatorError, FieldError, InvalidInput
from calculator.core.records import record

NO_TEXT = -1


@record
class RowError:
    """What is wrong with one row: the column that it is about, what stands there, and a sentence."""

    row: int
    column: str
    message: str
    value: str = ""


class Refusals:
    """The errors of rows in the order in which they were found; a row may have several."""

    def __init__(self, rows: int) -> None:
        self._many = rows
        self._rows: list[Places] = []
        self._which: list[Places] = []
        self._errors: list[CalculatorError] = []

    def add(self, rows: Places, errors: Sequence[CalculatorError], which: Places | None = None) -> None:
        """Rows that have no answer; `which` is the place of each one's error, that of all is the first without it."""
        first = len(self._errors)
        self._errors += errors
        self._rows.append(rows)
        self._which.append(np.full(len(rows), first) if which is None else first + which)

    def add_cells(self, rows: Iterable[int], column: str, value: str, message: str) -> None:
        """A cell of some rows is wrong."""
        self.add(np.asarray(rows, dtype=np.intp), [InvalidInput([FieldError(column, message, value)])])

    def told(self, first: int) -> Iterator[RowError]:
        """What is wrong row by row, of which the first of the table has this number."""
        rows, which = self._in_order
        for row, number in zip(rows.tolist(), which.tolist(), strict=True):
            for each in self._errors[number].errors:
                yield RowError(row + first, each.field, each.message, each.value)

    def codes(self) -> pa.Array:
        """The code of the first error of each row."""
        rows, which = self._in_order
        numbers = dict[str, int]()
        of_errors = np.array([numbers.setdefault(each.code, len(numbers)) for each in self._errors], dtype=np.intp)
        firsts = self._firsts
        return self._texts([*numbers], rows[firsts], of_errors[which[firsts]])

    def sentences(self) -> pa.Array:
        """All sentences of each row."""
        rows, which = self._in_order
        firsts = self._firsts
        ends = [*firsts[1:].tolist(), len(rows)]
        texts, found = [each.detail for each in self._errors], which[firsts]
        together = dict[tuple[int, ...], int]()
        for place in np.flatnonzero(np.diff(ends, prepend=0) > 1).tolist():
            own = tuple(which[firsts[place] : ends[place]].tolist())
            if own not in together:
                together[own] = len(texts)
                texts.append(" ".join(texts[each] for each in own))
            found[place] = together[own]
        return self._texts(texts, rows[firsts], found)

    @cached_property
    def _in_order(self) -> tuple[Places, Places]:
        """The rows with the places of their errors, row by row; what was found first of a row stays first."""
        if not self._rows:
            return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
        rows, which = np.concatenate(self._rows), np.concatenate(self._which)
        order = np.argsort(rows, kind="stable")
        return rows[order], which[order]

    @property
    def _firsts(self) -> Places:
        """Where each row begins."""
        rows, _ = self._in_order
        return np.flatnonzero(np.diff(rows, prepend=-1))

    def _texts(self, texts: Sequence[str], rows: Places, which: Places) -> pa.Array:
        """A column of the texts that some rows have."""
        if not len(rows):
            return pa.nulls(self._many, pa.string())
        codes: NDArray[np.int32] = np.full(self._many, NO_TEXT, dtype=np.int32)
        codes[rows] = which
        indices = pa.array(codes, mask=codes == NO_TEXT)
        return pa.DictionaryArray.from_arrays(indices, pa.array(texts, pa.string())).cast(pa.string())
