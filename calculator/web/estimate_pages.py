"""The pages of estimates: this browser's list, one estimate with its lines, versions, differences, evidence, links."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_protect

from calculator.application.estimates import forgotten_lines, read_estimate_file
from calculator.application.questions import common
from calculator.core.errors import FieldError, InvalidInput, UnknownName
from calculator.core.month import MONTHS
from calculator.estimates import editing
from calculator.estimates.blueprints import blueprint, blueprints
from calculator.estimates.document import Document
from calculator.estimates.read_document import read_document
from calculator.exports.workbook.read import read_estimate_xlsx
from calculator.models import EstimateVersion, StoredEstimate
from calculator.presentation.kept_estimates import keep, keep_next
from calculator.services import SERVICES, service
from calculator.store import estimates as store
from calculator.web.estimate_edits import edited, entry_of
from calculator.web.estimate_keys import keys_of, remember
from calculator.web.estimate_rows import estimate_rows, money_of, name_of

LARGEST_FILE = 1024 * 1024
# How every workbook begins.
ZIP = b"PK"
# Between the parts of a bar, of 100.
GAP = Decimal("0.5")
Context = dict[str, Any]


def estimate_page(*methods: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A view of estimates: private to a browser, never kept by others, forms only from our own pages."""

    def decorated(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answered(request: HttpRequest, **names: Any) -> HttpResponseBase:
            if request.method not in methods:
                response: HttpResponseBase = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
                response.headers["Allow"] = ", ".join(methods)
            else:
                try:
                    response = view(request, **names)
                except UnknownName as error:
                    response = render(request, "404.html", {"reason": error.detail}, status=HTTPStatus.NOT_FOUND)
                except InvalidInput as error:
                    context = {"reason": error.detail}
                    response = render(request, "422.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
            response.headers["Cache-Control"] = "private, no-store"
            response.headers["Referrer-Policy"] = "no-referrer" if names.get("token") else "same-origin"
            response.headers["X-Robots-Tag"] = "noindex"
            return response

        return csrf_protect(answered)

    return decorated


READ, WRITE = ("GET", "HEAD"), ("GET", "HEAD", "POST")


def opened(request: HttpRequest, name: str) -> StoredEstimate:
    key = keys_of(request).get(name)
    if key is None:
        message = "This browser has not opened such an estimate; open it once by the link that has its key."
        raise UnknownName([FieldError("estimate", message)])
    return store.find(name, key)


@estimate_page(*READ)
def listing(request: HttpRequest) -> HttpResponse:
    """The estimates that this browser has opened, the newest first."""
    return render(request, "estimates/list.html", {"nav": "estimates", "estimates": [*map(_row, _known(request))]})


def _row(version: EstimateVersion) -> Context:
    answer = {"effective_monthly_usd": version.effective_monthly_usd, "monthly_usd": None, "upfront_usd": None}
    return {"version": version, "money": money_of(answer)}


@estimate_page(*WRITE)
def new(request: HttpRequest) -> HttpResponseBase:
    """An empty estimate under a title, or one from a file."""
    context: Context = {"nav": "estimates", "blueprints": blueprints()}
    if request.method != "POST":
        return render(request, "estimates/new.html", context)
    try:
        document = _document_sent(request)
    except InvalidInput as error:
        context |= {"problems": error.errors, "title_typed": request.POST.get("title", "")}
        return render(request, "estimates/new.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _made(request, document)


def _document_sent(request: HttpRequest) -> Document:
    """The document of the form: that of a file, or an empty one. Raises InvalidInput."""
    if name := str(request.POST.get("blueprint", "")):
        return blueprint(name)
    sent = request.FILES.get("file")
    title = str(request.POST.get("title", "")).strip()
    if sent is None:
        return read_document({"title": title, "groups": [{"name": "All"}]})
    if (sent.size or 0) > LARGEST_FILE:
        raise InvalidInput([FieldError("file", "The file is too large; an estimate takes 1 MB at most.")])
    document = _document_of(sent.read())
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


def _made(request: HttpRequest, document: Document) -> HttpResponseBase:
    version, _ = keep(document)
    estimate = version.estimate
    response = HttpResponseRedirect(reverse("estimate", args=[estimate.id]), status=HTTPStatus.SEE_OTHER)
    remember(request, response, estimate.id, estimate.key)
    return response


@estimate_page(*WRITE)
def add(request: HttpRequest) -> HttpResponseBase:
    """A workload of a service's page into an estimate: as a new line, or in the place of the line it came from."""
    given = (request.POST if request.method == "POST" else request.GET).dict()
    key = str(given.get("service", ""))
    state = {name: str(text) for name, text in given.items() if name not in ("service", "into", "version", "group")}
    entry = entry_of(service(key).KEY, state)
    context = {
        "nav": "estimates",
        "service": service(key),
        "entry": entry,
        "state": {"service": key, **{name: text for name, text in state.items() if name != "csrfmiddlewaretoken"}},
        "name": state.get("name", ""),
        "count": state.get("count", "1"),
        "estimates": [*map(_row, _known(request))],
        "into": given.get("estimate", ""),
        "line": state.get("entry", ""),
    }
    if request.method != "POST":
        return render(request, "estimates/add.html", context)
    try:
        return _added(request, entry, state, str(given.get("into", "")))
    except InvalidInput as error:
        return render(
            request, "estimates/add.html", {**context, "problems": error.errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )


def _known(request: HttpRequest) -> list[EstimateVersion]:
    """The newest versions of the estimates that this browser has opened."""
    known = []
    for name, key in keys_of(request).items():
        try:
            known.append(store.newest(store.find(name, key)))
        except UnknownName:
            continue
    return known


def _added(request: HttpRequest, entry: Mapping[str, Any], state: Mapping[str, str], into: str) -> HttpResponseBase:
    told = {"name": state.get("name", "").strip(), "count": state.get("count", "").strip() or "1"}
    if not into:
        title = told["name"] or name_of(entry["service"])
        return _made(
            request, read_document({"title": title, "groups": [{"name": "All", "entries": [{**entry, **told}]}]})
        )
    estimate = opened(request, into)
    last = store.newest(estimate)
    document = store.document_of(last)
    line = state.get("entry", "") if state.get("estimate") == into else ""
    if line:
        changes = {**entry, **{name: text for name, text in told.items() if name in state}}
        document = editing.with_changed_entry(document, line, changes)
    else:
        document = editing.with_entry(document, {**entry, **told})
    keep_next(estimate, last.number, document)
    return HttpResponseRedirect(reverse("estimate", args=[into]), status=HTTPStatus.SEE_OTHER)


@estimate_page(*WRITE)
def estimate(request: HttpRequest, name: str) -> HttpResponseBase:
    """One estimate: its lines, subtotals, warnings; what its forms change is saved as the next version."""
    if key := request.GET.get("key"):
        store.find(name, key)
        response = HttpResponseRedirect(reverse("estimate", args=[name]), status=HTTPStatus.SEE_OTHER)
        remember(request, response, name, key)
        return response
    found = opened(request, name)
    if request.method != "POST":
        return render(request, "estimates/estimate.html", _context(request, found, store.newest(found)))
    problems: tuple[FieldError, ...] = ()
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        number = int(str(request.POST.get("version", "0")) or 0)
        keep_next(found, number, edited(store.document_of(store.version(found, number)), request.POST))
        return HttpResponseRedirect(reverse("estimate", args=[name]), status=HTTPStatus.SEE_OTHER)
    except ValueError:
        problems = (FieldError("version", "The form has no version; open the page again."),)
    except store.VersionConflict as conflict:
        problems, status = conflict.errors, HTTPStatus.CONFLICT
    except InvalidInput as error:
        problems = error.errors
    context = _context(request, found, store.newest(found))
    typed = [(each, text) for each, text in request.POST.items() if each not in ("csrfmiddlewaretoken", "version")]
    context |= {"problems": problems, "typed": typed, "is_conflict": status == HTTPStatus.CONFLICT}
    return render(request, "estimates/estimate.html", context, status=status)


def _context(request: HttpRequest, found: StoredEstimate, version: EstimateVersion) -> Context:
    answer = store.answer_of(version)
    return {
        **shown_estimate(answer, version, found.id),
        "nav": "estimates",
        "estimate": found,
        "edit_link": request.build_absolute_uri(f"{reverse('estimate', args=[found.id])}?key={found.key}"),
        "versions": store.versions(found)[:5],
        "forgotten": [
            {"item": item, "usd": alone.money().effective_monthly_usd}
            for item, alone in forgotten_lines(store.document_of(version))
        ],
        "shares": [
            {"share": each, "url": request.build_absolute_uri(reverse("shared", args=[each.token]))}
            for each in store.shares(found)
        ],
        "services": SERVICES.values(),
        "regions": common()["region"],
        "months": list(MONTHS),
    }


def shown_estimate(answer: Mapping[str, Any], version: EstimateVersion, name: str) -> Context:
    """What any page that shows an estimate tells of it."""
    document = answer["estimate"]
    names = {each["id"]: each.get("name") or name_of(each["service"]) for each in _entries(document["groups"])}
    return {
        "version": version,
        "estimate_id": name,
        "document": document,
        "answer": answer,
        "money": money_of(answer),
        "annual": money_of({**answer, "monthly_usd": answer["annual_usd"]})["monthly_usd"],
        "list_money": money_of(answer["list"]),
        "rows": estimate_rows(answer, name),
        "entries": _entries(document["groups"]),
        "groups": _group_choices(document["groups"]),
        "by_service": [{"name": name_of(each["name"]), "money": money_of(each)} for each in answer["by_service"]],
        "by_region": [{"name": each["name"], "money": money_of(each)} for each in answer["by_region"]],
        "by_tag": [{"name": each["name"], "money": money_of(each)} for each in answer["by_tag"]],
        "percent_off": _percent_off(document),
        "bars": _bars(answer),
        "missing": [
            {"name": names[each["entry"]], "message": " ".join(fault["message"] for fault in each["errors"])}
            for each in answer["missing"]
        ],
        "warnings": [
            {"names": ", ".join(names[entry] for entry in each["entries"]), "message": each["message"]}
            for each in answer["warnings"]
        ],
        "names": {
            entry["id"]: entry.get("name") or name_of(entry["service"]) for entry in _entries(document["groups"])
        },
    }


def _entries(groups: list[Any]) -> list[Any]:
    return [entry for group in groups for entry in (*group.get("entries", []), *_entries(group.get("groups", [])))]


def _group_choices(groups: list[Any]) -> list[Any]:
    return [each for group in groups for each in (group, *_group_choices(group.get("groups", [])))]


def _percent_off(document: Mapping[str, Any]) -> str | None:
    """What one term for everything takes off; None where the terms are more than the form can say."""
    terms = document["terms"]
    if not terms:
        return ""
    only = terms[0] if len(terms) == 1 and terms[0]["id"] == "all" else None
    return None if only is None else str(only["percent_off"])


def _bars(answer: Mapping[str, Any]) -> list[dict[str, str]]:
    """The parts of a bar of 100: a service each, half a unit between them."""
    whole = Decimal(answer["effective_monthly_usd"])
    if not whole:
        return []
    bars, at = [], Decimal(0)
    for each in answer["by_service"]:
        width = Decimal(each["effective_monthly_usd"]) * 100 / whole
        bars.append({"x": f"{at:.2f}", "width": f"{max(width - GAP, Decimal(0)):.2f}"})
        at += width
    return bars
