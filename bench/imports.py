"""B5: the import of a large price list, against what the parsers alone take."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tqdm import tqdm

from bench.ec2_offer import write_large_ec2
from bench.results import Result, Row, at_most
from bench.scale import Scale
from tests.serving import PROJECT, server_environment

TWICE = at_most(2, "x")
MEGABYTES = {"csv": at_most(300, "MB"), "json": at_most(150, "MB")}
# The first one is what the others are held against.
PARSERS = {
    "csv": {"pyarrow": "pyarrow.csv.read_csv"},
    "json": {"ijson": "ijson.parse walking the events", "ijson-basic": "ijson.basic_parse, events without their place"},
}
STEPS = {"read": "read, checked and mapped", "import": "imported: the same, then compared, stored and in use"}


@dataclass(frozen=True, slots=True)
class Run:
    """What one process told of itself."""

    seconds: float
    megabytes: float


def measure(var: Path, scale: Scale) -> Result:
    """Parser, reader and import in turn, each in a process of its own, the import with a database of its own."""
    rows: list[Row] = []
    sizes = []
    with TemporaryDirectory(dir=var) as folder:
        for ending in PARSERS:
            path = write_large_ec2(Path(folder) / f"index.{ending}", scale.price_list_rows)
            sizes.append(f"{path.stat().st_size / 1e6:.0f} MB as {ending.upper()}")
            rows += _rows(ending, _taken(path, ending, scale.imports))
            path.unlink()
    return Result(
        "B5",
        "Import of a price list of EC2, against its parser alone",
        f"A list of {scale.price_list_rows:,} rows, {' and '.join(sizes)}, made of the shipped prices and of rows that "
        f"the mapping leaves out. Medians of {scale.imports} runs in turn, each in a process of its own; the ratio is "
        "that of the medians. Seconds without the start of the process, memory with it.",
        ("figure", "s", "peak MB", "of the parser"),
        tuple(rows),
    )


def _taken(path: Path, ending: str, times: int) -> dict[str, list[Run]]:
    """Every way through the file, so often, in turn."""
    taken: dict[str, list[Run]] = {way: [] for way in (*PARSERS[ending], *STEPS)}
    for _ in tqdm(range(times), desc=f"B5: imports of {ending.upper()}", disable=None):
        for way, runs in taken.items():
            runs.append(_run(way, path))
    return taken


def _rows(ending: str, taken: dict[str, list[Run]]) -> Iterator[Row]:
    """The parsers, then for each step its time against the first one's, and its memory against the bound."""
    kind, parsers = ending.upper(), PARSERS[ending]
    for way, name in parsers.items():
        yield Row((f"{kind}, {name}", *_figures(taken[way]), ""))
    parsed = _median_seconds(taken[next(iter(parsers))])
    for step, name in STEPS.items():
        ratio, peak = _median_seconds(taken[step]) / parsed, _peak(taken[step])
        yield Row((f"{kind}, {name}", *_figures(taken[step]), f"{ratio:.2f}"), TWICE, ratio)
        yield Row((f"{kind}, memory of the process that did so", "", f"{peak:.0f}", ""), MEGABYTES[ending], peak)


def _figures(runs: list[Run]) -> tuple[str, str]:
    return f"{_median_seconds(runs):.2f}", f"{_peak(runs):.0f}"


def _median_seconds(runs: list[Run]) -> float:
    return median(run.seconds for run in runs)


def _peak(runs: list[Run]) -> float:
    return max(run.megabytes for run in runs)


def _run(way: str, path: Path) -> Run:
    with TemporaryDirectory(dir=path.parent) as var:
        told = subprocess.run(
            [sys.executable, "-m", "bench.one_import", way, str(path)],
            cwd=PROJECT,
            env=server_environment(Path(var)) | {"DJANGO_SETTINGS_MODULE": "calculator.settings"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    seconds, megabytes, _ = told.stdout.split()
    return Run(float(seconds), float(megabytes))
