"""B11: the dearest single questions about every service, and the dearest lists, against an answer with all defaults."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from tqdm import tqdm

from bench.results import Result, Row, at_most
from bench.scale import Scale
from bench.servers import Server
from bench.workloads import estimate_of
from calculator.analysis.span import LOG, MOST_POINTS
from calculator.core.declarations import QuantityField
from calculator.core.display import exact_text
from calculator.core.errors import CalculatorError, Infeasible
from calculator.core.month import AVERAGE
from calculator.services import SERVICES, service
from calculator.services.service import Service, amounts, comparable, sweep_over

AIM = at_most(50, "x")
API = "/api/v1"
SECONDS_TO_ANSWER = 60
WIDEST = 10**6
# What lists or describes much, of no one service; held against the first service's defaults.
LISTS = (
    *(
        "/",
        "/?q=m",
        "/glossary/",
        "/prices/",
        "/prices/?q=m",
        "/prices/history/",
        "/prices/history/?service=ec2",
        "/cells/help",
    ),
    *(f"{API}/schema", f"{API}/docs", f"{API}/prices?page_size=1000"),
    f"{API}/prices?service=ec2&region=us-east-1&page_size=1000",
    f"{API}/prices?service=ec2&region=us-east-1&page_size=1000&format=csv",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """An address, and the milliseconds of CPU that an answer takes."""

    address: str
    milliseconds: float


def measure(server: Server, scale: Scale) -> Result:
    """Every question in turn, over one connection."""
    rows: list[Row] = []
    defaults: list[Cost] = []
    for key in tqdm(SERVICES, desc="B11: the dearest questions", disable=None):
        default = cost(server, f"{API}/services/{key}/estimate", scale)
        defaults.append(default)
        dearest = max((cost(server, each, scale) for each in questions(key)), key=lambda each: each.milliseconds)
        rows.append(_row(service(key).NAME, dearest, default))
    first = defaults[0]
    rows += [_row("a list", cost(server, each, scale), first) for each in LISTS]
    return Result(
        "B11",
        "The dearest legal questions, by CPU against an answer with all defaults",
        "The workers' CPU for one request, over one connection, asked again and again until it comes to "
        f"{scale.dearest_seconds:g} s, after it was asked once; of at least {scale.dearest_answers} answers the "
        "cheapest. Of "
        f"every service the page, comparisons and sweeps in {MOST_POINTS:,} points by everything that it is compared "
        "by, as pages, JSON, CSV and XML, and a workload that cannot be carried; the dearest is shown. Each is held "
        "against the answer named beside it, that to all defaults of the service; lists, which are of no one "
        f"service, against that of {next(iter(SERVICES.values())).NAME}.",
        ("of", "the dearest", "its CPU ms", "held against", "its CPU ms", "ratio"),
        tuple(rows),
    )


def questions(key: str) -> Iterator[str]:
    """What may cost much about a service."""
    asked = service(key)
    yield f"/{key}/"
    yield f"/{key}/reprice/"
    for by in comparable(asked):
        yield from (
            f"/{key}/compare/?by={by}",
            f"{API}/services/{key}/compare?by={by}",
            f"/cells/{key}/compare.csv?by={by}",
            f"/cells/{key}/compare.xml?by={by}",
        )
    yield from _sweeps(asked)
    for workload in _cannot_be_carried(asked):
        yield f"{API}/services/{key}/estimate?{urlencode(workload)}"
        yield f"/{key}/?{urlencode(workload)}"


def _sweeps(asked: Service) -> Iterator[str]:
    over = sweep_over(asked)
    if over:
        declared = amounts(asked)[over]
        start, stop = max(Decimal(1), declared.at_least), min(Decimal(WIDEST), declared.at_most)
        if declared.of_month:
            stop = AVERAGE.hours
        span = {"over": over, "start": exact_text(start), "stop": exact_text(stop), "points": MOST_POINTS, "scale": LOG}
        for by in asked.COMPARE_BY:
            if by not in asked.LONG_LISTS:
                yield f"{API}/services/{asked.KEY}/sweep?{urlencode({**span, 'by': by})}"


def _cannot_be_carried(asked: Service) -> Iterator[dict[str, str]]:
    """The first workload that no configuration of the default choice carries, if there is one."""
    for name, declared in asked.Usage.declarations.items():
        if isinstance(declared, QuantityField):
            workload = {name: exact_text(declared.at_most)}
            try:
                estimate_of(asked.KEY, workload)
            except Infeasible:
                yield workload
                return
            except CalculatorError:
                continue


def cost(server: Server, address: str, scale: Scale) -> Cost:
    """The workers' CPU for one answer, after a first one that reads what is read once."""
    at = urlsplit(server.address)
    connection = HTTPConnection(at.hostname or "", at.port, timeout=SECONDS_TO_ANSWER)
    try:
        _ask(connection, address)
        # The cheapest counts: what a neighbor on the machine or a cold file adds is no part of a question.
        taken: list[float] = []
        while sum(taken) < scale.dearest_seconds or len(taken) < scale.dearest_answers:
            before = server.cpu_seconds()
            _ask(connection, address)
            taken.append(server.cpu_seconds() - before)
        return Cost(address, min(taken) * 1e3)
    finally:
        connection.close()


def _ask(connection: HTTPConnection, address: str) -> None:
    connection.request("GET", address)
    connection.getresponse().read()


def _row(name: str, dearest: Cost, default: Cost) -> Row:
    ratio = dearest.milliseconds / default.milliseconds
    of_each = (f"`{dearest.address}`", f"{dearest.milliseconds:.1f}", f"`{default.address}`")
    return Row((name, *of_each, f"{default.milliseconds:.2f}", f"{ratio:.0f}"), AIM, ratio)
