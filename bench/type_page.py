"""B13, its part of types: what a page of the table of all types takes of the workers' CPU, beside a bare view."""

from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlsplit

from bench.of_each_service import BARE_VIEW, ROUNDS, SECONDS_TO_ANSWER, Taken, cpu_of
from bench.results import Aim, Result, Row, at_least
from bench.scale import Scale
from bench.servers import Server

TYPES = "/ec2/types/"
OF_BARE = at_least(0.3)
# Needs that people have: of a type, stated, and in another order. A number in each is never the same.
ASKED = {
    "a need of its own": "?vcpus={}&memory_gib=16",
    "taken from a type, another page": "?type=m7g.xlarge&memory_gib={}&page=2",
    "another order, one architecture": "?sort=-memory_gib&architecture=arm64&vcpus={}",
    "three side by side": "?memory_gib={}&side=m7g.xlarge,m7i.xlarge,t4g.xlarge",
}


def measure(server: Server, scale: Scale) -> Result:
    """Each kind of need several times over one connection, the bare view in the same round."""
    requests = scale.of_each(scale.requests, 10 * len(ASKED))
    rows = [_row(name, query, _taken(server, query, requests)) for name, query in ASKED.items()]
    return Result(
        "B13",
        "The page of all EC2 instance types, by CPU against a bare Django view",
        f"The workers' CPU for one page: {requests} requests in each of {ROUNDS} rounds over one connection, filtered "
        "and sorted on the server by a need that is not repeated within a round; the prices of the Region have been "
        "read before. The bare view returns a constant JSON from the same server through the same middleware.",
        ("asked", "CPU µs", "of the bare view, µs", "ratio", "of the rounds"),
        tuple(rows),
    )


def _taken(server: Server, query: str, requests: int) -> Taken:
    at = urlsplit(server.address)
    connection = HTTPConnection(at.hostname or "", at.port, timeout=SECONDS_TO_ANSWER)
    taken = Taken([], [])
    try:
        for first in range(len(server.workers) * 2):
            cpu_of(server, connection, [TYPES + query.format(first)])
        for _ in range(ROUNDS):
            taken.bare.append(cpu_of(server, connection, [BARE_VIEW] * requests))
            # Up to 25.5 in steps of a tenth: what is asked for fits hundreds of types.
            needs = (number % 250 / 10 for number in range(5, requests + 5))
            taken.ours.append(cpu_of(server, connection, [TYPES + query.format(each) for each in needs]))
    finally:
        connection.close()
    return taken


def _row(name: str, query: str, taken: Taken) -> Row:
    low, high = min(taken.ratios), max(taken.ratios)
    # What stands side by side is asked for by those who have found it.
    aim: Aim | None = OF_BARE if "side=" not in query else None
    cells = (
        name,
        f"{median(taken.ours):,.0f}",
        f"{median(taken.bare):,.0f}",
        f"{median(taken.ratios):.2f}",
        f"{low:.2f} to {high:.2f}",
    )
    return Row(cells, aim, median(taken.ratios))
