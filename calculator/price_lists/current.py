"""The prices in use: the newest state of the database, and the one that a request has held since it began.

A process asks the database for a change at most once in `PRICE_LISTS_LOOKED_UP_EVERY` seconds, and then changes its
whole catalogue at once. Whoever pins the catalogue sees none of that until the end of the block.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, connection

from calculator.catalogue.catalogue import NOTHING_IMPORTED, Catalogue
from calculator.catalogue.imported import Imported
from calculator.core.errors import BrokenTable
from calculator.models import PriceListGeneration, StoredPriceList
from calculator.price_lists.stored import StoredLists

log = logging.getLogger(__name__)

NEVER = ""


class Newest:
    """The catalogue of the newest generation, as one process knows it."""

    def __init__(self, shipped: Catalogue) -> None:
        self._catalogue = shipped
        self._lists = StoredLists()
        self._mark: str | None = None
        self._is_due = 0.0
        self._lock = Lock()

    def catalogue(self) -> Catalogue:
        """The newest catalogue, looked up again when it is time. Raises BrokenTable before the first success."""
        # While one thread looks the others go on with what they have; only the first time they wait for it.
        if self._must_look() and self._lock.acquire(blocking=self._mark is None):
            try:
                if self._must_look():
                    self._look_up()
            finally:
                self._lock.release()
        return self._catalogue

    def _must_look(self) -> bool:
        return self._mark is None or monotonic() >= self._is_due

    def as_stored(self) -> Catalogue:
        """What the database holds now, as the transaction sees it that asks."""
        return self._catalogue.overlaid(StoredLists().read())

    def look_up_next_time(self) -> None:
        """Ask the database again at the next chance, whenever the last time was."""
        self._is_due = 0.0

    def _look_up(self) -> None:
        try:
            mark, read = stored_state(self._lists)
            if mark != self._mark:
                imported = read()
                if imported.lists or self._catalogue.imported.lists:
                    self._catalogue = self._catalogue.overlaid(imported)
                self._mark = mark
        except DatabaseError as error:
            if self._mark is None:
                raise BrokenTable([f"The database with the imported price lists does not answer: {error}"]) from error
            log.exception("Imported price lists cannot be looked up; the prices known so far stay in use.")
        self._is_due = monotonic() + settings.PRICE_LISTS_LOOKED_UP_EVERY


def stored_state(lists: StoredLists) -> tuple[str, Callable[[], Imported]]:
    """The mark of the present generation, and how to read its lists; a database without tables holds none."""
    try:
        # The mark comes first: lists that are newer than it are only read once more.
        return PriceListGeneration.objects.values_list("mark", flat=True).first() or NEVER, lists.read
    except DatabaseError:
        if StoredPriceList._meta.db_table in connection.introspection.table_names():
            raise
        return NEVER, lambda: NOTHING_IMPORTED


NEWEST = Newest(Catalogue())
_pinned: ContextVar[list[Catalogue] | None] = ContextVar("pinned", default=None)


def catalogue() -> Catalogue:
    """The catalogue that is pinned, or else the newest. Raises BrokenTable when there is none to be had."""
    held = _pinned.get()
    if held is None:
        return NEWEST.catalogue()
    if not held:
        held.append(NEWEST.catalogue())
    return held[0]


@contextmanager
def pinned() -> Iterator[None]:
    """A block that sees one catalogue from its first question to its end."""
    before = _pinned.set([])
    try:
        yield
    finally:
        _pinned.reset(before)
