"""The shipped prices written as AWS would list them, and read back: the same prices, to the last digit."""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bench.ec2_offer import HEADING, write_large_ec2
from bench.offer_endpoint import Published, write_endpoint
from bench.offer_files import write_csv, write_offer
from bench.offer_lines import Changes, place_of
from bench.offer_rows import PLAN_OFFERS, SAVINGS_PLANS
from calculator.catalogue.imported import Coverage
from calculator.catalogue.shipped import ShippedTables
from calculator.core.tiers import Tier
from calculator.core.units import PRICING_DATA
from calculator.offers.indexes import as_csv, read_region_index, read_service_index, read_version_index
from calculator.offers.mapping import read_mapping
from calculator.offers.offer import BadOffer, Counted, MappedOffer, MappedPrice
from calculator.offers.read_offer import read_offer

MAPPING, TABLES, DAY = read_mapping(), ShippedTables(PRICING_DATA), date(2026, 11, 1)
EVERYTHING = Changes(ignored_rows=True, unmapped_rows=3)
REGIONS = ("us-east-1", "eu-west-1", "ap-northeast-1", "us-gov-west-1", "sa-east-1")
# Offers of many prices, rules and peculiarities are written for all of these, the others for the first two.
CLOSELY = {"AmazonS3", "AmazonEC2", "AmazonDynamoDB", "AmazonKinesis", "AWSDataTransfer", "AmazonRDS"}
# The offers whose tables are shipped, each with a region for every row of a case.
LISTED = [
    (offer_code, region)
    for offer_code in MAPPING.offer_codes
    for region in REGIONS[: 1 if offer_code in PLAN_OFFERS else None if offer_code in CLOSELY else 2]
    if any(
        rule.table in TABLES.table_names and region in TABLES.table(rule.table).regions
        for rule in MAPPING.rules_of(offer_code)
    )
]
# Savings Plans are read as CSV alone.
LISTED_AS_JSON = [case for case in LISTED if case[0] not in PLAN_OFFERS and case[1] in ("eu-west-1", "us-gov-west-1")]
# The rows that add up to a price; of some reservations the shipped tables state the effective rate alone.
PARTS = {rule.dimension_of(part) for rule in MAPPING.rules for part in rule.parts if part.name}
Ladder = tuple[str, tuple[tuple[Decimal, Decimal | None, Decimal], ...]]


def shipped(offer: MappedOffer, region: str) -> Mapping[tuple[str, str, str], Ladder]:
    """Unit and tiers of every shipped price that the offer speaks for."""
    covers = Coverage(astuple(covered) for covered in offer.covers)
    return {
        (table, dimension, option): (card.unit, tuple((tier.start, tier.to, tier.usd_per_unit) for tier in card.tiers))
        for table in covers.tables & {*TABLES.table_names}
        for (dimension, option), card in TABLES.table(table).in_force(region, DAY).items()
        if covers.includes(table, dimension, option) and card.tiers[-1].to is None
    }


def listed(offer: MappedOffer) -> Mapping[tuple[str, str, str], Ladder]:
    """Unit and tiers of every price in an offer, but for the parts of a rate that is shipped as one."""
    tiers: dict[tuple[str, str, str], Ladder] = {}
    region = offer.prices[0].region
    cards = {name: TABLES.table(name).in_force(region, DAY) for name in {price.table for price in offer.prices}}
    for price in (each for each in offer.prices if each.dimension not in PARTS or _key(each) in cards[each.table]):
        key = price.table, price.dimension, price.option
        _, before = tiers.get(key, (price.unit, ()))
        tiers[key] = price.unit, (*before, (price.tier_from, price.tier_to, price.usd_per_unit))
    return tiers


def _key(price: MappedPrice) -> tuple[str, str]:
    return price.dimension, price.option


def counts(counted: Iterable[Counted]) -> dict[str, int]:
    """How many rows each rule or group has."""
    return {each.rule: each.rows for each in counted}


@pytest.mark.series(quick=2)
@pytest.mark.parametrize(("offer_code", "region"), LISTED)
def test_a_csv_list_of_the_shipped_prices_reads_back_as_the_same_prices(
    offer_code: str, region: str, tmp_path: Path
) -> None:
    offer = read_offer(write_offer(tmp_path / "index.csv", offer_code, [region], DAY, EVERYTHING), MAPPING)
    assert shipped(offer, region)
    assert listed(offer) == shipped(offer, region)
    assert ({price.region for price in offer.prices}, offer.ambiguous, offer.mismatched) == ({region}, (), ())


@pytest.mark.series(quick=1)
@pytest.mark.parametrize(("offer_code", "region"), LISTED_AS_JSON)
def test_a_packed_json_list_reads_back_as_the_plain_csv_list(offer_code: str, region: str, tmp_path: Path) -> None:
    plain = read_offer(write_offer(tmp_path / "index.csv", offer_code, [region], DAY, EVERYTHING), MAPPING)
    packed = read_offer(write_offer(tmp_path / "index.json.gz", offer_code, [region], DAY, EVERYTHING), MAPPING)
    assert packed.prices == plain.prices
    assert packed.rows_read == plain.rows_read
    assert counts(packed.mapped) == counts(plain.mapped)
    assert counts(packed.ignored) == counts(plain.ignored)
    assert counts(packed.unmapped) == counts(plain.unmapped)


PRICED = [offer_code for offer_code in MAPPING.offer_codes if offer_code != "AmazonGlacier"]
OTHER_NAME = "-by-operation"
# What an option is made of, by the columns that it takes.
FILLED: Mapping[tuple[str, ...], Mapping[str, str]] = {
    ("instancetype",): {"instanceType": "m5.large"},
    ("usagetype",): {"usageClass": "db.m5.large"},
    ("computefamily",): {"computeFamily": "m5.large"},
    ("toregioncode",): {"toRegionCode": "us-east-2"},
}


@pytest.mark.parametrize("offer_code", PRICED)
@pytest.mark.parametrize("is_other_name", [False, True])
def test_each_rule_takes_the_rows_that_are_its_own_and_no_others(
    offer_code: str, is_other_name: bool, tmp_path: Path
) -> None:
    rules, place = MAPPING.rules_of(offer_code), place_of(offer_code, "eu-west-1", MAPPING, DAY)
    # Of two rules for one price, lists have the rows of one or the other.
    replaced = {rule.id.removesuffix(OTHER_NAME) for rule in rules if rule.id.endswith(OTHER_NAME)}
    kept = [rule for rule in rules if not (rule.id in replaced if is_other_name else rule.id.endswith(OTHER_NAME))]
    card = [Tier(Decimal(start), None, Decimal("0.5")) for start in (0, 32000, 64000)]
    rows = {
        rule.id: [*place.ignored_lines(rule)]
        if rule.ignores
        else [*place.lines(rule, FILLED.get(rule.option_columns, {}), card if rule.tiers.isdecimal() else card[:1])]
        for rule in kept
    }
    path = tmp_path / "index.csv"
    write_csv(path, offer_code, DAY, lambda: [line for of_rule in rows.values() for line in of_rule])
    offer = read_offer(path, MAPPING)
    assert (offer.ambiguous, offer.mismatched, offer.unmapped) == ((), (), ())
    assert counts((*offer.mapped, *offer.ignored)) == {rule: len(of_rule) for rule, of_rule in rows.items()}


def test_the_list_of_vaults_is_refused_because_no_price_of_it_is_used(tmp_path: Path) -> None:
    place = place_of("AmazonGlacier", "eu-west-1", MAPPING, DAY)
    path = tmp_path / "index.csv"
    write_csv(path, "AmazonGlacier", DAY, lambda: [place.unmapped_line(1)])
    with pytest.raises(BadOffer, match="uses no price of AmazonGlacier"):
        read_offer(path, MAPPING)


def test_a_list_may_differ_from_the_shipped_prices_as_it_is_told(tmp_path: Path) -> None:
    changes = Changes(
        factors={("put_request", "STANDARD"): Decimal("1.1")},
        left_out=frozenset({("upload", "EXPRESS_ONEZONE")}),
        unmapped_rows=2,
    )
    offer = read_offer(write_offer(tmp_path / "index.csv", "AmazonS3", ["us-east-1"], DAY, changes), MAPPING)
    prices = {(price.dimension, price.option): price.usd_per_unit for price in offer.prices}
    assert prices["put_request", "STANDARD"] == Decimal("0.0055")
    assert prices["put_request", "STANDARD_IA"] == Decimal("0.01")
    assert ("upload", "EXPRESS_ONEZONE") not in prices
    assert [(counted.rule, counted.rows) for counted in offer.unmapped] == [
        ("Novelty / Novelty / Novelty-0", 1),
        ("Novelty / Novelty / Novelty-1", 1),
    ]


def test_a_written_csv_list_looks_like_one_of_aws(tmp_path: Path) -> None:
    lines = write_offer(tmp_path / "index.csv", "AWSDataTransfer", ["us-east-1"], DAY).read_text().splitlines()
    assert [line.partition(",")[::2] for line in lines[:5] if "Disclaimer" not in line] == [
        ('"FormatVersion"', '"v1.0"'),
        ('"Publication Date"', '"2026-11-01T12:00:00Z"'),
        ('"Version"', '"20261101120000"'),
        ('"OfferCode"', '"AWSDataTransfer"'),
    ]
    said = {
        "StartingRange": "10240",
        "EndingRange": "51200",
        "Unit": "GB",
        "PricePerUnit": "0.0850000000",
        "EffectiveDate": "2026-11-01",
        "TermType": "OnDemand",
        "Product Family": "Data Transfer",
        "From Region Code": "us-east-1",
        "usageType": "DataTransfer-Out-Bytes",
    }
    assert said.items() <= next(row for row in csv.DictReader(lines[5:]) if row["StartingRange"] == "10240").items()


def test_a_written_json_list_looks_like_one_of_aws(tmp_path: Path) -> None:
    changes = Changes(left_out=frozenset(TABLES.table("data_transfer").in_force("eu-west-1", DAY)), unmapped_rows=1)
    path = write_offer(tmp_path / "index.json", "AWSDataTransfer", ["eu-west-1"], DAY, changes)
    content = json.loads(path.read_text())
    ((sku, product),) = content["products"].items()
    assert (product["sku"], product["productFamily"]) == (sku, "Novelty")
    assert product["attributes"]["usagetype"] == "EU-Novelty-0"
    rate_code = f"{sku}.JRTCKXETXF.6YS6EN2CT7"
    dimension = {
        "rateCode": rate_code,
        "description": "USD0.25 per Units for EU-Novelty-0 in Europe (Ireland)",
        "beginRange": "0",
        "endRange": "Inf",
        "unit": "Units",
        "pricePerUnit": {"USD": "0.2500000000"},
        "appliesTo": [],
    }
    term = {
        "offerTermCode": "JRTCKXETXF",
        "sku": sku,
        "effectiveDate": "2026-11-01T00:00:00Z",
        "priceDimensions": {rate_code: dimension},
        "termAttributes": {},
    }
    assert content["terms"] == {"OnDemand": {sku: {f"{sku}.JRTCKXETXF": term}}, "Reserved": {}}


def test_a_list_of_two_regions_holds_the_prices_of_both(tmp_path: Path) -> None:
    path = write_offer(tmp_path / "index.json", "AmazonS3", ["eu-west-1", "ap-south-1"], DAY)
    assert {price.region for price in read_offer(path, MAPPING).prices} == {"ap-south-1", "eu-west-1"}


def test_a_list_is_the_same_bytes_whenever_it_is_written(tmp_path: Path) -> None:
    first, second = (
        write_offer(tmp_path / name / "index.csv.gz", "AWSDataTransfer", ["eu-west-1"], DAY).read_bytes()
        for name in ("first", "second")
    )
    assert first == second


@pytest.mark.slow
def test_a_large_list_of_ec2_has_every_column_and_no_row_that_is_unknown(tmp_path: Path) -> None:
    path = write_large_ec2(tmp_path / "index.csv", rows=50_000)
    heading = path.read_text().splitlines()[5]
    assert heading == ",".join(f'"{title}"' for title in HEADING)
    assert len(HEADING) == 77
    offer = read_offer(path, MAPPING)
    assert (offer.rows_read, offer.ambiguous, offer.mismatched, offer.unmapped) == (50_000, (), (), ())
    assert listed(offer) == shipped(offer, "us-east-1")


@pytest.mark.slow
def test_the_indexes_of_an_endpoint_lead_to_its_files(tmp_path: Path) -> None:
    october, november = date(2026, 10, 1), date(2026, 11, 1)
    write_endpoint(
        tmp_path,
        [
            Published("AmazonEC2", october, ("us-gov-east-1",)),
            Published("AmazonS3", november, ("eu-west-1", "us-east-1")),
            Published("AmazonS3", october, ("eu-west-1",)),
            Published(SAVINGS_PLANS, october, ("us-east-1",)),
        ],
    )

    def at(path: str) -> bytes:
        return (tmp_path / path.removeprefix("/")).read_bytes()

    offers = read_service_index(at("/offers/v1.0/aws/index.json"))
    assert sorted(offers) == ["AmazonEC2", "AmazonS3"]
    older, newer = read_version_index(at(offers["AmazonS3"].versions))
    assert [*read_region_index(at(older.regions))] == ["eu-west-1"]
    assert at(newer.regions) == at(offers["AmazonS3"].regions)
    (plan,) = read_version_index(at(offers["AmazonEC2"].plan_versions))
    files = [
        *read_region_index(at(newer.regions)).values(),
        *(as_csv(path) for path in read_region_index(at(plan.regions)).values()),
    ]
    assert [read_offer(tmp_path / path.removeprefix("/"), MAPPING).header.offer_code for path in files] == [
        "AmazonS3",
        "AmazonS3",
        SAVINGS_PLANS,
    ]
