"""What is known of the types of resources that no service here maps: which cost nothing, and what the others are."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from calculator.core.units import PRICING_DATA

FILE = PRICING_DATA / "resource_types.csv"
COLUMNS = ("type", "service", "kind", "note", "source")
FREE = "free"
# Of these prefixes nothing is billed by AWS: they make values, wait or run commands where Terraform runs.
NOTHING_OF_AWS = ("random_", "null_", "tls_", "time_", "local_", "terraform_data", "archive_", "template_")
CUSTOM = ("Custom::", "AWS::CloudFormation::CustomResource")
AWS = ("aws_", "AWS::")
# What stands for resources that the file does not have.
_HIDING = {
    "AWS::CloudFormation::Stack": "a nested stack",
    "AWS::CloudFormation::StackSet": "a set of stacks",
    "AWS::Serverless::Application": "another application",
    "Fn::ForEach::": "a loop over values that the file does not say",
    "aws_cloudformation_stack": "a stack",
    "aws_cloudformation_stack_set": "a set of stacks",
}


@dataclass(frozen=True, slots=True)
class KnownType:
    """A type of resource: the AWS service that it belongs to, and whether it costs something by itself."""

    type: str
    service: str
    is_free: bool
    note: str


@cache
def known_types(path: Path = FILE) -> Mapping[str, KnownType]:
    """Every type of the table by its name."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            each["type"]: KnownType(each["type"], each["service"], each["kind"] == FREE, each["note"])
            for each in csv.DictReader(lines)
        }


def why_free(kind: str) -> str:
    """Why a type of resource costs nothing; empty where it may cost something."""
    if kind in _HIDING:
        return ""
    if kind.startswith(NOTHING_OF_AWS):
        return "It is nothing that AWS bills."
    if kind.startswith(CUSTOM):
        return "A custom resource is billed by what it makes, which the file does not say."
    known = known_types().get(kind)
    return f"AWS bills nothing for it ({known.service})." if known and known.is_free else ""


def why_not_supported(kind: str) -> str:
    """What to say of a type that no service here maps."""
    hiding = "a module" if kind.endswith("::MODULE") else _HIDING.get(kind)
    if hiding:
        return f"It is {hiding}: what it makes is not in this file, and may cost something."
    known = known_types().get(kind)
    if known:
        return f"{known.service} may cost something, and there is no price for this type here yet."
    if kind.startswith(AWS):
        return "This type of resource is not known here; it may cost something."
    return "It belongs to another provider than AWS."
