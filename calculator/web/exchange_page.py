"""The page of exchanges: convertible reservations that are held, what they become, and the true-up."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from calculator.application.commitments import ask_exchange
from calculator.catalogue.purchase_options import in_words
from calculator.core.errors import CalculatorError
from calculator.presentation.exchange_documents import ExchangeAnswer, exchange_document
from calculator.presentation.http_answers import STATUS_OF
from calculator.services import SERVICES, service
from calculator.web.exchange_form import boxes, exchangeable, labeled, question_of, usual
from calculator.web.home import no_service, scope_of
from calculator.web.page_request import unread, with_state


def exchange_page(request: HttpRequest, key: str) -> HttpResponseBase:
    """The page; everything stands in its address."""
    what = exchangeable(key)
    if what is None:
        reason = f"Nothing of {service(key).NAME} is reserved convertibly." if key in SERVICES else no_service(key)
        return render(request, "404.html", {"reason": reason}, status=HTTPStatus.NOT_FOUND)
    usually = usual(what)
    typed = {name: request.GET.get(name, text).strip() for name, text in usually.items()}
    problems, found, status = list[Any](), None, HTTPStatus.OK
    try:
        found = exchange_document(ask_exchange(question_of(what, typed)))
    except CalculatorError as error:
        problems = [*labeled(what, error)]
        status = STATUS_OF.get(type(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    state = {name: text for name, text in typed.items() if text != usually[name]}
    own = {name: text for name, text in state.items() if name in (*what.fields, "region", "as_of")}
    context: dict[str, Any] = {
        "nav": "service",
        "service": service(key),
        "service_url": with_state(reverse("service", args=[key]), scope_of(state)),
        "commitments_url": with_state(reverse("commitments", args=[key]), own),
        "path": reverse("exchange", args=[key]),
        "boxes": boxes(what, typed),
        "further": typed["further"],
        "problems": problems,
        "ignored": unread(request.GET, *usually),
        "found": found,
        "rows": [*_rows(found)] if found else [],
        "thing": what.thing,
    }
    return render(request, "calculator/exchange.html", context, status=status)


def _rows(found: ExchangeAnswer) -> Iterator[dict[str, Any]]:
    """The table: what is held, and what is received."""
    for side, each in (*(("Held", each) for each in found["held"]), ("Received", found["new"])):
        yield {**each, "side": side, "words": in_words(each["option"])}
