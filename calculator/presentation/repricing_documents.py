"""One workload under two sets of prices, line by line: what it cost, what it would cost, and the difference."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from calculator.adapters.documents import TOTALS, Document
from calculator.adapters.tables import Table
from calculator.core.arithmetic import EXACT, decimal, exactly, ratio
from calculator.core.display import exact_text, rounded

SIDE = ("as_of", "price_lists", *TOTALS, "annual_usd")
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
PERCENT_PLACES = 4
TOTAL_LABELS = {
    "monthly_usd": "A month",
    "upfront_usd": "Upfront",
    "effective_monthly_usd": "A month, with what is paid upfront spread",
    "annual_usd": "A year",
}


def repricing_document(before: Document, after: Document) -> Document:
    """The difference of two estimate documents of one workload."""
    ours, theirs = _by_line(before), _by_line(after)
    return {
        "service": after["service"],
        "region": after["region"],
        "usage": after["usage"],
        "before": {name: before[name] for name in SIDE},
        "after": {name: after[name] for name in SIDE},
        "lines": [_line(ours.get(key), theirs.get(key)) for key in dict.fromkeys((*ours, *theirs))],
        "totals": [
            {"name": name, "label": label, **_difference(before[name], after[name])}
            for name, label in TOTAL_LABELS.items()
        ],
    }


def repricing_table(document: Document) -> Table:
    """One line item a row, then a row for each total."""
    asked = (document["service"], document["region"], document["before"]["as_of"], document["after"]["as_of"])
    lines: Iterable[Document] = (*document["lines"], *document["totals"])
    return Table(
        ("service", "region", "before_as_of", "after_as_of", *LINE_COLUMNS),
        tuple((*asked, *(line.get(column) for column in LINE_COLUMNS)) for line in lines),
    )


def _by_line(estimate: Document) -> dict[tuple[str, int], Document]:
    """The line items by name; several of one name are counted."""
    seen: Counter[str] = Counter()
    lines: dict[tuple[str, int], Document] = {}
    for item in estimate["line_items"]:
        lines[item["name"], seen[item["name"]]] = item
        seen[item["name"]] += 1
    return lines


def _line(before: Document | None, after: Document | None) -> Document:
    either = after or before or {}
    return {
        **{name: either[name] for name in ("name", "label", "recurrence", "unit")},
        "before_quantity": _of(before, "quantity"),
        "after_quantity": _of(after, "quantity"),
        **_difference(_of(before, "usd"), _of(after, "usd")),
        **_price("before", before),
        **_price("after", after),
    }


def _price(side: str, item: Document | None) -> Mapping[str, str | None]:
    return {f"{side}_{name}": _of(item and item["price"], name) for name in ("effective_from", "source")}


def _of(document: Document | None, name: str) -> str | None:
    return None if document is None else document[name]


def _difference(before: str | None, after: str | None) -> Document:
    """Amounts and their difference; a line that one side does not have counts as nothing there."""
    old, new = decimal(before or "0"), decimal(after or "0")
    with exactly(EXACT):
        delta = new - old
    percent = rounded(Decimal(ratio(delta * 100, old)), PERCENT_PLACES) if old else None
    return {
        "before_usd": before,
        "after_usd": after,
        "delta_usd": exact_text(delta),
        "delta_percent": None if percent is None else exact_text(percent),
    }
