"""The path of commitments."""

from typing import Any

from calculator.analysis.commitments.asked import MOST_FLEETS, SCOPES, question_fields
from calculator.analysis.commitments.committable import committables
from calculator.api.openapi.derived import schemas_of
from calculator.api.openapi.exchange_paths import exchange_paths, exchange_shapes
from calculator.api.openapi.operations import BODY_ONLY, operation, problems
from calculator.api.openapi.schema_parts import TEXT, Schema, listed, one_of, open_object, ref
from calculator.presentation import commitment_shapes as shapes
from calculator.presentation import estimate_commitment_shapes as of_estimate

COMMITMENTS_TAG = "commitments"
QUESTION, FLEET, STATED, SERVICE = "CommitmentsQuestion", "StatedFleet", "StatedCommitment", "CommittableService"
OF_ESTIMATE, SCOPE = "EstimateCommitmentsQuestion", "CommitmentScope"
RUNNING = (
    "How many run: a number; a list of 1 to 8,760 hours, which repeat; `{busy, otherwise, days, start, end}`, a week; "
    "or `{csv, column, time_zone, gaps}`, the text of an export of hours."
)
SUMMARY = "Which mix of commitments costs least for what runs, and what it costs when the load turns out otherwise."


def commitment_shapes() -> dict[str, Schema]:
    """The question and the answer."""
    fields: dict[str, Schema] = {
        name: {"description": f"{field.label}. {field.help}"} for name, field in question_fields().items()
    }
    fleet: dict[str, Schema] = {
        "name": {**TEXT, "description": "What it is called in the answer."},
        "service": ref(SERVICE),
        "thing": {**TEXT, "description": "What is committed to, where a service has several."},
        "region": {**TEXT, "description": "The Region."},
        "zone": {**TEXT, "description": "The Availability Zone that it runs in, for what is reserved in one."},
        "running": {"description": RUNNING},
        "committed": {"description": "How many are committed already, for the whole horizon."},
    }
    stated: dict[str, Schema] = {
        "option": {**TEXT, "description": "The purchase option."},
        "fleet": {**TEXT, "description": "The fleet, by name or place from 1."},
        "quantity": {"description": "How many, or of a Savings Plan USD an hour."},
        "scope": ref(SCOPE),
    }
    return {
        SERVICE: {**one_of(*committables()), "description": "A service with commitments."},
        SCOPE: {**one_of(*(each.value for each in SCOPES.choices)), "description": SCOPES.help},
        FLEET: open_object("One fleet; what it is of is said by the fields of its service.", fleet, more=True),
        STATED: open_object("One commitment of a mix to be costed.", stated),
        QUESTION: open_object(
            "Fleets, and what may be bought for them.",
            {
                "as_of": {"type": "string", "format": "date", "description": "The prices in force on that day."},
                **fields,
                "fleets": {**listed(ref(FLEET)), "minItems": 1, "maxItems": MOST_FLEETS},
                "commitments": listed(ref(STATED)),
            },
        ),
        OF_ESTIMATE: open_object("What may be bought for an estimate.", {**fields, "commitments": listed(ref(STATED))}),
        **exchange_shapes(SERVICE),
        **schemas_of(
            of_estimate.EstimateCommitments,
            of_estimate.CommittedLine,
            of_estimate.LineLeftOut,
            of_estimate.EstimateWithMix,
            shapes.Commitments,
            shapes.CommitmentSpot,
            shapes.CommitmentFleet,
            shapes.CommitmentOffer,
            shapes.LoadOutcome,
            shapes.HeldCommitment,
            shapes.PaidMonth,
            shapes.CommitmentMix,
            shapes.UnpricedCommitment,
        ),
    }


def commitment_paths() -> dict[str, Any]:
    """What is asked of commitments."""
    found = operation(COMMITMENTS_TAG, "chooseCommitments", SUMMARY, ref(shapes.Commitments.__name__))
    example = {"fleets": [{"service": next(iter(committables())), "running": {"busy": 10, "otherwise": 4}}]}
    found["requestBody"] = {
        "required": True,
        "content": {"application/json": {"schema": ref(QUESTION), "example": example}},
    }
    found["responses"] |= problems(BODY_ONLY)
    return {"/commitments": {"post": found}, **exchange_paths(COMMITMENTS_TAG)}
