"""What the page of a priced table shows: figures, totals as tables and charts, columns as they were read, errors."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from calculator.application.batches import Table, answered_table
from calculator.batch.files.source import Rows, Source
from calculator.batch.heading import COUNTED, NOT_READ, OF_EVERY_ROW, Heading, is_answer
from calculator.batch.parts import Total, Totals
from calculator.batch.refusals import RowError
from calculator.core.declarations import Declaration
from calculator.core.display import usd
from calculator.presentation.charts.chart import Chart, Row, bars, bars_layout
from calculator.services import SERVICES

MOST_ERRORS, MOST_NAMES, MOST_BARS = 20, 12, 12
NONE = "(none)"
NO_TITLES: Mapping[str, str] = {}
COMMON = {"service": "service", "region": "Region", "as_of": "day", "month": "month", "count": "how many"}
REFUSED = {
    "invalid_input": "Wrong cell",
    "no_price": "No price in our data",
    "infeasible": "Infeasible",
    "time_limit": "No time left",
}


def answered_rows(table: Table) -> Iterator[dict[str, Any]]:
    """How many rows of a table are done, again and again, and last what there is to show of all of them."""
    totals, errors = Totals(), list[RowError]()
    for part, _ in answered_table(table):
        totals.add(part)
        errors += part.errors
        yield {"done": totals.rows, "rows": table.rows}
    yield _shown(table, totals, errors)


def _shown(table: Table, totals: Totals, errors: Sequence[RowError]) -> dict[str, Any]:
    group_by, whole = table.plan.titles.get(table.plan.group_by, table.plan.group_by), totals.all
    by = {kind: total_rows(totals, kind) for kind in ("service", "region", "group")}
    headings = {"service": "Service", "region": "Region", "group": group_by}
    charted = "group" if group_by else "service" if len(by["service"]) > 1 else "region"
    title = f"Totals by {headings[charted]}"
    return {
        "rows": table.rows,
        "columns": len(table.source.names),
        "whole": total_row(whole, whole.effective_monthly_usd, "Total of good rows"),
        "left_out": totals.rows - whole.answered,
        "unknown": whole.unknown,
        "tables": [
            {"id": kind, "heading": headings[kind], "rows": rows}
            for kind, rows in by.items()
            if rows and (kind != "group" or group_by)
        ],
        "chart": totals_chart(by[charted], title, headings[charted]) if by[charted] else None,
        "errors": errors[:MOST_ERRORS],
        "error_count": len(errors),
        "not_answered": not_answered(totals),
        "read": [*columns_read(table.plan.heading, table.parts, wrong_cells(errors), table.plan.titles)],
        "fields": field_names(table.plan.heading),
    }


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A line of a table of totals; a figure that no source tells is None."""

    name: str
    rows: int
    upfront: Decimal | None
    monthly: Decimal | None
    effective: Decimal
    share: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: what it was read as, an example, how many cells say something, and how many are wrong."""

    name: str
    read_as: str
    unit: str
    example: str
    cells: int
    wrong: int
    meant: tuple[str, ...]
    is_fixed: bool = False


def _money(figure: float) -> Decimal:
    return Decimal(repr(figure))


def total_row(total: Total, whole: float, name: str | None = None) -> TotalRow:
    """A total for reading."""
    share = f"{100 * total.effective_monthly_usd / whole:.1f}" if whole else "0.0"
    known = not total.unknown
    return TotalRow(
        name or total.name or NONE,
        total.answered,
        _money(total.upfront_usd) if known else None,
        _money(total.monthly_usd) if known else None,
        _money(total.effective_monthly_usd),
        share,
    )


def total_rows(totals: Totals, by: str) -> list[TotalRow]:
    """The most expensive of a kind, and the others together."""
    found = [each for each in totals.by(by) if each.answered]
    whole = totals.all.effective_monthly_usd
    first, rest = found[:MOST_NAMES], found[MOST_NAMES:]
    rows = [total_row(each, whole, SERVICES[each.name].NAME if by == "service" else None) for each in first]
    if rest:
        names = ("answered", "unknown", "monthly_usd", "upfront_usd", "effective_monthly_usd")
        summed = {name: sum(getattr(each, name) for each in rest) for name in names}
        rows.append(total_row(Total(f"{len(rest):,} others", **summed), whole))
    return rows


def totals_chart(rows: Sequence[TotalRow], title: str, heading: str) -> Chart:
    """A bar for each total."""
    shown = rows[:MOST_BARS]
    costs = [(each.name, each.effective) for each in shown]
    most = shown[0]
    summary = f"Most of it is {most.name}: {usd(most.effective)} a month, {most.share}%."
    return Chart(
        title,
        {
            "data": [bars("Effective", costs, 1, "%{y}: %{x:$,.2f}")],
            "layout": {**bars_layout(costs), "showlegend": False},
        },
        (),
        (summary,),
        heading,
        tuple(Row(each.name, (each.effective,)) for each in shown),
    )


def not_answered(totals: Totals) -> list[tuple[str, int]]:
    """Why rows have no answer, and how many."""
    return [(REFUSED.get(code, code), many) for code, many in totals.refused.items()]


def columns_read(
    heading: Heading, parts: Sequence[Rows], errors: Mapping[str, int], titles: Mapping[str, str] = NO_TITLES
) -> Iterator[Column]:
    """The columns of the file in their order, under their own names."""
    passed = {*heading.passed_through}
    fields = _fields(heading)
    for name in heading.names:
        title = titles.get(name, name)
        cells, example = _filled(name, parts)
        field = fields.get(name)
        if is_answer(name):
            yield Column(title, "", "answered anew", example, cells, 0, (), is_fixed=True)
        elif name in passed:
            meant = () if name.startswith(NOT_READ) else tuple(heading.nearest(name))
            yield Column(title, "", "passed through", example, cells, 0, meant)
        else:
            unit = COMMON.get(name) or (field.unit or field.kind if isinstance(field, Declaration) else "")
            yield Column(title, name, unit, example, cells, errors.get(title, 0), ())


def columns_to_read(source: Source, usual: str, meant: Mapping[str, str]) -> dict[str, Any]:
    """The columns of a file that cannot be priced as it is, and what somebody said that they are."""
    heading = Heading(source.names, usual if usual in SERVICES else "")
    part = next(iter(source.parts()), None)
    read = columns_read(heading, [] if part is None else [part], {})
    columns = [replace(each, read_as=meant.get(each.name, each.read_as)) for each in read]
    return {"read": columns, "fields": field_names(heading)}


def field_names(heading: Heading) -> list[str]:
    """What a column may be read as."""
    return [*OF_EVERY_ROW, *heading.known]


def _fields(heading: Heading) -> dict[str, Declaration]:
    services = [SERVICES[heading.usual]] if heading.usual and not heading.names_services else SERVICES.values()
    fields = {name: each for service in services for name, each in service.Usage.declarations.items()}
    return {**fields, "count": COUNTED}


def _filled(name: str, parts: Sequence[Rows]) -> tuple[int, str]:
    cells, example = 0, ""
    for part in parts:
        column = part.column(name)
        cells += len(column) - column.null_count
        example = example or next((str(each)[:40] for each in column.slice(0, 200).to_pylist() if each is not None), "")
    return cells, example


def wrong_cells(errors: Sequence[RowError]) -> dict[str, int]:
    """How many cells of each column are wrong."""
    counts: dict[str, int] = {}
    for each in errors:
        counts[each.column] = counts.get(each.column, 0) + 1
    return counts
