"""A mix of commitments as lines of an estimate: of the same total, or with the reason why it is none."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from calculator.analysis.commitments.answered import answer_commitments
from calculator.analysis.commitments.as_estimate import as_estimate
from calculator.application.questions import catalogue
from calculator.commitments.regret import LEAST_COST
from calculator.estimates.answers import answer_estimate
from tests.questions import TODAY

ADDRESS = "/ec2/commitments/estimate"
ORIGIN = {"Origin": "http://testserver"}
WEEK = {"busy": "60", "otherwise": "20"}
XLARGE = {"instance_type": "m7g.xlarge", "running": WEEK}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "question",
    [
        {"fleets": [XLARGE]},
        {"fleets": [XLARGE], "months": 12},
        {"fleets": [XLARGE, {"instance_type": "m7g.large", "running": 7}], "months": 12},
        {"fleets": [XLARGE], "consider": ["ec2_instance_savings_plan"]},
        {"fleets": [{"instance_type": "m5.large", "running": ["2.5", "1", "0"], "committed": 1}], "months": 36},
    ],
)
def test_the_lines_come_to_what_the_mix_costs(question: dict[str, Any]) -> None:
    found = answer_commitments(question, catalogue(), TODAY)
    mix = found.choice.named(LEAST_COST)
    made = as_estimate(found, mix, "Commitments", catalogue(), TODAY)
    assert made.document is not None, made.reason
    whole = answer_estimate(made.document, catalogue(), TODAY).money().effective_monthly_usd
    assert whole is not None
    assert abs(whole - mix.cost.usd / found.asked.months) < Decimal("0.005")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ({"consider": ["compute_savings_plan"]}, "A Savings Plan is bought by the dollar an hour"),
        (
            {"fleets": [{"service": "elasticache", "running": 3}], "consider": ["reserved"]},
            "As lines of an estimate it comes to",
        ),
        ({"months": 30}, "Some of it is paid beyond the horizon"),
        ({"fleets": [{"service": "fargate"}], "months": 1}, "An estimate has no line that buys"),
    ],
)
def test_what_is_no_line_is_said(question: dict[str, Any], reason: str) -> None:
    found = answer_commitments({"fleets": [XLARGE], **question}, catalogue(), TODAY)
    made = as_estimate(found, found.choice.named(LEAST_COST), "Commitments", catalogue(), TODAY)
    assert made.document is None
    assert reason in made.reason


def test_the_page_makes_an_estimate_of_what_it_shows(client: Client) -> None:
    state = {"instance_type": "m7g.xlarge", "load": "week", "busy": "60", "otherwise": "20"}
    page = client.get("/ec2/commitments/", state).content.decode()
    assert '<button class="go" form="to-estimate">Add to estimate</button>' in page
    answer = client.post(ADDRESS, state, headers=ORIGIN)
    assert answer.status_code == 303
    kept = client.get(answer["Location"]).content.decode()
    # As on the page: 33,860 / 36 and 2,610 x 40 x 0.1632 x 3 / 36.
    assert "$2,360.40" in kept
    assert "Reserved, 3 years, all upfront, m7g.xlarge Linux, us-east-1" in kept


def test_a_file_of_hours_becomes_one_too(client: Client) -> None:
    sent = {"as": "file", "file": SimpleUploadedFile("h.csv", b"2026-01-01T00:00:00Z,20\n2026-01-01T01:00:00Z,40\n")}
    assert client.post(ADDRESS, sent, headers=ORIGIN).status_code == 303
    assert client.post(ADDRESS, {"as": "file"}, headers=ORIGIN).status_code == 422


def test_a_form_of_another_page_and_a_mix_that_is_no_line_make_none(client: Client) -> None:
    assert client.post(ADDRESS, {}, headers={"Origin": "http://evil.example"}).status_code == 403
    answer = client.post(ADDRESS, {"months": "30"}, headers=ORIGIN)
    assert answer.status_code == 422
    assert "cannot be added to an estimate. Some of it is paid beyond the horizon" in answer.content.decode()
    assert client.post("/moon/commitments/estimate", {}, headers=ORIGIN).status_code == 404
