"""From when the prices of an answer are: what the head of a page says, and how old they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from calculator.application.questions import today
from calculator.core.answer import Answer

OLD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class PriceDates:
    """The oldest and the newest day on which a price of the answer was known."""

    oldest: date
    newest: date

    @property
    def is_old(self) -> bool:
        """Whether a price is of more than a year ago."""
        return today() - self.oldest > OLD


def price_dates(answers: Iterable[Answer]) -> PriceDates | None:
    """The days of the prices that something is billed at; of all that were asked for where nothing is billed."""
    items = [item for answer in answers for item in answer.line_items]
    days = [item.card.confirmed for item in items if item.usd] or [item.card.confirmed for item in items]
    return PriceDates(min(days), max(days)) if days else None
