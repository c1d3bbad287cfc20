"""Every measure in turn, each with servers of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench import (
    attacked,
    commitments,
    dearest,
    estimates,
    imports,
    in_process,
    of_each_service,
    over_http,
    pages,
    plans,
    request_parts,
    startup,
    tables,
    type_page,
)
from bench.over_http import Generator
from bench.results import Result
from bench.scale import Scale
from bench.selection import is_asked
from bench.servers import served
from bench.workloads import near_defaults, sampled
from calculator.services import SERVICES
from tests.serving import prepare


@dataclass
class Bench:
    """Where and how much is measured; the version of the browser once one has run."""

    var: Path
    scale: Scale
    generator: Generator
    chromium: str = ""
    taken: list[Result] = field(default_factory=list)


def results(var: Path, scale: Scale, generator: Generator, only: tuple[str, ...] = ()) -> tuple[list[Result], str]:
    """What was measured of all or of what is asked for, and the version of the browser."""
    prepare(var)
    bench = Bench(var, scale, generator)
    for of, measure in MEASURES:
        if any(is_asked(each, only) for each in of):
            bench.taken += (result for result in measure(bench) if is_asked(result.id, only))
    return bench.taken, bench.chromium


def _over_http(bench: Bench) -> Iterable[Result]:
    with served(bench.var, DJANGO_SETTINGS_MODULE="bench.reference.settings") as server:
        return (
            *of_each_service.measure(server, bench.scale),
            *over_http.measure(server, bench.scale, sampled(bench.scale.under_load), bench.generator),
        )


def _types(bench: Bench) -> Iterable[Result]:
    with served(bench.var, DJANGO_SETTINGS_MODULE="bench.reference.settings") as server:
        return [type_page.measure(server, bench.scale)]


def _in_browser(bench: Bench) -> Iterable[Result]:
    # Beside a running browser the database cannot be asked which amounts can be answered.
    changes = bench.scale.of_each(bench.scale.changes, len(SERVICES), 2)
    typed = {key: near_defaults(key, changes) for key in SERVICES}
    (document,) = estimates.documents(1, estimates.LINES_OF_A_PAGE)
    with served(bench.var) as server, pages.chromium() as browser:
        bench.chromium = browser.version
        return [
            pages.measure_loads(browser, server.address, bench.scale),
            pages.measure_changes(browser, server.address, typed),
            estimates.measure_page(browser, server.address, document, bench.scale),
        ]


def _dearest(bench: Bench) -> Iterable[Result]:
    with served(bench.var) as server:
        return [dearest.measure(server, bench.scale)]


def _under_attack(bench: Bench) -> Iterable[Result]:
    with served(bench.var) as server:
        return attacked.measure(server, bench.scale)


# By the measures that each takes, in the order of the report.
MEASURES: tuple[tuple[tuple[str, ...], Callable[[Bench], Iterable[Result]]], ...] = (
    (("B1", "B2"), _over_http),
    (("B1", "B2"), lambda bench: [request_parts.measure(bench.scale)]),
    (("B3", "B9"), lambda bench: tables.measure(bench.scale)),
    (("B4",), lambda bench: [in_process.measure(bench.scale)]),
    (("B5",), lambda bench: [imports.measure(bench.var, bench.scale)]),
    (("B6", "B7"), _in_browser),
    (("B8",), lambda bench: [startup.measure(bench.var, bench.scale)]),
    (("B10",), lambda bench: [estimates.measure(bench.scale)]),
    (("B11",), _dearest),
    (("B12",), lambda bench: [plans.measure(bench.scale)]),
    (("B13",), _types),
    (("B13",), lambda bench: [commitments.measure(bench.scale)]),
    (("B14",), _under_attack),
)
