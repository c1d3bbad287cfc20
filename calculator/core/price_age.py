"""How long ago the prices of an answer were last seen, and what to say of old ones."""

from collections.abc import Iterator
from datetime import date, timedelta

from calculator.core.answer import Answer, AnswerWarning, LineItem

# 18 months.
OLD_AFTER = timedelta(days=548)


def billed_items(answer: Answer) -> tuple[LineItem, ...]:
    """The line items that cost anything."""
    return tuple(item for item in answer.line_items if item.usd)


def last_seen(item: LineItem, as_of: date) -> date:
    """The day on which the price of a line was last seen; one that was seen later was in force on the day itself."""
    return min(item.card.confirmed, as_of)


def oldest_price(answer: Answer) -> date | None:
    """The day on which the oldest price that something is billed at was last seen; None where nothing is billed."""
    return min((last_seen(item, answer.as_of) for item in billed_items(answer)), default=None)


def is_old(seen: date, as_of: date) -> bool:
    """Whether a price was last seen long before a day."""
    return seen < as_of - OLD_AFTER


def old_prices(answer: Answer) -> Iterator[AnswerWarning]:
    """One sentence where prices were last confirmed long before the day of the answer."""
    billed = billed_items(answer)
    old = [item for item in billed if is_old(last_seen(item, answer.as_of), answer.as_of)]
    if not old:
        return
    days = sorted(item.card.confirmed for item in old)
    when = f"on {days[0]}" if days[0] == days[-1] else f"from {days[0]} to {days[-1]}"
    message = f"last confirmed {when}, over 18 months before {answer.as_of}, and may have changed."
    yield AnswerWarning("old_price", f"{_which(old, billed)}{message}", "as_of")


def _which(old: list[LineItem], billed: tuple[LineItem, ...]) -> str:
    """The lines are named where others are of newer prices; else the sentence is the same for many answers."""
    if len(old) == len(billed):
        return "Prices were "
    return f"{', '.join(dict.fromkeys(item.label for item in old))}: prices were "
