"""What lines of an estimate share: tiers that all of them climb, allowances and minimums that count once."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculator.core.answer import LineItem
from calculator.core.arithmetic import ratio, total
from calculator.core.tiers import RateCard
from calculator.estimates.answers import Line
from calculator.estimates.pooling import Key, pool_of
from calculator.exports.workbook.cells import Cell, Sheet
from calculator.exports.workbook.prices_sheet import Ladder, PriceRows

POOLS = "Pools"
VALUE, FILLING, USD = "Value", "To fill", "USD"
COLUMNS = {"No.": 6, "Shared": 46, "Of": 34, VALUE: 18, FILLING: 16, "Unit": 16, USD: 16}
POOL, ALLOWANCE, MINIMUM = "Pool", "Allowance no.", "Minimum no."
BILLED, ASKED, ALONE, LEAST, USED = "Billed", "Share asked", "Of lines alone", "Least", "Used"


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of an estimate with their counts; `span` gives the address of a column of all of them."""

    sheet: Sheet
    lines: Sequence[tuple[Line, int]]

    def span(self, column: str) -> str:
        return self.sheet.span(column, 2, len(self.lines) + 1)


class Pools:
    """Which lines share what. What one line has for itself alone needs no pool."""

    def __init__(self, lines: Lines, prices: PriceRows, *, is_pooled: bool) -> None:
        self.sheet, self._lines, self._prices = Sheet(POOLS, COLUMNS), lines, prices
        self.is_pooled = is_pooled
        items = [line.item for line, _ in lines.lines]
        self._keys = [pool_of(item, place) for place, item in enumerate(items)]
        self._members: dict[Key, list[int]] = defaultdict(list)
        self._ends: dict[Key, dict[RateCard, Ladder]] = defaultdict(dict)
        for place, (key, item) in enumerate(zip(self._keys, items, strict=True)):
            self._members[key].append(place)
            if item.card.known_to is not None:
                self._ends[key][item.card] = prices.ladder(item.card)
        self._of_minimum = Counter(item.minimum.name for item in items if item.minimum is not None)
        self._numbers: dict[object, int] = {}
        self._rows: dict[object, int] = {}

    def number(self, kind: str, key: object) -> int:
        """The number by which the lines of a pool are found."""
        return self._numbers.setdefault((kind, key), len(self._numbers) + 1)

    def tiers(self, place: int) -> int | None:
        """The number of the pool whose tiers a line climbs with others."""
        key = self._keys[place]
        shares = self.is_pooled and len(self._members[key]) > 1
        return self.number(POOL, key) if shares else None

    def usd(self, place: int, billed: str, alone: str) -> str:
        """The formula of what a line of a pool costs; `alone` where there is no price for so much together."""
        key, item = self._keys[place], self._lines.lines[place][0].item
        row = self._row_of_tiers(key, item.card)
        volume, usd = (self.sheet.at(column, row) for column in (VALUE, USD))
        share = f"IF({volume}=0,0,{usd}*{billed}/{volume})"
        ends = ",".join(each.is_beyond(volume) for each in self._ends[key].values())
        return f"IF(OR({ends}),{alone},{share})" if ends else share

    def asked(self, item: LineItem) -> str:
        """The address of how often the lines ask for an allowance in all; up to once it is free."""
        assert item.free is not None
        name = item.free.name
        if ("allowance", name) not in self._rows:
            number = self.number(ALLOWANCE, name)
            self._rows["allowance", name] = self._add(
                number, f"Allowance {name}", "asked for so many times",
                Cell(self._asked(name), "number", self._sum_of(ASKED, ALLOWANCE, number)),
            )  # fmt: skip
        return self.sheet.at(VALUE, self._rows["allowance", name])

    def is_shared_minimum(self, item: LineItem) -> bool:
        """Whether several lines fill up to the minimum of one."""
        return item.minimum is not None and self._of_minimum[item.minimum.name] > 1

    def filling(self, item: LineItem) -> tuple[str, str]:
        """The addresses of what is missing to a minimum that several lines share, and of what each alone would fill."""
        assert item.minimum is not None
        name = item.minimum.name
        if ("minimum", name) not in self._rows:
            number = self.number(MINIMUM, name)
            of_it = f"({self._lines.span(MINIMUM)}={number})"
            counted = f"({self._lines.span('Count')}>0)"
            least = f"SUMPRODUCT(MAX({of_it}*{counted}*{self._lines.span(LEAST)}))"
            used = f"SUMPRODUCT({of_it}*{self._lines.span(USED)}*{self._lines.span('Count')})"
            missing, alone = self._missing(name)
            self._rows["minimum", name] = self._add(
                number, f"Minimum {name}", "missing to it", Cell(missing, "number", f"MAX(0,{least}-{used})"),
                Cell(alone, "number", self._sum_of(ALONE, MINIMUM, number)),
            )  # fmt: skip
        row = self._rows["minimum", name]
        return self.sheet.at(VALUE, row), self.sheet.at(FILLING, row)

    def _row_of_tiers(self, key: Key, card: RateCard) -> int:
        if (key, card) not in self._rows:
            number, ladder = self.number(POOL, key), self._prices.ladder(card)
            volume = total(self._lines.lines[place][0].pooled.quantity for place in self._members[key])
            row = self.sheet.next_row
            name = " ".join(each for each in (card.table, card.dimension, card.option) if each)
            self._rows[key, card] = self._add(
                number, f"Tiers of {name}", card.region,
                Cell(volume, "number", self._sum_of(BILLED, POOL, number)),
                None, Cell(card.unit), self._cost(ladder, volume, row),
            )  # fmt: skip
        return self._rows[key, card]

    def _cost(self, ladder: Ladder, volume: Decimal, row: int) -> Cell:
        usd = total(charge.usd for charge in ladder.card.split(volume))
        return Cell(usd, "money", ladder.cost(self.sheet.at(VALUE, row)))

    def _sum_of(self, column: str, by: str, number: int) -> str:
        return f"SUMIFS({self._lines.span(column)},{self._lines.span(by)},{number})"

    def _add(
        self,
        number: int,
        shared: str,
        of: str,
        value: Cell,
        filling: Cell | None = None,
        unit: Cell | None = None,
        usd: Cell | None = None,
    ) -> int:
        cells = {"No.": Cell(number, "whole"), "Shared": Cell(shared), "Of": Cell(of), VALUE: value,
                 FILLING: filling, "Unit": unit, USD: usd}  # fmt: skip
        return self.sheet.add(**{name: cell for name, cell in cells.items() if cell is not None})

    def _asked(self, name: str) -> Decimal:
        asked: Decimal = total(
            ratio(line.item.allowance * count, line.item.free.amount)
            for line, count in self._lines.lines
            if line.item.free is not None and line.item.free.name == name and line.item.free.amount
        )
        return asked

    def _missing(self, name: str) -> tuple[Decimal, Decimal]:
        """What is missing to a minimum in all, and what its lines would fill each for itself."""
        sharing = [(line, count) for line, count in self._lines.lines
                   if line.item.minimum is not None and line.item.minimum.name == name]  # fmt: skip
        missing: Decimal = total(line.pooled.quantity for line, _ in sharing)
        alone: Decimal = total(line.item.quantity * count for line, count in sharing)
        return missing, alone
