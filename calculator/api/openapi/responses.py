"""The shapes of the REST API's answers as JSON Schema; every member is always there."""

from calculator.api.openapi.derived import members_of, schemas_of
from calculator.api.openapi.schema_parts import (
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
from calculator.presentation import analysis_shapes, answer_shapes
from calculator.presentation.http_answers import STATUS_OF
from calculator.presentation.provenance import MEANINGS

PRICE_LIST = members_of(answer_shapes.PriceList)
SOURCE = {"source": TEXT, "source_title": TEXT, "source_url": maybe(TEXT)}
# Who confirmed a price is told apart, as it may be nobody.
PROVENANCE = members_of(answer_shapes.Provenance)
NAMED_PROVENANCE = {name: schema for name, schema in PROVENANCE.items() if name != "confirmed_by"}
# Why a choice has no answer.
REFUSALS = (NotPriced.code, Infeasible.code, InvalidInput.code)
TIER = members_of(answer_shapes.Tier)
FACT = {"value": EXACT, "value_to": maybe(EXACT), "unit": TEXT, "effective_from": DAY, "source": TEXT}

ANSWERS: dict[str, Schema] = {
    **schemas_of(
        answer_shapes.Estimate,
        answer_shapes.PriceList,
        answer_shapes.Capacity,
        answer_shapes.Demand,
        answer_shapes.LineItem,
        answer_shapes.TierCharge,
        answer_shapes.PriceOfItem,
        answer_shapes.Working,
        answer_shapes.Detail,
        answer_shapes.NextStep,
        answer_shapes.Warning,
        answer_shapes.WrongField,
        analysis_shapes.Comparison,
        analysis_shapes.Alternative,
        analysis_shapes.Fact,
        analysis_shapes.Overtaking,
        analysis_shapes.Unpriced,
        analysis_shapes.LeftOut,
        analysis_shapes.Sweep,
        analysis_shapes.Series,
        analysis_shapes.Omitted,
        analysis_shapes.CheapestChange,
        analysis_shapes.Repricing,
        analysis_shapes.PricedSide,
        analysis_shapes.RepricedLine,
        analysis_shapes.RepricedTotal,
    ),
    "Recurrence": {
        **one_of(*RECURRENCES),
        "description": "Whether a charge is on every invoice, paid once, or not known which.",
    },
    "Refusal": {**one_of(*REFUSALS), "description": "Why a choice has no answer."},
}
# An alternative also has the figures beside its bill, each under its name.
ANSWERS["Alternative"]["additionalProperties"] = maybe(TEXT)

TABLES: dict[str, Schema] = {
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
}


def answer_schemas() -> dict[str, Schema]:
    """Every shape by name."""
    return {**ANSWERS, **TABLES}
