"""B3: a million usages through the batch path, against NumPy written by hand and SQL; B9: how it grows."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

from bench import s3_reference
from bench.bills_by_hand import BY_HAND, by_numpy, mixed_by_numpy, mixed_query, query, wide
from bench.launched import used_by
from bench.results import Result, Row, at_most
from bench.s3_reference import CLASSES, SQL
from bench.scale import Scale
from calculator.batch.heading import read_heading
from calculator.batch.price_table import price_part
from calculator.services import SERVICES
from tests.questions import CATALOGUE, TODAY

RUNS = 3
REGIONS = list(CATALOGUE.regions_of("s3")[:20])
MOST_MB = 500
# Of the reference and the size: at most so many times its CPU time. DynamoDB has figures of its own, mixed rows none.
AIMS = {("NumPy", True): 1.5, ("DuckDB", True): 1.0, ("DuckDB", False): 1.5}
AIMS_OF_DYNAMODB = {("NumPy", True): 4.0}
HELD_AGAINST = {"s3": AIMS, "ebs": AIMS, "kinesis": AIMS, "dynamodb": AIMS_OF_DYNAMODB}
LARGE = 500_000
# The ways to price a table by hand, by what they are called.
Steps: TypeAlias = Mapping[str, Callable[[], Any]]


def measure(scale: Scale) -> Iterator[Result]:
    """Both measures."""
    yield Result(
        "B3",
        "A table of usages",
        f"CPU seconds, the fastest of {RUNS} runs, in one process: reading the columns, checking every cell, grouping, "
        "pricing. 20 Regions, choices mixed. Beside each the same bill written by hand in NumPy, grouped alike, and as "
        "SQL on a wide price table in DuckDB with one thread. Both references tell the monthly costs alone and check "
        "no cell; ours tells what is paid upfront, effective costs, capacity and what decides it as well. All come to "
        "the same monthly costs. One row of EBS in eight is infeasible; ours has a sentence for each of those, the "
        "references none. Files: the command against pandas reading and writing the same file.",
        ("table", "rows", "CPU s", "reference", "ratio or MB"),
        (*_s3(scale), *_others(scale), *_file(scale)),
    )
    yield Result(
        "B9",
        "How a table grows",
        "CPU seconds of S3 tables as in B3. The aim is held against the time of a row, compared with the size before.",
        ("rows", "CPU s", "µs a row"),
        tuple(_growth(scale)),
    )


def usages(rows: int) -> pa.Table:
    """Usages of S3 in 20 Regions and 7 classes."""
    dice = np.random.default_rng(rows)
    return pa.table(
        {
            "region": pa.array(np.array(REGIONS)[dice.integers(0, len(REGIONS), rows)]),
            "storage_class": pa.array(np.array(CLASSES)[dice.integers(0, len(CLASSES), rows)]),
            "storage_gb": np.round(dice.gamma(1, 10_000, rows), 2),
            # Not so small that their metadata alone fills a tier, which the reference leaves out.
            "average_object_kb": np.round(dice.gamma(1, 1000, rows) + 100, 1),
            "put_requests": dice.integers(0, 10**7, rows).astype(np.float64),
            "get_requests": dice.integers(0, 10**8, rows).astype(np.float64),
            "retrieval_gb": np.round(dice.gamma(1, 1000, rows), 2),
        }
    )


def _fastest(step: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        begun = process_time()
        step()
        taken.append(process_time() - begun)
    return min(taken)


def _priced(table: pa.Table, usual: str = "") -> Any:
    return price_part(table, read_heading(table.column_names, usual), CATALOGUE, TODAY)


def _s3(scale: Scale) -> Iterator[Row]:
    prices = s3_reference.wide(CATALOGUE, REGIONS)
    for rows in scale.table_rows[::2]:
        table = usages(rows)
        frame = table.to_pandas()
        steps: Steps = {
            "NumPy": partial(s3_reference.by_numpy, frame, prices),
            "DuckDB": _duckdb(SQL, {"usages": table, "prices": prices}),
        }
        yield from _beside("s3", "S3", table, steps)


def _beside(key: str, name: str, table: pa.Table, steps: Steps) -> Iterator[Row]:
    """A table as it is priced here, beside each way to do so by hand; several services where no key is given."""
    rows, monthly = table.num_rows, _priced(table, key).answers.money["monthly_usd"]
    ours = _fastest(lambda: _priced(table, key))
    for reference, step in steps.items():
        np.testing.assert_allclose(step(), monthly, rtol=1e-9)
        theirs = _fastest(step)
        aim = HELD_AGAINST.get(key, {}).get((reference, rows >= LARGE))
        cells = (name, f"{rows:,}", f"{ours:.3f}", f"{reference} {theirs:.3f}", f"{ours / theirs:.2f}")
        yield Row(cells, at_most(aim, "x") if aim else None, ours / theirs)


def _duckdb(sql: str, tables: Mapping[str, Any]) -> Callable[[], Any]:
    import duckdb

    connection = duckdb.connect(config={"threads": 1})
    for name, table in tables.items():
        connection.register(name, table)
    # In the order of the rows, as our answer is.
    connection.execute("set preserve_insertion_order = true")
    return lambda: np.ma.filled(connection.execute(sql).fetchnumpy()["usd"], np.nan)


OTHERS: dict[str, dict[str, tuple[object, ...]]] = {
    "ebs": {
        "volume_type": ("gp2", "gp3", "io2", "st1"),
        "size_gb": (100, 500, 2000.5, 9000),
        "iops": (0, 0, 3000, 8000),
    },
    "kinesis": {
        "capacity_mode": ("provisioned", "on_demand_standard"),
        "records_per_second": (10, 500.5, 2000),
        "record_kb": (0.5, 1, 9.9),
    },
    "dynamodb": {
        "capacity_mode": ("provisioned", "on_demand"),
        "reads_per_second": (1, 99.9, 1000),
        "writes_per_second": (1, 50.5, 400),
        "item_size_kb": (0.5, 1, 7.7),
    },
    "ec2": {"instance_type": ("m5.large", "c6i.xlarge", "r6g.2xlarge", "t3.micro"), "instances": (1, 2, 10)},
    "sqs": {"queue_type": ("standard", "fifo"), "requests": (10**6, 3 * 10**8), "message_kb": (1, 64, 200)},
}


def some_of(key: str, rows: int) -> pa.Table:
    """Usages of a service in 20 Regions, every combination of some values."""
    dice = np.random.default_rng(rows)
    drawn = {name: pa.array(np.array(each)[dice.integers(0, len(each), rows)]) for name, each in OTHERS[key].items()}
    return pa.table({"region": pa.array(np.array(REGIONS)[dice.integers(0, len(REGIONS), rows)]), **drawn})


def mixed(rows: int) -> pa.Table:
    """A fifth of the rows of each service, in any order."""
    parts = []
    for key in OTHERS:
        table = some_of(key, rows // len(OTHERS))
        parts.append(table.append_column("service", pa.array([key] * table.num_rows)))
    whole = pa.concat_tables(parts, promote_options="permissive")
    return whole.take(pa.array(np.random.default_rng(1).permutation(whole.num_rows)))


def _others(scale: Scale) -> Iterator[Row]:
    prices = {key: wide(key, OTHERS[key][BY_HAND[key].choice], CATALOGUE, REGIONS) for key in OTHERS}
    for rows in scale.table_rows[::2]:
        for key in OTHERS:
            table = some_of(key, rows)
            frame = table.to_pandas()
            steps: Steps = {
                "NumPy": partial(by_numpy, key, frame, prices[key]),
                "DuckDB": _duckdb(query(key), {"usages": table, "prices": prices[key]}),
            }
            yield from _beside(key, SERVICES[key].NAME, table, steps)
        yield from _mixed(rows, prices)


def _mixed(rows: int, prices: Mapping[str, pd.DataFrame]) -> Iterator[Row]:
    table = mixed(rows)
    frame, placed = table.to_pandas(), table.append_column("place", pa.array(range(table.num_rows)))
    steps: Steps = {
        "NumPy": partial(mixed_by_numpy, frame, prices),
        "DuckDB": _duckdb(mixed_query(prices), {"usages": placed, **{f"prices_{key}": prices[key] for key in prices}}),
    }
    yield from _beside("", "Five services mixed", table, steps)


def _file(scale: Scale) -> Iterator[Row]:
    rows = scale.table_rows[-1]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.csv"), Path(folder, "out.csv")
        csv.write_csv(usages(rows), source)
        theirs = _fastest(lambda: pd.read_csv(source).to_csv(target, index=False))
        command = [sys.executable, "manage.py", "price_file", str(source), str(target), "--service", "s3"]
        used = used_by(command, Path(__file__).parents[1])
        if used.status:
            raise SystemExit(f"price_file ended with {used.status}")
    taken = used.cpu_seconds
    yield Row(
        ("CSV in and out", f"{rows:,}", f"{taken:.2f}", f"pandas {theirs:.2f}", f"{taken / theirs:.2f}"),
    )
    held = used.megabytes
    yield Row(("Memory of the command", f"{rows:,}", "", "", f"{held:.0f} MB"), at_most(MOST_MB, "MB"), held)


def _growth(scale: Scale) -> Iterator[Row]:
    taken = [_fastest(lambda rows=rows: _priced(usages(rows), "s3")) for rows in scale.table_rows]  # type: ignore[misc]
    each = [1e6 * seconds / rows for seconds, rows in zip(taken, scale.table_rows, strict=True)]
    falls = [0.0, *(after / before for before, after in pairwise(each))]
    for rows, seconds, one, fall in zip(scale.table_rows, taken, each, falls, strict=True):
        yield Row((f"{rows:,}", f"{seconds:.3f}", f"{one:.2f}"), at_most(1.2) if fall else None, fall)
