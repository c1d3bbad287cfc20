"""The chart of one price since it was first known: a step wherever it changed, a line for each tier."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from calculator.adapters.web.charts import HEIGHT, Chart, Figure, Legend, short
from calculator.catalogue.history import Stretch
from calculator.core.display import amount, unit_price
from calculator.core.tiers import RateCard

HEADROOM = 1.15


def history_chart(stretches: tuple[Stretch, ...], today: date) -> Chart | None:
    """Steps of price over the days; None for a price that no list has."""
    cards = [each.card for each in stretches if each.card is not None]
    if not cards:
        return None
    starts = sorted({tier.start for card in cards for tier in card.tiers})
    lines = [_line(tone, start, stretches, today) for tone, start in enumerate(starts, start=1)]
    unit = cards[-1].unit
    highest = max(tier.usd_per_unit for card in cards for tier in card.tiers)
    return Chart(
        title="The price over time",
        figure={"data": lines, "layout": _layout(unit, highest)},
        legend=tuple(Legend(_tier_words(start, unit), tone) for tone, start in enumerate(starts, start=1)),
        summary=_summary(stretches, unit),
        heading="Since",
        rows=(),
    )


def _line(tone: int, start: Decimal, stretches: tuple[Stretch, ...], today: date) -> Figure:
    prices = [_price(each.card, start) for each in stretches]
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(stretches) == 1 else "lines",
        "name": f"from {amount(start, 12)}",
        "x": [*(each.since.isoformat() for each in stretches), today.isoformat()],
        "y": [*prices, prices[-1]],
        "meta": {"tone": tone},
        "line": {"shape": "hv", "width": 2},
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
