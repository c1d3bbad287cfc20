"""Answers of the Price List API, `aws pricing get-products`: rows of a price list, read as those of a whole one."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from calculator.offers.mapping import read_mapping
from calculator.offers.offer import Covered
from calculator.offers.product_answers import A_PAGE, PARTLY
from calculator.offers.read_offer import read_offer
from tests.offers.priced_rows import HOURLY, INSTANCE, ON_DEMAND_RULE, RESERVED_RULE, UPFRONT, reading
from tests.offers.small_offers import (
    ABOVE,
    LADDER,
    SOUND,
    STORAGE_RULE,
    Row,
    as_answer,
    as_json,
    as_products,
    rows_of,
    sentences,
)

Write = Callable[[Sequence[Row]], str]
RESERVED = [*rows_of(INSTANCE), *({**rows_of({})[0], **row} for row in (HOURLY, UPFRONT))]
FORMS: list[tuple[str, Write]] = [
    ("as the program prints it", as_answer),
    ("the list alone", lambda rows: json.dumps(as_products(rows))),
    ("the list unpacked", lambda rows: json.dumps(as_products(rows, in_texts=False), indent=2)),
    ("unpacked in its place", lambda rows: json.dumps({"PriceList": as_products(rows, in_texts=False)})),
]


@pytest.mark.parametrize("write", [write for _, write in FORMS], ids=[name for name, _ in FORMS])
@pytest.mark.parametrize(
    ("rows", "rules"),
    [(rows_of(*LADDER), (STORAGE_RULE,)), (RESERVED, (ON_DEMAND_RULE, RESERVED_RULE))],
    ids=["tiers", "terms"],
)
def test_an_answer_has_the_prices_of_the_list_that_it_is_of(
    tmp_path: Path, rows: list[Row], rules: tuple[Row, ...], write: Write
) -> None:
    whole = reading(tmp_path, rows, *rules, write=as_json)
    part = reading(tmp_path, rows, *rules, write=write)
    assert part.prices == whole.prices
    assert (part.rows_read, part.mapped, part.ignored) == (whole.rows_read, whole.mapped, whole.ignored)
    assert (whole.is_whole, part.is_whole, part.notes) == (True, False, (PARTLY,))


def test_an_answer_speaks_for_its_own_prices_and_under_a_version_of_its_own(tmp_path: Path) -> None:
    rules = (STORAGE_RULE, {**STORAGE_RULE, "rule": "other", "option": "OTHER", "usage_type": "Other"})
    whole, part = (reading(tmp_path, SOUND, *rules, write=write) for write in (as_json, as_answer))
    assert whole.covers == {Covered("s3", "storage", "STANDARD"), Covered("s3", "storage", "OTHER")}
    assert part.covers == {Covered("s3", "storage", "STANDARD")}
    assert part.header == replace(whole.header, version=f"{ABOVE['Version']}.rows-{part.checksum[-8:]}")
    other = reading(tmp_path, rows_of({}), *rules, write=as_answer)
    assert other.header.version != part.header.version


@pytest.mark.parametrize("order", [("FormatVersion", "NextToken", "PriceList"), ("PriceList", "NextToken")])
def test_an_answer_that_goes_on_says_so(tmp_path: Path, order: tuple[str, ...]) -> None:
    said = {"FormatVersion": "aws_v1", "NextToken": "57r3UcqRjDujbzWfHF7Ciw==", "PriceList": as_products(SOUND)}
    write = lambda rows: json.dumps({name: said[name] for name in order})  # noqa: E731
    assert reading(tmp_path, SOUND, STORAGE_RULE, write=write).notes == (PARTLY, A_PAGE)


def test_a_row_as_the_guide_to_the_service_prints_it_is_a_price_of_ours(tmp_path: Path) -> None:
    """The example of GetProducts in AWS's reference: io1 in Singapore, published on 2018-08-08, without region code."""
    said = {
        "SKU": "3MKHN58N7RDDVGKJ",
        "RateCode": "3MKHN58N7RDDVGKJ.JRTCKXETXF.6YS6EN2CT7",
        "Product Family": "Storage",
        "Region Code": "",
        "Location": "Asia Pacific (Singapore)",
        "usageType": "APS1-EBS:VolumeUsage.piops",
        "EffectiveDate": "2018-08-01",
        "PricePerUnit": "0.1380000000",
    }
    above = {**ABOVE, "Version": "20180808005701", "Publication Date": "2018-08-08T00:57:01Z"}
    path = tmp_path / "answer.json"
    path.write_text(as_answer(rows_of(said), above), encoding="utf-8")
    [price] = read_offer(path, read_mapping()).prices
    assert (price.region, price.dimension, price.option, str(price.usd_per_unit), price.unit) == (
        "ap-southeast-1", "storage", "io1", "0.138", "GB-month",
    )  # fmt: skip


@pytest.mark.slow
def test_a_long_answer_is_read_to_its_end(tmp_path: Path) -> None:
    rows = rows_of(*({"SKU": f"S{number}", "usageType": f"EU-Fee{number % 7}"} for number in range(9_000)), {})
    offer = reading(tmp_path, rows, STORAGE_RULE, write=as_answer)
    assert (offer.rows_read, len(offer.prices)) == (9_001, 1)


def changed(change: Callable[[Any], object], number: int = 0) -> bytes:
    """An answer of two products, of which one has been changed."""
    entries = as_products(rows_of({"SKU": "A"}, {"SKU": "B", "usageType": "EU-Fee"}), in_texts=False)
    change(entries[number])
    return json.dumps({"PriceList": [json.dumps(entry) for entry in entries]}).encode()


def without(name: str) -> Callable[[Any], object]:
    return lambda entry: entry.pop(name)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b'{"PriceList": [], "FormatVersion": "aws_v1"}', "The answer has no products", id="nothing"),
        pytest.param(b"[]", "The answer has no products", id="an empty list"),
        pytest.param(b'{"PriceList": ["{"]}', "JSON is truncated or damaged", id="a text that is no JSON"),
        pytest.param(b'{"PriceList": ["7"]}', "'PriceList' is not built as in AWS's", id="a number in a text"),
        pytest.param(b"[7]", "'PriceList' is not built as in AWS's", id="a number"),
        pytest.param(b"[[]]", "'PriceList' is not built as in AWS's", id="a list of lists"),
        pytest.param(
            changed(lambda entry: entry.update(serviceCode="AmazonS3"), 1), "rows of two price lists", id="two services"
        ),
        pytest.param(
            changed(lambda entry: entry.update(version="20261102120000"), 1),
            "of two price lists, AmazonEC2 20261101120000 and AmazonEC2 20261102120000",
            id="two versions",
        ),
        pytest.param(changed(without("version")), "does not say its version", id="no version"),
        pytest.param(changed(without("serviceCode")), "does not say which offer", id="no service"),
        pytest.param(changed(without("publicationDate")), "does not say when it was published", id="no date"),
        pytest.param(changed(without("product")), "'PriceList' is not built as in AWS's", id="no product"),
        pytest.param(changed(without("terms"), 1), "'PriceList' is not built as in AWS's", id="no terms"),
        pytest.param(
            changed(lambda entry: entry["product"].update(sku="A"), 1), "SKU A stands twice", id="a product twice"
        ),
        pytest.param(
            as_answer(SOUND).replace("STORAGE.JRTCKXETXF.1", "STORAGE.JRTCKXETXF.0").encode(),
            "A price of SKU STORAGE stands twice",
            id="a price twice",
        ),
        pytest.param(as_answer(SOUND).encode()[:-20], "JSON is truncated or damaged", id="cut off"),
        pytest.param(as_answer(SOUND).encode() + b"{}", "behind the end of the JSON", id="something behind"),
        pytest.param(
            json.dumps(as_products(SOUND, in_texts=False)[0]).encode(), "put them into one list", id="one by one"
        ),
    ],
)
def test_an_answer_that_is_none_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in sentences(tmp_path, content)
