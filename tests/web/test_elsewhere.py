"""What is offered for pasting into other programs."""

import re

import pytest

from calculator.application.questions import answer, ask
from calculator.presentation.spreadsheet_formulas import EXCEL
from calculator.web.snippets import snippets

ORIGIN = "http://127.0.0.1:8000"


def text_for(program: str, state: dict[str, str]) -> str:
    return next(each.text for each in snippets("s3", state, ORIGIN, None) if each.key == program)


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("excel", f'=NUMBERVALUE(WEBSERVICE("{ORIGIN}/cells/s3/monthly_usd?storage_gb=5%20TB"),".")'),
        ("libreoffice", f'=NUMBERVALUE(WEBSERVICE("{ORIGIN}/cells/s3/monthly_usd?storage_gb=5%20TB");".")'),
        ("google_sheets", f'=IMPORTDATA("{ORIGIN}/cells/s3/monthly_usd?storage_gb=5%20TB",",","en_US")'),
        ("excel_german", f'=ZAHLENWERT(WEBDIENST("{ORIGIN}/cells/s3/monthly_usd?storage_gb=5%20TB");".")'),
        ("libreoffice_german", f'=ZAHLWERT(WEBDIENST("{ORIGIN}/cells/s3/monthly_usd?storage_gb=5%20TB");".")'),
        ("curl", f"curl --get {ORIGIN}/api/v1/services/s3/estimate \\\n  --data-urlencode 'storage_gb=5 TB'"),
        ("command", ".venv/bin/python manage.py estimate s3 --storage-gb '5 TB'"),
    ],
)
def test_each_program_gets_its_own_form(program: str, expected: str) -> None:
    assert text_for(program, {"storage_gb": "5 TB"}) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("on_demand", "monthly_usd"),
        ("reserved_1y_no_upfront", "monthly_usd"),
        ("reserved_1y_partial_upfront", "effective_monthly_usd"),
        ("reserved_1y_all_upfront", "effective_monthly_usd"),
    ],
)
def test_where_something_is_paid_upfront_every_formula_asks_for_the_effective_cost(option: str, value: str) -> None:
    state = {"instance_type": "m5.large", "purchase_option": option}
    texts = {each.key: each.text for each in snippets("ec2", state, ORIGIN, answer(ask("ec2", state)))}
    sheets = [text for key, text in texts.items() if key not in ("curl", "python", "command")]
    assert len(sheets) == 5
    assert [text for text in sheets if f"/cells/ec2/{value}?" not in text.replace('"&"', "")] == []
    assert f'["{value}"]' in texts["python"]


def test_without_inputs_there_is_no_query() -> None:
    assert text_for("excel", {}) == f'=NUMBERVALUE(WEBSERVICE("{ORIGIN}/cells/s3/monthly_usd"),".")'


@pytest.mark.parametrize("typed", ['"; rm -rf ~', "'$(id)'", 'x")&A1&("', "ü&=#+"])
def test_what_was_typed_cannot_leave_its_quotes(typed: str) -> None:
    state = {"storage_gb": typed}
    assert text_for("excel", state).count('"') == 4
    assert text_for("python", state).count('"') == 4
    assert "#" not in text_for("libreoffice", state)


def test_excel_gets_a_long_address_in_pieces_that_it_accepts() -> None:
    formula = text_for("excel", {"storage_gb": "1", "get_requests": "1" * 400})
    pieces = re.findall(r'"([^"]*)"', formula)[:-1]
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= (EXCEL.longest_text or 0)
    assert "".join(pieces).endswith("1" * 400)
