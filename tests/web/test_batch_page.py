"""The page of tables: a file is priced as a page, with its progress, or as a download; nothing is kept."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

CSV = "team,service,region,storage_gb,size_gb,sizegb\nshop,s3,us-east-1,5 TB,,x\nshop,ebs,,,100,\nops,s3,,5 Tb,,\n"
FLAT = "group,name,service,region,count,storage_gb\nProd,a,s3,us-east-1,2,40 TB\n"


def sent(client: Client, text: str = CSV, name: str = "usages.csv", accept: str = "text/html", **fields: str) -> Any:
    file = SimpleUploadedFile(name, text.encode())
    return client.post("/batch/", {"file": file, **fields}, headers={"accept": accept})


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_form_stands_there_first(client: Client) -> None:
    answer = client.get("/batch/")
    assert answer.status_code == 200
    assert 'enctype="multipart/form-data"' in answer.content.decode()
    assert 'href="/batch/" aria-current="page"' in answer.content.decode()


def test_a_file_becomes_totals_errors_and_columns(client: Client) -> None:
    answer = sent(client, group_by="team")
    told = words(answer)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    # 5,120 GB x $0.023; 100 GiB x $0.08
    assert "$125.76 a month, effective Rows answered 2 Left out 1" in told
    assert "3 storage_gb 5 Tb Storage ends in 'Tb', which means bits; write TB for bytes." in told.replace(
        "&#x27;", "'"
    )
    assert "Amazon S3 1 $0.00 $117.76 $117.76 93.6%" in told
    assert "Totals by team" in told
    assert "sizegb not used Did you mean size_gb" in told
    assert "Each row is priced for itself" in told


def test_the_file_of_an_estimate_has_the_total_of_the_estimate_too(client: Client) -> None:
    told = words(sent(client, FLAT))
    # Twice 40 TB: each for itself 2 x 942.08, in shared tiers 51,200 x 0.023 + 30,720 x 0.022
    assert "$1,884.16 a month, effective" in told
    assert "with shared tiers, they come to $1,853.44 a month" in told


def test_progress_comes_line_by_line_and_the_answer_last(client: Client) -> None:
    answer = sent(client, accept="application/x-ndjson")
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert lines[0] == {"done": 3, "rows": 3}
    assert "$125.76" in lines[-1]["html"]


@pytest.mark.parametrize(
    ("wanted", "ends", "begins"),
    [
        ("csv", "usages.priced.csv", b'"team","service"'),
        ("parquet", "usages.priced.parquet", b"PAR1"),
        ("items", "usages.priced.items.csv", b'"row","service","name"'),
        ("errors", "usages.priced.errors.csv", b'"row","column","value","message"'),
    ],
)
def test_the_priced_rows_are_downloaded(client: Client, wanted: str, ends: str, begins: bytes) -> None:
    answer = sent(client, **{"as": wanted})
    assert answer["Content-Disposition"] == f'attachment; filename="{ends}"'
    assert b"".join(answer.streaming_content).startswith(begins)


@pytest.mark.parametrize(
    ("text", "name", "status", "sentence"),
    [
        (CSV, "usages.xls", 422, "usages.xls is of no known kind"),
        ("storage_gb\n1\n", "usages.csv", 422, "No column is called service"),
        ("service\n" + "s3\n" * 200_001, "usages.csv", 413, "more than 200,000 rows"),
        ("a,b\n1,2,3\n", "usages.csv", 422, "3 cells, but there are 2 columns"),
    ],
)
def test_what_is_no_table_is_refused_on_the_page(
    client: Client, text: str, name: str, status: int, sentence: str
) -> None:
    answer = sent(client, text, name)
    assert answer.status_code == status
    assert sentence in words(answer)


def test_without_a_file_the_page_says_so(client: Client) -> None:
    answer = client.post("/batch/", {})
    assert answer.status_code == 422
    assert "Choose a file first" in words(answer)


@pytest.mark.slow
def test_a_server_that_nobody_brings_a_table_loads_no_library_for_tables() -> None:
    program = "import django, sys; django.setup(); import calculator.urls, calculator.api.urls, calculator.web.urls; "
    program += "print([name for name in ('pandas', 'pyarrow', 'distributed') if name in sys.modules])"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "calculator.settings"}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
