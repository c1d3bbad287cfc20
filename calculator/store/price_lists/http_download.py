"""Files and indexes from the hosts that the settings allow: within a size and a deadline, files to be resumed."""

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import IO, TypeAlias
from urllib.parse import urlsplit

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from calculator.offers.file_stream import USUAL
from calculator.store.price_lists.deadline import Deadline
from calculator.store.price_lists.http_requests import RANGE, Attempts, NotFetched, allowed, attempts_by, opened, told

LARGEST_INDEX = 64 * 1024 * 1024
# What the reader would refuse need not be fetched.
LARGEST_FILE = USUAL.file_bytes
CHUNK = 1024 * 1024
UNFINISHED = ".part"
ETAG = ".etag"

# Bytes so far, and all of them if the server says how many.
Progress: TypeAlias = Callable[[int, int | None], None]


class BrokenOff(HTTPError):
    """A connection ended before the file did; the next attempt goes on there."""


def silent(done: int, size: int | None) -> None:
    """No progress to be seen."""


def fetch_index(address: str, deadline: Deadline) -> bytes:
    """An index, whatever is in it. Raises NotFetched, DeadlinePassed."""
    content = bytearray()
    try:
        with opened(address, {}, attempts_by(deadline), deadline) as response:
            while chunk := response.read1(CHUNK):
                content += chunk
                deadline.seconds_left()
                if len(content) > LARGEST_INDEX:
                    raise NotFetched(f"{address} is larger than any index, {LARGEST_INDEX:,} bytes.")
    except HTTPError as error:
        raise NotFetched(f"{address} cannot be fetched: {told(error)}.") from error
    return bytes(content)


def fetch_file(address: str, folder: Path, deadline: Deadline, progress: Progress = silent) -> Path:
    """A file in a folder; what an earlier attempt has left is gone on with. Raises NotFetched, DeadlinePassed."""
    allowed(address)
    folder.mkdir(parents=True, exist_ok=True)
    return Download(address, folder / file_name(address), deadline, progress).whole()


def file_name(address: str) -> str:
    """A name that no other address has: `AmazonS3-20261101120000-eu-west-1-index-1a2b3c4d.csv`."""
    path = Path(urlsplit(address).path)
    parts = [part for part in path.with_suffix("").parts if part.strip("/.")][-4:]
    readable = "-".join("".join(c if c.isalnum() or c in "-_" else "_" for c in part) for part in parts)
    return f"{readable[-120:]}-{sha256(address.encode()).hexdigest()[:8]}{path.suffix[:5]}"


class Download:
    """One file on its way to its place."""

    def __init__(self, address: str, place: Path, deadline: Deadline, progress: Progress) -> None:
        self._address = address
        self._place = place
        self._unfinished = place.with_name(place.name + UNFINISHED)
        self._etag = place.with_name(place.name + UNFINISHED + ETAG)
        self._deadline = deadline
        self._progress = progress

    def whole(self) -> Path:
        """The file at its place, after as many attempts as it takes. Raises NotFetched, DeadlinePassed."""
        attempts = attempts_by(self._deadline)
        try:
            while not self._is_whole(attempts):
                attempts = attempts.increment("GET", self._address, error=BrokenOff("the connection broke off"))
                attempts.sleep()
        except (HTTPError, OSError) as error:
            raise NotFetched(
                f"{self._address} cannot be fetched: {told(error)}. What has come is kept for the next time."
            ) from error
        self._etag.unlink(missing_ok=True)
        return self._unfinished.replace(self._place)

    def _is_whole(self, attempts: Attempts) -> bool:
        """Ask for what is missing. A server that answers with everything is taken from the start."""
        done = self._unfinished.stat().st_size if self._unfinished.exists() and self._etag.exists() else 0
        headers = {RANGE: f"bytes={done}-", "If-Range": self._etag.read_text(encoding="ascii")} if done else {}
        with opened(self._address, headers, attempts, self._deadline) as response:
            if response.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                # What had come so far is no beginning of the file.
                self._unfinished.unlink()
                return False
            goes_on = response.status == HTTPStatus.PARTIAL_CONTENT
            if goes_on and not response.headers.get("Content-Range", "").startswith(f"bytes {done}-"):
                self._unfinished.unlink()
                raise NotFetched(f"{self._address} was answered with another part than was asked for; try again.")
            if not goes_on:
                self._keep_etag(response)
            with self._unfinished.open("ab" if goes_on else "wb") as file:
                return self._is_copied(response, file, done if goes_on else 0)

    def _is_copied(self, response: BaseHTTPResponse, file: IO[bytes], done: int) -> bool:
        """Write what comes; whether it came to its end."""
        size = _size(response, done)
        if (size or 0) > LARGEST_FILE:
            raise NotFetched(f"{self._address} has {size:,} bytes, more than any price list ({LARGEST_FILE:,}).")
        self._progress(done, size)
        try:
            while chunk := response.read1(CHUNK):
                file.write(chunk)
                done += len(chunk)
                if done > LARGEST_FILE:
                    message = f"{self._address} has more than {LARGEST_FILE:,} bytes, more than any price list."
                    raise NotFetched(message)
                self._progress(done, size)
                self._deadline.seconds_left()
        except HTTPError:
            return False
        return True

    def _keep_etag(self, response: BaseHTTPResponse) -> None:
        """Only a file with a strong tag can be gone on with: the rest of another version must not be put behind it."""
        etag = response.headers.get("ETag", "")
        if etag.startswith('"') and etag.isascii():
            self._etag.write_text(etag, encoding="ascii")
        else:
            self._etag.unlink(missing_ok=True)


def _size(response: BaseHTTPResponse, done: int) -> int | None:
    length = response.headers.get("Content-Length", "")
    return done + int(length) if length.isdigit() else None
