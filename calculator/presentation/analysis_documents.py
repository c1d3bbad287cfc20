"""The documents of comparisons and sweeps, made of those of answers."""

from decimal import Decimal
from math import isnan

from calculator.analysis.cheapest import Series
from calculator.analysis.compare import Alternative, Comparison
from calculator.analysis.curves import BreakEvenPoint
from calculator.analysis.shortlist import LeftOut
from calculator.analysis.sweep import Omitted, Sweep
from calculator.core.answer import Limit
from calculator.core.display import exact_text
from calculator.presentation import analysis_shapes as shapes
from calculator.presentation.answer_documents import (
    QUOTIENT_DIGITS,
    Document,
    capacity_document,
    limit_document,
    metric_value,
    percent_text,
    plain,
    quotient_text,
    usage_document,
    warning_documents,
)
from calculator.presentation.error_documents import wrong_field_document
from calculator.services.service import Fact


def comparison_document(comparison: Comparison) -> Document:
    """Every alternative, ranked, and the crossovers with the current selection."""
    question = comparison.question
    document: shapes.Comparison = {
        "service": question.service.KEY,
        "region": question.region,
        "as_of": question.as_of.isoformat(),
        "month": question.month.name,
        "by": comparison.by or "",
        "usage": usage_document(question.usage),
        "alternatives": [_alternative(each) for each in comparison.alternatives],
        "crossovers": [_break_even_point(each) for each in comparison.crossovers],
        "unpriced": _unpriced(comparison),
        "left_out": _left_out(comparison.left_out),
    }
    return {**document}


def _left_out(left_out: LeftOut) -> shapes.LeftOut | None:
    """How many choices of a long list are not among the alternatives; null where all are."""
    if not left_out.words:
        return None
    return {
        "feasible": left_out.feasible,
        "unpriced": left_out.unpriced,
        "infeasible": left_out.infeasible,
        "sentence": left_out.words,
    }


def _unpriced(comparison: Comparison) -> shapes.Unpriced | None:
    """The choices without a price in our data, and what to do about them; null where each has one."""
    if not comparison.unpriced:
        return None
    return {"choices": [each.choice for each in comparison.unpriced], "sentence": comparison.unpriced_in_words}


def _alternative(each: Alternative) -> shapes.Alternative:
    """One choice; the figures beside its bill stand each under its name, which no shape knows beforehand."""
    answer = each.answer
    known: shapes.Alternative = {
        "choice": each.choice,
        "label": each.label,
        "rank": each.rank,
        "feasible": answer is not None,
        "code": each.code or None,
        "reasons": list(each.reasons),
        "violations": [wrong_field_document(error) for error in each.refused],
        "monthly_usd": None if answer is None else plain(answer.monthly_usd),
        "upfront_usd": None if answer is None else plain(answer.upfront_usd),
        "effective_monthly_usd": None if answer is None else plain(answer.effective_monthly_usd),
        "delta_usd": None if each.delta_usd is None else exact_text(each.delta_usd),
        "delta_percent": None if each.delta_percent is None else percent_text(each.delta_percent),
        "capacity": {} if answer is None else capacity_document(answer.capacity),
        "sentence": each.sentence,
        "warnings": [] if answer is None else warning_documents(answer.warnings),
        "facts": [_fact(*stated) for stated in each.facts],
    }
    return {**known, **{metric.name: metric_value(metric) for metric in (answer.metrics if answer else ())}}  # type: ignore[typeddict-item]


def _fact(fact: Fact, limit: Limit | None) -> shapes.Fact:
    whole: Document = {**limit_document(limit)} if limit else {}
    return {
        "name": fact.limit,
        "label": fact.label,
        "value": whole.get("value"),
        "value_to": whole.get("value_to"),
        "unit": whole.get("unit"),
        "note": whole.get("note"),
        "effective_from": whole.get("effective_from"),
        "source": whole.get("source"),
    }


def _break_even_point(each: BreakEvenPoint) -> shapes.Overtaking:
    return {
        "over": each.over,
        "at": float_text(each.at),
        "per": each.per or None,
        "at_per": None if each.at_per is None else float_text(each.at_per),
        "cheaper_below": each.cheaper_below or "",
        "cheaper_above": each.cheaper_above or "",
        "sentence": each.sentence,
    }


def sweep_document(sweep: Sweep) -> Document:
    """Series for charts: the points, the effective monthly cost of each choice, and where the cheapest changes."""
    declaration = sweep.question.usage.declarations[sweep.span.over]
    document: shapes.Sweep = {
        "service": sweep.question.service.KEY,
        "region": sweep.question.region,
        "as_of": sweep.question.as_of.isoformat(),
        "month": sweep.question.month.name,
        "over": sweep.span.over,
        "unit": declaration.unit,
        "scale": sweep.span.scale,
        "by": sweep.by,
        "usage": usage_document(sweep.question.usage),
        "values": [exact_text(value) for value in sweep.values],
        "series": [_series(each) for each in sweep.series],
        "omitted": [_omitted(each) for each in sweep.omitted],
        "crossovers": [
            {
                "at": float_text(each.at),
                "cheapest_below": each.cheaper_below,
                "cheapest_above": each.cheaper_above,
            }
            for each in sweep.crossovers
        ],
    }
    return {**document}


def _series(each: Series) -> shapes.Series:
    return {
        "choice": each.choice or None,
        "label": each.label,
        "warnings": warning_documents(each.warnings),
        "effective_monthly_usd": [feasible_text(usd) for usd in each.usd.tolist()],
    }


def _omitted(each: Omitted) -> shapes.Omitted:
    return {
        "choice": each.choice,
        "label": each.label,
        "code": each.code,
        "reasons": list(each.reasons),
        "violations": [wrong_field_document(error) for error in each.refused],
    }


def feasible_text(number: float) -> str | None:
    """A cost of a sweep; None where the choice is not feasible."""
    return None if isnan(number) else float_text(number)


def float_text(number: float) -> str:
    """A float of a sweep as decimals."""
    # A long sweep has tens of thousands of them; most are written plainly.
    text = f"{number:.{QUOTIENT_DIGITS}g}"
    return quotient_text(Decimal(repr(float(number)))) if "e" in text or text == "-0" else text
