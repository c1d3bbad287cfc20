"""The prices in use: the newest state of the database, and the one that a request has held since it began.

A process asks the database for a change at most once in `PRICE_LISTS_LOOKED_UP_EVERY` seconds, and then changes its
whole catalogue at once. Whoever pins the catalogue sees none of that until the end of the block.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import Protocol

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, connections

from calculator.catalogue.catalogue import NOTHING_IMPORTED, Catalogue
from calculator.catalogue.imported import Imported
from calculator.core.errors import NoDatabase, UnknownName
from calculator.models import PriceListGeneration, StoredPriceList
from calculator.store.deadlines import within
from calculator.store.price_lists.read_rows import StoredLists

log = logging.getLogger(__name__)

NEVER = ""

# How long a process waits for its first look before it answers, and any look for one statement.
FIRST_LOOK_SECONDS = 20.0
WATCHED_SECONDS = 10.0


class Newest:
    """The catalogue of the newest generation, as one process knows it."""

    def __init__(self, shipped: Catalogue) -> None:
        self._catalogue = shipped
        self._lists = StoredLists()
        self._mark: str | None = None
        self._is_due = 0.0
        self._lock = Lock()
        self._is_away = False
        self._is_watched = False
        self._has_tried, self._has_looked = Event(), Event()

    def catalogue(self) -> Catalogue:
        """The newest catalogue, looked up again when it is time. Raises NoDatabase before the first success."""
        if self._is_watched:
            if not self._has_looked.is_set():
                raise NoDatabase("this process has not been able to look for imported prices yet")
            return self._catalogue
        # While one thread looks the others go on with what they have; only the first time they wait for it.
        if self._must_look() and self._lock.acquire(blocking=self._mark is None):
            try:
                if self._must_look():
                    self._look_up(with_prices=False)
            finally:
                self._lock.release()
        return self._catalogue

    def look_ahead(self) -> None:
        """Read all that is in use, so that processes which are forked from this one have it already."""
        try:
            with within(WATCHED_SECONDS):
                self._look_up(with_prices=True)
        except NoDatabase as silent:
            log.error("Imported price lists cannot be looked up: %s", silent.cause)
        connections.close_all()

    def watch(self) -> None:
        """From now on a thread of its own looks, and reads what is put to use: no answer waits for the database.

        Returns when it has looked for the first time, or could not.
        """
        self._is_watched = True
        Thread(target=self._watch, name="price lists", daemon=True).start()
        self._has_tried.wait(FIRST_LOOK_SECONDS)

    def as_stored(self) -> Catalogue:
        """What the database holds now, as the transaction sees it that asks."""
        return self._catalogue.overlaid(StoredLists().read())

    def look_up_next_time(self) -> None:
        """Ask the database again at the next chance, whenever the last time was."""
        self._is_due = 0.0

    def _watch(self) -> None:
        while True:
            close_old_connections()
            try:
                with within(WATCHED_SECONDS):
                    self._look_up(with_prices=True)
            except NoDatabase as silent:
                self._say_once("Imported price lists cannot be looked up: %s", silent.cause)
            except Exception:
                # Whatever it was, looking goes on.
                log.exception("Imported price lists cannot be looked up; the prices known so far stay in use.")
            if not self._is_away and self._mark is not None:
                self._has_looked.set()
            self._has_tried.set()
            sleep(settings.PRICE_LISTS_LOOKED_UP_EVERY)

    def _must_look(self) -> bool:
        return self._mark is None or monotonic() >= self._is_due

    def _look_up(self, *, with_prices: bool) -> None:
        try:
            mark, read = stored_state(self._lists)
            if mark != self._mark:
                imported = read(with_prices=with_prices)
                if imported.lists or self._catalogue.imported.lists:
                    self._catalogue = self._catalogue.overlaid(imported)
                self._mark = mark
            if self._is_away:
                log.warning("The database answers again.")
                self._is_away = False
        except UnknownName as gone:
            log.info("%s The next look sees that.", gone.detail)
        except (DatabaseError, NoDatabase) as error:
            if self._mark is None:
                raise NoDatabase(cause_of(error)) from error
            self._say_once("The database does not answer; the prices known so far stay in use: %s", cause_of(error))
        self._is_due = monotonic() + settings.PRICE_LISTS_LOOKED_UP_EVERY

    def _say_once(self, sentence: str, cause: str) -> None:
        """At the beginning of a time without the database."""
        if not self._is_away:
            log.error(sentence, cause)
        self._is_away = True


def cause_of(error: Exception) -> str:
    """What stands in the log."""
    return error.cause if isinstance(error, NoDatabase) else str(error).strip()


class Read(Protocol):
    """How the lists of a generation are read."""

    def __call__(self, *, with_prices: bool = False) -> Imported: ...


def stored_state(lists: StoredLists) -> tuple[str, Read]:
    """The mark of the present generation, and how to read its lists; a database without tables holds none."""
    try:
        # The mark comes first: lists that are newer than it are only read once more.
        return PriceListGeneration.objects.values_list("mark", flat=True).first() or NEVER, lists.read
    except DatabaseError:
        if StoredPriceList._meta.db_table in connection.introspection.table_names():
            raise
        return NEVER, nothing_imported


def nothing_imported(*, with_prices: bool = False) -> Imported:
    """The lists of a database that holds none."""
    return NOTHING_IMPORTED


NEWEST = Newest(Catalogue())
_pinned: ContextVar[list[Catalogue] | None] = ContextVar("pinned", default=None)


def catalogue() -> Catalogue:
    """The catalogue that is pinned, or else the newest. Raises NoDatabase when there is none to be had."""
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
