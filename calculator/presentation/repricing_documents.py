"""One workload under two sets of prices, line by line: what it cost, what it would cost, and the difference."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from calculator.core.arithmetic import EXACT, decimal, exactly, ratio
from calculator.core.display import exact_text
from calculator.presentation import analysis_shapes as shapes
from calculator.presentation.answer_documents import Document, percent_text
from calculator.presentation.tables import Table

LINE_COLUMNS = (
    "name",
    "label",
    "recurrence",
    "unit",
    "before_quantity",
    "after_quantity",
    "before_usd",
    "after_usd",
    "delta_usd",
    "delta_percent",
    "before_effective_from",
    "before_source",
    "after_effective_from",
    "after_source",
)
TOTAL_LABELS = {
    "monthly_usd": "A month",
    "upfront_usd": "Upfront",
    "effective_monthly_usd": "Effective (amortized) month",
    "annual_usd": "A year",
}


def repricing_document(before: Document, after: Document) -> Document:
    """The difference of two estimate documents of one workload."""
    ours, theirs = _by_line(before), _by_line(after)
    document: shapes.Repricing = {
        "service": after["service"],
        "region": after["region"],
        "month": after["month"],
        "usage": after["usage"],
        "before": _side(before),
        "after": _side(after),
        "lines": [_line(ours.get(key), theirs.get(key)) for key in dict.fromkeys((*ours, *theirs))],
        "totals": [
            {"name": name, "label": label, **_difference(before[name], after[name])}
            for name, label in TOTAL_LABELS.items()
        ],
    }
    return {**document}


def _side(answer: Document) -> shapes.PricedSide:
    return {
        "as_of": answer["as_of"],
        "price_lists": answer["price_lists"],
        "monthly_usd": answer["monthly_usd"],
        "upfront_usd": answer["upfront_usd"],
        "effective_monthly_usd": answer["effective_monthly_usd"],
        "annual_usd": answer["annual_usd"],
    }


def repricing_table(document: Document) -> Table:
    """One line item a row, then a row for each total."""
    asked = (document["service"], document["region"], document["before"]["as_of"], document["after"]["as_of"])
    lines: Iterable[Document] = (*document["lines"], *document["totals"])
    return Table(
        ("service", "region", "before_as_of", "after_as_of", *LINE_COLUMNS),
        tuple((*asked, *(line.get(column) for column in LINE_COLUMNS)) for line in lines),
    )


def _by_line(answer: Document) -> dict[tuple[str, int], Document]:
    """The line items by name; several of one name are counted."""
    seen: Counter[str] = Counter()
    lines: dict[tuple[str, int], Document] = {}
    for item in answer["line_items"]:
        lines[item["name"], seen[item["name"]]] = item
        seen[item["name"]] += 1
    return lines


def _line(before: Document | None, after: Document | None) -> shapes.RepricedLine:
    either = after or before or {}
    return {
        "name": either["name"],
        "label": either["label"],
        "recurrence": either["recurrence"],
        "unit": either["unit"],
        "before_quantity": _of(before, "quantity"),
        "after_quantity": _of(after, "quantity"),
        **_difference(_of(before, "usd"), _of(after, "usd"), absent="0"),
        "before_effective_from": _of(before and before["price"], "effective_from"),
        "before_source": _of(before and before["price"], "source"),
        "after_effective_from": _of(after and after["price"], "effective_from"),
        "after_source": _of(after and after["price"], "source"),
    }


def _of(document: Document | None, name: str) -> str | None:
    return None if document is None else document[name]


def _difference(before: str | None, after: str | None, absent: str | None = None) -> shapes.Difference:
    """Amounts and their difference, `absent` standing for what a side does not have; unknown if either is."""
    old, new = (absent if side is None else side for side in (before, after))
    delta, percent = (None, None) if old is None or new is None else _moved(decimal(old), decimal(new))
    return {
        "before_usd": before,
        "after_usd": after,
        "delta_usd": None if delta is None else exact_text(delta),
        "delta_percent": None if percent is None else percent_text(percent),
    }


def _moved(old: Decimal, new: Decimal) -> tuple[Decimal, Decimal | None]:
    """A difference, and in percent of what it was if that was anything."""
    with exactly(EXACT):
        delta = new - old
    return delta, Decimal(ratio(delta * 100, old)) if old else None
