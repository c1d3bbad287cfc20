"""A price list of EC2 as large as a Region's own: 300,000 rows of 77 columns, 236 MB as CSV; the same rows as JSON.

    write_large_ec2(folder / "index.csv")

The instance types and volumes are those of `pricing_data/` at their real prices. They are a ninth of the rows; the
others are what makes the real lists large: other tenancies, licences, operating systems and reserved capacity.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby, islice
from itertools import product as every
from operator import attrgetter
from pathlib import Path

from bench.offer_files import Lines, metadata, opened, price_cells, quoted, write_json
from bench.offer_lines import offer_lines, place_of
from bench.offer_rows import (
    ON_DEMAND,
    ON_DEMAND_CODE,
    ONE_RATE,
    RESERVED,
    UPFRONT_RATE,
    UPFRONT_UNIT,
    Place,
    PriceLine,
    Product,
    code,
)
from calculator.catalogue.shipped import ShippedTables
from calculator.core.units import PRICING_DATA
from calculator.offers.mapping import column_key, read_mapping

FAMILY = "Compute Instance"
OFFER_CODE, REGION, DAY = "AmazonEC2", "us-east-1", date(2026, 11, 1)
ROWS = 300_000
PRICE_CELLS = 15
# The heading of a list of 2025 without the fourteen columns that say how many instances a dedicated host holds.
HEADING = (
    *("SKU", "OfferTermCode", "RateCode", "TermType", "PriceDescription", "EffectiveDate", "StartingRange"),
    *("EndingRange", "Unit", "PricePerUnit", "Currency", "RelatedTo", "LeaseContractLength", "PurchaseOption"),
    *("OfferingClass", "Product Family", "serviceCode", "Location", "Location Type", "Instance Type"),
    *("Current Generation", "Instance Family", "vCPU", "Physical Processor", "Clock Speed", "Memory", "Storage"),
    *("Network Performance", "Processor Architecture", "Storage Media", "Volume Type", "Max Volume Size"),
    *("Max IOPS/volume", "Max IOPS Burst Performance", "Max throughput/volume", "Provisioned", "Tenancy"),
    *("EBS Optimized", "Operating System", "License Model", "Group", "Group Description", "Transfer Type"),
    *("From Location", "From Location Type", "To Location", "To Location Type", "usageType", "operation"),
    *("AvailabilityZone", "CapacityStatus", "ClassicNetworkingSupport", "Dedicated EBS Throughput", "ECU"),
    *("Elastic Graphics Type", "Enhanced Networking Supported", "From Region Code", "GPU", "GPU Memory"),
    *("Instance", "instanceSKU", "Intel AVX2 Available", "Intel AVX Available", "Intel Turbo Available"),
    *("MarketOption", "Normalization Size Factor", "Physical Cores", "Pre Installed S/W", "Processor Features"),
    *("Product Type", "Region Code", "Resource Type", "serviceName", "SnapshotArchiveFeeType", "To Region Code"),
    *("Volume API Name", "VPCNetworkingSupport"),
)
OWN_LICENCE, INCLUDED_LICENCE = "Bring your own license", "No License required"
# Operating system, licence, what is installed, and the operation that stands for the three.
SOFTWARE = (
    ("Linux", INCLUDED_LICENCE, "SQL Std", "RunInstances:0004"),
    ("Linux", INCLUDED_LICENCE, "SQL Ent", "RunInstances:0100"),
    ("Linux", INCLUDED_LICENCE, "SQL Web", "RunInstances:0200"),
    ("Windows", INCLUDED_LICENCE, "SQL Std", "RunInstances:0006"),
    ("Windows", INCLUDED_LICENCE, "SQL Ent", "RunInstances:0102"),
    ("Windows", INCLUDED_LICENCE, "SQL Web", "RunInstances:0202"),
    ("Windows", OWN_LICENCE, "NA", "RunInstances:0800"),
    ("RHEL", INCLUDED_LICENCE, "SQL Std", "RunInstances:0014"),
    ("RHEL", INCLUDED_LICENCE, "SQL Ent", "RunInstances:0110"),
    ("Red Hat Enterprise Linux with HA", INCLUDED_LICENCE, "NA", "RunInstances:1010"),
    ("Ubuntu Pro", INCLUDED_LICENCE, "NA", "RunInstances:0g00"),
)
PLAIN = (
    ("Linux", INCLUDED_LICENCE, "NA", "RunInstances"),
    ("Windows", INCLUDED_LICENCE, "NA", "RunInstances:0002"),
    ("RHEL", INCLUDED_LICENCE, "NA", "RunInstances:0010"),
    ("SUSE", INCLUDED_LICENCE, "NA", "RunInstances:000g"),
)
# Tenancy, capacity status, and how the usage type begins.
CAPACITY = (
    ("Dedicated", "Used", "DedicatedUsage"),
    ("Dedicated", "UnusedCapacityReservation", "UnusedDed"),
    ("Dedicated", "AllocatedCapacityReservation", "DedicatedRes"),
    ("Shared", "UnusedCapacityReservation", "UnusedBox"),
    ("Shared", "AllocatedCapacityReservation", "Reservation"),
)
SHARED = ("Shared", "Used", "BoxUsage")
TERMS = tuple(every(("1yr", "3yr"), ("No Upfront", "Partial Upfront", "All Upfront"), ("standard", "convertible")))
# What our tables do not know, and a list of AWS would say of one product or another.
UNKNOWN = (
    *("physicalProcessor", "clockSpeed", "storageMedia", "volumeType", "maxVolumeSize", "maxIopsvolume"),
    *("maxIopsBurstPerformance", "maxThroughputvolume", "provisioned", "ebsOptimized", "group", "groupDescription"),
    *("transferType", "fromLocation", "fromLocationType", "toLocation", "toLocationType", "elasticGraphicsType"),
    *("fromRegionCode", "instance", "instancesku", "normalizationSizeFactor", "physicalCores", "productType"),
    *("resourceType", "snapshotarchivefeetype", "toRegionCode", "volumeApiName"),
)
COMMON = {
    **dict.fromkeys(UNKNOWN, "NA"),
    "AvailabilityZone": "NA",
    "classicnetworkingsupport": "false",
    "ecu": "NA",
    "enhancedNetworkingSupported": "Yes",
    "gpuMemory": "NA",
    "intelAvxAvailable": "Yes",
    "intelAvx2Available": "Yes",
    "intelTurboAvailable": "Yes",
    "marketoption": "OnDemand",
    "processorArchitecture": "64-bit",
    "processorFeatures": "Intel AVX; Intel AVX2; Intel AVX512; Intel Turbo",
    "servicename": "Amazon Elastic Compute Cloud",
    "vpcnetworkingsupport": "true",
}


def write_large_ec2(path: Path, rows: int = ROWS, folder: Path = PRICING_DATA) -> Path:
    """The list as `.csv` or `.json`, with `.gz` packed."""
    lines = large_lines(rows, folder)
    if ".json" in path.suffixes:
        write_json(path, OFFER_CODE, DAY, lines)
    else:
        _write_csv(path, lines)
    return path


def large_lines(rows: int = ROWS, folder: Path = PRICING_DATA) -> Lines:
    """So many rows, and never fewer than we have prices; product by product, as often as they are asked for."""
    mapping, described = read_mapping(folder), _described(folder)
    place = place_of(OFFER_CODE, REGION, mapping, DAY)
    real = [*offer_lines(ShippedTables(folder), mapping, OFFER_CODE, [REGION], DAY)]
    types = sorted({line.product.attributes.get("instanceType", "") for line in real} - {""})
    each, rest = divmod(max(0, rows - len(real)), len(types))

    def lines() -> Iterator[PriceLine]:
        for line in real:
            of_type = described.get(line.product.attributes.get("instanceType", ""), {})
            attributes = {**of_type, **line.product.attributes}
            yield replace(line, product=replace(line.product, attributes=attributes))
        for number, name in enumerate(types):
            others = _others(place, {**described.get(name, COMMON), "instanceType": name})
            yield from islice(others, each + (number < rest))

    return lines


def _others(place: Place, described: Mapping[str, str]) -> Iterator[PriceLine]:
    """Rows of one type that the mapping leaves out: on demand and under every term, as often as may be needed."""
    kinds = [(software, capacity) for software in SOFTWARE for capacity in (*CAPACITY, SHARED)]
    kinds += [(software, capacity) for software in PLAIN for capacity in CAPACITY]
    for (system, licence, installed, operation), (tenancy, status, usage_type) in kinds:
        attributes = {
            "servicecode": OFFER_CODE,
            "location": place.name,
            "locationType": "AWS Region",
            "regionCode": place.region,
            **described,
            "operatingSystem": system,
            "licenseModel": licence,
            "preInstalledSw": installed,
            "tenancy": tenancy,
            "capacitystatus": status,
            "usagetype": f"{place.prefix}{usage_type}:{described['instanceType']}",
            "operation": operation,
        }
        sku = code(described["instanceType"], system, licence, installed, tenancy, status, length=16)
        # On demand a licensed system on shared hardware is one of our prices.
        is_ours = (tenancy, status, usage_type) == SHARED and licence == INCLUDED_LICENCE
        yield from islice(_terms_of(Product(sku, FAMILY, attributes), place), 1 if is_ours else 0, None)


def _terms_of(product: Product, place: Place) -> Iterator[PriceLine]:
    """The price of an hour, and for used capacity those of the terms; what nobody reads costs as many dollars."""
    attributes = product.attributes
    software = f"{attributes['operatingSystem']} with {attributes['preInstalledSw']}"
    said = f"$1.00 per {attributes['tenancy']} {software} {attributes['instanceType']} Instance Hour"
    first = PriceLine(
        product, ON_DEMAND, ON_DEMAND_CODE, ONE_RATE, "Hrs", Decimal(1), "0", "Inf", place.effective, said
    )
    yield first
    if attributes["capacitystatus"] != "Used":
        return
    for lease, payment, offering_class in TERMS:
        term = {"LeaseContractLength": lease, "PurchaseOption": payment, "OfferingClass": offering_class}
        hourly = replace(first, term_type=RESERVED, term_code=code(*term.values(), length=10), term=term)
        yield hourly
        if payment != "No Upfront":
            yield replace(hourly, rate=UPFRONT_RATE, unit=UPFRONT_UNIT, starts="", ends="", description="Upfront Fee")


def _write_csv(path: Path, lines: Lines) -> None:
    keys = [column_key(title) for title in HEADING[PRICE_CELLS:]]
    with opened(path) as file:
        file.write("".join(quoted(cells) for cells in (*metadata(OFFER_CODE, DAY), HEADING)))
        for product, of_product in groupby(lines(), attrgetter("product")):
            cells = {column_key(name): text for name, text in product.attributes.items()}
            cells["productfamily"] = product.family
            end = quoted([cells.get(key, "") for key in keys])
            file.writelines(f"{quoted(price_cells(line))[:-1]},{end}" for line in of_product)


def _described(folder: Path) -> dict[str, dict[str, str]]:
    """What the lists say of each instance type, as far as our tables know it."""
    with (folder / "services" / "ec2" / "instance_types.csv").open(encoding="utf-8", newline="") as file:
        return {row["instance_type"]: {**COMMON, **_attributes(row)} for row in csv.DictReader(file)}


def _attributes(row: Mapping[str, str]) -> dict[str, str]:
    return {
        "currentGeneration": "Yes" if row["current_generation"] == "true" else "No",
        "instanceFamily": row["family"],
        "vcpu": row["vcpu"],
        "memory": f"{row['memory_gib']} GiB",
        "storage": f"{row['instance_storage_gb']} GB" if row["instance_storage_gb"] not in ("", "0") else "EBS only",
        "networkPerformance": f"Up to {row['network_gbps_burst']} Gigabit",
        "dedicatedEbsThroughput": f"Up to {row['ebs_max_mbit_s']} Mbps",
        "gpu": row["gpu_count"],
    }
