"""Whole plans, states and templates in the structure of each format that is in use, put together by hand for the tests.

One project: gateways in a module for each of two keys, a group by its launch template, tasks by their definition, a
disk that grows, one that goes, one in Ireland by an alias of the provider, one that stays, a secret, a left-over of a
replacement, a data source; in the newest format also a disk that Terraform forgets.
"""

import json
from typing import Any

from tests.interchange.plans import change, configured

VERSIONS = ("0.1", "0.2", "1.0", "1.1", "1.2")
SECRET = "canary-of-a-secret"
MODULE = 'module.net["a.b"]'
PLAIN = {"size": 100, "type": "gp3", "availability_zone": "us-east-1a"}
TEMPLATE = {
    "id": "lt-1",
    "name": "web",
    "instance_type": "m5.large",
    "user_data": SECRET,
    "block_device_mappings": [{"device_name": "/dev/xvda", "ebs": [{"volume_type": "gp3", "volume_size": 50}]}],
}
GROUP = {"desired_capacity": 3, "min_size": 1, "max_size": 9}
TASK = {"family": "web", "cpu": "256", "memory": "512", "requires_compatibilities": ["FARGATE"]}
TASK_ARN = "arn:aws:ecs:us-east-1:1:task-definition/web:1"
SERVICE = {"launch_type": "FARGATE", "desired_count": 2}
HELD = {"name": "password", "tags": {"owner": SECRET}}


# Every kind of section and function that decides what is made: ten resources in production, an address more in test.
WHOLE_TEMPLATE = """
AWSTemplateFormatVersion: "2010-09-09"
Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Description: canary-of-a-secret
Metadata: {Note: canary-of-a-secret}
Parameters:
  Env: {Type: String, Default: prod, AllowedValues: [prod, test]}
  Password: {Type: String, NoEcho: true}
  Zones: {Type: CommaDelimitedList, Default: "a,b,c"}
  Image: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /image}
Mappings:
  Sizes:
    prod: {Type: m5.large, Disk: 50}
    test: {Type: t3.micro, Disk: 8}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsTest: !Not [!Condition IsProd]
Globals:
  Function: {MemorySize: 256, Architectures: [arm64]}
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Gateway:
    Type: AWS::EC2::NatGateway
    Properties: {ConnectivityType: public, SubnetId: !ImportValue shared-subnet}
  Launch:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        InstanceType: !FindInMap [Sizes, !Ref Env, Type]
        ImageId: !Ref Image
        UserData: !Base64 {"Fn::Sub": "export PASSWORD=canary-of-a-secret"}
        BlockDeviceMappings:
          - DeviceName: /dev/xvda
            Ebs: {VolumeType: gp3, VolumeSize: !FindInMap [Sizes, !Ref Env, Disk]}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: !GetAtt Launch.LatestVersionNumber}
      MinSize: "1"
      MaxSize: "9"
      DesiredCapacity: !Length {Ref: Zones}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Cpu: 256
      Memory: !Select [1, !Split ["/", "256/512"]]
      RequiresCompatibilities: [FARGATE]
      ContainerDefinitions: [{Name: web, Environment: [{Name: PASSWORD, Value: canary-of-a-secret}]}]
  Service:
    Type: AWS::ECS::Service
    Properties: {LaunchType: FARGATE, DesiredCount: !If [IsProd, 2, 1], TaskDefinition: !Ref Task}
  Fn::ForEach::Disks:
    - Name
    - [Data, Logs]
    - Disk${Name}:
        Type: AWS::EC2::Volume
        Properties: {VolumeType: gp3, Size: !If [IsProd, 100, 10], AvailabilityZone: !Select [0, !GetAZs ""]}
  OnlyInTest: {Type: AWS::EC2::EIP, Condition: IsTest}
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties: {SecretString: !Ref Password, Tags: [{Key: owner, Value: canary-of-a-secret}]}
  Handler: {Type: "AWS::Serverless::Function", Properties: {Runtime: python3.13, Handler: a.b}}
Outputs: {Password: {Value: canary-of-a-secret}}
"""


def _changes(version: str) -> list[dict[str, Any]]:
    gateway = {"connectivity_type": "public"}
    found = [
        *(change("aws_nat_gateway.this", gateway, module=MODULE, index=index) for index in range(2)),
        change("aws_launch_template.web", TEMPLATE | {"id": None}, unknown={"id": True, "arn": True}),
        change("aws_autoscaling_group.web", GROUP, unknown={"launch_template": [{"id": True}], "arn": True}),
        change("aws_ecs_task_definition.web", TASK, unknown={"arn": True}),
        change("aws_ecs_service.web", SERVICE, unknown={"task_definition": True}),
        change("aws_ebs_volume.data", PLAIN | {"size": 200}, before=PLAIN, actions=("update",)),
        change("aws_ebs_volume.old", None, before=PLAIN, actions=("delete",)),
        change("aws_ebs_volume.eu", {"size": 100, "type": "gp3"}, index='x"]y', unknown={"arn": True}),
        change("aws_ebs_volume.same", PLAIN | {"size": 50}, before=PLAIN | {"size": 50}, actions=("no-op",)),
        change("aws_ebs_volume.same", None, before=PLAIN, actions=("delete",), deposed="0badc0de"),
        change("aws_secretsmanager_secret.s", HELD, sensitive={"tags": True}),
        {**change("aws_ami.linux", {}, actions=("read",)), "mode": "data", "address": "data.aws_ami.linux"},
    ]
    if version == "1.2":
        found.append(change("aws_ebs_volume.left", None, before=PLAIN, actions=("forget",)))
    for each in found:
        _as_of(version, each)
    return found


def _as_of(version: str, each: dict[str, Any]) -> None:
    """What the format of a version has in a change, and what it has not."""
    if version == "0.1":
        each["provider_name"] = "aws"
        for side in ("before_sensitive", "after_sensitive"):
            del each["change"][side]
    if version in ("1.1", "1.2"):
        each["provider_name"] = "registry.opentofu.org/hashicorp/aws"
    if version == "1.2" and each["change"]["actions"] == ["forget"]:
        each["action_reason"] = "delete_because_no_resource_config"


def _configuration() -> dict[str, Any]:
    def refers(*names: str) -> dict[str, Any]:
        return {"references": list(names)}

    template = [{"id": refers("aws_launch_template.web.id", "aws_launch_template.web")}]
    task = refers("aws_ecs_task_definition.web.arn", "aws_ecs_task_definition.web")
    return {
        "provider_config": {
            "aws": {"name": "aws", "expressions": {"region": refers("var.region")}},
            "aws.eu": {"name": "aws", "alias": "eu", "expressions": {"region": {"constant_value": "eu-west-1"}}},
        },
        "root_module": {
            "resources": [
                *(configured(f"aws_ebs_volume.{name}") for name in ("data", "old", "same", "left", "not_targeted")),
                configured("aws_ebs_volume.eu", provider="aws.eu"),
                configured("aws_launch_template.web"),
                configured("aws_autoscaling_group.web", {"launch_template": template}),
                configured("aws_ecs_task_definition.web"),
                configured("aws_ecs_service.web", {"task_definition": task}),
                configured("aws_secretsmanager_secret.s"),
            ],
            "module_calls": {"net": {"module": {"resources": [configured("aws_nat_gateway.this")]}}},
            "variables": {"region": {"default": "us-west-1"}, "password": {"sensitive": True}},
        },
    }


def whole_plan(version: str) -> dict[str, Any]:
    """The plan in one format, with the sections that it has."""
    changes = _changes(version)
    found: dict[str, Any] = {
        "format_version": version,
        "terraform_version": {"0.1": "0.14.11", "0.2": "1.0.11", "1.0": "1.1.0", "1.1": "1.4.6", "1.2": "1.9.0"}[
            version
        ],
        "variables": {"region": {"value": "us-east-1"}, "password": {"value": SECRET}},
        "planned_values": {"root_module": {}, "outputs": {"password": {"sensitive": True, "value": SECRET}}},
        "resource_changes": changes,
        "output_changes": {},
        "prior_state": {"format_version": "0.1", "values": {"root_module": {"resources": []}}},
        "configuration": _configuration(),
    }
    if version != "0.1":
        # What changed outside of Terraform has the shape of changes, and is none of them.
        found["resource_drift"] = [change("aws_ebs_volume.data", PLAIN, before=PLAIN, actions=("update",))]
    if version in ("1.1", "1.2"):
        found |= {"relevant_attributes": [{"resource": "aws_ami.linux", "attribute": ["id"]}], "checks": []}
    if version == "1.2":
        found |= {"timestamp": "2026-11-20T00:00:00Z", "errored": False, "applyable": True, "complete": True}
    return found


def whole_state(version: str) -> dict[str, Any]:
    """What stands once the plan is applied, as a state: ids are known, nothing refers to anything."""
    group = GROUP | {"launch_template": [{"id": "lt-1", "name": "web"}]}
    service = SERVICE | {"task_definition": TASK_ARN}
    root = [
        _held("aws_launch_template.web", TEMPLATE),
        _held("aws_autoscaling_group.web", group),
        _held("aws_ecs_task_definition.web", TASK | {"arn": TASK_ARN}),
        _held("aws_ecs_service.web", service),
        _held("aws_ebs_volume.data", PLAIN | {"size": 200}),
        _held("aws_ebs_volume.eu", PLAIN | {"availability_zone": "eu-west-1b"}, index='x"]y'),
        _held("aws_ebs_volume.same", PLAIN | {"size": 50}),
        _held("aws_ebs_volume.same", PLAIN, deposed_key="0badc0de"),
        _held("aws_secretsmanager_secret.s", HELD, sensitive_values={"tags": True}),
        {**_held("aws_ami.linux", {}), "mode": "data"},
    ]
    gateways = [_held("aws_nat_gateway.this", {"connectivity_type": "public"}, index=index) for index in range(2)]
    values = {"root_module": {"resources": root, "child_modules": [{"address": MODULE, "resources": gateways}]}}
    return {"format_version": version, "terraform_version": "1.9.0", "values": values}


def _held(address: str, values: dict[str, Any], index: int | str | None = None, **more: Any) -> dict[str, Any]:
    type, _, name = address.partition(".")
    bracket = "" if index is None else f"[{json.dumps(index)}]"
    numbered = {} if index is None else {"index": index}
    held = {"address": address + bracket, "mode": "managed", "type": type, "name": name, "values": values}
    return {**held, **numbered, "provider_name": "aws", "schema_version": 0, **more}
