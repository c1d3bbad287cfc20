"""Nothing of an estimate is lost: many editors at once, a process killed in a save, a database gone for a while."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.attacks.asking import PROBE, ask_until
from tests.postgres import own_server
from tests.serving import PROJECT, prepare, server_environment, serving

pytestmark = [pytest.mark.attack, pytest.mark.slow]

EDITORS = 100
LONGEST_PAUSE_SECONDS = 2.0
SOON_SECONDS = 20
KILLED = -9


@dataclass(frozen=True, slots=True)
class Estimate:
    """A kept estimate on a server, by its address and key."""

    server: str
    path: str
    key: str

    def ask(self, method: str, below: str = "", body: Any = None, **headers: str) -> tuple[int, Any]:
        return sent(self.server, method, f"{self.path}{below}", body, Authorization=f"Bearer {self.key}", **headers)


def sent(server: str, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
    address = urlsplit(server)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=120)
    try:
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {"Content-Type": "application/json", **headers})
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def made(server: str) -> Estimate:
    document = {"title": "Shop", "groups": [{"id": "g1", "entries": []}]}
    status, told = sent(server, "POST", "/api/v1/estimates", document)
    assert status == 201
    return Estimate(server, told["links"]["self"], told["key"])


def added(estimate: Estimate, name: str) -> int:
    """Add an entry as an editor does: read, change, save on top of what was read, and again where that is old."""
    waits = random.Random(name)
    while True:
        _, told = estimate.ask("GET")
        document = told["estimate"]
        entry = {"id": name, "service": "sqs", "usage": {"requests": "5 million"}}
        document["groups"][0].setdefault("entries", []).append(entry)
        status, saved = estimate.ask("PUT", "", document, **{"If-Match": f'"{told["version"]}"'})
        if status == 200:
            return int(saved["version"])
        assert status == 412, saved
        sleep(waits.uniform(0, LONGEST_PAUSE_SECONDS))


def test_a_hundred_editors_lose_nothing_and_leave_a_whole_history(var: Path) -> None:
    names = [f"editor-{number}" for number in range(EDITORS)]
    with serving(var) as server:
        estimate = made(server)
        with ThreadPoolExecutor(EDITORS) as pool:
            versions = [*pool.map(lambda name: added(estimate, name), names)]
        assert sorted(versions) == [*range(2, EDITORS + 2)]
        by_number = dict(zip(versions, names, strict=True))
        for number in range(1, EDITORS + 2):
            _, told = estimate.ask("GET", f"/versions/{number}")
            entries = [each["id"] for each in told["estimate"]["groups"][0]["entries"]]
            assert entries == [by_number[each] for each in range(2, number + 1)]
            assert told["answer"]["checksum"] == told["checksum"]


# A process that saves and is killed before one of its statements, or before or after a commit.
SAVING = """
import os, signal, sys
import django
django.setup()
from django.db import connection
from calculator.estimates.read_document import read_document
from calculator.presentation.kept_estimates import keep, keep_next
from calculator.store import estimates as store
name, key, fatal = sys.argv[1], sys.argv[2], int(sys.argv[3])
seen = 0
def step():
    global seen
    if seen == fatal:
        os.kill(os.getpid(), signal.SIGKILL)
    seen += 1
def executing(execute, *asked):
    step()
    return execute(*asked)
commit = connection._commit
def committing():
    step()
    commit()
    step()
connection._commit = committing
document = read_document({"title": "Next", "groups": [{"id": "g1", "entries": [{"id": "e1", "service": "sqs"}]}]})
with connection.execute_wrapper(executing):
    if key:
        keep_next(store.find(name, key), 1, document)
    else:
        keep(document)
"""
COUNTING = """
import django
django.setup()
from calculator.models import EstimateVersion, StoredEstimate
whole = EstimateVersion.objects.values("estimate")
print(StoredEstimate.objects.count(), StoredEstimate.objects.exclude(pk__in=whole).count())
"""
# More than any save takes.
MOST_STATEMENTS = 40


def run(var: Path, program: str, *words: str) -> subprocess.CompletedProcess[str]:
    environment = server_environment(var) | {"DJANGO_SETTINGS_MODULE": "calculator.settings"}
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(command, cwd=PROJECT, env=environment, check=False, stdout=subprocess.PIPE, text=True)


def kills(var: Path, name: str = "", key: str = "") -> Iterator[int]:
    """A save for each of its statements, killed before it, and at the end one that is not."""
    for fatal in range(MOST_STATEMENTS):
        code = run(var, SAVING, name, key, str(fatal)).returncode
        yield code
        if code != KILLED:
            return


def test_a_save_that_is_killed_leaves_the_old_version_or_the_next(var: Path) -> None:
    with serving(var) as server:
        estimate = made(server)
        codes, seen = [], []
        for code in kills(var, estimate.path.rpartition("/")[2], estimate.key):
            codes.append(code)
            status, told = estimate.ask("GET", "/versions")
            assert status == 200
            numbers = [each["version"] for each in told["versions"]]
            assert numbers in ([1], [2, 1])
            for number in numbers:
                status, one = estimate.ask("GET", f"/versions/{number}")
                assert (status, one["answer"]["checksum"]) == (200, one["checksum"])
            seen.append(numbers)
            if numbers == [2, 1]:
                break
        # Before the commit the old one, after it the next.
        assert codes == [KILLED] * len(codes)
        assert seen == [[1]] * (len(seen) - 1) + [[2, 1]]
        assert len(seen) > 4


def test_an_estimate_whose_making_is_killed_is_there_whole_or_not_at_all(var: Path) -> None:
    def counted() -> list[int]:
        return [int(each) for each in run(var, COUNTING).stdout.split()]

    before, _ = counted()
    codes, made_by = [], []
    for code in kills(var):
        estimates, without_versions = counted()
        assert without_versions == 0
        codes.append(code)
        made_by.append(estimates - before)
        before = estimates
    # Killed before its statements it made nothing; what is killed after the commit, and what is not, made one each.
    assert codes == [KILLED] * (len(codes) - 1) + [0]
    assert sorted(made_by) == made_by
    assert (made_by[0], made_by[-1]) == (0, 1)


def test_a_change_is_refused_while_the_database_is_gone_and_saved_when_it_is_back(tmp_path: Path) -> None:
    entry = {"id": "e1", "service": "sqs"}
    document = {"title": "Shop", "groups": [{"id": "g1", "entries": [entry]}]}
    with own_server() as database:
        prepare(tmp_path, DATABASE_URL=database.address)
        with serving(tmp_path, DATABASE_URL=database.address) as server:
            estimate = made(server)
            with database.hanging():
                status, told = estimate.ask("PUT", "", document, **{"If-Match": '"1"'})
                assert (status, "database does not answer" in told["detail"]) == (503, True)
            ask_until(server, PROBE, b'"database": "ok"', SOON_SECONDS)
            assert estimate.ask("GET")[1]["version"] == 1
            assert estimate.ask("PUT", "", document, **{"If-Match": '"1"'})[0] == 200
            assert [each["version"] for each in estimate.ask("GET", "/versions")[1]["versions"]] == [2, 1]
