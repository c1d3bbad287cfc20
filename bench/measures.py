"""Every measure in turn, each with servers of its own."""

from pathlib import Path

from bench import imports, in_process, over_http, pages, request_parts, startup
from bench.over_http import Generator
from bench.results import Result
from bench.scale import Scale
from bench.servers import served
from bench.workloads import near_defaults
from calculator.services import SERVICES
from tests.serving import prepare


def results(var: Path, scale: Scale, generator: Generator) -> tuple[list[Result], str]:
    """What was measured, and the version of the browser."""
    prepare(var)
    with served(var, DJANGO_SETTINGS_MODULE="bench.reference.settings") as server:
        over = over_http.measure(server, scale, generator)
    within = [request_parts.measure(scale), in_process.measure(scale), imports.measure(var, scale)]
    # Beside a running browser the database cannot be asked which amounts can be answered.
    typed = {key: near_defaults(key, scale.changes) for key in SERVICES}
    with served(var) as server, pages.chromium() as browser:
        seen = [
            pages.measure_loads(browser, server.address, scale),
            pages.measure_changes(browser, server.address, typed),
        ]
        version = browser.version
    return [*over, *within, *seen, startup.measure(var, scale)], version
