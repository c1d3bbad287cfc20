"""Charts of a long comparison: a point for each choice, its cost against what it has."""

from decimal import Decimal

from calculator.adapters.web.charts import Chart, Legend, Row, short
from calculator.analysis.compare import Alternative, Comparison
from calculator.core.declarations import MOST_LISTED
from calculator.core.display import amount, usd
from calculator.core.estimate import Detail

ROWS_OF_TABLE = 25
OTHERS, PRESENT = 1, 2


def scatter_charts(comparison: Comparison) -> list[Chart]:
    """One chart for each detail that the service names, where there are too many choices for bars."""
    if len(comparison.alternatives) <= MOST_LISTED:
        return []
    charts = (_scatter(comparison, name) for name in comparison.question.service.SCATTER)
    return [chart for chart in charts if chart is not None]


def _scatter(comparison: Comparison, name: str) -> Chart | None:
    present = getattr(comparison.question.usage, comparison.by)
    known = [(each, _detail(each, name)) for each in comparison.alternatives]
    points = [(each, detail) for each, detail in known if detail is not None and detail.value is not None]
    if not points:
        return None
    label = points[0][1].label
    unit = points[0][1].unit
    cheapest, dearest = points[0], points[-1]
    return Chart(
        title=f"Cost against {label}",
        figure={
            "data": [
                _trace([(each, d) for each, d in points if each.choice != present], "Choices", OTHERS),
                _trace([(each, d) for each, d in points if each.choice == present], "The present choice", PRESENT),
            ],
            "layout": {
                "xaxis": {"title": {"text": f"{label}, {unit}"}, "type": "log", "exponentformat": "none"},
                "yaxis": {"title": {"text": "USD a month"}, "tickprefix": "$", "type": "log", "exponentformat": "none"},
                "hovermode": "closest",
            },
        },
        legend=(Legend("USD a month", OTHERS), Legend("The present choice", PRESENT, is_present=True)),
        summary=(
            f"{len(points)} choices fit and have a price.",
            f"The cheapest, {cheapest[0].label}, costs {usd(_cost(cheapest[0]))}; the dearest, {dearest[0].label}, "
            f"{usd(_cost(dearest[0]))}. Both scales are logarithmic.",
        ),
        heading=f"Choice, with its {label} ({unit}), cheapest first",
        rows=tuple(
            Row(
                f"{each.label}: {amount(detail.value)}",
                (_cost(each), _cost(each) if each.choice == present else None),
                each.choice == present,
            )
            for each, detail in points[:ROWS_OF_TABLE]
        ),
    )


def _trace(points: list[tuple[Alternative, Detail]], name: str, tone: int) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [short(float(detail.value)) for _, detail in points],
        "y": [short(float(_cost(each))) for each, _ in points],
        "text": [each.label for each, _ in points],
        "meta": {"tone": tone},
        "hovertemplate": "%{text}<br>%{y:$,.2f} a month<extra></extra>",
    }


def _detail(each: Alternative, name: str) -> Detail | None:
    if each.estimate is None:
        return None
    return next((detail for detail in each.estimate.details if detail.name == name), None)


def _cost(each: Alternative) -> Decimal:
    return each.estimate.effective_monthly_usd if each.estimate is not None else Decimal(0)
