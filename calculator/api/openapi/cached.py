"""The description of the API in the words of the moment: made once for the prices of a day, then kept."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.urls import reverse

from calculator.api.openapi.cut import cut_to
from calculator.api.openapi.document import openapi_document
from calculator.api.openapi.estimate_paths import ESTIMATES_TAG
from calculator.api.openapi.names import getting
from calculator.api.openapi.table_paths import TABLES_TAG
from calculator.application.questions import answer, ask, common
from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import CalculatorError
from calculator.presentation.answer_documents import Document, answer_document
from calculator.services import SERVICES
from calculator.services.service import Service

# As many cuts as programs of one house may ask for; each is one text.
CUTS_KEPT = 16


@lru_cache(maxsize=1)
def description(prices: Catalogue, day: date) -> Mapping[str, Any]:
    """The whole OpenAPI document. It is made anew when a day or other prices would change the answers in it."""
    services = SERVICES.values()
    examples = {name: example for each in services for name, example in _examples(each).items()}
    return openapi_document(services, common(), prices, reverse("api:index").rstrip("/"), examples)


@lru_cache(maxsize=CUTS_KEPT)
def written(services: frozenset[str], prices: Catalogue, day: date) -> bytes:
    """The OpenAPI document of some services, and of the tables, as JSON."""
    whole = description(prices, day)
    document = whole if services == SERVICES.keys() else cut_to(whole, {*services, ESTIMATES_TAG, TABLES_TAG})
    return json.dumps(document, check_circular=False).encode("ascii")


def _examples(service: Service) -> dict[str, Document]:
    """A real answer by the operation that gives it; none where this server has no price for it.

    The operation that asks with a body answers the same, and does not say so again.
    """
    try:
        example = answer_document(answer(ask(service.KEY, service.EXAMPLES[0].usage if service.EXAMPLES else {})))
    except CalculatorError:
        return {}
    return {getting("Estimate", service): example}
