"""Fetching files from the hosts that the settings allow: by https, without redirects, within a size, to be resumed."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address
from pathlib import Path
from typing import IO, Any, NoReturn, TypeAlias
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from django.conf import settings

from calculator.core.errors import CalculatorError, FieldError, shown
from calculator.offers.opening import USUAL

LARGEST_INDEX = 64 * 1024 * 1024
# What the reader would refuse need not be fetched.
LARGEST_FILE = USUAL.file_bytes
SECONDS_OF_SILENCE = 60
CHUNK = 1024 * 1024
MOST_ATTEMPTS = 5
UNFINISHED = ".part"
ETAG = ".etag"

# Bytes so far, and all of them if the server says how many.
Progress: TypeAlias = Callable[[int, int | None], None]


class NotFetched(CalculatorError):
    """A file could not be had, or may not be fetched."""

    code = "not_fetched"

    def __init__(self, sentence: str, status: int = 0) -> None:
        super().__init__([FieldError("address", sentence)])
        self.status = status


class NoRedirects(HTTPRedirectHandler):
    """A redirect could lead anywhere, so none is followed."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> NoReturn:
        """Refuse."""
        fp.close()
        raise NotFetched(f"{req.full_url} redirects to {shown(newurl)}, and no redirect is followed.")


def silent(done: int, size: int | None) -> None:
    """No progress to be seen."""


def allowed(address: str) -> SplitResult:
    """The parts of an address from which files may be fetched. Raises NotFetched."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotFetched(f"{shown(address)} is not an address.") from None
    if host not in settings.PRICE_LIST_HOSTS:
        known = ", ".join(settings.PRICE_LIST_HOSTS)
        raise NotFetched(f"{shown(address)} is not on a host that price lists may come from ({known}).")
    if parts.username is not None or parts.password is not None:
        raise NotFetched(f"The address on {host} holds a user name; leave it out.")
    is_safe = parts.scheme == "https" and port in (None, 443)
    if not is_safe and not (is_this_machine(host) and parts.scheme in ("http", "https")):
        raise NotFetched(f"{shown(address)} must be fetched by https on its usual port.")
    return parts


def is_this_machine(host: str) -> bool:
    """Whether a host is an address of this machine by number."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def fetch_index(address: str) -> bytes:
    """An index, whatever is in it. Raises NotFetched."""
    try:
        with _opened(address, {}) as response:
            content: bytes = response.read(LARGEST_INDEX + 1)
    except (OSError, HTTPException) as error:
        raise NotFetched(f"{address} cannot be fetched: {error}.") from error
    if len(content) > LARGEST_INDEX:
        raise NotFetched(f"{address} is larger than any index, {LARGEST_INDEX:,} bytes.")
    return content


def fetch_file(address: str, folder: Path, progress: Progress = silent) -> Path:
    """A file in a folder; what an earlier attempt has left is gone on with. Raises NotFetched."""
    allowed(address)
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / file_name(address)
    unfinished = whole.with_name(whole.name + UNFINISHED)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            _fetch_rest(address, unfinished, progress)
            break
        except (OSError, HTTPException) as error:
            if attempt == MOST_ATTEMPTS or not isinstance(error, ConnectionError | TimeoutError | HTTPException):
                raise NotFetched(
                    f"{address} cannot be fetched: {error}. What has come is kept for the next time."
                ) from error
    _etag_of(unfinished).unlink(missing_ok=True)
    return unfinished.replace(whole)


def file_name(address: str) -> str:
    """A name that no other address has: `AmazonS3-20261101120000-eu-west-1-index-1a2b3c4d.csv`."""
    path = Path(urlsplit(address).path)
    parts = [part for part in path.with_suffix("").parts if part.strip("/.")][-4:]
    readable = "-".join("".join(c if c.isalnum() or c in "-_" else "_" for c in part) for part in parts)
    return f"{readable[-120:]}-{sha256(address.encode()).hexdigest()[:8]}{path.suffix[:5]}"


def _fetch_rest(address: str, unfinished: Path, progress: Progress) -> None:
    """Ask for what is missing; a server that answers with everything is taken from the start."""
    etag_file = _etag_of(unfinished)
    done = unfinished.stat().st_size if unfinished.exists() and etag_file.exists() else 0
    headers = {"Range": f"bytes={done}-", "If-Range": etag_file.read_text(encoding="ascii")} if done else {}
    try:
        answered = _opened(address, headers)
    except NotFetched as error:
        if error.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            unfinished.unlink()
            raise ConnectionError("what had come so far is no beginning of the file") from error
        raise
    with answered as response:
        goes_on = response.status == HTTPStatus.PARTIAL_CONTENT
        if goes_on and not response.headers.get("Content-Range", "").startswith(f"bytes {done}-"):
            unfinished.unlink()
            raise NotFetched(f"{address} was answered with another part than was asked for; try again.")
        done = done if goes_on else 0
        size = _size(response, done)
        if (size or 0) > LARGEST_FILE:
            raise NotFetched(f"{address} has {size:,} bytes, more than any price list ({LARGEST_FILE:,}).")
        if not goes_on:
            _keep_etag(etag_file, response)
        with unfinished.open("ab" if goes_on else "wb") as file:
            _copy(address, response, file, done, size, progress)


def _copy(
    address: str, response: HTTPResponse, file: IO[bytes], done: int, size: int | None, progress: Progress
) -> None:
    progress(done, size)
    while chunk := response.read(CHUNK):
        file.write(chunk)
        done += len(chunk)
        if done > LARGEST_FILE:
            raise NotFetched(f"{address} has more than {LARGEST_FILE:,} bytes, more than any price list.")
        progress(done, size)
    if size is not None and done < size:
        raise ConnectionError(f"the connection ended after {done:,} of {size:,} bytes")


def _keep_etag(etag_file: Path, response: HTTPResponse) -> None:
    """Only a file with a strong tag can be gone on with: the rest of another version must not be put behind it."""
    etag = response.headers.get("ETag", "")
    if etag.startswith('"') and etag.isascii():
        etag_file.write_text(etag, encoding="ascii")
    else:
        etag_file.unlink(missing_ok=True)


def _etag_of(unfinished: Path) -> Path:
    return unfinished.with_name(unfinished.name + ETAG)


def _size(response: HTTPResponse, done: int) -> int | None:
    length = response.headers.get("Content-Length", "")
    return done + int(length) if length.isdigit() else None


def _opened(address: str, headers: Mapping[str, str]) -> HTTPResponse:
    """The answer to a request. Raises NotFetched for one that is refused, OSError where there may be one later."""
    parts = allowed(address)
    try:
        response: HTTPResponse = _opener(parts.hostname or "").open(
            Request(address, headers=dict(headers)), timeout=SECONDS_OF_SILENCE
        )
    except HTTPError as error:
        with error:
            raise NotFetched(f"{address} is answered with {error.code} {error.reason}.", error.code) from None
    except URLError as error:
        if isinstance(error.reason, ConnectionError | TimeoutError):
            raise error.reason from error
        raise NotFetched(f"{address} cannot be reached: {error.reason}.") from error
    return response


def _opener(host: str) -> OpenerDirector:
    return build_opener(NoRedirects, *([ProxyHandler({})] if is_this_machine(host) else []))
