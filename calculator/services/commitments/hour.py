"""What an hour comes to under any way to buy, and since when its price has been seen."""

from datetime import date
from decimal import Decimal

from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import FEE, HOUR, term_hours
from calculator.core.arithmetic import ratio
from calculator.services.commitments.bought import is_split

ONE = Decimal(1)


def hour_in_effect(option: str, priced: str, book: PriceBook) -> Decimal:
    """USD of an hour, a fee spread over those of its term. Raises NotPriced."""
    return hours_in_effect(option, priced, book, ONE)


def hours_in_effect(option: str, priced: str, book: PriceBook, hours: Decimal) -> Decimal:
    """USD of so many hours, a fee spread over those of its term. Raises NotPriced."""
    if not is_split(option, priced, book):
        return hours * book.card(option, priced).tiers[0].usd_per_unit
    fee = book.card(option + FEE, priced).tiers[0].usd_per_unit
    of_each = book.card(option + HOUR, priced).tiers[0].usd_per_unit if book.is_priced(option + HOUR, priced) else 0
    return Decimal(ratio(fee * hours, term_hours(option))) + hours * of_each


def last_seen(option: str, priced: str, book: PriceBook) -> date:
    """The day on which the price of an hour was last seen at its source. Raises NotPriced."""
    card = book.card(option + FEE if is_split(option, priced, book) else option, priced)
    return card.confirmed_on or card.effective_from
