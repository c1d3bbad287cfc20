"""Charts of a long comparison: a point for each choice, its cost against what it has."""

from decimal import Decimal

from calculator.adapters.web.charts import HEIGHT, Chart, Figure, Legend, Row, log_ticks, short, with_unit
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
    present = comparison.present
    known = [(each, _detail(each, name)) for each in comparison.alternatives]
    points = [(each, detail) for each, detail in known if detail is not None and detail.value is not None]
    if not points:
        return None
    label, unit = points[0][1].label, points[0][1].unit
    (cheapest, _), (dearest, _) = points[0], points[-1]
    return Chart(
        title=f"Cost against {label}",
        figure={
            "data": [
                _trace([(each, detail) for each, detail in points if each is not present], "Choices", OTHERS),
                _trace([(each, detail) for each, detail in points if each is present], "The present choice", PRESENT),
            ],
            "layout": _layout(points),
        },
        legend=(Legend("USD a month", OTHERS), Legend("The present choice", PRESENT, is_present=True)),
        summary=(
            f"{len(points):,} choices fit and have a price.",
            f"The cheapest, {cheapest.label}, costs {usd(_cost(cheapest))}; the dearest, {dearest.label}, "
            f"{usd(_cost(dearest))}. Both scales are logarithmic.",
        ),
        heading=f"Choice: {with_unit(label, unit)}; cheapest first",
        rows=tuple(
            Row(
                f"{each.label}: {amount(detail.value)}",
                (_cost(each), _cost(each) if each is present else None),
                each is present,
            )
            for each, detail in points[:ROWS_OF_TABLE]
        ),
    )


def _layout(points: list[tuple[Alternative, Detail]]) -> Figure:
    detail = points[0][1]
    values = [float(each.value) for _, each in points if each.value > 0]
    costs = [float(_cost(each)) for each, _ in points if _cost(each) > 0]
    axis = {"type": "log", "exponentformat": "none"}
    return {
        "height": HEIGHT,
        "xaxis": {**axis, "title": {"text": with_unit(detail.label, detail.unit)}, **_ticks(values)},
        "yaxis": {**axis, "title": {"text": "USD a month"}, **_ticks(costs, "$")},
        "hovermode": "closest",
    }


def _ticks(numbers: list[float], sign: str = "") -> Figure:
    return log_ticks(min(numbers), max(numbers), sign) if numbers else {}


def _trace(points: list[tuple[Alternative, Detail]], name: str, tone: int) -> Figure:
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
