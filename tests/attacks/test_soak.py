"""Mixed load that goes on: everything is answered, and memory stays flat."""

import random
from pathlib import Path
from time import sleep
from urllib.parse import quote, urlencode

import pytest

from bench.workloads import varied
from calculator.services import SERVICES
from tests.attacks.kept_on import asking
from tests.serving import started

pytestmark = [pytest.mark.attack]

# Chosen so that a leak of a kilobyte for every request would be seen.
GROWS_AT_MOST_MB = 10
DIFFERENT = 60


def mixed_load() -> list[str]:
    """Every surface and service: different workloads, whole pages, tables, and what is refused."""
    paths = ["/", "/prices/", "/healthz", "/api/v1/services", "/api/v1/schema", "/cells/help", "/nowhere/", "/%00"]
    for key in SERVICES:
        paths += [f"/{key}/", f"/{key}/compare/", f"/api/v1/services/{key}/compare", f"/prices/{key}/"]
        paths += [f"/cells/{key}/monthly_usd?nonsense=1", f"/api/v1/services/{key}/estimate?region=moon"]
        for workload in varied(key, DIFFERENT):
            query = urlencode(workload, quote_via=quote)
            paths += [f"/api/v1/services/{key}/estimate?{query}", f"/cells/{key}/monthly_usd?{query}"]
    random.Random(13).shuffle(paths)
    return paths


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
    with started(var) as running, asking(running.address, mixed_load()) as seen:
        sleep(seconds / 2)
        halfway = {pid: megabytes(pid) for pid in running.workers()}
        asked = seen.answered
        sleep(seconds / 2)
        grown = {pid: megabytes(pid) - before for pid, before in halfway.items()}
    assert seen.lost == []
    assert seen.answered - asked > 500
    assert max(grown.values()) < GROWS_AT_MOST_MB, (halfway, grown)
