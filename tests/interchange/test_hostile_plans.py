"""Plans with secrets, nonsense or too much in them: nothing is told on, nothing breaks."""

import json
import re

import pytest

from calculator.core.errors import InvalidInput
from calculator.estimates.document import as_json
from calculator.interchange.account import Outcome
from tests.interchange.imported import DATABASE, INSTANCE, LARGER, VOLUME, imported
from tests.interchange.plans import change, plan

CANARY = "hunter2-canary"


def test_secrets_of_a_plan_are_nowhere_afterwards() -> None:
    marked = {"password": CANARY, "user_data": CANARY, "tags": {"team": CANARY, "Name": CANARY}}
    text = plan(
        change(
            "aws_db_instance.a",
            DATABASE | marked,
            sensitive={"password": True, "tags": {"team": True, "Name": True}},
        ),
        change("aws_instance.a", INSTANCE | {"user_data": CANARY, "tags": {"secret": CANARY}}),
        variables={"region": {"value": "us-east-1"}, "token": {"value": CANARY, "sensitive": True}},
    )
    found = imported(text, tags=("team",))
    assert CANARY not in json.dumps(as_json(found.document))
    assert CANARY not in repr(found)


def test_only_the_tags_that_were_asked_for_are_kept() -> None:
    text = plan(change("aws_ebs_volume.a", VOLUME | {"tags": {"team": "data", "env": "prod"}}))
    assert [each.entry.tags for each in imported(text, tags=("team",)).placed] == [{"team": "data"}]


def test_ids_are_the_same_in_two_plans_of_one_definition() -> None:
    first, second = (imported(plan(change("aws_ebs_volume.a", each))) for each in (VOLUME, LARGER))
    assert [each.entry.id for each in first.placed] == [each.entry.id for each in second.placed]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "list, not an object"),
        ('{"format_version": "2.0"}', "formats 0.x and 1.x"),
        ('{"format_version": "1.2", ', "not JSON"),
        (r'{"format_version": "1.2", "planned_values": "\ud83d"}', r"half a character, \ud83d"),
        ('{"format_version": "1.2", "format_version": "1.2"}', "more than once"),
        ('{"version": 4, "terraform_version": "1.5.0", "serial": 3, "lineage": "x"}', "terraform show -json"),
        ('{"@level":"info"}\n{"@level":"info"}', "plan -json"),
        ('{"format_version": "1.2", "planned_values": ' + "[" * 100_000 + "]" * 100_000 + "}", "levels deep"),
        ('{"resources": {}}', "no plan or state"),
    ],
)
def test_what_is_no_plan_is_told_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=re.escape(sentence)):
        imported(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"format_version": "1.2"}',
        '{"format_version": "1.2", "planned_values": {"root_module": {}}}',
        '{"format_version": "1.0", "values": null}',
        '{"format_version": "1.2", "resource_changes": [null, 3, {"mode": "data"}]}',
        '{"format_version": "1.2", "values": {"root_module": {"resources": [3, {"type": 4}], "child_modules": 7}}}',
    ],
)
def test_plans_with_little_or_nonsense_in_them_do_no_harm(text: str) -> None:
    found = imported(text)
    assert sum(found.counts.values()) == len(found.resources)
    assert all(each.outcome in (Outcome.NOT_SUPPORTED, Outcome.FREE) for each in found.resources)


def test_a_hundred_thousand_resources_are_refused_before_any_is_looked_at() -> None:
    text = '{"format_version": "1.2", "resource_changes": [' + ",".join(["{}"] * 100_000) + "]}"
    with pytest.raises(InvalidInput, match="more than 20,000 resources"):
        imported(text)
