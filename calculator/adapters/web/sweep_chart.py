"""The chart of cost over one input: a line for each choice, and where the cheapest changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

import numpy as np

from calculator.adapters.asking import catalogue, read_span
from calculator.adapters.web.charts import Chart, Figure, Legend, Row, short
from calculator.analysis.compare import Comparison
from calculator.analysis.overtaking import Overtaking
from calculator.analysis.sweep import SCALES, Series, Span, Sweep, choices_of, sweep
from calculator.core.declarations import Declaration, QuantityField
from calculator.core.display import amount, counted, in_sentence
from calculator.core.errors import InvalidInput, NotPriced
from calculator.estimator import Question

POINTS = 61
ROWS_OF_TABLE = 11
# Where nothing is known of a field but that it is an amount: a chart up to here shows whether it matters.
FIRST_GUESS = Decimal(1000)
LOG_REACH = 100
# The style sheet has this many colours; further series differ by their dashes.
TONES = 8
DASHES = ("solid", "dash", "dot", "dashdot")
# A choice that always costs this many times the chosen one would press all others to the ground.
TOO_DEAR = 3
HEADROOM = 1.05


@dataclass(frozen=True, slots=True)
class SweepChoice:
    """What can be chosen of a sweep chart, and the chart, or why there is none."""

    over: str
    scale: str
    fields: tuple[tuple[str, str], ...]
    chart: Chart | None
    errors: tuple[str, ...]


def sweep_choice(question: Question, comparison: Comparison, asked: Mapping[str, str]) -> SweepChoice:
    """The cost over one field for every choice compared, as `over` and `scale` ask."""
    over = asked.get("over", "") or question.service.SWEEP_OVER
    scale = asked.get("scale", "") or SCALES[0]
    declarations = question.usage.declarations
    fields = tuple((name, each.label) for name, each in declarations.items() if isinstance(each, QuantityField))
    try:
        span = span_around(question, over, scale, comparison.crossovers)
        chart = sweep_chart(sweep(question, span, comparison.by, catalogue()))
    except (InvalidInput, NotPriced) as error:
        return SweepChoice(over, scale, fields, None, tuple(each.message for each in error.errors))
    return SweepChoice(over, scale, fields, chart, ())


def span_around(question: Question, over: str, scale: str, crossovers: tuple[Overtaking, ...]) -> Span:
    """From the field's low end to beyond its present value and the first place where the order changes."""
    declaration = question.usage.declarations.get(over)
    if not isinstance(declaration, QuantityField):
        # No span fits: reading one says what is wrong with the field.
        return read_span(question, {"over": over})
    present = Decimal(getattr(question.usage, over))
    changes = [Decimal(repr(each.at)) for each in crossovers if each.search.over == over]
    centre = max(present, min(changes, default=Decimal(0))) or declaration.default or FIRST_GUESS
    if scale == "log":
        low = max(nice(centre / LOG_REACH), declaration.at_least, Decimal(int(declaration.is_whole)))
        return Span(over, low, min(nice(centre * LOG_REACH), declaration.at_most), POINTS, scale)
    return Span(over, declaration.at_least, min(nice(centre * 2), declaration.at_most), POINTS, scale)


def nice(number: Decimal) -> Decimal:
    """The next 1, 2 or 5 times a power of ten."""
    power = Decimal(1).scaleb(number.adjusted())
    leading = (number / power).to_integral_value(ROUND_CEILING)
    return power * next(step for step in (1, 2, 5, 10) if step >= leading)


def sweep_chart(swept: Sweep) -> Chart:
    """Lines of cost over the varied field, one for each choice."""
    question = swept.question
    declaration = question.usage.declarations[swept.span.over]
    present = getattr(question.usage, swept.by) if swept.by else ""
    tones, dashes = _tones_and_dashes(question, swept.by)
    top = _top(swept, present)
    xs = [short(float(value)) for value in swept.values]
    lines = [
        _line(each, xs, tones[each.choice], dashes[each.choice], is_present=each.choice == present)
        for each in swept.series
    ]
    return Chart(
        title=f"Cost as {in_sentence(declaration.label)} grows",
        figure={"data": lines, "layout": _layout(swept, declaration, top)},
        legend=tuple(Legend(each.label, tones[each.choice], each.choice == present) for each in swept.series),
        summary=(
            *_cheapest_sentences(swept, declaration),
            *_beyond(swept, top),
            "The solid upright line is the present input.",
        ),
        heading=f"{declaration.label}, {declaration.unit}",
        rows=tuple(_sweep_rows(swept)),
    )


def _line(series: Series, xs: list[float], tone: int, dash: str, *, is_present: bool) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": series.label,
        "x": xs,
        "y": [None if np.isnan(usd) else short(usd) for usd in series.usd.tolist()],
        "meta": {"tone": tone},
        "line": {"width": 3 if is_present else 1.5, "dash": dash},
        "hovertemplate": "%{y:$,.2f}  %{fullData.name}<extra></extra>",
    }


def _layout(swept: Sweep, declaration: Declaration, top: float) -> Figure:
    scale = swept.span.scale
    # Plotly's other formats write large numbers with raised letters, which need inline styles.
    axis = {"type": scale, "exponentformat": "none", "separatethousands": True}
    span = {"range": [0, short(top)]} if scale == "linear" else {}
    marks = [_mark(change.at, scale) for change in swept.crossovers]
    now = float(getattr(swept.question.usage, swept.span.over))
    return {
        "xaxis": {**axis, "title": {"text": f"{declaration.label}, {declaration.unit}"}},
        "yaxis": {**axis, **span, "title": {"text": "USD a month"}, "tickprefix": "$"},
        "shapes": [*(_upright(change.at, "dot") for change in swept.crossovers), _upright(now, "solid")],
        "annotations": marks,
        "hovermode": "closest",
    }


def _cheapest_sentences(swept: Sweep, declaration: Declaration) -> list[str]:
    """Which choice is the cheapest, and from where to where."""
    labels = {each.choice: each.label for each in swept.series}
    start, stop = (counted(value, declaration.unit) for value in (swept.span.start, swept.span.stop))
    if not swept.crossovers:
        cheapest = min(swept.series, key=lambda each: each.usd[0], default=None)
        return [f"{cheapest.label} is the cheapest from {start} to {stop}." if cheapest else "Nothing is feasible."]
    ends = [*(counted(change.at, declaration.unit) for change in swept.crossovers), stop]
    cheapest_ones = [
        swept.crossovers[0].cheapest_below,
        *(change.cheapest_above for change in swept.crossovers),
    ]
    stretches = [f"{labels[choice]} up to {end}" for choice, end in zip(cheapest_ones, ends, strict=True)]
    return [f"The cheapest from {start}: {', then '.join(stretches)}."]


def _top(swept: Sweep, present: str) -> float:
    """How high the chart reaches: every choice that somewhere costs about as little as the chosen one."""
    peaks = {each.choice: float(np.nanmax(each.usd)) for each in swept.series}
    measure = (peaks.get(present) or max(peaks.values(), default=0)) * TOO_DEAR
    reached = [peaks[each.choice] for each in swept.series if float(np.nanmin(each.usd)) <= measure]
    return min(max(reached, default=0), measure) * HEADROOM or 1


def _beyond(swept: Sweep, top: float) -> list[str]:
    """The choices that cost more than the chart shows."""
    if swept.span.scale == "log":
        return []
    labels = [each.label for each in swept.series if float(np.nanmin(each.usd)) > top]
    return [f"Dearer than the chart shows: {', '.join(labels)}."] if labels else []


def _sweep_rows(swept: Sweep) -> list[Row]:
    step = max(1, (len(swept.values) - 1) // (ROWS_OF_TABLE - 1))
    return [
        Row(
            amount(swept.values[i]),
            tuple(_cost(float(each.usd[i])) for each in swept.series),
        )
        for i in range(0, len(swept.values), step)
    ]


def _tones_and_dashes(question: Question, by: str | None) -> tuple[dict[str, int], dict[str, str]]:
    """A colour and a dash for each choice that stay the same whatever the ranking."""
    choices = [choice for choice, _ in choices_of(question, by)]
    tones = {choice: number % TONES + 1 for number, choice in enumerate(choices)}
    dashes = {choice: DASHES[number // TONES % len(DASHES)] for number, choice in enumerate(choices)}
    return tones, dashes


def _upright(at: float, dash: str) -> Figure:
    """A line across the chart: dotted where the cheapest changes, solid at the present input."""
    ends = {"x0": at, "x1": at, "y0": 0, "y1": 1}
    return {"type": "line", "xref": "x", "yref": "paper", **ends, "line": {"dash": dash, "width": 1}}


def _mark(at: float, scale: str) -> Figure:
    """The value at which the cheapest changes, above its line."""
    position = float(np.log10(at)) if scale == "log" else at
    place = {"x": position, "y": 1, "xref": "x", "yref": "paper", "yanchor": "bottom"}
    return {**place, "text": amount(at, 4), "showarrow": False}


def _cost(usd: float) -> Decimal | None:
    return None if np.isnan(usd) else Decimal(repr(usd))
