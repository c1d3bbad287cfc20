"""The bill as a page shows it: a row for each charge, with the steps that lead to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from calculator.core.answer import Answer, LineItem
from calculator.core.arithmetic import ratio
from calculator.core.display import amount, batch_words, exact_text, in_single_things, significant, usd, words

MOST_SHARE_DIGITS = 1
# Of an amount beside its cents; the API has all of them.
MOST_READ_DIGITS = 14


@dataclass(frozen=True, slots=True)
class BillStep:
    """One line on the way to an amount: a figure, what it is of, and why."""

    figure: str
    unit: str
    why: str
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class BillRow:
    """A charge with what anyone needs to recompute it by hand."""

    item: LineItem
    quantity: str
    quantity_unit: str
    unit_price: str
    per: str
    share: str
    steps: tuple[BillStep, ...]


def bill_rows(answer: Answer) -> tuple[BillRow, ...]:
    """The charges that cost something, in the order of the bill."""
    whole = sum((Decimal(item.usd) for item in answer.line_items), Decimal(0))
    return tuple(_row(item, whole) for item in answer.line_items if item.usd)


def free_rows(answer: Answer) -> tuple[BillRow, ...]:
    """The charges that come to nothing here."""
    return tuple(_row(item, Decimal(0)) for item in answer.line_items if not item.usd)


def per_words(unit: str) -> str:
    """What a price is for: `per million`, `per 1,000 requests`, `per GB-month`."""
    return f"per {batch_words(unit)}"


def _row(item: LineItem, whole: Decimal) -> BillRow:
    quantity, unit = in_single_things(item.quantity, item.unit)
    tiers = item.tiers
    return BillRow(
        item,
        quantity,
        unit,
        f"${exact_text(tiers[0].tier.usd_per_unit)}" if len(tiers) == 1 else f"{len(tiers)} tiers",
        per_words(item.card.unit) if len(tiers) == 1 else "",
        f"{amount(Decimal(ratio(item.usd * 100, whole)), 3)}%" if whole else "",
        tuple(_steps(item)),
    )


def _steps(item: LineItem) -> Iterator[BillStep]:
    """How the quantity comes about, then tier by tier what it costs."""
    for each in item.workings():
        yield BillStep(
            f"= {amount(each.value, 12)}",
            batch_words(each.unit or each.label.lower()),
            f"{words(each.formula)} = {words(each.numbers)}",
        )
    for charge in item.tiers:
        stretch = f"from {amount(charge.tier.start, 12)}" + (
            f" to {amount(charge.tier.to, 12)}" if charge.tier.to is not None else ""
        )
        yield BillStep(
            f"{amount(charge.quantity, 12)} × ${exact_text(charge.tier.usd_per_unit)}",
            per_words(item.card.unit),
            f"= {_exact_usd(charge.usd)}" + (f", {stretch}" if len(item.tiers) > 1 else ""),
        )
    yield BillStep(f"= {usd(Decimal(item.usd))}", _recurrence(item), _exactly(item.usd), is_last=True)


def _recurrence(item: LineItem) -> str:
    return {"upfront": "once", "monthly": "/month"}.get(item.recurrence, "/month, effective")


def _exactly(money: Decimal) -> str:
    exact, read = exact_text(money), exact_text(significant(money, MOST_READ_DIGITS))
    if usd(money).replace(",", "") == f"${exact}":
        return ""
    return f"exactly ${exact}" if exact == read else f"${read} to {MOST_READ_DIGITS} digits"


def _exact_usd(money: Decimal) -> str:
    exact = f"{Decimal(exact_text(money)):,f}"
    return f"${exact}" if len(exact) <= len("12345678.123456") else usd(money)
