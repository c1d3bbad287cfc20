"""What a command uses of the machine: counted by a small process that starts it and waits for it."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# The most memory of a process is counted from its fork on: one that is forked from a large process would seem as large.
LAUNCHER = (
    "import resource, subprocess, sys; status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode; "
    "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(status, used.ru_utime + used.ru_stime, used.ru_maxrss)"
)


@dataclass(frozen=True, slots=True)
class Used:
    """How a command ended, the CPU time it took, and the most memory it held at once, in MiB."""

    status: int
    cpu_seconds: float
    megabytes: float


def used_by(command: Sequence[str], folder: Path) -> Used:
    """What a command uses that is run in a folder; what it says on standard output is left out."""
    ran = subprocess.run(
        [sys.executable, "-c", LAUNCHER, *command], stdout=subprocess.PIPE, text=True, cwd=folder, check=True
    )
    status, cpu_seconds, kilobytes = ran.stdout.split()
    return Used(int(status), float(cpu_seconds), int(kilobytes) / 1024)
