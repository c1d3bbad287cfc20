"""The shapes of estimates of many services: the document, its answer, versions, links, differences."""

from typing import Any

from calculator.api.openapi.derived import USAGE, members_of
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
from calculator.estimates.difference import ADDED, CHANGED, REMOVED, REPRICED, SAME
from calculator.estimates.document import Document
from calculator.presentation import answer_shapes
from calculator.presentation.answer_documents import TOTALS
from calculator.presentation.kept_estimates import CAUSES

WHEN: Schema = {"type": "string", "format": "date-time"}
DOCUMENT, ANSWER = "EstimateDocument", "EstimateAnswer"
_SHARES = dict.fromkeys(("list_usd", "contracted_usd", "pooled_usd"), EXACT)
_MONEY = members_of(answer_shapes.Money)
_UNKNOWN_MONEY = {name: maybe(EXACT) for name in TOTALS}

_ANSWER: dict[str, Schema] = {
    ANSWER: record(
        "What an estimate costs as one account pays it; line by line at contracted rates, and at list prices.",
        {
            "estimate": ref(DOCUMENT),
            **{"checksum": TEXT, "as_of": DAY, "month": ref("Month"), "is_complete": FLAG},
            **members_of(answer_shapes.Figures),
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
        {**members_of(answer_shapes.LineItem), **_SHARES, "terms": listed(TEXT)},
    ),
    "EntryError": record("Why an entry has no answer.", {"code": TEXT, "errors": listed(ref("EntryFault"))}),
    "EntryFault": record(
        "One fault, at the JSON pointer of its place.",
        {"pointer": TEXT, "message": TEXT, **members_of(answer_shapes.Bound)},
    ),
    "MissingEntry": record(
        "An entry that the totals are without.",
        {"entry": TEXT, "name": TEXT, "pointer": TEXT, "code": TEXT, "errors": listed(ref("EntryFault"))},
    ),
    "EstimateWarning": record(
        "A warning, once, with the entries it concerns.", {**members_of(answer_shapes.Warning), "entries": listed(TEXT)}
    ),
}


_VERSION: dict[str, Schema] = {
    **{"version": COUNT, "saved_at": WHEN, "title": TEXT, "checksum": TEXT},
    **{"effective_monthly_usd": EXACT, "is_complete": FLAG, "price_lists": listed(ref("PriceList"))},
}
_SHARE: dict[str, Schema] = {"token": TEXT, "version": maybe(COUNT), "created_at": WHEN, "address": TEXT}
_SIDE: dict[str, Schema] = {"checksum": TEXT, **_MONEY}
_KEPT: dict[str, Schema] = {"id": TEXT, **_VERSION, "estimate": ref(DOCUMENT)}
_DIFFERENCE = {
    **{"id": TEXT, "name": TEXT, "service": TEXT, "region": TEXT},
    "kind": ref("EntryChange"),
    "fields": listed(ref("FieldChange")),
    **{"before_usd": maybe(EXACT), "after_usd": maybe(EXACT)},
    **dict.fromkeys(("delta_usd", *CAUSES), EXACT),
}
_KEEPING: dict[str, Schema] = {
    "NewEstimate": record(
        "An estimate that was made, with the key that opens it.",
        {"key": TEXT, **_KEPT, "links": named(TEXT)},
    ),
    "KeptEstimate": record("The newest version of an estimate.", {**_KEPT, "links": named(TEXT)}),
    "SavedVersion": record("A version with its answer of then.", {**_KEPT, "answer": ref(ANSWER)}),
    "SharedEstimate": record("What a link shows.", {**_VERSION, "estimate": ref(DOCUMENT), "answer": ref(ANSWER)}),
    "Blueprints": record("Ready estimates.", {"count": COUNT, "blueprints": listed(ref("Blueprint"))}),
    "Blueprint": record(
        "An estimate of a common architecture; the note of each line says where its numbers come from.",
        {"name": TEXT, "title": TEXT, "note": TEXT, "estimate": ref(DOCUMENT)},
    ),
    "EstimateVersion": record("A version without its document.", _VERSION),
    "EstimateVersions": record(
        "Versions, the newest first.", {"count": COUNT, "versions": listed(ref("EstimateVersion"))}
    ),
    "EstimateShare": record("A link that shows an estimate: one version, or the newest.", _SHARE),
    "EstimateShares": record("Links, the newest first.", {"count": COUNT, "shares": listed(ref("EstimateShare"))}),
    "ShareRequest": {
        "type": "object",
        "description": "Of which version; of whatever is the newest without one.",
        "properties": {"version": maybe(COUNT)},
        "additionalProperties": False,
    },
    "EstimateDifference": record(
        "How two versions differ: entry by entry, and what usage, prices and pooling move of the money.",
        {
            **{"from": COUNT, "to": COUNT, "before": ref("EstimateSide"), "after": ref("EstimateSide")},
            **{"delta_usd": EXACT, "entries": listed(ref("EntryDifference"))},
        },
    ),
    "EstimateSide": record("One of the two.", _SIDE),
    "EntryDifference": record("An entry of both, or of one; effective monthly amounts.", _DIFFERENCE),
    "EntryChange": {**one_of(ADDED, REMOVED, CHANGED, REPRICED, SAME), "description": "What became of an entry."},
    "FieldChange": record(
        "A field that was changed; null where it was not typed.",
        {"name": TEXT, "before": maybe(TEXT), "after": maybe(TEXT)},
    ),
}


def estimate_shapes() -> dict[str, Schema]:
    """The document with its parts, the answer with its own, and what is told of kept estimates."""
    schema = _untitled(Document.model_json_schema(by_alias=True, ref_template="#/components/schemas/Estimate{model}"))
    schema["properties"]["month"] = ref("Month")
    parts = {f"Estimate{name}": part for name, part in schema.pop("$defs").items()}
    return {DOCUMENT: schema, **parts, **_ANSWER, **_KEEPING}


def _untitled(part: Any) -> Any:
    """A schema without its titles, by which generators name models instead of by where they stand."""
    if isinstance(part, list):
        return [_untitled(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {name: _untitled(each) for name, each in part.items() if name != "title" or not isinstance(each, str)}
