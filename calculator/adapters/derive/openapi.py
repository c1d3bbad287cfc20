"""The OpenAPI 3.1 description of the REST API: one set of paths for each service, from its declared inputs."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from calculator.adapters.asking import POINTS
from calculator.adapters.derive.answers import answer_schemas
from calculator.adapters.derive.operations import (
    BODY_ONLY,
    PROBLEMS,
    TABLES_TAG,
    format_parameter,
    listing,
    operation,
    problem_response,
    problems,
    query,
)
from calculator.adapters.derive.schema import DIALECT, field_schema, input_schema
from calculator.adapters.derive.shapes import COUNT, TEXT, Schema, ref
from calculator.adapters.listings import PAGE, PAGE_SIZE
from calculator.analysis.span import SCALES
from calculator.catalogue.catalogue import Catalogue
from calculator.core.declarations import Declaration, QuantityField
from calculator.core.display import exact_text
from calculator.core.lists import ListField
from calculator.services.service import Service

TITLE = "AWS cost and capacity calculator"
DESCRIPTION = (
    "What an AWS workload costs and how much capacity it needs. Numbers in answers are strings of exact decimals. "
    "In requests a number may be a JSON number, a numeric text, or text with a suffix such as 5 TB or 2.5k."
)
EXAMPLE_SPAN = Decimal(1000)


def openapi_document(
    services: Iterable[Service],
    common: Mapping[str, Declaration],
    catalogue: Catalogue,
    server: str,
    examples: dict[str, Any],
) -> dict[str, Any]:
    """The whole description; `examples` has real answers by operation id."""
    services = list(services)
    paths: dict[str, Any] = _table_paths(catalogue, common)
    for service in services:
        paths |= _service_paths(service, common)
    for path in paths.values():
        for each in path.values():
            _add_example(each, examples)
    inputs = {input_name(service): input_schema(service, common) for service in services}
    for schema in inputs.values():
        del schema["$schema"]
    return {
        "openapi": "3.1.1",
        "jsonSchemaDialect": DIALECT,
        "info": {"title": TITLE, "version": "1", "description": DESCRIPTION},
        "servers": [{"url": server}],
        "tags": [
            *({"name": each.KEY, "description": f"{each.NAME}. {each.SUMMARY}"} for each in services),
            {"name": TABLES_TAG, "description": "What is known: services, prices, limits and their sources."},
        ],
        "paths": paths,
        "components": {
            "schemas": {**inputs, **answer_schemas()},
            "parameters": {
                parameter_name(service, name): query(
                    name,
                    schema,
                    each=service.EXAMPLES[0].usage.get(name),
                    is_list=isinstance(service.Usage.declarations.get(name), ListField),
                )
                for service in services
                for name, schema in _referred(service, inputs[input_name(service)]).items()
            },
            "responses": {f"Problem{status}": problem_response(text) for status, text in PROBLEMS.items()},
        },
    }


def input_name(service: Service) -> str:
    """The name of the schema of a service's inputs."""
    return f"{service.KEY}-usage"


def parameter_name(service: Service, field: str) -> str:
    """The name of the query parameter of a field."""
    return f"{service.KEY}.{field}"


def _referred(service: Service, schema: Schema) -> dict[str, Schema]:
    pointer = ref(input_name(service))["$ref"]
    return {
        name: {"description": field["description"], "$ref": f"{pointer}/properties/{name}"}
        for name, field in schema["properties"].items()
    }


def _service_paths(service: Service, common: Mapping[str, Declaration]) -> dict[str, Any]:
    fields = [
        {"$ref": f"#/components/parameters/{parameter_name(service, name)}"}
        for name in (*service.Usage.declarations, *common)
    ]
    base = f"/services/{service.KEY}"
    return {
        base: {"get": operation(service.KEY, "input", "The input declaration as JSON Schema 2020-12.", {})},
        f"{base}/estimate": _question(service, "estimate", "One estimate.", ref("Estimate"), [], fields),
        f"{base}/compare": _question(
            service,
            "compare",
            "The same workload under every choice, ranked.",
            ref("Comparison"),
            [_by(service)],
            fields,
        ),
        f"{base}/sweep": _question(
            service, "sweep", "The cost while one field varies.", ref("Sweep"), _span(service), fields
        ),
        f"{base}/reprice": _question(
            service,
            "reprice",
            "The same workload under other prices, line by line.",
            ref("Repricing"),
            [_against(common)],
            fields,
        ),
    }


def _question(
    service: Service,
    verb: str,
    summary: str,
    answer: Schema,
    own: list[dict[str, Any]],
    fields: list[dict[str, Any]],
) -> dict[str, Any]:
    own = [*own, format_parameter()]
    get = operation(service.KEY, verb, summary, answer, [*own, *fields], csv=True)
    post = operation(service.KEY, f"{verb}-post", summary, answer, own, csv=True)
    usage = service.EXAMPLES[0].usage
    post["requestBody"] = {
        "required": True,
        "content": {"application/json": {"schema": ref(input_name(service)), "example": usage}},
    }
    post["responses"] |= problems(BODY_ONLY)
    return {"get": get, "post": post}


def _by(service: Service) -> dict[str, Any]:
    first = service.COMPARE_BY[0]
    schema = {"type": "string", "enum": list(service.COMPARE_BY)}
    return query("by", {**schema, "description": "The field whose choices are compared."}, default=first)


def _span(service: Service) -> list[dict[str, Any]]:
    amounts = {name: field for name, field in service.Usage.declarations.items() if isinstance(field, QuantityField)}
    over = amounts[service.SWEEP_OVER]
    stop = min(over.at_most, over.at_least + EXAMPLE_SPAN)
    end: Schema = {"type": ["number", "string"], "description": "In the unit of the field that varies."}
    names: Schema = {"type": "string", "enum": list(amounts), "description": "The field that varies."}
    scale: Schema = {"type": "string", "enum": list(SCALES), "description": "How the points are spread."}
    by = _by(service)
    del by["schema"]["default"]
    return [
        query("over", names, default=service.SWEEP_OVER),
        {**query("start", end, each=exact_text(over.at_least)), "required": True},
        {**query("stop", end, each=exact_text(stop)), "required": True},
        query("points", _whole(POINTS)),
        query("scale", scale, default=SCALES[0]),
        by,
    ]


def _against(common: Mapping[str, Declaration]) -> dict[str, Any]:
    words = "The other prices: a day as YYYY-MM-DD, or the name of an imported price list, in use or not."
    as_of = common["as_of"].derived
    # Of all days today is the one on which every example has a price.
    return {**query("against", {**TEXT, "description": words}, each=as_of and str(as_of.of(None))), "required": True}


def _whole(field: QuantityField) -> Schema:
    """A count that nobody writes with a suffix."""
    bounds = {"minimum": int(field.at_least), "maximum": int(field.at_most)}
    return {"type": "integer", **bounds, "default": int(field.default), "description": field.help}


def _filter(declaration: Declaration) -> Schema:
    """A field that filters rows: without it there are all of them."""
    return {name: value for name, value in field_schema(declaration).items() if name not in ("default", "x-main")}


def _table_paths(catalogue: Catalogue, common: Mapping[str, Declaration]) -> dict[str, Any]:
    tables: Schema = {"type": "string", "enum": list(catalogue.table_names), "description": "The price table."}
    limited: Schema = {"type": "string", "enum": list(catalogue.limits), "description": "The service."}
    paging = {
        **{"page": COUNT, "pages": COUNT, "page_size": COUNT},
        "links": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
    }
    prices = [
        query("service", tables),
        query("region", _filter(common["region"])),
        query("dimension", {**TEXT, "description": "What is billed, such as `storage`."}),
        query("option", {**TEXT, "description": "For which choice; empty for prices that have none."}),
        query("as_of", _filter(common["as_of"])),
        query("page", _whole(PAGE)),
        query("page_size", _whole(PAGE_SIZE)),
    ]
    limits = [
        query("service", limited),
        query("option", {**TEXT, "description": "The choice that the limit is for."}),
        query("limit", {**TEXT, "description": "The name of the limit."}),
    ]
    return {
        "/services": listing("services", "Every service.", "Service"),
        "/prices": listing("prices", "Price rows in force, page by page.", "Price", prices, paging),
        "/prices/history": listing(
            "stretches", "One price from the day on which it was first known.", "Stretch", _one_price(tables, common)
        ),
        "/limits": listing("limits", "Dated limits with their sources.", "Limit", limits),
        "/price-lists": listing("price_lists", "The price lists, in use or not.", "KnownPriceList"),
        "/sources": listing("sources", "Where prices and limits were read.", "Source"),
    }


def _one_price(tables: Schema, common: Mapping[str, Declaration]) -> list[dict[str, Any]]:
    """The parameters that name one price."""
    dimension: Schema = {**TEXT, "description": "What is billed, such as `storage`."}
    return [
        {**query("service", tables, each="s3"), "required": True},
        {**query("dimension", dimension, each="storage"), "required": True},
        query("region", _filter(common["region"])),
        query("option", {**TEXT, "description": "For which choice; empty for a price that has none."}, each="STANDARD"),
    ]


def _add_example(operation: dict[str, Any], examples: dict[str, Any]) -> None:
    example = examples.get(operation["operationId"])
    if example is not None:
        operation["responses"]["200"]["content"]["application/json"]["example"] = example
