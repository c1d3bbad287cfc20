"""What EC2 instance types have, and what the Spot Instance Advisor said; read when first asked for."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from calculator.catalogue.tables import SERVICES
from calculator.core.arithmetic import decimal
from calculator.core.choices import Choice
from calculator.core.display import amount
from calculator.core.units import PRICING_DATA

TYPES_FILE = PRICING_DATA / SERVICES / "ec2" / "instance_types.csv"
ADVICE_FILE = PRICING_DATA / SERVICES / "ec2" / "spot_advisor.csv"
# How a price list names the processor, and what that is built as.
BUILT_BY = (("Graviton", "arm64"), ("Apple", "arm64_mac"), ("Intel", "x86_64"), ("AMD", "x86_64"))
IS_CURRENT = {"Yes": True, "No": False}
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_BURSTABLE = re.compile(r"t[0-9]")
DIGITS = 4


@dataclass(frozen=True, slots=True)
class InstanceType:
    """What one instance type has; None where the source does not say."""

    name: str
    family: str
    vcpus: Decimal | None
    memory_gib: Decimal | None
    architecture: str
    gpus: Decimal | None
    local_gb: Decimal | None
    network_baseline_gbps: Decimal | None
    network_burst_gbps: Decimal | None
    ebs_baseline_mbps: Decimal | None
    ebs_max_mbps: Decimal | None
    ebs_baseline_mibps: Decimal | None
    ebs_max_mibps: Decimal | None
    ebs_baseline_iops: Decimal | None
    ebs_max_iops: Decimal | None
    is_burstable: bool
    baseline_percent_per_vcpu: Decimal | None
    is_current_generation: bool | None
    source: str

    @property
    def architectures(self) -> str:
        """Every architecture that the type runs, in words."""
        return self.architecture.replace("|", ", ")

    @property
    def as_choice(self) -> Choice:
        """The type, described so that it can be found by what it has."""
        vcpus = f"{self.vcpus:g} vCPU" if self.vcpus is not None else "vCPU not known"
        memory = f"{amount(self.memory_gib, DIGITS)} GiB" if self.memory_gib is not None else "memory not known"
        built = f", {self.architectures}" if self.architecture else ""
        return Choice(self.name, f"{self.name} ({vcpus}, {memory}{built})")


@dataclass(frozen=True, slots=True)
class SpotAdvice:
    """Average saving against on-demand and how often capacity was taken back, on a day."""

    savings_percent: Decimal
    interruption_band: str
    effective_from: str
    source: str


@cache
def instance_types() -> dict[str, InstanceType]:
    """Every instance type of the table of attributes by name."""
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
        gpus=number("gpu_count"),
        local_gb=number("instance_storage_gb"),
        network_baseline_gbps=number("network_gbps_baseline"),
        network_burst_gbps=number("network_gbps_burst"),
        ebs_baseline_mbps=number("ebs_baseline_mbit_s"),
        ebs_max_mbps=number("ebs_max_mbit_s"),
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


def stated_type(name: str, stated: Mapping[str, str], source: str) -> InstanceType:
    """A type as a price list of AWS states it, in the words of its columns; what it does not say is not known."""
    return InstanceType(
        name=name,
        family=name.partition(".")[0],
        vcpus=_first_number(stated.get("vcpu", "")),
        memory_gib=_first_number(stated.get("memory", "")),
        architecture=next((built for maker, built in BUILT_BY if maker in stated.get("physicalprocessor", "")), ""),
        gpus=None,
        local_gb=None,
        network_baseline_gbps=None,
        network_burst_gbps=None,
        ebs_baseline_mbps=None,
        ebs_max_mbps=None,
        ebs_baseline_mibps=None,
        ebs_max_mibps=None,
        ebs_baseline_iops=None,
        ebs_max_iops=None,
        is_burstable=_BURSTABLE.match(name) is not None,
        baseline_percent_per_vcpu=None,
        is_current_generation=IS_CURRENT.get(stated.get("currentgeneration", "")),
        source=source,
    )


def _first_number(text: str) -> Decimal | None:
    """The number that a cell such as `1,952 GiB` begins with."""
    found = _NUMBER.match(text.replace(",", ""))
    return decimal(found[0]) if found else None
