"""Real servers on free ports, started as `make run` starts the application."""

import os
import subprocess
import sys
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

    def cpu_seconds(self) -> float:
        """What the workers have computed so far; unlike the time on the clock, no neighbor adds to it."""
        return sum(_cpu_seconds(pid) for pid in self.workers)


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
            yield Server(address_of(process), process.pid)
        finally:
            process.terminate()


def _cpu_seconds(pid: int) -> float:
    # The name of the process comes second, in brackets, and may hold spaces.
    after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    user, system = after_name[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def environment(var: Path) -> dict[str, str]:
    """The usual environment of a server; Django's settings are chosen by the application itself."""
    usual = server_environment(var) | {"PYTHONPATH": str(PROJECT), "WEB_CONCURRENCY": str(WORKERS)}
    usual.pop("DJANGO_SETTINGS_MODULE", None)
    return usual
