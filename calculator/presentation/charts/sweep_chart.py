"""The chart of cost over one input: a line for each choice, and where the cheapest changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from calculator.analysis.cheapest import Series
from calculator.analysis.compare import Comparison
from calculator.analysis.curves import Curve
from calculator.analysis.line_points import corners
from calculator.analysis.sweep import Sweep
from calculator.analysis.sweep_words import cheapest_in_words
from calculator.core.declarations import Declaration
from calculator.core.display import amount, counted_of, in_sentence
from calculator.core.errors import FieldError, Infeasible
from calculator.presentation.charts.chart import (
    ACCENT,
    DASHES,
    GRAY,
    HEIGHT,
    Chart,
    Figure,
    Legend,
    Row,
    log_ticks,
    short,
    with_unit,
)

POINTS_BETWEEN_DRAWN = 16
ROWS_OF_TABLE = 11
# Where the current selection cannot be drawn, all of them are gray.
MOST_LINES = len(DASHES)
# A choice that always costs this many times the chosen one would press all others to the ground.
TOO_DEAR = 3
HEADROOM = 1.05
# Of the chart: what a label above a line takes.
WIDTH_OF_MARK = 0.08
HOVER = "%{y:$,.2f}  %{fullData.name}<extra></extra>"
NOTHING_TO_DRAW = "No choice can carry this workload, however much there is of this input; the ranking says why."


@dataclass(frozen=True, slots=True)
class Look:
    """How the line of a choice is drawn."""

    tone: int
    dash: str


def sweep_chart(swept: Sweep, comparison: Comparison) -> Chart:
    """Lines of cost over the varied field, one for each choice, with the exact answers of the current input on them.

    Raises Infeasible when there is no line to draw.
    """
    if not swept.series:
        raise Infeasible([FieldError(swept.span.over, NOTHING_TO_DRAW, "")])
    # A single line is the cheapest of nothing.
    left_out, cheapest = len(swept.series), [cheapest_in_words(swept)] if swept.by else []
    swept = _drawn(swept, comparison)
    left_out -= len(swept.series)
    question = swept.question
    declaration = question.usage.declarations[swept.span.over]
    present = comparison.present.choice
    looks = _looks(swept, present)
    top = _top(swept, present)
    values = np.array([float(value) for value in swept.values])
    lines = [_line(each, values, looks[each.choice], is_present=each.choice == present) for each in swept.series]
    return Chart(
        title=f"Cost over {in_sentence(declaration.label)}",
        figure={
            "data": [*lines, *_present_points(swept, comparison, looks)],
            "layout": _layout(swept, declaration, top),
        },
        legend=tuple(
            Legend(each.label, looks[each.choice].tone, each.choice == present, looks[each.choice].dash)
            for each in swept.series
        ),
        summary=(
            *cheapest,
            *_assumed(swept, comparison),
            *_beyond(swept, comparison, top),
            *_without_line(swept),
            *([f"{left_out} more choices, which cost more here, are in the ranking."] if left_out > 0 else []),
            _where_now(swept, declaration),
        ),
        heading=with_unit(declaration.label, declaration.unit),
        rows=tuple(_sweep_rows(swept, comparison)),
    )


def _drawn(swept: Sweep, comparison: Comparison) -> Sweep:
    """As many lines as the eye can follow: the current selection, what is cheapest anywhere, then by cost."""
    cheapest = [each for change in swept.crossovers for each in (change.cheaper_below, change.cheaper_above) if each]
    ranked = [each.choice for each in comparison.alternatives]
    order = dict.fromkeys((comparison.present.choice, *cheapest, *ranked, *(each.choice for each in swept.series)))
    known = {each.choice for each in swept.series}
    kept = set([choice for choice in order if choice in known][:MOST_LINES])
    return replace(swept, series=tuple(each for each in swept.series if each.choice in kept))


def _line(series: Series, values: Curve, look: Look, *, is_present: bool) -> Figure:
    drawn = corners(values, series.usd, POINTS_BETWEEN_DRAWN)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": series.label,
        "x": [short(value) for value in values[drawn].tolist()],
        "y": [None if np.isnan(usd) else short(usd) for usd in series.usd[drawn].tolist()],
        "meta": {"tone": look.tone},
        "line": {"width": 3 if is_present else 1.5, "dash": look.dash},
        "hovertemplate": HOVER,
    }


def _present_points(swept: Sweep, comparison: Comparison, looks: Mapping[str, Look]) -> Iterator[Figure]:
    """What each choice costs for the current input: a line may step right beside it."""
    if not _has_now(swept):
        return
    now = float(getattr(swept.question.usage, swept.span.over))
    drawn = {each.choice for each in swept.series}
    for each in comparison.alternatives:
        if each.answer is not None and each.choice in drawn:
            yield {
                "type": "scatter",
                "mode": "markers",
                "name": each.label,
                "x": [short(now)],
                "y": [short(float(each.answer.effective_monthly_usd))],
                "meta": {"tone": looks[each.choice].tone},
                "hovertemplate": HOVER,
            }


def _layout(swept: Sweep, declaration: Declaration, top: float) -> Figure:
    now = float(getattr(swept.question.usage, swept.span.over))
    across, up = _axes(swept, top)
    return {
        "height": HEIGHT,
        "xaxis": {**across, "title": {"text": with_unit(declaration.label, declaration.unit)}},
        "yaxis": {**up, "title": {"text": "USD a month"}},
        "shapes": [
            *(_upright(change.at, "dot") for change in swept.crossovers),
            *([_upright(now, "solid")] if _has_now(swept) else []),
        ],
        "annotations": list(_marks(swept)),
        "hovermode": "closest",
    }


def _has_now(swept: Sweep) -> bool:
    """Whether the current input is within the chart."""
    return bool(swept.span.start <= getattr(swept.question.usage, swept.span.over) <= swept.span.stop)


def _where_now(swept: Sweep, declaration: Declaration) -> str:
    """Where the current input is found."""
    if _has_now(swept):
        return "The solid upright line is the current input; the dots on it are the exact estimates."
    now = counted_of(getattr(swept.question.usage, swept.span.over), declaration.unit, declaration.label)
    return f"The current input, {now}, is outside of the chart and stands in its table."


def _axes(swept: Sweep, top: float) -> tuple[Figure, Figure]:
    """The scales of both axes, and where they are labeled."""
    # Plotly's other formats write large numbers with raised letters, which need inline styles.
    axis = {"type": swept.span.scale, "exponentformat": "none", "separatethousands": True}
    if swept.span.scale == "linear":
        return axis, {**axis, "range": [0, short(top)], "tickprefix": "$"}
    costs = [usd for each in swept.series for usd in each.usd.tolist() if usd > 0]
    along = {**axis, **log_ticks(float(swept.span.start), float(swept.span.stop))}
    # Nothing has a place on a logarithmic scale.
    nothing = {**axis, "type": "linear", "range": [0, 1], "tickprefix": "$"}
    return along, {**axis, **log_ticks(min(costs), max(costs), "$")} if costs else nothing


def _top(swept: Sweep, present: str) -> float:
    """How high the chart reaches: every choice that somewhere costs about as little as the chosen one.

    Nothing is measured by a choice that is not feasible at the current input.
    """
    peaks = {each.choice: float(np.nanmax(each.usd)) for each in swept.series}
    feasible = {each.choice for each in swept.series if not np.isnan(each.usd).any()}
    measure = (peaks[present] if present in feasible else max(peaks.values(), default=0)) * TOO_DEAR
    reached = [peaks[each.choice] for each in swept.series if float(np.nanmin(each.usd)) <= measure]
    return min(max(reached, default=0), measure) * HEADROOM or 1


def _beyond(swept: Sweep, comparison: Comparison, top: float) -> list[str]:
    """The choices that cost more than the chart shows, for the current input or everywhere."""
    if swept.span.scale == "log":
        return []
    now = {each.choice: each.answer for each in comparison.alternatives}
    costs = {choice: float(bill.effective_monthly_usd) for choice, bill in now.items() if bill is not None}
    labels = [each.label for each in swept.series if costs.get(each.choice, float(np.nanmin(each.usd))) > top]
    return [f"More expensive than the chart shows: {', '.join(labels)}."] if labels else []


def _assumed(swept: Sweep, comparison: Comparison) -> list[str]:
    """Where lines are of something else than the default that all have; the answer says it of its own line."""
    if not swept.by:
        return []
    answer = comparison.present.answer
    said = {each.message for each in answer.warnings} if answer is not None else set()
    found = ((each.label, warning.message) for each in swept.series for warning in each.warnings)
    return [f"{label}: {message}" for label, message in found if message not in said]


def _without_line(swept: Sweep) -> list[str]:
    """How many choices cannot be drawn; the ranking says why."""
    count = len(swept.omitted)
    return [f"{count} choice{'s' if count > 1 else ''} cannot be drawn; the ranking says why."] if count else []


def _sweep_rows(swept: Sweep, comparison: Comparison) -> list[Row]:
    """Points evenly apart, and the current input among them."""
    step = max(1, (len(swept.values) - 1) // (ROWS_OF_TABLE - 1))
    rows = {
        swept.values[i]: Row(amount(swept.values[i]), tuple(_cost(float(each.usd[i])) for each in swept.series))
        for i in range(0, len(swept.values), step)
    }
    now = getattr(swept.question.usage, swept.span.over)
    rows[now] = Row(amount(now), tuple(_present_costs(swept, comparison)), is_present=True)
    return [rows[value] for value in sorted(rows)]


def _present_costs(swept: Sweep, comparison: Comparison) -> Iterator[Decimal | None]:
    answers = {each.choice: each.answer for each in comparison.alternatives}
    for each in swept.series:
        answer = answers[each.choice]
        yield None if answer is None else Decimal(answer.effective_monthly_usd)


def _looks(swept: Sweep, present: str) -> dict[str, Look]:
    """The accent for the current selection; gray for the others, each with a dash of its own."""
    others = [each.choice for each in swept.series if each.choice != present]
    looks = {choice: Look(GRAY, dash) for choice, dash in zip(others, DASHES, strict=False)}
    return {**looks, present: Look(ACCENT, DASHES[0])}


def _upright(at: float, dash: str) -> Figure:
    """A line across the chart: dotted where the cheapest changes, solid at the current input."""
    ends = {"x0": at, "x1": at, "y0": 0, "y1": 1}
    return {"type": "line", "xref": "x", "yref": "paper", **ends, "line": {"dash": dash, "width": 1}}


def _marks(swept: Sweep) -> Iterator[Figure]:
    """The values at which the cheapest changes, above their lines; of those that would overlap, the first."""
    start, stop = (_position(float(end), swept.span.scale) for end in (swept.span.start, swept.span.stop))
    free_from = start
    for change in swept.crossovers:
        position = _position(change.at, swept.span.scale)
        if position >= free_from:
            free_from = position + (stop - start) * WIDTH_OF_MARK
            place = {"x": position, "y": 1, "xref": "x", "yref": "paper", "yanchor": "bottom"}
            yield {**place, "text": amount(change.at, 4), "showarrow": False}


def _position(at: float, scale: str) -> float:
    """Where a value stands on the axis."""
    return float(np.log10(at)) if scale == "log" else at


def _cost(usd: float) -> Decimal | None:
    return None if np.isnan(usd) else Decimal(repr(usd))
