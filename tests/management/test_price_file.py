"""`manage.py price_file`: files priced whole or not at all, whatever ends the run."""

import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import IO

import pandas as pd
import pytest
from django.core.management import call_command

from calculator.application.batches import answered_parts
from calculator.batch.files.source import Source
from calculator.batch.parts import AnsweredPart, Plan
from calculator.exports.whole_file import whole_file
from calculator.management.commands import price_file

ROWS = (
    'team,service,region,storage_gb,iops\n"=x()",s3,us-east-1,5 TB,\nb,ebs,,,16000\nc,s3,,5 Tb,\nd,s3,us-east-1,1,5\n'
)
ROOT = Path(__file__).parents[2]


def run(source: Path, target: Path, *options: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("price_file", str(source), str(target), *options, stdout=out, stderr=err)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def read(path: Path) -> pd.DataFrame:
    """A file that was written."""
    if path.suffix == ".csv":
        return pd.read_csv(path)
    return pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_json(path, lines=True)


@pytest.fixture
def usages(tmp_path: Path) -> Path:
    path = tmp_path / "usages.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_every_row_is_answered_or_says_why_not(usages: Path, kind: str) -> None:
    target = usages.with_name(f"priced.{kind}")
    ended, out, err = run(usages, target, "--line-items")
    priced, errors, items = (read(target.with_name(f"priced{each}.{kind}")) for each in ("", ".errors", ".items"))
    assert ended == 3
    # 5,120 GB x $0.023; 100 GiB x $0.08 + 13,000 IOPS x $0.005
    assert priced["monthly_usd"].dropna().tolist() == pytest.approx([117.76, 73.0])
    assert errors[["row", "column"]].to_numpy().tolist() == [[3, "storage_gb"], [4, "iops"]]
    assert items["usd"].tolist() == pytest.approx([117.76, 8.0, 65.0])
    assert priced["team"].tolist() == ["'=x()" if kind == "csv" else "=x()", "b", "c", "d"]
    assert "2 of 4 rows answered: $190.76 a month" in out
    assert "Column 'team' is no field, so it is passed through." in err


def test_exact_figures_have_all_digits(usages: Path) -> None:
    usages.write_text("storage_gb\n1000.0000000000000000001\n", encoding="utf-8")
    assert run(usages, usages.with_name("out.csv"), "--service", "s3", "--exact")[0] == 0
    assert '"23.0000000000000000000023"' in usages.with_name("out.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl"])
def test_columns_may_be_read_as_fields_of_other_names(usages: Path, kind: str) -> None:
    source, target = usages.with_name(f"in.{kind}"), usages.with_name(f"out.{kind}")
    frame = pd.DataFrame({"svc": ["s3", "s3"], "size": ["1000", "5 Tb"], "count": ["x", "y"]})
    writes = {
        "csv": lambda: frame.to_csv(source, index=False),
        "parquet": lambda: frame.to_parquet(source),
        "jsonl": lambda: frame.to_json(source, orient="records", lines=True),
    }
    writes[kind]()
    ended, _, err = run(source, target, "--read", "svc=service", "--read", "size=storage_gb", "--read", "count=")
    assert (ended, err) == (3, "")
    priced, errors = read(target), read(target.with_name(f"out.errors.{kind}"))
    assert [*priced.columns[:4]] == ["svc", "size", "count", "monthly_usd"]
    assert priced["monthly_usd"].tolist()[0] == 23.0
    assert errors[["row", "column"]].to_numpy().tolist() == [[2, "size"]]


@pytest.mark.parametrize(
    ("text", "target", "options", "words"),
    [
        ("size\n1\n", "out.csv", ["--service", "s3", "--read", "siz=storage_gb"], "Did you mean size?"),
        ("size\n1\n", "out.csv", ["--service", "s3", "--read", "size=storage"], "Did you mean storage_gb?"),
        ("storage_gb\n1\n", "out.csv", [], "service: No column is called service"),
        ("storage_gb\n1\n", "out.csv", ["--service", "s4"], "There is no service named 's4'"),
        ("storage_gb\n1\n", "out.xls", ["--service", "s3"], "out.xls is of no known kind"),
        ("a,b\n1,2,3\n", "out.csv", ["--service", "s3"], "3 cells, but there are 2 columns"),
        ("storage_gb\n1\n", "missing/out.csv", ["--service", "s3"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_a_sentence(
    usages: Path, text: str, target: str, options: list[str], words: str
) -> None:
    usages.write_text(text, encoding="utf-8")
    ended, _, err = run(usages, usages.with_name("x").parent / target, *options)
    assert ended == 2
    assert words in err


def large(path: Path, rows: int) -> None:
    lines = (f"{number % 977},{number % 13}\n" for number in range(rows))
    path.write_text("storage_gb,retrieval_gb\n" + "".join(lines), encoding="utf-8")


def command(source: Path, target: Path) -> list[str]:
    return [sys.executable, "manage.py", "price_file", str(source), str(target), "--service", "s3"]


@pytest.mark.slow
@pytest.mark.parametrize(("signals", "ended"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)])
def test_a_run_that_is_stopped_leaves_what_was_there(tmp_path: Path, signals: signal.Signals, ended: int) -> None:
    source, target = tmp_path / "usages.csv", tmp_path / "out.csv"
    large(source, 1_500_000)
    target.write_text("what was there", encoding="utf-8")
    running = subprocess.Popen(command(source, target), cwd=ROOT, stderr=subprocess.PIPE)
    written = Path(f"/proc/{running.pid}/io")
    while running.poll() is None and "wchar: " in written.read_text() and _written(written) < 2**22:
        time.sleep(0.05)
    running.send_signal(signals)
    running.communicate(timeout=60)
    assert running.returncode == ended
    assert target.read_text(encoding="utf-8") == "what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "usages.csv"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_a_library_swallows_stops_the_run_all_the_same(
    usages: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    def swallowing(source: Source, plan: Plan) -> Iterator[AnsweredPart]:
        for part in answered_parts(source, plan):
            with suppress(KeyboardInterrupt):
                signal.raise_signal(number)
            yield part

    target = usages.with_name("out.csv")
    target.write_text("what was there", encoding="utf-8")
    monkeypatch.setattr(price_file, "answered_parts", swallowing)
    ended, _, err = run(usages, target, "--line-items")
    assert (ended, target.read_text(encoding="utf-8")) == (130, "what was there")
    assert "Stopped" in err
    assert sorted(path.name for path in usages.parent.iterdir()) == ["out.csv", "usages.csv"]


def test_a_signal_while_the_files_take_their_places_leaves_all_of_them(
    usages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def interrupted(path: Path) -> Iterator[IO[bytes]]:
        with whole_file(path) as file:
            yield file
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(price_file, "whole_file", interrupted)
    ended, _, _ = run(usages, usages.with_name("out.csv"), "--line-items")
    assert ended == 3
    assert sorted(path.name for path in usages.parent.iterdir()) == [
        "out.csv", "out.errors.csv", "out.items.csv", "usages.csv",
    ]  # fmt: skip


def _written(path: Path) -> int:
    return int(next(line for line in path.read_text().splitlines() if line.startswith("wchar")).split()[1])


@pytest.mark.slow
@pytest.mark.parametrize("room", [2**16, 2**20])
def test_a_full_disk_leaves_no_half_file(tmp_path: Path, room: int) -> None:
    source, target = tmp_path / "usages.csv", tmp_path / "out.csv"
    large(source, 300_000)
    full = subprocess.run(
        command(source, target),
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert full.returncode == 2
    assert "cannot be written" in full.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["usages.csv"]
