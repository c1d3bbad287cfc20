"""What is paid at once for a reservation of which a source prints only what fee and rate come to in an hour.

AWS charges whole dollars. For all upfront the printed rate tells them apart; for partial upfront it does where one pair
alone of a fee and a rate comes to it. `pricing_data/README.md` says how both rules were tried; a service
whose fees have cents breaks them.
"""

from decimal import Decimal
from fractions import Fraction

# Half of the term's cost is paid at once, as near as whole dollars come to it.
FROM_HALF = Fraction(1, 100)
RATE_DECIMALS = 5
# With fewer decimals many pairs fit, and the only one that does may be wrong.
FEWEST_DECIMALS = 6
SIGNIFICANT_DIGITS = 6


def follows(fee: Decimal, rate: Decimal, hours: int) -> bool:
    """Whether a fee and a rate are what these rules make of the rate that a source prints for both together."""
    together = fee / hours + rate
    if not rate:
        return whole_fee(round(together, FEWEST_DECIMALS), hours) == fee
    digits = SIGNIFICANT_DIGITS - 1 - together.adjusted()
    return fee_and_rate(round(together, digits), hours) == (fee, rate)


def whole_fee(rate: Decimal, hours: int) -> Decimal | None:
    """The dollars paid at once for all hours of a term at a printed rate; None where none, or several, come to it."""
    found = _wholes(hours * (Fraction(rate) - _rounding(rate)), hours * (Fraction(rate) + _rounding(rate)))
    return Decimal(found[0]) if len(found) == 1 else None


def fee_and_rate(rate: Decimal, hours: int) -> tuple[Decimal, Decimal] | None:
    """The one pair of a fee and a rate that comes to a printed rate of six decimals and more; None where none does."""
    if _decimals(rate) < FEWEST_DECIMALS:
        return None
    half = hours * Fraction(rate) / 2
    found = [
        (Decimal(fee), hourly)
        for fee in _wholes(half * (1 - FROM_HALF), half * (1 + FROM_HALF))
        for hourly in _rates(Fraction(rate) - Fraction(fee, hours), _rounding(rate))
    ]
    return found[0] if len(found) == 1 else None


def _rates(about: Fraction, rounding: Fraction) -> list[Decimal]:
    """The rates of five decimals that lie within the rounding of a number."""
    unit = 10**RATE_DECIMALS
    return [Decimal(n).scaleb(-RATE_DECIMALS) for n in _wholes((about - rounding) * unit, (about + rounding) * unit)]


def _wholes(low: Fraction, high: Fraction) -> range:
    return range(-(-low.numerator // low.denominator), high.numerator // high.denominator + 1)


def _rounding(rate: Decimal) -> Fraction:
    """Half a unit of the last digit that is printed."""
    return Fraction(1, 2 * 10 ** _decimals(rate))


def _decimals(rate: Decimal) -> int:
    exponent = rate.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)
