"""What the API says about itself: its index, each service's inputs, the OpenAPI description and the docs page."""

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence

from django.http import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from calculator.api.docs import chapters, error_rows
from calculator.api.listings import links_of
from calculator.api.openapi.cached import description, written
from calculator.api.openapi.inputs import input_schema
from calculator.api.openapi.table_paths import SERVICES_WANTED
from calculator.api.renderers import WRITING, HtmlRenderer, JsonRenderer, WrittenJsonRenderer
from calculator.api.views import ApiView
from calculator.application.questions import ask, catalogue, common, today
from calculator.application.table_rows import unknown_names
from calculator.core.errors import FieldError, InvalidInput, UnknownName, shown
from calculator.presentation.answer_documents import Document
from calculator.presentation.estimate_documents import blueprints_document
from calculator.presentation.http_answers import problem, query_fields
from calculator.presentation.row_documents import service_document
from calculator.presentation.row_shapes import Problem
from calculator.services import SERVICES, service

ENDPOINTS = ("services", "blueprints", "prices", "limits", "price-lists", "sources", "schema", "docs")


class DocumentView(ApiView, ABC):
    """A document without parameters, other than `format` and those that it names."""

    renderer_classes: Sequence[type[BaseRenderer]] = (JsonRenderer,)
    named: tuple[str, ...] = ()

    def get(self, request: Request, **parts: str) -> HttpResponseBase:
        """The document."""
        given = query_fields(request.query_params, leaving_out=WRITING)
        errors = unknown_names(given, self.named)
        if errors:
            raise InvalidInput(errors)
        return self.reply(request, self.document(request, **given, **parts))

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
            "regions": [
                {"region": region, "name": regions[region]} for region in catalogue().regions_of(asked.TABLES[0])
            ],
            "links": links_of(asked),
        }


class BlueprintsView(DocumentView):
    """Ready estimates of common architectures."""

    def document(self, request: Request, **parts: str) -> Document:
        """All of them with their documents."""
        return {**blueprints_document()}


class SchemaView(ApiView):
    """The OpenAPI 3.1 description, whole or of the services that are named."""

    renderer_classes: Sequence[type[BaseRenderer]] = (WrittenJsonRenderer,)

    def get(self, request: Request) -> HttpResponseBase:
        """The description with examples answered today."""
        given = query_fields(request.query_params, leaving_out=WRITING)
        errors = unknown_names(given, (SERVICES_WANTED,))
        if errors:
            raise InvalidInput(errors)
        wanted = given.get(SERVICES_WANTED)
        keys = frozenset(SERVICES if wanted is None else (service(each.strip()).KEY for each in wanted.split(",")))
        return self.reply(request, written(keys, catalogue(), today()))


class DocsView(DocumentView):
    """The description as a page to read, of one service at a time."""

    renderer_classes = (HtmlRenderer,)
    named = ("service",)

    def document(self, request: Request, **parts: str) -> str:
        """The page, written by the server."""
        chosen = service(parts.get("service", next(iter(SERVICES))))
        described = description(catalogue(), today())
        base = request.build_absolute_uri(reverse("api:index")).rstrip("/")
        page = {
            "description": described,
            "base": base,
            "services": SERVICES.values(),
            "chosen": chosen,
            "chapters": chapters(described, base, chosen.KEY),
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


def problem_example() -> Problem:
    """The answer to a request with two mistakes in it."""
    key = next(iter(SERVICES))
    try:
        ask(key, {"regoin": "eu-west-1", "as_of": "tomorrow"})
    except InvalidInput as error:
        return problem(error, reverse("api:estimate", kwargs={"service": key}))
    raise AssertionError("A misspelt field was accepted.")
