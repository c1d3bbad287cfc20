"""The figures of types as texts for reading and as a table of exact numbers."""

from decimal import Decimal

from calculator.analysis.priced_types import MONEY, MONTH, NUMBER, PERCENT, RATE, Column, Figures
from calculator.application.found_types import FoundTypes
from calculator.catalogue.attributes import Value
from calculator.core.arithmetic import EXACT, exactly, ratio
from calculator.core.display import amount, exact_text, rounded, usd
from calculator.presentation.figures import signed_usd
from calculator.presentation.tables import Table

NO_PRICE, UNKNOWN, NOTHING = "no price", "unknown", "–"
HUNDRED = Decimal(100)
# An hour in effect may never end; prices that AWS lists mostly have as many decimals as the fewest.
FEWEST_PLACES, MOST_PLACES = 4, 6
# AWS states prices with ten places; a quotient, such as a month per vCPU, may have no last one.
EXACT_PLACES = 10


def figure_text(column: Column, value: Value) -> str:
    """One figure; a type without a price says so once, where its month stands."""
    if value is None:
        priced = column.kind in (MONEY, RATE, PERCENT)
        return NO_PRICE if column.name == MONTH else NOTHING if priced else UNKNOWN
    if not isinstance(value, Decimal):
        return str(value)
    if column.kind == MONEY:
        return usd(value)
    if column.kind == RATE:
        return _an_hour(value)
    if column.kind == PERCENT:
        return f"{rounded(value, 1):f}%"
    return amount(value)


def _an_hour(price: Decimal) -> str:
    """A price with as many decimals as it has, within bounds."""
    exponent = rounded(price, MOST_PLACES).normalize().as_tuple().exponent
    places = max(FEWEST_PLACES, -exponent) if isinstance(exponent, int) else FEWEST_PLACES
    return f"${rounded(price, places):,f}"


def difference_texts(more: tuple[Decimal, Decimal]) -> tuple[str, str]:
    """A difference in USD and in percent, as they are read."""
    percent = f"{rounded(more[1], 1):+,f}%".replace("-", "\N{MINUS SIGN}")
    return signed_usd(more[0]), percent


def is_number(column: Column) -> bool:
    """Whether a column is read from its right end."""
    return column.kind in (MONEY, RATE, PERCENT, NUMBER)


def difference(figures: Figures, present: Figures) -> tuple[Decimal, Decimal] | None:
    """How much more a month of a type costs than one of another, in USD and in percent."""
    month, other = figures[MONTH], present.get(MONTH)
    if not isinstance(month, Decimal) or not isinstance(other, Decimal) or not other:
        return None
    with exactly(EXACT):
        return month - other, Decimal(ratio((month - other) * HUNDRED, other))


def types_table(asked: FoundTypes) -> Table:
    """Every type that was found, in the order and with the columns that are shown, and what has no price."""
    types, question = asked.types, asked.question
    beside = {**asked.chosen, asked.table.purchase: asked.option}
    place = f"{question.region} as of {question.as_of}"
    differs = ("difference_usd", "difference_percent") if asked.present else ()
    heading = (
        "service", "region", "as_of", *beside, *(_heading(each) for each in asked.shown), *differs, "note",
    )  # fmt: skip
    present = types.figures.get(asked.present, {})
    rows = []
    for name in asked.found.names:
        figures = types.figures[name]
        more = difference(figures, present) if asked.present else None
        texts = [_exact(each) for each in more] if more else [None] * len(differs)
        note = f"no price in our data in {place}" if figures[MONTH] is None else None
        cells = [_exact(figures[each.name]) for each in asked.shown]
        rows.append((
            asked.service.KEY, question.region, question.as_of.isoformat(), *beside.values(), *cells, *texts, note,
        ))  # fmt: skip
    return Table(heading, tuple(rows))


def _heading(column: Column) -> str:
    return f"usd_{column.name}" if column.kind in (MONEY, RATE) else column.name


def _exact(value: Value) -> str | None:
    return exact_text(rounded(value, EXACT_PLACES)) if isinstance(value, Decimal) else value
