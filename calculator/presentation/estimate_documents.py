"""The answer to an estimate as a plain dictionary, and as a table with a row for each charge."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from calculator.core.display import exact_text
from calculator.core.errors import CalculatorError
from calculator.estimates.answers import (
    NOTHING,
    AnsweredEntry,
    EstimateAnswer,
    Line,
    Money,
    by_group,
    by_region,
    by_service,
    by_tag,
)
from calculator.estimates.blueprints import blueprints
from calculator.estimates.document import Document as EstimateFile
from calculator.estimates.document import Group, as_json
from calculator.estimates.flat_file import ENTRY_COLUMNS as FLAT_COLUMNS
from calculator.estimates.flat_file import flat_rows
from calculator.estimates.pooling import Share
from calculator.presentation import estimate_shapes as shapes
from calculator.presentation.answer_documents import (
    capacity_document,
    line_item_document,
    plain,
    price_list_document,
    tier_charge_document,
    usage_document,
)
from calculator.presentation.answer_shapes import PriceList
from calculator.presentation.error_documents import bound_document
from calculator.presentation.tables import PRICE_COLUMNS, Table, Words

# Of an entry without an answer.
NO_MONEY: shapes.UnknownMoney = {"monthly_usd": None, "upfront_usd": None, "effective_monthly_usd": None}


def estimate_document(answer: EstimateAnswer) -> shapes.EstimateAnswer:
    """What an estimate costs: totals, subtotals, and the tree of groups with every line.

    `monthly_usd`, `upfront_usd` and `effective_monthly_usd` are what the account pays. Entries without an answer are in
    `missing`; totals are without them, and `is_complete` says so.
    """
    of_group = answer.by(by_group)
    inside: dict[str, list[AnsweredEntry]] = defaultdict(list)
    for each in answer.entries:
        inside[each.groups[-1].id].append(each)
    return {
        "estimate": as_json(answer.document),
        "checksum": answer.document.checksum(),
        "as_of": answer.as_of.isoformat(),
        "month": answer.document.month,
        "is_complete": not answer.missing,
        **money_document(answer.money()),
        "annual_usd": plain(answer.annual_usd),
        "contracted": money_document(answer.money(contracted)),
        "list": money_document(answer.money(listed)),
        "by_service": _subtotals(answer.by(by_service)),
        "by_region": _subtotals(answer.by(by_region)),
        "by_tag": _subtotals(answer.by(by_tag)),
        "groups": [_group(each, of_group, inside) for each in answer.document.groups],
        "missing": [_missing(each) for each in answer.missing],
        "warnings": warnings_of(answer),
        "price_lists": price_lists_of(answer),
    }


def contracted(line: Line) -> Share:
    """A line for itself, at contracted rates."""
    return line.contracted


def listed(line: Line) -> Share:
    """A line for itself, at list prices."""
    return line.listed


def money_document(money: Money) -> shapes.EstimateMoney:
    """The three figures; null is not known, and never nothing."""
    return {
        "monthly_usd": plain(money.monthly_usd),
        "upfront_usd": plain(money.upfront_usd),
        "effective_monthly_usd": exact_text(money.effective_monthly_usd),
    }


def _subtotals(of_names: Mapping[str, Money]) -> list[shapes.EstimateSubtotal]:
    return [{"name": name, **money_document(money)} for name, money in of_names.items()]


def _group(
    group: Group, of_group: Mapping[str, Money], inside: Mapping[str, list[AnsweredEntry]]
) -> shapes.AnsweredGroup:
    return {
        "id": group.id,
        "name": group.name,
        **money_document(of_group.get(group.id, NOTHING)),
        "entries": [entry_document(each) for each in inside[group.id]],
        "groups": [_group(each, of_group, inside) for each in group.groups],
    }


def entry_document(each: AnsweredEntry) -> shapes.AnsweredEntry:
    """One entry with its lines, or with what stands in the way."""
    entry, answer = each.entry, each.answer
    return {
        "id": entry.id,
        "name": entry.name,
        "service": entry.service,
        "region": entry.region,
        "count": str(entry.count),
        "pointer": each.pointer,
        **(money_document(each.money()) if answer else NO_MONEY),
        "usage": usage_document(answer.usage) if answer else dict(entry.usage),
        "capacity": capacity_document(answer.capacity) if answer else {},
        "line_items": [_line(line) for line in each.lines],
        "error": None if each.error is None else error_document(each.error),
    }


def _line(line: Line) -> shapes.EstimateLine:
    return {
        **line_item_document(line.item),
        "quantity": exact_text(line.pooled.quantity),
        "tiers": [tier_charge_document(each) for each in line.pooled.tiers],
        "list_usd": exact_text(line.listed.usd),
        "contracted_usd": exact_text(line.contracted.usd),
        "pooled_usd": exact_text(line.pooled.usd),
        "usd": exact_text(line.pooled.usd),
        "terms": list(line.item.card.terms),
    }


def error_document(error: CalculatorError) -> shapes.EntryError:
    """Why an entry has no answer, each fault with the JSON pointer of its place."""
    return {
        "code": error.code,
        "errors": [
            {"pointer": each.field, "message": each.message, **bound_document(each.bound)} for each in error.errors
        ],
    }


def _missing(each: AnsweredEntry) -> shapes.MissingEntry:
    assert each.error is not None
    return {"entry": each.entry.id, "name": each.entry.name, "pointer": each.pointer, **error_document(each.error)}


def warnings_of(answer: EstimateAnswer) -> list[shapes.EstimateWarning]:
    """Each warning once, with the entries that it concerns."""
    told: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for each in answer.entries:
        for warning in each.answer.warnings if each.answer else ():
            told[warning.code, warning.field, warning.message].append(each.entry.id)
    return [
        {"code": code, "field": field, "message": message, "entries": entries}
        for (code, field, message), entries in told.items()
    ]


def price_lists_of(answer: EstimateAnswer) -> list[PriceList]:
    """The price lists that the bill rests on."""
    used = dict.fromkeys(each for one in answer.entries if one.answer for each in one.answer.price_lists)
    return [price_list_document(each) for each in used]


ENTRY_COLUMNS = ("group", "id", "entry", "service", "region", "count")
CHARGE_COLUMNS = ("label", "quantity", "unit", "list_usd", "contracted_usd", "pooled_usd", "recurrence", "formula")


def estimate_table(document: Mapping[str, Any]) -> Table:
    """One charge a row; an entry without an answer is a row with its sentence."""
    heading = (*ENTRY_COLUMNS, "charge", *CHARGE_COLUMNS, *PRICE_COLUMNS, "terms", "error")
    return Table(heading, tuple(_rows(document["groups"], "")))


def _rows(groups: Iterable[Mapping[str, Any]], around: str) -> Iterable[tuple[object, ...]]:
    for group in groups:
        path = f"{around}/{group['name'] or group['id']}".removeprefix("/")
        for entry in group["entries"]:
            told = (path, entry["id"], *(entry[name] for name in ("name", "service", "region", "count")))
            if entry["error"]:
                sentences = " ".join(each["message"] for each in entry["error"]["errors"])
                yield (*told, *(None,) * (1 + len(CHARGE_COLUMNS) + len(PRICE_COLUMNS)), None, sentences)
            for item in entry["line_items"]:
                price = item["price"]
                yield (
                    *told,
                    item["name"],
                    *(item[name] for name in CHARGE_COLUMNS),
                    *(price[name] for name in PRICE_COLUMNS),
                    " ".join(item["terms"]),
                    None,
                )
        yield from _rows(group["groups"], path)


def flat_table(document: EstimateFile) -> Table:
    """The entries of a document, one a row: a file that is read again without loss."""
    heading, rows = flat_rows(document)
    named = len(FLAT_COLUMNS)
    return Table(heading, tuple((*(Words(each) for each in row[:named]), *row[named:]) for row in rows))


def blueprints_document() -> shapes.Blueprints:
    """Every blueprint with its document, as it may be answered or kept."""
    rows: list[shapes.Blueprint] = [
        {"name": name, "title": each.title, "note": each.note, "estimate": as_json(each)}
        for name, each in blueprints().items()
    ]
    return {"count": len(rows), "blueprints": rows}
