"""A price list file on its way into the database: from its name or address, by the reader, to its place."""

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError

from calculator.core.errors import CalculatorError, FieldError
from calculator.offers.file_stream import Progress
from calculator.offers.mapping import OfferMapping
from calculator.offers.offer import BadOffer, MappedOffer
from calculator.offers.read_offer import read_offer
from calculator.store.price_lists import http_download
from calculator.store.price_lists.deadline import Deadline, DeadlinePassed
from calculator.store.price_lists.discovery import Available
from calculator.store.price_lists.http_requests import NotFetched
from calculator.store.price_lists.importing import Outcome, Premature, Terms, Unconfirmed, import_offer
from calculator.store.price_lists.refusals import Refusals

_ADDRESS = re.compile("[A-Za-z][A-Za-z0-9+.-]*://")


class NotStored(CalculatorError):
    """The database could not do what was asked: its disk is full, it went away, or it has no tables yet."""

    code = "not_stored"

    def __init__(self, error: DatabaseError) -> None:
        told = f"The database failed ({' '.join(str(error).split())}); nothing has changed."
        super().__init__([FieldError("database", f"{told} A new one first needs manage.py migrate.")])


@contextmanager
def asking_the_database() -> Iterator[None]:
    """A block in which a database that fails is said. Raises NotStored."""
    try:
        yield
    except DatabaseError as error:
        raise NotStored(error) from error


def is_address(name: str) -> bool:
    """Whether a file is named by its address rather than by its path."""
    return _ADDRESS.match(name) is not None


def downloads() -> Path:
    """Where fetched files stay until they have been imported."""
    return Path(settings.VAR) / "downloads"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """A block that only one program at a time is in: two would write into one half-fetched file. Raises NotFetched."""
    downloads().mkdir(parents=True, exist_ok=True)
    with (downloads() / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotFetched("Another program is fetching price lists; wait for its end.") from None
        yield


def fetched(address: str, deadline: Deadline, progress: http_download.Progress) -> Path:
    """A file from the hosts that are allowed. Raises NotFetched, DeadlinePassed."""
    return http_download.fetch_file(address, downloads(), deadline, progress)


def at_hand(address: str, deadline: Deadline, progress: http_download.Progress) -> Path:
    """The file of an address that names its version, fetched unless it still waits to be confirmed.

    Raises NotFetched, DeadlinePassed.
    """
    waiting = downloads() / http_download.file_name(address)
    return waiting if waiting.exists() else fetched(address, deadline, progress)


def forget_older(address: str) -> None:
    """Remove the files of other versions that still wait for the offer and Region of an address."""
    offer, version, region = PurePosixPath(urlsplit(address).path).parts[-4:-1]
    for path in downloads().glob(f"{offer}-*-{region}-index-*"):
        if f"-{version}-" not in path.name:
            path.unlink(missing_ok=True)


@contextmanager
def until_it_is_settled(path: Path, address: str, refusals: Refusals) -> Iterator[None]:
    """A block after which a fetched file goes, unless its list can still be confirmed or stored: it is fetched once.

    One that is refused for good is remembered, and not fetched again either.
    """
    try:
        yield
    except (Unconfirmed, Premature, NotStored, DeadlinePassed):
        raise
    except BadOffer as refused:
        refusals.keep(address, [error.message for error in refused.errors])
        path.unlink(missing_ok=True)
        raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)


def bring_in(
    path: Path,
    source: str,
    mapping: OfferMapping,
    terms: Terms,
    progress: Progress,
    expected: Available | None = None,
) -> list[Outcome]:
    """Read a file and import it. Raises BadOffer, NotStored, and then nothing has changed.

    `expected` is what an index said that the file is; another list is refused.
    """
    offer = read_offer(path, mapping, offer_code=expected.offer_code if expected else None, progress=progress)
    if expected:
        _refuse_another(offer, expected)
    with asking_the_database():
        return import_offer(offer, source, terms)


def _refuse_another(offer: MappedOffer, expected: Available) -> None:
    """A list under a wrong name would speak for a Region, or from a day, that is not its own."""
    if offer.header.version != expected.version:
        raise BadOffer(
            f"The index leads to version {expected.version}, and the file is version {offer.header.version}."
        )
    if elsewhere := sorted({price.region for price in offer.prices} - {expected.region}):
        raise BadOffer(
            f"The index leads to the list of {expected.region}, and the file has prices of {', '.join(elsewhere)}."
        )
