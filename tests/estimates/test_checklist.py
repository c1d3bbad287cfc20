"""What people forget: offered where a line makes it likely, gone once it is there."""

from typing import Any

import pytest

from calculator.core.errors import UnknownName
from calculator.estimates.answers import answer_estimate
from calculator.estimates.checklist import checklist, forgotten, item
from calculator.services import SERVICES
from tests.estimates.documents import entry, estimate
from tests.questions import CATALOGUE, TODAY


@pytest.mark.parametrize(
    ("entries", "offered"),
    [
        ([], set()),
        ([entry("sqs")], set()),
        ([entry("s3")], {"internet"}),
        ([entry("s3", data_out_gb=1)], set()),
        ([entry("s3"), entry("cloudfront")], set()),
        ([entry("ebs", snapshot_gb=10)], set()),
        ([entry("ebs")], {"snapshots"}),
        ([entry("ec2", data_out_gb=1, inter_zone_gb=1)], {"logs", "nat", "support"}),
        (
            [entry("rds"), entry("cloudwatch"), entry("nat_gateway"), entry("secrets_manager"), entry("support")],
            {"zones"},
        ),
    ],
)
def test_what_is_offered_beside_some_lines(entries: list[dict[str, Any]], offered: set[str]) -> None:
    assert {each.name for each in forgotten(estimate(*entries))} == offered


@pytest.mark.parametrize("name", [each.name for each in checklist()])
def test_every_line_is_answered_and_is_forgotten_no_more_once_it_is_there(name: str) -> None:
    line = item(name).entry("us-east-1").model_dump(exclude={"id", "origin", "tags"})
    found = answer_estimate(estimate(line), CATALOGUE, TODAY)
    assert found.missing == ()
    assert found.money().effective_monthly_usd > 0
    for key in item(name).after:
        assert key in SERVICES
        assert name not in {each.name for each in forgotten(estimate(entry(key), line))}


def test_another_name_is_none_of_the_list() -> None:
    with pytest.raises(UnknownName):
        item("x")
