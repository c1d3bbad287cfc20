"""One client that asks much: it is refused exactly what is beyond its share, and others are answered meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from calculator.serving.costs import DEAR
from tests.attacks.asking import ESTIMATE, PROBE, asked_all_the_while, statuses, wait_until
from tests.attacks.kept_on import asking
from tests.serving import serving

pytestmark = [pytest.mark.attack, pytest.mark.slow]

CONNECTIONS = 8
WITHIN_SECONDS = 60
BY_DEFAULT = ""
DEAREST = ("/api/v1/services/ec2/compare?by=instance_type", "/ec2/compare/?by=instance_type", "/prices/")


def statuses_of(server: str, requests: list[tuple[str, str]], headers: dict[str, str] | None = None) -> list[int]:
    """Ask them one after another over one connection."""
    address = urlsplit(server)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=WITHIN_SECONDS)
    seen = []
    for method, path in requests:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        response.read()
        seen.append(429 if response.headers["X-Cell-Error"] == "too_many_requests" else response.status)
    connection.close()
    return seen


def asked_at_once(server: str, requests: list[tuple[str, str]]) -> list[int]:
    """The same over several connections, each with its part of the requests."""
    parts = [requests[number::CONNECTIONS] for number in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return [status for part in pool.map(lambda part: statuses_of(server, part), parts) for status in part]


def test_a_sheet_of_a_thousand_cells_is_never_refused(var: Path) -> None:
    cells = [f"/cells/s3/monthly_usd?storage_gb={number}" for number in range(1000)]
    requests = [(method, cell) for cell in cells for method in ("OPTIONS", "HEAD", "GET")]
    with serving(var, CALCULATOR_THROTTLE=BY_DEFAULT) as server:
        seen = asked_at_once(server, requests)
    assert (seen.count(200), seen.count(204)) == (2000, 1000)


def test_all_processes_count_together(var: Path) -> None:
    asked = [("GET", ESTIMATE)] * 300 + [("GET", "/cells/s3/monthly_usd")] * 300
    with serving(var, CALCULATOR_THROTTLE="200/day", WEB_CONCURRENCY="3") as server:
        seen = asked_at_once(server, asked)
        assert (seen.count(200), seen.count(429)) == (200, 400)
        # Whoever is behind a proxy is counted by the address that it says; nobody else is.
        forged = statuses_of(server, [("GET", ESTIMATE)] * 2, {"X-Forwarded-For": "198.51.100.9"})
        assert forged == [429, 429]


def test_what_is_dear_takes_more_of_the_share(var: Path) -> None:
    with serving(var, CALCULATOR_THROTTLE=f"{3 * DEAR + 2}/day") as server:
        seen = statuses_of(server, [("GET", "/api/v1/services/s3/compare")] * 4 + [("GET", ESTIMATE)] * 3)
    assert seen == [200, 200, 200, 429, 200, 200, 429]


def test_others_are_answered_while_one_asks_the_dearest(var: Path) -> None:
    with (
        serving(var, CALCULATOR_THROTTLE="0") as server,
        asking(server, DEAREST, clients=CONNECTIONS) as seen,
        asked_all_the_while(server, ESTIMATE) as estimates,
        asked_all_the_while(server, PROBE) as probes,
    ):
        wait_until(lambda: seen.answered > CONNECTIONS and min(len(estimates), len(probes)) > 20)
    assert statuses(estimates) == statuses(probes) == {200}
    assert seen.lost == []
