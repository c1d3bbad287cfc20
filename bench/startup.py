"""B8: what it takes to start, and the memory of a worker, against an empty Django project."""

import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.request import urlopen

from tqdm import tqdm

from bench.reference import empty_project
from bench.results import Aim, Result, Row, at_most
from bench.scale import Scale
from bench.servers import OURS, WORKERS, Server, environment, served
from calculator.services import SERVICES
from tests.serving import PROJECT

LATER = at_most(0.7, "s")
LARGER = at_most(150, "MB")
SECONDS_TO_ANSWER = 30
# So often that each worker has answered everything and holds what it will hold.
TIMES_ASKED = 12


@dataclass(frozen=True, slots=True)
class Project:
    """Something to start: its WSGI application, the folder it runs in, what it is asked first and then."""

    wsgi: str
    folder: Path
    first: str
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of one worker: all it can see, and its fair share where pages are shared with others."""

    resident: float
    proportional: float


def measure(var: Path, scale: Scale) -> Result:
    """The application and the empty project in turn."""
    first, *others = SERVICES
    ours = Project(OURS, PROJECT, f"/api/v1/services/{first}/estimate", _everything(SERVICES))
    alone = replace(ours, then=_everything([first]))
    empty = Project(empty_project.WSGI, empty_project.make(var / "empty"), "/", ("/",))
    starts = {
        f"process until the first estimate ({ours.first})": (ours, seconds_in_process),
        f"process until the first page (/{first}/)": (replace(ours, first=f"/{first}/"), seconds_in_process),
        "gunicorn until the first estimate over HTTP": (ours, seconds_as_server),
    }
    # Each service reads tables of its own, so what is paid for one is not paid by a process that is asked another.
    rows, emptied = [], list[float]()
    for name, (project, start) in tqdm(starts.items(), desc="B8: starts", disable=None):
        pairs = [(start(project, var), start(empty, var)) for _ in range(scale.starts)]
        rows.append(_row(f"{name}, s", [one for one, _ in pairs], [other for _, other in pairs], LATER, 2))
    few = scale.of_each(scale.other_starts, len(others))
    for key in tqdm(others, desc="B8: starts with each service", disable=None):
        project = replace(ours, first=f"/api/v1/services/{key}/estimate")
        emptied.append(seconds_in_process(empty, var))
        taken = [seconds_in_process(project, var) for _ in range(few)]
        rows.append(_row(f"process until the first estimate of {key}, s", taken, emptied[-5:], LATER, 2))
    with _warm(ours, var) as server, _warm(alone, var) as single, _warm(empty, var) as reference:
        held, only, least = _memories(server), _memories(single), _memories(reference)
    rows.append(_row("a worker, resident, MB", _resident(held), _resident(least), LARGER, 0))
    rows.append(_row(f"a worker asked for {first} alone, resident, MB", _resident(only), _resident(least), LARGER, 0))
    shares = [each.proportional for each in held], [each.proportional for each in least]
    rows.append(_row("a worker, its share of what workers share, MB", *shares, None, 0))
    return Result(
        "B8",
        "Start of a process until its first answer, and memory of a worker, against an empty Django project",
        f"Medians of {scale.starts} starts in turn, of most services of {few}, with compiled modules on disk. The "
        "empty project is Django's own startproject, asked for its welcome page. Memory is that of the "
        f"{WORKERS} gunicorn workers' median after each has answered every page and every kind of question.",
        ("figure", "calculator", "empty project", "difference"),
        tuple(rows),
    )


def _everything(keys: Iterable[str]) -> tuple[str, ...]:
    """Every page and every kind of question of the services."""
    paths = ("/{}/", "/{}/compare/", "/api/v1/services/{}/estimate", "/cells/{}/monthly_usd")
    return tuple(path.format(key) for key in keys for path in paths)


def _resident(memories: Sequence[Memory]) -> list[float]:
    return [each.resident for each in memories]


def seconds_in_process(project: Project, var: Path) -> float:
    """From the start of an interpreter to the answer of the application it has loaded."""
    command = [sys.executable, "-m", "bench.first_answer", project.wsgi, project.first]
    start = perf_counter()
    with subprocess.Popen(
        command, cwd=project.folder, env=environment(var), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        taken = perf_counter() - start
    if not told.startswith("200"):
        sys.exit(f"{project.wsgi} did not answer {project.first}; it said {told!r}.")
    return taken


def seconds_as_server(project: Project, var: Path) -> float:
    """From the start of gunicorn to the answer over HTTP."""
    start = perf_counter()
    with served(var, project.wsgi, project.folder) as server:
        _fetch(server, project.first)
        return perf_counter() - start


def memory_of(pid: int) -> Memory:
    """As the kernel counts it."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    kilobytes = {line.split()[0]: int(line.split()[1]) for line in rollup.splitlines()[1:]}
    return Memory(kilobytes["Rss:"] * 1024 / 1e6, kilobytes["Pss:"] * 1024 / 1e6)


@contextmanager
def _warm(project: Project, var: Path) -> Iterator[Server]:
    with served(var, project.wsgi, project.folder) as server:
        for path in project.then * TIMES_ASKED:
            _fetch(server, path)
        yield server


def _memories(server: Server) -> list[Memory]:
    return [memory_of(pid) for pid in server.workers]


def _fetch(server: Server, path: str) -> None:
    with urlopen(server.address + path, timeout=SECONDS_TO_ANSWER) as response:
        response.read()


def _row(name: str, ours: Sequence[float], empty: Sequence[float], aim: Aim | None, places: int) -> Row:
    difference = median(ours) - median(empty)
    figures = (f"{figure:.{places}f}" for figure in (median(ours), median(empty)))
    return Row((name, *figures, f"{difference:+.{places}f}"), aim, difference)
