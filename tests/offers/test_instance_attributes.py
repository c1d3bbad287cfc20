"""What a list states of instance types, read beside its prices, whatever the format."""

from pathlib import Path

from tests.offers.listed_rows import EC2, SAVINGS_PLANS, priced, read
from tests.offers.rows_ec2 import INSTANCE
from tests.offers.rows_savings_plans import PLAN

STATED = {"vCPU": "4", "Memory": "16 GiB", "Physical Processor": "Intel Xeon", "Current Generation": "Yes"}
READ = {"vcpu": "4", "memory": "16 GiB", "physicalprocessor": "Intel Xeon", "currentgeneration": "Yes"}


def test_the_first_row_of_a_type_says_what_it_has(tmp_path: Path) -> None:
    other = {"Instance Type": "m5.large", "usageType": "BoxUsage:m5.large", "vCPU": "2", "operation": "RunInstances"}
    offer = read(
        tmp_path,
        EC2,
        *priced({**INSTANCE, **STATED}, {}),
        *priced({**INSTANCE, **STATED, "Operating System": "SUSE", "operation": "RunInstances:000g"}, {}),
        *priced({**INSTANCE, **other}, {}),
    )
    assert offer.instance_types == {"m5.xlarge": READ, "m5.large": {"vcpu": "2"}}


def test_a_row_that_gives_no_price_says_nothing(tmp_path: Path) -> None:
    dedicated = {"Tenancy": "Dedicated", "usageType": "DedicatedUsage:m9.large", "Instance Type": "m9.large"}
    offer = read(tmp_path, EC2, *priced({**INSTANCE, **STATED}, {}), *priced({**INSTANCE, **STATED, **dedicated}, {}))
    assert [*offer.instance_types] == ["m5.xlarge"]


def test_a_plan_names_types_and_no_more(tmp_path: Path) -> None:
    assert read(tmp_path, SAVINGS_PLANS, PLAN).instance_types == {"r8i.xlarge": {}}
