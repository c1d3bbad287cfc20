"""The paths of estimates of many services."""

from itertools import islice
from typing import Any

from calculator.api.openapi.commitment_paths import OF_ESTIMATE
from calculator.api.openapi.estimate_shapes import DOCUMENT, SHARE_REQUEST
from calculator.api.openapi.operations import BODY_ONLY, operation, problems
from calculator.api.openapi.schema_parts import ANYTHING, COUNT, TEXT, Schema, ref
from calculator.interchange.asked import PARAMETERS, REGION, TAGS, TITLE, USAGE
from calculator.presentation import estimate_shapes as answered
from calculator.presentation import kept_estimate_shapes as kept
from calculator.presentation.estimate_commitment_shapes import EstimateCommitments
from calculator.presentation.import_shapes import EstimateImport
from calculator.services import SERVICES

ESTIMATES_TAG = "estimates"


def estimate_paths() -> dict[str, Any]:
    """What is done with estimates."""
    return {**_not_kept(), **_kept(), **_shown_by_links()}


def _not_kept() -> dict[str, Any]:
    """What is answered without keeping anything."""
    blueprints = ref(answered.Blueprints.__name__)
    return {
        "/estimates/answer": {
            "post": _sending("answerEstimate", "What a document costs; it is not kept.", answered.EstimateAnswer)
        },
        "/estimates/import": {"post": _importing()},
        "/blueprints": {
            "get": operation(ESTIMATES_TAG, "listBlueprints", "Ready estimates to start from.", blueprints)
        },
    }


def _kept() -> dict[str, Any]:
    """Making an estimate, and what is private to whoever has its key."""
    one = "/estimates/{estimate}"
    making = _sending("createEstimate", "Keep a document as the first version.", kept.NewEstimate, "Idempotency-Key")
    replacing = _sending("replaceEstimate", "Save the next version.", kept.KeptEstimate, "If-Match")
    sharing = _sending("createShare", "A link that shows it.", kept.EstimateShare, body=SHARE_REQUEST)
    revoking = "Show nothing by this link any more."
    return {
        "/estimates": {"post": making},
        one: {
            "get": _of_one("readEstimate", "The newest version.", kept.KeptEstimate),
            "put": {**replacing, **_parameters("estimate", "If-Match"), **KEYED},
        },
        f"{one}/answer": {"get": _of_one("readAnswer", "The answer of the newest version.", answered.EstimateAnswer)},
        f"{one}/commitments": {
            "post": {**_committing("chooseEstimateCommitments"), **_parameters("estimate"), **KEYED}
        },
        f"{one}/versions": {"get": _of_one("listVersions", "All versions.", kept.EstimateVersions)},
        f"{one}/versions/{{number}}": {"get": _of_one("readVersion", "One version.", kept.SavedVersion, "number")},
        f"{one}/import": {
            "get": _of_one("readImport", "What became of everything in the file that it was made from.", EstimateImport)
        },
        f"{one}/difference": {
            "get": _of_one("compareVersions", "How two versions differ.", kept.EstimateDifference, "from", "to")
        },
        f"{one}/shares": {
            "get": _of_one("listShares", "The links that show it.", kept.EstimateShares),
            "post": {**sharing, **_parameters("estimate"), **KEYED},
        },
        f"{one}/shares/{{token}}": {
            "delete": _of_one("revokeShare", revoking, kept.EstimateShare, "token", ends="204")
        },
    }


def _shown_by_links() -> dict[str, Any]:
    """What whoever has a link is shown."""
    return {
        "/shared/{token}": {"get": _of_one("readShared", "What a link shows.", kept.SharedEstimate, of=("token",))},
        "/shared/{token}/commitments": {
            "post": {**_committing("chooseSharedCommitments"), **_parameters("token")},
        },
    }


# Of a parameter: where it stands, its schema, and what it is.
_PARAMETERS: dict[str, tuple[str, Schema, str]] = {
    "estimate": ("path", TEXT, "The id of the estimate. Its key is sent as `Authorization: Bearer KEY`."),
    "number": ("path", COUNT, "The number of the version."),
    "token": ("path", TEXT, "The token of the link."),
    "from": ("query", COUNT, "The version before; without it the one before the newest."),
    "to": ("query", COUNT, "The version after; without it the newest."),
    "Idempotency-Key": ("header", TEXT, "A request sent again with it keeps nothing twice."),
    "If-Match": ("header", TEXT, "The ETag of the version that was changed."),
}


_EXAMPLES = {"Idempotency-Key": "a-key-of-yours", "If-Match": '"1"'}
# Whoever made an estimate sends its key.
BEARER = "EstimateKey"
KEYED: dict[str, Any] = {"security": [{BEARER: []}]}


def _parameters(*names: str) -> dict[str, Any]:
    return {
        "parameters": [
            {
                "name": name,
                "in": where,
                "required": where == "path" or name == "If-Match",
                "description": what,
                "schema": schema,
                **({"example": _EXAMPLES[name]} if name in _EXAMPLES else {}),
            }
            for name, (where, schema, what) in ((name, _PARAMETERS[name]) for name in names)
        ]
    }


def _of_one(
    name: str, what: str, shape: type, *more: str, of: tuple[str, ...] = ("estimate",), ends: str = "200"
) -> dict[str, Any]:
    """An operation on one estimate, without a body."""
    found = operation(ESTIMATES_TAG, name, what, ref(shape.__name__))
    if ends != "200":
        del found["responses"]["200"]
        found["responses"][ends] = {"description": "Done."}
    keyed = KEYED if "estimate" in of else {}
    return {**found, **_parameters(*of, *(each for each in more if each not in of)), **keyed}


def _sending(name: str, what: str, shape: type, *headers: str, body: str = DOCUMENT) -> dict[str, Any]:
    """An operation that a document is sent to, or another body."""
    sent: dict[str, Any] = {"schema": ref(body), "example": _example() if body == DOCUMENT else {"version": None}}
    found = operation(ESTIMATES_TAG, name, what, ref(shape.__name__))
    found["requestBody"] = {"required": True, "content": {"application/json": sent}}
    found["responses"] |= problems(BODY_ONLY)
    if shape in (kept.NewEstimate, kept.EstimateShare):
        found["responses"]["201"] = found["responses"]["200"]
    return {**found, **_parameters(*headers)}


def _committing(name: str) -> dict[str, Any]:
    """What to commit to for all lines of an estimate."""
    what = "Which mix of commitments costs least for the lines of an estimate; lines that take none, and why."
    sent = {"schema": ref(OF_ESTIMATE), "example": {"months": "12"}}
    found = operation(ESTIMATES_TAG, name, what, ref(EstimateCommitments.__name__))
    found["requestBody"] = {"required": True, "content": {"application/json": sent}}
    found["responses"] |= problems(BODY_ONLY)
    return found


def _importing() -> dict[str, Any]:
    """The operation that a file of others is sent to, as it is."""
    what = (
        "What a Terraform plan, a CloudFormation template or an export of the AWS Pricing Calculator costs, with the "
        "account of all in it; nothing is kept."
    )
    found = operation(ESTIMATES_TAG, "importEstimate", what, ref(EstimateImport.__name__))
    # As it is: generators know no YAML, and a plan is an object of which they need to know nothing.
    found["requestBody"] = {
        "required": True,
        "content": {
            "application/octet-stream": {
                "schema": {"type": "string", "format": "binary"},
                "example": "Resources: {Address: {Type: 'AWS::EC2::EIP'}}",
            },
            "application/json": {"schema": ANYTHING, "example": {"Resources": {}}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "array", "items": _FILE, "description": "The file, with usage files or not."},
                        "before": {**_FILE, "description": "An earlier file of the same kind."},
                        **{name: {**TEXT, "description": what} for name, what in _IMPORT_FIELDS.items()},
                    },
                },
            },
        },
    }
    found["responses"] |= problems(BODY_ONLY)
    return {**found, "parameters": [*(_field(name, what) for name, what in _IMPORT_FIELDS.items())]}


_FILE = {"type": "string", "format": "binary"}
_IMPORT_FIELDS = {
    REGION: "The Region of resources whose file does not say it.",
    TAGS: "Tags to keep, as in team,env.",
    TITLE: "The title of the estimate.",
    USAGE: "How much resources are used: the text of a usage file.",
    PARAMETERS: "Values for the parameters of a template, as a JSON object or as NAME=VALUE lines.",
}


def _field(name: str, what: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": what, "schema": TEXT}


def _example() -> dict[str, Any]:
    """An estimate of the first workloads that two services start from."""
    entries = [
        {"name": each.EXAMPLES[0].name, "service": each.KEY, "usage": each.EXAMPLES[0].usage}
        for each in islice((each for each in SERVICES.values() if each.EXAMPLES), 2)
    ]
    return {"title": "Checkout", "groups": [{"name": "Production", "entries": entries}]}
