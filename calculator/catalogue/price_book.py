"""The prices and limits of one service in one region as of one date: what a formula asks."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from calculator.catalogue.importable import is_importable
from calculator.catalogue.instance_types import InstanceType
from calculator.core.answer import MONTHLY, Limit, LineItem, PriceList, Working
from calculator.core.arithmetic import Number, any_used, maximum, to_float, total
from calculator.core.arithmetic import minimum as least_of
from calculator.core.display import amount, words
from calculator.core.errors import FieldError, NotPriced
from calculator.core.month import AVERAGE, HOURS_PER_YEAR, Month
from calculator.core.pools import ACCOUNT_REGION, Allowance, Minimum, TiersPool
from calculator.core.records import record
from calculator.core.tiers import RateCard, TierCharge
from calculator.core.units import convert


@dataclass(frozen=True, slots=True)
class Gap:
    """What has no price: why, and how much of it is used, row by row."""

    error: NotPriced
    used: Number


@record
class PriceBook:
    """Rate cards by dimension and option, limits by name and option; fixed to a region, a date and a month.

    `is_exact` tells the number system of the limits it hands out; prices follow the quantity charged. `superseded` are
    the lists before those of `price_lists`, which answer for a price that these state for later days only. `memory` is
    what was worked out already for the one question that a book answers; it has none unless it answers one. `gaps` is
    where a book of arrays notes what has no price, which concerns some rows and not the others.
    """

    service: str
    region: str
    as_of: date
    cards: Mapping[tuple[str, str], RateCard]
    limits: Mapping[tuple[str, str], Limit]
    price_lists: tuple[PriceList, ...]
    of_region: Callable[[str], "PriceBook"]
    of_service: Callable[[tuple[str, ...], str], "PriceBook"]
    type_of: Callable[[str], InstanceType]
    sold: Callable[[str], Collection[str]]
    month: Month = AVERAGE
    is_exact: bool = True
    superseded: tuple[PriceList, ...] = ()
    memory: dict[Hashable, Any] | None = field(default=None, compare=False, repr=False)
    gaps: list[Gap] | None = field(default=None, compare=False, repr=False)

    def for_one_question(self) -> "PriceBook":
        """The same book with a memory of its own, for as long as one question is answered."""
        return replace(self, memory={})

    def as_floats(self) -> "PriceBook":
        """The same book for formulas that run on arrays."""
        return replace(self, is_exact=False, month=self.month.as_floats(), memory=None)

    def for_one_block(self) -> "PriceBook":
        """The same book for one block of rows: with a memory of its own, and noting what has no price."""
        return replace(self.as_floats(), memory={}, gaps=[])

    def in_month(self, month: Month) -> "PriceBook":
        """The same book for another month."""
        return self if month == self.month else replace(self, month=month if self.is_exact else month.as_floats())

    def elsewhere(self, region: str) -> "PriceBook":
        """The book of another Region on the same day, for what is kept there too. Raises NotPriced, InvalidInput."""
        if self.memory is None:
            return self._elsewhere(region)
        key = ("elsewhere", region, self.month)
        if key not in self.memory:
            self.memory[key] = replace(self._elsewhere(region), memory=self.memory, gaps=self.gaps)
        book: PriceBook = self.memory[key]
        return book

    def _elsewhere(self, region: str) -> "PriceBook":
        book = self.of_region(region).in_month(self.month)
        return book if self.is_exact else book.as_floats()

    def beside(self, tables: tuple[str, ...], limits_of: str) -> "PriceBook":
        """The book of another service in the same Region, for what is bought together. Raises NotPriced."""
        if self.memory is None:
            return self._beside(tables, limits_of)
        key = ("beside", tables, limits_of, self.month)
        if key not in self.memory:
            # Prices of two services may have one name, so each has a memory of its own.
            self.memory[key] = self._beside(tables, limits_of).for_one_question()
        book: PriceBook = self.memory[key]
        return book

    def _beside(self, tables: tuple[str, ...], limits_of: str) -> "PriceBook":
        book = self.of_service(tables, limits_of).in_month(self.month)
        return book if self.is_exact else book.as_floats()

    def is_priced(self, dimension: str, option: str = "") -> bool:
        """Whether there is a price, zero included."""
        return (dimension, option) in self.cards

    def card(self, dimension: str, option: str = "") -> RateCard:
        """The one rate card in force. Raises NotPriced."""
        try:
            return self.cards[dimension, option]
        except KeyError:
            raise self._not_priced(dimension, option) from None

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

    def has_line_of(self, quantity: Number, dimension: str, option: str) -> bool:
        """Whether a bill has a line of a quantity: it is used, or has a price and more is seen than the sum."""
        return any_used(quantity) or (self.is_exact and self.is_priced(dimension, option))

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
        term_hours: Number = HOURS_PER_YEAR,
        allowance: Number = 0,
        free: Allowance | None = None,
        tiers_pool: TiersPool = ACCOUNT_REGION,
        minimum: Minimum | None = None,
        worked: Callable[[LineItem], Iterable[Working]] = lambda _: (),
    ) -> Iterator[LineItem]:
        """The line item that bills a quantity (in `unit`) at a dimension's price, tier by tier.

        The dimension is the item's own name unless given; `times` bills the quantity several times over, each
        from the first tier; `allowance` of it (in `unit`), what is left of `free`, is not billed. Yields nothing when
        nothing is used and there is no price for it, or the book is of floats, of which only sums are seen. Raises
        NotPriced when something is used without a price, UnitMismatch when the price is per a unit of another kind.
        Floats beyond the last tier that has a price are charged NaN.
        """
        dimension = dimension or name
        waived = least_of(self.in_own_system(allowance), quantity) if any_used(allowance) else 0
        if not self.has_line_of(quantity - waived, dimension, option):
            return
        card = self.cards.get((dimension, option))
        if card is None:
            self._miss(self._not_priced(dimension, option), quantity - waived)
            return
        billed = convert(self.in_own_system(quantity - waived), unit, card.unit)
        if card.known_to is not None and (not self.is_exact or billed > card.known_to):
            self._check_known(card, billed)
        repeated = self.in_own_system(times)
        tiers, usd = self._charged(card, billed, repeated)
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
            term_hours,
            self.month.hours,
            convert(waived, unit, card.unit),
            None if free is None else free.per(unit, card.unit),
            tiers_pool,
            None if minimum is None else minimum.per(unit, card.unit),
            worked,
        )

    def _check_known(self, card: RateCard, billed: Number) -> None:
        """Raises NotPriced for more than the last tier has a price for, or notes the rows that use more."""
        beyond = f" above {amount(card.known_to or 0)} {card.unit}"
        error = self._not_priced(card.dimension, card.option, beyond)
        if self.is_exact:
            raise error
        if self.gaps is not None:
            self._miss(error, maximum(billed - self.in_own_system(card.known_to), 0))

    def _miss(self, error: NotPriced, used: Number) -> None:
        """Raises what has no price, or notes for which rows it has none."""
        if self.gaps is None:
            raise error
        self.gaps.append(Gap(error, used))

    def _charged(self, card: RateCard, billed: Number, times: Number) -> tuple[tuple[TierCharge, ...], Number]:
        """A quantity tier by tier, and what all of it costs; the same one is split once for a question."""
        # Arrays are no keys.
        if self.memory is None or not self.is_exact:
            return _split(card, billed, times)
        key = (card.region, card.dimension, card.option, billed, times)
        if key not in self.memory:
            self.memory[key] = _split(card, billed, times)
        charged: tuple[tuple[TierCharge, ...], Number] = self.memory[key]
        return charged

    def in_own_system(self, number: Number) -> Number:
        """A number as formulas of this book compute with; a whole number such as 0 belongs to neither system."""
        if self.is_exact:
            return Decimal(number) if isinstance(number, int) else number
        return to_float(number)

    def _not_priced(self, dimension: str, option: str, beyond: str = "") -> NotPriced:
        what = words(dimension) + (f" of {words(option)}" if option else "") + beyond
        would_help = any(is_importable(each.service, dimension, option) for each in self.price_lists)
        advice = "Import AWS's list, or choose" if would_help else "Choose"
        message = (
            f"There is no price in our data for {what} in {self.region} as of {self.as_of}. {advice} another option, "
            "Region or date."
        )
        return NotPriced([FieldError("region", message)], is_importable=would_help)


def _split(card: RateCard, billed: Number, times: Number) -> tuple[tuple[TierCharge, ...], Number]:
    tiers = tuple(card.split(billed, times))
    return tiers, tiers[0].usd if len(tiers) == 1 else total(charge.usd for charge in tiers)
