"""Answers probes: can this process reach its database and its prices? In time, whatever the database does."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from time import monotonic

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from calculator.application.questions import catalogue
from calculator.core.errors import BrokenTable, NoDatabase
from calculator.store.deadlines import within

log = logging.getLogger(__name__)

# A probe says that the database is away when it has been asked for so long; the question itself may take longer.
PROBED_SECONDS = 1.0
ASKED_SECONDS = 10.0


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
    except (DatabaseError, NoDatabase, BrokenTable) as error:
        log.error("The %s cannot be used: %s", name, getattr(error, "cause", error))
        return False
    return True


class Question:
    """One question to the database at a time; whoever asks meanwhile waits for the answer to the same."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="probe")
        self._lock = Lock()
        self._answer: Future[None] | None = None
        self._asked_at = 0.0

    def __call__(self) -> None:
        """Raises DatabaseError, also when the answer takes too long."""
        with self._lock:
            if self._answer is None or self._answer.done():
                self._answer, self._asked_at = self._thread.submit(select_one), monotonic()
            answer, left = self._answer, max(0.0, self._asked_at + PROBED_SECONDS - monotonic())
        try:
            answer.result(left)
        except TimeoutError as late:
            raise DatabaseError(f"no answer within {PROBED_SECONDS:g} seconds") from late


def select_one() -> None:
    try:
        with within(ASKED_SECONDS), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        # A new connection each time: an old one may still answer where nobody gets in any more.
        connection.close()


def load_prices() -> None:
    """Whether prices can be read at all; all tables would cost the first probe of a process more than a second."""
    prices = catalogue()
    prices.table(prices.table_names[0])


PARTS: dict[str, Callable[[], object]] = {"database": Question(), "prices": load_prices}
