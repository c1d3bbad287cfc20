"""The application behind its real server, started as `make run` starts it, on a free port."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SERVER = [sys.executable, "-m", "gunicorn", "calculator.wsgi"]
OURS = ("CALCULATOR_", "DATABASE_URL", "WEB_CONCURRENCY", "GUNICORN_CMD_ARGS")


def prepare(var: Path, **variables: str) -> None:
    """Make the database and collect the static files."""
    subprocess.run(
        [sys.executable, "manage.py", "prepare"], cwd=PROJECT, env=server_environment(var) | variables, check=True
    )


@contextmanager
def serving(var: Path, **variables: str) -> Iterator[str]:
    """The address of a server in a prepared folder, with environment variables on top of the usual ones."""
    with started(var, **variables) as running:
        yield running.address


@dataclass(frozen=True, slots=True)
class Running:
    """A server and its first process."""

    address: str
    process: subprocess.Popen[str]

    def workers(self) -> list[int]:
        """The processes that answer."""
        first = self.process.pid
        return [int(pid) for pid in Path(f"/proc/{first}/task/{first}/children").read_text("ascii").split()]


@contextmanager
def started(var: Path, **variables: str) -> Iterator[Running]:
    """The same, with its processes."""
    with subprocess.Popen(
        SERVER,
        cwd=PROJECT,
        env=server_environment(var) | variables,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Running(address_of(process), process)
        finally:
            process.terminate()


def server_environment(var: Path) -> dict[str, str]:
    """The environment without what the person at the keyboard has configured for their own instance."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    # All tests ask from one address, more than one client may; whoever looks at that sets it as it is by default.
    counted = {"CALCULATOR_THROTTLE": "900000000/second"}
    return kept | counted | {"CALCULATOR_VAR": str(var), "HOST": "127.0.0.1", "PORT": "0"}


def address_of(process: subprocess.Popen[str]) -> str:
    """What the server prints once it listens, without the last slash."""
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.fullmatch(r"Serving on (http://\S+)/\n", line)
    assert found, f"The server did not start; it said {line!r}, and more on standard error."
    return found[1]
