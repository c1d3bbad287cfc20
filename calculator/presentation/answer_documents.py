"""The documents of the contract: answers, price lists and limits as plain dictionaries.

Every number is a string of exact decimals; REST, spreadsheet cells, files and the command line print these.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from calculator.core.answer import (
    Answer,
    AnswerWarning,
    CapacityPlan,
    Demand,
    Limit,
    LineItem,
    Metric,
    PriceList,
    Working,
)
from calculator.core.display import exact_text, rounded, significant
from calculator.core.inputs import Inputs
from calculator.core.tiers import Tier, TierCharge
from calculator.presentation import answer_shapes as shapes
from calculator.presentation import row_shapes
from calculator.presentation.provenance import provenance_document

Document: TypeAlias = dict[str, Any]
# What each invoice shows, what is paid once, and both spread over the term, which ranks alternatives.
TOTALS = ("monthly_usd", "upfront_usd", "effective_monthly_usd")
QUOTIENT_DIGITS = 12
PERCENT_PLACES = 4


def plain(value: object) -> Any:
    """A value of a usage: numbers as exact text, choices and flags as they are, several of them as a list."""
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return exact_text(value) if isinstance(value, Decimal) else value


def quotient_text(number: Decimal) -> str:
    """A figure that may not end: to so many digits that more would be noise. What is billed is never written so."""
    return exact_text(significant(number, QUOTIENT_DIGITS))


def percent_text(number: Decimal) -> str:
    """A difference in percent."""
    return exact_text(rounded(number, PERCENT_PLACES))


def usage_document(usage: Inputs) -> Document:
    """Every field with its default filled in."""
    return {name: plain(value) for name, value in usage.values().items()}


def answer_document(answer: Answer) -> Document:
    """One answer."""
    document: shapes.Estimate = {
        "service": answer.service,
        "region": answer.region,
        "as_of": answer.as_of.isoformat(),
        "month": answer.month.name,
        "price_lists": [price_list_document(each) for each in answer.price_lists],
        "usage": usage_document(answer.usage),
        "capacity": capacity_document(answer.capacity),
        "line_items": [line_item_document(item) for item in answer.line_items],
        **totals_document(answer),
        "annual_usd": exact_text(answer.annual_usd),
        "workings": workings_document(answer),
        "details": [metric_document(each) for each in answer.metrics],
        "next_steps": [
            {"field": each.field, "by": exact_text(each.by), "effective_monthly_usd": exact_text(each.usd)}
            for each in answer.next_steps
        ],
        "warnings": warning_documents(answer.warnings),
    }
    return {**document}


def warning_documents(warnings: Iterable[AnswerWarning]) -> list[shapes.Warning]:
    """What to know about an answer."""
    return [{"code": each.code, "field": each.field, "message": each.message} for each in warnings]


def metric_document(metric: Metric) -> shapes.Detail:
    """A figure besides the bill."""
    return {"name": metric.name, "label": metric.label, "value": metric_value(metric), "unit": metric.unit or None}


def metric_value(metric: Metric) -> Any:
    """The value of a figure beside the bill: most are quotients."""
    return quotient_text(metric.value) if isinstance(metric.value, Decimal) else plain(metric.value)


def totals_document(answer: Answer) -> shapes.Money:
    """The three figures of money; null is not known, and never nothing."""
    return {
        "monthly_usd": plain(answer.monthly_usd),
        "upfront_usd": plain(answer.upfront_usd),
        "effective_monthly_usd": plain(answer.effective_monthly_usd),
    }


def price_list_document(price_list: PriceList) -> shapes.PriceList:
    """The identity of a price list."""
    return {
        "id": price_list.id,
        "service": price_list.service,
        "region": price_list.region or None,
        "published": price_list.published.isoformat(),
        "checksum": price_list.checksum,
        "active": price_list.active,
    }


def capacity_document(capacity: Mapping[str, CapacityPlan]) -> dict[str, shapes.Capacity]:
    """Each headline of capacity with the demands behind it."""
    return {
        name: {
            "count": exact_text(plan.count),
            "unit": plan.unit,
            "label": plan.label,
            "binding": plan.binding,
            "demands": [_demand(plan, demand) for demand in plan.demands],
        }
        for name, plan in capacity.items()
    }


def _demand(plan: CapacityPlan, demand: Demand) -> shapes.Demand:
    return {
        "name": demand.name,
        "demand": exact_text(demand.amount),
        "unit": demand.unit,
        "limit": exact_text(demand.limit.value),
        "units_needed": exact_text(demand.units_needed),
        "utilisation": quotient_text(Decimal(plan.utilization(demand))),
        "source": demand.limit.source or None,
    }


def workings_document(answer: Answer) -> dict[str, list[shapes.Working]]:
    """By line item the steps to its quantity, where the answer is explained."""
    items = answer.line_items if answer.is_explained else ()
    return {item.name: [_working(each) for each in item.workings()] for item in items}


def line_item_document(item: LineItem) -> shapes.LineItem:
    """One thing billed, with its tiers and its price row."""
    return {
        "name": item.name,
        "label": item.label,
        "quantity": exact_text(item.quantity),
        "unit": item.unit,
        "usd": exact_text(item.usd),
        "recurrence": item.recurrence,
        "formula": item.formula,
        "assumption": item.assumption or None,
        "tiers": [tier_charge_document(charge) for charge in item.tiers],
        "price": {
            "dimension": item.card.dimension,
            "option": item.card.option or None,
            "region": item.card.region,
            "unit": item.card.unit,
            "usage_type": item.card.usage_type,
            "sku": item.card.sku,
            **provenance_document(item.card),
            "note": item.card.note or None,
        },
    }


def _working(working: Working) -> shapes.Working:
    return {
        "label": working.label,
        "formula": working.formula,
        "numbers": working.numbers,
        "value": exact_text(working.value),
        "unit": working.unit or None,
    }


def tier_charge_document(charge: TierCharge) -> shapes.TierCharge:
    """What falls into one tier."""
    bounds = tier_document(charge.tier)
    return {
        "from": bounds["from"],
        "to": bounds["to"],
        "quantity": exact_text(charge.quantity),
        "usd_per_unit": bounds["usd_per_unit"],
        "usd": exact_text(charge.usd),
    }


def tier_document(tier: Tier) -> shapes.Tier:
    """A tier of a rate card."""
    return {
        "from": exact_text(tier.start),
        "to": None if tier.to is None else exact_text(tier.to),
        "usd_per_unit": exact_text(tier.usd_per_unit),
    }


def limit_document(limit: Limit) -> row_shapes.LimitRow:
    """One row of the limits table."""
    return {
        "service": limit.service,
        "option": limit.option or None,
        "limit": limit.name,
        "value": exact_text(limit.value),
        "value_to": None if limit.value_to is None else exact_text(limit.value_to),
        "unit": limit.unit,
        "effective_from": limit.effective_from.isoformat(),
        "source": limit.source,
        "note": limit.note or None,
    }
