"""What stands besides the bill of things bought by the hour: when a commitment pays, and what to know of it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import ON_DEMAND, PARTIAL, SPOT, is_savings_plan, term_years
from calculator.core.answer import MONTHS_PER_YEAR, AnswerWarning, LineItem, Metric, effective_monthly
from calculator.core.arithmetic import any_used, maximum, ratio
from calculator.core.display import amount
from calculator.core.month import HOURS_PER_YEAR
from calculator.services.commitments.bought import Bought, is_split
from calculator.services.worksheet import Worksheet

PERCENT = 100


def of_bought(bought: Bought, items: Iterable[LineItem]) -> tuple[LineItem, ...]:
    """What is billed for the things alone: what the ways to buy them differ in."""
    return tuple(item for item in items if item.name in (bought.name, bought.upfront))


def against_on_demand(
    bought: Bought,
    items: Iterable[LineItem],
    sheet: Worksheet,
    of_average: Worksheet,
    months_needed: Decimal | None = None,
) -> Iterator[Metric]:
    """Break-even and savings against on-demand; the loss when the load ends early, where it is known when that is.

    `of_average` is the worksheet of the same workload in an average month: a term is made of those, whatever the month
    that is billed.
    """
    book, years = sheet.book, term_years(bought.option)
    monthly, months = effective_monthly(of_bought(bought, items)), years * MONTHS_PER_YEAR
    committed = ratio(monthly * years * HOURS_PER_YEAR, book.month.hours)
    if months:
        yield Metric("commitment_usd", "Committed over the term", committed, "USD")
    hour = _on_demand_hour(bought, book)
    if hour is None or bought.option == ON_DEMAND:
        yield Metric("break_even_hours_per_month", "Break-even with on-demand", None, "hours/month")
        return
    things, on_demand = sheet.value(bought.things), sheet.value(bought.used) * hour
    break_even = ratio(monthly, things * hour) if months and any_used(things) else Decimal(0)
    yield Metric("break_even_hours_per_month", "Break-even with on-demand", break_even, "hours/month")
    if on_demand:
        saved = ratio((on_demand - monthly) * PERCENT, on_demand)
        yield Metric("savings_percent", "Saved against on-demand", saved, "%")
    average = of_average.value(bought.used) * hour
    if months and on_demand:
        yield Metric("break_even_months", "Pays back after", ratio(committed, average), "months")
    if months and months_needed is not None:
        lost = committed - min(months_needed, Decimal(months)) * average
        yield Metric("loss_usd", "Unused commitment", maximum(lost, Decimal(0)), "USD")


def _on_demand_hour(bought: Bought, book: PriceBook) -> Decimal | None:
    if not book.is_priced(ON_DEMAND, bought.priced_as):
        return None
    return book.card(ON_DEMAND, bought.priced_as).tiers[0].usd_per_unit


def bill_warnings(bought: Bought, sheet: Worksheet, purchase: str, hours: str) -> Iterator[AnswerWarning]:
    """What the price is worth and what is paid without being used; `purchase` and `hours` are the fields of both."""
    option, book = bought.option, sheet.book
    if PARTIAL in option and not is_savings_plan(option) and not is_split(option, bought.priced_as, book):
        message = "The source gives the effective rate only; how much of it is paid upfront is not known."
        yield AnswerWarning("upfront_unknown", message, purchase)
    if option == SPOT:
        day = book.card(SPOT, bought.priced_as).effective_from
        message = f"A Spot price is an observation of {day}, not a list price; instances can be taken back."
        yield AnswerWarning("spot_moves", message, purchase)
    things = sheet.value(bought.things) if term_years(option) else Decimal(0)
    if any_used(things):
        unused = book.month.hours - ratio(sheet.value(bought.used), things)
        if unused > 0:
            message = f"The commitment bills all {book.month.hours} hours, {amount(unused)} of them unused."
            yield AnswerWarning("unused_hours", message, hours)
