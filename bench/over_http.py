"""B1 and B2 under load: estimates and cells of some services, against a bare Django view in the same server."""

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from statistics import median
from typing import TypeAlias
from urllib.parse import quote, urlencode
from urllib.request import urlopen

from tqdm import tqdm

from bench.load import CONNECTIONS, Load, Running, under_load
from bench.reference.urls import BARE
from bench.results import Result, Row
from bench.scale import Scale
from bench.servers import WORKERS, Server
from bench.workloads import Workload, estimate_of, near_defaults, varied
from calculator.core.answer import Answer
from calculator.core.display import rounded
from calculator.services import service

Generator: TypeAlias = Callable[[str, Sequence[str], int], AbstractContextManager[Running]]

CHECKED_IN_A_ROUND = 5
SECONDS_TO_ANSWER = 10


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of asking: its address, how its answer is read, and what should be in it."""

    id: str
    words: str
    address: str
    read: Callable[[bytes], Decimal]
    expected: Callable[[Answer], Decimal]


@dataclass(slots=True)
class Target:
    """What is put under load, and what came of it round by round."""

    name: str
    kind: Kind | None
    path: str
    workloads: Sequence[Workload]
    expected: Callable[[Workload], Decimal]
    loads: list[Load] = field(default_factory=list)
    cpu_seconds: float = 0.0
    answers: int = 0
    wrong: int = 0

    def url(self, workload: Workload) -> str:
        return f"{self.path}?{urlencode(workload, quote_via=quote)}" if workload else self.path

    @property
    def cpu_microseconds(self) -> float:
        """Of the workers, for one request."""
        return self.cpu_seconds / sum(each.requests for each in self.loads) * 1e6


def effective_monthly_usd(body: bytes) -> Decimal:
    return Decimal(json.loads(body)["effective_monthly_usd"])


def cell_text(body: bytes) -> Decimal:
    return Decimal(body.decode())


def exact(estimate: Answer) -> Decimal:
    return Decimal(estimate.effective_monthly_usd)


def in_cents(estimate: Answer) -> Decimal:
    return rounded(estimate.effective_monthly_usd)


KINDS = (
    Kind("B1", "one estimate over HTTP", "/api/v1/services/{}/estimate", effective_monthly_usd, exact),
    Kind("B2", "one cell", "/cells/{}/effective_monthly_usd", cell_text, in_cents),
)


HEADINGS = (
    *("asked", "requests/s", "of the bare view", "median ms", "p99 ms", "CPU µs a request", "of the bare view"),
    *("errors", "answers checked, wrong"),
)


def measure(server: Server, scale: Scale, keys: Sequence[str], generator: Generator = under_load) -> tuple[Result, ...]:
    """Every target of some services in turn, several rounds of them, every other round backwards."""
    bare = Target("a bare Django view", None, f"/{BARE}", [{}], lambda workload: Decimal(23))
    targets = [bare, *(target for key in keys for target in targets_of(key, scale))]
    seconds = scale.seconds_each(len(targets))
    for number in tqdm(range(scale.rounds), desc="B1, B2: rounds under load", disable=None):
        for target in targets if number % 2 else reversed(targets):
            run(target, server, number, scale.rounds, seconds, generator)
    return tuple(_result(kind, bare, targets, seconds) for kind in KINDS)


def targets_of(key: str, scale: Scale) -> list[Target]:
    """Both kinds of question about a service: two that are near its defaults, and one that takes longer.

    A cache of answers would show as a gap between the first two.
    """
    different = varied(key, scale.workloads)
    asked: tuple[tuple[str, list[Workload]], ...] = (
        ("defaults", [{}]),
        ("defaults but for one amount", near_defaults(key, scale.workloads)),
        (f"{len(different):,} different workloads", different),
    )
    return [
        Target(
            f"{service(key).NAME}, {name}",
            kind,
            kind.address.format(key),
            workloads,
            partial(_expected, kind, key),
        )
        for kind in KINDS
        for name, workloads in asked
    ]


def run(target: Target, server: Server, number: int, rounds: int, seconds: int, generator: Generator) -> None:
    """One target under load, its answers checked meanwhile. Each round has workloads of its own."""
    share = max(1, len(target.workloads) // rounds)
    workloads = target.workloads[number * share : (number + 1) * share] or target.workloads
    before = server.cpu_seconds()
    with generator(server.address, [target.url(workload) for workload in workloads], seconds) as running:
        for workload in workloads[:CHECKED_IN_A_ROUND]:
            target.answers += 1
            target.wrong += not is_right(target, server.address, workload)
    if running.load is not None:
        target.loads.append(running.load)
        target.cpu_seconds += server.cpu_seconds() - before


def is_right(target: Target, address: str, workload: Workload) -> bool:
    """Whether an answer under load is the one that is computed here."""
    with urlopen(address + target.url(workload), timeout=SECONDS_TO_ANSWER) as response:
        body = response.read()
    read = target.kind.read if target.kind else effective_monthly_usd
    return read(body) == target.expected(workload)


def _expected(kind: Kind, key: str, workload: Workload) -> Decimal:
    return kind.expected(estimate_of(key, workload))


def _result(kind: Kind, bare: Target, targets: Sequence[Target], seconds: int) -> Result:
    shown = [bare, *(target for target in targets if target.kind is kind)]
    return Result(
        kind.id,
        f"{kind.words[0].upper()}{kind.words[1:]} (`{kind.address.format('…')}`), against a bare Django view",
        f"wrk with {CONNECTIONS} connections kept alive, {WORKERS} worker processes; {len(bare.loads)} rounds of "
        f"{seconds} s for each target, in turn; medians. The bare view returns a constant JSON from the same server "
        "through the same middleware. The ratio is taken within each round. These services stand for all, which the "
        "table before has by CPU; the different workloads state more fields and are billed for more, so they take "
        "longer. CPU is the time that the workers computed for one request, whatever else the machine was doing.",
        HEADINGS,
        tuple(_row(target, bare) for target in shown),
    )


def _row(target: Target, bare: Target) -> Row:
    ratios = [
        each.requests_per_second / reference.requests_per_second
        for each, reference in zip(target.loads, bare.loads, strict=True)
    ]
    cells = (
        target.name,
        f"{median(each.requests_per_second for each in target.loads):,.0f}",
        f"{median(ratios):.2f}",
        f"{median(each.median_ms for each in target.loads):.1f}",
        f"{median(each.p99_ms for each in target.loads):.1f}",
        f"{target.cpu_microseconds:,.0f}",
        f"{bare.cpu_microseconds / target.cpu_microseconds:.2f}",
        str(sum(each.errors for each in target.loads)),
        f"{target.answers}, {target.wrong}",
    )
    return Row(cells)
