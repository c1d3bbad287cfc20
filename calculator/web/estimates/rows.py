"""The lines of an estimate as a page shows them: groups and entries in their order, each with what it costs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from calculator.core.declarations import ChoiceField, QuantityField
from calculator.core.display import in_sentence, with_unit
from calculator.core.errors import UnknownName
from calculator.presentation.answer_documents import TOTALS
from calculator.services import service
from calculator.web.page_request import with_state

MOST_IN_SUMMARY = 4
PERCENT = Decimal("0.1")
_NUMBER = re.compile(r"[\d.,]+")
Money = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """A group or an entry; `depth` is how many groups it is within."""

    is_group: bool
    depth: int
    id: str
    name: str
    money: Money
    share: str
    summary: str = ""
    url: str = ""
    region: str = ""
    count: str = ""
    error: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()

    @property
    def row(self) -> str:
        """The id of its row."""
        return f"{'group' if self.is_group else 'line'}-{self.id}"


def estimate_rows(answer: Mapping[str, Any], estimate: str) -> tuple[EstimateRow, ...]:
    """Every group and entry of an answer's document; `estimate` is the id that edited lines go back to, if any."""
    whole = Decimal(answer["effective_monthly_usd"])
    typed, notes = dict(_typed(answer["estimate"]["groups"])), dict(_notes(answer["estimate"]["groups"]))
    return tuple(row for group in answer["groups"] for row in _rows(group, 0, whole, typed, notes, answer, estimate))


def _typed(groups: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for group in groups:
        yield from ((entry["id"], entry) for entry in group.get("entries", []))
        yield from _typed(group.get("groups", []))


def _notes(groups: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for group in groups:
        yield group["id"], group.get("note", "")
        yield from _notes(group.get("groups", []))


def _rows(
    group: Mapping[str, Any],
    depth: int,
    whole: Decimal,
    typed: Mapping[str, Any],
    notes: Mapping[str, str],
    answer: Mapping[str, Any],
    estimate: str,
) -> Iterator[EstimateRow]:
    name, note = group["name"] or "Without a name", notes[group["id"]]
    yield EstimateRow(True, depth, group["id"], name, money_of(group), _share(group, whole), note=note)
    for each in group["entries"]:
        entry = typed[each["id"]]
        error = " ".join(fault["message"] for fault in each["error"]["errors"]) if each["error"] else ""
        yield EstimateRow(
            False,
            depth + 1,
            each["id"],
            each["name"] or name_of(each["service"]),
            money_of(each),
            "" if error else _share(each, whole),
            f"{name_of(each['service'])}{''.join(f' · {part}' for part in summary_of(entry))}",
            editor_url(entry, answer["estimate"], estimate),
            each["region"],
            each["count"],
            error,
            entry.get("note", ""),
            tuple(f"{key}={value}" for key, value in entry.get("tags", {}).items()),
        )
    for inner in group["groups"]:
        yield from _rows(inner, depth + 1, whole, typed, notes, answer, estimate)


def money_of(part: Mapping[str, Any]) -> dict[str, Decimal | None]:
    """The figures of a part of an answer; one that is not known is None."""
    return {name: None if part[name] is None else Decimal(part[name]) for name in TOTALS}


def share_of(usd: Decimal, whole: Decimal) -> str:
    """A part of the whole in percent; nothing where there is no whole."""
    return f"{(usd * 100 / whole).quantize(PERCENT)}%" if whole else ""


def _share(part: Mapping[str, Any], whole: Decimal) -> str:
    return share_of(Decimal(part["effective_monthly_usd"]), whole)


def name_of(key: str) -> str:
    """What a service is called; its key where there is none of it."""
    try:
        return service(key).NAME
    except UnknownName:
        return key


def summary_of(entry: Mapping[str, Any]) -> Iterator[str]:
    """What was typed of an entry, as people read it: the first few fields."""
    try:
        fields = service(entry["service"]).Usage.declarations
    except UnknownName:
        return
    usage = entry.get("usage", {})
    known = [(field, usage[name]) for name, field in fields.items() if name in usage]
    for field, typed in known[:MOST_IN_SUMMARY]:
        text = as_typed(typed)
        if isinstance(field, ChoiceField):
            yield field.label_of(text)
        else:
            unit = _unit_after(field) if isinstance(field, QuantityField) and _NUMBER.fullmatch(text) else ""
            yield f"{in_sentence(field.label)} {text}{unit}"
    if len(known) > MOST_IN_SUMMARY:
        yield f"{len(known) - MOST_IN_SUMMARY} more"


def _unit_after(field: QuantityField) -> str:
    """The unit as it stands after a bare number, without what the label says already."""
    what, slash, every = field.unit.partition("/")
    return f"{slash}{every}" if what.casefold() in field.label.casefold() else with_unit("", field.unit)


def editor_url(entry: Mapping[str, Any], document: Mapping[str, Any], estimate: str) -> str:
    """The page of the service with the entry typed in; it saves the line where there is an estimate."""
    try:
        service(entry["service"])
    except UnknownName:
        return ""
    usage = {name: as_typed(value) for name, value in entry.get("usage", {}).items()}
    state = {"region": entry["region"], **usage}
    if document.get("prices", {}).get("as_of"):
        state["as_of"] = document["prices"]["as_of"]
    if document["month"] != "730":
        state["month"] = document["month"]
    if estimate:
        state |= {"estimate": estimate, "entry": entry["id"]}
    return with_state(reverse("service", args=[entry["service"]]), state)


def as_typed(value: Any) -> str:
    """A value of a usage as an address has it."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
