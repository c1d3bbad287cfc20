"""What the month of EC2 instances is billed for, and what is paid upfront for a term."""

from collections.abc import Iterator, Mapping

from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import term_years
from calculator.core.answer import CapacityPlan, LineItem
from calculator.core.arithmetic import Number
from calculator.services.commitments.bought import TERM_HOURS, Bought, charges
from calculator.services.ec2.extras import extra_items, worksheet
from calculator.services.ec2.usage import Usage

HOURS, UPFRONT = "instance_hours", "upfront"


def line_items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    """The instances, and what is billed beside them. Raises NotPriced."""
    option, sheet = usage.purchase_option, worksheet(usage, book)
    if term_years(option):
        sheet = sheet.knowing({TERM_HOURS: term_hours(option, book)})
    yield from charges(bought(usage), sheet)
    yield from extra_items(sheet)


def bought(usage: Usage) -> Bought:
    """The instances as they are bought."""
    return Bought(
        HOURS, "Instance hours", UPFRONT, "instance", "instances * hours_per_month", "instances",
        usage.purchase_option, priced_as(usage),
    )  # fmt: skip


def priced_as(usage: Usage) -> str:
    """How the prices of an instance type and its system are called."""
    return f"{usage.instance_type} {usage.operating_system}"


def term_hours(option: str, book: PriceBook) -> Number:
    """The hours of a commitment."""
    return book.limit(f"term_{term_years(option)}y")
