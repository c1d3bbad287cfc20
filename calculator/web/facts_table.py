"""What an engineer chooses by besides the price: facts and metrics, a column each, a choice a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from calculator.core.answer import Limit, Metric
from calculator.core.display import amount
from calculator.core.records import record
from calculator.presentation.charts.chart import with_unit
from calculator.presentation.figures import figure, limit_url, metric_words
from calculator.web.ranking import RankedRow, Ranking

DIGITS = 4
NOTHING = "\N{EN DASH}"


@record
class Cell:
    """One figure; `note` numbers the remark under the table, 0 for none. A number is read from its right end."""

    text: str = NOTHING
    url: str = ""
    note: int = 0
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One choice with what AWS states of it, and its metrics."""

    row: RankedRow
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FactsTable:
    """The columns beside money: facts and metrics of every choice that has an answer."""

    headings: tuple[Cell, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def facts_table(ranking: Ranking) -> FactsTable:
    """Every figure of every choice that has an answer and that the page lists."""
    metrics = {metric.name: metric for row in ranking.possible for metric in _known(row)}
    facts = ranking.present.alternative.facts
    notes = tuple(
        dict.fromkeys(
            limit.note for row in ranking.possible for _, limit in row.alternative.facts if limit and limit.note
        )
    )
    headings = (
        *(Cell(fact.label) for fact, _ in facts),
        *(Cell(_heading(each), is_number=_is_number(each)) for each in metrics.values()),
    )
    lines = tuple(Line(row, tuple(_cells(row, metrics, notes))) for row in ranking.possible)
    return FactsTable(headings, lines, notes)


def _cells(row: RankedRow, metrics: Mapping[str, Metric], notes: tuple[str, ...]) -> Iterator[Cell]:
    """The figures of one choice in the order of the headings."""
    known = {metric.name: metric for metric in _known(row)}
    yield from (_fact(limit, notes) for _, limit in row.alternative.facts)
    yield from (_metric(known.get(name), is_number=_is_number(each)) for name, each in metrics.items())


def _known(row: RankedRow) -> Iterator[Metric]:
    answer = row.alternative.answer
    yield from (metric for metric in (answer.metrics if answer else ()) if metric.value is not None)


def _heading(metric: Metric) -> str:
    """A label with the unit of the figures under it; money has its sign at each."""
    return metric.label if metric.unit.startswith("USD") else with_unit(metric.label, metric.unit)


def _metric(metric: Metric | None, *, is_number: bool) -> Cell:
    if metric is None:
        return Cell(is_number=is_number)
    is_measure = isinstance(metric.value, Decimal) and not metric.unit.startswith("USD")
    return Cell(amount(metric.value, DIGITS) if is_measure else metric_words(metric), is_number=is_number)


def _is_number(metric: Metric) -> bool:
    return isinstance(metric.value, Decimal)


def _fact(limit: Limit | None, notes: tuple[str, ...]) -> Cell:
    if limit is None:
        return Cell()
    return Cell(figure(limit), limit_url(limit), notes.index(limit.note) + 1 if limit.note else 0)
