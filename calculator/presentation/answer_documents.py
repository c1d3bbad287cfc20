"""The documents of the contract: estimates, price lists and limits as plain dictionaries.

Every number is a string of exact decimals; REST, spreadsheet cells, files and the command line print these.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from calculator.core.display import exact_text
from calculator.core.estimate import CapacityPlan, Demand, Detail, Estimate, Limit, LineItem, PriceList
from calculator.core.inputs import Inputs
from calculator.core.tiers import Tier, TierCharge

Document: TypeAlias = dict[str, Any]
# What ranks alternatives.
TOTALS = ("monthly_usd", "upfront_usd", "effective_monthly_usd")


def plain(value: object) -> Any:
    """A value of a usage: numbers as exact text, choices and flags as they are, several of them as a list."""
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return exact_text(value) if isinstance(value, Decimal) else value


def usage_document(usage: Inputs) -> Document:
    """Every field with its default filled in."""
    return {name: plain(value) for name, value in usage.values().items()}


def estimate_document(estimate: Estimate) -> Document:
    """One estimate."""
    return {
        "service": estimate.service,
        "region": estimate.region,
        "as_of": estimate.as_of.isoformat(),
        "price_lists": [price_list_document(each) for each in estimate.price_lists],
        "usage": usage_document(estimate.usage),
        "capacity": capacity_document(estimate.capacity),
        "line_items": [line_item_document(item) for item in estimate.line_items],
        **totals_document(estimate),
        "annual_usd": exact_text(estimate.annual_usd),
        "details": [detail_document(each) for each in estimate.details],
        "next_steps": [
            {"field": each.field, "by": exact_text(each.by), "effective_monthly_usd": exact_text(each.usd)}
            for each in estimate.next_steps
        ],
        "warnings": warning_documents(estimate),
    }


def warning_documents(estimate: Estimate) -> list[Document]:
    """What to know about an answer."""
    return [{"code": each.code, "field": each.field, "message": each.message} for each in estimate.warnings]


def detail_document(detail: Detail) -> Document:
    """A figure beside the bill."""
    return {"name": detail.name, "label": detail.label, "value": plain(detail.value), "unit": detail.unit or None}


def totals_document(estimate: Estimate) -> Document:
    """What ranks alternatives."""
    return {name: exact_text(getattr(estimate, name)) for name in TOTALS}


def price_list_document(price_list: PriceList) -> Document:
    """The identity of a price list."""
    return {
        "id": price_list.id,
        "service": price_list.service,
        "region": price_list.region or None,
        "published": price_list.published.isoformat(),
        "checksum": price_list.checksum,
        "active": price_list.active,
    }


def capacity_document(capacity: Mapping[str, CapacityPlan]) -> Document:
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


def _demand(plan: CapacityPlan, demand: Demand) -> Document:
    return {
        "name": demand.name,
        "demand": exact_text(demand.amount),
        "unit": demand.unit,
        "limit": exact_text(demand.limit.value),
        "units_needed": exact_text(demand.units_needed),
        "utilisation": exact_text(plan.utilisation(demand)),
        "source": demand.limit.source or None,
    }


def line_item_document(item: LineItem) -> Document:
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
        "tiers": [_tier_charge(charge) for charge in item.tiers],
        "price": {
            "dimension": item.card.dimension,
            "option": item.card.option or None,
            "region": item.card.region,
            "unit": item.card.unit,
            "usage_type": item.card.usage_type,
            "sku": item.card.sku,
            "effective_from": item.card.effective_from.isoformat(),
            "source": item.card.source,
            "note": item.card.note or None,
        },
    }


def _tier_charge(charge: TierCharge) -> Document:
    bounds = tier_document(charge.tier)
    return {
        "from": bounds["from"],
        "to": bounds["to"],
        "quantity": exact_text(charge.quantity),
        "usd_per_unit": bounds["usd_per_unit"],
        "usd": exact_text(charge.usd),
    }


def tier_document(tier: Tier) -> Document:
    """A tier of a rate card."""
    return {
        "from": exact_text(tier.start),
        "to": None if tier.to is None else exact_text(tier.to),
        "usd_per_unit": exact_text(tier.usd_per_unit),
    }


def limit_document(limit: Limit) -> Document:
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
