"""Load from wrk, a generator written in C: one in Python would itself be the bottleneck."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from tests.system_packages import install

CONNECTIONS = 16
SCRIPT = Path(__file__).with_name("paths.lua")
IN_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did under load."""

    requests: int
    requests_per_second: float
    median_ms: float
    p99_ms: float
    errors: int


@dataclass(slots=True)
class Running:
    """A load under way; `load` is there when it has ended."""

    load: Load | None = None


def need_wrk() -> None:
    """Install wrk when it is missing and that is possible, else end with a sentence."""
    if shutil.which("wrk") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        install(("wrk",))
    if shutil.which("wrk") is None:
        sys.exit("The measures need wrk, a load generator. As root: apt-get install --no-install-recommends wrk")


def wrk_version() -> str:
    """As wrk tells it, with a status that means failure; empty where it is not installed."""
    if shutil.which("wrk") is None:
        return ""
    told = subprocess.run(["wrk", "--version"], capture_output=True, text=True, check=False).stdout
    return told.split()[1]


@contextmanager
def under_load(address: str, paths: Sequence[str], seconds: int) -> Iterator[Running]:
    """For so many seconds the paths are asked for in turn; leaving the block waits for the end."""
    running = Running()
    with TemporaryDirectory() as folder:
        listed = Path(folder) / "paths"
        listed.write_text("".join(f"{path}\n" for path in paths), encoding="ascii")
        command = ["wrk", "--latency", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(SCRIPT), address]
        with subprocess.Popen([*command, "--", str(listed)], stdout=subprocess.PIPE, text=True) as wrk:
            try:
                yield running
                running.load = read_wrk(wrk.communicate(timeout=seconds + 30)[0])
            finally:
                wrk.terminate()


@contextmanager
def one_request_each(address: str, paths: Sequence[str], seconds: int) -> Iterator[Running]:
    """No load at all: each path once, to see whether a measure runs where wrk is not installed."""
    for path in paths:
        urlopen(address + path, timeout=seconds + 30).close()
    yield Running(Load(len(paths), 1.0, 1.0, 1.0, errors=0))


def read_wrk(told: str) -> Load:
    """What wrk prints at its end. Errors of the connection and answers other than 2xx and 3xx count as errors."""
    faults = re.findall(r"(?:connect|read|write|timeout|responses:?) (\d+)", told)
    return Load(
        int(_found(r"(\d+) requests in", told)[1]),
        float(_found(r"Requests/sec:\s+([\d.]+)", told)[1]),
        _milliseconds(_found(r"50%\s+([\d.]+)(\w+)", told)),
        _milliseconds(_found(r"99%\s+([\d.]+)(\w+)", told)),
        sum(int(fault) for fault in faults),
    )


def _found(pattern: str, told: str) -> re.Match[str]:
    found = re.search(pattern, told)
    if found is None:
        sys.exit(f"wrk measured nothing; it said:\n{told}")
    return found


def _milliseconds(match: re.Match[str]) -> float:
    return float(match[1]) * IN_MILLISECONDS[match[2]]
