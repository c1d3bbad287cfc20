"""The documents of the contract: estimates, comparisons, sweeps, prices and limits as plain dictionaries.

Every number is a string of exact decimals; REST, spreadsheet cells, files and the command line print these.
"""

from collections.abc import Mapping
from decimal import Decimal
from math import isnan
from typing import Any, TypeAlias

from calculator.analysis.compare import Alternative, Comparison
from calculator.analysis.overtaking import Overtaking
from calculator.analysis.sweep import Sweep
from calculator.core.display import exact_text, rounded
from calculator.core.estimate import CapacityPlan, Demand, Detail, Estimate, Limit, LineItem, PriceList
from calculator.core.inputs import Inputs
from calculator.core.tiers import Tier, TierCharge

Document: TypeAlias = dict[str, Any]
# A sweep's floats agree with exact estimates to 1e-9 relative; more digits than these would be noise.
SWEEP_DIGITS = 12
# What ranks alternatives.
TOTALS = ("monthly_usd", "upfront_usd", "effective_monthly_usd")


def plain(value: object) -> Any:
    """A value of a usage: numbers as exact text, choices and flags as they are."""
    return exact_text(value) if isinstance(value, Decimal) else value


def float_text(number: float) -> str | None:
    """A float of a sweep as decimals; None where the choice is not feasible."""
    if isnan(number):
        return None
    exact = Decimal(repr(float(number)))
    return exact_text(rounded(exact, max(0, SWEEP_DIGITS - 1 - exact.adjusted())))


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
        "source": demand.limit.source,
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


def comparison_document(comparison: Comparison) -> Document:
    """Every alternative, ranked, and the crossovers with the present choice."""
    question = comparison.question
    return {
        "service": question.service.KEY,
        "region": question.region,
        "as_of": question.as_of.isoformat(),
        "by": comparison.by,
        "usage": usage_document(question.usage),
        "alternatives": [_alternative(each) for each in comparison.alternatives],
        "crossovers": [_overtaking(each) for each in comparison.crossovers],
    }


def _alternative(each: Alternative) -> Document:
    return {
        "choice": each.choice,
        "label": each.label,
        "rank": each.rank,
        "feasible": each.estimate is not None,
        "reasons": list(each.reasons),
        **(dict.fromkeys(TOTALS) if each.estimate is None else totals_document(each.estimate)),
        "delta_usd": None if each.delta_usd is None else exact_text(each.delta_usd),
        "delta_percent": None if each.delta_percent is None else exact_text(each.delta_percent),
        "capacity": {} if each.estimate is None else capacity_document(each.estimate.capacity),
        **({} if each.estimate is None else {detail.name: plain(detail.value) for detail in each.estimate.details}),
        "sentence": each.sentence,
        "warnings": [] if each.estimate is None else warning_documents(each.estimate),
        "facts": [
            {"name": fact.limit, "label": fact.label, **(_fact(limit) if limit else {"value": None})}
            for fact, limit in each.facts
        ],
    }


def _fact(limit: Limit) -> Document:
    whole = limit_document(limit)
    return {name: whole[name] for name in ("value", "value_to", "unit", "note", "effective_from", "source")}


def _overtaking(each: Overtaking) -> Document:
    return {
        "over": each.search.over,
        "at": float_text(each.at),
        "per": each.search.per or None,
        "at_per": None if each.at_per is None else float_text(each.at_per),
        "cheaper_below": each.cheaper_below,
        "cheaper_above": each.cheaper_above,
        "sentence": each.sentence,
    }


def sweep_document(sweep: Sweep) -> Document:
    """Series for charts: the points, the effective monthly cost of each choice, and where the cheapest changes."""
    declaration = sweep.question.usage.declarations[sweep.span.over]
    return {
        "service": sweep.question.service.KEY,
        "region": sweep.question.region,
        "as_of": sweep.question.as_of.isoformat(),
        "over": sweep.span.over,
        "unit": declaration.unit,
        "scale": sweep.span.scale,
        "by": sweep.by,
        "usage": usage_document(sweep.question.usage),
        "values": [exact_text(value) for value in sweep.values],
        "series": [
            {
                "choice": each.choice or None,
                "label": each.label,
                "effective_monthly_usd": [float_text(usd) for usd in each.usd.tolist()],
            }
            for each in sweep.series
        ],
        "omitted": [
            {"choice": each.choice, "label": each.label, "reasons": list(each.reasons)} for each in sweep.omitted
        ],
        "crossovers": [
            {
                "at": float_text(each.at),
                "cheapest_below": each.cheapest_below,
                "cheapest_above": each.cheapest_above,
            }
            for each in sweep.crossovers
        ],
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
