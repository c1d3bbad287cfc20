"""What is bought by the hour under any way to buy: hours, the fee of a reservation, the parts of a Savings Plan."""

from collections.abc import Iterator

from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import ALL, FEE, HOUR, PARTIAL, SPOT, is_savings_plan, term_years
from calculator.core.answer import EFFECTIVE, MONTHLY, UPFRONT, LineItem
from calculator.core.records import record
from calculator.services.worksheet import Worksheet

TERM_HOURS, UPFRONT_PERCENT = "term_hours", "upfront_percent"
OBSERVED = "An average over zones on the day of the price; Spot prices move."
TOGETHER = "The effective rate: the source does not say how much of it is paid upfront."
PAID_MONTHLY = "Committed hours, the part paid monthly"


@record
class Bought:
    """Things that are bought by the hour, one price for all.

    `used` is the formula of the hours that they run, `things` of how many there are; a commitment bills each of them
    for every hour. `option` is the way to buy, `priced_as` what their prices are called. The upfront line is `upfront`.
    """

    name: str
    label: str
    upfront: str
    thing: str
    used: str
    things: str
    option: str
    priced_as: str
    assumption: str = ""

    @property
    def hours(self) -> str:
        """The formula of the hours billed: those used, or of a commitment all of the month."""
        return f"({self.things}) * hours_in_month" if term_years(self.option) else self.used


def is_by_the_hour(option: str) -> bool:
    """Whether a way to buy bills hours at one rate and nothing upfront."""
    return not (PARTIAL in option or ALL in option)


def is_split(option: str, priced: str, book: PriceBook) -> bool:
    """Whether the newest price of a commitment states its fee, rather than what fee and rate come to in effect."""
    # Few ways to buy can have a fee, and a ranking of all types asks for each.
    if is_by_the_hour(option) or not book.is_priced(option + FEE, priced):
        return False
    if not book.is_priced(option, priced):
        return True
    return book.card(option + FEE, priced).effective_from >= book.card(option, priced).effective_from


def charges(bought: Bought, sheet: Worksheet) -> Iterator[LineItem]:
    """The hours of the month, and what is paid upfront for the term; `term_hours` is found. Raises NotPriced."""
    option = bought.option
    if is_split(option, bought.priced_as, sheet.book):
        yield from _fee_and_hours(bought, sheet)
    elif is_savings_plan(option) and PARTIAL in option:
        yield from _in_parts(bought, sheet)
    elif ALL in option:
        yield from _at_once(bought, f"({bought.things}) * {TERM_HOURS}", sheet)
    else:
        yield from _hours(bought, sheet)


def _hours(bought: Bought, sheet: Worksheet) -> Iterator[LineItem]:
    """The hours at one rate; of a reservation with partial upfront it is what fee and rate come to in effect."""
    is_together = PARTIAL in bought.option
    usual = OBSERVED if bought.option == SPOT else bought.assumption
    yield from sheet.charge(
        bought.name, bought.label, bought.hours, f"{bought.thing}-hour",
        dimension=bought.option, option=bought.priced_as, recurrence=EFFECTIVE if is_together else MONTHLY,
        assumption=TOGETHER if is_together else usual,
    )  # fmt: skip


def _fee_and_hours(bought: Bought, sheet: Worksheet) -> Iterator[LineItem]:
    """The fee as AWS states it, and what each hour of the term costs besides."""
    if PARTIAL in bought.option:
        yield from sheet.charge(
            bought.name, PAID_MONTHLY, bought.hours, f"{bought.thing}-hour",
            dimension=bought.option + HOUR, option=bought.priced_as,
        )  # fmt: skip
    yield from sheet.charge(
        bought.upfront, _upfront_label(bought.option), bought.things, bought.thing,
        dimension=bought.option + FEE, option=bought.priced_as, recurrence=UPFRONT,
        term_hours=sheet.names[TERM_HOURS],
    )  # fmt: skip


def _in_parts(bought: Bought, sheet: Worksheet) -> Iterator[LineItem]:
    """A Savings Plan of which a share of the term is paid upfront and the rest each month."""
    yield from sheet.charge(
        bought.name, PAID_MONTHLY, f"{bought.hours} * (100 - {UPFRONT_PERCENT}) / 100", f"{bought.thing}-hour",
        dimension=bought.option, option=bought.priced_as,
    )  # fmt: skip
    yield from _at_once(bought, f"({bought.things}) * {TERM_HOURS} * {UPFRONT_PERCENT} / 100", sheet)


def _at_once(bought: Bought, text: str, sheet: Worksheet) -> Iterator[LineItem]:
    """The hours of the whole term, or a share of them, at the rate of each."""
    yield from sheet.charge(
        bought.upfront, _upfront_label(bought.option), text, f"{bought.thing}-hour",
        dimension=bought.option, option=bought.priced_as, recurrence=UPFRONT, term_hours=sheet.names[TERM_HOURS],
    )  # fmt: skip


def _upfront_label(option: str) -> str:
    years = term_years(option)
    return f"Upfront for {years} year{'s' if years > 1 else ''}"
