"""Answers probes: can this process reach its database and its price tables?"""

import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from calculator.adapters.asking import catalogue
from calculator.core.errors import BrokenTable

log = logging.getLogger(__name__)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when all parts answer, else 503; the reason goes to the log, not to the caller."""
    answers = {name: answers_well(name, ask) for name, ask in PARTS.items()}
    well = all(answers.values())
    parts = {name: "ok" if answer else "unavailable" for name, answer in answers.items()}
    return JsonResponse({"status": "ok" if well else "unavailable", **parts}, status=200 if well else 503)


def answers_well(name: str, ask: Callable[[], object]) -> bool:
    try:
        ask()
    except (DatabaseError, BrokenTable):
        log.exception("The %s cannot be used.", name)
        return False
    return True


def ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def load_prices() -> None:
    catalogue().price_lists()  # read once by each process, then remembered


PARTS: dict[str, Callable[[], object]] = {"database": ask_database, "prices": load_prices}
