"""What the audit of dependencies says, and when it fails."""

import pytest

from tests import dependency_audit
from tests.dependency_audit import Dependency, main

SOUND: Dependency = {"name": "waitress", "version": "3.0.2", "vulns": []}
SKIPPED: Dependency = {"name": "gunicorn", "skip_reason": "Dependency not found"}
VULNERABLE: Dependency = {
    "name": "waitress",
    "version": "3.0.0",
    "vulns": [{"id": "PYSEC-2024-1", "fix_versions": ["3.0.1"]}, {"id": "PYSEC-2024-2", "fix_versions": []}],
}


@pytest.mark.parametrize(
    ("dependencies", "code", "says", "looks_for_newer"),
    [
        ([SOUND], 0, "1 packages were looked up, 0 vulnerabilities are known.", False),
        ([SOUND, VULNERABLE], 1, "waitress 3.0.0: PYSEC-2024-1, mended in 3.0.1", False),
        ([VULNERABLE], 1, "PYSEC-2024-2, mended in no version", False),
        ([SOUND, SKIPPED], 0, "Django 5.2.19: the newest is 5.2.20", True),
        ([VULNERABLE, SKIPPED], 1, "waitress 3.0.0: PYSEC-2024-1", True),
        ([], 0, "cannot be reached", True),
    ],
)
def test_only_a_known_vulnerability_fails(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    dependencies: list[Dependency],
    code: int,
    says: str,
    looks_for_newer: bool,
) -> None:
    monkeypatch.setattr(dependency_audit, "audited", lambda program: dependencies)
    monkeypatch.setattr(dependency_audit, "outdated", lambda: ["Django 5.2.19: the newest is 5.2.20"])
    assert main("pip-audit") == code
    told = capsys.readouterr().out
    assert says in told
    assert ("the newest is" in told) == looks_for_newer
