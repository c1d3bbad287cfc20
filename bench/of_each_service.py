"""B1 and B2 of every service, by the CPU of the workers: what a request takes, however busy the machine is."""

from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import median
from urllib.parse import quote, urlencode, urlsplit

from tqdm import tqdm

from bench.reference.urls import BARE
from bench.results import Aim, Result, Row, at_least
from bench.scale import Scale
from bench.servers import Server
from bench.workloads import Workload, near_defaults
from calculator.services import SERVICES, service

SECONDS_TO_ANSWER = 60
ROUNDS = 3
# A bare view is asked beside every service, in the same round.
BARE_VIEW = f"/{BARE}"


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of asking a service."""

    id: str
    name: str
    address: str
    aim: Aim
    # A dictionary has no hash; the other fields tell kinds apart.
    fields: Workload = field(default_factory=dict, hash=False)


ESTIMATE, CELL = "/api/v1/services/{}/estimate", "/cells/{}/effective_monthly_usd"
KINDS = (
    Kind("B1", "explained", ESTIMATE, at_least(0.5)),
    Kind("B1", "the bill alone, `explain=0`", ESTIMATE, at_least(0.6), {"explain": "0"}),
    Kind("B2", "a cell", CELL, at_least(0.7)),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Microseconds of the workers' CPU for one request, and for one of the bare view beside it, round by round."""

    ours: list[float]
    bare: list[float]

    @property
    def ratios(self) -> list[float]:
        return [bare / ours for ours, bare in zip(self.ours, self.bare, strict=True)]


def measure(server: Server, scale: Scale) -> tuple[Result, ...]:
    """Every service in turn, each kind of question several times over one connection."""
    requests = scale.of_each(scale.requests, len(SERVICES) * len(KINDS))
    rows: dict[str, list[Row]] = {"B1": [], "B2": []}
    for key in tqdm(SERVICES, desc="B1, B2: every service", disable=None):
        for kind, taken in _service(server, key, requests).items():
            rows[kind.id].append(_row(key, kind, taken))
    return tuple(_result(id, each, requests) for id, each in rows.items())


def _service(server: Server, key: str, requests: int) -> dict[Kind, Taken]:
    at = urlsplit(server.address)
    connection = HTTPConnection(at.hostname or "", at.port, timeout=SECONDS_TO_ANSWER)
    asked = {kind: _addresses(key, kind, requests) for kind in KINDS}
    found = {kind: Taken([], []) for kind in KINDS}
    try:
        for addresses in asked.values():
            cpu_of(server, connection, addresses[: len(server.workers)] * 2)
        for _ in range(ROUNDS):
            bare = cpu_of(server, connection, [BARE_VIEW] * requests)
            for kind, addresses in asked.items():
                found[kind].ours.append(cpu_of(server, connection, addresses))
                found[kind].bare.append(bare)
    finally:
        connection.close()
    return found


def _addresses(key: str, kind: Kind, requests: int) -> list[str]:
    """The defaults but for one amount, which is never the same, so that no cache can flatter a figure."""
    workloads = near_defaults(key, requests)
    return [f"{kind.address.format(key)}?{urlencode(each | kind.fields, quote_via=quote)}" for each in workloads]


def cpu_of(server: Server, connection: HTTPConnection, addresses: list[str]) -> float:
    """Microseconds of the workers for each of these requests."""
    before = server.cpu_seconds()
    for address in addresses:
        connection.request("GET", address)
        connection.getresponse().read()
    return (server.cpu_seconds() - before) / len(addresses) * 1e6


def _row(key: str, kind: Kind, taken: Taken) -> Row:
    low, high = min(taken.ratios), max(taken.ratios)
    cells = (
        f"{service(key).NAME}, {kind.name}",
        f"{median(taken.ours):,.0f}",
        f"{median(taken.bare):,.0f}",
        f"{median(taken.ratios):.2f}",
        f"{low:.2f} to {high:.2f}",
    )
    return Row(cells, kind.aim, median(taken.ratios))


def _result(id: str, rows: list[Row], requests: int) -> Result:
    question = {"B1": "One estimate over HTTP, every service", "B2": "One cell, every service"}[id]
    return Result(
        id,
        f"{question}, by CPU against a bare Django view",
        f"The workers' CPU for one request: {requests} requests in each of {ROUNDS} rounds over one connection, the "
        "defaults but for one amount, which is never the same. The bare view returns a constant JSON from the same "
        "server through the same middleware and is asked in the same round, which the ratio is of.",
        ("asked", "CPU µs", "of the bare view, µs", "ratio", "of the rounds"),
        tuple(rows),
    )
