"""The page of one estimate, and what its forms change: each change is the next version."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from calculator.application.estimates import answered, forgotten_lines
from calculator.application.questions import common
from calculator.core.errors import FieldError, InvalidInput, UnknownName
from calculator.core.month import MONTHS
from calculator.estimates.document import Document
from calculator.models import EstimateVersion, StoredEstimate
from calculator.presentation.kept_estimates import keep_next, kept_answer
from calculator.store import estimates as store
from calculator.web.estimates.access import READ, WRITE, estimate_page, opened
from calculator.web.estimates.edits import edited
from calculator.web.estimates.figures import figures_of
from calculator.web.estimates.keys import remember
from calculator.web.estimates.line_editor import GROUP, LINE, editor_of
from calculator.web.estimates.shown import shown_estimate
from calculator.web.line_finder import SEARCHED, found_for_line
from calculator.web.page_request import unread

Context = dict[str, Any]
# The row stays open, so that it can be moved on.
MOVES = ("up", "down", "group_up", "group_down")
UNDO = "undo"
READ_OF_ADDRESS = ("key", "edit", "field", "saved", SEARCHED)


@estimate_page(*WRITE)
def estimate(request: HttpRequest, name: str) -> HttpResponseBase:
    """One estimate: its lines, subtotals, warnings; what its forms change is saved as the next version."""
    if key := request.GET.get("key"):
        store.find(name, key)
        response = HttpResponseRedirect(reverse("estimate", args=[name]), status=HTTPStatus.SEE_OTHER)
        remember(request, response, name, key)
        return response
    found = opened(request, name)
    if request.method == "POST":
        return _changed(request, found)
    context = _context(request, found, store.newest(found))
    if row := str(request.GET.get("edit", "")):
        field = str(request.GET.get("field", ""))
        context["editor"] = editor_of(store.document_of(context["version"]), row, name, field=field)
    context["ignored"] = unread(request.GET, *READ_OF_ADDRESS)
    context["is_saved"] = "saved" in request.GET and context["version"].number > 1
    return render(request, "estimates/estimate.html", context)


@estimate_page(*READ)
def row(request: HttpRequest, name: str, row: str) -> HttpResponse:
    """The form of a row alone, for a page that has the rest already."""
    found = opened(request, name)
    version = store.newest(found)
    document = store.document_of(version)
    context = {
        "editor": editor_of(document, row, name),
        "estimate": found,
        "version": version,
        "groups": [each for each, _ in document.all_groups()],
    }
    return render(request, "estimates/_row_editor.html", context)


@estimate_page(*READ)
def find(request: HttpRequest, name: str) -> HttpResponse:
    """What a line may be added of, for a page that has the rest already."""
    context = found_for_line(request.GET.dict(), opened(request, name).id)
    return render(request, "estimates/_found.html", context)


@estimate_page("POST")
def preview(request: HttpRequest, name: str) -> HttpResponse:
    """What an estimate would cost with a change that is not saved, as the texts of its page by their places."""
    found = opened(request, name)
    try:
        document = _document_changed(request, found)
        answer = answered(document)
    except InvalidInput as error:
        # No failure of the request: somebody is in the middle of typing.
        return JsonResponse({"problems": [each.message for each in error.errors]})
    return JsonResponse(figures_of(answer))


def _document_changed(request: HttpRequest, found: StoredEstimate) -> Document:
    """The version that the form was made from, with its change. Raises InvalidInput."""
    number = _number(request)
    if request.POST.get("action") == UNDO:
        return store.document_of(store.version(found, number - 1))
    return edited(store.document_of(store.version(found, number)), request.POST)


def _number(request: HttpRequest) -> int:
    text = str(request.POST.get("version", ""))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidInput([FieldError("version", "The form has no version; open the page again.")])
    return int(text)


def _changed(request: HttpRequest, found: StoredEstimate) -> HttpResponseBase:
    problems: tuple[FieldError, ...] = ()
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        version = keep_next(found, _number(request), _document_changed(request, found))
        return HttpResponseRedirect(_after(request, found, version), status=HTTPStatus.SEE_OTHER)
    except store.VersionConflict as conflict:
        problems, status = conflict.errors, HTTPStatus.CONFLICT
    except InvalidInput as error:
        problems = error.errors
    context = _context(request, found, store.newest(found))
    typed = {each: str(text) for each, text in request.POST.items() if each not in ("csrfmiddlewaretoken", "version")}
    context |= {"problems": problems, "typed": typed, "is_conflict": status == HTTPStatus.CONFLICT}
    context["editor"] = _editor_again(store.document_of(context["version"]), found.id, typed)
    return render(request, "estimates/estimate.html", context, status=status)


def _editor_again(document: Document, name: str, typed: Mapping[str, str]) -> Any:
    """The form of the row that was changed, with what was typed into it; None where it is gone, or was no row's."""
    try:
        if typed.get("action") in ("line", "group"):
            return editor_of(document, _row_of(typed), name, typed)
    except UnknownName:
        pass
    return None


def _row_of(form: Mapping[str, Any]) -> str:
    """The id of the row that a form is about."""
    return f"{GROUP}{form['group']}" if "group" in form else f"{LINE}{form['entry']}" if "entry" in form else ""


def _after(request: HttpRequest, found: StoredEstimate, version: EstimateVersion) -> str:
    """Where a change leads: to the row that it was about."""
    action, row = str(request.POST.get("action", "")), _row_of(request.POST.dict())
    here = reverse("estimate", args=[found.id])
    # From the keyboard a row moves with its form closed.
    if row and action in MOVES and "stay" not in request.POST:
        return f"{here}?edit={row}#{row}"
    return f"{here}?saved={version.number}{f'#{row}' if row and not action.startswith('remove') else ''}"


def _context(request: HttpRequest, found: StoredEstimate, version: EstimateVersion) -> Context:
    answer = kept_answer(version)
    return {
        **shown_estimate(answer, version, found.id),
        "nav": "estimates",
        "estimate": found,
        "edit_link": request.build_absolute_uri(f"{reverse('estimate', args=[found.id])}?key={found.key}"),
        "versions": store.versions(found)[:5],
        "imported_from": store.imported_from(found),
        "forgotten": [
            {"item": item, "usd": alone.money().effective_monthly_usd}
            for item, alone in forgotten_lines(store.document_of(version))
        ],
        "shares": [
            {"share": each, "url": request.build_absolute_uri(reverse("shared", args=[each.token]))}
            for each in store.shares(found)
        ],
        **found_for_line(request.GET.dict(), found.id),
        "regions": common()["region"],
        "months": list(MONTHS),
    }
