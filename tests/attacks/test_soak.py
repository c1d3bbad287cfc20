"""Mixed load that goes on: everything is answered, and memory stays flat."""

import random
from pathlib import Path
from time import sleep
from urllib.parse import quote, urlencode

import pytest

from bench.workloads import varied
from calculator.services import SERVICES
from tests.attacks.asking import wait_until
from tests.attacks.kept_on import CLIENTS, asking
from tests.serving import started

pytestmark = [pytest.mark.attack]

# Chosen so that a leak of a kilobyte for every request would be seen.
GROWS_AT_MOST_MB = 10
DIFFERENT = 60
WARM_WITHIN_SECONDS = 300


def every_surface() -> list[str]:
    """Every surface and service once: whole pages, tables, answers, and what is refused."""
    paths = ["/", "/prices/", "/healthz", "/api/v1/services", "/api/v1/schema", "/cells/help", "/nowhere/", "/%00"]
    for key in SERVICES:
        paths += [f"/{key}/", f"/{key}/compare/", f"/api/v1/services/{key}/compare", f"/prices/{key}/"]
        paths += [f"/cells/{key}/monthly_usd?nonsense=1", f"/api/v1/services/{key}/estimate?region=moon"]
        paths += [f"/api/v1/services/{key}/estimate", f"/cells/{key}/monthly_usd"]
    return paths


def different_workloads() -> list[str]:
    """Answers of every service to workloads that differ."""
    asked = [(key, urlencode(each, quote_via=quote)) for key in SERVICES for each in varied(key, DIFFERENT)]
    surfaces = ("/api/v1/services/{}/estimate?{}", "/cells/{}/monthly_usd?{}")
    return [surface.format(*each) for each in asked for surface in surfaces]


def shuffled(paths: list[str]) -> list[str]:
    """The paths in an order that is the same in every run."""
    return random.Random(13).sample(paths, len(paths))


def megabytes(pid: int) -> float:
    """What a process holds of its own."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("RssAnon:")) / 1024


@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param(60, id="a-minute", marks=pytest.mark.slow),
        pytest.param(600, id="ten-minutes", marks=pytest.mark.long),
    ],
)
def test_a_mixed_load_is_answered_in_flat_memory(var: Path, seconds: int) -> None:
    first = shuffled(every_surface())
    mixed = shuffled([*first, *different_workloads()])
    with started(var) as running, asking(running.address, [*first, *mixed]) as seen:
        sleep(seconds / 2)
        # What a worker keeps of each service, it keeps from the first time on; how soon it has been asked for all of
        # them is a matter of how many there are and of the machine. Then the clients have, one with another, each asked
        # for everything once.
        wait_until(lambda: seen.answered > CLIENTS * len(first), WARM_WITHIN_SECONDS)
        halfway = {pid: megabytes(pid) for pid in running.workers()}
        asked = seen.answered
        sleep(seconds / 2)
        grown = {pid: megabytes(pid) - before for pid, before in halfway.items()}
    assert seen.lost == []
    assert seen.answered - asked > 500
    assert max(grown.values()) < GROWS_AT_MOST_MB, (halfway, grown)
