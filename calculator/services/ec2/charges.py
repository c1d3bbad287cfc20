"""What the month of EC2 instances is billed for, and what is paid upfront for a term."""

from collections.abc import Iterable, Iterator, Mapping

from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import ALL, FEE, HOUR, PARTIAL, SPOT, term_years
from calculator.core.answer import EFFECTIVE, MONTHLY, UPFRONT, CapacityPlan, LineItem
from calculator.core.arithmetic import Number
from calculator.services.ec2.capacity import billed_hours
from calculator.services.ec2.extras import extra_items, worksheet
from calculator.services.ec2.usage import SAVINGS_PLANS, Usage
from calculator.services.worksheet import Worksheet

OF_INSTANCES = ("instance_hours", "upfront")
PAID_MONTHLY = "Committed hours, the part paid monthly"
OBSERVED = "An average over zones on the day of the price; Spot prices move."
TOGETHER = "The effective rate: the source does not say how much of it is paid upfront."


def line_items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    """The instances, and what is billed beside them. Raises NotPriced."""
    option, sheet = usage.purchase_option, worksheet(usage, book)
    if term_years(option):
        sheet = sheet.knowing({"term_hours": term_hours(option, book)})
    yield from _instances(usage, sheet)
    yield from extra_items(sheet)


def of_instances(items: Iterable[LineItem]) -> tuple[LineItem, ...]:
    """What is billed for the instances alone: what the ways to buy them differ in."""
    return tuple(item for item in items if item.name in OF_INSTANCES)


def _instances(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """The hours of the month, and what is paid upfront for the term."""
    option = usage.purchase_option
    if is_split(option, priced_as(usage), sheet.book):
        yield from _fee_and_hours(usage, sheet)
    elif option in SAVINGS_PLANS and PARTIAL in option:
        yield from _in_parts(usage, sheet)
    elif ALL in option:
        yield from _at_once(usage, "instances * term_hours", sheet)
    else:
        yield from _hours(usage, sheet)


def priced_as(usage: Usage) -> str:
    """How the prices of an instance type and its system are called."""
    return f"{usage.instance_type} {usage.operating_system}"


def is_split(option: str, priced: str, book: PriceBook) -> bool:
    """Whether the newest price of a commitment states its fee, rather than what fee and rate come to in effect."""
    # Few ways to buy can have a fee, and a ranking of all types asks for each.
    if not (PARTIAL in option or ALL in option) or not book.is_priced(option + FEE, priced):
        return False
    if not book.is_priced(option, priced):
        return True
    return book.card(option + FEE, priced).effective_from >= book.card(option, priced).effective_from


def _hours(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """The hours at one rate; of a reservation with partial upfront it is what fee and rate come to in effect."""
    option = usage.purchase_option
    is_together = PARTIAL in option
    yield from sheet.charge(
        "instance_hours", "Instance hours", billed_hours(option), "instance-hour",
        dimension=option, option=priced_as(usage), recurrence=EFFECTIVE if is_together else MONTHLY,
        assumption=TOGETHER if is_together else OBSERVED if option == SPOT else "",
    )  # fmt: skip


def _fee_and_hours(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """The fee as AWS states it, and what each hour of the term costs besides."""
    option = usage.purchase_option
    if PARTIAL in option:
        yield from sheet.charge(
            "instance_hours", PAID_MONTHLY, billed_hours(option), "instance-hour",
            dimension=option + HOUR, option=priced_as(usage),
        )  # fmt: skip
    yield from sheet.charge(
        "upfront", _upfront_label(option), "instances", "instance",
        dimension=option + FEE, option=priced_as(usage), recurrence=UPFRONT, term_hours=sheet.names["term_hours"],
    )  # fmt: skip


def _in_parts(usage: Usage, sheet: Worksheet) -> Iterator[LineItem]:
    """A Savings Plan of which a share of the term is paid upfront and the rest each month."""
    option = usage.purchase_option
    yield from sheet.charge(
        "instance_hours", PAID_MONTHLY, f"{billed_hours(option)} * (100 - upfront_percent) / 100", "instance-hour",
        dimension=option, option=priced_as(usage),
    )  # fmt: skip
    yield from _at_once(usage, "instances * term_hours * upfront_percent / 100", sheet)


def _at_once(usage: Usage, text: str, sheet: Worksheet) -> Iterator[LineItem]:
    """The hours of the whole term, or a share of them, at the rate of each."""
    option = usage.purchase_option
    yield from sheet.charge(
        "upfront", _upfront_label(option), text, "instance-hour",
        dimension=option, option=priced_as(usage), recurrence=UPFRONT, term_hours=sheet.names["term_hours"],
    )  # fmt: skip


def term_hours(option: str, book: PriceBook) -> Number:
    """The hours of a commitment."""
    return book.limit(f"term_{term_years(option)}y")


def _upfront_label(option: str) -> str:
    years = term_years(option)
    return f"Upfront for {years} year{'s' if years > 1 else ''}"
