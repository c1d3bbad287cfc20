"""The shapes of estimates of many services: the document, its answer, versions, links, differences, imports."""

from typing import Any

from calculator.api.openapi.derived import schemas_of
from calculator.api.openapi.schema_parts import COUNT, Schema, maybe, one_of, ref
from calculator.estimates.difference import ADDED, CHANGED, REMOVED, REPRICED, SAME
from calculator.estimates.document import Document
from calculator.interchange.account import Outcome
from calculator.presentation import estimate_shapes as answered
from calculator.presentation import import_shapes as imported
from calculator.presentation import kept_estimate_shapes as kept

DOCUMENT, SHARE_REQUEST = "EstimateDocument", "ShareRequest"

_DERIVED = schemas_of(
    answered.EstimateAnswer,
    answered.EstimateMoney,
    answered.EstimateSubtotal,
    answered.AnsweredGroup,
    answered.AnsweredEntry,
    answered.EstimateLine,
    answered.EntryError,
    answered.EntryFault,
    answered.MissingEntry,
    answered.EstimateWarning,
    answered.Blueprints,
    answered.Blueprint,
    kept.NewEstimate,
    kept.KeptEstimate,
    kept.SavedVersion,
    kept.SharedEstimate,
    kept.EstimateVersion,
    kept.EstimateVersions,
    kept.EstimateShare,
    kept.EstimateShares,
    kept.EstimateDifference,
    kept.EstimateSide,
    kept.EntryDifference,
    kept.FieldChange,
    imported.EstimateImport,
    imported.ImportedResource,
    imported.ImportAssumption,
    imported.OfficialFigures,
    imported.OfficialLine,
    imported.ImportChange,
    imported.ImportedChange,
)
_WORDS: dict[str, Schema] = {
    "EntryChange": {**one_of(ADDED, REMOVED, CHANGED, REPRICED, SAME), "description": "What became of an entry."},
    "ImportOutcome": one_of(*Outcome),
}
_ASKED: dict[str, Schema] = {
    SHARE_REQUEST: {
        "type": "object",
        "description": "Of which version; of whatever is the newest without one.",
        "properties": {"version": maybe(COUNT)},
        "additionalProperties": False,
    },
}


def estimate_shapes() -> dict[str, Schema]:
    """The document with its parts, and everything that is answered about it."""
    schema = _untitled(Document.model_json_schema(by_alias=True, ref_template="#/components/schemas/Estimate{model}"))
    schema["properties"]["month"] = ref("Month")
    parts = {f"Estimate{name}": part for name, part in schema.pop("$defs").items()}
    return {DOCUMENT: schema, **parts, **_DERIVED, **_WORDS, **_ASKED}


def _untitled(part: Any) -> Any:
    """A schema without its titles, by which generators name models instead of by where they stand."""
    if isinstance(part, list):
        return [_untitled(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {name: _untitled(each) for name, each in part.items() if name != "title" or not isinstance(each, str)}
