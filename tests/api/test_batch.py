"""Tables of usages over REST: streamed answers, formats, limits with sentences, and what a table is charged."""

import io
import json
import re
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.test import Client, RequestFactory, override_settings

from calculator.application import batches
from calculator.batch import deadline
from calculator.throttle import ThrottleMiddleware

ADDRESS = "/api/v1/batch"
CSV = "service,region,storage_gb,iops,team\ns3,us-east-1,5 TB,,a\nebs,,,16000,=b\ns3,,5 Tb,,c\n"


def post(client: Client, body: str | bytes, kind: str = "text/csv", query: str = "", **more: Any) -> Any:
    return client.post(f"{ADDRESS}{query}", data=body, content_type=kind, **more)


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_table_comes_back_with_its_answers(client: Client) -> None:
    answer = post(client, CSV)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200, "text/csv; charset=utf-8", "no-store",
    )  # fmt: skip
    table = pd.read_csv(io.BytesIO(body_of(answer)))
    assert table["monthly_usd"].tolist()[:2] == pytest.approx([117.76, 73.0])
    assert table["error"].tolist()[2] == "Storage ends in 'Tb', which means bits; write TB for bytes."
    assert table["team"].tolist() == ["a", "'=b", "c"]


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        ("", "*/*", "application/x-ndjson"),
        ("?format=csv", "*/*", "text/csv; charset=utf-8"),
        ("", "application/vnd.apache.parquet", "application/vnd.apache.parquet"),
    ],
)
def test_the_format_is_that_of_the_table_or_the_one_asked_for(
    client: Client, query: str, accept: str, kind: str
) -> None:
    lines = '{"service": "s3", "storage_gb": 1000, "id": 7}\n'
    answer = post(client, lines, "application/x-ndjson", query, HTTP_ACCEPT=accept)
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    body = body_of(answer)
    if "ndjson" in kind:
        assert json.loads(body)["id"] == 7
        assert json.loads(body)["monthly_usd"] == 23.0


def test_columns_are_read_as_what_is_said_of_them(client: Client) -> None:
    answer = post(client, "svc,size,count\ns3,1000,many\n", query="?read=svc:service,size:storage_gb,count:")
    table = pd.read_csv(io.BytesIO(body_of(answer)))
    assert table[["svc", "size", "count", "monthly_usd"]].to_numpy().tolist() == [["s3", 1000, "many", 23.0]]


def test_parquet_goes_in_and_line_items_come_out(client: Client) -> None:
    file = io.BytesIO()
    pq.write_table(pa.table({"storage_gb": [1000.0, 2000.0]}), file)
    query = "?service=s3&line_items=true"
    answer = post(client, file.getvalue(), "application/vnd.apache.parquet", query)
    items = pq.read_table(io.BytesIO(body_of(answer))).to_pandas()
    assert items[["row", "name", "usd"]].to_numpy().tolist() == [[1, "storage", 23.0], [2, "storage", 46.0]]


@pytest.mark.parametrize(
    ("body", "kind", "query", "status", "words"),
    [
        ("storage_gb\n1\n", "text/csv", "", 422, "No column is called service"),
        ("storage_gb\n1\n", "text/csv", "?service=s4", 404, "There is no service named 's4'"),
        ("storage_gb\n1\n", "text/csv", "?storage_gb=1&service=s3", 422, "is no parameter"),
        ("storage_gb\n1\n", "text/csv", "?service=s3&line_items=perhaps", 422, "neither true nor false"),
        ("size\n1\n", "text/csv", "?service=s3&read=size", 422, "size is read as what?"),
        ("size\n1\n", "text/csv", "?service=s3&read=size:storage", 422, "'storage' is no field"),
        ("storage_gb\n1\n", "application/json", "?service=s3", 415, "text/csv"),
        ("storage_gb\n1\n", "text/csv", "?service=s3&format=xml", 406, "There is no format 'xml'"),
        ("\n", "text/csv", "?service=s3", 422, "The file is empty"),
        ("a,b\n1,2,3\n", "text/csv", "?service=s3", 422, "3 cells, but there are 2 columns"),
        ("nonsense", "application/vnd.apache.parquet", "?service=s3", 422, "not Parquet"),
        ("storage_gb\n" + "1\n" * 200_001, "text/csv", "?service=s3", 413, "more than 200,000 rows. Price"),
        ("storage_gb\n" + " " * (32 * 2**20), "text/csv", "?service=s3", 413, "more than 32 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem_with_a_sentence(
    client: Client, body: str, kind: str, query: str, status: int, words: str
) -> None:
    answer = post(client, body, kind, query)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert words in answer.json()["detail"]


def test_rows_for_which_there_is_no_time_say_so() -> None:
    text = b"storage_gb,team\n" + b"1000,a\n" * (batches.STRETCH + 2)
    table = batches.read_table(batches.opened_table(lambda: io.BytesIO(text), "csv"), usual="s3")
    first, last = (part for part, _ in batches.answered_table(table, seconds=1e-9))
    assert set(first.table.column("monthly_usd").to_pylist()) == {23.0}
    assert (
        last.table.select(["team", "monthly_usd", "error_code"]).to_pylist()
        == [{"team": "a", "monthly_usd": None, "error_code": "time_limit"}] * 2
    )
    assert "30 seconds" in last.table.column("error")[0].as_py()
    assert first.table.schema == last.table.schema


def test_rows_that_are_asked_one_by_one_are_held_to_the_time_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1000))
    monkeypatch.setattr(deadline, "monotonic", lambda: next(clock))
    monkeypatch.setattr(batches, "monotonic", lambda: 0)
    # No float has all of these digits, so each row is asked alone: a second each.
    text = b"storage_gb\n" + b"1000.00000000000000000000001\n" * 20 + b"1000\n"
    table = batches.read_table(batches.opened_table(lambda: io.BytesIO(text), "csv"), usual="s3")
    ((part, _),) = batches.answered_table(table, seconds=5)
    codes = part.table.column("error_code").to_pylist()
    assert codes == [None] * 6 + ["time_limit"] * 14 + [None]
    assert part.refused == {"time_limit": 14}
    assert "30 seconds" in part.table.column("error")[6].as_py()


@override_settings(THROTTLE=(200, 3600))
def test_a_table_is_charged_by_its_rows() -> None:
    from calculator.api.batch import BatchView

    throttled = ThrottleMiddleware(lambda request: BatchView.as_view()(request))
    left = []
    for rows in (1, 1000, 3000):
        text = "storage_gb\n" + "1\n" * rows
        request = RequestFactory().post(f"{ADDRESS}?service=s3", data=text, content_type="text/csv")
        answer: Any = throttled(request)
        left.append((answer.status_code, int(re.findall(r"r=(\d+)", answer["RateLimit"])[0])))
    # 40 for the request, and 1 for each 50 rows.
    assert left[0] == (200, 160)
    assert left[1][0] == 200
    assert left[2][0] == 429
