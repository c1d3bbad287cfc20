"""The tables of the REST API: services, prices, limits, price lists, sources."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpResponseBase
from django.urls import reverse
from rest_framework.request import Request

from calculator.api.openapi.responses import TABLES
from calculator.api.renderers import WRITING
from calculator.api.views import ApiView
from calculator.application.questions import catalogue, today
from calculator.application.table_rows import history_of, limits_of, page_of, prices_in_force, unknown_names
from calculator.core.answer import Limit
from calculator.core.errors import InvalidInput
from calculator.core.tiers import RateCard, Tier
from calculator.presentation import row_shapes
from calculator.presentation.answer_documents import (
    Document,
    limit_document,
)
from calculator.presentation.http_answers import query_fields
from calculator.presentation.row_documents import (
    catalogue_document,
    known_list_document,
    price_document,
    source_document,
    stretch_documents,
)
from calculator.presentation.tables import Table, rows_table
from calculator.services import SERVICES
from calculator.services.service import Service


class Listing(ApiView, ABC):
    """A list of rows under one name; every parameter is a filter. `row` is the schema of its rows."""

    name: str
    row: str

    def get(self, request: Request) -> HttpResponseBase:
        """The rows that the filters let through."""
        filters = query_fields(request.query_params, leaving_out=WRITING)
        return self.reply(request, self.document(filters))

    @abstractmethod
    def document(self, filters: Mapping[str, str]) -> Document:
        """The rows with what belongs to them all."""

    def table(self, document: Document) -> Table:
        """The rows with the members of their schema as columns."""
        return rows_table(document[self.name], TABLES[self.row]["properties"])


class WholeListing(Listing, ABC):
    """A list that is always given whole."""

    def document(self, filters: Mapping[str, str]) -> Document:
        """The rows with what belongs to them all."""
        errors = unknown_names(filters, ())
        if errors:
            raise InvalidInput(errors)
        rows = self.rows()
        return {"count": len(rows), self.name: rows}

    @abstractmethod
    def rows(self) -> list[Document]:
        """Every row."""


class Services(WholeListing):
    """Every service."""

    name, row = "services", "Service"

    def rows(self) -> list[Document]:
        """Each service with where to go on."""
        return [{**catalogue_document(each), "links": links_of(each)} for each in SERVICES.values()]

    def table(self, document: Document) -> Table:
        """The services without their links."""
        flat = [{**row, "compare_by": " ".join(row["compare_by"])} for row in document[self.name]]
        return rows_table(flat, [name for name in TABLES[self.row]["properties"] if name != "links"])


class PriceLists(WholeListing):
    """Every price list."""

    name, row = "price_lists", "KnownPriceList"

    def rows(self) -> list[Document]:
        """The identity and the age of each."""
        known = catalogue()
        return [{**known_list_document(each, known.imported, today())} for each in known.price_lists()]


class PriceHistory(Listing):
    """One price from the day on which it was first known."""

    name, row = "stretches", "Stretch"

    def document(self, filters: Mapping[str, str]) -> Document:
        """Each day on which something else began to speak for it."""
        rows = [row for stretch in history_of(filters) for row in stretch_documents(stretch)]
        return {"count": len(rows), self.name: rows}


class Sources(WholeListing):
    """Every publication that prices and limits were read in."""

    name, row = "sources", "Source"

    def rows(self) -> list[Document]:
        """Where to find each, and when it was read."""
        return [{**source_document(each)} for each in catalogue().sources.values()]


class Limits(Listing):
    """Dated limits."""

    name, row = "limits", "Limit"

    def document(self, filters: Mapping[str, str]) -> Document:
        """Each limit with its source."""
        rows = [_limit(each) for each in limits_of(filters)]
        return {"count": len(rows), self.name: rows}


class Prices(Listing):
    """Price rows in force on a day, page by page."""

    name, row = "prices", "Price"

    def document(self, filters: Mapping[str, str]) -> Document:
        """One page of rows, each with its source."""
        page = page_of(prices_in_force(filters), filters)
        return {
            "count": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "page_size": page.paginator.per_page,
            "links": _page_links(page, filters),
            self.name: [price_document(*row) for row in page.object_list],
        }


def links_of(service: Service) -> dict[str, str]:
    """Where a service is described and asked."""
    names = ("estimate", "compare", "sweep", "reprice")
    views = {"self": "service", **{name: name for name in names}}
    return {link: reverse(f"api:{view}", kwargs={"service": service.KEY}) for link, view in views.items()}


def _limit(limit: Limit) -> row_shapes.Limit:
    source = catalogue().sources[limit.source]
    return {**limit_document(limit), "source_title": source.title, "source_url": source.url or None}


def _page_links(page: Page[tuple[RateCard, Tier]], filters: Mapping[str, str]) -> dict[str, str | None]:
    def link(number: int) -> str | None:
        asked = urlencode({**filters, "page": number})
        return f"{reverse('api:prices')}?{asked}" if 1 <= number <= page.paginator.num_pages else None

    return {
        "self": link(page.number),
        "first": link(1),
        "previous": link(page.number - 1),
        "next": link(page.number + 1),
        "last": link(page.paginator.num_pages),
    }
