"""`manage.py estimate_file plan.json`: what it prints, and the code that it ends with."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.interchange.exports import RDS, csv_export, line
from tests.interchange.plans import change, plan

pytestmark = pytest.mark.django_db

VOLUME = {"size": 100, "type": "gp3"}
GATEWAY = change("aws_nat_gateway.a", {"connectivity_type": "public"})
PLAN = plan(
    change("aws_ebs_volume.a", VOLUME | {"size": 200}, before=VOLUME, actions=("update",)),
    GATEWAY,
    change("aws_made_up.a|b", {}),
)


def run(folder: Path, text: str, *options: str) -> tuple[str, str, int]:
    file = folder / "plan.json"
    file.write_text(text, encoding="utf-8")
    out, errors = StringIO(), StringIO()
    try:
        call_command("estimate_file", str(file), *options, stdout=out, stderr=errors)
    except SystemExit as end:
        return out.getvalue(), errors.getvalue(), int(str(end.code))
    return out.getvalue(), errors.getvalue(), 0


@pytest.mark.parametrize(
    ("options", "code"),
    [((), 0), (("--fail-above", "71.35"), 0), (("--fail-above", "71.34"), 4), (("--fail-above", "much"), 2)],
)
def test_exit_codes(tmp_path: Path, options: tuple[str, ...], code: int) -> None:
    # 200 GB at $0.08, 730 hours and 500 GB of a NAT gateway at $0.045 each.
    assert run(tmp_path, PLAN, *options)[2] == code


def test_a_file_that_is_wrong_ends_with_a_sentence(tmp_path: Path) -> None:
    out, errors, code = run(tmp_path, '{"format_version": "3.0"}')
    assert (out, code) == ("", 2)
    assert "formats 0.x and 1.x" in errors


def test_json_has_the_account_the_assumptions_and_the_change(tmp_path: Path) -> None:
    found = json.loads(run(tmp_path, PLAN, "--format", "json")[0])
    assert found["counts"] == {"priced": 1, "needs_usage": 1, "free": 0, "not_supported": 1, "refused": 0}
    assert found["stated"]["monthly_usd"] == "48.85"
    assert found["answer"]["monthly_usd"] == "71.35"
    assert found["change"]["delta_usd"] == "63.35"
    (usage,) = [each for each in found["assumptions"] if each["is_usage"]]
    assert (usage["address"], usage["label"], usage["value"]) == ("aws_nat_gateway.a", "Data processed", "500")


def test_markdown_says_what_changes_what_needs_usage_and_what_is_not_supported(tmp_path: Path) -> None:
    lines = run(tmp_path, PLAN, "--format", "markdown")[0].splitlines()
    assert lines[0] == "### AWS cost: $71.35 a month (+$63.35)"
    assert "| changed | `aws_ebs_volume.a` | $8.00 | $16.00 | +$8.00 |" in lines
    assert "- `aws_nat_gateway.a`: Data processed 500 GB/month" in lines
    assert any("`aws_made_up`" in each for each in lines)


def test_the_terminal_names_what_is_not_in_the_total(tmp_path: Path) -> None:
    out = run(tmp_path, PLAN)[0]
    assert "By what the file says: $48.85 a month. With the usage assumed below: $71.35." in out
    assert "aws_made_up.a|b: This type of resource is not known here" in out


def test_an_export_is_shown_beside_the_official_calculator(tmp_path: Path) -> None:
    text = csv_export(line("Shop", "Amazon RDS for PostgreSQL", "280", RDS))
    row = next(each for each in run(tmp_path, text)[0].splitlines() if each.startswith("line 1: Amazon RDS"))
    assert row.split()[6:9] == ["$280.00", "$278.14", "-$1.86"]
    lines = run(tmp_path, text, "--format", "markdown")[0].splitlines()
    row = next(each for each in lines if each.startswith("| `line 1"))
    assert row.startswith("| `line 1: Amazon RDS for PostgreSQL` | $280.00 | $278.14 | -$1.86 | All else of")
