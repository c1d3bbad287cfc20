"""Offer files of a few rows in AWS's formats, and the mapping that the tests read them by."""

import csv
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from calculator.core.units import PRICING_DATA
from calculator.offers.file_stream import Bounds
from calculator.offers.mapping import RULE_COLUMNS, OfferMapping, read_mapping
from calculator.offers.offer import BadOffer
from calculator.offers.read_offer import read_offer

Row = Mapping[str, str]

ABOVE = {
    "FormatVersion": "v1.0",
    "Disclaimer": "All prices are subject to the additional terms.",
    "Publication Date": "2026-11-01T12:00:00Z",
    "Version": "20261101120000",
    "OfferCode": "AmazonEC2",
}
# The columns of a row that say what is sold, by their names in JSON; the others say at what price.
PRODUCT = {
    "Product Family": "productFamily",
    "serviceCode": "servicecode",
    "Location": "location",
    "Location Type": "locationType",
    "Region Code": "regionCode",
    "From Location": "fromLocation",
    "From Region Code": "fromRegionCode",
    "usageType": "usagetype",
    "operation": "operation",
    "Instance Type": "instanceType",
    "Operating System": "operatingSystem",
    "Pre Installed S/W": "preInstalledSw",
}
TERMS = ("LeaseContractLength", "PurchaseOption", "OfferingClass")
STORAGE = {
    "SKU": "STORAGE",
    "OfferTermCode": "JRTCKXETXF",
    "RateCode": "STORAGE.JRTCKXETXF.1",
    "TermType": "OnDemand",
    "PriceDescription": "$0.023 per GB, the first 50 TB",
    "EffectiveDate": "2026-10-01",
    "StartingRange": "0",
    "EndingRange": "Inf",
    "Unit": "GB-Mo",
    "PricePerUnit": "0.0230000000",
    "Currency": "USD",
    "LeaseContractLength": "",
    "PurchaseOption": "",
    "OfferingClass": "",
    "Product Family": "Storage",
    "serviceCode": "AmazonEC2",
    "Location": "EU (Ireland)",
    "Location Type": "AWS Region",
    "Region Code": "eu-west-1",
    "From Location": "",
    "From Region Code": "",
    "usageType": "EU-TimedStorage-ByteHrs",
    "operation": "",
    "Instance Type": "",
    "Operating System": "",
    "Pre Installed S/W": "",
}
TITLES = tuple(STORAGE)
LADDER = (
    {"StartingRange": "0", "EndingRange": "51200"},
    {"StartingRange": "51200", "EndingRange": "512000", "PricePerUnit": "0.0220000000"},
    {"StartingRange": "512000", "EndingRange": "Inf", "PricePerUnit": "0.0210000000"},
)
STORAGE_RULE = {
    "rule": "storage",
    "table": "s3",
    "dimension": "storage",
    "option": "STANDARD",
    "product_family": "Storage",
    "usage_type": "TimedStorage-ByteHrs",
    "file_unit": "GB-Mo",
    "unit": "GB-month",
    "factor": "1",
}


def rows_of(*changes: Row) -> list[Row]:
    """One row for each change, every one with a rate code of its own."""
    return [{**STORAGE, "RateCode": f"STORAGE.JRTCKXETXF.{number}", **each} for number, each in enumerate(changes)]


def as_csv(rows: Sequence[Row], above: Row = ABOVE, titles: Sequence[str] = TITLES) -> str:
    """A CSV file as AWS writes it: every cell in quotes."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([*above.items(), titles, *([row.get(title, "") for title in titles] for row in rows)])
    return text.getvalue()


def as_json(rows: Sequence[Row], above: Row = ABOVE, also: Row | None = None) -> str:
    """The same prices as AWS writes them in JSON; `also` names attributes of products besides the usual ones."""
    products: dict[str, object] = {}
    terms: dict[str, dict[str, dict[str, dict[str, object]]]] = {}
    for row in rows:
        sku, code = row["SKU"], f"{row['SKU']}.{row['OfferTermCode']}"
        attributes = {name: row[title] for title, name in {**PRODUCT, **(also or {})}.items() if row.get(title)}
        family = attributes.pop("productFamily", "")
        products[sku] = {"sku": sku, "productFamily": family, "attributes": attributes}
        term = terms.setdefault(row["TermType"], {}).setdefault(sku, {}).setdefault(code, _term(row))
        dimensions = term["priceDimensions"]
        assert isinstance(dimensions, dict)
        dimensions[row["RateCode"]] = {
            "rateCode": row["RateCode"],
            "description": row["PriceDescription"],
            **({"beginRange": row["StartingRange"], "endRange": row["EndingRange"]} if row["EndingRange"] else {}),
            "unit": row["Unit"],
            "pricePerUnit": {row["Currency"]: row["PricePerUnit"]},
            "appliesTo": [],
        }
    head = {"formatVersion": above["FormatVersion"], "disclaimer": above["Disclaimer"]}
    head |= {"offerCode": above["OfferCode"], "version": above["Version"], "publicationDate": above["Publication Date"]}
    return json.dumps({**head, "products": products, "terms": terms, "attributesList": {}}, indent=2)


def as_products(
    rows: Sequence[Row], above: Row = ABOVE, also: Row | None = None, *, in_texts: bool = True
) -> list[object]:
    """The same prices as the Price List API answers them: each product with its terms, written as JSON in a text."""
    whole = json.loads(as_json(rows, above, also))
    entries: list[object] = []
    for sku, product in whole["products"].items():
        entry = {
            "product": product,
            "serviceCode": whole["offerCode"],
            "terms": {kind: of_kind[sku] for kind, of_kind in whole["terms"].items() if sku in of_kind},
            "version": whole["version"],
            "publicationDate": whole["publicationDate"],
        }
        entries.append(json.dumps(entry, separators=(",", ":")) if in_texts else entry)
    return entries


def as_answer(rows: Sequence[Row], above: Row = ABOVE, also: Row | None = None) -> str:
    """An answer as `aws pricing get-products` prints it."""
    return json.dumps({"PriceList": as_products(rows, above, also), "FormatVersion": "aws_v1"}, indent=4)


def _term(row: Row) -> dict[str, object]:
    return {
        "offerTermCode": row["OfferTermCode"],
        "sku": row["SKU"],
        "effectiveDate": f"{row['EffectiveDate']}T00:00:00Z",
        "priceDimensions": {},
        "termAttributes": {name: row[name] for name in TERMS if row[name]},
    }


def write_mapping(folder: Path, rules: Sequence[Row], codes: str = "eu-west-1,EU\neu-west-1,EUW1\n") -> None:
    """The tables of a mapping, with the regions and sources of the shipped ones."""
    for name in ("sources.csv", "regions.csv"):
        shutil.copy(PRICING_DATA / name, folder / name)
    source = "botocore_1_44_5"
    lines = "".join(f"{line},{source}\n" for line in codes.splitlines())
    (folder / "region_billing_codes.csv").write_text(f"region,code,source\n{lines}", encoding="utf-8")
    own = folder / "services" / "small"
    own.mkdir(parents=True, exist_ok=True)
    with (own / "price_list.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, RULE_COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({"offer_code": "AmazonEC2", **rule} for rule in rules)


def mapping_of(folder: Path, *rules: Row, codes: str = "eu-west-1,EU\neu-west-1,EUW1\n") -> OfferMapping:
    """A mapping of some rules."""
    write_mapping(folder, rules, codes)
    return read_mapping(folder)


BOUNDS = Bounds()
SOUND = rows_of(*LADDER)
FORMATS = pytest.mark.parametrize("write", [as_csv, as_json], ids=["csv", "json"])


def sentences(tmp_path: Path, content: bytes, bounds: Bounds = BOUNDS) -> str:
    """What is said when a file is refused."""
    path = tmp_path / "index"
    path.write_bytes(content)
    with pytest.raises(BadOffer) as refused:
        read_offer(path, mapping_of(tmp_path, STORAGE_RULE), bounds=bounds)
    return refused.value.detail
