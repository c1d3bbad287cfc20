"""What the help page shows: every value of every service with a real answer, and formulas to paste."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from calculator.adapters import asking
from calculator.adapters.documents import Document, estimate_document
from calculator.adapters.spreadsheet.answers import DOCUMENTS
from calculator.adapters.spreadsheet.cells import BINDING, TOTAL_MEANINGS, paths, value_text
from calculator.adapters.spreadsheet.errors import MEANING_OF_CODE
from calculator.adapters.spreadsheet.formulas import PROGRAMS, Formula
from calculator.adapters.spreadsheet.parameters import PARAMETERS, REFRESH, REFRESH_HELP
from calculator.core.declarations import QuantityField
from calculator.core.estimate import Estimate
from calculator.services import SERVICES
from calculator.services.service import Service


@dataclass(frozen=True, slots=True)
class Value:
    """One value that a cell can ask for, and what it is for the default workload."""

    path: str
    meaning: str
    text: str


@dataclass(frozen=True, slots=True)
class ServiceGuide:
    """The values and formulas of one service."""

    service: Service
    cells: str
    values: tuple[Value, ...]
    paths: tuple[tuple[str, str], ...]
    formulas: tuple[tuple[str, tuple[Formula, ...]], ...]


def guide(origin: str) -> Document:
    """The context of the help page; `origin` is the address of this server."""
    return {
        "cells": f"{origin}{reverse('cells').rstrip('/')}",
        "guides": [_guide(service, origin) for service in SERVICES.values()],
        "documents": list(DOCUMENTS),
        "codes": MEANING_OF_CODE.items(),
        "parameters": list(_parameters()),
    }


def _parameters() -> Iterator[tuple[str, str]]:
    """What an address may say besides the fields of a service, and what it does."""
    for name, declaration in (*asking.common().items(), *PARAMETERS.items()):
        yield name, declaration.help
    yield REFRESH, REFRESH_HELP


def _guide(service: Service, origin: str) -> ServiceGuide:
    estimate = asking.answer(asking.ask(service.KEY, {}))
    document = estimate_document(estimate)
    cells = f"{origin}{reverse('cells')}{service.KEY}"
    item = estimate.line_items[0].name
    return ServiceGuide(
        service,
        cells,
        values=tuple(Value(path, meaning, value_text(estimate, path)) for path, meaning in _meanings(estimate).items()),
        paths=tuple(paths(document)),
        formulas=tuple((each.name, each.formulas(cells, _main_quantity(service), item)) for each in PROGRAMS),
    )


def _meanings(estimate: Estimate) -> dict[str, str]:
    """The values that people ask for most, in the words of the service."""
    meanings = {**TOTAL_MEANINGS, **{name: plan.label for name, plan in estimate.capacity.items()}}
    if any(plan.binding for plan in estimate.capacity.values()):
        meanings[BINDING] = "What decides the capacity"
    return meanings | {f"line_items.{item.name}.usd": item.label for item in estimate.line_items}


def _main_quantity(service: Service) -> str:
    """The first amount that the form asks for."""
    declared = service.Usage.declarations.items()
    return next(name for name, declaration in declared if isinstance(declaration, QuantityField))
