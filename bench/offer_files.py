"""Price list files in the formats of AWS, written from the prices of `pricing_data/`: for tests and for measuring.

    write_offer(folder / "index.csv", "AmazonS3", ["eu-west-1"], date(2026, 11, 1))

The ending of the name decides: `.csv` or `.json`, with `.gz` packed. A list is the same, byte for byte, whenever and
wherever it is written.
"""

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import IO

from bench.offer_lines import AS_SHIPPED, Changes, offer_lines
from bench.offer_rows import ON_DEMAND, PLAN_OFFERS, RESERVED, PriceLine
from bench.savings_plan_files import PLAN_TITLES, plan_cells
from calculator.catalogue.shipped import ShippedTables
from calculator.core.units import PRICING_DATA
from calculator.offers.mapping import read_mapping

DISCLAIMER = (
    "This pricing list is for informational purposes only. All prices are subject to the additional terms included in "
    "the pricing pages on http://aws.amazon.com. All Free Tier prices are also subject to the terms included at "
    "https://aws.amazon.com/free/"
)
FORMAT, PUBLISHED_AT, QUOTE = "v1.0", time(12), '"'
TERM_TITLES = ("LeaseContractLength", "PurchaseOption", "OfferingClass")
PRICE_TITLES = (
    "SKU",
    "OfferTermCode",
    "RateCode",
    "TermType",
    "PriceDescription",
    "EffectiveDate",
    "StartingRange",
    "EndingRange",
    "Unit",
    "PricePerUnit",
    "Currency",
    "RelatedTo",
    *TERM_TITLES,
)
# What the CSV files call the attributes of the JSON files.
TITLES = {
    "servicecode": "serviceCode",
    "location": "Location",
    "locationType": "Location Type",
    "regionCode": "Region Code",
    "fromLocation": "From Location",
    "fromLocationType": "From Location Type",
    "fromRegionCode": "From Region Code",
    "toLocation": "To Location",
    "transferType": "Transfer Type",
    "instanceType": "Instance Type",
    "operatingSystem": "Operating System",
    "licenseModel": "License Model",
    "preInstalledSw": "Pre Installed S/W",
    "capacitystatus": "CapacityStatus",
    "marketoption": "MarketOption",
    "tenancy": "Tenancy",
    "group": "Group",
    "usagetype": "usageType",
    "operation": "operation",
}

Lines = Callable[[], Iterable[PriceLine]]


def version_of(day: date) -> str:
    """The version of a list published on a day."""
    return f"{datetime.combine(day, PUBLISHED_AT):%Y%m%d%H%M%S}"


def published_on(day: date) -> str:
    """The moment of publication on a day, as the files write it."""
    return f"{datetime.combine(day, PUBLISHED_AT, UTC):%Y-%m-%dT%H:%M:%SZ}"


def write_offer(
    path: Path,
    offer_code: str,
    regions: Iterable[str],
    day: date,
    changes: Changes = AS_SHIPPED,
    folder: Path = PRICING_DATA,
) -> Path:
    """One offer for some regions, published on a day with the prices in force on it."""
    lines = [*offer_lines(ShippedTables(folder), read_mapping(folder), offer_code, regions, day, changes)]
    write = write_json if ".json" in path.suffixes else write_csv
    write(path, offer_code, day, lambda: lines)
    return path


def write_csv(path: Path, offer_code: str, day: date, lines: Lines) -> None:
    """A CSV file: five lines that say which list it is, the heading, a row for each price."""
    if offer_code in PLAN_OFFERS:
        with opened(path) as file:
            plain = csv.writer(file, lineterminator="\n")
            plain.writerows((*metadata(offer_code, day), PLAN_TITLES))
            plain.writerows(plan_cells(line) for line in lines())
        return
    names = [*dict.fromkeys(name for line in lines() for name in line.product.attributes)]
    with opened(path) as file:
        titles = (*PRICE_TITLES, "Product Family", *(TITLES.get(name, name) for name in names), "serviceName")
        file.writelines(quoted(cells) for cells in (*metadata(offer_code, day), titles))
        for line in lines():
            attributes = (line.product.attributes.get(name, "") for name in names)
            file.write(quoted([*price_cells(line), line.product.family, *attributes, ""]))


def metadata(offer_code: str, day: date) -> tuple[tuple[str, str], ...]:
    """What the lines above the heading say."""
    return (
        ("FormatVersion", FORMAT),
        ("Disclaimer", DISCLAIMER),
        ("Publication Date", published_on(day)),
        ("Version", version_of(day)),
        ("OfferCode", offer_code),
    )


def price_cells(line: PriceLine) -> tuple[str, ...]:
    """The cells of a row before those of its product."""
    return (
        line.product.sku,
        line.term_code,
        line.rate_code,
        line.term_type,
        line.description,
        line.effective,
        line.starts,
        line.ends,
        line.unit,
        price_text(line),
        "USD",
        "",
        *(line.term.get(title, "") for title in TERM_TITLES),
    )


def price_text(line: PriceLine) -> str:
    """A price with ten decimals, or more where it has them."""
    ten = f"{line.price:.10f}"
    return ten if line.price == Decimal(ten) else f"{line.price:f}"


def quoted(cells: Iterable[str]) -> str:
    """A row in the way of AWS: every cell in quotes but the empty ones."""
    return ",".join([f'"{cell.replace(QUOTE, QUOTE * 2)}"' if cell else "" for cell in cells]) + "\n"


def write_json(path: Path, offer_code: str, day: date, lines: Lines) -> None:
    """A JSON file: the products, then the terms of each; the lines of one product follow one another."""
    stated = {
        "formatVersion": FORMAT,
        "disclaimer": DISCLAIMER,
        "offerCode": offer_code,
        "version": version_of(day),
        "publicationDate": published_on(day),
    }
    with opened(path) as file:
        file.write(json.dumps(stated, indent=2)[:-2])
        products = ((sku, _product(next(iter(group)))) for sku, group in groupby(lines(), attrgetter("product.sku")))
        file.write(',\n  "products" : ')
        _write_map(file, products)
        file.write(',\n  "terms" : {')
        for number, term_type in enumerate((ON_DEMAND, RESERVED)):
            of_type = (line for line in lines() if line.term_type == term_type)
            terms = ((sku, _terms(sku, [*group])) for sku, group in groupby(of_type, attrgetter("product.sku")))
            file.write(f'{"," * number}\n  "{term_type}" : ')
            _write_map(file, terms)
        file.write('\n  },\n  "attributesList" : { }\n}\n')


def _write_map(file: IO[str], entries: Iterable[tuple[str, object]]) -> None:
    comma = ""
    file.write("{")
    for name, value in entries:
        file.write(f"{comma}\n    {json.dumps(name)} : {json.dumps(value)}")
        comma = ","
    file.write("\n  }")


def _product(line: PriceLine) -> dict[str, object]:
    family = {"productFamily": line.product.family} if line.product.family else {}
    return {"sku": line.product.sku, **family, "attributes": {**line.product.attributes, "servicename": ""}}


def _terms(sku: str, lines: list[PriceLine]) -> dict[str, object]:
    return {
        f"{sku}.{term_code}": {
            "offerTermCode": term_code,
            "sku": sku,
            "effectiveDate": f"{group[0].effective}T00:00:00Z",
            "priceDimensions": {line.rate_code: _dimension(line) for line in group},
            "termAttributes": dict(group[0].term),
        }
        for term_code, grouped in groupby(lines, attrgetter("term_code"))
        for group in [[*grouped]]
    }


def _dimension(line: PriceLine) -> dict[str, object]:
    bounds = {"beginRange": line.starts, "endRange": line.ends} if line.starts else {}
    price = {"unit": line.unit, "pricePerUnit": {"USD": price_text(line)}, "appliesTo": []}
    return {"rateCode": line.rate_code, "description": line.description, **bounds, **price}


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """A file to write text to, packed without a name or time of its own where the name ends in `.gz`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as raw:
        packed = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) if path.suffix == ".gz" else None
        with io.TextIOWrapper(packed or raw, encoding="utf-8", newline="") as text:
            yield text
