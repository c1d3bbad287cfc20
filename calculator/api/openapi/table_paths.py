"""The paths of what is known: services, prices, limits, price lists, sources."""

from collections.abc import Mapping
from typing import Any

from calculator.api.openapi.names import pascal_case
from calculator.api.openapi.operations import operation, query, whole
from calculator.api.openapi.schema_parts import ANYTHING, COUNT, TEXT, Schema, listed, maybe, named, one_of, record, ref
from calculator.application.table_rows import PAGE, PAGE_SIZE
from calculator.catalogue.catalogue import Catalogue
from calculator.core.declarations import Declaration

TABLES_TAG = "tables"
# What cuts the description of the API to some services.
SERVICES_WANTED = "services"
PAGING: dict[str, Schema] = {**{"page": COUNT, "pages": COUNT, "page_size": COUNT}, "links": named(maybe(TEXT))}
DIMENSION: Schema = {**TEXT, "description": "What is billed, such as `storage`."}


def _rows(name: str, row: str, what: str, more: Mapping[str, Schema] | None = None) -> Schema:
    """Rows of one shape under one name, with how many there are."""
    return record(what, {"count": COUNT, **(more or {}), name: listed(ref(row))})


LISTINGS: dict[str, Schema] = {
    "Services": _rows("services", "Service", "Every service."),
    "Prices": _rows("prices", "Price", "Price rows in force, page by page.", PAGING),
    "PriceHistory": _rows("stretches", "Stretch", "One price from the day on which it was first known."),
    "Limits": _rows("limits", "Limit", "Dated limits with their sources."),
    "PriceLists": _rows("price_lists", "KnownPriceList", "The price lists, in use or not."),
    "Sources": _rows("sources", "Source", "Where prices and limits were read."),
}


TABLE, LIMITED = "PriceTable", "LimitedService"


def table_shapes(catalogue: Catalogue) -> dict[str, Schema]:
    """What rows can be asked for."""
    return {
        TABLE: {**one_of(*catalogue.table_names), "description": "A price table."},
        LIMITED: {**one_of(*catalogue.limits), "description": "A service, or what services share, that has limits."},
    }


def table_paths(common: Mapping[str, Declaration]) -> dict[str, Any]:
    """A path for each list."""
    tables = {**ref(TABLE), "description": "The price table."}
    limited = {**ref(LIMITED), "description": "The service."}
    wanted = {**TEXT, "description": "Only these services, by their keys with commas between. Default all."}
    prices = [
        query("service", tables),
        _filter("region", common),
        query("dimension", DIMENSION),
        query("option", {**TEXT, "description": "For which choice; empty for prices that have none."}),
        _filter("as_of", common),
        query("page", whole(PAGE)),
        query("page_size", whole(PAGE_SIZE)),
    ]
    limits = [
        query("service", limited),
        query("option", {**TEXT, "description": "The choice that the limit is for."}),
        query("limit", {**TEXT, "description": "The name of the limit."}),
    ]
    return {
        "/services": _listing("listServices", "Services"),
        "/prices": _listing("listPrices", "Prices", prices),
        "/prices/history": _listing("getPriceHistory", "PriceHistory", _one_price(tables, common)),
        "/limits": _listing("listLimits", "Limits", limits),
        "/price-lists": _listing("listPriceLists", "PriceLists"),
        "/sources": _listing("listSources", "Sources"),
        "/schema": {
            "get": operation(TABLES_TAG, "getSchema", "This description.", ANYTHING, [query(SERVICES_WANTED, wanted)])
        },
    }


def _listing(operation_id: str, shape: str, parameters: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {"get": operation(TABLES_TAG, operation_id, LISTINGS[shape]["description"], ref(shape), parameters)}


def _filter(name: str, common: Mapping[str, Declaration]) -> dict[str, Any]:
    """A field that filters rows: without it there are all of them."""
    return query(name, {"description": common[name].help, **ref(pascal_case(name))})


def _one_price(tables: Schema, common: Mapping[str, Declaration]) -> list[dict[str, Any]]:
    """The parameters that name one price."""
    return [
        query("service", tables, each="s3", is_required=True),
        query("dimension", DIMENSION, each="storage", is_required=True),
        _filter("region", common),
        query("option", {**TEXT, "description": "For which choice; empty for a price that has none."}, each="STANDARD"),
    ]
