"""How one price came to be what it is: each day from which another row, list or figure speaks for it."""

from dataclasses import dataclass
from datetime import date

from calculator.catalogue.catalogue import Catalogue
from calculator.core.tiers import RateCard


@dataclass(frozen=True, slots=True)
class Stretch:
    """The card that speaks from a day on; None from the day on which a price list lacks the price."""

    since: date
    card: RateCard | None


def price_history(
    catalogue: Catalogue, table: str, region: str, dimension: str, option: str, until: date
) -> tuple[Stretch, ...]:
    """Every stretch of a price up to a day, oldest first; nothing for a price that was never known."""
    prices = catalogue.table(table)
    stretches: list[Stretch] = []
    for day in sorted(day for day in prices.days(region, dimension, option) if day <= until):
        card = prices.in_force(region, day).get((dimension, option))
        before = stretches[-1].card if stretches else None
        if card != before:
            stretches.append(Stretch(day, card))
    return tuple(stretches)
