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
    # It belongs to estimates.
    assert 'href="/estimates/" aria-current="page"' in answer.content.decode()


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
    assert "sizegb Did you mean size_gb" in told
    assert "Each row is priced for itself" in told


def test_groups_beyond_the_twelve_most_expensive_are_summed_up(client: Client) -> None:
    rows = "".join(f"team {number},s3,us-east-1,{number}00\n" for number in range(1, 16))
    told = words(sent(client, "team,service,region,storage_gb\n" + rows, group_by="team"))
    assert "team 15 1 $0.00 $34.50 $34.50 12.5%" in told  # 1,500 GB x 0.023, of 276
    assert "team 4 1 $0.00 $9.20 $9.20" in told
    assert "3 others 3 $0.00 $13.80 $13.80 5.0%" in told  # 600 GB


def test_the_file_of_an_estimate_has_the_total_of_the_estimate_too(client: Client) -> None:
    told = words(sent(client, FLAT))
    # Twice 40 TB: each for itself 2 x 942.08, in shared tiers 51,200 x 0.023 + 30,720 x 0.022
    assert "$1,884.16 a month, effective" in told
    assert "with shared tiers, they come to $1,853.44 a month" in told


OTHERS = "svc;aws_region;size;count;team\ns3;us-east-1;1,5;x;shop\ns3;;5 TB;y;ops\n"
READ = {"read:svc": "service", "read:aws_region": "region", "read:size": "storage_gb", "read:count": ""}


def test_columns_of_other_names_are_asked_for(client: Client) -> None:
    answer = sent(client, OTHERS)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No column is called service" in page
    assert '<input name="read:svc" form="batch-form" list="fields" value=""' in page
    assert "Did you mean <code>region</code>" in page
    assert '<option value="storage_gb">' in page


def test_columns_are_read_as_what_is_said_of_them(client: Client) -> None:
    answer = sent(client, OTHERS, group_by="team", **READ)
    told = words(answer)
    # 1.5 GB x $0.023 and 5,120 GB x $0.023; what is said not to be a count is passed through.
    assert "$117.79 a month, effective Rows answered 2 Left out 0" in told
    assert "Totals by team" in told
    assert '<input name="read:size" form="batch-form" list="fields" value="storage_gb"' in answer.content.decode()
    file = b"".join(sent(client, OTHERS, **READ, **{"as": "csv"}).streaming_content)
    assert file.splitlines()[0].startswith(b'"svc","aws_region","size","count","team","monthly_usd"')


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"read:size": "storage_g"}, "storage_g is no field, so size cannot be read as it. Did you mean storage_gb"),
        ({"read:size": "service"}, "The column service stands twice; name each column once."),
        ({"read:of_another_file": "count"}, "$117.79 a month"),
    ],
)
def test_what_is_said_of_columns_is_checked(client: Client, said: dict[str, str], sentence: str) -> None:
    told = words(sent(client, OTHERS, **{**READ, **said})).replace("&#x27;", "")
    assert sentence in told


def test_wrong_cells_are_told_by_the_name_of_their_column(client: Client) -> None:
    told = words(sent(client, OTHERS.replace("5 TB", "5 Tb"), **READ))
    assert "2 size 5 Tb Storage ends in" in told


def saved(client: Client, file: SimpleUploadedFile, origin: str = "http://testserver", **fields: str) -> Any:
    return client.post("/estimates/batch", {"file": file, **fields}, headers={"origin": origin})


@pytest.mark.parametrize("origin", ["", "null", "https://elsewhere.example"])
def test_forms_of_other_pages_save_nothing(client: Client, origin: str) -> None:
    assert saved(client, SimpleUploadedFile("usages.csv", CSV.encode()), origin).status_code == 403


@pytest.mark.django_db
def test_a_file_is_saved_as_an_estimate(client: Client) -> None:
    file = SimpleUploadedFile("usages.csv", CSV.encode())
    made = saved(client, file, group_by="team")
    assert made.status_code == 303
    page = client.get(made["Location"])
    told = words(page)
    # 5,120 GB x $0.023 + 100 GiB x $0.08; the wrong cell is a line without a price, as it was typed.
    assert "usages" in told
    assert "$125.76" in told
    assert "5 Tb" in told
    document = client.get(made["Location"] + "estimate.json").json()
    groups = {group["name"]: [entry["usage"] for entry in group["entries"]] for group in document["groups"]}
    assert groups == {"shop": [{"storage_gb": "5 TB"}, {"size_gb": "100"}], "ops": [{"storage_gb": "5 Tb"}]}
    assert document["groups"][0]["entries"][0]["tags"] == {"team": "shop", "sizegb": "x"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("service\n" + "s3\n" * 1001, "An estimate has at most 1,000 entries; this file has 1,001 rows."),
        ("service,as_of\ns3,2026-06-01\ns3,\n", "The rows have different values of as_of"),
        ("storage_gb\n1\n", "No column is called service"),
    ],
)
def test_what_is_no_estimate_is_refused(client: Client, text: str, sentence: str) -> None:
    refused = saved(client, SimpleUploadedFile("usages.csv", text.encode()))
    assert refused.status_code == 422
    assert sentence in words(refused)


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
