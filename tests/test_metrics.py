"""Figures for Prometheus, of a real server with several processes."""

import os
import signal
from pathlib import Path
from socket import create_connection
from time import monotonic, sleep
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from tests.attacks.asking import ESTIMATE, PROBE, ask, ask_until
from tests.serving import started


def figures(server: str) -> list[Sample]:
    """Every figure with its labels."""
    with urlopen(f"{server}/metrics", timeout=30) as response:
        assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        text = response.read().decode()
    return [sample for family in text_string_to_metric_families(text) for sample in family.samples]


def requests(samples: list[Sample], **labels: str) -> list[float]:
    """How many requests were counted under these labels."""
    counted = [each for each in samples if each.name == "calculator_requests_total"]
    return [each.value for each in counted if each.labels.items() >= labels.items()]


def connections_seen(server: str) -> bool:
    """Whether a connection held open is counted before long; a worker looks once a second."""
    host, port = server.removeprefix("http://").split(":")
    give_up = monotonic() + 30
    with create_connection((host, int(port))):
        while monotonic() < give_up:
            if any(each.value >= 1 for each in figures(server) if each.name == "calculator_connections"):
                return True
            sleep(0.2)
    return False


@pytest.mark.slow
def test_figures_are_added_up_over_all_processes_and_outlive_one(var: Path) -> None:
    estimates = {"view": "api:estimate", "method": "GET", "status": "200"}
    with started(var, CALCULATOR_METRICS="1") as running:
        ask_until(running.address, PROBE, b"ok", 30)
        for _ in range(20):
            assert ask(running.address, ESTIMATE).status == 200
        assert ask(running.address, "/s3/?storage_gb=nonsense").status == 422
        assert ask(running.address, "/nowhere/at/all").status == 404
        before = figures(running.address)
        assert requests(before, **estimates) == [20]
        assert requests(before, view="service", status="422") == [1]
        assert requests(before, view="none", status="404") == [1]
        timed = {each.labels["view"]: each.value for each in before if each.name == "calculator_request_seconds_count"}
        assert timed["api:estimate"] == 20
        assert connections_seen(running.address)
        os.kill(running.workers()[0], signal.SIGKILL)
        ask_until(running.address, PROBE, b"ok", 30)
        assert requests(figures(running.address), **estimates) == [20]


@pytest.mark.slow
def test_nobody_is_shown_figures_who_did_not_ask_for_them(server: str) -> None:
    assert ask(server, "/metrics/").status == 404
