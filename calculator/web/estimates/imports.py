"""A plan or template on the page: what is asked beside the file, and the account of everything in it."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from calculator.core.display import usd
from calculator.estimates.document import Document
from calculator.interchange.account import OUTCOME_LABELS, Outcome
from calculator.interchange.file_text import text_of
from calculator.interchange.read_file import is_foreign
from calculator.interchange.usage_file import is_usage
from calculator.presentation import import_shapes as shapes
from calculator.presentation.import_documents import of_outcome, signed_cents
from calculator.presentation.kept_estimates import kept_import
from calculator.store import estimates as store
from calculator.web.estimates.access import READ, estimate_page, opened
from calculator.web.estimates.line_editor import field_url
from calculator.web.page_request import unread

Context = dict[str, Any]
# Not in the total, and therefore shown before everything that is.
FIRST_TOLD = (Outcome.REFUSED, Outcome.NOT_SUPPORTED, Outcome.NEEDS_USAGE, Outcome.PRICED, Outcome.FREE)


def foreign_text(content: bytes) -> str:
    """The text of a plan, template, export or usage file; empty for a file of our own, or one that is no text."""
    try:
        text = text_of(content)
    except UnicodeDecodeError:
        return ""
    return text if is_foreign(text) or is_usage(text) else ""


@estimate_page(*READ)
def imported(request: HttpRequest, name: str) -> HttpResponse:
    """The account of the file that an estimate was made from, as it was then."""
    found = opened(request, name)
    context = import_context(kept_import(found), found.id, store.document_of(store.newest(found)))
    return render(request, "estimates/imported.html", {**context, "nav": "estimates", "ignored": unread(request.GET)})


def import_context(document: shapes.EstimateImport, estimate: str, newest: Document) -> Context:
    """What the page of an account shows; usage is stated in the lines that the newest version still has."""
    whole, stated = (Decimal(each["effective_monthly_usd"] or 0) for each in (document["answer"], document["stated"]))
    change = document["change"]
    lines = {entry.id for _, entry, _ in newest.walk()}
    return {
        "estimate": estimate,
        "title": document["document"]["title"],
        "source": document["source"],
        "total": usd(whole),
        "stated": usd(stated),
        "delta": _signed(change["delta_usd"]) if change else "",
        "before": usd(Decimal(change["before"]["effective_monthly_usd"] or 0)) if change else "",
        "changes": [_change(each) for each in change["entries"] if each["kind"] != "same"] if change else [],
        "counts": [(label, document["counts"][outcome]) for outcome, label in OUTCOME_LABELS.items()],
        "in_file": sum(document["counts"].values()),
        "outcomes": [
            (OUTCOME_LABELS[outcome], _by_type(of_outcome(document, outcome)))
            for outcome in FIRST_TOLD
            if document["counts"][outcome]
        ],
        "usage": [
            {**each, "url": field_url(estimate, each["entry"], each["field"]) if each["entry"] in lines else ""}
            for each in document["assumptions"]
            if each["is_usage"]
        ],
        "assumed": [each for each in document["assumptions"] if not each["is_usage"]],
        "official": _official(document["official"]),
        "notes": document["notes"],
        "missing": document["answer"]["missing"],
    }


def _official(official: shapes.OfficialFigures | None) -> Context | None:
    """The figures of the AWS Pricing Calculator beside ours, as they are shown."""
    if official is None:
        return None
    rows = [
        {
            "address": each["address"],
            "theirs": _shown(each["official_monthly_usd"]),
            "ours": _shown(each["our_monthly_usd"]),
            "difference": signed_cents(each["difference_usd"]),
            "why": each["why"],
        }
        for each in official["lines"]
    ]
    return {"monthly": _shown(official["monthly_usd"]), "lines": rows}


def _shown(amount: str | None) -> str:
    return "" if amount is None else usd(Decimal(amount))


def _by_type(resources: list[shapes.ImportedResource]) -> list[tuple[str, str, list[str]]]:
    """Resources of one type and reason together: the type, the reason, and where they stand in the file."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in resources:
        found[each["type"], each["reason"]].append(each["address"])
    return [(kind, reason, places) for (kind, reason), places in found.items()]


def _change(each: shapes.ImportedChange) -> Context:
    costs = {"before_usd": _shown(each["before_usd"]), "after_usd": _shown(each["after_usd"])}
    return {**each, **costs, "delta_usd": _signed(each["delta_usd"])}


def _signed(text: str) -> str:
    number = Decimal(text)
    return f"+{usd(number)}" if number > 0 else usd(number)
