"""Rows of instances in the list of EC2: every system on every term, and what is left out.

Operations are those of the EC2 User Guide, "AMI billing information fields" (ec2_ami_billing_codes), with the systems
as AWS's lists name them. The on-demand row of Windows and the rows of licences, SQL Server, tenancy, unused
reservations and Capacity Blocks are in public rows of us-east-1 of 2026-09-01; the others are named by user guides,
bills and public readers of the list. The prices of terms are made up so that each comes to 0.2 an hour.
"""

from collections.abc import Iterator

from tests.offers.listed_rows import EC2, UPFRONT, US_EAST_1, LeftOut, Listed, priced
from tests.offers.small_offers import Row

INSTANCE = {
    **US_EAST_1,
    "Product Family": "Compute Instance",
    "Instance Type": "m5.xlarge",
    "usageType": "BoxUsage:m5.xlarge",
    "operation": "RunInstances",
    "Operating System": "Linux",
    "Tenancy": "Shared",
    "CapacityStatus": "Used",
    "Pre Installed S/W": "NA",
    "License Model": "No License required",
    "MarketOption": "OnDemand",
    "Unit": "Hrs",
}
# What the systems are to us, how AWS names them, and the operation.
SYSTEMS = [
    ("Linux", "Linux", "RunInstances"),
    ("RHEL", "RHEL", "RunInstances:0010"),
    ("SLES", "SUSE", "RunInstances:000g"),
    ("Windows", "Windows", "RunInstances:0002"),
]
HA = "Red Hat Enterprise Linux with HA"
# The same of systems with other licences, which are read on demand only, with the software that AWS names.
LICENSED = [
    ("Ubuntu Pro", "Ubuntu Pro", "RunInstances:0g00", "NA"),
    ("Linux SQL Web", "Linux", "RunInstances:0200", "SQL Web"),
    ("Linux SQL Standard", "Linux", "RunInstances:0004", "SQL Std"),
    ("Linux SQL Enterprise", "Linux", "RunInstances:0100", "SQL Ent"),
    ("Windows SQL Web", "Windows", "RunInstances:0202", "SQL Web"),
    ("Windows SQL Standard", "Windows", "RunInstances:0006", "SQL Std"),
    ("Windows SQL Enterprise", "Windows", "RunInstances:0102", "SQL Ent"),
    ("RHEL HA", HA, "RunInstances:1010", "NA"),
    ("RHEL SQL Web", "RHEL", "RunInstances:0210", "SQL Web"),
    ("RHEL SQL Standard", "RHEL", "RunInstances:0014", "SQL Std"),
    ("RHEL SQL Enterprise", "RHEL", "RunInstances:0110", "SQL Ent"),
    ("RHEL HA SQL Standard", HA, "RunInstances:1014", "SQL Std"),
    ("RHEL HA SQL Enterprise", HA, "RunInstances:1110", "SQL Ent"),
]
# A year has 8760 hours, three have 26280: 876 and 2628 at once are 0.1 an hour.
TERMS = [
    ("1y_no_upfront", "1yr", "No Upfront", "0.2", ""),
    ("1y_partial_upfront", "1yr", "Partial Upfront", "0.1", "876"),
    ("1y_all_upfront", "1yr", "All Upfront", "0", "1752"),
    ("3y_no_upfront", "3yr", "No Upfront", "0.2", ""),
    ("3y_partial_upfront", "3yr", "Partial Upfront", "0.1", "2628"),
    ("3y_all_upfront", "3yr", "All Upfront", "0", "5256"),
]
CLASSES = [("", "standard"), ("_convertible", "convertible")]


def _prices() -> Iterator[Listed]:
    for ours, system, operation, software in LICENSED:
        said = {**INSTANCE, "Operating System": system, "operation": operation, "Pre Installed S/W": software}
        yield Listed(
            EC2, f"on_demand m5.xlarge {ours}", "0.672 instance-hour", (*priced(said, {"PricePerUnit": "0.672"}),)
        )
    for ours, system, operation in SYSTEMS:
        said = {**INSTANCE, "Operating System": system, "operation": operation}
        on_demand = priced(said, {"PricePerUnit": "0.376"})
        yield Listed(EC2, f"on_demand m5.xlarge {ours}", "0.376 instance-hour", (*on_demand,))
        reserved = {**said, "TermType": "Reserved"}
        for term, length, purchase, hourly, at_once in TERMS:
            for suffix, offering in CLASSES:
                bought = {"LeaseContractLength": length, "PurchaseOption": purchase, "OfferingClass": offering}
                rows = [*priced({**reserved, **bought}, {"PricePerUnit": hourly})]
                dimension, option = f"reserved_{term}{suffix}", f"m5.xlarge {ours}"
                parts: list[str] = []
                if at_once:
                    rows += priced({**reserved, **bought}, {"PricePerUnit": at_once, "Unit": UPFRONT})
                    parts += [f"{dimension}_hour {option}: {hourly} instance-hour"]
                    parts += [f"{dimension}_fee {option}: {at_once} instance"]
                yield Listed(EC2, f"{dimension} {option}", "0.2 instance-hour", (*rows,), (*parts,))


def _credits() -> Iterator[Listed]:
    """A row of CPU credits for each family and system; public readers of the list pick them by just these columns."""
    for family in ("t2", "t3", "t3a", "t4g"):
        for ours, system, _ in SYSTEMS[: 3 if family == "t4g" else None]:
            said = {
                **US_EAST_1,
                "Product Family": "CPU Credits",
                "usageType": f"CPUCredits:{family}",
                "Operating System": system,
                "Unit": "vCPU-Hours",
            }
            rows = (*priced(said, {"PricePerUnit": "0.05"}),)
            yield Listed(EC2, f"cpu_credit {family} {ours}", "0.05 vCPU-hour", rows)


PRICES = [*_prices(), *_credits()]
WINDOWS = {"Operating System": "Windows"}
RESERVED = {
    **{"TermType": "Reserved", "LeaseContractLength": "1yr", "PurchaseOption": "No Upfront"},
    **{"OfferingClass": "standard"},
}
OTHERWISE: list[tuple[str, Row]] = [
    ("own-licence", {**WINDOWS, "operation": "RunInstances:0800", "License Model": "Bring your own license"}),
    (
        "own-licence",
        {**WINDOWS, "operation": "RunInstances:0002:box", "License Model": "License Included - Infrastructure"},
    ),
    ("sql-server", {**RESERVED, "operation": "RunInstances:0004", "Pre Installed S/W": "SQL Std"}),
    ("sql-server", {**RESERVED, **WINDOWS, "operation": "RunInstances:0006", "Pre Installed S/W": "SQL Std"}),
    ("other-systems", {**RESERVED, "operation": "RunInstances:1010", "Operating System": HA}),
    ("other-tenancy", {"Tenancy": "Dedicated", "usageType": "DedicatedUsage:m5.xlarge"}),
    ("capacity-reservations", {"CapacityStatus": "UnusedCapacityReservation", "usageType": "UnusedBox:m5.xlarge"}),
    ("capacity-blocks", {"MarketOption": "CapacityBlock", "operation": "RunInstances:CB"}),
]
LEFT_OUT = [
    *(
        LeftOut(EC2, f"ec2-ignored-{rule}", {**INSTANCE, **changed, "PricePerUnit": "0.2"})
        for rule, changed in OTHERWISE
    ),
    LeftOut(EC2, "ec2-ignored-ebs-optimized", {**US_EAST_1, "usageType": "EBSOptimized:c3.4xlarge", "Unit": "Hrs"}),
    LeftOut(
        EC2,
        "ec2-ignored-other-products",
        {
            **US_EAST_1,
            "usageType": "LCUUsage",
            "operation": "LoadBalancing:Network",
            "Product Family": "Load Balancer-Network",
        },
    ),
]
