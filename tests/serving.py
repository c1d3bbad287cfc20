"""The application behind its real server, started as `make run` starts it, on a free port."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
OURS = ("CALCULATOR_", "DATABASE_URL", "WEB_CONCURRENCY", "GUNICORN_CMD_ARGS")


def prepare(var: Path) -> None:
    """Make the database and collect the static files."""
    for command in ("migrate", "collectstatic"):
        subprocess.run(
            [sys.executable, "manage.py", command, "--no-input", "--verbosity", "0"],
            cwd=PROJECT,
            env=server_environment(var),
            check=True,
        )


@contextmanager
def serving(var: Path, **variables: str) -> Iterator[str]:
    """The address of a server in a prepared folder, with environment variables on top of the usual ones."""
    with subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "calculator.wsgi"],
        cwd=PROJECT,
        env=server_environment(var) | variables,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield address_of(process)
        finally:
            process.terminate()


def server_environment(var: Path) -> dict[str, str]:
    """The environment without what the person at the keyboard has configured for their own instance."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"CALCULATOR_VAR": str(var), "HOST": "127.0.0.1", "PORT": "0"}


def address_of(process: subprocess.Popen[str]) -> str:
    """What the server prints once it listens, without the last slash."""
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.fullmatch(r"Serving on (http://\S+)/\n", line)
    assert found, f"The server did not start; it said {line!r}, and more on standard error."
    return found[1]
