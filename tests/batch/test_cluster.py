"""A file priced on a real Dask scheduler with two workers of this machine, one of which is lost on the way."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from typing import Any

import pyarrow as pa
import pytest

from calculator.batch import cluster
from calculator.batch.cluster import NoCluster, answered_on, carried, connected, identity
from calculator.batch.parts import AnsweredPart, answered_part, numbered, plan_for
from calculator.catalogue.catalogue import Catalogue
from tests.questions import CATALOGUE, TODAY

ROOT = Path(__file__).parents[2]
ROWS = 20_000
PARTS = [
    pa.table(
        {"storage_gb": [str((number * 37 + part) % 9973) for number in range(ROWS)], "region": ["eu-west-1"] * ROWS}
    )
    for part in range(12)
]
PLAN = plan_for(PARTS[0].column_names, ["s3"], TODAY, usual="s3")


def start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@contextmanager
def running(workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler of its own port, and its workers."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    local = ("--host", "127.0.0.1")
    scheduler = start("distributed.cli.dask_scheduler", *local, "--port", str(port), "--no-dashboard")
    started = [
        start("distributed.cli.dask_worker", address, *local, "--nthreads", "1", "--no-dashboard", "--no-nanny")
        for _ in range(workers)
    ]
    try:
        yield address, started
    finally:
        for each in (*started, scheduler):
            each.kill()
            each.wait()


def client_of(address: str, workers: int) -> Any:
    """A checked client, when all workers are there."""
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as waiting:
        waiting.wait_for_workers(workers, timeout=60)
    return connected(address, CATALOGUE)


def here() -> list[AnsweredPart]:
    return [answered_part(table, first, PLAN, CATALOGUE) for first, table in numbered(PARTS)]


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_gives_the_same_table() -> None:
    with running(2) as (address, workers), client_of(address, 2) as client:
        found = []
        for number, part in enumerate(answered_on(client, PARTS, PLAN, CATALOGUE)):
            found.append(part)
            if number == 1:
                workers[0].kill()
    expected = here()
    assert [part.table for part in found] == [part.table for part in expected]
    assert [part.errors for part in found] == [part.errors for part in expected]


@pytest.mark.slow
def test_workers_with_other_tables_or_versions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with running(1) as (address, _), client_of(address, 1):
        own = identity(CATALOGUE)
        monkeypatch.setattr(cluster, "identity", lambda prices: {**own, "pandas": "1.0", "the price tables": "other"})
        with pytest.raises(NoCluster, match=r"differs in pandas .*, the price tables .*install the same"):
            connected(address, CATALOGUE)


@pytest.mark.slow
def test_a_scheduler_without_workers_or_none_at_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with running(0) as (address, _):
        time.sleep(3)
        with pytest.raises(NoCluster, match="has no workers"):
            connected(address, CATALOGUE)
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(NoCluster, match="No Dask scheduler answers"):
        connected(address, CATALOGUE)


def test_who_has_no_dask_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoCluster, match=r"requirements-dask\.txt"):
        connected("tcp://127.0.0.1:1", CATALOGUE)


def test_what_travels_needs_no_database() -> None:
    assert carried(Catalogue().imported).lists == ()
