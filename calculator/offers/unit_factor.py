"""The step from a unit of the file to one of ours: prices are multiplied, amounts divided."""

from decimal import Decimal
from fractions import Fraction

from calculator.core.arithmetic import EXACT, decimal, ratio
from calculator.offers.row_checks import ENDLESS


class Scale:
    """One factor: how many of the file's units one of ours is."""

    def __init__(self, factor: Fraction) -> None:
        self._times, self._over = Decimal(factor.numerator), Decimal(factor.denominator)
        self._amounts: dict[str, Decimal | None] = {}

    def price(self, text: str) -> Decimal:
        """A price per unit of the file as one per unit of ours; a quotient is kept to 28 digits."""
        return _scaled(text, self._times, self._over)

    def amount(self, text: str) -> Decimal | None:
        """An end of a tier in our unit; None where it has none. Few are different, so each is reckoned once."""
        if text not in self._amounts:
            self._amounts[text] = None if text in ENDLESS else _scaled(text, self._over, self._times)
        return self._amounts[text]


def _scaled(text: str, times: Decimal, over: Decimal) -> Decimal:
    """The product without zeros at its end and without an exponent."""
    number = EXACT.multiply(decimal(text), times)
    tidied = EXACT.normalize(number if over == 1 else ratio(number, over))
    return tidied if tidied.as_tuple().exponent <= 0 else EXACT.quantize(tidied, Decimal(1))  # type: ignore[operator]
