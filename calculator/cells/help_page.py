"""What the help page shows: every value of one service with a real answer, and formulas to paste."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from calculator.application import questions
from calculator.cells.answers import DOCUMENTS
from calculator.cells.errors import MEANING_OF_CODE
from calculator.cells.parameters import PARAMETERS, REFRESH, REFRESH_HELP
from calculator.cells.values import BINDING, TOTAL_MEANINGS, paths, value_text
from calculator.core.answer import Answer
from calculator.presentation.answer_documents import Document, answer_document
from calculator.presentation.spreadsheet_formulas import PROGRAMS, Formula
from calculator.services import SERVICES, service
from calculator.services.service import REGION, Service, amounts, comparable


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
    compared_by: tuple[str, ...]
    values: tuple[Value, ...]
    paths: tuple[tuple[str, str], ...]
    formulas: tuple[tuple[str, tuple[Formula, ...]], ...]


def guide(origin: str, key: str) -> Document:
    """The context of the help page; `origin` is the address of this server. Raises UnknownName.

    All services on one page would be too much to load, and to read.
    """
    return {
        "cells": f"{origin}{reverse('cells').rstrip('/')}",
        "services": SERVICES.values(),
        "guide": _guide(service(key), origin),
        "documents": list(DOCUMENTS),
        "codes": MEANING_OF_CODE.items(),
        "parameters": list(_parameters()),
    }


def _parameters() -> Iterator[tuple[str, str]]:
    """What an address may say besides the fields of a service, and what it does."""
    for name, declaration in (*questions.common().items(), *PARAMETERS.items()):
        yield name, declaration.help
    yield REFRESH, REFRESH_HELP


def _guide(of: Service, origin: str) -> ServiceGuide:
    estimate = questions.answer(questions.ask(of.KEY, {}))
    document = answer_document(estimate)
    cells = f"{origin}{reverse('cells')}{of.KEY}"
    item = next((each.name for each in estimate.line_items), "")
    return ServiceGuide(
        of,
        cells,
        compared_by=comparable(of),
        values=tuple(Value(path, meaning, value_text(estimate, path)) for path, meaning in _meanings(estimate).items()),
        paths=tuple(paths(document)),
        formulas=tuple((each.name, each.formulas(cells, _main_quantity(of), item)) for each in PROGRAMS),
    )


def _meanings(estimate: Answer) -> dict[str, str]:
    """The values that people ask for most, in the words of the service."""
    meanings = {**TOTAL_MEANINGS, **{name: plan.label for name, plan in estimate.capacity.items()}}
    if any(plan.binding for plan in estimate.capacity.values()):
        meanings[BINDING] = "What decides the capacity"
    return meanings | {f"line_items.{item.name}.usd": item.label for item in estimate.line_items}


def _main_quantity(of: Service) -> str:
    """The first amount that the form asks for, or else what can be varied in every service."""
    return next(iter(amounts(of)), REGION)
