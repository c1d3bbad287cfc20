"""The prices of an estimate, tier by tier with their sources, and what a quantity costs over them as a formula."""

from dataclasses import dataclass
from decimal import Decimal

from calculator.core.answer import Limit
from calculator.core.tiers import RateCard
from calculator.exports.workbook.cells import Cell, Sheet

PRICES, LIMITS = "Prices", "Limits"
FROM, PRICE, STEP, VALUE = "From", "USD per unit", "Step", "Value"
PRICE_COLUMNS = {"Service": 18, "Region": 14, "Price": 28, "Option": 30, "Unit": 18, FROM: 14, "To": 14, PRICE: 16,
                 STEP: 16, "In force from": 13, "Last seen": 13, "Source": 60, "Contracted rates": 16,
                 "Note": 40}  # fmt: skip
LIMIT_COLUMNS = {"Service": 18, "Limit": 34, "Option": 24, VALUE: 16, "Unit": 18, "In force from": 13, "Source": 60,
                 "Note": 40}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rows of one rate card on the sheet."""

    card: RateCard
    sheet: Sheet
    first: int
    last: int

    def cost(self, quantity: str) -> str:
        """The formula of what a quantity, itself a short formula, costs; beyond the last known price, none."""
        known_to = self.card.known_to
        if self.first == self.last and self.card.tiers[0].start == 0:
            cost = f"({quantity})*{self.sheet.at(PRICE, self.first)}"
        else:
            start, step = (self.sheet.span(column, self.first, self.last) for column in (FROM, STEP))
            cost = f"SUMPRODUCT((({quantity})>{start})*(({quantity})-{start})*{step})"
        return cost if known_to is None else f"IF({self.is_beyond(quantity)},NA(),{cost})"

    def is_beyond(self, quantity: str) -> str:
        """The formula of whether there is no price for so much."""
        return f"({quantity})>{self.sheet.at('To', self.last)}"


class PriceRows:
    """Every rate card and every limit once, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self.prices, self.limits = Sheet(PRICES, PRICE_COLUMNS), Sheet(LIMITS, LIMIT_COLUMNS)
        self._ladders: dict[RateCard, Ladder] = {}
        self._limits: dict[Limit, str] = {}
        self._facts: dict[str, str] = {}

    def ladder(self, card: RateCard) -> Ladder:
        """The rows of a rate card."""
        if card not in self._ladders:
            first = self.prices.next_row
            for place, tier in enumerate(card.tiers):
                self._add_tier(card, place)
                assert tier.to is None or place + 1 == len(card.tiers) or card.tiers[place + 1].start == tier.to
            self._ladders[card] = Ladder(card, self.prices, first, self.prices.next_row - 1)
        return self._ladders[card]

    def limit(self, limit: Limit) -> str:
        """The address of a limit."""
        if limit not in self._limits:
            row = self.limits.add(**{
                "Service": Cell(limit.service),
                "Limit": Cell(limit.name.replace("_", " ")),
                "Option": Cell(limit.option),
                VALUE: Cell(limit.value, "number"),
                "Unit": Cell(limit.unit),
                "In force from": Cell(limit.effective_from, "date"),
                "Source": Cell(limit.source),
                "Note": Cell(limit.note),
            })  # fmt: skip
            self._limits[limit] = self.limits.at(VALUE, row)
        return self._limits[limit]

    def fact(self, name: str, value: Decimal, unit: str) -> str:
        """The address of a figure of the document, such as the hours of its month."""
        if name not in self._facts:
            cells = {"Limit": Cell(name.replace("_", " ")), VALUE: Cell(value, "number"), "Unit": Cell(unit)}
            row = self.limits.add(**cells, Note=Cell("of the estimate"))
            self._facts[name] = self.limits.at(VALUE, row)
        return self._facts[name]

    def _add_tier(self, card: RateCard, place: int) -> None:
        tier, row = card.tiers[place], self.prices.next_row
        price = self.prices.at(PRICE, row)
        before = card.tiers[place - 1].usd_per_unit if place else Decimal(0)
        step = f"{price}-{self.prices.at(PRICE, row - 1)}" if place else price
        self.prices.add(**{
            "Service": Cell(card.table),
            "Region": Cell(card.region),
            "Price": Cell(card.dimension.replace("_", " ")),
            "Option": Cell(card.option),
            "Unit": Cell(card.unit),
            FROM: Cell(tier.start, "number"),
            "To": Cell(tier.to, "number"),
            PRICE: Cell(tier.usd_per_unit, "price"),
            STEP: Cell(tier.usd_per_unit - before, "price", step),
            "In force from": Cell(card.effective_from, "date"),
            "Last seen": Cell(card.confirmed, "date"),
            "Source": Cell(card.source),
            "Contracted rates": Cell(", ".join(card.terms)),
            "Note": Cell(card.note),
        })  # fmt: skip
