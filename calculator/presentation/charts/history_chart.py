"""The chart of one price since it was first known: a step wherever it changed, a line for each tier."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from calculator.catalogue.history import Stretch
from calculator.core.display import amount, unit_price
from calculator.core.tiers import RateCard
from calculator.presentation.charts.chart import ACCENT, DASHES, GRAY, HEIGHT, Chart, Figure, Legend, short

HEADROOM = 1.15


def history_chart(stretches: tuple[Stretch, ...], today: date) -> Chart | None:
    """Steps of price over the days; None for a price that no list has."""
    cards = [each.card for each in stretches if each.card is not None]
    if not cards:
        return None
    starts = sorted({tier.start for card in cards for tier in card.tiers})
    unit = cards[-1].unit
    legend = tuple(
        Legend(_tier_words(start, unit), GRAY if i else ACCENT, dash=DASHES[i % len(DASHES)])
        for i, start in enumerate(starts)
    )
    lines = [_line(each, start, stretches, today) for each, start in zip(legend, starts, strict=True)]
    highest = max(tier.usd_per_unit for card in cards for tier in card.tiers)
    return Chart(
        title="The price over time",
        figure={"data": lines, "layout": _layout(unit, highest)},
        legend=legend,
        summary=_summary(stretches, unit),
        heading="Since",
        rows=(),
    )


def _line(look: Legend, start: Decimal, stretches: tuple[Stretch, ...], today: date) -> Figure:
    prices = [_price(each.card, start) for each in stretches]
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(stretches) == 1 else "lines",
        "name": look.label,
        "x": [*(each.since.isoformat() for each in stretches), today.isoformat()],
        "y": [*prices, prices[-1]],
        "meta": {"tone": look.tone},
        "line": {"shape": "hv", "width": 2, "dash": look.dash},
        "hovertemplate": "%{x}: $%{y}<extra></extra>",
    }


def _price(card: RateCard | None, start: Decimal) -> float | None:
    """The price of the tier that holds a quantity; none while there is no price."""
    if card is None:
        return None
    return short(float(next(tier.usd_per_unit for tier in reversed(card.tiers) if tier.start <= start)))


def _layout(unit: str, highest: Decimal) -> Figure:
    return {
        "height": HEIGHT,
        "xaxis": {"type": "date", "title": {"text": "Day"}},
        "yaxis": {
            "title": {"text": f"USD per {unit}"},
            "tickprefix": "$",
            "exponentformat": "none",
            "range": [0, short(float(highest) * HEADROOM) or 1],
        },
        "hovermode": "closest",
    }


def _tier_words(start: Decimal, unit: str) -> str:
    return f"from {amount(start, 12)} {unit} on" if start else "from the first unit on"


def _summary(stretches: tuple[Stretch, ...], unit: str) -> tuple[str, ...]:
    """What the chart shows, in words."""
    first, last = stretches[0], stretches[-1]
    prices = [each.card.tiers[0].usd_per_unit for each in stretches if each.card is not None]
    changes = sum(1 for before, after in pairwise(prices) if before != after)
    began = f"First known on {first.since}"
    if last.card is None:
        now = f"since {last.since} the price list in use has no such price"
    else:
        now = f"now {unit_price(last.card.tiers[0].usd_per_unit)} per {unit}"
    times = {0: "never changed", 1: "changed once"}.get(changes, f"changed {changes} times")
    return (f"{began}, {now}; the first tier {times}.",)
