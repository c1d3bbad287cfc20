"""Prices of one choice that are much older than those of the others it is ranked with."""

from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median_high

from calculator.core.answer import Answer, AnswerWarning
from calculator.core.price_age import is_old, oldest_price

# Half a year: prices may have moved in it that are new where the others were seen.
MUCH_OLDER = timedelta(days=183)


def usual_price_day(answers: Iterable[Answer]) -> date | None:
    """The day on which the prices of most answers, or a later one, were last seen; None where nothing is billed."""
    days = [day for day in map(oldest_price, answers) if day is not None]
    return median_high(days) if days else None


def beside_the_others(answer: Answer, usual: date | None) -> Answer:
    """The answer, with a warning where its prices were last confirmed much before those of the others.

    One that says already that they are old has said enough.
    """
    oldest = oldest_price(answer)
    if oldest is None or usual is None or usual - oldest <= MUCH_OLDER or is_old(oldest, answer.as_of):
        return answer
    message = f"Its prices were last confirmed on {oldest}, those of most others on {usual} or later"
    told = AnswerWarning("older_prices", f"{message}: its place among them may be out of date.", "as_of")
    return answer.explained_by((*answer.warnings, told), answer.metrics, answer.next_steps)
