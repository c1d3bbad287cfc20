"""What is kept of an estimate: versions, differences, the price rows behind it, files, and links that show it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from calculator.application.estimates import answered
from calculator.application.questions import catalogue, today
from calculator.core.errors import FieldError, UnknownName, shown
from calculator.estimates import editing
from calculator.estimates.document import Document, Prices, as_json
from calculator.exports.csv_file import csv_text, read_dialect
from calculator.exports.pdf.write import estimate_pdf
from calculator.exports.workbook.write import estimate_xlsx
from calculator.models import EstimateVersion, StoredEstimate
from calculator.presentation.estimate_documents import estimate_table, flat_table
from calculator.presentation.kept_estimates import difference_of, keep_next, kept_answer
from calculator.store import estimates as store
from calculator.web.estimates.access import READ, WRITE, estimate_page, known_to, opened
from calculator.web.estimates.shown import shown_estimate
from calculator.web.page_request import unread


def _number(text: str) -> int:
    """The number of a version. Raises UnknownName."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UnknownName([FieldError("version", f"{shown(text)!r} is no number of a version.", shown(text))])
    return int(text)


@estimate_page(*WRITE)
def versions(request: HttpRequest, name: str) -> HttpResponseBase:
    """Every version; an old one is restored by saving it as the next."""
    found = opened(request, name)
    if request.method == "POST":
        old = store.version(found, _number(str(request.POST.get("restore", ""))))
        keep_next(found, store.newest(found).number, store.document_of(old))
        return HttpResponseRedirect(reverse("estimate", args=[name]), status=HTTPStatus.SEE_OTHER)
    context = {"nav": "estimates", "estimate": found, "versions": store.versions(found), "ignored": unread(request.GET)}
    return render(request, "estimates/versions.html", context)


@estimate_page(*READ)
def one_version(request: HttpRequest, name: str, number: str) -> HttpResponse:
    """A version as it was saved."""
    found = opened(request, name)
    version = store.version(found, _number(number))
    context = {**shown_estimate(kept_answer(version), version, ""), "nav": "estimates", "estimate_id": found.id}
    context |= {"ignored": unread(request.GET)}
    return render(request, "estimates/shared.html", context)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two that are compared: what it is called, and what it is."""

    name: str
    document: Document
    number: int = 0


@estimate_page(*READ)
def compare(request: HttpRequest, name: str) -> HttpResponse:
    """How two differ: versions `from` and `to`, the newest `with` another estimate, or with the `prices` of a day."""
    found = opened(request, name)
    before, after = _sides(request, found)
    told = difference_of(before.document, after.document)
    rows: list[dict[str, Any]] = [{**each, "money": _decimals(each)} for each in told["entries"]]
    changed = [each for each in rows if each["kind"] != "same" or each["money"]["delta_usd"]]
    causes = {cause: sum((each["money"][cause] for each in rows), Decimal(0)) for cause in CAUSES}
    known = [each for each in known_to(request) if each.estimate_id != found.pk]
    context = {
        "nav": "estimates",
        "ignored": unread(request.GET, "with", "prices", "from", "to"),
        "estimate": found,
        "versions": store.versions(found),
        "others": known,
        "with": request.GET.get("with", ""),
        "prices": request.GET.get("prices", ""),
        "before": before,
        "after": after,
        "delta": Decimal(told["delta_usd"]),
        "before_usd": Decimal(told["before"]["effective_monthly_usd"]),
        "after_usd": Decimal(told["after"]["effective_monthly_usd"]),
        "causes": causes,
        "rows": changed,
        "unchanged": len(rows) - len(changed),
    }
    return render(request, "estimates/compare.html", context)


def _sides(request: HttpRequest, found: StoredEstimate) -> tuple[_Side, _Side]:
    """Raises UnknownName, InvalidInput."""
    last = store.newest(found)
    newest = _side(last)
    if other := str(request.GET.get("with", "")):
        version = store.newest(opened(request, other))
        return newest, _Side(version.title or "the other estimate", store.document_of(version))
    if day := str(request.GET.get("prices", "")).strip():
        priced = editing.with_settings(newest.document, {"prices": {"as_of": day}})
        return _Side(f"prices of {priced.prices.as_of}", priced), newest
    before = store.version(found, _number(request.GET.get("from", str(max(last.number - 1, 1)))))
    return _side(before), _side(store.version(found, _number(request.GET.get("to", str(last.number)))))


def _side(version: EstimateVersion) -> _Side:
    return _Side(f"version {version.number}", store.document_of(version), version.number)


CAUSES = ("usage_usd", "prices_usd", "pooling_usd")


def _decimals(each: Mapping[str, Any]) -> dict[str, Decimal | None]:
    names = ("before_usd", "after_usd", "delta_usd", *CAUSES)
    return {name: None if each[name] is None else Decimal(each[name]) for name in names}


@estimate_page(*READ)
def evidence(request: HttpRequest, name: str) -> HttpResponse:
    """Every price row behind an estimate, with its source and day, and the lists they are of."""
    found = opened(request, name)
    version = store.newest(found)
    answer = kept_answer(version)
    context = {
        "nav": "estimates",
        "ignored": unread(request.GET),
        "estimate": found,
        "version": version,
        "rows": list(_price_rows(answer)),
        "price_lists": answer["price_lists"],
    }
    return render(request, "estimates/evidence.html", context)


def _price_rows(answer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each price that something is billed at, once, with the entries that rest on it."""
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    for entry in _entries(answer["groups"]):
        for item in entry["line_items"]:
            if not Decimal(item["usd"]):
                continue
            price = item["price"]
            key = (entry["service"], *(str(price[part]) for part in ("dimension", "option", "region", "source")))
            tiers = [tier for tier in item["tiers"] if Decimal(tier["quantity"])]
            row = rows.setdefault(key, {"service": entry["service"], "price": price, "tiers": tiers, "entries": []})
            row["entries"].append(entry["name"] or entry["id"])
    yield from rows.values()


def _entries(groups: list[Any]) -> Iterator[Any]:
    for group in groups:
        yield from group["entries"]
        yield from _entries(group["groups"])


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(version: EstimateVersion, kind: str, request: HttpRequest) -> HttpResponse:
    """A version as a file. Raises InvalidInput for another dialect."""
    document = store.document_of(version)
    plain = "".join(each if each.isascii() and each.isalnum() else "-" for each in document.title)
    content, media_type = _content(version, document, kind, request)
    response = HttpResponse(content, content_type=media_type)
    name = f"{plain.strip('-') or 'estimate'}-v{version.number}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _content(version: EstimateVersion, document: Document, kind: str, request: HttpRequest) -> tuple[str | bytes, str]:
    """What a file holds, and its media type."""
    if kind == "json":
        return json.dumps(as_json(document), indent=2, ensure_ascii=False), "application/json"
    if kind in ("xlsx", "pdf"):
        # As of the day on which the version was answered.
        then = Prices(as_of=date.fromisoformat(kept_answer(version)["as_of"]))
        link = request.build_absolute_uri(request.path.rsplit("/", 1)[0])
        answer = answered(document.model_copy(update={"prices": then}))
        if kind == "xlsx":
            return estimate_xlsx(answer, link, catalogue().sources, document), XLSX
        return estimate_pdf(answer, catalogue().sources, today(), link, str(version.number)), "application/pdf"
    dialect = read_dialect(request.GET.get("dialect", "decimal_point"))
    table = flat_table(document) if kind == "flat.csv" else estimate_table(kept_answer(version))
    return csv_text(table, dialect), "text/csv; charset=utf-8"


@estimate_page(*READ)
def file(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """The newest version as a file."""
    return _file(store.newest(opened(request, name)), kind, request)


@estimate_page("POST")
def share(request: HttpRequest, name: str) -> HttpResponseBase:
    """Make a link that shows the estimate, or revoke one."""
    found = opened(request, name)
    if token := str(request.POST.get("revoke", "")):
        store.revoke(found, token)
    else:
        only = str(request.POST.get("only", ""))
        store.share(found, _number(only) if only else None)
    return HttpResponseRedirect(f"{reverse('estimate', args=[name])}#share", status=HTTPStatus.SEE_OTHER)


@estimate_page(*READ)
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What a link shows: an estimate to read, to print and to take along."""
    version = store.shared(token)
    context = {**shown_estimate(kept_answer(version), version, ""), "nav": "estimates", "token": token}
    context |= {"ignored": unread(request.GET)}
    return render(request, "estimates/shared.html", context)


@estimate_page(*READ)
def shared_file(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """What a link shows, as a file."""
    return _file(store.shared(token), kind, request)
