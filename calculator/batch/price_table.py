"""A table in, the same table with its answers out: the numbers that each row would have for itself.

priced = price_table(frame, catalogue, today)
priced.frame    the table with monthly_usd, upfront_usd, effective_monthly_usd, capacity, binding, error_code, error
priced.errors   row (from 1), column, value, error
priced.items    the line items in long form, where they are wanted
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from calculator.batch.asked import Asked
from calculator.batch.cells import NOT_TYPED, Places, read_codes
from calculator.batch.deadline import NEVER, Deadline
from calculator.batch.heading import SERVICE, Heading, answer_columns, read_heading
from calculator.batch.refusals import RowError
from calculator.batch.results import Answers, Item
from calculator.batch.rows import ServiceRows
from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import UnknownName
from calculator.services import service

NO_SERVICE = "Name the service of each row."


@dataclass(frozen=True, slots=True)
class Priced:
    """The answer to a table, as pandas has tables."""

    frame: pd.DataFrame
    errors: pd.DataFrame
    items: pd.DataFrame | None


@dataclass(frozen=True)
class Part:
    """The answers to some rows of a table, which begin at row `first`, from 1."""

    table: pa.Table
    answers: Answers
    first: int
    services: Sequence[str]
    of_services: Places
    regions: Sequence[str]
    of_regions: Places

    def answered(self, names: Sequence[str], kept: Sequence[str]) -> pa.Table:
        """The rows as they came, with their answers."""
        columns = {name: self.table.column(name) for name in kept}
        return pa.table({**columns, **dict(self.answers.columns(names))})

    def errors(self) -> Iterator[RowError]:
        """What is wrong, row by row as the table has them."""
        return self.answers.refusals.told(self.first)

    def items(self) -> pa.Table:
        """The line items in long form, row by row."""
        return _long_form(self.answers.items, self.first)


def price_table(
    frame: pd.DataFrame,
    catalogue: Catalogue,
    today: date,
    *,
    usual: str = "",
    is_exact: bool = False,
    has_items: bool = False,
) -> Priced:
    """The answer to a table; `usual` is the service of rows that name none. Exact figures are texts of decimals.

    Raises InvalidInput for a heading that makes no sense, UnknownName for the usual service.
    """
    heading = read_heading([str(name) for name in frame.columns], usual)
    table = pa.Table.from_pandas(frame, preserve_index=False)
    part = price_part(table, heading, catalogue, today, is_exact=is_exact, has_items=has_items)
    names = answer_columns(part.services)
    answers = pa.table(dict(part.answers.columns(names))).to_pandas()
    answers.index = frame.index
    return Priced(
        pd.concat([frame[[*heading.kept]], answers], axis=1),
        pd.DataFrame(
            [(each.row, each.column, each.value, each.message) for each in part.errors()],
            columns=["row", "column", "value", "error"],
        ),
        part.items().to_pandas() if has_items else None,
    )


def price_part(
    table: pa.Table,
    heading: Heading,
    catalogue: Catalogue,
    today: date,
    *,
    first: int = 1,
    is_exact: bool = False,
    has_items: bool = False,
    deadline: Deadline = NEVER,
) -> Part:
    """The answers to some rows of a table with this heading; after its `deadline` none is asked alone any more."""
    answers = Answers(table.num_rows, is_exact)
    asked = Asked(table, heading, catalogue, today, answers, has_items=has_items, deadline=deadline)
    keys, codes = _services(asked)
    regions = asked.regions
    for number, key in enumerate(keys):
        rows = np.flatnonzero(codes == number)
        if len(rows):
            ServiceRows(asked, service(key), rows).price()
    return Part(table, answers, first, keys, codes.astype(np.intp), regions.values, regions.codes.astype(np.intp))


def _services(asked: Asked) -> tuple[tuple[str, ...], Any]:
    """The services of the rows, and the place of each row's; -1 where it names none that there is."""
    heading, answers = asked.heading, asked.answers
    if not heading.names_services:
        return (heading.usual,), np.zeros(asked.table.num_rows, dtype=np.int32)
    found = read_codes(asked.encoded(SERVICE), key_of_service)
    for bad in found.bad:
        answers.refusals.add_cells(bad.rows, SERVICE, bad.value, bad.message)
    if heading.usual:
        found = found.filled(heading.usual)
        keys = [str(each) for each in found.values]
        # The usual one may have been named as well; the last place is that of a cell that cannot be read.
        own = [*dict.fromkeys(keys)]
        return tuple(own), np.array([*map(own.index, keys), NOT_TYPED])[found.codes]
    answers.refusals.add_cells(np.flatnonzero(~found.typed), SERVICE, "", NO_SERVICE)
    return tuple(map(str, found.values)), found.codes


def key_of_service(raw: object) -> str:
    """The key of the service that a cell names. Raises ValueError with the sentence for one that there is none of."""
    try:
        return service(raw.strip() if isinstance(raw, str) else str(raw)).KEY
    except UnknownName as error:
        raise ValueError(error.detail) from None


def _long_form(items: Sequence[Item], first: int) -> pa.Table:
    names = ("service", "name", "label", "unit", "recurrence")
    many = [len(each.rows) for each in items]
    rows = np.concatenate([each.rows for each in items]) if items else np.empty(0, dtype=np.int64)
    # Stable, so that the lines of a row stay in the order of its bill.
    order = np.argsort(rows, kind="stable")
    codes = np.repeat(np.arange(len(items), dtype=np.int32), many)[order]
    texts = {
        name: pa.DictionaryArray.from_arrays(
            pa.array(codes), pa.array([getattr(each, name) for each in items], pa.string())
        )
        for name in names
    }
    figures = {
        name: np.concatenate([getattr(each, name) for each in items])[order] if items else np.empty(0)
        for name in ("quantity", "usd")
    }
    return pa.table(
        {
            "row": pa.array(rows[order] + first, pa.int64()),
            **{name: each.cast(pa.string()) for name, each in texts.items()},
            **{name: pa.array(each, pa.float64()) for name, each in figures.items()},
        }
    ).select(["row", "service", "name", "label", "quantity", "unit", "usd", "recurrence"])
