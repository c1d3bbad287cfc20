"""The OpenAPI 3.1 description of the REST API: one set of paths for each service, from its declared inputs."""

from collections.abc import Iterable, Mapping
from typing import Any

from calculator.api.openapi.batch_paths import BATCH_SHAPES, BATCH_TAG, batch_paths
from calculator.api.openapi.commitment_paths import COMMITMENTS_TAG, commitment_paths, commitment_shapes
from calculator.api.openapi.estimate_paths import BEARER, ESTIMATES_TAG, estimate_paths
from calculator.api.openapi.estimate_shapes import estimate_shapes
from calculator.api.openapi.inputs import DIALECT
from calculator.api.openapi.operations import PROBLEMS, problem_response
from calculator.api.openapi.responses import answer_schemas
from calculator.api.openapi.schema_parts import Schema
from calculator.api.openapi.service_paths import (
    QUESTION_SHAPES,
    common_parameters,
    common_shapes,
    field_parameters,
    service_paths,
    service_shapes,
)
from calculator.api.openapi.table_paths import LISTINGS, TABLES_TAG, table_paths, table_shapes
from calculator.catalogue.catalogue import Catalogue
from calculator.core.declarations import Declaration
from calculator.services.service import Service

KEY = "The key of an estimate, as it was answered when the estimate was made."
TITLE = "AWS cost and capacity calculator"
TAGS = {
    BATCH_TAG: "Tables of usages, one row or many.",
    COMMITMENTS_TAG: "What to commit to, for how long, and what it costs to be wrong.",
    ESTIMATES_TAG: "Many services in one document, as one account pays them.",
    TABLES_TAG: "What is known: services, prices, limits and their sources.",
}
DESCRIPTION = (
    "What an AWS workload costs and how much capacity it needs. Numbers in answers are strings of exact decimals. "
    "In requests a number may be a JSON number, a numeric text, or text with a suffix such as 5 TB or 2.5k. "
    "Every table is to be had as CSV as well, by `format=csv` in the query string or by the Accept header."
)


def openapi_document(
    services: Iterable[Service],
    common: Mapping[str, Declaration],
    catalogue: Catalogue,
    server: str,
    examples: Mapping[str, Any],
) -> dict[str, Any]:
    """The description of some services, and of the tables; `examples` has real answers by operation id."""
    services = list(services)
    paths: dict[str, Any] = {**table_paths(common), **batch_paths(), **commitment_paths(), **estimate_paths()}
    shapes = _shared_shapes(common, catalogue)
    parameters = common_parameters(common)
    for service in services:
        paths |= service_paths(service, common)
        shapes |= service_shapes(service, common)
        parameters |= field_parameters(service)
    for path in paths.values():
        for operation in path.values():
            _add_example(operation, examples)
    return {
        "openapi": "3.1.1",
        "jsonSchemaDialect": DIALECT,
        "info": {"title": TITLE, "version": "1", "description": DESCRIPTION},
        "servers": [{"url": server}],
        "tags": [
            *({"name": each.KEY, "description": f"{each.NAME}. {each.SUMMARY}"} for each in services),
            *({"name": name, "description": what} for name, what in TAGS.items()),
        ],
        "paths": paths,
        "components": {
            "schemas": shapes,
            "parameters": parameters,
            "securitySchemes": {BEARER: {"type": "http", "scheme": "bearer", "description": KEY}},
            "responses": {f"Problem{status}": problem_response(text) for status, text in PROBLEMS.items()},
        },
    }


def _shared_shapes(common: Mapping[str, Declaration], catalogue: Catalogue) -> dict[str, Schema]:
    """Those that are no single service's."""
    return {
        **answer_schemas(),
        **LISTINGS,
        **estimate_shapes(),
        **BATCH_SHAPES,
        **commitment_shapes(),
        **QUESTION_SHAPES,
        **table_shapes(catalogue),
        **common_shapes(common),
    }


def _add_example(operation: dict[str, Any], examples: Mapping[str, Any]) -> None:
    example = examples.get(operation["operationId"])
    if example is not None:
        operation["responses"]["200"]["content"]["application/json"]["example"] = example
