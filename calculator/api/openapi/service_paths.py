"""The paths of one service, and the shapes of what a request about it may state."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from calculator.analysis.span import SCALES
from calculator.api.openapi.inputs import body_of, field_schema
from calculator.api.openapi.names import asking, field_name, getting, pascal_case, usage_name
from calculator.api.openapi.operations import (
    BODY_ONLY,
    operation,
    problems,
    query,
    whole,
)
from calculator.api.openapi.schema_parts import ANYTHING, TEXT, Schema, one_of, ref
from calculator.application.questions import EXPLAIN, EXPLANATION, POINTS, declared
from calculator.core.declarations import (
    FALSE_WORDS,
    MOST_LISTED,
    TRUE_WORDS,
    ChoiceField,
    Declaration,
    FlagField,
    QuantityField,
)
from calculator.core.display import exact_text
from calculator.core.inputs import Inputs
from calculator.presentation.command_options import default_words
from calculator.services.service import Service, amounts, comparable, sweep_over

EXAMPLE_SPAN = Decimal(1000)
AMOUNT, SCALE, TRUE_OR_FALSE = "Amount", "Scale", "TrueOrFalse"
BY, OVER, SERIES_OF = "compare_by", "sweep_over", "series_of"
# What the questions about every service share.
QUESTION_SHAPES: dict[str, Schema] = {
    AMOUNT: {"anyOf": [{"type": "number"}, TEXT], "description": "A number, or text with a suffix such as 5 TB."},
    SCALE: {**one_of(*SCALES), "description": "How the points are spread."},
    # In a query string everything is text.
    TRUE_OR_FALSE: {**one_of(TRUE_WORDS[0], FALSE_WORDS[0]), "description": "A yes or no in a query string."},
}


def service_shapes(service: Service, common: Mapping[str, Declaration]) -> dict[str, Schema]:
    """A shape for every field of a service, for the usage that they make up, and for what its questions name."""
    fields = {field_name(service, name): component(each) for name, each in declared(service).items()}
    return {
        usage_name(service): usage_shape(service, common),
        **fields,
        field_name(service, BY): {**one_of(*comparable(service)), "description": "What it is compared by."},
        **{
            field_name(service, name): {**one_of(*values), "description": words}
            for name, values, words in (
                (OVER, tuple(amounts(service)), "What may be varied."),
                (SERIES_OF, service.COMPARE_BY, "Of what each choice may have a series of its own."),
            )
            if values
        },
    }


def common_shapes(common: Mapping[str, Declaration]) -> dict[str, Schema]:
    """A shape for every field that all services have."""
    return {pascal_case(name): component(each) for name, each in common.items()}


def component(declaration: Declaration) -> Schema:
    """A field as a shape of its own, in the form that generators of clients make most of.

    It has no `title`, by which some would call it instead of by its name, and no `default`, which others would send
    with every request: whether a field was given may matter, and a default may change.
    """
    schema = field_schema(declaration)
    schema["x-label"] = schema.pop("title")
    schema["x-default"] = schema.pop("default", None)
    schema["description"] = f"{declaration.help} {default_words(declaration)}"
    if isinstance(declaration, ChoiceField) and len(declaration.choices) > MOST_LISTED:
        del schema["x-labels"]
    if isinstance(declaration, QuantityField):
        kinds = zip(schema.pop("type"), (("minimum", "maximum"), ("pattern", "maxLength")), strict=True)
        schema["anyOf"] = [{"type": kind, **{name: schema.pop(name) for name in names}} for kind, names in kinds]
    return schema


def usage_shape(service: Service, common: Mapping[str, Declaration]) -> Schema:
    """Everything that a request about a service may state."""
    names = {name: field_name(service, name) for name in service.Usage.declarations}
    return {
        "description": service.SUMMARY,
        "type": "object",
        "properties": {
            name: ref(shape) for name, shape in {**names, **{name: pascal_case(name) for name in common}}.items()
        },
        "additionalProperties": False,
    }


def field_parameters(service: Service) -> dict[str, dict[str, Any]]:
    """A query parameter for every field of a service, under the name of its shape."""
    example = service.EXAMPLES[0].usage if service.EXAMPLES else {}
    return {
        field_name(service, name): _parameter(name, declaration, field_name(service, name), example.get(name))
        for name, declaration in service.Usage.declarations.items()
    }


def common_parameters(common: Mapping[str, Declaration]) -> dict[str, dict[str, Any]]:
    """A query parameter for every field that all services have."""
    return {pascal_case(name): _parameter(name, declaration, pascal_case(name)) for name, declaration in common.items()}


def _parameter(name: str, declaration: Declaration, shape: str, each: object = None) -> dict[str, Any]:
    pointer = ref(TRUE_OR_FALSE if isinstance(declaration, FlagField) else shape)
    return query(name, {"description": declaration.help, **pointer}, each=each)


def service_paths(service: Service, common: Mapping[str, Declaration]) -> dict[str, Any]:
    """The questions that can be asked about a service."""
    base = f"/services/{service.KEY}"
    words = "The input declaration as JSON Schema 2020-12."
    paths = {
        base: {"get": operation(service.KEY, getting("Input", service), words, ANYTHING)},
        f"{base}/estimate": _question(service, common, "estimate", "Estimate", "One estimate.", [_explain()]),
        f"{base}/compare": _question(
            service,
            common,
            "compare",
            "Comparison",
            "The same workload under every choice, ranked.",
            [_by(service), _explain()],
        ),
        f"{base}/reprice": _question(
            service,
            common,
            "reprice",
            "Repricing",
            "The same workload under other prices, line by line.",
            [_against(common)],
        ),
    }
    if amounts(service):
        words, span = "The cost while one field varies.", [*_span(service), _explain()]
        paths[f"{base}/sweep"] = _question(service, common, "sweep", "Sweep", words, span)
    return paths


def _question(
    service: Service, common: Mapping[str, Declaration], verb: str, noun: str, summary: str, own: list[dict[str, Any]]
) -> dict[str, Any]:
    """One question, with its fields in the query string or in a body."""
    names = (*(field_name(service, name) for name in service.Usage.declarations), *map(pascal_case, common))
    fields = [{"$ref": f"#/components/parameters/{name}"} for name in names]
    get = operation(service.KEY, getting(noun, service), summary, ref(noun), [*own, *fields])
    post = operation(service.KEY, asking(verb, service), summary, ref(noun), own)
    example = body_of(service, service.EXAMPLES[0]) if service.EXAMPLES else {}
    body = {"schema": ref(usage_name(service)), "example": example}
    post["requestBody"] = {"required": True, "content": {"application/json": body}}
    post["responses"] |= problems(BODY_ONLY)
    return {"get": get, "post": post}


def _by(service: Service) -> dict[str, Any]:
    words = f"The field whose choices are compared. Default {comparable(service)[0]}."
    return query("by", {**ref(field_name(service, BY)), "description": words})


def _span(service: Service) -> list[dict[str, Any]]:
    start, most = _example_usage(service).reach(sweep_over(service))
    stop = min(most, start + EXAMPLE_SPAN)
    end = {**ref(AMOUNT), "description": "In the unit of the field that varies."}
    names = f"The field that varies. Default {sweep_over(service)}."
    choices = "A field: each choice of it has a series of its own."
    return [
        query("over", {**ref(field_name(service, OVER)), "description": names}),
        query("start", end, each=exact_text(start), is_required=True),
        query("stop", end, each=exact_text(stop), is_required=True),
        query("points", whole(POINTS)),
        query("scale", {**ref(SCALE), "description": f"How the points are spread. Default {SCALES[0]}."}),
        *([query("by", {**ref(field_name(service, SERIES_OF)), "description": choices})] if service.COMPARE_BY else ()),
    ]


def _example_usage(service: Service) -> Inputs:
    """The workload that the examples of a question state; an end that contradicts it could not be swept."""
    return service.Usage.read(service.EXAMPLES[0].usage if service.EXAMPLES else {})


def _explain() -> dict[str, Any]:
    words = f"{EXPLANATION.help} {default_words(EXPLANATION)}"
    return query(EXPLAIN, {**ref(TRUE_OR_FALSE), "description": words})


def _against(common: Mapping[str, Declaration]) -> dict[str, Any]:
    words = "The other prices: a day as YYYY-MM-DD, or the name of an imported price list, in use or not."
    as_of = common["as_of"].derived
    # Of all days today is the one on which every example has a price.
    each = as_of and str(as_of.of(None))
    return query("against", {**TEXT, "description": words}, each=each, is_required=True)
