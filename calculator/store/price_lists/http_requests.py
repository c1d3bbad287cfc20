"""Asking the hosts that the settings allow: by https, without redirects, again where one is busy, by a deadline."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from ipaddress import ip_address
from time import sleep
from typing import Any
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

from django.conf import settings
from urllib3 import BaseHTTPResponse, PoolManager, ProxyManager, Retry, Timeout
from urllib3.exceptions import MaxRetryError

from calculator.core.errors import CalculatorError, FieldError, shown
from calculator.store.price_lists.deadline import Deadline

SECONDS_OF_SILENCE = 60
MOST_ATTEMPTS = 5
# In seconds: the second attempt follows at once, the third after twice as long as this, and so on, doubled each time.
BACK_OFF = 1.0
# A server that asks for a longer pause is asked again all the same.
LONGEST_PAUSE = 300
BUSY = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
REDIRECTS = range(300, 400)
RANGE = "Range"


class NotFetched(CalculatorError):
    """A file could not be had, or may not be fetched."""

    code = "not_fetched"

    def __init__(self, sentence: str) -> None:
        super().__init__([FieldError("address", sentence)])


class Attempts(Retry):
    """How often a server is asked again and after what pauses, never beyond a deadline."""

    def __init__(self, deadline: Deadline, **options: Any) -> None:
        super().__init__(**options)
        self._deadline = deadline

    def new(self, **options: Any) -> "Attempts":
        """One fewer, as urllib3 counts them."""
        return super().new(deadline=self._deadline, **options)

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        """Wait as long as the server asks for, or longer each time. Raises DeadlinePassed."""
        asked = self.get_retry_after(response) if response else None
        pause = self.get_backoff_time() if asked is None else asked
        sleep(min(pause, self._deadline.seconds_left()))
        self._deadline.seconds_left()


def attempts_by(deadline: Deadline) -> Attempts:
    """All attempts that one file may take."""
    return Attempts(
        deadline,
        total=MOST_ATTEMPTS - 1,
        redirect=False,
        status_forcelist=BUSY,
        backoff_factor=BACK_OFF,
        retry_after_max=LONGEST_PAUSE,
        raise_on_status=False,
        raise_on_redirect=False,
    )


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


@contextmanager
def opened(
    address: str, headers: Mapping[str, str], attempts: Attempts, deadline: Deadline
) -> Iterator[BaseHTTPResponse]:
    """The answer to a request, its body still to be read; one that has no such range is an answer too.

    Raises NotFetched where the server refuses, DeadlinePassed, and HTTPError of urllib3 where it cannot be reached.
    """
    parts = allowed(address)
    silence = min(SECONDS_OF_SILENCE, deadline.seconds_left())
    with _connections(parts) as connections:
        response = connections.request(
            "GET",
            address,
            headers=headers,
            retries=attempts,
            timeout=Timeout(connect=silence, read=silence),
            preload_content=False,
            decode_content=False,
        )
        try:
            _check(address, response, has_range=RANGE in headers)
            yield response
        finally:
            response.close()


def _check(address: str, response: BaseHTTPResponse, *, has_range: bool) -> None:
    if response.status in REDIRECTS:
        target = shown(response.headers.get("Location", ""))
        raise NotFetched(f"{address} redirects to {target}, and no redirect is followed.")
    is_expected = has_range and response.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    if response.status >= HTTPStatus.BAD_REQUEST and not is_expected:
        raise NotFetched(f"{address} is answered with {response.status} {response.reason}.")


def _connections(parts: SplitResult) -> PoolManager:
    """Connections to a host, by the proxy that the environment names; never by one to this machine."""
    host = parts.hostname or ""
    proxy = getproxies().get(parts.scheme)
    if proxy is None or is_this_machine(host) or proxy_bypass(host):
        return PoolManager()
    return ProxyManager(proxy)


def told(error: Exception) -> str:
    """What went wrong, without the library's wrapping."""
    reason = error.reason if isinstance(error, MaxRetryError) and error.reason else error
    cause = reason.__cause__ if isinstance(reason.__cause__, OSError) else reason
    return shown(str(cause))
