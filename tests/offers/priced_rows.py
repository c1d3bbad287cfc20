"""Rows as price lists print them, the rules that take them, and what a file of them comes to."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from calculator.offers.offer import MappedOffer
from calculator.offers.read_offer import read_offer
from tests.offers.small_offers import Row, as_csv, as_json, mapping_of

REQUEST = {
    "usageType": "EUW1-Requests-Tier1",
    "Product Family": "API Request",
    "Unit": "Requests",
    "PricePerUnit": "0.0000050000",
}
REQUEST_RULE = {
    "rule": "put-request",
    "table": "s3",
    "dimension": "put_request",
    "option": "STANDARD",
    "usage_type": "Requests-Tier1",
    "file_unit": "Requests",
    "unit": "1000 requests",
    "factor": "1000",
}
THROUGHPUT = {"usageType": "EU-EBS:VolumeP-Throughput.gp3", "Unit": "GiBps-mo", "PricePerUnit": "45.056"}
THROUGHPUT_RULE = {
    "rule": "gp3-throughput",
    "table": "ebs",
    "dimension": "throughput",
    "option": "gp3",
    "usage_type": "EBS:VolumeP-Throughput.gp3",
    "file_unit": "GiBps-mo",
    "unit": "MiB/s-month",
    "factor": "1/1024",
}
IOPS_RULE = {
    "table": "ebs",
    "dimension": "iops",
    "file_unit": "IOPS-Mo",
    "unit": "IOPS-month",
    "factor": "1",
}
GP3_RULE = {**IOPS_RULE, "rule": "gp3-iops", "option": "gp3", "usage_type": "EBS:VolumeP-IOPS.gp3", "tiers": "paid"}
IO2_RULES = tuple(
    {**IOPS_RULE, "rule": f"io2-{start}", "option": "io2", "usage_type": f"EBS:VolumeP-IOPS.io2{tier}", "tiers": start}
    for tier, start in (("", "0"), (".tier2", "32000"), (".tier3", "64000"))
)
INSTANCE = {
    "SKU": "INSTANCE",
    "Product Family": "Compute Instance",
    "usageType": "EUW1-BoxUsage:m5.large",
    "operation": "RunInstances",
    "Instance Type": "m5.large",
    "Operating System": "Linux",
    "Pre Installed S/W": "NA",
    "Unit": "Hrs",
}
TERM = {
    **INSTANCE,
    "TermType": "Reserved",
    "OfferTermCode": "HU7G6KETJZ",
    "LeaseContractLength": "1yr",
    "PurchaseOption": "Partial Upfront",
    "OfferingClass": "standard",
}
HOURLY = {**TERM, "RateCode": "INSTANCE.HU7G6KETJZ.6YS6EN2CT7", "PricePerUnit": "0.0300000000"}
UPFRONT = {
    **TERM,
    "RateCode": "INSTANCE.HU7G6KETJZ.2TG2D8R56U",
    "PricePerUnit": "263",
    "Unit": "Quantity",
    "StartingRange": "",
    "EndingRange": "",
    "PriceDescription": "Upfront Fee",
}
INSTANCE_RULE = {
    "table": "ec2",
    "option": "{instanceType} {operatingSystem}",
    "product_family": "Compute Instance",
    "usage_type": "BoxUsage:*",
    "unit": "instance-hour",
}
ON_DEMAND_RULE = {
    **INSTANCE_RULE,
    "rule": "on-demand",
    "dimension": "on_demand",
    "attributes": "TermType=OnDemand;preInstalledSw=NA|",
    "file_unit": "Hrs",
    "factor": "1",
}
RESERVED_RULE = {
    **INSTANCE_RULE,
    "rule": "reserved",
    "dimension": "reserved_1y_partial_upfront = hour + fee",
    "attributes": "TermType=Reserved;LeaseContractLength=1yr;PurchaseOption=Partial Upfront;OfferingClass=standard",
    "file_unit": "Hrs + Quantity",
    "unit": "instance-hour = instance-hour + instance",
    "factor": "1 + 1/8760",
}
Write = Callable[[Sequence[Row]], str]
FORMATS = pytest.mark.parametrize("write", [as_csv, as_json], ids=["csv", "json"])


def reading(tmp_path: Path, rows: Sequence[Row], *rules: Row, write: Write = as_csv) -> MappedOffer:
    path = tmp_path / "index"
    path.write_text(write(rows), encoding="utf-8")
    return read_offer(path, mapping_of(tmp_path, *rules))


def tiers(offer: MappedOffer) -> list[tuple[str, str, str | None, str]]:
    """Option, beginning, end and price of every tier, as text."""
    return [
        (
            price.option,
            str(price.tier_from),
            None if price.tier_to is None else str(price.tier_to),
            str(price.usd_per_unit),
        )
        for price in offer.prices
    ]
