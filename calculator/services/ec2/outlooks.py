"""What is quickly told of each of the many instance types: whether it fits, and what it costs beside the others."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from calculator.catalogue.instance_types import InstanceType
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import effective_monthly
from calculator.core.errors import NotPriced
from calculator.core.outlook import Outlook
from calculator.core.violations import violating
from calculator.services.commitments.hour import hour_in_effect
from calculator.services.ec2.capacity import needs_of, plan_capacity, violations_of
from calculator.services.ec2.extras import cpu_credits, items_of_any_type, worksheet
from calculator.services.ec2.usage import Usage


def outlooks(usage: Usage, book: PriceBook, types: Iterable[str]) -> Iterator[Outlook]:
    """Every one of the types."""
    book = book.for_one_question()
    hours, needs = Decimal(plan_capacity(usage, book)["billed_hours"].count), needs_of(usage)
    is_priced = _is_all_else_priced(usage, book)
    for name in types:
        has = book.type_of(name)
        # How CPU credits are billed unless somebody says so is the type's.
        asked = usage.with_values(instance_type=name) if has.is_burstable else usage
        if violating(violations_of(asked, needs, has, book)):
            yield Outlook(name, is_unfit=True)
        else:
            yield Outlook(name, _usd(asked, has, book, hours) if is_priced else None)


def _is_all_else_priced(usage: Usage, book: PriceBook) -> bool:
    try:
        tuple(items_of_any_type(worksheet(usage, book)))
    except NotPriced:
        return False
    return True


def _usd(usage: Usage, has: InstanceType, book: PriceBook, hours: Decimal) -> Decimal | None:
    """What a month of the instances comes to in effect, with the CPU credits that are the type's."""
    try:
        usd = hours * hour_in_effect(usage.purchase_option, f"{has.name} {usage.operating_system}", book)
        return usd + Decimal(effective_monthly(cpu_credits(worksheet(usage, book)))) if has.is_burstable else usd
    except NotPriced:
        return None
