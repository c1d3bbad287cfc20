"""What any page that shows an estimate tells of it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from calculator.estimates.currency import converted, rate_words
from calculator.estimates.document import Currency
from calculator.models import EstimateVersion
from calculator.web.estimates.rows import estimate_rows, money_of, name_of

# Between the parts of a bar, of 100.
GAP = Decimal("0.5")
Context = dict[str, Any]


def shown_estimate(answer: Mapping[str, Any], version: EstimateVersion, name: str) -> Context:
    """What any page that shows an estimate tells of it."""
    document = answer["estimate"]
    names = {each["id"]: each.get("name") or name_of(each["service"]) for each in _entries(document["groups"])}
    return {
        "version": version,
        "estimate_id": name,
        "document": document,
        "answer": answer,
        "money": money_of(answer),
        "annual": money_of({**answer, "monthly_usd": answer["annual_usd"]})["monthly_usd"],
        "list_money": money_of(answer["list"]),
        "shared_usd": Decimal(answer["effective_monthly_usd"]) - Decimal(answer["contracted"]["effective_monthly_usd"]),
        **in_other_currency(answer),
        "rows": estimate_rows(answer, name),
        "entries": _entries(document["groups"]),
        "groups": _group_choices(document["groups"]),
        "by_service": [
            {"key": each["name"], "name": name_of(each["name"]), "money": money_of(each)}
            for each in answer["by_service"]
        ],
        "by_region": [{"name": each["name"], "money": money_of(each)} for each in answer["by_region"]],
        "by_tag": [{"name": each["name"], "money": money_of(each)} for each in answer["by_tag"]],
        "percent_off": _percent_off(document),
        "bars": _bars(answer),
        "missing": [
            {"name": names[each["entry"]], "message": " ".join(fault["message"] for fault in each["errors"])}
            for each in answer["missing"]
        ],
        "warnings": [
            {"names": ", ".join(names[entry] for entry in each["entries"]), "message": each["message"]}
            for each in answer["warnings"]
        ],
    }


def in_other_currency(answer: Mapping[str, Any]) -> Context:
    """The total at the rate that the estimate states, if it states one."""
    stated = answer["estimate"].get("currency", "USD")
    if stated == "USD":
        return {}
    currency = Currency.model_validate(stated)
    return {
        "currency": currency,
        "in_currency": converted(Decimal(answer["effective_monthly_usd"]), currency),
        "rate": rate_words(currency),
    }


def _entries(groups: list[Any]) -> list[Any]:
    return [entry for group in groups for entry in (*group.get("entries", []), *_entries(group.get("groups", [])))]


def _group_choices(groups: list[Any]) -> list[Any]:
    return [each for group in groups for each in (group, *_group_choices(group.get("groups", [])))]


def _percent_off(document: Mapping[str, Any]) -> str | None:
    """What one term for everything takes off; None where the terms are more than the form can say."""
    terms = document["terms"]
    if not terms:
        return ""
    only = terms[0] if len(terms) == 1 and terms[0]["id"] == "all" else None
    return None if only is None else str(only["percent_off"])


def _bars(answer: Mapping[str, Any]) -> list[dict[str, str]]:
    """The parts of a bar of 100: a service each, half a unit between them."""
    whole = Decimal(answer["effective_monthly_usd"])
    if not whole:
        return []
    bars, at = [], Decimal(0)
    for each in answer["by_service"]:
        width = Decimal(each["effective_monthly_usd"]) * 100 / whole
        bars.append({"x": f"{at:.2f}", "width": f"{max(width - GAP, Decimal(0)):.2f}"})
        at += width
    return bars
