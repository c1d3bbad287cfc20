"""The bench runs from its first measure to its report. No figure is held against an aim here."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.selection import IDS
from calculator.services import SERVICES

# Parts of it run in CI (tests/test_bench.py); all of it takes minutes.
pytestmark = [pytest.mark.browser, pytest.mark.long]

MEASURES = (*IDS, "B1, B2", "B6, B7")


def test_every_measure_runs_and_names_every_service(tmp_path: Path) -> None:
    """In a process of its own, as `make bench` runs it: a browser driven from this one would change what works."""
    written = tmp_path / "REPORT.md"
    subprocess.run([sys.executable, "-m", "bench", "--quick", str(written)], check=True, timeout=1500)
    sections = dict(re.findall(r"^## (B[^:]+): (.*?)(?=^## |\Z)", written.read_text("utf-8"), re.M | re.S))
    assert set(sections) == set(MEASURES)
    for measure in ("B1", "B2", "B4", "B6", "B7"):
        for service in SERVICES.values():
            assert service.NAME in sections[measure], f"{measure} leaves out {service.NAME}"
