"""Two starts at once on one fresh folder, or on one fresh database: both live, and serve what they should."""

import re
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.serving import PROJECT, started
from tests.store.price_lists.databases import fresh_database

pytestmark = [pytest.mark.slow, pytest.mark.database]

TIMES, AT_ONCE = 3, 2


def prepared(environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "prepare"]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("trial", range(TIMES))
def test_two_starts_on_a_fresh_folder_both_live(tmp_path: Path, trial: int) -> None:
    with fresh_database(tmp_path) as environment, ThreadPoolExecutor(AT_ONCE) as pool:
        for ended in pool.map(prepared, [environment] * AT_ONCE):
            assert (ended.returncode, ended.stderr) == (0, "")
        ours = {name: value for name, value in environment.items() if name == "DATABASE_URL"}
        with ExitStack() as servers:
            for server in [servers.enter_context(started(tmp_path, **ours)) for _ in range(AT_ONCE)]:
                answers_and_serves(server.address)


def answers_and_serves(address: str) -> None:
    with urlopen(f"{address}/s3/", timeout=60) as page:
        text = page.read().decode()
    [style, *_] = re.findall(r'href="(/static/[^"]+\.css)"', text)
    with urlopen(f"{address}{style}", timeout=60) as file:
        assert file.status == 200
    with urlopen(f"{address}/api/v1/price-lists", timeout=60) as answer:
        assert answer.status == 200


def test_a_second_start_leaves_the_static_files_as_they_are(tmp_path: Path) -> None:
    with fresh_database(tmp_path) as environment:
        assert prepared(environment).returncode == 0
        first = {path: path.stat().st_mtime_ns for path in (tmp_path / "static").rglob("*")}
        assert len(first) > 10
        assert prepared(environment).returncode == 0
        assert {path: path.stat().st_mtime_ns for path in (tmp_path / "static").rglob("*")} == first
        (tmp_path / ".static-collected").write_text("of another version", encoding="ascii")
        assert prepared(environment).returncode == 0
        assert {path: path.stat().st_mtime_ns for path in (tmp_path / "static").rglob("*")} != first
