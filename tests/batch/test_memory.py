"""How much memory a large file takes: it is read part by part, so hardly more than a small one."""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import csv

from bench.launched import used_by
from tests.questions import CATALOGUE

ROOT = Path(__file__).parents[2]
REGIONS = np.array(CATALOGUE.regions_of("s3")[:20])
CLASSES = np.array(["STANDARD", "STANDARD_IA", "GLACIER", "INTELLIGENT_TIERING"])
GROUP = 250_000


def group(seed: int, rows: int) -> pa.Table:
    dice = np.random.default_rng(seed)
    sizes = dice.gamma(1, 10_000, rows).round(2).astype("U12").astype(object)
    # One bad cell in a thousand.
    sizes[::1000] = "5 Tb"
    return pa.table(
        {
            "team": pa.array(np.array(["a", "b", "c"])[dice.integers(0, 3, rows)]),
            "region": pa.array(REGIONS[dice.integers(0, len(REGIONS), rows)]),
            "storage_class": pa.array(CLASSES[dice.integers(0, len(CLASSES), rows)]),
            "storage_gb": pa.array(sizes, pa.string()),
            "average_object_kb": dice.gamma(1, 1000, rows).round(1) + 1,
            "get_requests": dice.integers(0, 10**8, rows),
        }
    )


def peak_mb(source: Path, target: Path) -> float:
    """The most memory that pricing a file takes; all but its bad rows are answered."""
    command = [sys.executable, "manage.py", "price_file", str(source), str(target), "--service", "s3"]
    used = used_by(command, ROOT)
    assert used.status == 3
    return used.megabytes


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_million_rows_take_less_than_500_mb_and_every_bad_cell_is_named(tmp_path: Path, kind: str) -> None:
    source, target = tmp_path / f"in.{kind}", tmp_path / "out.parquet"
    table = pa.concat_tables([group(number, GROUP) for number in range(4)])
    (csv.write_csv if kind == "csv" else pq.write_table)(table, source)
    assert peak_mb(source, target) < 500
    errors = pq.read_table(tmp_path / "out.errors.parquet")
    assert errors.column("row").to_pylist() == list(range(1, 10**6, 1000))
    assert pq.read_table(target, columns=["monthly_usd"]).column(0).null_count == 1000


@pytest.mark.long
def test_ten_million_rows_of_parquet_take_less_than_a_gigabyte(tmp_path: Path) -> None:
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    with pq.ParquetWriter(source, group(0, 1).schema) as writer:
        for number in range(40):
            writer.write_table(group(number, GROUP))
    assert peak_mb(source, target) < 1024
    assert pq.read_metadata(target).num_rows == 10**7
