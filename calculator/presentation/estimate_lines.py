"""The answer to an estimate as lines for a terminal."""

from collections.abc import Iterator
from decimal import Decimal

from calculator.core.display import usd
from calculator.presentation import estimate_shapes as shapes
from calculator.presentation.text_tables import GAP, columns


def estimate_lines(estimate: shapes.EstimateAnswer) -> list[str]:
    """Entries with what they cost, subtotals of their groups, the total, and what has no answer."""
    rows = [row for group in estimate["groups"] for row in _group_rows(group, 0)]
    rows += [("", "", "", "", ""), *_total_rows(estimate)]
    title = estimate["estimate"].get("title") or "Estimate"
    return [
        f"{title}, prices as of {estimate['as_of']}",
        "",
        *columns(("Entry", "Service", "Region", "Count", "USD/month"), rows, right=(3, 4)),
        "",
        *(f"{each['pointer']}: {fault['message']}" for each in estimate["missing"] for fault in each["errors"]),
        *(f"Note for {', '.join(each['entries'])}: {each['message']}" for each in estimate["warnings"]),
        *(
            []
            if estimate["is_complete"]
            else [f"{len(estimate['missing'])} entries have no answer; the total is without them."]
        ),
    ]


def _group_rows(group: shapes.AnsweredGroup, depth: int) -> Iterator[tuple[str, ...]]:
    inset = GAP * depth
    yield (f"{inset}{group['name'] or group['id']}", "", "", "", _usd_text(group["effective_monthly_usd"]))
    for each in group["entries"]:
        cost = "no answer" if each["error"] else _usd_text(each["effective_monthly_usd"])
        yield (f"{inset}{GAP}{each['name'] or each['id']}", each["service"], each["region"], each["count"], cost)
    for inner in group["groups"]:
        yield from _group_rows(inner, depth + 1)


def _total_rows(estimate: shapes.EstimateAnswer) -> Iterator[tuple[str, ...]]:
    named = (
        ("Monthly", estimate["monthly_usd"]),
        ("Upfront", estimate["upfront_usd"]),
        ("Effective (amortized)", estimate["effective_monthly_usd"]),
        ("Annual", estimate["annual_usd"]),
    )
    for label, amount in named:
        yield (label, "", "", "", _usd_text(amount))
    saved = Decimal(estimate["list"]["effective_monthly_usd"]) - Decimal(estimate["effective_monthly_usd"])
    if saved:
        yield ("Less than at list prices, each line for itself", "", "", "", usd(saved))


def _usd_text(text: str | None) -> str:
    return "not known" if text is None else usd(Decimal(text))
