"""The charges of all entries, each from its quantity to its cost in formulas."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from calculator.core.answer import EFFECTIVE, MONTHLY, UPFRONT, LineItem
from calculator.core.arithmetic import ratio
from calculator.core.formulas.parse import arguments_of, parse
from calculator.core.formulas.spreadsheet import converted
from calculator.core.pools import RESOURCE
from calculator.core.units import convert
from calculator.estimates.answers import Line
from calculator.exports.workbook.cells import Cell, Sheet
from calculator.exports.workbook.figures_sheet import COMPUTED, EntryFormulas
from calculator.exports.workbook.live import billed_by
from calculator.exports.workbook.pools_sheet import (
    ALLOWANCE,
    ALONE,
    ASKED,
    BILLED,
    LEAST,
    MINIMUM,
    POOL,
    USED,
    Pools,
)
from calculator.exports.workbook.prices_sheet import PriceRows

LINES = "Lines"
NUMBER, GROSS, TIMES, COUNT = "No.", "Quantity of one", "Times", "Count"
FREE, FREE_IN_ALL, USD, RECURRENCE, MONTH = "Free of one", "Free in all", "USD", "Paid", "USD a month"
ACCOUNT = "Allowance"
COLUMNS = {NUMBER: 6, "Entry": 26, "Service": 18, "Region": 14, "Charge": 34, "How it is worked out": 60, GROSS: 18,
           TIMES: 10, COUNT: 10, FREE: 14, FREE_IN_ALL: 14, BILLED: 18, "Unit": 16, USD: 16, RECURRENCE: 11, MONTH: 16,
           POOL: 7, ACCOUNT: 12, ALLOWANCE: 12, ASKED: 12, LEAST: 12, USED: 12, MINIMUM: 12, ALONE: 12,
           "Assumption": 60}  # fmt: skip
PAID = {MONTHLY: "monthly", UPFRONT: "upfront", EFFECTIVE: "on average"}


def lines_sheet() -> Sheet:
    """The sheet before any line is on it."""
    return Sheet(LINES, COLUMNS, printed_to=MONTH)


@dataclass(frozen=True, slots=True)
class OfEntry:
    """What the lines of one entry share; `count_address` is where its count stands."""

    number: int
    name: str
    service: str
    region: str
    count: int
    count_address: str
    formulas: EntryFormulas


class LineRows:
    """Adds the lines to their sheet, in the order in which the pools know them."""

    def __init__(self, sheet: Sheet, pools: Pools, prices: PriceRows) -> None:
        self._sheet, self._pools, self._prices = sheet, pools, prices
        # What earlier charges of an entry took of an allowance, as formulas.
        self._taken: dict[tuple[int, str], list[tuple[str, str]]] = {}

    def add(self, line: Line, of: OfEntry) -> None:
        """One line more."""
        item, row, place = line.item, self._sheet.next_row, len(self._sheet.rows)
        at = {column: self._sheet.at(column, row) for column in COLUMNS}
        cells = {
            NUMBER: Cell(of.number, "whole"),
            "Entry": Cell(of.name),
            "Service": Cell(of.service),
            "Region": Cell(of.region),
            "Charge": Cell(item.label),
            "How it is worked out": Cell(item.formula if billed_by(item) else COMPUTED),
            **self._quantity(item, of),
            COUNT: Cell(of.count, "whole", of.count_address),
            "Unit": Cell(item.card.unit),
            RECURRENCE: Cell(PAID[item.recurrence]),
            "Assumption": Cell(item.assumption),
            **self._free(line, of, at),
        }
        fills_up = item.minimum is not None and self._pools.is_pooled and billed_by(item) is not None
        cells |= self._minimum(line, of, at) if fills_up else {}
        cells.setdefault(BILLED, self._billed(line, at, has_free=FREE in cells))
        pool = self._pools.tiers(place)
        cells[USD] = Cell(line.pooled.usd, "money", self._usd(place, item, at))
        cells[MONTH] = self._month(line, at)
        if pool is not None:
            cells[POOL] = Cell(pool, "whole")
        self._sheet.add(**cells)

    def _quantity(self, item: LineItem, of: OfEntry) -> Mapping[str, Cell]:
        """The quantity of one resource, nothing free, as its price counts it, and how many resources there are."""
        billed = billed_by(item)
        if billed is None:
            return {GROSS: Cell(item.quantity + item.allowance, "computed"), TIMES: Cell(1, "whole")}
        names = billed.sheet.names
        gross = convert(parse(billed.quantity).value(names), billed.unit, item.card.unit)
        formula = of.formulas.written(parse(billed.quantity), billed.sheet)
        times = Cell(1, "whole")
        if billed.times:
            many = parse(billed.times)
            times = Cell(many.value(names), "number", of.formulas.written(many, billed.sheet))
        return {GROSS: Cell(gross, "number", converted(formula, billed.unit, item.card.unit)), TIMES: times}

    def _free(self, line: Line, of: OfEntry, at: Mapping[str, str]) -> Mapping[str, Cell]:
        """What is free of the line, alone and as the account shares it."""
        item, billed = line.item, billed_by(line.item)
        if item.free is None or not item.free.amount:
            return {}
        left = at[ACCOUNT]
        taken = self._taken.setdefault((of.number, item.free.name), [])
        # A computed line does not say in which order it takes; what earlier ones took is gone in any.
        if taken and (billed is None or billed.is_rest):
            earlier = "".join(f"-{converted(address, unit, item.card.unit)}" for address, unit in taken)
            left = f"MAX(0,{left}{earlier})"
        taken.append((at[GROSS], item.card.unit))
        cells = {
            ACCOUNT: Cell(item.free.amount, "number"),
            FREE: Cell(item.allowance, "number", f"MIN({left},{at[GROSS]})"),
        }
        in_all = f"{at[FREE]}*{at[COUNT]}"
        if self._pools.is_pooled:
            asked = ratio(item.allowance * of.count, item.free.amount)
            cells[ALLOWANCE] = Cell(self._pools.number(ALLOWANCE, item.free.name), "whole")
            cells[ASKED] = Cell(asked, "number", f"{in_all}/{at[ACCOUNT]}")
            in_all = f"{in_all}/MAX(1,{self._pools.asked(item)})"
        whole = (item.quantity + item.allowance) * of.count
        return {**cells, FREE_IN_ALL: Cell(whole - line.pooled.quantity, "number", in_all)}

    def _minimum(self, line: Line, of: OfEntry, at: Mapping[str, str]) -> Mapping[str, Cell]:
        """What fills up to a minimum of the account, less what other lines use of it."""
        item, billed = line.item, billed_by(line.item)
        assert item.minimum is not None and billed is not None
        least, used = (
            converted(of.formulas.written(each, billed.sheet), billed.unit, item.card.unit)
            for each in arguments_of(billed.quantity)
        )
        cells = {LEAST: Cell(item.minimum.least, "number", least), USED: Cell(item.minimum.used, "number", used)}
        fills = f"IF({at[COUNT]}=0,0,MAX(0,{at[LEAST]}-{at[USED]}*{at[COUNT]}))"
        if self._pools.is_shared_minimum(item):
            missing, of_all = self._pools.filling(item)
            own = f"{at[GROSS]}*{at[TIMES]}*{at[COUNT]}"
            cells[MINIMUM] = Cell(self._pools.number(MINIMUM, item.minimum.name), "whole")
            cells[ALONE] = Cell(item.quantity * of.count, "number", own)
            fills = f"IF({of_all}=0,0,{missing}*{at[ALONE]}/{of_all})"
        return {**cells, BILLED: Cell(line.pooled.quantity, "number", fills)}

    def _billed(self, line: Line, at: Mapping[str, str], *, has_free: bool) -> Cell:
        free = f"-{at[FREE_IN_ALL]}" if has_free else ""
        return Cell(line.pooled.quantity, "number", f"{at[GROSS]}*{at[TIMES]}*{at[COUNT]}{free}")

    def _usd(self, place: int, item: LineItem, at: Mapping[str, str]) -> str:
        alone, ladder, billed = self._alone(item, at), self._prices.ladder(item.card), at[BILLED]
        if self._pools.tiers(place) is not None:
            return self._pools.usd(place, billed, alone)
        if item.tiers_pool == RESOURCE or not self._pools.is_pooled:
            return alone
        together = ladder.cost(billed)
        return together if item.card.known_to is None else f"IF({ladder.is_beyond(billed)},{alone},{together})"

    def _alone(self, item: LineItem, at: Mapping[str, str]) -> str:
        """What the line costs by the tiers of its own resources: of each, unless all of it climbs them together."""
        ladder = self._prices.ladder(item.card)
        if len(item.card.tiers) == 1 and item.card.known_to is None:
            return ladder.cost(at[BILLED])
        many = f"({at[TIMES]}*{at[COUNT]})"
        return f"IF({many}=0,0,{many}*{ladder.cost(f'{at[BILLED]}/{many}')})"

    def _month(self, line: Line, at: Mapping[str, str]) -> Cell:
        item, usd = line.item, at[USD]
        if item.recurrence != UPFRONT:
            return Cell(line.pooled.usd, "money", usd)
        hours, term = Decimal(item.month_hours), Decimal(item.term_hours)
        return Cell(ratio(line.pooled.usd * hours, term), "money", f"{usd}*{hours}/{term}")
