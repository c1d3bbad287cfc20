"""A start where nothing can be written: another folder takes the place of CALCULATOR_VAR, and the start says so."""

import errno
import os
import shutil
import signal
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from calculator.serving.folder import folder_to_use
from tests.serving import PROJECT, address_of, server_environment

ROOM = os.posix_fallocate


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Fills the disk of a folder."""

    def fill(path: Path) -> None:
        def allocate(file: int, offset: int, length: int) -> None:
            if Path(f"/proc/self/fd/{file}").readlink().is_relative_to(path):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            ROOM(file, offset, length)

        monkeypatch.setattr(os, "posix_fallocate", allocate)

    return fill


def test_a_folder_that_can_be_written_is_made_and_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder_to_use(tmp_path / "new" / "var") == tmp_path / "new" / "var"
    assert list((tmp_path / "new" / "var").iterdir()) == []
    assert capsys.readouterr().err == ""


def test_a_full_folder_is_replaced_with_a_copy_of_what_matters(
    tmp_path: Path, full: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    wished, elsewhere = tmp_path / "var", tmp_path / "elsewhere"
    wished.mkdir()
    (wished / "calculator.sqlite3").write_text("prices")
    (wished / "secret_key").write_text("hush")
    full(wished)
    used = folder_to_use(wished, [str(elsewhere)])
    assert used.parent == elsewhere
    assert {path.name: path.read_text() for path in used.iterdir()} == {
        "calculator.sqlite3": "prices",
        "secret_key": "hush",
    }
    assert stat.S_IMODE(used.stat().st_mode) == 0o700
    told = capsys.readouterr().err
    assert f"{wished} cannot be used (No space left on device)" in told
    assert f"{used} with a copy of calculator.sqlite3, secret_key." in told


def test_what_cannot_be_copied_whole_is_not_copied_at_all(
    tmp_path: Path, full: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wished = tmp_path / "var"
    wished.mkdir()
    for name in ("calculator.sqlite3", "calculator.sqlite3-wal"):
        (wished / name).write_text("half of the prices")
    full(wished)
    copy = shutil.copy

    def copy_one(path: Path, to: Path) -> None:
        if path.name.endswith("-wal"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        copy(path, to)

    monkeypatch.setattr(shutil, "copy", copy_one)
    assert list(folder_to_use(wished, [str(tmp_path / "elsewhere")]).iterdir()) == []
    assert "serves the shipped prices: what is kept there cannot be copied" in capsys.readouterr().err


def test_no_room_anywhere_ends_the_start_with_a_sentence(tmp_path: Path, full: Callable[[Path], None]) -> None:
    full(tmp_path)
    with pytest.raises(SystemExit, match=r"no room elsewhere\. CALCULATOR_VAR names a folder"):
        folder_to_use(tmp_path / "var", [str(tmp_path / "a"), str(tmp_path / "b")])


@pytest.mark.slow
def test_make_run_serves_the_shipped_prices_from_another_folder(tmp_path: Path) -> None:
    # Nobody can make a folder there, not even root.
    environment = server_environment(Path("/proc/nowhere")) | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        ["make", "--no-print-directory", "run"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            server = address_of(process)
            for path in ("/s3/", "/healthz", "/api/v1/services/s3/estimate"):
                with urlopen(server + path, timeout=30) as response:
                    assert response.status == 200
        finally:
            os.killpg(process.pid, signal.SIGTERM)
        assert process.stderr is not None
        assert "/proc/nowhere cannot be used" in process.stderr.read()
    assert [path.name.startswith("calculator-") for path in tmp_path.iterdir()] == [True]
