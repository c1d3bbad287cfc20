"""Answers and comparisons as lines for a terminal: columns aligned, money to the right."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from calculator.analysis.compare import Alternative, Comparison
from calculator.catalogue.catalogue import Catalogue
from calculator.core.answer import Answer, LineItem
from calculator.core.display import amount, counted, rounded, unit_price, usd
from calculator.core.month import Month
from calculator.presentation.answer_documents import Document
from calculator.services.service import Service
from calculator.services.service_files.sold_defaults import ASSUMED

GAP = "  "


def answer_lines(service: Service, answer: Answer, catalogue: Catalogue) -> list[str]:
    """Line items tier by tier with their price rows, totals, capacity, warnings and sources."""
    used = [item for item in answer.line_items if item.quantity]
    unused = len(answer.line_items) - len(used)
    rows = [row for item in used for row in _item_rows(item)]
    rows += [("", "", "", "", ""), *((label, "", "", money, "") for label, money in _totals(answer))]
    return [
        f"{service.NAME} in {answer.region}, prices as of {answer.as_of}{_of_calendar(answer.month)}",
        "",
        *columns(("Item", "Quantity", "Unit price", "USD", "Price of"), rows, right=(1, 2, 3)),
        "",
        *([f"{unused} items of quantity 0 are left out; --json and --csv have them."] if unused else []),
        *(f"{plan.label}: {counted(plan.count, plan.unit)}" for plan in answer.capacity.values()),
        *(f"Note: {each.message}" for each in answer.warnings),
        *_source_lines(used, catalogue),
    ]


def _totals(answer: Answer) -> Iterator[tuple[str, str]]:
    """Each total with its amount; what is paid upfront where it is anything, or not known."""
    yield "Monthly", _money(answer.monthly_usd)
    if answer.upfront_usd != 0:
        yield "Upfront", _money(answer.upfront_usd)
        yield "Effective (amortized)", usd(answer.effective_monthly_usd)
    yield "Annual", usd(answer.annual_usd)


def _money(known: Decimal | None) -> str:
    return "not known" if known is None else usd(known)


def comparison_lines(comparison: Comparison) -> list[str]:
    """The choices, cheapest first, then how many have no price, why some are not feasible and where others overtake."""
    question = comparison.question
    listed = [each for each in comparison.alternatives if not each.is_unpriced]
    rows = [
        (
            str(each.rank),
            each.choice,
            each.label,
            "not feasible" if each.answer is None else usd(each.answer.effective_monthly_usd),
            "" if each.delta_usd is None else usd(each.delta_usd),
            "" if each.delta_percent is None else f"{rounded(each.delta_percent, 1):,f}%",
        )
        for each in listed
    ]
    heading = ("", comparison.by or "", "", "Monthly", "Difference", "")
    return [
        f"{question.service.NAME} in {question.region}, prices as of {question.as_of}{_of_calendar(question.month)}",
        "",
        *columns(heading, rows, right=(0, 3, 4, 5)),
        "",
        *(sentence for each in listed for sentence in (each.sentence, *_assumed(each))),
        *([comparison.unpriced_in_words] if comparison.unpriced else []),
        *([comparison.left_out.words] if comparison.left_out.words else []),
        "",
        *(each.sentence for each in comparison.crossovers),
    ]


def _assumed(each: Alternative) -> list[str]:
    """What stands in for a default beside the choice: the others may be priced with something else."""
    warnings = each.answer.warnings if each.answer is not None else ()
    return [f"Note on {each.label}: {one.message}" for one in warnings if one.code == ASSUMED]


def _of_calendar(month: Month) -> str:
    """The end of a heading that says how long the month is where that is not a twelfth of a year."""
    return "" if month.is_average else f", {month.in_words}"


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
    delta, percent = each["delta_usd"], each["delta_percent"]
    return (
        *sides,
        "" if delta is None else usd(Decimal(delta)),
        "" if percent is None else f"{rounded(Decimal(percent), 1):,f}%",
    )  # type: ignore[return-value]


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
    lines = (f"{GAP}{each.id}: {each.title} ({each.publisher}, {each.confidence}). {each.url}" for each in cited)
    return ["", "Sources", *(line.rstrip() for line in lines)] if cited else []
