"""Plans and states to estimates: what is billed is worked out by hand from AWS's public prices in us-east-1."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest

from calculator.core.errors import InvalidInput
from calculator.estimates.answers import answer_estimate
from calculator.estimates.document import Document, as_json
from calculator.interchange.account import Imported, Outcome
from calculator.interchange.asked import Asked
from calculator.interchange.read_file import import_file
from tests.interchange.plans import change, configured, plan
from tests.questions import CATALOGUE, TODAY


def imported(text: str, **asked: Any) -> Imported:
    return import_file(text, Asked(**asked), CATALOGUE, TODAY)


def monthly(document: Document) -> Decimal:
    answer = answer_estimate(document, CATALOGUE, TODAY)
    assert not answer.missing
    return answer.money().effective_monthly_usd


def reference(*names: str) -> dict[str, Any]:
    return {"references": list(names)}


INSTANCE = {"instance_type": "t3.micro", "ami": "ami-1"}
LAUNCHED = {
    "instance_type": "m5.large",
    "block_device_mappings": [{"device_name": "/dev/xvda", "ebs": [{"volume_type": "gp3", "volume_size": 50}]}],
}
TASK = {"family": "web", "cpu": "256", "memory": "512", "requires_compatibilities": ["FARGATE"]}
SERVICE = {"launch_type": "FARGATE", "desired_count": 3}
DATABASE = {
    "instance_class": "db.m6g.large",
    "engine": "postgres",
    "allocated_storage": 100,
    "storage_type": "gp3",
    "multi_az": True,
}


SEARCH = {
    "cluster_config": [{"instance_type": "r6g.large.search", "instance_count": 3}],
    "ebs_options": [{"ebs_enabled": True, "volume_type": "gp3", "volume_size": 100}],
}


# t3.micro $0.0104 an hour, m5.large $0.096; gp2 $0.10 and gp3 $0.08 a GB-month; Fargate $0.04048 a vCPU-hour and
# $0.004445 a GB-hour; an address $0.005 an hour; db.m6g.large PostgreSQL Multi-AZ $0.318 an hour with $0.23 a GB-month;
# NAT gateway $0.045 an hour; a secret $0.40; an alarm $0.10.
@pytest.mark.parametrize(
    ("text", "usd"),
    [
        pytest.param(plan(change("aws_instance.a", INSTANCE)), "8.392", id="an instance with its root volume"),
        pytest.param(
            plan(
                change("aws_instance.a", INSTANCE | {"root_block_device": [{"volume_type": "gp3", "volume_size": 20}]})
            ),
            "9.192",
            id="a root volume that is stated",
        ),
        pytest.param(
            plan(change("aws_instance.a", INSTANCE, unknown={"root_block_device": True, "tenancy": True})),
            "8.392",
            id="what is known only after apply has its default",
        ),
        pytest.param(
            plan(
                change("aws_instance.a", INSTANCE | {"ebs_block_device": [{"volume_size": 100}, {"volume_size": 10}]})
            ),
            "19.392",
            id="each further volume",
        ),
        pytest.param(
            plan(*(change("aws_instance.a", INSTANCE, index=index) for index in range(3))), "25.176", id="count"
        ),
        pytest.param(
            plan(*(change("aws_instance.a", INSTANCE, index=key) for key in ("x.y", 'a"]b'))), "16.784", id="for_each"
        ),
        pytest.param(
            plan(
                change("aws_launch_template.web", LAUNCHED, unknown={"id": True}),
                change("aws_autoscaling_group.web", {"min_size": 2, "max_size": 9}, unknown={"desired_capacity": True}),
                resources=[
                    configured("aws_launch_template.web"),
                    configured(
                        "aws_autoscaling_group.web",
                        {
                            "launch_template": [
                                {"id": reference("aws_launch_template.web.id", "aws_launch_template.web")}
                            ]
                        },
                    ),
                ],
            ),
            "148.16",
            id="a group by the launch template that it refers to",
        ),
        pytest.param(
            plan(
                change("aws_ecs_task_definition.web", TASK, unknown={"arn": True}),
                change("aws_ecs_service.web", SERVICE, unknown={"task_definition": True}),
                resources=[
                    configured("aws_ecs_task_definition.web"),
                    configured(
                        "aws_ecs_service.web",
                        {
                            "task_definition": reference(
                                "aws_ecs_task_definition.web.arn", "aws_ecs_task_definition.web"
                            )
                        },
                    ),
                ],
            ),
            "27.030075",
            id="tasks by the definition that they refer to",
        ),
        pytest.param(plan(change("aws_db_instance.a", DATABASE)), "255.14", id="a database in two zones"),
        pytest.param(plan(change("aws_eip.a", {"domain": "vpc"})), "3.65", id="an address"),
        # Three nodes at $0.167 an hour, each with 100 GB at $0.122.
        pytest.param(plan(change("aws_opensearch_domain.a", SEARCH)), "402.33", id="the disk of each node of a domain"),
        pytest.param(
            plan(change("aws_cloudwatch_metric_alarm.a", {"period": 300})), "0.1", id="an alarm, and no metrics"
        ),
        pytest.param(
            plan(change("aws_cloudwatch_metric_alarm.a", {"period": 10})), "0.3", id="a high-resolution alarm"
        ),
        pytest.param(
            plan(
                change(
                    "aws_ebs_volume.a", {"size": 100, "type": "gp3", "iops": 4000, "availability_zone": "us-east-1a"}
                )
            ),
            "13",
            id="a volume with more IOPS than it has by itself",
        ),
    ],
)
def test_what_a_plan_costs_by_what_it_says(text: str, usd: str) -> None:
    assert monthly(imported(text).stated) == Decimal(usd)


def test_the_account_names_every_resource_once() -> None:
    found = imported(
        plan(
            change("aws_instance.a", INSTANCE),
            change("aws_nat_gateway.a", {"connectivity_type": "public"}),
            change("aws_iam_role.a", {}),
            change("aws_made_up.a", {}),
            change("aws_instance.wrong", {"instance_type": "t9.gigantic"}),
            change("random_id.a", {}),
            change("google_storage_bucket.a", {}),
            {
                "address": "data.aws_ami.a",
                "mode": "data",
                "type": "aws_ami",
                "name": "a",
                "change": {"actions": ["read"]},
            },
        )
    )
    assert {each.address: each.outcome.value for each in found.resources} == {
        "aws_instance.a": "priced",
        "aws_nat_gateway.a": "needs_usage",
        "aws_iam_role.a": "free",
        "aws_made_up.a": "not_supported",
        "aws_instance.wrong": "refused",
        "random_id.a": "free",
        "google_storage_bucket.a": "not_supported",
    }
    assert sum(found.counts.values()) == len(found.resources)
    assert all(each.reason for each in found.resources if not each.placed)


def test_usage_that_no_plan_says_is_named_with_the_value_that_was_taken() -> None:
    found = imported(plan(change("aws_nat_gateway.a", {"connectivity_type": "public"})))
    (placed,) = found.placed
    assert [(each.field, each.value, each.is_usage) for each in placed.assumptions] == [("processed_gb", "500", True)]
    # 730 hours at $0.045; with it, 500 GB at $0.045.
    assert (monthly(found.stated), monthly(found.document)) == (Decimal("32.85"), Decimal("55.35"))


VOLUME = {"size": 100, "type": "gp3"}
LARGER = {"size": 200, "type": "gp3"}


@pytest.mark.parametrize(
    ("one", "before", "after"),
    [
        pytest.param(change("aws_ebs_volume.a", VOLUME), "0", "8", id="create"),
        pytest.param(change("aws_ebs_volume.a", LARGER, before=VOLUME, actions=("update",)), "8", "16", id="update"),
        pytest.param(change("aws_ebs_volume.a", VOLUME, before=VOLUME, actions=("no-op",)), "8", "8", id="no-op"),
        pytest.param(change("aws_ebs_volume.a", None, before=VOLUME, actions=("delete",)), "8", "0", id="delete"),
        pytest.param(
            change("aws_ebs_volume.a", LARGER, before=VOLUME, actions=("delete", "create")), "8", "16", id="replace"
        ),
        pytest.param(
            change("aws_ebs_volume.a", LARGER, before=VOLUME, actions=("create", "delete")),
            "8",
            "16",
            id="replace after",
        ),
        pytest.param(
            change("aws_ebs_volume.a", None, before=VOLUME, actions=("forget",)),
            "8",
            "8",
            id="forgotten, still running",
        ),
        pytest.param(
            change("aws_ebs_volume.a", None, before=VOLUME, actions=("delete",), deposed="00000001"),
            "8",
            "0",
            id="a left-over that is being deleted",
        ),
    ],
)
def test_what_was_there_before_and_what_is_there_after(one: dict[str, Any], before: str, after: str) -> None:
    found = imported(plan(one))
    assert found.before is not None
    assert (monthly(found.before), monthly(found.document)) == (Decimal(before), Decimal(after))


def test_what_is_planned_and_named_in_no_change_stays_as_it_is() -> None:
    """A plan that only refreshes lists no changes; an empty list of them is no estimate of nothing."""
    disk = {"address": "aws_ebs_volume.a", "mode": "managed", "type": "aws_ebs_volume", "name": "a", "values": VOLUME}
    planned = {"root_module": {"resources": [disk, disk | {"address": "aws_ebs_volume.b", "name": "b"}]}}
    of_both = [configured("aws_ebs_volume.a"), configured("aws_ebs_volume.b")]
    found = imported(plan(change("aws_ebs_volume.b", VOLUME), resources=of_both, planned_values=planned))
    assert found.before is not None
    assert (monthly(found.before), monthly(found.document)) == (Decimal(8), Decimal(16))
    assert len(found.resources) == 2


def test_an_action_that_no_version_has_is_refused() -> None:
    with pytest.raises(InvalidInput, match="is no action of a plan"):
        imported(plan(change("aws_ebs_volume.a", VOLUME, actions=("transmute",))))


@pytest.mark.parametrize("version", ["0.1", "0.2", "1.0", "1.1", "1.2", "1.9"])
def test_all_formats_in_use_are_read(version: str) -> None:
    assert monthly(imported(plan(change("aws_ebs_volume.a", VOLUME), version=version)).document) == 8


def test_a_state_is_read_with_its_modules() -> None:
    disk = {"mode": "managed", "type": "aws_ebs_volume", "name": "a", "provider_name": "aws"}
    state = {
        "format_version": "0.1",
        "terraform_version": "0.12.31",
        "values": {
            "root_module": {
                "resources": [
                    disk | {"address": "aws_ebs_volume.a", "values": VOLUME | {"availability_zone": "eu-west-1b"}}
                ],
                "child_modules": [
                    {
                        "address": "module.disks",
                        "resources": [
                            # A state of 0.12 has neither the module nor the index in the address.
                            disk | {"address": "aws_ebs_volume.a", "index": index, "values": VOLUME | {"arn": arn}}
                            for index, arn in enumerate(
                                ["arn:aws:ec2:us-east-1:1:volume/a", "arn:aws:ec2:us-east-1:1:volume/b"]
                            )
                        ],
                    }
                ],
            }
        },
    }
    found = imported(json.dumps(state))
    assert [each.address for each in found.resources] == [
        "aws_ebs_volume.a",
        "module.disks.aws_ebs_volume.a[0]",
        "module.disks.aws_ebs_volume.a[1]",
    ]
    # 100 GB at $0.088 in eu-west-1, twice 100 GB at $0.08 in us-east-1.
    assert (found.before, monthly(found.document)) == (None, Decimal("24.8"))


@pytest.mark.parametrize(
    ("text", "region"),
    [
        pytest.param(plan(change("aws_ebs_volume.a", VOLUME), region="eu-central-1"), "eu-central-1", id="a variable"),
        pytest.param(
            plan(change("aws_ebs_volume.a", VOLUME | {"region": "eu-north-1"})), "eu-north-1", id="the resource's own"
        ),
        pytest.param(
            plan(change("aws_ebs_volume.a", VOLUME | {"availability_zone": "us-west-2-lax-1a"})),
            "us-west-2",
            id="the Region of a Local Zone",
        ),
        pytest.param(
            plan(
                change("aws_ebs_volume.a", VOLUME),
                resources=[configured("aws_ebs_volume.a", provider="aws.paris")],
                providers={
                    "aws.paris": {
                        "name": "aws",
                        "alias": "paris",
                        "expressions": {"region": {"constant_value": "eu-west-3"}},
                    }
                },
            ),
            "eu-west-3",
            id="an alias of the provider",
        ),
        pytest.param(
            plan(
                change("aws_ebs_volume.a", VOLUME, module='module.disks["x.y"]'),
                modules={
                    "disks": {
                        "expressions": {"where": {"constant_value": "ap-south-1"}},
                        "module": {"resources": [configured("aws_ebs_volume.a", provider="disks:aws")]},
                    }
                },
                providers={
                    "disks:aws": {
                        "name": "aws",
                        "module_address": "module.disks",
                        "expressions": {"region": reference("var.where")},
                    }
                },
            ),
            "ap-south-1",
            id="the provider of a module, through the call of the module",
        ),
    ],
)
def test_the_region_is_found(text: str, region: str) -> None:
    (placed,) = imported(text).placed
    assert placed.entry.region == region


def test_a_region_that_nothing_says_is_asked_for_and_never_taken() -> None:
    text = plan(change("aws_ebs_volume.a", VOLUME), change("aws_route53_zone.a", {}), region=None)
    with pytest.raises(InvalidInput, match=r"does not say in which Region these are: aws_ebs_volume\.a"):
        imported(text)
    assert [each.entry.region for each in imported(text, region="sa-east-1").placed] == ["sa-east-1", "us-east-1"]


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
