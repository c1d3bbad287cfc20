"""The list of this browser's estimates, and making one: empty, from a file, a blueprint or the page of a service."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from calculator.application.estimates import read_estimate_file
from calculator.application.imports import BEFORE, ask_import
from calculator.core.errors import FieldError, InvalidInput
from calculator.estimates import editing
from calculator.estimates.blueprints import blueprint, blueprints
from calculator.estimates.document import Document
from calculator.estimates.read_document import read_document
from calculator.exports.workbook.read import read_estimate_xlsx
from calculator.interchange.asked import MOST_OVER_HTTP, read_asked
from calculator.interchange.file_text import sent_text
from calculator.models import EstimateVersion
from calculator.presentation.import_documents import import_document
from calculator.presentation.kept_estimates import keep, keep_imported, keep_next
from calculator.presentation.stated import stated_in_words
from calculator.services import service
from calculator.store import estimates as store
from calculator.web.estimates.access import READ, WRITE, estimate_page, known_to, opened
from calculator.web.estimates.edits import APART, entry_of
from calculator.web.estimates.imports import foreign_text
from calculator.web.estimates.keys import remember
from calculator.web.estimates.places import OF_GROUP, places_of
from calculator.web.estimates.rows import money_of, name_of
from calculator.web.import_form import (
    BLUEPRINT,
    FILE,
    import_fields,
    import_problems,
    refuse_beside,
    refuse_unread_of_import,
    typed_of_import,
)
from calculator.web.page_request import refuse_unread, unread

MOST_RECENT = 3
LARGEST_FILE = 1024 * 1024
# How every workbook begins.
ZIP = b"PK"
# Of a line: what it is of, and where it goes.
PLACE = ("service", "into", "version", "group")
Context = dict[str, Any]


@estimate_page(*READ)
def listing(request: HttpRequest) -> HttpResponse:
    """The estimates that this browser has opened, the newest first."""
    context = {"nav": "estimates", "estimates": [*map(_row, known_to(request))], "ignored": unread(request.GET)}
    return render(request, "estimates/list.html", context)


@estimate_page(*READ)
def recent(request: HttpRequest) -> HttpResponse:
    """The newest few of them, for the first page."""
    return render(request, "estimates/_recent.html", {"estimates": [*map(_row, known_to(request)[:MOST_RECENT])]})


def _row(version: EstimateVersion) -> Context:
    answer = {"effective_monthly_usd": version.effective_monthly_usd, "monthly_usd": None, "upfront_usd": None}
    return {"version": version, "money": money_of(answer)}


@estimate_page(*WRITE)
def new(request: HttpRequest) -> HttpResponseBase:
    """An empty estimate under a title, or one from a file."""
    context: Context = {"nav": "estimates", "blueprints": blueprints(), "import_fields": import_fields(request.POST)}
    context |= {"ignored": unread(request.GET)}
    if request.method != "POST":
        return render(request, "estimates/new.html", context)
    try:
        refuse_unread_of_import(request)
        contents = _files_sent(request, FILE)
        texts = [*map(foreign_text, contents)]
        earlier = _earlier_sent(request)
        if any(texts) or earlier:
            return _imported(
                request, [text or sent_text(each) for text, each in zip(texts, contents, strict=True)], earlier
            )
        _refuse_several(contents)
        refuse_beside(request.POST)
        document = _document_sent(request, b"".join(contents))
    except InvalidInput as error:
        context |= {**import_problems(error.errors, request.POST), "title_typed": request.POST.get("title", "")}
        return render(request, "estimates/new.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return made(request, document)


def _imported(request: HttpRequest, texts: list[str], earlier: str) -> HttpResponseBase:
    """Keep the estimate of a plan, template or export with the account of it, and go to that. Raises InvalidInput."""
    found = ask_import(texts, read_asked(typed_of_import(request.POST), MOST_OVER_HTTP), earlier)
    version = keep_imported(found.imported.document, import_document(found))
    return _remembered(request, version, "estimate-import")


def _files_sent(request: HttpRequest, field: str) -> list[bytes]:
    """What the form carries as files of a field. Raises InvalidInput where they are too large together."""
    sent = request.FILES.getlist(field)
    if sum(each.size or 0 for each in sent) > LARGEST_FILE:
        message = "The file is too large; a page takes 1 MB at most. `manage.py estimate_file FILE` reads 64 MB."
        raise InvalidInput([FieldError(field, message)])
    return [each.read() for each in sent]


def _earlier_sent(request: HttpRequest) -> str:
    """The text of the earlier file, empty where there is none. Raises InvalidInput."""
    contents = _files_sent(request, BEFORE)
    if len(contents) > 1:
        raise InvalidInput([FieldError(BEFORE, "One earlier file is compared; send one.")])
    return "".join(sent_text(each, BEFORE) for each in contents)


def _refuse_several(contents: list[bytes]) -> None:
    """Raises InvalidInput for several estimates of our own."""
    if len(contents) > 1:
        message = "Several files are read together where one is a plan or template and the others say how much is used."
        raise InvalidInput([FieldError("file", message)])


def _document_sent(request: HttpRequest, content: bytes) -> Document:
    """The document of the form: that of a file, or an empty one. Raises InvalidInput."""
    name = str(request.POST.get(BLUEPRINT, ""))
    title = str(request.POST.get("title", "")).strip()
    if name and FILE in request.FILES:
        raise InvalidInput([FieldError(FILE, "An estimate begins with a blueprint or with a file; send one of them.")])
    if not name and FILE not in request.FILES:
        return read_document({"title": title, "groups": [{"name": "All"}]})
    document = blueprint(name) if name else _document_of(content)
    return editing.with_title(document, title) if title else document


def _document_of(content: bytes) -> Document:
    """The document of a file: a workbook, JSON or CSV. Raises InvalidInput."""
    if content.startswith(ZIP):
        return read_estimate_xlsx(content)
    try:
        return read_estimate_file(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        message = "The file is not UTF-8 text; save it as CSV UTF-8, or take the JSON of an estimate."
        raise InvalidInput([FieldError("file", message)]) from None


def made(request: HttpRequest, document: Document) -> HttpResponseBase:
    """Keep an estimate for this browser, and go to it."""
    return _remembered(request, keep(document)[0], "estimate")


def _remembered(request: HttpRequest, version: EstimateVersion, page: str) -> HttpResponseBase:
    """Go to a page of a new estimate, which this browser may change from now on."""
    estimate = version.estimate
    response = HttpResponseRedirect(reverse(page, args=[estimate.id]), status=HTTPStatus.SEE_OTHER)
    remember(request, response, estimate.id, estimate.key)
    return response


@estimate_page(*WRITE)
def add(request: HttpRequest) -> HttpResponseBase:
    """A workload of a service's page into an estimate: as a new line, or in the place of the line it came from."""
    query = request.POST if request.method == "POST" else request.GET
    given = query.dict()
    key = str(given.get("service", ""))
    known = (*PLACE, *APART, *service(key).Usage.declarations)
    state = {name: str(text) for name, text in given.items() if name in known and name not in PLACE}
    entry = entry_of(service(key).KEY, state)
    context = {
        "nav": "estimates",
        "ignored": unread(request.GET, *known),
        "service": service(key),
        "entry": entry,
        "stated": [*stated_in_words(key, entry["usage"])],
        "state": {"service": key, **{name: text for name, text in state.items() if name != "csrfmiddlewaretoken"}},
        "name": state.get("name", ""),
        "count": state.get("count", "1"),
        "places": [*map(places_of, known_to(request))],
        "into": given.get("into") or given.get("estimate", ""),
        "line": state.get("entry", ""),
    }
    if request.method != "POST":
        return render(request, "estimates/add.html", context)
    try:
        refuse_unread(request.POST, *known)
        return _added(request, entry, state, str(given.get("into", "")))
    except InvalidInput as error:
        return render(
            request, "estimates/add.html", {**context, "problems": error.errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )


def _added(request: HttpRequest, entry: Mapping[str, Any], state: Mapping[str, str], into: str) -> HttpResponseBase:
    told = {"name": state.get("name", "").strip(), "count": state.get("count", "").strip() or "1"}
    if not into:
        title = told["name"] or name_of(entry["service"])
        return made(
            request, read_document({"title": title, "groups": [{"name": "All", "entries": [{**entry, **told}]}]})
        )
    name, _, group = into.partition(OF_GROUP)
    estimate = opened(request, name)
    last = store.newest(estimate)
    document = store.document_of(last)
    line = state.get("entry", "") if state.get("estimate") == name else ""
    if line:
        changes = {**entry, **{name: text for name, text in told.items() if name in state}}
        document = editing.with_changed_entry(document, line, changes)
    else:
        document = editing.with_entry(document, {**entry, **told}, group)
    keep_next(estimate, last.number, document)
    return HttpResponseRedirect(reverse("estimate", args=[name]), status=HTTPStatus.SEE_OTHER)
