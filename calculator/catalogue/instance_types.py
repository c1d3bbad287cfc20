"""Specifications of EC2 instance types and what the Spot Instance Advisor said; read when first asked for."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from calculator.core.arithmetic import decimal
from calculator.core.declarations import Choice
from calculator.core.units import PRICING_DATA

TYPES_FILE = PRICING_DATA / "ec2_instance_types.csv"
ADVICE_FILE = PRICING_DATA / "ec2_spot_advisor.csv"


@dataclass(frozen=True, slots=True)
class InstanceType:
    """What one instance type has; None where the source does not say."""

    name: str
    family: str
    vcpus: Decimal | None
    memory_gib: Decimal | None
    architecture: str
    ebs_baseline_mibps: Decimal | None
    ebs_max_mibps: Decimal | None
    ebs_baseline_iops: Decimal | None
    ebs_max_iops: Decimal | None
    is_burstable: bool
    baseline_percent_per_vcpu: Decimal | None
    is_current_generation: bool
    source: str


@dataclass(frozen=True, slots=True)
class SpotAdvice:
    """Average saving against on-demand and how often capacity was taken back, on a day."""

    savings_percent: Decimal
    interruption_band: str
    effective_from: str
    source: str


@cache
def instance_types() -> dict[str, InstanceType]:
    """Every instance type by name."""
    with TYPES_FILE.open(encoding="utf-8", newline="") as lines:
        return {row["instance_type"]: _instance_type(row) for row in csv.DictReader(lines)}


def _instance_type(row: dict[str, str]) -> InstanceType:
    def number(column: str) -> Decimal | None:
        return decimal(row[column]) if row[column] else None

    return InstanceType(
        name=row["instance_type"],
        family=row["family"],
        vcpus=number("vcpu"),
        memory_gib=number("memory_gib"),
        architecture=row["architecture"],
        ebs_baseline_mibps=number("ebs_baseline_mibps"),
        ebs_max_mibps=number("ebs_max_mibps"),
        ebs_baseline_iops=number("ebs_baseline_iops"),
        ebs_max_iops=number("ebs_max_iops"),
        is_burstable=row["burstable"] == "true",
        baseline_percent_per_vcpu=number("baseline_percent_per_vcpu"),
        is_current_generation=row["current_generation"] == "true",
        source=row["source"],
    )


@cache
def spot_advice() -> dict[tuple[str, str, str], SpotAdvice]:
    """The advice by region, instance type and operating system."""
    with ADVICE_FILE.open(encoding="utf-8", newline="") as lines:
        return {
            (row["region"], row["instance_type"], row["operating_system"]): SpotAdvice(
                decimal(row["savings_percent"]), row["interruption_band"], row["effective_from"], row["source"]
            )
            for row in csv.DictReader(lines)
        }


def type_choices() -> tuple[Choice, ...]:
    """Every instance type, described so that it can be found by what it has."""
    return tuple(Choice(each.name, _label(each)) for each in instance_types().values())


def family_choices() -> tuple[Choice, ...]:
    """Every family of instance types, and any."""
    families = dict.fromkeys(each.family for each in instance_types().values())
    return (Choice("any", "Any"), *(Choice(family, family) for family in families))


def _label(each: InstanceType) -> str:
    vcpus = f"{each.vcpus:g} vCPU" if each.vcpus is not None else "vCPU not known"
    memory = f"{each.memory_gib:g} GiB" if each.memory_gib is not None else "memory not known"
    return f"{each.name} ({vcpus}, {memory}, {each.architecture})"
