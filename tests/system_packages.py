"""Programs that tests drive and pip cannot install: a browser, a spreadsheet and Node.js, from Debian's packages.

`python -m tests.system_packages` installs what is missing when it runs as root on Debian, else says what to
do. A test that needs a missing program fails with the same sentence. Where one cannot be had, its tests are
left out on request, and only so: CALCULATOR_TEST_WITHOUT="browser spreadsheet". In CI nothing may be missing
or left out.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

LEFT_OUT = "CALCULATOR_TEST_WITHOUT"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SYSTEM_PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class Need:
    """What the tests with a marker need, and the Debian packages that hold it."""

    marker: str
    is_met: Callable[[], bool]
    packages: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return (
            f"The {self.marker} tests need the Debian packages {', '.join(self.packages)}. As root: "
            f"apt-get install --no-install-recommends {' '.join(self.packages)} "
            f'(or leave these tests out: {LEFT_OUT}="{self.marker}").'
        )


def find_browser() -> str | None:
    """The path of a Chromium, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def has_browser() -> bool:
    return find_browser() is not None


def has_spreadsheet() -> bool:
    """LibreOffice with its German words, and the bridge by which Python talks to it."""
    office = shutil.which("soffice")
    if office is None or not Path(SYSTEM_PYTHON).exists():
        return False
    german = Path(office).resolve().parent.parent / "share/registry/Langpack-de.xcd"
    bridge = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    return german.exists() and bridge.returncode == 0


def has_node() -> bool:
    """Node.js with its package manager, new enough to fetch by itself."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    return subprocess.run([node, "--eval", "fetch"], capture_output=True, check=False).returncode == 0


NEEDS = {
    need.marker: need
    for need in (
        Need("browser", has_browser, ("chromium", "fonts-dejavu-core")),
        Need("spreadsheet", has_spreadsheet, ("libreoffice-calc", "python3-uno", "libreoffice-l10n-de")),
        Need("clients", has_node, ("nodejs", "npm")),
    )
}


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true")


def left_out() -> frozenset[str]:
    """The markers whose tests are not to run. CI takes no notice of the wish."""
    wished = frozenset(os.environ.get(LEFT_OUT, "").split())
    if unknown := wished - NEEDS.keys():
        sys.exit(f"{LEFT_OUT} names {', '.join(sorted(unknown))}; it knows only {', '.join(NEEDS)}.")
    return frozenset() if in_ci() else wished


def unmet() -> list[Need]:
    return [need for marker, need in NEEDS.items() if marker not in left_out() and not need.is_met()]


def install(packages: Iterable[str]) -> None:
    """Let apt install packages; another apt at work is waited for."""
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600", "-o", "Dpkg::Use-Pty=0"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*apt, "update"], env=environment, check=False)
    subprocess.run(
        [*apt, "install", "-y", "--no-install-recommends", *packages],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=False,
    )


def main() -> None:
    """Install what is missing. What cannot be had is told, and in CI ends the run."""
    missing = unmet()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = [package for need in missing for package in need.packages]
        print(f"Installing {', '.join(packages)} for the tests …", flush=True)
        install(packages)
        missing = unmet()
    for need in missing:
        print(need.sentence, file=sys.stderr)
    if missing and in_ci():
        sys.exit(1)


if __name__ == "__main__":
    main()
