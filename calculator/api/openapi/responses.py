"""The shapes of the REST API's answers as JSON Schema; every member is always there."""

from calculator.api.openapi.derived import schemas_of
from calculator.api.openapi.schema_parts import (
    TEXT,
    Schema,
    maybe,
    one_of,
)
from calculator.core.answer import RECURRENCES
from calculator.core.errors import Infeasible, InvalidInput, NotPriced
from calculator.presentation import analysis_shapes, answer_shapes, row_shapes
from calculator.presentation.http_answers import STATUS_OF
from calculator.presentation.provenance import MEANINGS

# Why a choice has no answer.
REFUSALS = (NotPriced.code, Infeasible.code, InvalidInput.code)

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
    **schemas_of(
        row_shapes.KnownPriceList,
        row_shapes.Price,
        row_shapes.Stretch,
        row_shapes.Limit,
        row_shapes.Source,
        row_shapes.Service,
        row_shapes.Problem,
    ),
    "Reliability": {
        **one_of(*MEANINGS),
        "description": "; ".join(f"{name}: {words}" for name, words in MEANINGS.items()) + ".",
    },
    "Origin": {**one_of("shipped", "imported"), "description": "Where a price list comes from."},
    "ErrorCode": {**one_of(*(error.code for error in STATUS_OF)), "description": "What kind of error it is."},
}


def answer_schemas() -> dict[str, Schema]:
    """Every shape by name."""
    return {**ANSWERS, **TABLES}
