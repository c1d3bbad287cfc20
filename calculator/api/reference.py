"""What the API says about itself: its index, each service's inputs, the OpenAPI description and the docs page."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.http import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from calculator.adapters.api.docs import chapters, error_rows
from calculator.adapters.api.listings import links_of
from calculator.adapters.api.renderers import FORMAT, HtmlRenderer, JsonRenderer
from calculator.adapters.api.rows import service_document
from calculator.adapters.api.views import ApiView
from calculator.adapters.asking import answer, ask, catalogue, common, today
from calculator.adapters.derive.openapi import openapi_document
from calculator.adapters.derive.schema import input_schema
from calculator.adapters.documents import Document, estimate_document
from calculator.adapters.http import problem, query_fields
from calculator.adapters.listings import unknown_names
from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import FieldError, InvalidInput, UnknownName, shown
from calculator.services import SERVICES, service

ENDPOINTS = ("services", "prices", "limits", "price-lists", "sources", "schema", "docs")


class DocumentView(ApiView, ABC):
    """A document without parameters, other than `format`."""

    renderer_classes: Sequence[type[BaseRenderer]] = (JsonRenderer,)

    def get(self, request: Request, **parts: str) -> HttpResponseBase:
        """The document."""
        errors = unknown_names(query_fields(request.query_params, leaving_out=(FORMAT,)), ())
        if errors:
            raise InvalidInput(errors)
        return self.reply(request, self.document(request, **parts))

    @abstractmethod
    def document(self, request: Request, **parts: str) -> object:
        """What is answered."""


class IndexView(DocumentView):
    """Where everything is."""

    def document(self, request: Request, **parts: str) -> Document:
        """The address of each endpoint."""
        return {"links": {name: reverse(f"api:{name}") for name in ENDPOINTS}}


class ServiceInputView(DocumentView):
    """The input declaration of a service: a JSON Schema, with what else there is to know of the service."""

    def document(self, request: Request, **parts: str) -> Document:
        """The schema; its own keywords and the service's members do not collide."""
        asked = service(parts["service"])
        regions = catalogue().regions
        return {
            **input_schema(asked, common()),
            **service_document(asked),
            "regions": [{"region": region, "name": regions[region]} for region in catalogue().regions_of(asked.KEY)],
            "links": links_of(asked),
        }


class SchemaView(DocumentView):
    """The OpenAPI 3.1 description."""

    def document(self, request: Request, **parts: str) -> Mapping[str, Any]:
        """The description with examples answered today."""
        return description(catalogue(), today())


class DocsView(DocumentView):
    """The description as a page to read."""

    renderer_classes = (HtmlRenderer,)

    def document(self, request: Request, **parts: str) -> str:
        """The page, written by the server."""
        described = description(catalogue(), today())
        base = request.build_absolute_uri(reverse("api:index")).rstrip("/")
        page = {
            "description": described,
            "base": base,
            "chapters": chapters(described, base),
            "errors": error_rows(described),
            "problem": json.dumps(problem_example(), indent=2),
        }
        return render_to_string("api/docs.html", page, request)


class NothingView(ApiView):
    """Every other address below the API's."""

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Refuse, whatever the method."""
        known = ", ".join(ENDPOINTS)
        path = shown(request.path)
        message = f"There is nothing at {path}. {reverse('api:index')} has {known}."
        raise UnknownName([FieldError("path", message, path)])


@lru_cache(maxsize=1)
def description(prices: Catalogue, day: date) -> Mapping[str, Any]:
    """The OpenAPI document, made anew when a day or other prices would change the answers in its examples."""
    examples = {
        f"{key}-estimate": estimate_document(answer(ask(key, each.EXAMPLES[0].usage))) for key, each in SERVICES.items()
    }
    return openapi_document(SERVICES.values(), common(), prices, reverse("api:index").rstrip("/"), examples)


def problem_example() -> Document:
    """The answer to a request with two mistakes in it."""
    key = next(iter(SERVICES))
    try:
        ask(key, {"regoin": "eu-west-1", "as_of": "tomorrow"})
    except InvalidInput as error:
        return problem(error, reverse("api:estimate", kwargs={"service": key}))
    raise AssertionError("A misspelt field was accepted.")
