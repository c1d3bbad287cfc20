"""The page of one estimate, and what its forms change."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from calculator.application.estimates import forgotten_lines
from calculator.application.questions import common
from calculator.core.errors import FieldError, InvalidInput
from calculator.core.month import MONTHS
from calculator.models import EstimateVersion, StoredEstimate
from calculator.presentation.kept_estimates import keep_next
from calculator.services import SERVICES
from calculator.store import estimates as store
from calculator.web.estimate_access import WRITE, estimate_page, opened
from calculator.web.estimate_edits import edited
from calculator.web.estimate_keys import remember
from calculator.web.estimate_shown import shown_estimate

Context = dict[str, Any]


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
