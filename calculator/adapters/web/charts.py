"""What a chart is: a Plotly figure with its summary in words and its table; and the bars of a comparison.

A figure is a plain dictionary in Plotly's format: importing plotly would cost every process half a second, and
drawing is the browser's work. Colours belong to the style sheet; a trace only says which series it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from calculator.analysis.compare import Comparison
from calculator.core.estimate import Estimate, effective_monthly

Figure: TypeAlias = dict[str, Any]
DIGITS = 6
MOST_SERIES_OF_BARS = 6
MOST_BARS = 30
EVERYTHING_ELSE = "Everything else"


@dataclass(frozen=True, slots=True)
class Legend:
    """One entry beside a chart; `tone` numbers its colour."""

    label: str
    tone: int
    is_present: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table under a chart; an unknown cost is None."""

    heading: str
    costs: tuple[Decimal | None, ...]
    is_present: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure to draw, and the same in words and as a table."""

    title: str
    figure: Figure
    legend: tuple[Legend, ...]
    summary: tuple[str, ...]
    heading: str
    rows: tuple[Row, ...]


def bars_chart(comparison: Comparison) -> Chart | None:
    """Bars of cost for each alternative, made of what is billed; None when nothing is feasible."""
    estimates = {each.choice: each.estimate for each in comparison.alternatives if each.estimate is not None}
    if not estimates:
        return None
    feasible = [each for each in comparison.alternatives if each.choice in estimates][:MOST_BARS]
    present = getattr(comparison.question.usage, comparison.by)
    costs = {each.choice: _by_label(estimates[each.choice]) for each in feasible}
    largest = sorted(
        {label for parts in costs.values() for label, usd in parts.items() if usd},
        key=lambda label: -max(parts.get(label, 0) for parts in costs.values()),
    )
    named = largest if len(largest) <= MOST_SERIES_OF_BARS else largest[: MOST_SERIES_OF_BARS - 1]
    table = {choice: _named_or_else(parts, named) for choice, parts in costs.items()}
    parts = [*named, EVERYTHING_ELSE] if len(named) < len(largest) else named
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "name": label,
            "y": [each.label for each in feasible],
            "x": [short(float(table[each.choice][label])) for each in feasible],
            "meta": {"tone": tone},
            "hovertemplate": "%{x:$,.2f}  %{fullData.name}<extra></extra>",
        }
        for tone, label in enumerate(parts, start=1)
    ]
    layout = {
        "barmode": "stack",
        "bargap": 0.35,
        "xaxis": {"title": {"text": "USD a month"}, "tickprefix": "$", "exponentformat": "none"},
        "yaxis": {"autorange": "reversed", "automargin": True},
        "hovermode": "closest",
    }
    return Chart(
        title="What each choice is billed for",
        figure={"data": bars, "layout": layout},
        legend=tuple(Legend(label, tone) for tone, label in enumerate(parts, start=1)),
        summary=(f"Cheapest: {feasible[0].sentence}", f"Dearest: {feasible[-1].sentence}"),
        heading="Choice",
        rows=tuple(
            Row(each.label, tuple(table[each.choice][label] for label in parts), each.choice == present)
            for each in feasible
        ),
    )


def _by_label(estimate: Estimate) -> dict[str, Decimal]:
    costs: dict[str, Decimal] = {}
    for item in estimate.line_items:
        costs[item.label] = costs.get(item.label, Decimal(0)) + Decimal(effective_monthly([item]))
    return costs


def _named_or_else(parts: Mapping[str, Decimal], named: list[str]) -> dict[str, Decimal]:
    rest = sum((usd for label, usd in parts.items() if label not in named), Decimal(0))
    return {**{label: parts.get(label, Decimal(0)) for label in named}, EVERYTHING_ELSE: rest}


def short(number: float) -> float:
    """A coordinate of a chart, which needs no more than six digits."""
    return float(f"{number:.{DIGITS}g}")
