"""Charts of a long comparison: a point for each choice, its cost against what it has."""

from decimal import Decimal

from calculator.analysis.compare import Alternative, Comparison
from calculator.core.answer import Metric
from calculator.core.declarations import MOST_LISTED
from calculator.core.display import amount, in_sentence, usd
from calculator.presentation.charts.chart import HEIGHT, Chart, Figure, Legend, Row, log_ticks, short, with_unit

ROWS_OF_TABLE = 25
OTHERS, PRESENT = 1, 2


def scatter_charts(comparison: Comparison) -> list[Chart]:
    """One chart for each metric that the service names, where there are too many choices for bars."""
    if len(comparison.alternatives) <= MOST_LISTED and not comparison.left_out.words:
        return []
    charts = (_scatter(comparison, name) for name in comparison.question.service.SCATTER)
    return [chart for chart in charts if chart is not None]


def _scatter(comparison: Comparison, name: str) -> Chart | None:
    present = comparison.present
    known = [(each, _metric(each, name)) for each in comparison.alternatives]
    points = [(each, metric) for each, metric in known if metric is not None and metric.value is not None]
    if not points:
        return None
    label, unit = points[0][1].label, points[0][1].unit
    (cheapest, _), (costliest, _) = points[0], points[-1]
    return Chart(
        title=f"Cost against {in_sentence(label)}",
        figure={
            "data": [
                _trace([(each, metric) for each, metric in points if each is not present], "Choices", OTHERS),
                _trace(
                    [(each, metric) for each, metric in points if each is present], "The current selection", PRESENT
                ),
            ],
            "layout": _layout(points),
        },
        legend=(Legend("USD a month", OTHERS), Legend("The current selection", PRESENT, is_present=True)),
        summary=(
            f"{len(points) + comparison.left_out.feasible:,} choices fit and have a price{_drawn(comparison)}.",
            f"The cheapest, {cheapest.label}, costs {usd(_cost(cheapest))}; the most expensive of them, "
            f"{costliest.label}, "
            f"{usd(_cost(costliest))}. Both scales are logarithmic.",
        ),
        heading=f"Choice: {with_unit(label, unit)}; cheapest first",
        rows=tuple(
            Row(
                f"{each.label}: {amount(metric.value)}",
                (_cost(each), _cost(each) if each is present else None),
                each is present,
            )
            for each, metric in points[:ROWS_OF_TABLE]
        ),
    )


def _drawn(comparison: Comparison) -> str:
    """What of a long list is drawn."""
    return "; drawn are the cheapest, and the current selection" if comparison.left_out.feasible else ""


def _layout(points: list[tuple[Alternative, Metric]]) -> Figure:
    metric = points[0][1]
    values = [float(each.value) for _, each in points if each.value > 0]
    costs = [float(_cost(each)) for each, _ in points if _cost(each) > 0]
    axis = {"type": "log", "exponentformat": "none"}
    return {
        "height": HEIGHT,
        "xaxis": {**axis, "title": {"text": with_unit(metric.label, metric.unit)}, **_ticks(values)},
        "yaxis": {**axis, "title": {"text": "USD a month"}, **_ticks(costs, "$")},
        "hovermode": "closest",
    }


def _ticks(numbers: list[float], sign: str = "") -> Figure:
    return log_ticks(min(numbers), max(numbers), sign) if numbers else {}


def _trace(points: list[tuple[Alternative, Metric]], name: str, tone: int) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [short(float(metric.value)) for _, metric in points],
        "y": [short(float(_cost(each))) for each, _ in points],
        "text": [each.choice for each, _ in points],
        "meta": {"tone": tone},
        "hovertemplate": "%{text}<br>%{y:$,.2f} a month<extra></extra>",
    }


def _metric(each: Alternative, name: str) -> Metric | None:
    if each.answer is None:
        return None
    return next((metric for metric in each.answer.metrics if metric.name == name), None)


def _cost(each: Alternative) -> Decimal:
    return each.answer.effective_monthly_usd if each.answer is not None else Decimal(0)
