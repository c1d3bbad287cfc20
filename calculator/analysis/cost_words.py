"""What a choice costs in a sentence: what most of it is."""

from decimal import Decimal

from calculator.core.answer import Answer, LineItem, effective_monthly
from calculator.core.arithmetic import ratio, total
from calculator.core.display import amount, counted, in_sentence, unit_price, usd

PERCENT = 100
ITEMS_IN_A_SENTENCE = 2


def describe(label: str, answer: Answer) -> str:
    """The cost of a choice in a sentence: what most of it is."""
    whole = answer.effective_monthly_usd
    items = sorted((item for item in answer.line_items if item.usd), key=lambda item: -_monthly(item))
    if not items:
        return f"{label} costs nothing for this workload."
    parts = [_item_words(item, whole) for item in items[:ITEMS_IN_A_SENTENCE]]
    if len(items) > ITEMS_IN_A_SENTENCE:
        rest = total(_monthly(item) for item in items[ITEMS_IN_A_SENTENCE:])
        parts.append(f"everything else {usd(rest)}")
    spread = ", what is paid upfront spread over its term" if answer.upfront_usd != 0 else ""
    return f"{label} costs {usd(whole)} a month{spread}: {'; '.join(parts)}."


def _monthly(item: LineItem) -> Decimal:
    return Decimal(effective_monthly([item]))


def _item_words(item: LineItem, whole: Decimal) -> str:
    share = amount(ratio(_monthly(item) * PERCENT, whole), 2) if whole else "0"
    price = unit_price(item.tiers[0].tier.usd_per_unit)
    tiers = f"{len(item.tiers)} tiers" if len(item.tiers) > 1 else price
    return f"{in_sentence(item.label)} {usd(item.usd)} ({share}%), {counted(item.quantity, item.unit)} at {tiers}"
