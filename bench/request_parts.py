"""Where the time of a request goes: its steps in one process, one after another, without a network."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from statistics import median
from typing import Any, TypeVar
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings
from tqdm import tqdm

from bench.reference.urls import BARE
from bench.results import Result, Row
from bench.scale import Scale
from bench.timing import RUNS, percentile, timed
from bench.workloads import Workload, varied
from calculator.api.renderers import JsonRenderer
from calculator.application.questions import answer, ask
from calculator.cells.values import value_text
from calculator.presentation.answer_documents import answer_document
from calculator.services import SERVICES

T = TypeVar("T")
# There are eight steps to one of B4, and no aim speaks of them.
SHARE = 8


def measure(scale: Scale) -> Result:
    """The steps of an estimate and of a cell beside whole requests."""
    with override_settings(ROOT_URLCONF="bench.reference.urls"):
        handler, calls = WSGIHandler(), scale.of_each(scale.calls // SHARE, len(SERVICES))
        rows = [_row("a bare Django view", partial(requested, handler, f"/{BARE}"), [""] * calls)]
        for key in tqdm(SERVICES, desc="B1, B2: parts of a request", disable=None):
            workloads = varied(key, calls)
            queries = [urlencode(workload) for workload in workloads]
            rows += [_row(f"{key}: {name}", step, workloads) for name, step in steps_of(key).items()]
            rows += [_row(f"{key}: {name}", step, queries) for name, step in requests_of(key, handler).items()]
    return Result(
        "B1, B2",
        "Where the time goes",
        "The same steps in one process without a server or a network, over different inputs, the CPU of the "
        f"fastest of {RUNS} runs of each. A step includes what the ones above it make: a document needs an "
        "answer, an answer a question.",
        ("step", "median µs", "p99 µs"),
        tuple(rows),
    )


def steps_of(key: str) -> dict[str, Callable[[Workload], object]]:
    """What happens to a question before it is answered as text."""
    render = JsonRenderer().render
    return {
        "read the question": lambda workload: ask(key, workload),
        "… and answer it": lambda workload: answer(ask(key, workload)),
        "… as one value of a cell": lambda workload: value_text(answer(ask(key, workload)), "effective_monthly_usd"),
        "… as a document": lambda workload: answer_document(answer(ask(key, workload))),
        "… as JSON": lambda workload: render(answer_document(answer(ask(key, workload)))),
    }


def requests_of(key: str, handler: WSGIHandler) -> dict[str, Callable[[str], object]]:
    """Whole requests, as the server hands them over."""
    return {
        "whole request for a cell": partial(requested, handler, f"/cells/{key}/effective_monthly_usd"),
        "whole request for an estimate": partial(requested, handler, f"/api/v1/services/{key}/estimate"),
    }


def requested(handler: WSGIHandler, path: str, query: str) -> bytes:
    """The body that the application returns to its server."""
    environ: dict[str, Any] = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "wsgi.input": BytesIO(),
        "REMOTE_ADDR": "127.0.0.1",
    }
    setup_testing_defaults(environ)
    return b"".join(handler(environ, _accept))


def _accept(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], object]:
    """What a server does with the head of an answer, without a server."""
    return len


def _row(name: str, step: Callable[[T], object], inputs: list[T]) -> Row:
    taken = [milliseconds * 1000 for milliseconds in timed(step, inputs)]
    return Row((name, f"{median(taken):,.0f}", f"{percentile(taken, 99):,.0f}"))
