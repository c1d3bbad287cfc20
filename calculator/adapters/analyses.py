"""The documents of comparisons and sweeps, made of those of estimates."""

from decimal import Decimal
from math import isnan

from calculator.adapters.documents import (
    TOTALS,
    Document,
    capacity_document,
    limit_document,
    plain,
    totals_document,
    usage_document,
    warning_documents,
)
from calculator.analysis.compare import Alternative, Comparison
from calculator.analysis.overtaking import Overtaking
from calculator.analysis.sweep import Sweep
from calculator.core.display import exact_text, rounded
from calculator.core.estimate import Limit

# A sweep's floats agree with exact estimates to 1e-9 relative; more digits than these would be noise.
SWEEP_DIGITS = 12


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


def float_text(number: float) -> str | None:
    """A float of a sweep as decimals; None where the choice is not feasible."""
    if isnan(number):
        return None
    exact = Decimal(repr(float(number)))
    return exact_text(rounded(exact, max(0, SWEEP_DIGITS - 1 - exact.adjusted())))
