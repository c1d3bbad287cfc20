"""The documents of the contract as tables: a heading and rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculator.core.display import PERCENTS, exact_text, plural, rounded
from calculator.presentation.analysis_shapes import Alternative
from calculator.presentation.answer_documents import TOTALS, Document


class Words(str):
    """A text that is no number even where it reads like one: a name that somebody chose."""


@dataclass(frozen=True, slots=True)
class Table:
    """A heading and rows of the same width."""

    heading: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def rows_table(rows: Sequence[Document], heading: Iterable[str]) -> Table:
    """Flat documents with the columns of a heading."""
    columns = tuple(heading)
    return Table(columns, tuple(cells(row, columns) for row in rows))


def cells(row: Mapping[str, object], columns: Iterable[str]) -> tuple[object, ...]:
    """What a document has under each of some names."""
    return tuple(row[column] for column in columns)


ITEM_COLUMNS = ("name", "label", "quantity", "unit", "usd", "recurrence", "formula", "assumption")
PRICE_COLUMNS = ("dimension", "option", "usage_type", "sku", "effective_from", "source")
RELIABILITY_COLUMNS = ("confirmed", "confirmed_by", "source_title", "publisher", "reliability")


def answer_table(answer: Document) -> Table:
    """One line item a row, with its tiers in words and its price row."""
    asked = tuple(answer[name] for name in ("service", "region", "as_of"))
    return Table(
        ("service", "region", "as_of", *ITEM_COLUMNS, "tiers", *PRICE_COLUMNS, "month", *RELIABILITY_COLUMNS),
        tuple(
            (
                *asked,
                *(item[column] for column in ITEM_COLUMNS),
                "; ".join(_tier_words(tier) for tier in item["tiers"]),
                *(item["price"][column] for column in PRICE_COLUMNS),
                answer["month"],
                *(item["price"][column] for column in RELIABILITY_COLUMNS),
            )
            for item in answer["line_items"]
        ),
    )


def _tier_words(tier: Document) -> str:
    stretch = f"from {tier['from']}" + (f" to {tier['to']}" if tier["to"] else "")
    return f"{tier['quantity']} at {tier['usd_per_unit']} ({stretch})"


PERCENT_PLACES = 2
ALTERNATIVE_COLUMNS = ("rank", "choice", "label", "feasible")
COST_COLUMNS = (*TOTALS, "delta_usd", "delta_percent")
# What every alternative has; the others are figures beside its bill, each under its name.
ALTERNATIVE_MEMBERS = frozenset(Alternative.__annotations__)


def comparison_table(comparison: Document) -> Table:
    """One alternative a row: money, capacity, what AWS states, figures beside the bill, reasons and warnings."""
    alternatives = comparison["alternatives"]
    headlines = tuple(dict.fromkeys(name for each in alternatives for name in each["capacity"]))
    facts = tuple(fact["name"] for fact in alternatives[0]["facts"])
    figures = tuple(dict.fromkeys(name for each in alternatives for name in each if name not in ALTERNATIVE_MEMBERS))
    asked = tuple(comparison[name] for name in ("service", "region", "as_of"))
    heading = (
        *("service", "region", "as_of"),
        *ALTERNATIVE_COLUMNS,
        *COST_COLUMNS,
        *headlines,
        *facts,
        "reasons",
        "sentence",
        "month",
        "code",
        *figures,
        "warnings",
    )
    rows = tuple(
        (
            *asked,
            *(_short(column, each[column]) for column in (*ALTERNATIVE_COLUMNS, *COST_COLUMNS)),
            *(each["capacity"].get(name, {}).get("count") for name in headlines),
            *(_fact_words(fact) for fact in each["facts"]),
            " ".join(each["reasons"]),
            each["sentence"],
            comparison["month"],
            each["code"],
            *(_short(name, each.get(name)) for name in figures),
            " ".join(warning["message"] for warning in each["warnings"]),
        )
        for each in alternatives
    )
    return Table(heading, (*rows, *_left_out_row(heading, comparison)))


def _left_out_row(heading: tuple[str, ...], comparison: Document) -> Iterator[tuple[object, ...]]:
    """A last row where not all of a long list stands above it, with the reason that says so."""
    if comparison["left_out"] is not None:
        told = {"reasons": comparison["left_out"]["sentence"], "code": "left_out"}
        yield tuple(
            {**comparison, **told}[name] if name in ("service", "region", "as_of", "month", *told) else None
            for name in heading
        )


def _short(name: str, value: object) -> object:
    """A percentage as people read it, anything else as it is."""
    if not name.endswith("_percent") or not isinstance(value, str):
        return value
    return exact_text(rounded(Decimal(value), PERCENT_PLACES))


def _fact_words(fact: Document) -> str | None:
    if fact["value"] is None:
        return None
    reach = f" to {fact['value_to']}" if fact["value_to"] else ""
    value = f"{fact['value']}{reach}"
    if fact["unit"] in PERCENTS:
        return f"{value}%"
    return f"{value} {plural(fact['unit'], Decimal(fact['value_to'] or fact['value']))}"


def sweep_table(sweep: Document) -> Table:
    """One point a row, the cost of each choice a column."""
    series = sweep["series"]
    return Table(
        (sweep["over"], *(each["choice"] or "effective_monthly_usd" for each in series)),
        tuple(zip(sweep["values"], *(each["effective_monthly_usd"] for each in series), strict=True)),
    )
