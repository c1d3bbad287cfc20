"""The first sheet: what the estimate costs in all, by entry, service and Region, and what its prices are."""

from decimal import Decimal

from calculator.core.answer import EFFECTIVE, MONTHLY, UPFRONT
from calculator.core.formulas.spreadsheet import quoted
from calculator.core.month import AVERAGE, MONTHS
from calculator.estimates.answers import AnsweredEntry, EstimateAnswer, Money, by_group, by_region, by_service
from calculator.estimates.currency import in_currency, rate_words
from calculator.exports.estimate_facts import group_path
from calculator.exports.workbook.cells import Cell, Sheet
from calculator.exports.workbook.figures_sheet import COMPUTED
from calculator.exports.workbook.lines_sheet import MONTH, NUMBER, PAID, RECURRENCE, USD

SUMMARY = "Estimate"
NAME, SERVICE, REGION, COUNT = "Name", "Service", "Region", "Count"
MONTHLY_USD, UPFRONT_USD, EFFECTIVE_USD = "Monthly", "Upfront", "Monthly with upfront spread"
COLUMNS = {"No.": 8, NAME: 34, SERVICE: 20, REGION: 16, COUNT: 10, MONTHLY_USD: 18, UPFRONT_USD: 18,
           EFFECTIVE_USD: 18, "Group": 30, "Note": 60}  # fmt: skip
UNKNOWN = "not told apart"
NOTHING_WAITS = "All inputs are in these figures."


def summary_sheet(answer: EstimateAnswer, lines: Sheet, last_line: int, waiting: str, link: str) -> Sheet:
    """The sheet; `waiting` is the formula of how many changed inputs wait, `link` the address of the estimate."""
    document, sheet = answer.document, Sheet(SUMMARY, COLUMNS, has_heading=False)
    sums = _Sums(lines, max(last_line, 2))
    sheet.add(**{"No.": Cell(document.title or "Estimate", "title")})
    hours = MONTHS[document.month].hours
    sheet.add(**{"No.": Cell(f"Prices of {answer.as_of}, a month of {hours} hours, in US dollars without taxes.")})
    if link:
        sheet.add(**{"No.": Cell(link)})
    sheet.add(**{"No.": Cell("White cells on the sheet Inputs count at once; yellow ones when this file is uploaded.")})
    many = f'IF({waiting}=1," changed input is"," changed inputs are")'
    advice = " not in these figures: upload this file to the calculator."
    told = f'IF({waiting}=0,"{NOTHING_WAITS}",{waiting}&{many}&"{advice}")'
    sheet.add(**{"No.": Cell(NOTHING_WAITS, "strong", told)})
    sheet.add()
    _heading(sheet, "All of it")
    total = sheet.add(**{NAME: Cell("Total", "strong"), **_money(answer.money(), sums, "", style="total")})
    _annual(sheet, answer, sums)
    _in_currency(sheet, answer, sheet.at(EFFECTIVE_USD, total))
    if answer.missing:
        missing = len(answer.missing)
        have = "entry has" if missing == 1 else "entries have"
        told = f"The total is incomplete: {missing} {have} no price or an error."
        sheet.add(**{NAME: Cell(told, "warning")})
    sheet.add()
    _heading(sheet, "Entries")
    rows = [_entry(sheet, number, each, sums) for number, each in enumerate(answer.entries, start=1)]
    _groups(sheet, answer, rows)
    for column, names_of in ((SERVICE, by_service), (REGION, by_region)):
        sheet.add()
        _heading(sheet, f"By {column if column == REGION else column.lower()}")
        for name, money in answer.by(names_of).items():
            sheet.add(**{NAME: Cell(name), **_money(money, sums, sums.where(column, quoted(name)))})
    return sheet


def _heading(sheet: Sheet, title: str) -> None:
    amounts = (COUNT, MONTHLY_USD, UPFRONT_USD, EFFECTIVE_USD)
    looks = {column: "heading_of_amounts" if column in amounts else "heading" for column in COLUMNS}
    sheet.add(**{column: Cell(title if column == NAME else column, look) for column, look in looks.items()})


def _entry(sheet: Sheet, number: int, each: AnsweredEntry, sums: "_Sums") -> int:
    entry = each.entry
    error = "; ".join(fault.message for fault in each.error.errors) if each.error is not None else ""
    return sheet.add(**{
        "No.": Cell(number, "whole"),
        NAME: Cell(entry.name or entry.id),
        SERVICE: Cell(entry.service),
        REGION: Cell(entry.region),
        COUNT: Cell(entry.count, "whole"),
        **({} if error else _money(each.money(), sums, sums.where(NUMBER, str(number)))),
        "Group": Cell(group_path(each.groups)),
        "Note": Cell(error or entry.note, "warning" if error else "text"),
    })  # fmt: skip


def _groups(sheet: Sheet, answer: EstimateAnswer, rows: list[int]) -> None:
    """The subtotal of each group, over the rows of its entries, which stand together."""
    subtotals = answer.by(by_group)
    sheet.add()
    _heading(sheet, "By group")
    paths = {group.id: each.groups[: place + 1] for each in answer.entries for place, group in enumerate(each.groups)}
    for group, _ in answer.document.all_groups():
        if group.id in subtotals:
            within = zip(rows, answer.entries, strict=True)
            inside = [row for row, each in within if any(around.id == group.id for around in each.groups)]
            figures = _over(sheet, subtotals[group.id], inside[0], inside[-1])
            sheet.add(**{NAME: Cell(group_path(paths[group.id])), **figures, "Note": Cell(group.note)})


def _over(sheet: Sheet, money: Money, first: int, last: int) -> dict[str, Cell]:
    """The sums of some rows of this sheet; unknown where one of them is."""
    figures = {
        MONTHLY_USD: money.monthly_usd,
        UPFRONT_USD: money.upfront_usd,
        EFFECTIVE_USD: money.effective_monthly_usd,
    }
    spans = {column: sheet.span(column, first, last) for column in figures}
    return {
        column: Cell(
            UNKNOWN if usd is None else usd,
            "money",
            f'IF(COUNTIF({spans[column]},"{UNKNOWN}")=0,SUM({spans[column]}),"{UNKNOWN}")',
        )
        for column, usd in figures.items()
    }


def _in_currency(sheet: Sheet, answer: EstimateAnswer, total: str) -> None:
    """The total at the rate that the estimate states, if it states one."""
    currency = answer.document.currency
    if currency != "USD":
        amount = in_currency(answer.money().effective_monthly_usd, currency)
        figure = Cell(amount, "number", f"ROUND({total}*{currency.per_usd:f},2)")
        name = Cell(f"Total in {currency.code}", "strong")
        sheet.add(**{NAME: name, EFFECTIVE_USD: figure, "Note": Cell(rate_words(currency))})


def _annual(sheet: Sheet, answer: EstimateAnswer, sums: "_Sums") -> None:
    """Twelve months; those of a calendar month would be another year."""
    is_live = answer.document.month == AVERAGE.name
    formula = f"12*({sums.of(MONTH)})" if is_live else ""
    cell = Cell(answer.annual_usd, "money" if is_live else "computed_money", formula)
    note = "" if is_live else f"Twelve average months, {COMPUTED}."
    sheet.add(**{NAME: Cell("A year", "strong"), EFFECTIVE_USD: cell, "Note": Cell(note)})


class _Sums:
    """Sums over the lines of all entries, or of some."""

    def __init__(self, lines: Sheet, last: int) -> None:
        self._lines, self._last = lines, last

    def span(self, column: str) -> str:
        return self._lines.span(column, 2, self._last)

    def where(self, column: str, is_this: str) -> str:
        """The condition that a column of a line is this."""
        return f",{self.span(column)},{is_this}"

    def of(self, column: str, condition: str = "", paid: str = "") -> str:
        """The formula of the sum of a column, under a condition and of what is paid in a way."""
        if not condition and not paid:
            return f"SUM({self.span(column)})"
        by = self.where(RECURRENCE, quoted(PAID[paid])) if paid else ""
        return f"SUMIFS({self.span(column)}{condition}{by})"


def _money(money: Money, sums: _Sums, of: str, style: str = "money") -> dict[str, Cell]:
    known = sums.of(MONTH, of, EFFECTIVE)
    return {
        MONTHLY_USD: _or_unknown(money.monthly_usd, style, known, sums.of(MONTH, of, MONTHLY)),
        UPFRONT_USD: _or_unknown(money.upfront_usd, style, known, sums.of(USD, of, UPFRONT)),
        EFFECTIVE_USD: Cell(money.effective_monthly_usd, style, sums.of(MONTH, of)),
    }


def _or_unknown(usd: Decimal | None, style: str, together: str, formula: str) -> Cell:
    """A figure that is only known where no source gives but the average of both."""
    return Cell(UNKNOWN if usd is None else usd, style, f'IF({together}=0,{formula},"{UNKNOWN}")')
