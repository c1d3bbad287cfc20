"""Rows of a price list by column, whatever the format: repeated texts as codes, the others as they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]
V = TypeVar("V")

PLACE_COLUMNS = ("regioncode", "location", "locationtype", "fromregioncode", "fromlocation", "fromlocationtype")
PRICE_COLUMNS = (
    "termtype",
    "effectivedate",
    "startingrange",
    "endingrange",
    "unit",
    "priceperunit",
    "currency",
    "productfamily",
    "usagetype",
    "operation",
)
TEXT_COLUMNS = ("sku", "offertermcode", "ratecode", "pricedescription")


@dataclass(frozen=True, slots=True)
class Coded(Generic[V]):
    """A column as a code for each row into a short list of values."""

    codes: Array
    values: Sequence[V]

    def at(self, rows: Array) -> list[V]:
        """The values of some rows."""
        values = self.values
        return [values[code] for code in self.codes[rows].tolist()]


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a file; a column that the file does not have is empty in every row."""

    count: int
    coded: Mapping[str, Coded[str]]
    texts: Mapping[str, Sequence[str]]

    def column(self, name: str) -> Coded[str]:
        """A column of repeated texts."""
        found = self.coded.get(name)
        return Coded(np.zeros(self.count, np.int32), ("",)) if found is None else found

    def texts_at(self, name: str, rows: Array) -> list[str]:
        """The texts of a column that hardly repeats, in some rows."""
        texts = self.texts.get(name)
        return [""] * len(rows) if texts is None else [texts[row] for row in rows.tolist()]


def together(columns: Iterable[Coded[Any]]) -> Coded[tuple[Any, ...]]:
    """Several columns as one, whose values are the combinations that occur."""
    first, *others = columns
    codes = first.codes
    values: list[tuple[Any, ...]] = [(value,) for value in first.values]
    for column in others:
        width = len(column.values)
        if width == 1:
            values = [(*value, column.values[0]) for value in values]
            continue
        pairs, codes = np.unique(codes.astype(np.int64) * width + column.codes, return_inverse=True)
        values = [(*values[pair // width], column.values[pair % width]) for pair in pairs.tolist()]
    return Coded(codes, values)
