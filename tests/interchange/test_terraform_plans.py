"""Plans and states to estimates: what is billed is worked out by hand from AWS's public prices in us-east-1."""

import json
from decimal import Decimal
from typing import Any

import pytest

from calculator.core.errors import InvalidInput
from tests.interchange.imported import DATABASE, INSTANCE, VOLUME, imported, monthly
from tests.interchange.plans import change, configured, plan


def reference(*names: str) -> dict[str, Any]:
    return {"references": list(names)}


LAUNCHED = {
    "instance_type": "m5.large",
    "block_device_mappings": [{"device_name": "/dev/xvda", "ebs": [{"volume_type": "gp3", "volume_size": 50}]}],
}
TASK = {"family": "web", "cpu": "256", "memory": "512", "requires_compatibilities": ["FARGATE"]}
SERVICE = {"launch_type": "FARGATE", "desired_count": 3}


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


@pytest.mark.parametrize(
    ("names", "told"),
    [("abc", r"aws_ebs_volume\.b, aws_ebs_volume\.c\. Say it"), ("abcd", r"aws_ebs_volume\.c and 1 more\. Say it")],
)
def test_resources_without_a_region_are_named_up_to_three_and_others_counted(names: str, told: str) -> None:
    text = plan(*(change(f"aws_ebs_volume.{name}", VOLUME) for name in names), region=None)
    with pytest.raises(InvalidInput, match=told):
        imported(text)
