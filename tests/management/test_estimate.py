"""`manage.py estimate` and `manage.py check_prices`, as somebody at a terminal uses them."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from calculator.core.units import PRICING_DATA
from calculator.services import SERVICES
from calculator.services.service import comparable

KEYS = pytest.mark.parametrize("key", SERVICES)


@pytest.fixture
def run() -> Callable[..., str]:
    """Runs a command and hands back what it prints."""

    def printed(*words: str) -> str:
        out = StringIO()
        call_command(*words, stdout=out)
        return out.getvalue()

    return printed


def refused(*words: str) -> tuple[object, str]:
    """The exit code of a command that fails, and what it says on standard error."""
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(*words, stderr=err)
    return ended.value.code, err.getvalue()


def test_an_estimate_is_a_table_with_totals_price_rows_and_sources(run: Callable[..., str]) -> None:
    words = ("--storage-gb", "55TB", "--region", "eu-west-1", "--data-out-gb", "1")
    text = run("estimate", "s3", *words)
    lines = text.splitlines()
    assert lines[0].startswith("Amazon S3 in eu-west-1, prices as of ")
    assert re.search(r"^Storage +56,320 GB-month +\$1,290\.24 +\d{4}-\d\d-\d\d \w+$", text, re.MULTILINE)
    assert re.search(r"^  from 51,200 GB-month +5,120 GB-month +\$0\.022 +\(\$112\.64\)$", text, re.MULTILINE)
    assert re.search(r"^Monthly +\$1,290\.33$", text, re.MULTILINE)
    assert re.search(r"^Annual +\$15,483\.96$", text, re.MULTILINE)
    assert lines.index("Sources") < len(lines) - 1


def test_money_stands_in_one_column(run: Callable[..., str]) -> None:
    text = run("estimate", "s3", "--storage-gb", "1TB", "--data-out-gb", "20 TB", "--put-requests", "10M")
    lines = [list(re.finditer(r"\$[\d,.]+", line)) for line in text.splitlines()]
    ends = [amounts[-1].end() for amounts in lines if amounts]
    assert len(ends) > 5
    assert max(ends) - min(ends) <= 1


def test_a_warning_is_printed(run: Callable[..., str]) -> None:
    assert "Note: S3 Select is closed to new customers." in run("estimate", "s3", "--select-scanned-gb", "5")


@KEYS
def test_json_is_what_the_rest_api_answers(client: Client, run: Callable[..., str], key: str) -> None:
    answer = client.get(f"/api/v1/services/{key}/estimate").json()
    assert json.loads(run("estimate", key, "--json")) == answer


@KEYS
def test_csv_is_what_the_rest_api_answers(client: Client, run: Callable[..., str], key: str) -> None:
    answer = client.get(f"/api/v1/services/{key}/estimate?format=csv").content.decode()
    assert run("estimate", key, "--csv") == answer


@KEYS
def test_a_comparison_ranks_every_choice(run: Callable[..., str], key: str) -> None:
    by = comparable(SERVICES[key])[0]
    table = run("estimate", key, "--compare-by", by, "--csv")
    rows = [row for row in csv.DictReader(StringIO(table, newline="")) if row["code"] != "left_out"]
    printed = run("estimate", key, "--compare-by", by).splitlines()
    assert [row["rank"] for row in rows] == [str(rank) for rank in range(1, len(rows) + 1)]
    listed = [row["choice"] for row in rows if row["code"] != "no_price"]
    # Some names have a space: linux arm1.small of CodeBuild.
    told = zip(printed[3:], listed, strict=False)
    assert [choice for line, choice in told if line.split(maxsplit=1)[1].startswith(f"{choice} ")] == listed


def test_a_choice_that_is_not_feasible_says_why(run: Callable[..., str]) -> None:
    words = ("--compare-by", "storage_class", "--retrieval-speed", "expedited", "--retrieval-gb", "1")
    text = run("estimate", "s3", *words)
    assert re.search(r"DEEP_ARCHIVE .* not feasible$", text, re.MULTILINE)
    assert "has no expedited restores" in text


def test_a_flag_may_stand_alone(run: Callable[..., str]) -> None:
    alone = json.loads(run("estimate", "s3", "--include-free-tier", "--json"))
    off = json.loads(run("estimate", "s3", "--include-free-tier", "no", "--json"))
    assert (alone["usage"]["include_free_tier"], off["usage"]["include_free_tier"]) == (True, False)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--storage-gb", "abc"), "storage_gb: Storage is not a number"),
        (("--storage-gb=-1",), "storage_gb: Storage is too small"),
        (("--storage-class", "tape"), "storage_class: Storage class is not one of the choices"),
        (("--region", "moon"), "region: There is no region of this name"),
        (("--as-of", "2999-01-01"), "as_of: No prices are known for a date to come"),
        (("--storage-class", "EXPRESS_ONEZONE", "--region", "eu-central-1"), "eu-central-1"),
    ],
)
def test_a_wrong_input_is_a_sentence_and_exit_code_2(words: tuple[str, ...], sentence: str) -> None:
    code, said = refused("estimate", "s3", *words)
    assert code == 2
    assert sentence in said


def test_all_wrong_inputs_are_told_at_once() -> None:
    _, said = refused("estimate", "s3", "--storage-gb", "x", "--put-requests", "y", "--region", "moon")
    assert [line.partition(":")[0] for line in said.splitlines()] == ["storage_gb", "put_requests", "region"]


def test_an_unknown_service_names_the_services() -> None:
    with pytest.raises(CommandError, match="s3"):
        call_command("estimate", "s33")


def test_an_unknown_option_is_refused_by_name() -> None:
    with pytest.raises(CommandError, match="--storge-gb"):
        call_command("estimate", "s3", "--storge-gb", "1")


def test_help_lists_the_services(run: Callable[..., str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("estimate", "--help")
    text = capsys.readouterr().out
    assert [key for key, service in SERVICES.items() if not (key in text and service.NAME in text)] == []


@KEYS
def test_help_of_a_service_has_every_field(capsys: pytest.CaptureFixture[str], key: str) -> None:
    with pytest.raises(SystemExit):
        call_command("estimate", key, "--help")
    text = " ".join(capsys.readouterr().out.split())
    options = [f"--{name.replace('_', '-')}" for name in (*SERVICES[key].Usage.declarations, "region", "as_of")]
    assert [option for option in options if option not in text] == []


@pytest.mark.slow
def test_sound_price_tables_are_counted(run: Callable[..., str]) -> None:
    text = run("check_prices")
    assert re.search(r"^s3: \d+ rate cards in force in \d+ regions$", text, re.MULTILINE)
    assert text.endswith("no faults\n")


@pytest.mark.slow
def test_every_fault_of_broken_price_tables_is_printed(tmp_path: Path) -> None:
    tables = shutil.copytree(PRICING_DATA, tmp_path / "tables")
    with (tables / "services/s3/prices.csv").open("a", encoding="utf-8") as table:
        table.write("moon,storage,STANDARD,0,GB-month,-1,2025-10-22,nowhere,,,\n")
    code, said = refused("check_prices", str(tables))
    faults = said.splitlines()
    assert code == 1
    assert [fault for fault in faults if not re.fullmatch(r"s3/prices\.csv:\d+: .+\.", fault)] == []
    assert [word for word in ("moon", "usd_per_unit", "nowhere") if word not in said] == []
