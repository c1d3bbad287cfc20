"""What the figures were measured on: processor, memory, versions. Nothing that names the machine."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("Django", "djangorestframework", "pydantic", "numpy", "gunicorn", "waitress", "whitenoise", "playwright")


def machine() -> dict[str, str]:
    """What the machine has, by the words of the report."""
    return {
        "Processor": f"{_processor()}, {len(os.sched_getaffinity(0))} cores",
        "Memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "Busy before the run": f"load average {os.getloadavg()[0]:.1f}; the nearer to 0, the steadier the figures",
        "System": f"{platform.system()} {platform.release().split('-')[0]}, {platform.machine()}",
    }


def versions() -> dict[str, str]:
    """The interpreter and the packages that the figures depend on."""
    return {"Python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()
