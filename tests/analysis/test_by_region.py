"""One workload in every Region: each costs what it costs when it is asked for there, and who has no price is named."""

import csv
from collections.abc import Mapping
from decimal import Decimal
from io import StringIO
from xml.etree.ElementTree import fromstring

import pytest
from django.core.management import call_command
from django.test import Client

from calculator.analysis.compare import Comparison, compare
from calculator.api.openapi.names import pascal_case
from calculator.core.errors import CalculatorError, InvalidInput
from calculator.services import SERVICES
from tests.questions import CATALOGUE, answered, asked

KEYS = pytest.mark.parametrize("key", SERVICES)
BASE = "/api/v1/services"
EXCEL_CELL = 32_767

WORKLOADS: list[tuple[str, Mapping[str, object]]] = [
    *((key, {}) for key in SERVICES),
    *((key, example.usage) for key, service in SERVICES.items() for example in service.EXAMPLES[1:2]),
    ("s3", {"storage_class": "EXPRESS_ONEZONE"}),
    ("ec2", {"purchase_option": "reserved_1y_no_upfront", "instance_type": "c6i.xlarge"}),
    # A replica of a table is never in the Region of the table.
    ("dynamodb", {"replica_regions": ["eu-west-1"]}),
    ("kinesis", {"region": "eu-central-1", "as_of": "2025-12-01"}),
]


def by_region(key: str, **raw: object) -> Comparison:
    return compare(asked(key, raw), "region", CATALOGUE)


@pytest.mark.parametrize(("key", "raw"), WORKLOADS, ids=str)
def test_a_region_costs_what_it_costs_when_it_is_asked_for(key: str, raw: Mapping[str, object]) -> None:
    for each in by_region(key, **raw).alternatives:
        there = {**raw, "region": each.choice}
        if each.answer is None:
            with pytest.raises(CalculatorError) as refused:
                answered(key, there)
            assert (refused.value.code, refused.value.detail) == (each.code, " ".join(each.reasons))
        else:
            answer = answered(key, there)
            assert (each.answer.effective_monthly_usd, each.answer.monthly_usd, each.answer.upfront_usd) == (
                answer.effective_monthly_usd,
                answer.monthly_usd,
                answer.upfront_usd,
            )


# 1,000 GB in S3 Standard at the price of the first 50 TB, of AWS's lists of 2025 and later.
STANDARD = {"us-east-1": "23", "eu-west-1": "23", "eu-central-1": "24.5", "ap-northeast-1": "25", "sa-east-1": "40.5"}


def test_the_cost_of_a_terabyte_in_some_regions() -> None:
    costs = {each.choice: each.answer.monthly_usd for each in by_region("s3").alternatives if each.answer is not None}
    assert {region: costs[region] for region in STANDARD} == {region: Decimal(usd) for region, usd in STANDARD.items()}


def test_regions_are_ranked_and_held_against_the_present_one() -> None:
    comparison = by_region("s3", region="sa-east-1")
    costs = [each.answer.effective_monthly_usd for each in comparison.alternatives if each.answer is not None]
    assert costs == sorted(costs)
    assert comparison.present.choice == "sa-east-1"
    home = next(each for each in comparison.alternatives if each.choice == "us-east-1")
    # 23 - 40.5 = -17.5, and 17.5 / 40.5 = 43.2%
    assert (home.delta_usd, round(home.delta_percent or 0, 1)) == (Decimal("-17.5"), Decimal("-43.2"))


@KEYS
def test_every_region_is_there_and_those_without_a_price_are_named(key: str) -> None:
    comparison = by_region(key)
    assert {each.choice for each in comparison.alternatives} == set(CATALOGUE.regions)
    unpriced = {each.choice for each in comparison.unpriced}
    assert unpriced >= set(CATALOGUE.regions) - set(CATALOGUE.regions_of(SERVICES[key].TABLES[0]))
    assert all(region in comparison.unpriced_in_words for region in unpriced)


def test_a_class_that_few_regions_sell_names_the_others() -> None:
    comparison = by_region("s3", storage_class="EXPRESS_ONEZONE")
    sold = {each.choice for each in comparison.alternatives if each.answer is not None}
    assert {"us-east-1", "us-west-2", "ap-northeast-1", "eu-north-1"} <= sold
    assert "eu-south-1" in comparison.unpriced_in_words
    assert comparison.unpriced_in_words.endswith("; import AWS's list.")


def test_a_question_from_a_region_without_a_price_is_compared_all_the_same() -> None:
    comparison = by_region("s3", storage_class="EXPRESS_ONEZONE", region="eu-south-1")
    assert comparison.present.answer is None
    assert comparison.best is not None
    assert [each.delta_usd for each in comparison.alternatives if each.delta_usd is not None] == []


def test_what_does_not_go_with_a_region_is_said_there_alone() -> None:
    """A table in Ireland cannot have a replica in Ireland, and one in GovCloud none outside of it."""
    comparison = by_region("dynamodb", replica_regions=["eu-west-1"])
    refused = [each for each in comparison.alternatives if each.code == "invalid_input"]
    assert [each.choice for each in refused] == ["eu-west-1", "us-gov-east-1", "us-gov-west-1"]


# --- Every way in -----------------------------------------------------------------------------------------


def fetched(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response.content


@KEYS
def test_every_way_in_compares_regions(client: Client, key: str, capsys: pytest.CaptureFixture[str]) -> None:
    alternatives = client.get(f"{BASE}/{key}/compare?by=region").json()["alternatives"]
    costs = {each["choice"]: each["effective_monthly_usd"] or "" for each in alternatives}
    rows = csv.DictReader(StringIO(fetched(client, f"/cells/{key}/compare.csv?by=region").decode(), newline=""))
    assert {row["choice"]: row["effective_monthly_usd"] for row in rows} == costs
    xml = fetched(client, f"/cells/{key}/compare.xml?by=region")
    assert len(xml) <= EXCEL_CELL
    elements = fromstring(xml.decode()).findall("alternatives/alternative")
    assert {each.findtext("choice"): each.findtext("effective_monthly_usd", "") for each in elements} == costs
    call_command("estimate", key, "--compare-by", "region")
    told = capsys.readouterr().out
    page = fetched(client, f"/{key}/compare/?by=region").decode()
    assert [region for region in costs if region not in told or region not in page] == []


@KEYS
def test_a_service_says_that_it_is_compared_by_region(client: Client, key: str) -> None:
    description = client.get("/api/v1/schema").json()
    assert "region" in client.get(f"{BASE}/{key}").json()["compare_by"]
    assert "region" in description["components"]["schemas"][f"{pascal_case(key)}CompareBy"]["enum"]
    # A sweep has one line for each choice, and too many Regions for that.
    series = description["components"]["schemas"].get(f"{pascal_case(key)}SeriesOf", {"enum": []})
    assert "region" not in series["enum"]


@KEYS
@pytest.mark.parametrize("by", ["regions", "storage_gb", "", "as_of"])
def test_a_field_that_is_not_compared_by_names_those_that_are(key: str, by: str) -> None:
    with pytest.raises(InvalidInput, match=f"is compared by {' or '.join((*SERVICES[key].COMPARE_BY, 'region'))}"):
        compare(asked(key, {}), by, CATALOGUE)


def test_a_page_of_regions_keeps_what_it_compares_by_in_its_links(client: Client) -> None:
    page = fetched(client, "/s3/compare/?by=region&storage_gb=500").decode()
    assert '<option value="region" selected>' in page
    assert '"/s3/?region=eu-west-1&amp;storage_gb=500"' in page
