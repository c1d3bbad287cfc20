"""Cells of an estimate that a link shows: its totals, and any value of its answer by a path.

effective_monthly_usd                                 a total
by_service.s3.effective_monthly_usd                   a subtotal
groups.Production.entries.Orders.line_items.requests.usd    a charge; groups, entries and charges go by their names
"""

from calculator.cells.answers import CSV, TEXT, Writing
from calculator.cells.parameters import CellQuery
from calculator.cells.values import figure_of, with_rounded_money
from calculator.core.display import CENTS
from calculator.core.errors import FieldError, InvalidInput
from calculator.exports.csv_file import DIALECT, USUAL, csv_text
from calculator.presentation.estimate_documents import estimate_table
from calculator.presentation.kept_estimates import kept_answer
from calculator.store import estimates as store

TABLE = "estimate.csv"


def writing_of_estimate(value: str) -> Writing:
    """How a value of an estimate is sent."""
    return CSV if value == TABLE else TEXT


def answer_estimate_cell(token: str, value: str, asked: CellQuery) -> str:
    """One value of what a link shows, or all of it as CSV. Raises UnknownName, NoValue, InvalidInput."""
    if asked.fields:
        raise InvalidInput(
            FieldError(name, "An estimate says everything by itself; leave the parameter out.") for name in asked.fields
        )
    document = kept_answer(store.shared(token))
    if value == TABLE:
        rounded = document if asked.places is None else with_rounded_money(document, asked.places)
        return csv_text(estimate_table(rounded), asked.dialect or USUAL)
    if asked.dialect is not None:
        raise InvalidInput([FieldError(DIALECT, f"Dialect is for CSV alone, {TABLE}.", value[:80])])
    return figure_of(document, value, CENTS if asked.places is None else asked.places)
