"""The table of instance types: what each has, as AWS states it, and what the Spot Instance Advisor said of it."""

from collections.abc import Mapping
from decimal import Decimal

from calculator.catalogue.attributes import Attribute, Value
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.instance_types import InstanceType, spot_advice
from calculator.services.ec2.advice import GENERATION

COLUMNS = (
    Attribute("vcpus", "vCPU", "vCPU"),
    Attribute("memory_gib", "Memory", "GiB"),
    Attribute("architecture", "Architecture"),
    Attribute("gpus", "GPU", "GPU"),
    Attribute("burstable", "Burstable"),
    Attribute("network_gbps", "Network", "Gbps"),
    Attribute("network_burst_gbps", "Network, burst", "Gbps"),
    Attribute("ebs_gbps", "EBS", "Gbps"),
    Attribute("ebs_burst_gbps", "EBS, burst", "Gbps"),
    Attribute("ebs_iops", "EBS IOPS", "IOPS"),
    Attribute("local_gb", "Local storage", "GB"),
    Attribute("generation", "Generation"),
)
ADVICE_COLUMNS = (
    Attribute("interruptions", "Interrupted in a month"),
    Attribute("advised_saving", "Average Spot saving", "%"),
    Attribute("advised_on", "Spot Instance Advisor of"),
)


def known_types(prices: Catalogue, chosen: Mapping[str, str]) -> Mapping[str, Mapping[str, Value]]:
    """Every type, whatever it runs: which of them run a system is told by its prices."""
    types = {**prices.instance_types, **{each.name: each for each in prices.priced_types}}
    return {name: _has(each) for name, each in types.items()}


def _has(each: InstanceType) -> Mapping[str, Value]:
    return {
        "vcpus": each.vcpus,
        "memory_gib": each.memory_gib,
        "architecture": each.architectures or None,
        "gpus": each.gpus,
        "burstable": "yes" if each.is_burstable else "no",
        "network_gbps": each.network_baseline_gbps,
        "network_burst_gbps": each.network_burst_gbps,
        "ebs_gbps": _in_gbps(each.ebs_baseline_mbps),
        "ebs_burst_gbps": _in_gbps(each.ebs_max_mbps),
        "ebs_iops": each.ebs_baseline_iops,
        "local_gb": each.local_gb,
        "generation": GENERATION[each.is_current_generation],
    }


def _in_gbps(mbps: Decimal | None) -> Decimal | None:
    return None if mbps is None else mbps.scaleb(-3)


def advised(region: str, chosen: Mapping[str, str]) -> Mapping[str, Mapping[str, Value]]:
    """What the Spot Instance Advisor said of each type in a Region under an operating system."""
    return {
        name: {
            "interruptions": each.interruption_band or None,
            "advised_saving": each.savings_percent,
            "advised_on": each.effective_from,
        }
        for (where, name, system), each in spot_advice().items()
        if where == region and system == chosen["operating_system"]
    }
