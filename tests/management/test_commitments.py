"""`manage.py commitments`: a question from a file, as lines, JSON and CSV."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

QUESTION = {"as_of": "2026-11-21", "fleets": [{"name": "web", "service": "ec2", "instance_type": "m7g.xlarge"}]}


def told(tmp_path: Path, question: object, *options: str) -> str:
    path, out = tmp_path / "question.json", StringIO()
    path.write_text(json.dumps(question), encoding="utf-8")
    call_command("commitments", str(path), *options, stdout=out)
    return out.getvalue()


def test_the_mixes_are_told_cheapest_first(tmp_path: Path) -> None:
    lines = told(tmp_path, QUESTION).splitlines()
    assert lines[:2] == ["web: 1 running on average, 1 at most", ""]
    assert lines[2] == "1. Least cost; Least worst regret; only Reserved, 3 years, all upfront"
    assert lines[4] == "   1 instance of Reserved, 3 years, all upfront, m7g.xlarge Linux, us-east-1, 100% used"


def test_the_whole_answer_is_json_and_a_table(tmp_path: Path) -> None:
    assert json.loads(told(tmp_path, QUESTION, "--json"))["mixes"][0]["usd"] == "1693"
    assert told(tmp_path, QUESTION, "--csv").splitlines()[1].startswith("1,least_cost")


def test_hours_come_from_a_file_of_their_own(tmp_path: Path) -> None:
    hours = tmp_path / "hours.csv"
    hours.write_text("time,web\n2026-01-01T00:00:00Z,7\n", encoding="utf-8")
    assert told(tmp_path, QUESTION, "--hours", str(hours)).startswith("web: 7 running on average")


@pytest.mark.parametrize("question", [{}, [], {"fleets": [{"service": "s3"}]}])
def test_a_question_that_is_wrong_ends_with_two(tmp_path: Path, question: object) -> None:
    with pytest.raises(SystemExit) as ended:
        told(tmp_path, question)
    assert ended.value.code == 2


@pytest.mark.parametrize(("option", "field"), [("--column=web", "column"), ("--time-zone=Europe/Berlin", "time_zone")])
def test_what_is_about_hours_is_refused_without_them(
    tmp_path: Path, option: str, field: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        told(tmp_path, QUESTION, option)
    assert f"{field}: This is about a CSV of hours; name it by --hours." in capsys.readouterr().err


OPTION = "reserved_3y_no_upfront_convertible"
EXCHANGE = {
    "as_of": "2026-11-21",
    "held": [{"instance_type": "m4.large", "option": OPTION, "quantity": 10, "months_left": 16}],
    "for": {"instance_type": "m4.xlarge", "option": OPTION},
}


def test_an_exchange_is_told_in_lines_and_as_json(tmp_path: Path) -> None:
    lines = told(tmp_path, EXCHANGE, "--exchange").splitlines()
    # Ten at 0.0497 an hour for 11,680 hours, for five at 0.0994.
    assert [line.partition(":")[0] for line in lines[:2]] == [
        "held    10 x m4.large Linux, us-east-1",
        "new     5 x m4.xlarge Linux, us-east-1",
    ]
    assert lines[1].endswith("16 months left, worth 5804.96 USD")
    assert lines[2] == "true-up 0 USD"
    assert json.loads(told(tmp_path, EXCHANGE, "--exchange", "--json"))["new"]["quantity"] == "5"


def test_an_exchange_is_no_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        told(tmp_path, EXCHANGE, "--exchange", "--csv")
    assert "csv: An exchange is printed as lines or with --json." in capsys.readouterr().err
