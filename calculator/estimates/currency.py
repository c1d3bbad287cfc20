"""US dollars beside another currency, at the one rate that the user states; nothing is computed from it."""

from decimal import Decimal

from calculator.core.arithmetic import EXACT, exactly
from calculator.core.display import rounded
from calculator.estimates.document import Currency

CENTS = 2


def in_currency(usd: Decimal, currency: Currency) -> Decimal:
    """An amount in the other currency, to the cent."""
    with exactly(EXACT):
        return rounded(usd * currency.per_usd, CENTS)


def converted(usd: Decimal, currency: Currency) -> str:
    """The same for reading: `EUR 1,705.16`."""
    return f"{currency.code} {in_currency(usd, currency):,f}"


def rate_words(currency: Currency) -> str:
    """The rate with its day and source."""
    source = f", {currency.source}" if currency.source else ""
    return f"{currency.per_usd:f} {currency.code} per USD of {currency.date}{source}"
