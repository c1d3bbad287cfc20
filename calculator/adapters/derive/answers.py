"""The shapes of the REST API's answers as JSON Schema; every member is always there."""

from collections.abc import Mapping
from typing import Any

from calculator.adapters.documents import TOTALS
from calculator.adapters.http import STATUS_OF
from calculator.core.estimate import MONTHLY, UPFRONT

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
DAY: Schema = {"type": "string", "format": "date"}
EXACT: Schema = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}


def ref(name: str) -> Schema:
    """A pointer to a named shape."""
    return {"$ref": f"#/components/schemas/{name}"}


def listed(schema: Schema) -> Schema:
    """Many of a shape."""
    return {"type": "array", "items": schema}


def maybe(schema: Schema) -> Schema:
    """A shape, or null where there is nothing to say."""
    return {**schema, "type": [schema["type"], "null"]}


def named(schema: Schema) -> Schema:
    """Many of a shape, each under its own name."""
    return {"type": "object", "additionalProperties": schema}


def record(description: str, members: Mapping[str, Schema]) -> Schema:
    """An object with exactly these members."""
    return {
        "type": "object",
        "description": description,
        "properties": dict(members),
        "required": list(members),
        "additionalProperties": False,
    }


ASKED = {"service": TEXT, "region": TEXT, "as_of": DAY}
PRICE_LIST = {"id": TEXT, "service": TEXT, "published": DAY, "checksum": TEXT, "active": FLAG}
SOURCE = {"source": TEXT, "source_title": TEXT, "source_url": maybe(TEXT)}
USAGE = {"type": "object", "description": "Every field with its default filled in."}
TIER = {"from": EXACT, "to": maybe(EXACT), "usd_per_unit": EXACT}
FACT = {"value": EXACT, "value_to": maybe(EXACT), "unit": TEXT, "effective_from": DAY, "source": TEXT}

ESTIMATES: dict[str, Schema] = {
    "Estimate": record(
        "What one usage costs, with everything that the answer rests on.",
        {
            **ASKED,
            "price_lists": listed(ref("PriceList")),
            "usage": USAGE,
            "capacity": named(ref("Capacity")),
            "line_items": listed(ref("LineItem")),
            **dict.fromkeys((*TOTALS, "annual_usd"), EXACT),
            "details": listed(ref("Detail")),
            "next_steps": listed(ref("NextStep")),
            "warnings": listed(ref("Warning")),
        },
    ),
    "Detail": record(
        "A figure beside the bill, such as a break-even; null where there is none.",
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
        "What the workload asks of one limit.",
        {
            **{"name": TEXT, "demand": EXACT, "unit": TEXT, "limit": EXACT},
            **{"units_needed": EXACT, "utilisation": EXACT, "source": TEXT},
        },
    ),
    "LineItem": record(
        "One thing billed, tier by tier, with the price row that was used.",
        {
            **{"name": TEXT, "label": TEXT, "quantity": EXACT, "unit": TEXT, "usd": EXACT},
            "recurrence": {"enum": [MONTHLY, UPFRONT]},
            "formula": TEXT,
            "assumption": maybe(TEXT),
            "tiers": listed(ref("TierCharge")),
            "price": ref("PriceOfItem"),
        },
    ),
    "TierCharge": record("The part of a quantity within one tier.", {**TIER, "quantity": EXACT, "usd": EXACT}),
    "PriceOfItem": record(
        "Where the price of a line item stands in the price table.",
        {
            **{"dimension": TEXT, "option": maybe(TEXT), "region": TEXT, "unit": TEXT},
            **{"usage_type": maybe(TEXT), "sku": maybe(TEXT)},
            **{"effective_from": DAY, "source": TEXT, "note": maybe(TEXT)},
        },
    ),
    "Warning": record("Something to know about the answer.", {"code": TEXT, "field": TEXT, "message": TEXT}),
}

ANALYSES: dict[str, Schema] = {
    "Comparison": record(
        "The same workload under every choice, cheapest first, infeasible ones last.",
        {
            **ASKED,
            "by": TEXT,
            "usage": USAGE,
            "alternatives": listed(ref("Alternative")),
            "crossovers": listed(ref("Overtaking")),
        },
    ),
    "Alternative": {
        **record(
            "One choice; costs are null when it is not feasible, and the reasons say why. A feasible one also has the "
            "figures beside its bill, each under its name.",
            {
                **{"choice": TEXT, "label": TEXT, "rank": COUNT, "feasible": FLAG, "reasons": listed(TEXT)},
                **dict.fromkeys((*TOTALS, "delta_usd", "delta_percent"), maybe(EXACT)),
                "capacity": named(ref("Capacity")),
                "sentence": TEXT,
                "warnings": listed(ref("Warning")),
                "facts": listed(ref("Fact")),
            },
        ),
        "additionalProperties": maybe(TEXT),
    },
    "Fact": {
        "type": "object",
        "description": "A limit to choose by; only `value`, null, where none is known for the choice.",
        "properties": {"name": TEXT, "label": TEXT, **FACT, "value": maybe(EXACT), "note": maybe(TEXT)},
        "required": ["name", "label", "value"],
        "additionalProperties": False,
    },
    "Overtaking": record(
        "Where another choice costs less than the present one, or more, along a field.",
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
    "Series": record(
        "The curve of one choice.",
        {"choice": maybe(TEXT), "label": TEXT, "effective_monthly_usd": listed(maybe(EXACT))},
    ),
    "Omitted": record("A choice without a curve, and why.", {"choice": TEXT, "label": TEXT, "reasons": listed(TEXT)}),
    "CheapestChange": record(
        "Where another choice becomes the cheapest of all.",
        {"at": EXACT, "cheapest_below": maybe(TEXT), "cheapest_above": maybe(TEXT)},
    ),
}

TABLES: dict[str, Schema] = {
    "PriceList": record("The identity of a set of prices.", PRICE_LIST),
    "Price": record(
        "One tier of one price.",
        {
            **{"service": TEXT, "region": TEXT, "dimension": TEXT, "option": maybe(TEXT), **TIER},
            **{"unit": TEXT, "usage_type": maybe(TEXT), "sku": maybe(TEXT), "effective_from": DAY},
            **SOURCE,
            "note": maybe(TEXT),
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
            **{"published": DAY, "retrieved": DAY, "licence": TEXT, "confidence": TEXT, "note": maybe(TEXT)},
        },
    ),
    "Service": record(
        "A service and by what it is compared.",
        {
            **{"key": TEXT, "name": TEXT, "summary": TEXT, "compare_by": listed(TEXT), "sweep_over": TEXT},
            "links": named(TEXT),
        },
    ),
    "Problem": {
        "type": "object",
        "description": "An error (RFC 9457); `errors` has every wrong field at once.",
        "properties": {
            **{"type": TEXT, "title": TEXT, "status": COUNT, "detail": TEXT, "instance": TEXT},
            "code": {"enum": [error.code for error in STATUS_OF]},
            "nearest_choice": maybe(TEXT),
            "errors": listed(
                record("One wrong field.", {"field": TEXT, "message": TEXT, "value": TEXT}),
            ),
        },
        "required": ["type", "title", "status", "detail", "instance", "errors"],
        "additionalProperties": False,
    },
}


def answer_schemas() -> dict[str, Schema]:
    """Every shape by name."""
    return {**ESTIMATES, **ANALYSES, **TABLES}
