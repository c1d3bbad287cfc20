"""Rows as AWS's price lists print them, written by hand as tables, and what the shipped mapping should make of them.

A table names columns as AWS does. `PricePerUnit` may be a ladder: `0 18600: 0.00013` is free up to 18600. The last
columns are ours: a dimension with its option and the price in our unit, or the rule that leaves a row out. Rows of
one price stand together, the price in the first of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from calculator.offers.mapping import read_mapping
from calculator.offers.offer import MappedOffer
from calculator.offers.read_offer import read_offer
from tests.offers.small_offers import ABOVE, Row, as_csv, rows_of

MAPPING = read_mapping()
S3, DEEP_ARCHIVE, EC2, DYNAMODB = "AmazonS3", "AmazonS3GlacierDeepArchive", "AmazonEC2", "AmazonDynamoDB"
KINESIS, TRANSFER, SAVINGS_PLANS = "AmazonKinesis", "AWSDataTransfer", "AmazonComputeSavingsPlan"
DATABASE_PLANS = "AmazonDatabaseSavingsPlans"
NO_FAMILY = {"Product Family": ""}
US_EAST_1 = {**NO_FAMILY, "Region Code": "us-east-1", "Location": "US East (N. Virginia)"}
US_EAST_2 = {**NO_FAMILY, "Region Code": "us-east-2", "Location": "US East (Ohio)"}
TOKYO = {**NO_FAMILY, "Region Code": "ap-northeast-1", "Location": "Asia Pacific (Tokyo)"}
UPFRONT = "Quantity"


@dataclass(frozen=True, slots=True)
class Listed:
    """Some rows of one price, and which price of ours they are; of a sum also what each row is by itself."""

    offer_code: str
    key: str
    price: str
    rows: tuple[Row, ...]
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no price of ours, and the rule that says so."""

    offer_code: str
    rule: str
    row: Row


def listed(offer_code: str, said: Row, option: str, text: str) -> list[Listed]:
    """The prices of a table; `said` is what every row of it says, `option` what all its prices are for."""
    lines = [*_lines(text)]
    return [
        Listed(
            offer_code,
            f"{key} {option}".strip(),
            together[0]["price"],
            tuple(row for line in together for row in priced(said, line)),
        )
        for key, group in groupby(lines, lambda line: line["ours"])
        for together in [[*group]]
    ]


def left_out(offer_code: str, said: Row, text: str) -> list[LeftOut]:
    """The rows of a table of what is no price of ours."""
    return [
        LeftOut(offer_code, line["rule"], row) for line in _lines(text) for row in priced(said, {"Unit": "GB", **line})
    ]


def priced(said: Row, line: Row) -> Iterator[Row]:
    """The rows of a line: one for each tier of its price."""
    about = {**said, **{title: cell for title, cell in line.items() if title not in ("ours", "price", "rule")}}
    if about.get("Unit") == UPFRONT:
        yield {**about, "StartingRange": "", "EndingRange": ""}
        return
    tiers: list[dict[str, str]] = []
    start = "0"
    for word in about.pop("PricePerUnit", "0.5").split():
        if word.endswith(":"):
            start = word.removesuffix(":")
            for tier in tiers[-1:]:
                tier["EndingRange"] = start
        else:
            tiers.append({"PricePerUnit": word, "StartingRange": start, "EndingRange": "Inf"})
    yield from ({**about, **tier} for tier in tiers)


def read(folder: Path, offer_code: str, *rows: Row) -> MappedOffer:
    """A list of some rows, read by the shipped mapping; of Ireland where they name no place."""
    return read_offer(written(folder, offer_code, *rows), MAPPING)


def written(folder: Path, offer_code: str, *rows: Row) -> Path:
    """The file of a list of some rows."""
    whole = [*_plan_rows(rows)] if offer_code in (SAVINGS_PLANS, DATABASE_PLANS) else rows_of(*rows)
    titles = [*dict.fromkeys(title for row in whole for title in row)]
    path = folder / "index.csv"
    path.write_text(as_csv(whole, {**ABOVE, "OfferCode": offer_code}, titles), encoding="utf-8")
    return path


def _plan_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of Savings Plans have neither terms nor tiers, and a heading of their own."""
    for number, row in enumerate(rows):
        codes = {"SKU": "PLAN", "RateCode": f"PLAN.{number}", "EffectiveDate": "2025-09-11T18:44:47Z"}
        yield {**codes, "Currency": "USD", **row}


def _lines(text: str) -> Iterator[dict[str, str]]:
    titles, *lines = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return (dict(zip(titles, cells, strict=True)) for cells in lines)
