"""The prices and limits of one service in one region as of one date: what a formula asks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from calculator.core.arithmetic import Number, any_used, to_float, total
from calculator.core.errors import FieldError, NotPriced
from calculator.core.estimate import MONTHLY, Limit, LineItem, PriceList
from calculator.core.tiers import RateCard
from calculator.core.units import convert


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Rate cards by dimension and option, limits by name and option; fixed to a region and a date.

    `is_exact` tells the number system of the limits it hands out; prices follow the quantity charged.
    """

    service: str
    region: str
    as_of: date
    cards: Mapping[tuple[str, str], RateCard]
    limits: Mapping[tuple[str, str], Limit]
    price_lists: tuple[PriceList, ...]
    of_region: Callable[[str], "PriceBook"]
    is_exact: bool = True

    def as_floats(self) -> "PriceBook":
        """The same book for formulas that run on arrays."""
        return replace(self, is_exact=False)

    def elsewhere(self, region: str) -> "PriceBook":
        """The book of another Region on the same day, for what is kept there too. Raises NotPriced, InvalidInput."""
        book = self.of_region(region)
        return book if self.is_exact else book.as_floats()

    def is_priced(self, dimension: str, option: str = "") -> bool:
        """Whether there is a price, zero included."""
        return (dimension, option) in self.cards

    def card(self, dimension: str, option: str = "") -> RateCard:
        """The one rate card in force. Raises NotPriced."""
        try:
            return self.cards[dimension, option]
        except KeyError:
            raise NotPriced([FieldError("region", self._no_price(dimension, option))]) from None

    def limit(self, name: str, option: str = "") -> Number:
        """The value of a limit, in the number system of the book. Raises LookupError."""
        return self.in_own_system(self.limit_row(name, option).value)

    def limit_to(self, name: str, option: str = "") -> Number:
        """The upper end of a limit that is a range, its value otherwise. Raises LookupError."""
        row = self.limit_row(name, option)
        return self.in_own_system(row.value if row.value_to is None else row.value_to)

    def limit_row(self, name: str, option: str = "") -> Limit:
        """A limit with its source. Raises LookupError."""
        return self.limits[name, option]

    def own_limit(self, name: str, option: str = "") -> Limit:
        """A limit with its value in the number system of the book, for a demand. Raises LookupError."""
        row = self.limit_row(name, option)
        return row if self.is_exact else replace(row, value=self.in_own_system(row.value))

    def has_limit(self, name: str, option: str = "") -> bool:
        """Whether a limit of this name is known for the option."""
        return (name, option) in self.limits

    def charge(
        self,
        name: str,
        label: str,
        quantity: Number,
        unit: str,
        formula: str,
        *,
        dimension: str = "",
        option: str = "",
        times: Number = 1,
        assumption: str = "",
        recurrence: str = MONTHLY,
        term_months: int = 12,
    ) -> Iterator[LineItem]:
        """The line item that bills a quantity (in `unit`) at a dimension's price, tier by tier.

        The dimension is the item's own name unless given; `times` bills the quantity several times over, each
        from the first tier. Yields nothing when nothing is used and there is no
        price for it. Raises NotPriced when something is used without a price, UnitMismatch when the price is per
        a unit of another kind.
        """
        dimension = dimension or name
        if not self.is_priced(dimension, option) and not any_used(quantity):
            return
        card = self.card(dimension, option)
        billed = convert(self.in_own_system(quantity), unit, card.unit)
        repeated = self.in_own_system(times)
        tiers = tuple(card.split(billed, repeated))
        usd = tiers[0].usd if len(tiers) == 1 else total(charge.usd for charge in tiers)
        yield LineItem(
            name,
            label,
            billed * repeated,
            card.unit,
            usd,
            tiers,
            card,
            formula,
            assumption,
            recurrence,
            term_months,
        )

    def in_own_system(self, number: Number) -> Number:
        """A number as formulas of this book compute with; a whole number such as 0 belongs to neither system."""
        if self.is_exact:
            return Decimal(number) if isinstance(number, int) else number
        return to_float(number)

    def _no_price(self, dimension: str, option: str) -> str:
        what = dimension.replace("_", " ") + (f" of {option}" if option else "")
        return (
            f"There is no price in this price list for {what} in {self.region} as of {self.as_of}: it is not sold "
            "there, or the list lacks it. Choose another region, option or date, or import a list."
        )
