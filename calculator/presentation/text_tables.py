"""Estimates and comparisons as lines for a terminal: columns aligned, money to the right."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from calculator.adapters.documents import Document
from calculator.analysis.compare import Comparison
from calculator.catalogue.catalogue import Catalogue
from calculator.core.display import amount, counted, rounded, unit_price, usd
from calculator.core.estimate import Estimate, LineItem
from calculator.services.service import Service

GAP = "  "


def estimate_lines(service: Service, estimate: Estimate, catalogue: Catalogue) -> list[str]:
    """Line items tier by tier with their price rows, totals, capacity, warnings and sources."""
    used = [item for item in estimate.line_items if item.quantity]
    unused = len(estimate.line_items) - len(used)
    rows = [row for item in used for row in _item_rows(item)]
    totals = [("Monthly", usd(estimate.monthly_usd))]
    if estimate.upfront_usd:
        totals += [
            ("Upfront", usd(estimate.upfront_usd)),
            ("Monthly with upfront spread", usd(estimate.effective_monthly_usd)),
        ]
    totals.append(("Annual", usd(estimate.annual_usd)))
    rows += [("", "", "", "", ""), *((label, "", "", money, "") for label, money in totals)]
    return [
        f"{service.NAME} in {estimate.region}, prices as of {estimate.as_of}",
        "",
        *columns(("Item", "Quantity", "Unit price", "USD", "Price of"), rows, right=(1, 2, 3)),
        "",
        *([f"{unused} items of quantity 0 are left out; --json and --csv have them."] if unused else []),
        *(f"{plan.label}: {counted(plan.count, plan.unit)}" for plan in estimate.capacity.values()),
        *(f"Note: {each.message}" for each in estimate.warnings),
        *_source_lines(used, catalogue),
    ]


def comparison_lines(comparison: Comparison) -> list[str]:
    """Every choice, cheapest first, then why some are not feasible and where others overtake."""
    question = comparison.question
    rows = [
        (
            str(each.rank),
            each.choice,
            each.label,
            "not feasible" if each.estimate is None else usd(each.estimate.effective_monthly_usd),
            "" if each.delta_usd is None else usd(each.delta_usd),
            "" if each.delta_percent is None else f"{rounded(each.delta_percent, 1):,f} %",
        )
        for each in comparison.alternatives
    ]
    heading = ("", comparison.by, "", "Monthly", "Difference", "")
    return [
        f"{question.service.NAME} in {question.region}, prices as of {question.as_of}",
        "",
        *columns(heading, rows, right=(0, 3, 4, 5)),
        "",
        *(each.sentence for each in comparison.alternatives),
        "",
        *(each.sentence for each in comparison.crossovers),
    ]


def repricing_lines(document: Document) -> list[str]:
    """Line items and totals before and after, with the price rows of both."""
    before, after = document["before"], document["after"]
    rows = [
        (
            each["label"],
            *_moved(each),
            *(f"{each[f'{side}_effective_from'] or ''} {each[f'{side}_source'] or ''}" for side in ("before", "after")),
        )
        for each in document["lines"]
        if each["delta_usd"] != "0" or each["after_usd"] not in (None, "0")
    ]
    rows += [
        ("", "", "", "", "", "", ""),
        *((each["label"], *_moved(each), "", "") for each in document["totals"]),
    ]
    heading = ("Item", "Before", "After", "Difference", "", "Price before", "Price after")
    other = _prices_of(after, has_day=before["as_of"] != after["as_of"])
    return [
        f"{document['service']} in {document['region']}: {_prices_of(before)} before, {other} after",
        "",
        *columns(heading, rows, right=(1, 2, 3, 4)),
    ]


def _prices_of(side: Document, *, has_day: bool = True) -> str:
    """The lists of a side; under one that was chosen by name the day is that of the other side, and says nothing."""
    lists = ", ".join(each["id"] for each in side["price_lists"])
    return f"prices as of {side['as_of']} ({lists})" if has_day else f"prices of {lists}"


def _moved(each: Document) -> tuple[str, str, str, str]:
    """Amounts before and after, and their difference, also in percent."""
    sides = ("–" if each[name] is None else usd(Decimal(each[name])) for name in ("before_usd", "after_usd"))
    percent = each["delta_percent"]
    return (*sides, usd(Decimal(each["delta_usd"])), "" if percent is None else f"{rounded(Decimal(percent), 1):,f} %")  # type: ignore[return-value]


def columns(heading: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int]) -> list[str]:
    """Cells padded to the widest of their column."""
    table = [heading, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(heading))]
    return [
        GAP.join(
            text.rjust(widths[column]) if column in right else text.ljust(widths[column])
            for column, text in enumerate(row)
        ).rstrip()
        for row in table
    ]


def _item_rows(item: LineItem) -> Iterable[tuple[str, str, str, str, str]]:
    """A row for the item, and one for each tier when there are more than one."""
    of = f"{item.card.effective_from} {item.card.source}"
    if len(item.tiers) == 1:
        price = unit_price(item.tiers[0].tier.usd_per_unit)
        yield item.label, counted(item.quantity, item.unit), price, usd(item.usd), of
        return
    yield item.label, counted(item.quantity, item.unit), "", usd(item.usd), of
    for charge in item.tiers:
        start = f"{GAP}from {amount(charge.tier.start)} {item.unit}"
        price = unit_price(charge.tier.usd_per_unit)
        yield start, counted(charge.quantity, item.unit), price, f"({usd(charge.usd)})", ""


def _source_lines(items: Iterable[LineItem], catalogue: Catalogue) -> list[str]:
    cited = [catalogue.sources[key] for key in dict.fromkeys(item.card.source for item in items)]
    return ["", "Sources", *(f"{GAP}{each.id}: {each.title}. {each.url}".rstrip() for each in cited)] if cited else []
