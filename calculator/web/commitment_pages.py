"""The page of commitments: one fleet and how it runs, the mixes, their regret, what is paid when; and its CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse

from calculator.analysis.commitments.answered import Committed
from calculator.analysis.commitments.committable import Committable, committable, committables
from calculator.application.commitments import ask_commitments, least_cost_as_estimate
from calculator.core.errors import BadFile, CalculatorError, FileTooLarge, UnknownName, shown
from calculator.exports.csv_file import USUAL, csv_text
from calculator.presentation.commitment_documents import commitments_document, commitments_table
from calculator.presentation.http_answers import STATUS_OF, public_errors
from calculator.services import SERVICES, service
from calculator.web.commitment_form import (
    FILE_FIELDS,
    LOAD,
    LOADS,
    as_typed,
    boxes,
    question_of,
    refuse_unused,
    usual,
)
from calculator.web.estimates.access import estimate_page, from_own_page
from calculator.web.estimates.making import made
from calculator.web.exchange_form import exchange_address
from calculator.web.fleet_lines import THING
from calculator.web.home import no_service, scope_of
from calculator.web.mixes_shown import mixes_shown
from calculator.web.page_request import with_state

METHODS = ("GET", "HEAD", "POST")
MOST_BYTES = 16 * 2**20
FILE, AS, CSV = "file", "as", "csv"


def commitments_page(request: HttpRequest, key: str) -> HttpResponseBase:
    """The page; a file of hours is sent to it, everything else stands in its address."""
    if request.method not in METHODS:
        response = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        response.headers["Allow"] = ", ".join(METHODS)
        return response
    try:
        what = committable(key, request.GET.get(THING, request.POST.get(THING, "")))
    except UnknownName as error:
        return _nothing(request, key, error)
    asked = _asked(request, what, has_file=request.method == "POST")
    if asked.found is not None and asked.as_csv:
        return _csv(asked.found, key)
    response = render(request, "calculator/commitments.html", _context(what, asked), status=asked.status)
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
    return response


@estimate_page("POST", protect=from_own_page)
def as_estimate(request: HttpRequest, key: str) -> HttpResponseBase:
    """The mix of least cost as an estimate of this browser; what cannot be one says why."""
    what = committable(key, request.POST.get(THING, ""))
    asked = _asked(request, what, has_file=request.POST.get(AS) == FILE)
    context = _context(what, asked)
    if context.get("estimate") is None or context["estimate"].document is None:
        return render(request, "calculator/commitments.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return made(request, context["estimate"].document)


@dataclass(frozen=True, eq=False)
class _Asked:
    """What was typed, the file that was sent, and the answer or what is wrong."""

    typed: Mapping[str, str]
    ignored: tuple[str, ...]
    as_csv: bool
    file: str
    found: Committed | None
    problems: list[Any]
    status: HTTPStatus


def _asked(request: HttpRequest, what: Committable, *, has_file: bool) -> _Asked:
    given = request.POST if request.method == "POST" else request.GET
    typed, ignored = _typed(given, what, has_file=has_file)
    as_csv = given.get(AS) == CSV
    name, found = "", None
    problems: list[Any] = []
    status = HTTPStatus.OK
    try:
        refuse_unused(given, ignored if as_csv else (), leaving_out=(FILE,))
        csv = None
        if has_file:
            name, csv = _file(request)
        found = ask_commitments(question_of(what, typed, csv))
    except CalculatorError as error:
        problems = [*public_errors(error)]
        status = STATUS_OF.get(type(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _Asked(typed, ignored, as_csv, name, found, problems, status)


def _nothing(request: HttpRequest, key: str, error: UnknownName) -> HttpResponse:
    reason = error.detail if key in SERVICES else no_service(key)
    return render(request, "404.html", {"reason": reason}, status=HTTPStatus.NOT_FOUND)


def _typed(given: QueryDict, what: Committable, *, has_file: bool) -> tuple[dict[str, str], tuple[str, ...]]:
    """Every field as it was typed, or as it usually is; and the names that mean nothing here."""
    typed = as_typed(given, usual(what))
    ignored = [shown(name) for name in given if name not in (*typed, FILE, AS)]
    ignored += [AS] if given.get(AS, CSV) not in (CSV, *([FILE] if has_file else [])) else []
    if not has_file:
        ignored += [name for name in FILE_FIELDS if typed[name] != usual(what)[name]]
    return typed, tuple(ignored)


def _file(request: HttpRequest) -> tuple[str, str]:
    """The name and the text of the file that was sent. Raises BadFile."""
    file = request.FILES.get(FILE)
    if not isinstance(file, UploadedFile) or not file.name:
        raise BadFile("Choose a CSV of hours first.")
    if (file.size or 0) > MOST_BYTES:
        raise FileTooLarge(f"The file has more than {MOST_BYTES // 2**20} MB.")
    try:
        return Path(file.name).name, file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"The file is not UTF-8 text: byte {error.start} cannot be read.") from None


def _csv(found: Committed, key: str) -> HttpResponse:
    text = csv_text(commitments_table(commitments_document(found)), USUAL)
    response = HttpResponse(text.encode("utf-8"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{key}-commitments.csv"'
    return response


def _context(what: Committable, asked: _Asked) -> dict[str, Any]:
    # What is said of another thing means nothing without its name.
    typed, own = asked.typed, usual(what) | {THING: committable(what.service, "").thing}
    state = {name: text for name, text in typed.items() if text != own[name]}
    path = reverse("commitments", args=[what.service])
    context: dict[str, Any] = {
        "nav": "service",
        "service": service(what.service),
        "service_url": with_state(reverse("service", args=[what.service]), scope_of(state)),
        "thing": what.thing,
        "path": path,
        "boxes": boxes(what, typed),
        "typed": typed,
        "further_help": _further_help(what, typed),
        "loads": LOADS,
        "load": typed[LOAD],
        "scope": scope_of(state),
        "state": state,
        "csv_url": with_state(path, {**state, AS: CSV}),
        "estimate_path": reverse("commitments-estimate", args=[what.service]),
        "exchange_url": exchange_address(what, state),
        "problems": asked.problems,
        "ignored": asked.ignored,
        "file": asked.file,
    }
    if asked.found is None:
        return context
    title = f"{service(what.service).NAME} commitments"
    return context | mixes_shown(asked.found) | {"estimate": least_cost_as_estimate(asked.found, title)}


def _further_help(what: Committable, typed: Mapping[str, str]) -> str:
    """What a line of a further fleet looks like, by what the service has."""
    differs = " ".join(f"{name}={typed[name]}" for name in what.columns[:1]) or f"{THING}={what.thing}"
    other = next(key for key in committables() if key != what.service)
    return f"What differs from above, such as running=4 {differs}; service={other} is of another service."
