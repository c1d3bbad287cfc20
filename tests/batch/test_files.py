"""Files of usages: what is read of them, what is refused, and what stands in the files that are written."""

import gzip
import io
import zipfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from calculator.batch.files.opened import opened, opened_file, services_in
from calculator.batch.files.source import Bounds
from calculator.batch.heading import read_heading
from calculator.core.errors import BadFile
from calculator.exports.batch_files import pieces

CSV = "service,storage_gb,note\ns3,5 TB,a\nebs,,b\n"


def texts(data: bytes, kind: str = "csv", bounds: Bounds = Bounds()) -> list[dict[str, object]]:  # noqa: B008
    source = opened(lambda: io.BytesIO(data), kind, bounds)
    return [row for part in source.parts() for row in part.to_pylist()]


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("a,b\n1,\n", [{"a": "1", "b": None}]),
        ("\ufeffa;b\r\n1,5;x\r\n", [{"a": "1,5", "b": "x"}]),
        ("storage_gb;replica_regions\n1,5;us-east-1\n", [{"storage_gb": "1.5", "replica_regions": "us-east-1"}]),
        # Only of an amount a comma is that of its decimals.
        ("storage_gb;count;note\n1,5;2,0;2,5\n", [{"storage_gb": "1.5", "count": "2.0", "note": "2,5"}]),
        ('a,b\n"line\nbreak","say ""hi"""\n', [{"a": "line\nbreak", "b": 'say "hi"'}]),
        ("a,b\n'=1+1,'it\n", [{"a": "=1+1", "b": "'it"}]),
        (" a , b\n007,0.10\n", [{"a": "007", "b": "0.10"}]),
        ("a\tb\n1\t2\n", [{"a": "1", "b": "2"}]),
        ("a,b\n", []),
    ],
)
def test_csv_is_read_as_the_text_that_stands_there(data: str, rows: list[dict[str, object]]) -> None:
    assert texts(data.encode()) == rows


def test_json_lines_keep_numbers_as_they_are_written() -> None:
    data = b'{"service": "s3", "storage_gb": 1.50, "tags": ["a", "b"]}\n\n{"storage_gb": "5 TB", "pitr": true}\n'
    assert texts(data, "jsonl") == [
        {"service": "s3", "storage_gb": "1.50", "tags": "a,b", "pitr": None},
        {"service": None, "storage_gb": "5 TB", "tags": None, "pitr": "true"},
    ]


@pytest.mark.parametrize("name", ["usages.csv", "usages.csv.gz", "usages.csv.zip", "usages.zip"])
def test_a_file_may_be_packed(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("gz"):
        path.write_bytes(gzip.compress(CSV.encode()))
    elif name.endswith("zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("usages.csv", CSV)
    else:
        path.write_text(CSV, encoding="utf-8")
    source = opened_file(path)
    assert source.names == ("service", "storage_gb", "note")
    assert services_in(source, read_heading(source.names)) == ("s3", "ebs")


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", "csv", "empty"),
        (b"a,b\n1,2,3\n", "csv", "3 cells, but there are 2 columns"),
        (b"a,b\n\xff\xfe,2\n", "csv", "is not UTF-8 text; save it as CSV UTF-8"),
        (b"pr\xe9cis,b\n1,2\n", "csv", "is not UTF-8 text; save it as CSV UTF-8"),
        (b"a,b\n" + b"x" * (5 * 2**20) + b",1\n", "csv", "A line is longer than 2 MB"),
        (b"nonsense", "parquet", "not Parquet"),
        (b"[1, 2]\n", "jsonl", "Line 1 is no JSON object"),
        (b'{"a": 1, "a": 2}\n', "jsonl", "stands twice"),
        (b'{"a": ' + b"[" * 100_000 + b"\n", "jsonl", "Line 1 is not JSON"),
        (gzip.compress(b"a,b\n1,2\n")[:-12], "csv", "cannot be unpacked"),
        (b"PK\x03\x04nonsense", "csv", "zip cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data: bytes, kind: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        texts(data, kind)


def test_a_small_file_may_be_packed_however_tightly() -> None:
    # A megabyte of one row over and over packs to a 250th.
    data = b"service,note\n" + b"s3," + b"x" * 500 + b"\n"
    row = data.splitlines(keepends=True)[1]
    packed = gzip.compress(data + row * 1999)
    assert len(row) * 2000 > 200 * len(packed)
    assert len(texts(packed)) == 2000


def test_a_zip_of_several_files_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", CSV)
        archive.writestr("b.csv", CSV)
    with pytest.raises(BadFile, match="2 files"):
        texts(packed.getvalue())


@pytest.mark.slow
def test_bombs_are_refused_before_they_are_unpacked() -> None:
    zeros = b"a,b\n" + b"0,0\n" * (64 * 2**20)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", zeros)
    for bomb in (gzip.compress(zeros), packed.getvalue()):
        with pytest.raises(BadFile, match="200 times its size"):
            texts(bomb)


def test_a_parquet_file_that_unpacks_to_very_much_text_is_refused() -> None:
    long = pa.DictionaryArray.from_arrays(np.zeros(100_000, dtype=np.int32), pa.array(["x" * 20_000]))
    file = io.BytesIO()
    pq.write_table(pa.table({"note": long}), file)
    assert len(file.getvalue()) < 100_000
    with pytest.raises(BadFile, match="MB of text"):
        texts(file.getvalue(), "parquet")


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_more_rows_or_bytes_than_are_taken_are_refused(kind: str) -> None:
    data = (b"a\n" if kind == "csv" else b"") + (b"1\n" if kind == "csv" else b'{"a": 1}\n') * 100
    with pytest.raises(BadFile, match="more than 99 rows"):
        texts(data, kind, Bounds(rows=99))
    with pytest.raises(BadFile, match="more than 0 MB"):
        texts(data, kind, Bounds(unpacked_bytes=100))
    assert len(texts(data, kind, Bounds(rows=100, unpacked_bytes=len(data)))) == 100


def test_csv_is_safe_to_open_in_a_spreadsheet_and_numbers_have_no_exponent() -> None:
    table = pa.table(
        {
            "=heading": ["=1+1", "+1", "-5", "@x", "plain", None, 'say "hi"'],
            "usd": [1e-7, 1e20, 0.1, None, 5.0, -1e-10, 2.5],
        }
    )
    text = b"".join(pieces("csv", [(table, ())])).decode()
    assert text.split("\r\n")[:-1] == [
        '"\'=heading","usd"',
        '"\'=1+1","0.0000001"',
        '"\'+1","100000000000000000000"',
        '"-5","0.1"',
        '"\'@x",',
        '"plain","5"',
        ',"-0.0000000001"',
        '"say ""hi""","2.5"',
    ]


def test_parquet_and_json_lines_leave_what_is_passed_through_as_it_is() -> None:
    table = pa.table({"id": pa.array([7], pa.int16()), "note": ["=1+1"], "monthly_usd": [1.5]})
    written = pq.read_table(io.BytesIO(b"".join(pieces("parquet", [(table, ()), (table, ())]))))
    assert written.schema == table.schema
    assert written.num_rows == 2
    line = b'{"id": 007e-1, "note": "=1+1", "monthly_usd": 9}\n'.replace(b"007e-1", b"0.70")
    assert b"".join(pieces("jsonl", [(table, [line])])) == b'{"id": 0.7, "note": "=1+1", "monthly_usd": 1.5}\n'
