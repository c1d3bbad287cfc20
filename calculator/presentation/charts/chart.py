"""What a chart is: a Plotly figure with its summary in words and its table; and the bars of a comparison.

A figure is a plain dictionary in Plotly's format: importing plotly would cost every process half a second, and
drawing is the browser's work. Colors belong to the style sheet; a trace only says which series it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10
from typing import Any, TypeAlias

from calculator.analysis.compare import Alternative, Comparison
from calculator.core.answer import Answer, effective_monthly
from calculator.core.display import amount, usd

Figure: TypeAlias = dict[str, Any]
DIGITS = 6
# In pixels; the page keeps this much room before anything is drawn.
HEIGHT = 340
HEIGHT_OF_AXIS, HEIGHT_OF_BAR = 70, 34
MOST_SERIES_OF_BARS = 6
# Lines that are not the current selection are gray and differ by their dashes.
ACCENT, GRAY = 1, 9
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MOST_BARS = 30
EVERYTHING_ELSE = "Everything else"
# The longest bar leaves this much of the width to the amount behind it.
ROOM_FOR_AMOUNTS = 1.15
# A logarithmic axis over more than these has labels at powers of ten only.
MOST_DECADES_IN_STEPS = 3


@dataclass(frozen=True, slots=True)
class Legend:
    """One entry beside a chart; `tone` numbers its color, and a line has a dash."""

    label: str
    tone: int
    is_present: bool = False
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table under a chart; an unknown cost is None."""

    heading: str
    costs: tuple[Decimal | None, ...]
    is_present: bool = False

    @property
    def in_words(self) -> list[str]:
        """The costs written for reading."""
        return ["not possible" if cost is None else usd(cost) for cost in self.costs]


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure to draw, and the same in words and as a table."""

    title: str
    figure: Figure
    legend: tuple[Legend, ...]
    summary: tuple[str, ...]
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """What each of the choices that can be drawn is billed for, under as many labels as the eye can tell apart."""

    labels: tuple[str, ...]
    choices: tuple[tuple[Alternative, Mapping[str, Decimal]], ...]

    def costs_of(self, label: str) -> list[tuple[str, Decimal]]:
        """What each choice is billed under one of the labels."""
        return [(each.label, costs[label]) for each, costs in self.choices]

    @property
    def totals(self) -> list[tuple[str, Decimal]]:
        """What each choice costs in all."""
        return [(each.label, sum(costs.values(), Decimal(0))) for each, costs in self.choices]


def bars_chart(comparison: Comparison) -> Chart | None:
    """Bars of cost for each alternative, made of what is billed; None when nothing is feasible, or all cost nothing."""
    answers = [(each, each.answer) for each in comparison.alternatives if each.answer is not None]
    if not any(answer.effective_monthly_usd for _, answer in answers):
        return None
    parts = _parts(answers[:MOST_BARS])
    feasible = [each for each, _ in parts.choices]
    present = comparison.present
    return Chart(
        title="What each choice is billed for",
        figure={
            "data": [
                bars(label, parts.costs_of(label), tone, "%{x:$,.2f}  %{fullData.name}")
                for tone, label in enumerate(parts.labels, start=1)
            ],
            "layout": {**bars_layout(parts.totals), "barmode": "stack"},
        },
        legend=tuple(Legend(label, tone) for tone, label in enumerate(parts.labels, start=1)),
        summary=(f"Cheapest: {feasible[0].sentence}", f"Most expensive: {answers[-1][0].sentence}"),
        heading="Choice",
        rows=tuple(
            Row(each.label, tuple(costs[label] for label in parts.labels), each is present)
            for each, costs in parts.choices
        ),
    )


def log_ticks(low: float, high: float, sign: str = "") -> Figure:
    """Where a logarithmic axis is labeled, every label a whole number: 1, 2, 5 and their tenfolds, if they fit."""
    first, last = floor(log10(low)), ceil(log10(high))
    steps = (1, 2, 5) if last - first <= MOST_DECADES_IN_STEPS else (1,)
    values = [step * Decimal(10) ** power for power in range(first, last + 1) for step in steps]
    return {"tickvals": [float(value) for value in values], "ticktext": [f"{sign}{amount(value)}" for value in values]}


def with_unit(label: str, unit: str) -> str:
    """`Storage, GB`; a unit that the label says is not repeated: `Shared consumers`, `Months needed`, `IOPS`."""
    is_said = not unit or label.lower().endswith(unit.lower()) or unit.lower() in label.lower().split()
    return label if is_said else f"{label}, {unit}"


def _parts(answers: Sequence[tuple[Alternative, Answer]]) -> Parts:
    costs = [_by_label(answer) for _, answer in answers]
    largest = sorted(
        # In the order of the bills: a set would have another one in each process.
        dict.fromkeys(label for parts in costs for label, cost in parts.items() if cost),
        key=lambda label: -max(parts.get(label, 0) for parts in costs),
    )
    if len(largest) <= MOST_SERIES_OF_BARS:
        labels = tuple(largest)
    else:
        labels = (*largest[: MOST_SERIES_OF_BARS - 1], EVERYTHING_ELSE)
    return Parts(
        labels,
        tuple((each, _named_or_else(parts, labels)) for (each, _), parts in zip(answers, costs, strict=True)),
    )


def bars(name: str, costs: Sequence[tuple[str, Decimal]], tone: int, hover: str) -> Figure:
    """A bar for each cost of a month, by what it is the cost of."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": [label for label, _ in costs],
        "x": [short(float(cost)) for _, cost in costs],
        "meta": {"tone": tone},
        "hovertemplate": f"{hover}<extra></extra>",
    }


def bars_layout(totals: Sequence[tuple[str, Decimal]]) -> Figure:
    """The axes, and the whole cost written at the end of each bar: some are too short to be seen."""
    longest = short(float(max((total for _, total in totals), default=0)))
    return {
        "height": HEIGHT_OF_AXIS + HEIGHT_OF_BAR * len(totals),
        "bargap": 0.35,
        "xaxis": {
            "title": {"text": "USD a month"},
            "tickprefix": "$",
            "exponentformat": "none",
            "range": [0, longest * ROOM_FOR_AMOUNTS or 1],
        },
        "yaxis": {"autorange": "reversed", "automargin": True},
        "annotations": [
            {"x": short(float(total)), "y": label, "text": usd(total), "xanchor": "left", "showarrow": False}
            for label, total in totals
        ],
        "hovermode": "closest",
    }


def _by_label(answer: Answer) -> dict[str, Decimal]:
    costs: dict[str, Decimal] = {}
    for item in answer.line_items:
        costs[item.label] = costs.get(item.label, Decimal(0)) + Decimal(effective_monthly([item]))
    return costs


def _named_or_else(parts: Mapping[str, Decimal], labels: tuple[str, ...]) -> dict[str, Decimal]:
    """The cost under each label, the last of which may stand for all that has none of its own."""
    rest = sum((cost for label, cost in parts.items() if label not in labels), Decimal(0))
    return {label: rest if label == EVERYTHING_ELSE else parts.get(label, Decimal(0)) for label in labels}


def short(number: float) -> float:
    """A coordinate of a chart, which needs no more than six digits."""
    return float(f"{number:.{DIGITS}g}")
