"""The charts of commitments: the load duration curve with what is committed, cost over commitment, and what is paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from calculator.analysis.commitments.answered import Committed
from calculator.commitments.cash_flow import MonthPaid, cash_flow
from calculator.commitments.costs import cheaply
from calculator.commitments.model import Problem
from calculator.commitments.regret import LEAST_COST, LEAST_REGRET, Judged
from calculator.core.display import amount, usd
from calculator.core.month import HOURS_PER_YEAR
from calculator.presentation.charts.chart import ACCENT, DASHES, GRAY, HEIGHT, Chart, Figure, Legend, Row, short

POINTS, ROWS = 100, 10
STEPS = 60
MOST_LEVELS = len(DASHES) - 1
DIGITS = 4
HEADROOM = 1.05
# The colors of large areas, as the style sheet numbers them.
LOWEST_AREA, UPPER_AREA, ON_DEMAND_AREA = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Counts(Row):
    """A row of counts, not of money."""

    @property
    def in_words(self) -> list[str]:
        """The counts written for reading."""
        return ["" if each is None else amount(each, DIGITS) for each in self.costs]


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    x: Sequence[float]
    y: Sequence[float]
    tone: int
    dash: str = "solid"


def duration_chart(found: Committed, mix: Judged) -> Chart | None:
    """How much runs for how much of the time, and up to where the mix carries it; of one fleet alone."""
    if len(found.asked.fleets) != 1:
        return None
    running = np.sort(found.choice.problem.fleets[0].running)[::-1]
    shares = np.linspace(0, 1, POINTS + 1)
    load = [float(running[min(int(share * HOURS_PER_YEAR), HOURS_PER_YEAR - 1)]) for share in shares]
    lines = [_Line("Running", [*(shares * 100)], load, ACCENT)]
    level, levels = 0.0, list[float]()
    for at, held in enumerate(mix.cost.held[:MOST_LEVELS], start=1):
        level += float(held.units) * held.offer.gives / held.offer.takes[0]
        levels.append(level)
        lines.append(_Line(held.offer.label, [0, 100], [level, level], GRAY, DASHES[at]))
    rows = (
        Counts(
            f"{share * 100:.0f}%", (Decimal(str(short(each))), *(Decimal(str(short(line.y[0]))) for line in lines[1:]))
        )
        for share, each in zip(shares[:: POINTS // ROWS], load[:: POINTS // ROWS], strict=True)
    )
    thing = found.asked.fleets[0].what.thing
    return Chart(
        title="Load duration",
        figure={
            "data": [
                *_areas([*(shares * 100)], load, levels),
                *(_drawn(line, "%{y:,.4~f}  %{fullData.name}<extra></extra>") for line in lines),
            ],
            "layout": _layout(
                "share of the hours with at least this load, %", f"{thing}s running", _top(lines), money=False
            ),
        },
        legend=_legend(lines),
        summary=(
            "Hours sorted by load; what is shaded below a level is carried by the commitment, and a gap under it is "
            "paid and not used; what is shaded above all levels runs on demand.",
        ),
        heading="Share of hours",
        rows=tuple(rows),
    )


def commitment_chart(found: Committed, mix: Judged) -> Chart | None:
    """What the load costs a month over how much is bought of the largest commitment, all others as they are."""
    problem = found.choice.problem
    if not mix.cost.held:
        return None
    largest = max(mix.cost.held, key=lambda held: held.offer.usd(problem.months) * held.units)
    place = problem.offers.index(largest.offer)
    step = largest.offer.step
    most = largest.units * 2
    counts = [Decimal(round(most / step * at / STEPS)) * step for at in range(STEPS + 1)]
    counts = [*dict.fromkeys(sorted([*counts, largest.units]))]
    costs = [_monthly(problem, mix, place, count) for count in counts]
    label, bought = largest.offer.label, "USD an hour committed" if largest.offer.is_plan else "bought"
    line = _Line(label, [float(each) for each in counts], [float(each) for each in costs], ACCENT)
    least = costs[counts.index(largest.units)]
    figure: Figure = {
        "data": [
            _drawn(line, "%{y:$,.2f} at %{x}<extra></extra>"),
            {
                "type": "scatter", "mode": "markers", "name": "The mix", "x": [short(float(largest.units))],
                "y": [short(float(least))], "meta": {"tone": ACCENT}, "hovertemplate": "%{y:$,.2f}<extra></extra>",
            },
        ],
        "layout": _layout(bought, "USD a month", _top([line]), money=True),
    }  # fmt: skip
    picked = [*range(0, len(counts), max(len(counts) // ROWS, 1))]
    return Chart(
        title="Cost over commitment",
        figure=figure,
        legend=_legend([line]),
        summary=(f"{label}: {usd(least)} a month with {amount(largest.units)}, as in the mix.",),
        heading="Bought",
        rows=tuple(Row(amount(counts[at]), (costs[at],), counts[at] == largest.units) for at in picked),
    )


def _monthly(problem: Problem, mix: Judged, place: int, count: Decimal) -> Decimal:
    units = [count if at == place else each for at, each in enumerate(mix.units)]
    return cheaply(problem, units, problem.stated) / problem.months


def paid_chart(found: Committed) -> Chart | None:
    """What has been paid in all by each month; without mixes of which a source does not say what is upfront."""
    choice = found.choice
    mixes = {"Least cost": choice.named(LEAST_COST), "Least worst regret": choice.named(LEAST_REGRET)}
    flows = {label: cash_flow(choice.problem, mix.units) for label, mix in mixes.items()}
    known = {label: _in_all(months) for label, months in flows.items() if all(each.usd is not None for each in months)}
    if not known:
        return None
    without = np.cumsum([float(each.without_usd) for each in next(iter(flows.values()))]).tolist()
    months = [*range(1, choice.problem.months + 1)]
    lines = [
        *(
            _Line(label, months, paid, ACCENT if at == 0 else GRAY, DASHES[at])
            for at, (label, paid) in enumerate(known.items())
        ),
        _Line("On-demand only", months, without, GRAY, DASHES[2]),
    ]
    rows = (
        Row(str(month), tuple(Decimal(str(round(line.y[month - 1], 2))) for line in lines))
        for month in months
        if month <= 3 or month % 6 == 0
    )
    return Chart(
        title="Paid so far",
        figure={
            "data": [_drawn(line, "%{y:$,.2f}  %{fullData.name}<extra></extra>") for line in lines],
            "layout": _layout("month", "USD", _top(lines), money=True),
        },
        legend=_legend(lines),
        summary=("All that has been paid by the end of each month; what ends is bought again.",),
        heading="Month",
        rows=tuple(rows),
    )


def _in_all(months: Sequence[MonthPaid]) -> list[float]:
    paid: list[float] = np.cumsum([float(each.usd or 0) for each in months]).tolist()
    return paid


def _areas(shares: Sequence[float], load: Sequence[float], levels: Sequence[float]) -> list[Figure]:
    """What each commitment carries, from the bottom up, and last what runs on demand."""
    tops = [[min(each, level) for each in load] for level in levels]
    areas = [LOWEST_AREA, *[UPPER_AREA] * (len(levels) - 1)] if levels else []
    shaded = [*zip(tops, areas, strict=True), (load, ON_DEMAND_AREA)]
    return [
        {
            "type": "scatter", "mode": "none", "x": [short(each) for each in shares],
            "y": [short(each) for each in top], "fill": "tonexty" if at else "tozeroy",
            "meta": {"area": area}, "hoverinfo": "skip",
        }
        for at, (top, area) in enumerate(shaded)
    ]  # fmt: skip


def _drawn(line: _Line, hover: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": line.label,
        "x": [short(each) for each in line.x],
        "y": [short(each) for each in line.y],
        "meta": {"tone": line.tone},
        "line": {"width": 3 if line.tone == ACCENT else 1.5, "dash": line.dash},
        "hovertemplate": hover,
    }


def _legend(lines: Sequence[_Line]) -> tuple[Legend, ...]:
    return tuple(Legend(line.label, line.tone, line.tone == ACCENT, line.dash) for line in lines)


def _top(lines: Sequence[_Line]) -> float:
    return max(max(line.y) for line in lines)


def _layout(across: str, up: str, top: float, *, money: bool) -> Figure:
    dollars = {"tickprefix": "$", "exponentformat": "none"} if money else {}
    return {
        "height": HEIGHT,
        "xaxis": {"title": {"text": across}, "rangemode": "tozero"},
        "yaxis": {"title": {"text": up}, "range": [0, short(top * HEADROOM or 1)], **dollars},
        "shapes": [],
        "annotations": [],
        "hovermode": "closest",
    }
