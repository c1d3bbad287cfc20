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
from calculator.offers.mapping import OfferMapping
from calculator.offers.opening import Progress
from calculator.offers.reading import read_offer
from calculator.price_lists import fetching
from calculator.price_lists.importing import Outcome, Terms, Unconfirmed, import_offer

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
            raise fetching.NotFetched("Another program is fetching price lists; wait for its end.") from None
        yield


def fetched(address: str, progress: fetching.Progress) -> Path:
    """A file from the hosts that are allowed. Raises NotFetched."""
    return fetching.fetch_file(address, downloads(), progress)


def at_hand(address: str, progress: fetching.Progress) -> Path:
    """The file of an address that names its version, fetched unless it still waits to be confirmed.

    Raises NotFetched.
    """
    waiting = downloads() / fetching.file_name(address)
    return waiting if waiting.exists() else fetched(address, progress)


def forget_older(address: str) -> None:
    """Remove the files of other versions that still wait for the offer and Region of an address."""
    offer, version, region = PurePosixPath(urlsplit(address).path).parts[-4:-1]
    for path in downloads().glob(f"{offer}-*-{region}-index-*"):
        if f"-{version}-" not in path.name:
            path.unlink(missing_ok=True)


@contextmanager
def until_it_is_settled(path: Path) -> Iterator[None]:
    """A block after which a fetched file goes, unless its list can still be confirmed or stored: it is fetched once."""
    try:
        yield
    except (Unconfirmed, NotStored):
        raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)


def bring_in(
    path: Path, source: str, mapping: OfferMapping, terms: Terms, progress: Progress, offer_code: str | None = None
) -> list[Outcome]:
    """Read a file and import it. Raises BadOffer, NotStored, and then nothing has changed."""
    offer = read_offer(path, mapping, offer_code=offer_code, progress=progress)
    with asking_the_database():
        return import_offer(offer, source, terms)
