"""B14: answers while slow and silent clients hold all the connections they can, against the same when all is quiet."""

from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from statistics import median
from time import monotonic, perf_counter
from urllib.parse import urlsplit

from bench.results import Result, Row, at_most
from bench.scale import Scale
from bench.servers import WORKERS, Server
from bench.timing import percentile
from tests.attacks.slow_clients import ALL, Attack, Manner, attacked

QUESTIONS = {"an S3 estimate": "/api/v1/services/s3/estimate", "a probe": "/healthz"}
SLOWER = at_most(10, "x")
CUT_OFF = at_most(15, "s")
SECONDS_TO_ANSWER = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds of one question after another, each by a new client, and how many were not answered well."""

    milliseconds: Sequence[float]
    failed: int

    @property
    def p99(self) -> float:
        return percentile(self.milliseconds, 99)

    @property
    def cells(self) -> tuple[str, str]:
        return f"{median(self.milliseconds):.1f}", f"{self.p99:.1f}"


def measure(server: Server, scale: Scale) -> tuple[Result, Result]:
    """The answers, and what became of the attackers."""
    for path in QUESTIONS.values():
        asked(server, path, scale.attack_seconds / 10)
    quiet = {name: asked(server, path, scale.attack_seconds) for name, path in QUESTIONS.items()}
    with attacked(server.address) as attack:
        under = {name: asked(server, path, scale.attack_seconds) for name, path in QUESTIONS.items()}
        held = tuple(_held(attack, manner) for manner in ALL if manner.reads)
    return (
        Result(
            "B14",
            "Answers while slow and silent clients attack, against the same when all is quiet",
            f"{WORKERS} worker processes; one client asks without pause, over a new connection each time, for "
            f"{scale.attack_seconds} s quiet and as long under attack, with all of these at once: "
            f"{', '.join(f'{manner.clients} {manner.name}' for manner in ALL)}. Deaf clients ask for a long answer "
            "and do not take it. Whoever is cut off comes back a second later.",
            ("asked", "quiet, median ms", "p99 ms", "attacked, median ms", "p99 ms", "p99, of the quiet one", "failed"),
            tuple(_row(name, quiet[name], under[name]) for name in QUESTIONS),
        ),
        Result(
            "B14",
            "How long the attackers held a connection",
            "In the same run. Deaf clients are left out: one cannot see from outside when they are cut off.",
            ("attackers", "cut off", "longest connection"),
            held,
        ),
    )


def asked(server: Server, path: str, seconds: float) -> Asked:
    """Ask again and again for so long."""
    taken: list[float] = []
    failed = 0
    until = monotonic() + seconds
    while monotonic() < until:
        start = perf_counter()
        failed += not _is_answered(server, path)
        taken.append((perf_counter() - start) * 1e3)
    return Asked(taken, failed)


def _is_answered(server: Server, path: str) -> bool:
    address = urlsplit(server.address)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=SECONDS_TO_ANSWER)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        response = connection.getresponse()
        response.read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return response.status == 200


def _row(name: str, quiet: Asked, under: Asked) -> Row:
    ratio = under.p99 / quiet.p99
    return Row((name, *quiet.cells, *under.cells, f"{ratio:.1f} x", str(quiet.failed + under.failed)), SLOWER, ratio)


def _held(attack: Attack, manner: Manner) -> Row:
    longest = attack.longest_seconds(manner)
    return Row((manner.name, str(len(attack.held_seconds[manner.name])), f"{longest:.1f} s"), CUT_OFF, longest)
