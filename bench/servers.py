"""Real servers on free ports, started as `make run` starts the application."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.serving import PROJECT, address_of, server_environment

OURS = "calculator.wsgi"
REFERENCE = Path(__file__).with_name("reference")
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server listens, and its first process."""

    address: str
    pid: int

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
        return [int(pid) for pid in children.split()]

    def wait_for_workers(self) -> None:
        """Wait until all are there: the server says where it listens before it starts them."""
        while len(self.workers) < WORKERS:
            time.sleep(0.01)

    def cpu_seconds(self) -> float:
        """What the workers have computed so far; unlike the time on the clock, no neighbor adds to it."""
        return sum(time.clock_gettime(_cpu_clock(pid)) for pid in self.workers)


@contextmanager
def served(var: Path, wsgi: str = OURS, folder: Path = PROJECT, **variables: str) -> Iterator[Server]:
    """A server of a WSGI application, run in a folder, with the application's own gunicorn configuration."""
    configured = PROJECT if wsgi == OURS else REFERENCE
    with subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", str(configured / "gunicorn.conf.py"), wsgi],
        cwd=folder,
        env=environment(var) | variables,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            server = Server(address_of(process), process.pid)
            server.wait_for_workers()
            yield server
        finally:
            process.terminate()


def _cpu_clock(pid: int) -> int:
    """The CPU clock of another process, to the nanosecond: clock_getcpuclockid(3), which Python has for threads alone.

    What the kernel counts in `/proc` is in hundredths of a second, more than many an answer takes.
    """
    return (~pid << 3) | 2


def environment(var: Path) -> dict[str, str]:
    """The usual environment of a server; Django's settings are chosen by the application itself."""
    usual = server_environment(var) | {"PYTHONPATH": str(PROJECT), "WEB_CONCURRENCY": str(WORKERS)}
    usual.pop("DJANGO_SETTINGS_MODULE", None)
    return usual
