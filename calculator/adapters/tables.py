"""The documents of the contract as tables, and tables as CSV: RFC 4180, safe to open in a spreadsheet."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from calculator.adapters.documents import TOTALS, Document
from calculator.core.display import plural

# A spreadsheet would run a text cell that begins with one of these as a formula.
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Table:
    """A heading and rows of the same width."""

    heading: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def csv_text(table: Table) -> str:
    """Heading and rows, each line ended by CRLF."""
    lines = StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(table.heading)
    writer.writerows([cell(value) for value in row] for row in table.rows)
    return lines.getvalue()


def cell(value: object) -> str:
    """One cell: numbers as they are, text that would run as a formula behind an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if text.startswith(RUNS_AS_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def rows_table(rows: Sequence[Document], heading: Iterable[str]) -> Table:
    """Flat documents with the columns of a heading."""
    columns = tuple(heading)
    return Table(columns, tuple(tuple(row[column] for column in columns) for row in rows))


ITEM_COLUMNS = ("name", "label", "quantity", "unit", "usd", "recurrence", "formula", "assumption")
PRICE_COLUMNS = ("dimension", "option", "usage_type", "sku", "effective_from", "source")


def estimate_table(estimate: Document) -> Table:
    """One line item a row, with its tiers in words and its price row."""
    asked = tuple(estimate[name] for name in ("service", "region", "as_of"))
    return Table(
        ("service", "region", "as_of", *ITEM_COLUMNS, "tiers", *PRICE_COLUMNS),
        tuple(
            (
                *asked,
                *(item[column] for column in ITEM_COLUMNS),
                "; ".join(_tier_words(tier) for tier in item["tiers"]),
                *(item["price"][column] for column in PRICE_COLUMNS),
            )
            for item in estimate["line_items"]
        ),
    )


def _tier_words(tier: Document) -> str:
    stretch = f"from {tier['from']}" + (f" to {tier['to']}" if tier["to"] else "")
    return f"{tier['quantity']} at {tier['usd_per_unit']} ({stretch})"


ALTERNATIVE_COLUMNS = ("rank", "choice", "label", "feasible")
COST_COLUMNS = (*TOTALS, "delta_usd", "delta_percent")


def comparison_table(comparison: Document) -> Table:
    """One alternative a row: money, capacity, facts and reasons."""
    alternatives = comparison["alternatives"]
    headlines = tuple(dict.fromkeys(name for each in alternatives for name in each["capacity"]))
    facts = tuple(fact["name"] for fact in alternatives[0]["facts"])
    asked = tuple(comparison[name] for name in ("service", "region", "as_of"))
    return Table(
        (
            *("service", "region", "as_of"),
            *ALTERNATIVE_COLUMNS,
            *COST_COLUMNS,
            *headlines,
            *facts,
            "reasons",
            "sentence",
        ),
        tuple(
            (
                *asked,
                *(each[column] for column in (*ALTERNATIVE_COLUMNS, *COST_COLUMNS)),
                *(each["capacity"].get(name, {}).get("count") for name in headlines),
                *(_fact_words(fact) for fact in each["facts"]),
                " ".join(each["reasons"]),
                each["sentence"],
            )
            for each in alternatives
        ),
    )


def _fact_words(fact: Document) -> str | None:
    if fact["value"] is None:
        return None
    reach = f" to {fact['value_to']}" if fact["value_to"] else ""
    return f"{fact['value']}{reach} {plural(fact['unit'], Decimal(fact['value_to'] or fact['value']))}"


def sweep_table(sweep: Document) -> Table:
    """One point a row, the cost of each choice a column."""
    series = sweep["series"]
    return Table(
        (sweep["over"], *(each["choice"] or "effective_monthly_usd" for each in series)),
        tuple(zip(sweep["values"], *(each["effective_monthly_usd"] for each in series), strict=True)),
    )
