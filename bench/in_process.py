"""B4: one exact estimate in process, for every service."""

from functools import partial
from statistics import median

from tqdm import tqdm

from bench.results import Result, Row, at_most
from bench.scale import Scale
from bench.timing import RUNS, percentile, timed
from bench.workloads import estimate_of, varied
from calculator.services import SERVICES, service

AIM = at_most(1, "ms")
# So that a p99 is not the slowest of all.
FEWEST = 200


def measure(scale: Scale) -> Result:
    """Different workloads, each timed alone, from the typed text to the answer."""
    rows, calls = [], scale.of_each(scale.calls, len(SERVICES), min(FEWEST, scale.calls))
    for key in tqdm(SERVICES, desc="B4: estimates in process", disable=None):
        taken = timed(partial(estimate_of, key), varied(key, calls))
        rows.append(
            Row(
                (service(key).NAME, f"{median(taken):.3f}", f"{percentile(taken, 99):.3f}"),
                AIM,
                percentile(taken, 99),
            )
        )
    return Result(
        "B4",
        "One exact estimate in process",
        f"{calls:,} different inputs of each service, each timed alone by its CPU, the fastest of {RUNS} runs: reading "
        "the typed text, then the exact estimate. The aim is held against the p99.",
        ("service", "median ms", "p99 ms"),
        tuple(rows),
    )
