"""What an engineer chooses by besides the price, side by side: facts as rows where the choices fit across."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from calculator.adapters.web.charts import with_unit
from calculator.adapters.web.ranking import RankedRow, Ranking
from calculator.core.display import amount, usd
from calculator.core.estimate import Detail, Estimate, Limit
from calculator.templatetags.figures import detail_words, figure, limit_url, signed_usd

# A page has room for this many narrow columns beside its form.
MOST_ACROSS = 8
DIGITS = 4
NOTHING = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure; `note` numbers the remark under the table, 0 for none."""

    text: str = NOTHING
    url: str = ""
    note: int = 0
    is_present: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its heading."""

    heading: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FactsTable:
    """The table as it is printed; `is_turned` when each choice is a column."""

    corner: str
    headings: tuple[Cell, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    is_turned: bool


def facts_table(ranking: Ranking, choice_label: str) -> FactsTable | None:
    """Every figure of every choice that the page lists; None where there is none, not even a cost."""
    details = {detail.name: _heading(detail) for row in ranking.rows for detail in _known(row)}
    facts = ranking.present.alternative.facts
    if ranking.best is None and not facts:
        return None
    headings = ("USD a month", "Difference", *(fact.label for fact, _ in facts), *details.values())
    notes = tuple(
        dict.fromkeys(limit.note for row in ranking.rows for _, limit in row.alternative.facts if limit and limit.note)
    )
    names = tuple(Cell(row.alternative.label, is_present=row.is_present) for row in ranking.rows)
    grid = tuple(tuple(_cells(row, tuple(details), notes)) for row in ranking.rows)
    columns = tuple(Cell(heading) for heading in headings)
    if len(names) <= MOST_ACROSS:
        turned = tuple(Line(column, cells) for column, cells in zip(columns, zip(*grid, strict=True), strict=True))
        return FactsTable("", names, turned, notes, is_turned=True)
    lines = tuple(Line(name, cells) for name, cells in zip(names, grid, strict=True))
    return FactsTable(choice_label, columns, lines, notes, is_turned=False)


def _cells(row: RankedRow, details: tuple[str, ...], notes: tuple[str, ...]) -> Iterator[Cell]:
    """The figures of one choice in the order of the headings."""
    known = {detail.name: detail for detail in _known(row)}
    cells = [_cost(row.alternative.estimate), _difference(row)]
    cells += [_fact(limit, notes) for _, limit in row.alternative.facts]
    cells += [_detail(known[name]) if name in known else Cell() for name in details]
    yield from (replace(cell, is_present=row.is_present) for cell in cells)


def _known(row: RankedRow) -> Iterator[Detail]:
    estimate = row.alternative.estimate
    yield from (detail for detail in (estimate.details if estimate else ()) if detail.value is not None)


def _heading(detail: Detail) -> str:
    """A label with the unit of the figures under it; money has its sign at each."""
    return detail.label if detail.unit.startswith("USD") else with_unit(detail.label, detail.unit)


def _detail(detail: Detail) -> Cell:
    is_measure = isinstance(detail.value, Decimal) and not detail.unit.startswith("USD")
    return Cell(amount(detail.value, DIGITS) if is_measure else detail_words(detail))


def _cost(estimate: Estimate | None) -> Cell:
    return Cell(usd(estimate.effective_monthly_usd) if estimate is not None else "not possible")


def _difference(row: RankedRow) -> Cell:
    if row.is_present:
        return Cell("chosen")
    delta = row.alternative.delta_usd
    return Cell(signed_usd(delta)) if delta is not None else Cell()


def _fact(limit: Limit | None, notes: tuple[str, ...]) -> Cell:
    if limit is None:
        return Cell()
    return Cell(figure(limit), limit_url(limit), notes.index(limit.note) + 1 if limit.note else 0)
