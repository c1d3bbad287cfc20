"""The paths of estimates of many services, and the shapes of the document and of its answer."""

from itertools import islice
from typing import Any

from calculator.api.openapi.operations import BODY_ONLY, operation, problems
from calculator.api.openapi.responses import FIGURES, LINE_ITEM, TOLD, USAGE
from calculator.api.openapi.schema_parts import (
    DAY,
    EXACT,
    FLAG,
    TEXT,
    Schema,
    listed,
    maybe,
    named,
    record,
    ref,
)
from calculator.estimates.document import Document
from calculator.presentation.answer_documents import TOTALS
from calculator.services import SERVICES

ESTIMATES_TAG = "estimates"
DOCUMENT, ANSWER = "EstimateDocument", "EstimateAnswer"
_SHARES = dict.fromkeys(("list_usd", "contracted_usd", "pooled_usd"), EXACT)
_MONEY = {name: FIGURES[name] for name in TOTALS}
_UNKNOWN_MONEY = {name: maybe(EXACT) for name in TOTALS}

_ANSWER: dict[str, Schema] = {
    ANSWER: record(
        "What an estimate costs as one account pays it; line by line at contracted rates, and at list prices.",
        {
            "estimate": ref(DOCUMENT),
            **{"checksum": TEXT, "as_of": DAY, "month": ref("Month"), "is_complete": FLAG},
            **FIGURES,
            **{"contracted": ref("EstimateMoney"), "list": ref("EstimateMoney")},
            **dict.fromkeys(("by_service", "by_region", "by_tag"), listed(ref("EstimateSubtotal"))),
            "groups": listed(ref("AnsweredGroup")),
            "missing": listed(ref("MissingEntry")),
            "warnings": listed(ref("EstimateWarning")),
            "price_lists": listed(ref("PriceList")),
        },
    ),
    "EstimateMoney": record("Three figures of money; null is not known, and never nothing.", _MONEY),
    "EstimateSubtotal": record("What entries of one name cost together.", {"name": TEXT, **_MONEY}),
    "AnsweredGroup": record(
        "A group with its subtotal.",
        {
            **{"id": TEXT, "name": TEXT},
            **_MONEY,
            "entries": listed(ref("AnsweredEntry")),
            "groups": listed(ref("AnsweredGroup")),
        },
    ),
    "AnsweredEntry": record(
        "An entry with the charges of all its count, or with what stands in the way.",
        {
            **{"id": TEXT, "name": TEXT, "service": TEXT, "region": TEXT, "count": TEXT, "pointer": TEXT},
            **_UNKNOWN_MONEY,
            "usage": USAGE,
            "capacity": named(ref("Capacity")),
            "line_items": listed(ref("EstimateLine")),
            "error": {"anyOf": [ref("EntryError"), {"type": "null"}]},
        },
    ),
    "EstimateLine": record(
        "A charge with what it costs at list prices, at contracted rates and in the pool of the account.",
        {**LINE_ITEM, **_SHARES, "terms": listed(TEXT)},
    ),
    "EntryError": record("Why an entry has no answer.", {"code": TEXT, "errors": listed(ref("EntryFault"))}),
    "EntryFault": record("One fault, at the JSON pointer of its place.", {"pointer": TEXT, "message": TEXT}),
    "MissingEntry": record(
        "An entry that the totals are without.",
        {"entry": TEXT, "name": TEXT, "pointer": TEXT, "code": TEXT, "errors": listed(ref("EntryFault"))},
    ),
    "EstimateWarning": record("A warning, once, with the entries it concerns.", {**TOLD, "entries": listed(TEXT)}),
}


def estimate_shapes() -> dict[str, Schema]:
    """The document with its parts, and the answer with its own."""
    schema = Document.model_json_schema(by_alias=True, ref_template="#/components/schemas/Estimate{model}")
    schema["properties"]["month"] = ref("Month")
    parts = {f"Estimate{name}": part for name, part in schema.pop("$defs").items()}
    return {DOCUMENT: schema, **parts, **_ANSWER}


def estimate_paths() -> dict[str, Any]:
    """What is done with estimates."""
    answer = operation(ESTIMATES_TAG, "answerEstimate", "What a document costs; it is not kept.", ref(ANSWER))
    body = {"schema": ref(DOCUMENT), "example": _example()}
    answer["requestBody"] = {"required": True, "content": {"application/json": body}}
    answer["responses"] |= problems(BODY_ONLY)
    return {"/estimates/answer": {"post": answer}}


def _example() -> dict[str, Any]:
    """An estimate of the first workloads that two services start from."""
    entries = [
        {"name": each.EXAMPLES[0].name, "service": each.KEY, "usage": each.EXAMPLES[0].usage}
        for each in islice((each for each in SERVICES.values() if each.EXAMPLES), 2)
    ]
    return {"title": "Checkout", "groups": [{"name": "Production", "entries": entries}]}
