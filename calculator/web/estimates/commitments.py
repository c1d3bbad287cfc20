"""The page of what to commit to for all lines of an estimate, for whoever has its key or a link; and its CSV."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from calculator.analysis.commitments.estimate_answered import EstimateCommitted
from calculator.application.estimate_commitments import fleets_of_estimate
from calculator.commitments.regret import LEAST_COST, LEAST_REGRET
from calculator.core.errors import CalculatorError, shown
from calculator.exports.csv_file import USUAL, csv_text
from calculator.models import EstimateVersion
from calculator.presentation.estimate_commitment_documents import (
    estimate_commitments_document,
    estimate_commitments_table,
)
from calculator.presentation.estimate_commitment_shapes import EstimateCommitments
from calculator.presentation.http_answers import STATUS_OF, TOKENS_PER_FLEET, charged, public_errors
from calculator.store import estimates as store
from calculator.web.commitment_form import as_typed, question_boxes, refuse_unused, usual_question
from calculator.web.estimates.access import READ, estimate_page, opened
from calculator.web.mixes_shown import mixes_shown
from calculator.web.page_request import with_state

AS, CSV = "as", "csv"
CHOSEN = {LEAST_COST: "Least cost", LEAST_REGRET: "Least worst regret"}


@estimate_page(*READ)
def commitments(request: HttpRequest, name: str) -> HttpResponseBase:
    """Of the newest version, for a browser that has its key."""
    version = store.newest(opened(request, name))
    return _page(request, version, reverse("estimate", args=[name]), reverse("estimate-commitments", args=[name]))


@estimate_page(*READ)
def shared_commitments(request: HttpRequest, token: str) -> HttpResponseBase:
    """Of what a link shows."""
    version = store.shared(token)
    return _page(request, version, reverse("shared", args=[token]), reverse("shared-commitments", args=[token]))


def _page(request: HttpRequest, version: EstimateVersion, back: str, path: str) -> HttpResponseBase:
    given = request.GET
    typed = as_typed(given, usual_question())
    as_csv = given.get(AS) == CSV
    ignored = tuple(shown(name) for name in given if name not in typed and not (name == AS and as_csv))
    asked = fleets_of_estimate(store.document_of(version))
    refused = charged(request, TOKENS_PER_FLEET * max(len(asked.found.fleets) - 1, 0))
    if refused is not None:
        return refused
    found, problems, status = None, list[Any](), HTTPStatus.OK
    try:
        refuse_unused(given, ignored if as_csv else ())
        found = asked.mixes({name: text for name, text in typed.items() if text})
    except CalculatorError as error:
        problems = [*public_errors(error)]
        status = STATUS_OF.get(type(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    if found is not None and as_csv:
        return _csv(estimate_commitments_document(found))
    besides, ticks = question_boxes(typed)
    usual = usual_question()
    state = {name: text for name, text in typed.items() if text != usual[name]}
    context: dict[str, Any] = {
        "nav": "estimates", "version": version, "back": back, "path": path, "problems": problems, "ignored": ignored,
        "besides": besides, "ticks": ticks, "csv_url": with_state(path, {**state, AS: CSV}),
    }  # fmt: skip
    return render(request, "estimates/commitments.html", context | _told(found), status=status)


def _told(found: EstimateCommitted | None) -> dict[str, Any]:
    if found is None:
        return {}
    answer = estimate_commitments_document(found)
    told: dict[str, Any] = {"found": answer, "chosen": [*_chosen(answer)]}
    return told | (mixes_shown(found.committed) if found.committed else {})


def _chosen(answer: EstimateCommitments) -> list[Mapping[str, Any]]:
    """The two mixes that are named, each with what the whole estimate costs under it."""
    return [
        {**each, "label": label} for name, label in CHOSEN.items() for each in answer["totals"] if name in each["names"]
    ]


def _csv(answer: EstimateCommitments) -> HttpResponse:
    text = csv_text(estimate_commitments_table(answer), USUAL)
    response = HttpResponse(text.encode("utf-8"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="estimate-commitments.csv"'
    return response
