"""Templates to estimates: functions as CloudFormation works them out, and bills worked out by hand."""

import json
from decimal import Decimal
from typing import Any

import pytest

from calculator.core.errors import InvalidInput
from calculator.estimates.answers import answer_estimate
from calculator.estimates.document import Document
from calculator.interchange.account import Imported
from calculator.interchange.asked import Asked
from calculator.interchange.cloudformation.template_text import read_template_text
from calculator.interchange.read_file import import_file, is_foreign
from tests.questions import CATALOGUE, TODAY


def imported(text: str, region: str = "us-east-1", **asked: Any) -> Imported:
    return import_file(text, Asked(region, **asked), CATALOGUE, TODAY)


def monthly(document: Document) -> Decimal:
    answer = answer_estimate(document, CATALOGUE, TODAY)
    assert not answer.missing
    return answer.money().effective_monthly_usd


def size_of(value: str, more: str = "", region: str = "us-east-1", **asked: Any) -> str | bool | None:
    """The size of a volume that a template states by a value; None where the file does not say."""
    text = f"""
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Size: {{Type: Number, Default: 70}}
  Sizes: {{Type: CommaDelimitedList, Default: "10, 20,30"}}
  Env: {{Type: String, Default: prod}}
  Open: {{Type: String}}
  Image: {{Type: "AWS::SSM::Parameter::Value<String>", Default: /a/b}}
Mappings:
  Disks:
    us-east-1: {{prod: 200, test: 20}}
    eu-west-1: {{prod: 300, test: 30}}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsTest: !Not [!Condition IsProd]
  IsOpen: !Equals [!Ref Open, x]
  Both: !And [!Condition IsProd, !Not [!Condition IsTest]]
  Either: !Or [!Condition IsTest, !Condition IsProd]
  Never: !And [!Condition IsOpen, !Condition IsTest]
  Round: !Condition Round
{more}
Resources:
  Other: {{Type: AWS::EC2::VPC}}
  Volume:
    Type: AWS::EC2::Volume
    Properties:
      VolumeType: gp3
      Size: {value}
"""
    found = imported(text, region, **asked)
    (placed,) = found.placed
    typed = placed.entry.usage.get("size_gb")
    assert isinstance(typed, str | None)
    return typed


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ("50", "50"),
        ('"50"', "50"),
        ("!Ref Size", "70"),
        ("{Ref: Size}", "70"),
        ("{'Fn::Ref': Size}", None),
        ("!Sub '${Size}'", "70"),
        ("!Sub ['${A}${B}', {A: 1, B: !Ref Size}]", "170"),
        ("!Join ['', [1, !Ref Size]]", "170"),
        ("!Select [1, !Ref Sizes]", "20"),
        ("!Select [2, [1, 2, 3]]", "3"),
        ("!Select [0, !Split [',', '40,50']]", "40"),
        ("!Select [9, [1]]", None),
        ("!FindInMap [Disks, !Ref AWS::Region, !Ref Env]", "200"),
        ("!FindInMap [Disks, nowhere, prod]", None),
        ("!FindInMap [Disks, nowhere, prod, {DefaultValue: 90}]", "90"),
        ("!If [IsProd, 100, 10]", "100"),
        ("!If [IsTest, 100, 10]", "10"),
        ("!If [Both, 1, 2]", "1"),
        ("!If [Either, 1, 2]", "1"),
        ("!If [Never, 1, 2]", "2"),
        ("!If [IsOpen, 1, 2]", None),
        ("!If [Round, 1, 2]", None),
        ("!If [IsProd, !If [IsTest, 1, 2], 3]", "2"),
        ("!If [IsProd, !Ref AWS::NoValue, 3]", None),
        ("!Ref Open", None),
        ("!Ref Image", None),
        ("!Ref Nobody", None),
        ("!ImportValue x", None),
        ("!GetAtt Other.CidrBlock", "Other"),
        ("'{{resolve:ssm:/size:1}}'", None),
        ("!Length [1, 2, 3]", "3"),
        ("!Base64 '60'", "60"),
        ("!Length {'Fn::Cidr': [10.0.0.0/16, 6, 8]}", "6"),
        ("!Length {'Fn::Cidr': ['2001:db8::/56', !Length [1, 2], 64]}", "2"),
        ("!Length {'Fn::Cidr': [10.0.0.0/24, 300, 1]}", None),
        ("!Length {'Fn::Cidr': [nowhere, 2]}", None),
        ("!Length {'Fn::Cidr': [!GetAtt Other.CidrBlock, 2]}", None),
        ("!Select [0, !GetAZs '']", None),
        ("{'Fn::Transform': {Name: AWS::Include, Parameters: {Location: x}}}", None),
        ("!GetStackOutput {StackName: x, OutputName: y}", None),
        ("!Select [1, !Split ['|', !Sub '${Env}|80|${AWS::Partition}']]", "80"),
        ("!Join ['', !Split ['-', !Join ['-', [1, 2]]]]", "12"),
        ("!If [IsProd, !FindInMap [Disks, !Ref AWS::Region, !Ref Env], !Ref AWS::NoValue]", "200"),
        ("!Made::Up x", None),
    ],
)
def test_functions_are_worked_out_as_far_as_the_file_says(value: str, size: str | None) -> None:
    if size == "Other":
        with pytest.raises(ValueError, match="not enough values"):
            size_of(value)
    else:
        assert size_of(value) == size


def test_parameters_and_the_region_can_be_given() -> None:
    find = "!FindInMap [Disks, !Ref AWS::Region, !Ref Env]"
    assert size_of(find, region="eu-west-1", parameters={"Env": "test"}) == "30"
    assert size_of("!Ref Open", parameters={"Open": "15"}) == "15"
    with pytest.raises(InvalidInput, match=r"has no parameter Sise\. Did you mean"):
        size_of("1", parameters={"Sise": "1"})


INSTANCE = """
Resources:
  Web:
    Type: AWS::EC2::Instance
    Properties:
      InstanceType: t3.micro
      BlockDeviceMappings:
        - {DeviceName: /dev/xvda, Ebs: {VolumeType: gp3, VolumeSize: "20"}}
        - {DeviceName: /dev/sdb, VirtualName: ephemeral0}
"""
GROUP = """
Resources:
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        InstanceType: m5.large
        BlockDeviceMappings: [{Ebs: {VolumeType: gp3, VolumeSize: 50}}]
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {MinSize: "2", MaxSize: "9", LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: "1"}}
"""
TASKS = """
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {Cpu: 256, Memory: 512}}
  Service: {Type: AWS::ECS::Service, Properties: {LaunchType: FARGATE, DesiredCount: 3, TaskDefinition: !Ref Task}}
"""
LOOP = """
Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Disks:
    - Name
    - [A, B, C]
    - "Disk${Name}": {Type: AWS::EC2::Volume, Properties: {VolumeType: gp3, Size: 100, KmsKeyId: !Ref Name}}
"""
CONDITIONAL = """
Parameters: {Env: {Type: String, Default: test}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
Resources:
  A: {Type: AWS::EC2::EIP}
  B: {Type: AWS::EC2::EIP, Condition: IsProd}
"""
CLUSTER = """
Resources:
  Cluster: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-postgresql, StorageType: aurora-iopt1}}
  One:
    Type: AWS::RDS::DBInstance
    Properties: {DBClusterIdentifier: !Ref Cluster, DBInstanceClass: db.r6g.large, Engine: aurora-postgresql}
"""


# The prices are those of the tests of plans; db.r6g.large of Aurora I/O-Optimized is $0.338 an hour.
@pytest.mark.parametrize(
    ("text", "usd"),
    [
        pytest.param(INSTANCE, "9.192", id="an instance and its one EBS volume"),
        pytest.param(GROUP, "148.16", id="a group by its launch template"),
        pytest.param(TASKS, "27.030075", id="tasks by their definition"),
        pytest.param(LOOP, "24", id="a loop"),
        pytest.param(CONDITIONAL, "3.65", id="a condition"),
        pytest.param(CLUSTER, "246.74", id="an instance of a cluster by the storage of the cluster"),
    ],
)
def test_what_a_template_costs_by_what_it_says(text: str, usd: str) -> None:
    assert monthly(imported(text).stated) == Decimal(usd)


def test_the_same_template_as_json_and_as_yaml() -> None:
    as_json = json.dumps(read_template_text(GROUP))
    assert monthly(imported(as_json).stated) == monthly(imported(GROUP).stated)


def test_what_hides_resources_is_named_and_never_zero() -> None:
    found = imported(
        "Resources: {A: {Type: AWS::CloudFormation::Stack}, B: {Type: My::Own::Thing::MODULE}, C: {Type: 'Custom::X'},"
        " 'Fn::ForEach::L': [N, !Ref Unknown, {'R${N}': {Type: AWS::EC2::EIP}}]}"
    )
    assert {each.address: each.outcome.value for each in found.resources} == {
        "A": "not_supported",
        "B": "not_supported",
        "C": "free",
        "Fn::ForEach::L": "not_supported",
    }


def test_functions_share_settings_and_make_apis_by_their_events() -> None:
    found = imported(
        """
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {MemorySize: 1024, Architectures: [arm64]}}
Resources:
  One: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Api, Properties: {Path: /}}}}}
  Two: {Type: AWS::Serverless::Function, Properties: {MemorySize: 256}}
"""
    )
    typed = {each.entry.name: each.entry.usage for each in found.placed}
    assert {name: (typed[name]["memory_mb"], typed[name]["architecture"]) for name in ("One", "Two")} == {
        "One": ("1024", "arm"),
        "Two": ("256", "arm"),
    }
    assert typed["ServerlessRestApi"]["api_type"] == "rest"


def test_a_template_without_a_region_asks_for_it() -> None:
    with pytest.raises(InvalidInput, match="in which Region"):
        imported(INSTANCE, region="")


BOMB = "a: &a [x, x]\n" + "".join(
    f"b{n}: &b{n} [{', '.join(['*a' if n == 0 else f'*b{n - 1}'] * 9)}]\n" for n in range(40)
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("Resources: {A: {Type: x}, A: {Type: y}}", "stands twice", id="a key twice"),
        pytest.param("Resources:\n\t- x", "no YAML", id="a tab"),
        pytest.param("Resources: " + "[" * 500 + "]" * 500, "levels", id="depth"),
        pytest.param(BOMB + "Resources: {A: *b39}", "aliases", id="aliases of aliases"),
        pytest.param("Resources: {A: {Type: !!python/object:os.system x}}", "no YAML", id="an object of Python"),
        pytest.param("Resources: 7", "no CloudFormation template", id="no section of resources"),
        pytest.param("? {a: b}\n: c\nResources: {}", "no YAML", id="a key that is a mapping"),
    ],
)
def test_hostile_and_broken_templates_are_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        imported(text)


def test_loops_within_loops_end() -> None:
    text = "Resources:\n"
    for depth in range(4):
        pad = "  " * (depth * 3 + 1)
        values = ", ".join(f"x{number}" for number in range(40))
        text += f"{pad}Fn::ForEach::L{depth}:\n{pad}  - V{depth}\n{pad}  - [{values}]\n{pad}  -\n"
    text += "  " * 13 + "R${V0}${V1}${V2}${V3}: {Type: AWS::EC2::EIP}\n"
    with pytest.raises(InvalidInput, match="more than"):
        imported(text)


def test_secrets_of_a_template_are_nowhere_afterwards() -> None:
    found = imported(
        "Parameters: {P: {Type: String, NoEcho: true, Default: hunter2}}\n"
        "Resources: {D: {Type: AWS::RDS::DBInstance, Properties: {MasterUserPassword: !Ref P,"
        " DBInstanceClass: db.m6g.large, Engine: postgres, AllocatedStorage: 20, Tags: [{Key: k, Value: !Ref P}]}}}"
    )
    assert "hunter2" not in repr(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (INSTANCE, True),
        ('{"Resources": {}}', True),
        ('{"format": "estimate/1", "title": "Resources: none"}', False),
        ("group,service,region\nResources,s3,us-east-1\n", False),
    ],
)
def test_templates_are_told_from_estimates(text: str, expected: bool) -> None:
    assert is_foreign(text) is expected
