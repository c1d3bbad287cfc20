"""One column of a table: amounts as floats, choices as codes; each text is read once, however many cells have it.

A blank cell is one that nobody typed. What cannot be read is told with the sentence that a single answer would give.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from calculator.core.declarations import QuantityField
from calculator.core.errors import shown

Floats: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.intp]
NOT_TYPED = -1
# So many characters of a number are told apart by a float; of longer ones those near a bound are read in full.
# What is longer than any float is written was not one before: such rows are asked for themselves.
CERTAIN_CHARACTERS, FLOAT_CHARACTERS, LONGEST_NUMBER = 15, 24, 60
NEAR = 1e-12
SMALLEST = 1e-20
PLAIN_NUMBER = r"^[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?$"


@dataclass(frozen=True, slots=True)
class BadCells:
    """Cells of a column that hold the same and cannot be read: their rows, what they hold, and what is wrong."""

    rows: Places
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """A column of amounts in the unit of their field; where none is typed, or none can be read, the value is 0.

    `lengths` are the characters of each number where any may have more digits than a float keeps.
    """

    values: Floats
    typed: Mask
    bad: tuple[BadCells, ...]
    lengths: NDArray[np.int32] | None = None

    def longer_than(self, characters: int) -> Mask | None:
        """Where a number has more characters; None where none has."""
        return None if self.lengths is None else self.typed & (self.lengths > characters)


@dataclass(frozen=True, slots=True)
class Codes:
    """A column of few values: the place of each in `values`, -1 where none is typed or none can be read."""

    codes: NDArray[np.int32]
    values: tuple[Any, ...]
    typed: Mask
    bad: tuple[BadCells, ...]

    @property
    def is_constant(self) -> bool:
        """Whether all rows have the same."""
        return len(self.values) == 1 and NOT_TYPED not in self.codes

    def filled(self, usual: Any) -> "Codes":
        """The same column with a value where nothing is typed."""
        values = (*self.values, usual)
        codes = np.where(self.typed, self.codes, np.int32(len(self.values)))
        return Codes(codes, values, np.ones_like(self.typed), self.bad)


def as_array(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """A column in one piece."""
    if isinstance(column, pa.Array):
        return column
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def typed_cells(column: pa.Array) -> Mask:
    """Where a cell holds anything but blanks."""
    is_there: Mask = np.array(column.is_valid()) if column.null_count else np.ones(len(column), dtype=bool)
    if _is_text(column.type):
        is_blank = pc.or_(pc.equal(pc.binary_length(column), 0), pc.utf8_is_space(column))
        is_there &= ~np.asarray(is_blank.fill_null(True))
    return is_there


@dataclass(frozen=True, slots=True)
class Encoded:
    """A column of few values as it stands: the place of each cell's in `raws`, -1 where there is none."""

    codes: NDArray[np.int32]
    raws: list[Any]

    @property
    def typed(self) -> Mask:
        """Where a cell holds anything but blanks."""
        # The last place is that of a cell without a value.
        is_typed = [not (isinstance(raw, str) and not raw.strip()) for raw in self.raws]
        typed: Mask = np.array([*is_typed, False])[self.codes]
        return typed

    def of(self, rows: Places) -> "Encoded":
        """The same of some rows."""
        return Encoded(self.codes[rows], self.raws)


def encode(column: pa.Array) -> Encoded:
    """A column by its values."""
    encoded = pc.dictionary_encode(_without_lists(column))
    indices = encoded.indices.fill_null(NOT_TYPED) if encoded.indices.null_count else encoded.indices
    return Encoded(np.asarray(indices, dtype=np.int32), encoded.dictionary.to_pylist())


def read_amounts(column: pa.Array, typed: Mask, field: QuantityField) -> Amounts:
    """The amounts of a column; whatever is no plain number within the bounds is read by the field itself."""
    values, is_plain = _numbers(column, typed)
    lengths = _lengths(column)
    careful = np.flatnonzero(_is_careful(values, typed, is_plain, lengths, field))
    if len(careful):
        values = values.copy()
    bad = []
    for rows, raw in _alike(column, careful):
        try:
            values[rows] = float(field.read(raw))
        except ValueError as error:
            values[rows] = 0
            bad.append(BadCells(rows, shown(raw), f"{field.label} {error}"))
    return Amounts(values, typed, tuple(bad), lengths)


def _is_careful(
    values: Floats, typed: Mask, is_plain: Mask, lengths: NDArray[np.int32] | None, field: QuantityField
) -> Mask:
    """Cells of which more has to be read than the float."""
    is_careful: Mask = typed & ~(is_plain & _is_certain(values, field))
    if lengths is not None:
        is_careful |= typed & (lengths > CERTAIN_CHARACTERS) & _is_doubtful(lengths, values, field)
    return is_careful


def _numbers(column: pa.Array, typed: Mask) -> tuple[Floats, Mask]:
    """The cells that are numbers as they stand, 0 where none is, and which these are."""
    kind = column.type
    if pa.types.is_boolean(kind) or not (_is_text(kind) or _is_number(kind)):
        return np.zeros(len(column)), np.zeros(len(column), dtype=bool)
    if not _is_text(kind):
        return _floats(pc.cast(column, pa.float64(), safe=False)), typed
    try:
        return _floats(pc.cast(_only(column, typed), pa.float64())), typed
    except pa.ArrowInvalid:
        is_plain = typed & np.asarray(pc.match_substring_regex(column, PLAIN_NUMBER).fill_null(False))
        plain = pc.utf8_ltrim(_only(column, is_plain), characters="+")
        return _floats(pc.cast(plain, pa.float64())), is_plain


def _only(column: pa.Array, mask: Mask) -> pa.Array:
    """The cells of a mask, and none besides."""
    return column if mask.all() else pc.if_else(pa.array(mask), column, None)


def _floats(column: pa.Array) -> Floats:
    return np.asarray(column.fill_null(0.0) if column.null_count else column, dtype=np.float64)


def _is_certain(values: Floats, field: QuantityField) -> Mask:
    """Where a number is so far within the bounds of a field that nothing can be said against it."""
    # Of what is no number neither comparison holds.
    certain = (values >= float(field.at_least)) & (values <= float(field.at_most))
    certain &= (values == 0) | (np.abs(values) > SMALLEST)
    if field.is_whole:
        certain &= values == np.rint(values)
    return certain


def _lengths(column: pa.Array) -> NDArray[np.int32] | None:
    """The characters of numbers as they are written; None where a float has all of their digits."""
    if pa.types.is_decimal(column.type):
        return np.full(len(column), column.type.precision, dtype=np.int32)
    if not _is_text(column.type):
        return None
    lengths: NDArray[np.int32] = np.asarray(pc.utf8_length(column).fill_null(0), dtype=np.int32)
    return lengths if lengths.max(initial=0) > CERTAIN_CHARACTERS else None


def _is_doubtful(lengths: NDArray[np.int32], values: Floats, field: QuantityField) -> Mask:
    """Of long numbers those of which a float does not tell on which side of a bound they are, or whether whole."""
    is_doubtful: Mask = (lengths > LONGEST_NUMBER) | field.is_whole
    for bound in (float(field.at_least), float(field.at_most)):
        is_doubtful |= np.abs(values - bound) <= NEAR * max(abs(bound), SMALLEST)
    return is_doubtful


def read_codes(column: Encoded, read: Callable[[Any], Any]) -> Codes:
    """The values of a column; `read` raises ValueError with the sentence for what cannot be read."""
    found, raws = column.codes, column.raws
    places = np.full(len(raws) + 1, NOT_TYPED, dtype=np.int32)
    values: dict[Any, int] = {}
    wrong: dict[int, str] = {}
    # Of all rows some values may be of other services.
    is_there = np.bincount(found[found != NOT_TYPED], minlength=len(raws))
    for number in np.flatnonzero(is_there).tolist():
        raw = raws[number]
        if isinstance(raw, str) and not raw.strip():
            continue
        try:
            # Upper and lower case, or a blank before it, may be the same value.
            places[number] = values.setdefault(read(as_day(raw)), len(values))
        except ValueError as error:
            wrong[number] = str(error)
    rows = np.flatnonzero(np.isin(found, [*wrong])) if wrong else np.empty(0, dtype=np.intp)
    bad = tuple(
        BadCells(rows[same], shown(raws[found[rows[same[0]]]]), wrong[int(found[rows[same[0]]])])
        for same in _same(found[rows])
    )
    return Codes(places[found], tuple(values), column.typed, bad)


def _same(codes: NDArray[Any]) -> Iterator[Places]:
    """The places of each value."""
    if len(codes):
        order = np.argsort(codes, kind="stable")
        yield from np.split(order, np.flatnonzero(np.diff(codes[order])) + 1)


def as_day(raw: Any) -> Any:
    """A moment at midnight as the day that it is: so tables keep days."""
    return raw.date() if isinstance(raw, datetime) and raw.time() == time() else raw


def _alike(column: pa.Array, rows: Places) -> Iterator[tuple[Places, Any]]:
    """What stands in some rows of a column, each value once with its rows."""
    if not len(rows):
        return
    cells = _without_lists(column.take(pa.array(rows)))
    encoded = pc.dictionary_encode(cells)
    codes = np.asarray(encoded.indices.fill_null(NOT_TYPED))
    for places in _same(codes):
        code = int(codes[places[0]])
        if code != NOT_TYPED:
            yield rows[places], encoded.dictionary[code].as_py()


def _without_lists(column: pa.Array) -> pa.Array:
    """A column whose lists are texts as one would type them; what else cannot be compared, as it is shown."""
    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_struct(kind) or pa.types.is_map(kind):
        cells = (None if each is None else _written(each) for each in column.to_pylist())
        return pa.array(cells, pa.string())
    return column


def _written(each: Any) -> str:
    return ",".join(str(one) for one in each) if isinstance(each, list) else str(each)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))
