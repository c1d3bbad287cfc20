"""Rows of Compute and EC2 Instance Savings Plans, which stand in one list.

Heading, unit and terms are those of genuine lists (savings_plan_pricelist_20250911), and so are the rates of EC2
Instance Savings Plans, of ap-east-2; the rates of Windows and Linux under Compute Savings Plans are in public rows of
eu-west-3, the usage that is left out in public rows of ap-northeast-1 of 2024-07-01. Services are those of the Savings
Plans API reference, "SavingsPlanOfferingRate".
"""

from collections.abc import Iterator

from tests.offers.listed_rows import SAVINGS_PLANS, LeftOut, Listed
from tests.offers.rows_ec2 import SYSTEMS
from tests.offers.small_offers import Row

PLAN = {
    "Location": "Any",
    "Location Type": "AWS Region",
    "Product Family": "ComputeSavingsPlans",
    "ServiceCode": "ComputeSavingsPlans",
    "UsageType": "ComputeSP:1yrNoUpfront",
    "PurchaseOption": "No Upfront",
    "LeaseContractLength": "1",
    "LeaseContractLengthUnit": "year",
    "DiscountedServiceCode": "AmazonEC2",
    "DiscountedRegionCode": "eu-west-3",
    "DiscountedInstanceType": "r8i.xlarge",
    "DiscountedUsageType": "EUW3-BoxUsage:r8i.xlarge",
    "DiscountedOperation": "RunInstances",
    "DiscountedRate": "0.14753",
    "Unit": "Hrs",
}
TERMS = [
    ("1y_no_upfront", "1", "No Upfront", "ComputeSP:1yrNoUpfront"),
    ("1y_partial_upfront", "1", "Partial Upfront", "ComputeSP:1yrPartialUpfront"),
    ("1y_all_upfront", "1", "All Upfront", "ComputeSP:1yrAllUpfront"),
    ("3y_no_upfront", "3", "No Upfront", "ComputeSP:3yrNoUpfront"),
    ("3y_partial_upfront", "3", "Partial Upfront", "ComputeSP:3yrPartialUpfront"),
    ("3y_all_upfront", "3", "All Upfront", "ComputeSP:3yrAllUpfront"),
]


def _prices() -> Iterator[Listed]:
    for system, _, operation in SYSTEMS:
        for term, length, purchase, plan in TERMS:
            bought = {"LeaseContractLength": length, "PurchaseOption": purchase, "UsageType": plan}
            key = f"compute_savings_plan_{term} r8i.xlarge {system}"
            row = {**PLAN, **bought, "DiscountedOperation": operation}
            yield Listed(SAVINGS_PLANS, key, "0.14753 instance-hour", (row,))


INSTANCE_PLAN = {"Product Family": "EC2InstanceSavingsPlans", "ServiceCode": "ComputeSavingsPlans"}
TAIPEI = {"DiscountedRegionCode": "ap-east-2", "Location": "Asia Pacific (Taipei)", "Instance Family": "r7g"}
# Type, system and rate of an EC2 Instance Savings Plan for three years with a part paid upfront.
GENUINE_RATES = [
    ("r7g.12xlarge", "Linux", "1.1721"),
    ("r7g.2xlarge", "Linux", "0.1954"),
    ("r7g.12xlarge", "RHEL", "1.6905"),
    ("r7g.xlarge", "RHEL", "0.1553"),
    ("r7g.16xlarge", "SLES", "1.6168"),
    ("r7g.metal", "SLES", "1.6168"),
]


def _instance_plan_prices() -> Iterator[Listed]:
    operations = {system: operation for system, _, operation in SYSTEMS}
    for instance_type, system, rate in GENUINE_RATES:
        said = {
            **PLAN,
            **INSTANCE_PLAN,
            **TAIPEI,
            "UsageType": "APE2-EC2SP:r7g.3yrPartialUpfront",
            "LeaseContractLength": "3",
            "PurchaseOption": "Partial Upfront",
            "DiscountedInstanceType": instance_type,
            "DiscountedUsageType": f"APE2-BoxUsage:{instance_type}",
            "DiscountedOperation": operations[system],
            "DiscountedRate": rate,
        }
        key = f"ec2_instance_savings_plan_3y_partial_upfront {instance_type} {system}"
        yield Listed(SAVINGS_PLANS, key, f"{rate} instance-hour", (said,))
    for system, _, operation in SYSTEMS:
        for term, length, purchase, plan in TERMS:
            said = {
                **PLAN,
                **INSTANCE_PLAN,
                "UsageType": plan.replace("ComputeSP:", "EUW3-EC2SP:r8i."),
                "LeaseContractLength": length,
                "PurchaseOption": purchase,
                "DiscountedOperation": operation,
            }
            key = f"ec2_instance_savings_plan_{term} r8i.xlarge {system}"
            yield Listed(SAVINGS_PLANS, key, "0.14753 instance-hour", (said,))


PRICES = [*_prices(), *_instance_plan_prices()]
OTHERWISE: list[tuple[str, Row]] = [
    ("other-licences", {**INSTANCE_PLAN, "DiscountedOperation": "RunInstances:0014"}),
    ("other-usage", {**INSTANCE_PLAN, "DiscountedUsageType": "EUW3-DedicatedUsage:r8i.xlarge"}),
    ("other-licences", {"DiscountedOperation": "RunInstances:0002:box"}),
    ("other-licences", {"DiscountedOperation": "RunInstances:0014"}),
    ("other-licences", {"DiscountedOperation": "RunInstances:0102"}),
    ("other-licences", {"DiscountedOperation": "RunInstances:0110"}),
    ("other-licences", {"DiscountedOperation": "RunInstances:0202"}),
    ("other-licences", {"DiscountedOperation": "RunInstances:0210"}),
    ("other-licences", {"DiscountedOperation": "RunInstances:1014"}),
    ("other-usage", {"DiscountedUsageType": "EUW3-DedicatedUsage:r8i.xlarge"}),
    ("other-usage", {"DiscountedUsageType": "EUW3-HostBoxUsage:r8i.xlarge"}),
    ("other-usage", {"DiscountedUsageType": "EUW3-UnusedBox:r8i.xlarge"}),
    ("other-usage", {"DiscountedUsageType": "EUW3-UnusedDed:r8i.xlarge"}),
    ("other-services", {"DiscountedServiceCode": "AWSLambda", "DiscountedUsageType": "EUW3-Lambda-GB-Second"}),
    ("other-services", {"DiscountedServiceCode": "AmazonECS", "DiscountedUsageType": "EUW3-Fargate-GB-Hours"}),
]
LEFT_OUT = [LeftOut(SAVINGS_PLANS, f"savings-plans-ignored-{rule}", {**PLAN, **changed}) for rule, changed in OTHERWISE]
