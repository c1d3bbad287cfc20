"""Programs the tests need: never left out without a wish, and never in CI."""

import pytest

from tests import system_packages
from tests.system_packages import LEFT_OUT, NEEDS, Need, left_out, main

MISSING = Need("browser", lambda: False, ("chromium",))


@pytest.fixture(autouse=True)
def laptop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither CI nor root, and no wish."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv(LEFT_OUT, raising=False)
    monkeypatch.setattr("os.geteuid", lambda: 1000)


def test_everything_runs_unless_left_out() -> None:
    assert left_out() == frozenset()


def test_a_person_may_leave_tests_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LEFT_OUT, "browser clients spreadsheet")
    assert left_out() == NEEDS.keys()


def test_ci_leaves_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv(LEFT_OUT, "browser")
    assert left_out() == frozenset()


def test_an_unknown_wish_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LEFT_OUT, "everything")
    with pytest.raises(SystemExit, match="knows only browser, spreadsheet"):
        left_out()


def test_what_is_missing_is_told_with_the_way_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_packages, "NEEDS", {"browser": MISSING})
    main()
    assert "apt-get install --no-install-recommends chromium" in capsys.readouterr().err


def test_what_is_missing_ends_a_run_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "NEEDS", {"browser": MISSING})
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1


def test_root_has_it_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    monkeypatch.setattr(system_packages, "NEEDS", {"browser": Need("browser", lambda: bool(installed), ("chromium",))})
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_packages, "install", installed.extend)
    main()
    assert installed == ["chromium"]
