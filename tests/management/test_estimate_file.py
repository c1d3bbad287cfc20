"""`manage.py estimate_file`: an estimate from a file, as text, JSON and CSV."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

FLAT = "group,service,count,storage_gb\nProd,s3,2,40 TB\n"
WITHOUT_ANSWER = "group,service,storage_gb\nProd,s3,1\nProd,s4,\n"


def told(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("estimate_file", str(path), *options, stdout=out)
    return out.getvalue()


def test_a_flat_file_is_answered_as_text_json_and_csv(tmp_path: Path) -> None:
    path = tmp_path / "estimate.csv"
    path.write_text(FLAT, encoding="utf-8")
    # 51,200 x 0.023 + 30,720 x 0.022
    assert "$1,853.44" in told(path)
    assert json.loads(told(path, "--json"))["monthly_usd"] == "1853.44"
    assert ",1853.44,monthly," in told(path, "--csv")


def test_json_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "estimate.json"
    entry = {"service": "s3", "usage": {"storage_gb": "40 TB"}, "count": 2}
    path.write_text(json.dumps({"title": "Photos", "groups": [{"entries": [entry]}]}), encoding="utf-8")
    assert told(path).startswith("Photos, prices as of ")
    assert "$1,853.44" in told(path)


@pytest.mark.parametrize(
    ("text", "ends_with", "sentence"),
    [
        (b"service,count\ns3,x\n", 2, "/groups/0/entries/0/count: `count` must be a whole number."),
        (b"{", 2, "file: The file is not JSON"),
        (b"service\n\xff\n", 2, "not UTF-8"),
        (None, 2, "cannot be read: No such file or directory."),
        (WITHOUT_ANSWER.encode(), 3, ""),
    ],
)
def test_a_faulty_file_ends_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes | None, ends_with: int, sentence: str
) -> None:
    path = tmp_path / "estimate"
    if text is not None:
        path.write_bytes(text)
    with pytest.raises(SystemExit) as ended:
        call_command("estimate_file", str(path))
    assert ended.value.code == ends_with
    assert sentence in capsys.readouterr().err
