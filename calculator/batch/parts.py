"""A file of usages priced part by part, in its order; a part is all that a worker of a cluster is given and gives."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from calculator.batch.cells import Places, as_array
from calculator.batch.deadline import NEVER, Deadline
from calculator.batch.heading import BINDING, ERROR, ERROR_CODE, MONEY, Heading, answer_columns, read_heading
from calculator.batch.price_table import Part, price_part
from calculator.batch.refusals import RowError
from calculator.catalogue.catalogue import Catalogue

# What totals are told by, and what is added up.
BY = ("service", "region", "group")
ADDED = ("answered", "unknown", *MONEY)
OTHERS = "(others)"
MOST_GROUPS = 10_000


@dataclass(frozen=True, slots=True)
class Plan:
    """How the parts of a file are answered: its heading, the columns that answers add, and what is wanted besides.

    `titles` has the own names of columns that are read as something else.
    """

    heading: Heading
    columns: tuple[str, ...]
    today: date
    is_exact: bool = False
    has_items: bool = False
    group_by: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)

    def titled(self, table: pa.Table) -> pa.Table:
        """A table with the own names of its columns."""
        if not self.titles:
            return table
        return table.rename_columns([self.titles.get(name, name) for name in table.column_names])


@dataclass(frozen=True, slots=True)
class AnsweredPart:
    """Rows with their answers, what is wrong with some, line items where wanted, and what all come to."""

    table: pa.Table
    errors: tuple[RowError, ...]
    items: pa.Table | None
    totals: pd.DataFrame
    refused: dict[str, int]


def plan_for(
    names: Sequence[str],
    services: Iterable[str],
    today: date,
    *,
    usual: str = "",
    is_exact: bool = False,
    has_items: bool = False,
    group_by: str = "",
    titles: Mapping[str, str] | None = None,
) -> Plan:
    """The plan of a file with these columns and services. Raises InvalidInput, UnknownName."""
    heading = read_heading(names, usual)
    return Plan(heading, answer_columns(services), today, is_exact, has_items, group_by, titles or {})


def answered_part(
    table: pa.Table, first: int, plan: Plan, catalogue: Catalogue, deadline: Deadline = NEVER
) -> AnsweredPart:
    """The rows of a part, of which the first has this number in the file, answered while there is time."""
    part = price_part(
        table,
        plan.heading,
        catalogue,
        plan.today,
        first=first,
        is_exact=plan.is_exact,
        has_items=plan.has_items,
        deadline=deadline,
    )
    answered = part.answered(plan.columns, plan.heading.kept)
    errors = (replace(each, column=plan.titles.get(each.column, each.column)) for each in part.errors())
    return AnsweredPart(
        plan.titled(answered),
        tuple(errors),
        part.items() if plan.has_items else None,
        _totals(part, answered, plan.group_by),
        _refused(answered),
    )


def unanswered_part(table: pa.Table, plan: Plan, code: str, message: str) -> AnsweredPart:
    """The rows of a part for which there was no time, each with the sentence that says so."""
    kind = pa.string() if plan.is_exact else pa.float64()
    own = {ERROR_CODE: code, ERROR: message}
    answers = {
        name: pa.array([own[name]] * table.num_rows, pa.string())
        if name in own
        else pa.nulls(table.num_rows, pa.string() if name == BINDING else kind)
        for name in plan.columns
    }
    kept = {name: table.column(name) for name in plan.heading.kept}
    totals = pd.DataFrame({name: pd.Series(dtype="str" if name in BY else "float64") for name in (*BY, *ADDED)})
    return AnsweredPart(plan.titled(pa.table({**kept, **answers})), (), None, totals, {code: table.num_rows})


def numbered(parts: Iterable[pa.Table]) -> Iterator[tuple[int, pa.Table]]:
    """Each part with the number of its first row in the file, from 1."""
    first = 1
    for part in parts:
        yield first, part
        first += part.num_rows


def _totals(part: Part, answered: pa.Table, group_by: str) -> pd.DataFrame:
    """Rows and money by service, Region and group, of the rows that have an answer."""
    money = {name: pd.to_numeric(answered.column(name).to_pandas()) for name in MONEY}
    is_good = answered.column(ERROR_CODE).is_null().to_pandas()
    names, groups = _group_names(part.table, group_by)
    frame = pd.DataFrame(
        {
            "service": part.of_services,
            "region": part.of_regions,
            "group": groups,
            "answered": is_good.astype("int64"),
            "unknown": (is_good & money["monthly_usd"].isna()).astype("int64"),
            **money,
        }
    )
    added = _added_up(frame, BY)
    for by, called in (("service", part.services), ("region", part.regions), ("group", names)):
        # The last place is that of a cell that cannot be read.
        added[by] = np.array([*called, ""], dtype=object)[added[by].to_numpy()]
    return _added_up(added, BY)


def _group_names(table: pa.Table, group_by: str) -> tuple[list[str], Places]:
    """What the groups are called, and the place of each row's."""
    if not group_by:
        return [""], np.zeros(table.num_rows, dtype=np.intp)
    encoded = pc.dictionary_encode(as_array(table.column(group_by).cast(pa.string())).fill_null(""))
    return encoded.dictionary.to_pylist(), np.asarray(encoded.indices, dtype=np.intp)


def _refused(answered: pa.Table) -> dict[str, int]:
    counts = answered.column(ERROR_CODE).drop_null().value_counts().to_pylist()
    return {str(each["values"]): int(each["counts"]) for each in counts}


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows of one name have an answer, of how many no source tells what is paid upfront, and the money."""

    name: str
    answered: int
    unknown: int
    monthly_usd: float
    upfront_usd: float
    effective_monthly_usd: float


class Totals:
    """What the parts of a file come to together."""

    def __init__(self) -> None:
        self._frames: list[pd.DataFrame] = []
        self.refused: dict[str, int] = {}
        self.rows = 0

    def add(self, part: AnsweredPart) -> None:
        """One more part."""
        self.rows += part.table.num_rows
        frame = _added_up(pd.concat([*self._frames, part.totals]), BY)
        if len(frame) > MOST_GROUPS:
            frame = _added_up(frame.assign(group=OTHERS), BY)
        self._frames = [frame]
        for code, many in part.refused.items():
            self.refused[code] = self.refused.get(code, 0) + many

    def by(self, name: str) -> list[Total]:
        """The totals by service, Region or group, the most expensive first; rows of no service are left out."""
        if not self._frames:
            return []
        frame = self._frames[0]
        added = _added_up(frame[frame["service"] != ""], (name,)).sort_values("effective_monthly_usd", ascending=False)
        return [_total(str(row[name]), row) for row in added.to_dict("records")]

    @property
    def all(self) -> Total:
        """All rows."""
        frames = self._frames or [pd.DataFrame({name: [0] for name in ADDED})]
        return _total("", frames[0][[*ADDED]].sum().to_dict())


def _total(name: str, row: Mapping[Any, Any]) -> Total:
    counts = (int(row[each]) for each in ADDED[:2])
    return Total(name, *counts, *(float(row[each]) for each in MONEY))


def _added_up(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    return frame.groupby([*by], sort=False)[[*ADDED]].sum().reset_index()
