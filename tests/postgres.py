"""`python -m tests.postgres ARGUMENTS`: pytest over a real connection to PostgreSQL.

The server is the one that DATABASE_URL names, or else the one on 127.0.0.1:5432 if it lets `postgres` in without a
password. Where none answers, one is started in a folder of its own, from Debian's packages, which are installed
when they are missing (as root). A server that was started here is stopped at the end.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.system_packages import install

PACKAGE = "postgresql"
USUAL = "postgres://postgres@127.0.0.1:5432/postgres"
PROGRAMS = Path("/usr/lib/postgresql")
USER = "postgres"
NOT_HERE = (
    f"There is no PostgreSQL to test with: none answers at DATABASE_URL or 127.0.0.1:5432, and none could be "
    f"installed. As root: apt-get install --no-install-recommends {PACKAGE}."
)


def answers(address: str) -> bool:
    """Whether a server lets us in."""
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def a_server() -> Iterator[str]:
    """The address of a server, found or started."""
    wished = os.environ.get("DATABASE_URL", "")
    found = next((address for address in (wished, USUAL) if address and answers(address)), None)
    if found is not None:
        yield found
        return
    with own_server() as own:
        yield own.address


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A server that was started here, so that it may also be stopped."""

    address: str
    data: Path

    def processes(self) -> list[int]:
        """The server's first process and all of its children."""
        first = int((self.data / "postmaster.pid").read_text(encoding="ascii").split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii").split()
        return [first, *map(int, children)]

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """A block in which the server takes connections and answers nothing."""
        processes = self.processes()
        _tell(processes, signal.SIGSTOP)
        try:
            yield
        finally:
            _tell(processes, signal.SIGCONT)


def _tell(processes: Sequence[int], what: signal.Signals) -> None:
    """Send a signal to each process; one that served a connection may have ended since it was counted."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, what)


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """A server in a folder of its own, while it runs."""
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        yield from _started(Path(folder), _programs())


def _programs() -> Path:
    """Where the server's programs are, installed if need be; the newest version."""
    if not _versions() and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {PACKAGE} for the tests …", flush=True)
        install([PACKAGE])
    if not _versions():
        sys.exit(NOT_HERE)
    return max(_versions(), key=lambda path: float(path.parent.name))


def _versions() -> list[Path]:
    return [path.parent for path in PROGRAMS.glob("*/bin/initdb")]


def _started(folder: Path, programs: Path) -> Iterator[OwnServer]:
    data, port = folder / "data", _free_port()
    # The server refuses to run as root.
    as_user: list[str | Path] = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, USER)
    _run([*as_user, programs / "initdb", "-D", data, "-A", "trust", "-U", USER, "--no-sync"])
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    control = [*as_user, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    _run([*control, "-o", options, "start"])
    try:
        yield OwnServer(f"postgres://{USER}@127.0.0.1:{port}/postgres", data)
    finally:
        _run([*control, "-m", "immediate", "stop"])


def _run(command: Sequence[str | Path]) -> None:
    """One of the server's programs, from a folder that its user may read."""
    subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, check=True)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def main(arguments: Sequence[str]) -> int:
    """The exit code of pytest."""
    with a_server() as address:
        environment = {**os.environ, "DATABASE_URL": address}
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
