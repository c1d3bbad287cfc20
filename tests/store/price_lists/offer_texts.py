"""A price list file in AWS's format, small enough for a hundred imports: some prices of S3 in one region, all alike."""

import csv
from decimal import Decimal
from pathlib import Path

HEAD = """\
"FormatVersion","v1.0"
"Disclaimer","All prices are subject to terms."
"Publication Date","{date}T12:00:00Z"
"Version","{version}"
"OfferCode","AmazonS3"
"""
COLUMNS = (
    *("SKU", "OfferTermCode", "RateCode", "TermType", "PriceDescription", "EffectiveDate", "StartingRange"),
    *("EndingRange", "Unit", "PricePerUnit", "Currency", "Product Family", "serviceCode", "Location", "Location Type"),
    *("usageType", "operation", "Region Code"),
)
# Usage types of storage whose price is stated per GB-month: what is stored, and in which class.
STORAGE = {
    "GLACIER_IR": "TimedStorage-GIR-ByteHrs",
    "EXPRESS_ONEZONE": "TimedStorage-XZ-ByteHrs",
    "STANDARD_IA": "TimedStorage-SIA-ByteHrs",
    "ONEZONE_IA": "TimedStorage-ZIA-ByteHrs",
}


def offer_file(path: Path, version: str, price: Decimal, date: str = "2026-11-01") -> Path:
    """A file with these storage classes at one price."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD.format(version=version, date=date))
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(number, usage_type, price) for number, usage_type in enumerate(STORAGE.values()))
    return path


def _row(number: int, usage_type: str, price: Decimal) -> list[str]:
    sku = f"SKU{number:013}"
    return [
        *(sku, "JRTCKXETXF", f"{sku}.JRTCKXETXF.6YS6EN2CT7", "OnDemand", f"{price} per GB", "2026-11-01", "0", "Inf"),
        *("GB-Mo", f"{price:f}", "USD", "Storage", "AmazonS3", "US East (N. Virginia)", "AWS Region", usage_type, ""),
        "us-east-1",
    ]
