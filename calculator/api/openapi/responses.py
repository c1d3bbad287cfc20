"""The shapes of the REST API's answers as JSON Schema; every member is always there."""

from calculator.api.openapi.schema_parts import (
    ANYTHING,
    COUNT,
    DAY,
    EXACT,
    FLAG,
    TEXT,
    Schema,
    listed,
    maybe,
    named,
    one_of,
    record,
    ref,
)
from calculator.core.answer import RECURRENCES
from calculator.core.errors import Infeasible, InvalidInput, NotPriced
from calculator.presentation.answer_documents import TOTALS
from calculator.presentation.http_answers import STATUS_OF
from calculator.presentation.provenance import MEANINGS

ASKED = {"service": TEXT, "region": TEXT, "as_of": DAY, "month": ref("Month")}
PRICE_LIST = {
    **{"id": TEXT, "service": TEXT, "region": maybe(TEXT)},
    **{"published": DAY, "checksum": TEXT, "active": FLAG},
}
SOURCE = {"source": TEXT, "source_title": TEXT, "source_url": maybe(TEXT)}
# Where a price comes from: since when it is known, when and by whom it was last seen, and how it was come by.
NAMED_PROVENANCE = {
    **{"effective_from": DAY, "confirmed": DAY, "source": TEXT, "source_title": TEXT, "publisher": TEXT},
    "reliability": ref("Reliability"),
}
PROVENANCE = {**NAMED_PROVENANCE, "confirmed_by": maybe(TEXT)}
# Why a choice has no answer.
REFUSALS = (NotPriced.code, Infeasible.code, InvalidInput.code)
# Where a source tells what is paid upfront from what is paid monthly; null where it does not.
TOLD_APART = dict.fromkeys(TOTALS[:2], maybe(EXACT))
FIGURES = {**TOLD_APART, **dict.fromkeys((*TOTALS[2:], "annual_usd"), EXACT)}
USAGE = {**ANYTHING, "description": "Every field with its default filled in."}
RECURRENCE, REFUSAL = ref("Recurrence"), ref("Refusal")
TIER = {"from": EXACT, "to": maybe(EXACT), "usd_per_unit": EXACT}
FACT = {"value": EXACT, "value_to": maybe(EXACT), "unit": TEXT, "effective_from": DAY, "source": TEXT}
LINE_ITEM = {
    **{"name": TEXT, "label": TEXT, "quantity": EXACT, "unit": TEXT, "usd": EXACT},
    **{"recurrence": RECURRENCE, "formula": TEXT, "assumption": maybe(TEXT)},
    **{"tiers": listed(ref("TierCharge")), "price": ref("PriceOfItem")},
}
BOUND = {"needed": maybe(EXACT), "at_most": maybe(EXACT), "at_least": maybe(EXACT), "unit": maybe(TEXT)}
TOLD = {"code": TEXT, "field": TEXT, "message": TEXT}

DIFFERENCE = {
    **dict.fromkeys(("before_usd", "after_usd"), maybe(EXACT)),
    **{"delta_usd": maybe(EXACT), "delta_percent": maybe(EXACT)},
}

ESTIMATES: dict[str, Schema] = {
    "Estimate": record(
        "What one usage costs, with everything that the answer rests on.",
        {
            **ASKED,
            "price_lists": listed(ref("PriceList")),
            "usage": USAGE,
            "capacity": named(ref("Capacity")),
            "line_items": listed(ref("LineItem")),
            **FIGURES,
            "workings": named(listed(ref("Working"))),
            "details": listed(ref("Detail")),
            "next_steps": listed(ref("NextStep")),
            "warnings": listed(ref("Warning")),
        },
    ),
    "Detail": record(
        "A figure besides the bill, such as a break-even; null where there is none.",
        {"name": TEXT, "label": TEXT, "value": maybe(TEXT), "unit": maybe(TEXT)},
    ),
    "NextStep": record(
        "What the month would cost more, in effect, if one field were larger by a step.",
        {"field": TEXT, "by": EXACT, "effective_monthly_usd": EXACT},
    ),
    "Capacity": record(
        "How much is needed, and which demand decides it.",
        {
            "count": EXACT,
            "unit": TEXT,
            "label": TEXT,
            "binding": maybe(TEXT),
            "demands": listed(ref("Demand")),
        },
    ),
    "Demand": record(
        "What the workload asks of one limit; one that it states itself has no source.",
        {
            **{"name": TEXT, "demand": EXACT, "unit": TEXT, "limit": EXACT},
            **{"units_needed": EXACT, "utilisation": EXACT, "source": maybe(TEXT)},
        },
    ),
    "LineItem": record("One thing billed, tier by tier, with the price row that was used.", LINE_ITEM),
    "Working": record(
        "One step to the quantity of a line item, in words and with its numbers; the last is the quantity itself.",
        {"label": TEXT, "formula": TEXT, "numbers": TEXT, "value": EXACT, "unit": maybe(TEXT)},
    ),
    "Recurrence": {
        **one_of(*RECURRENCES),
        "description": "Whether a charge is on every invoice, paid once, or not known which.",
    },
    "TierCharge": record("The part of a quantity within one tier.", {**TIER, "quantity": EXACT, "usd": EXACT}),
    "PriceOfItem": record(
        "Where the price of a line item stands in the price table.",
        {
            **{"dimension": TEXT, "option": maybe(TEXT), "region": TEXT, "unit": TEXT},
            **{"usage_type": maybe(TEXT), "sku": maybe(TEXT)},
            **PROVENANCE,
            "note": maybe(TEXT),
        },
    ),
    "Warning": record("Something to know about the answer.", TOLD),
}

ANALYSES: dict[str, Schema] = {
    "Comparison": record(
        "The same workload under every choice, cheapest first, then those without a price, infeasible ones last.",
        {
            **ASKED,
            "by": TEXT,
            "usage": USAGE,
            "alternatives": listed(ref("Alternative")),
            "crossovers": listed(ref("Overtaking")),
            "unpriced": {"anyOf": [ref("Unpriced"), {"type": "null"}]},
            "left_out": {"anyOf": [ref("LeftOut"), {"type": "null"}]},
        },
    ),
    "LeftOut": record(
        "How many choices of a long list are not among the alternatives, of each kind, and how to see others.",
        {"feasible": COUNT, "unpriced": COUNT, "infeasible": COUNT, "sentence": TEXT},
    ),
    "Unpriced": record(
        "The choices that have no price in our data, and what to do about it.",
        {"choices": listed(TEXT), "sentence": TEXT},
    ),
    "Alternative": {
        **record(
            "One choice; costs are null when it has no answer, and the reasons say why: with the code `no_price` only "
            "its price is missing from our data, with `infeasible` it cannot carry the workload. One with an answer "
            "also has the figures beside its bill, each under its name.",
            {
                **{"choice": TEXT, "label": TEXT, "rank": COUNT, "feasible": FLAG},
                **{"code": maybe(REFUSAL), "reasons": listed(TEXT)},
                "violations": listed(ref("WrongField")),
                **dict.fromkeys((*TOTALS, "delta_usd", "delta_percent"), maybe(EXACT)),
                "capacity": named(ref("Capacity")),
                "sentence": TEXT,
                "warnings": listed(ref("Warning")),
                "facts": listed(ref("Fact")),
            },
        ),
        "additionalProperties": maybe(TEXT),
    },
    "Refusal": {**one_of(*REFUSALS), "description": "Why a choice has no answer."},
    "Fact": record(
        "A limit to choose by; null but for its name where none is known for the choice.",
        {
            **{"name": TEXT, "label": TEXT, "value": maybe(EXACT), "value_to": maybe(EXACT), "unit": maybe(TEXT)},
            **{"note": maybe(TEXT), "effective_from": maybe(DAY), "source": maybe(TEXT)},
        },
    ),
    "Overtaking": record(
        "Where another choice costs less than the present one, or more, along a field. Only that field changes: every "
        "other one keeps the value that `usage` has.",
        {
            **{"over": TEXT, "at": EXACT, "per": maybe(TEXT), "at_per": maybe(EXACT)},
            **{"cheaper_below": TEXT, "cheaper_above": TEXT, "sentence": TEXT},
        },
    ),
    "Sweep": record(
        "The effective monthly cost of each choice at every value; null where it is not feasible.",
        {
            **ASKED,
            **{"over": TEXT, "unit": TEXT, "scale": TEXT, "by": maybe(TEXT), "usage": USAGE},
            "values": listed(EXACT),
            "series": listed(ref("Series")),
            "omitted": listed(ref("Omitted")),
            "crossovers": listed(ref("CheapestChange")),
        },
    ),
    "Repricing": record(
        "One workload under two sets of prices.",
        {
            **{
                "service": TEXT,
                "region": TEXT,
                "month": ref("Month"),
                "usage": USAGE,
                "before": ref("PricedSide"),
                "after": ref("PricedSide"),
            },
            **{"lines": listed(ref("RepricedLine")), "totals": listed(ref("RepricedTotal"))},
        },
    ),
    "PricedSide": record(
        "What it costs under one set of prices.",
        {
            **{"as_of": DAY, "price_lists": listed(ref("PriceList"))},
            **FIGURES,
        },
    ),
    "RepricedLine": record(
        "One thing billed, before and after; null on a side that does not bill it.",
        {
            **{"name": TEXT, "label": TEXT, "recurrence": RECURRENCE, "unit": TEXT},
            **dict.fromkeys(("before_quantity", "after_quantity"), maybe(EXACT)),
            **DIFFERENCE,
            **{"before_effective_from": maybe(DAY), "before_source": maybe(TEXT)},
            **{"after_effective_from": maybe(DAY), "after_source": maybe(TEXT)},
        },
    ),
    "RepricedTotal": record(
        "A total, before and after; null where it is not known.", {"name": TEXT, "label": TEXT, **DIFFERENCE}
    ),
    "Series": record(
        "The curve of one choice.",
        {"choice": maybe(TEXT), "label": TEXT, "effective_monthly_usd": listed(maybe(EXACT))},
    ),
    "Omitted": record(
        "A choice without a curve, and why.",
        {"choice": TEXT, "label": TEXT, "code": REFUSAL, "reasons": listed(TEXT)},
    ),
    "CheapestChange": record(
        "Where another choice becomes the cheapest of all.",
        {"at": EXACT, "cheapest_below": maybe(TEXT), "cheapest_above": maybe(TEXT)},
    ),
}

TABLES: dict[str, Schema] = {
    "PriceList": record("The identity of a set of prices.", PRICE_LIST),
    "KnownPriceList": record(
        "A price list, shipped or imported, in use or not. An imported one applies from the day of its publication "
        "until `superseded_on`.",
        {
            **PRICE_LIST,
            "origin": ref("Origin"),
            **{"age_days": COUNT, "superseded_on": maybe(DAY)},
            **{"offer_code": maybe(TEXT), "version": maybe(TEXT), "imported_on": maybe(DAY), "source_url": maybe(TEXT)},
        },
    ),
    "Reliability": {
        **one_of(*MEANINGS),
        "description": "; ".join(f"{name}: {words}" for name, words in MEANINGS.items()) + ".",
    },
    "Origin": {**one_of("shipped", "imported"), "description": "Where a price list comes from."},
    "Price": record(
        "One tier of one price.",
        {
            **{"service": TEXT, "region": TEXT, "dimension": TEXT, "option": maybe(TEXT), **TIER},
            **{"unit": TEXT, "usage_type": maybe(TEXT), "sku": maybe(TEXT)},
            **PROVENANCE,
            **{"source_url": maybe(TEXT), "note": maybe(TEXT)},
        },
    ),
    "Stretch": record(
        "One tier of one price, from the day on which it was first known; without a price from the day on which a "
        "price list lacked it.",
        {
            **{"since": DAY, "from": maybe(EXACT), "to": maybe(EXACT), "usd_per_unit": maybe(EXACT)},
            **{"unit": maybe(TEXT), **{name: maybe(schema) for name, schema in NAMED_PROVENANCE.items()}},
            "confirmed_by": maybe(TEXT),
        },
    ),
    "Limit": record(
        "A dated figure that AWS publishes about a service.",
        {"service": TEXT, "option": maybe(TEXT), "limit": TEXT, **FACT, **SOURCE, "note": maybe(TEXT)},
    ),
    "Source": record(
        "A publication that prices or limits were read in.",
        {
            **{"id": TEXT, "title": TEXT, "publisher": TEXT, "url": maybe(TEXT)},
            **{"published": DAY, "retrieved": DAY, "licence": TEXT, "confidence": ref("Reliability")},
            "note": maybe(TEXT),
        },
    ),
    "Service": record(
        "A service, by what it is compared, and which prices of it there are; `unpriced` is billed and has none.",
        {
            **{"key": TEXT, "name": TEXT, "category": TEXT, "summary": TEXT},
            **{"compare_by": listed(TEXT), "sweep_over": TEXT, "sizes_capacity": FLAG},
            **{"regions": listed(TEXT), "newest_price": DAY, "is_importable": FLAG, "unpriced": listed(TEXT)},
            "links": named(TEXT),
        },
    ),
    "Problem": {
        "type": "object",
        "description": "An error (RFC 9457); `errors` has every wrong field at once.",
        "properties": {
            **{"type": TEXT, "title": TEXT, "status": COUNT, "detail": TEXT, "instance": TEXT},
            "code": ref("ErrorCode"),
            "nearest_choice": maybe(TEXT),
            "errors": listed(ref("WrongField")),
        },
        "required": ["type", "title", "status", "detail", "instance", "errors"],
        "additionalProperties": False,
    },
    "ErrorCode": {**one_of(*(error.code for error in STATUS_OF)), "description": "What kind of error it is."},
    "WrongField": record(
        "One wrong field; what is needed beside what there may be, null where nothing bounds it.",
        {"field": TEXT, "message": TEXT, "value": TEXT, **BOUND},
    ),
}


def answer_schemas() -> dict[str, Schema]:
    """Every shape by name."""
    return {**ESTIMATES, **ANALYSES, **TABLES}
