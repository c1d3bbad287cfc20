"""`python -m tests.dependency_audit PIP_AUDIT`: the known vulnerabilities of what is shipped, from that program.

Where its data cannot be reached, the versions are held against the newest ones instead. Ends with 1 only when a
vulnerability is known: a newer version alone is no fault.
"""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from packaging.utils import canonicalize_name

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"
MINUTES = 5

Dependency: TypeAlias = dict[str, Any]


def audited(program: str) -> list[Dependency]:
    """What the program says of each package; nothing where it cannot say anything."""
    command = [program, "--requirement", str(REQUIREMENTS), "--no-deps", "--disable-pip", "--format", "json"]
    ran = subprocess.run(
        [*command, "--progress-spinner", "off"], capture_output=True, text=True, check=False, timeout=MINUTES * 60
    )
    try:
        return list(json.loads(ran.stdout)["dependencies"])
    except (ValueError, KeyError):
        print(ran.stderr.strip(), file=sys.stderr)
        return []


def vulnerabilities(dependencies: Sequence[Dependency]) -> list[str]:
    """One line for each that is known."""
    return [
        f"{each['name']} {each['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'no version'}"
        for each in dependencies
        for known in each.get("vulns", [])
    ]


def outdated() -> list[str]:
    """One line for each package that has a newer version than the one that is shipped."""
    ran = subprocess.run(
        [sys.executable, "-m", "pip", "list", "--outdated", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=MINUTES * 60,
    )
    if ran.returncode != 0:
        return ["The newest versions cannot be looked up either."]
    shipped = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", REQUIREMENTS.read_text(encoding="utf-8"), re.MULTILINE)
    newer = [each for each in json.loads(ran.stdout) if canonicalize_name(each["name"]) in shipped]
    return [f"{each['name']} {each['version']}: the newest is {each['latest_version']}" for each in newer]


def main(program: str) -> int:
    """The exit code."""
    dependencies = audited(program)
    found = vulnerabilities(dependencies)
    looked_up = sum("vulns" in each for each in dependencies)
    print("\n".join([*found, f"{looked_up} packages were looked up, {len(found)} vulnerabilities are known."]))
    if looked_up < len(dependencies) or not dependencies:
        print("The data of the audit cannot be reached for all; the versions are held against the newest instead.")
        print("\n".join(outdated() or ["All versions are the newest."]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
