"""A priced table in a few lines, as a command prints it."""

from collections.abc import Iterator
from decimal import Decimal

from calculator.batch.heading import NOT_READ, Heading
from calculator.batch.parts import Totals
from calculator.core.display import usd
from calculator.core.nearest_names import did_you_mean
from calculator.services import SERVICES

REFUSED_WORDS = {
    "invalid_input": "with a wrong cell",
    "no_price": "without a price in our data",
    "infeasible": "that no configuration carries",
}


def summary_lines(totals: Totals) -> Iterator[str]:
    """Rows and money, then services, the most expensive first."""
    whole = totals.all
    money = rounded_usd(whole.effective_monthly_usd)
    yield f"{whole.answered:,} of {totals.rows:,} rows answered: {money} a month, effective."
    for code, many in totals.refused.items():
        yield f"  {many:,} rows {REFUSED_WORDS.get(code, code)}; their sentences are in the column `error`."
    if whole.unknown:
        yield f"  Of {whole.unknown:,} rows no source tells what is paid upfront: the effective figure alone has them."
    for each in totals.by("service"):
        if each.answered:
            name = SERVICES[each.name].NAME
            yield f"  {name}: {rounded_usd(each.effective_monthly_usd)} of {each.answered:,} rows"


def rounded_usd(figure: float) -> str:
    """Money of arrays, for reading."""
    return usd(Decimal(repr(figure)))


def unknown_column_lines(heading: Heading) -> Iterator[str]:
    """The columns that are passed through though nobody said so, and what they may have meant."""
    for name in (each for each in heading.passed_through if not each.startswith(NOT_READ)):
        hint = did_you_mean(heading.nearest(name))
        yield f"Column {name!r} is no field, so it is passed through. {hint}".rstrip()
