"""Which value a name or a path leads to, and how it is written."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from calculator.cells.values import NoValue, paths, value_text
from calculator.core.answer import Answer, CapacityPlan, Demand, Limit
from calculator.core.errors import UnknownName
from calculator.presentation.answer_documents import answer_document
from calculator.services import SERVICES
from tests.questions import answered

NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
AS_OF = "as_of=2026-11-21"


def limited(name: str, value: str) -> Limit:
    return Limit("example", "", name, Decimal(value), None, "MiB/s", date(2026, 1, 1), "example", "")


@pytest.fixture
def sized() -> Answer:
    """An estimate with two headlines of capacity: one that nothing binds, one that write_throughput binds."""
    writes = Demand("write_throughput", Decimal("3.66"), "MiB/s", limited("write_throughput", "1"))
    reads = Demand("read_throughput", Decimal("4"), "MiB/s", limited("read_throughput", "2"))
    free = CapacityPlan(Decimal(7), "object", "Objects")
    shards = CapacityPlan.covering("shard", "Shards", writes, reads)
    return replace(answered("s3", {}), capacity={"objects": free, "shards": shards})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("monthly_usd", "23.00"),
        ("upfront_usd", "0.00"),
        ("effective_monthly_usd", "23.00"),
        ("annual_usd", "276.00"),
        ("objects", "1024000"),
        ("service", "s3"),
        ("region", "us-east-1"),
        ("as_of", "2026-11-21"),
        ("usage.storage_gb", "1000"),
        ("usage.storage_class", "STANDARD"),
        ("usage.include_free_tier", "false"),
        ("capacity.objects.count", "1024000"),
        ("capacity.objects.unit", "object"),
        ("line_items.storage.usd", "23.00"),
        ("line_items.0.usd", "23.00"),
        ("line_items.storage.quantity", "1000"),
        ("line_items.storage.label", "Storage"),
        ("line_items.storage.tiers.0.usd_per_unit", "0.023"),
        ("line_items.storage.tiers.0.usd", "23.00"),
        ("line_items.storage.tiers.0.from", "0"),
        ("line_items.storage.price.dimension", "storage"),
        ("price_lists.0.service", "s3"),
    ],
)
def test_a_name_or_a_path_leads_to_one_value(client: Client, value: str, expected: str) -> None:
    response = client.get(f"/cells/s3/{value}?{AS_OF}")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content == expected.encode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("storage_gb=0.5", "0.01"),
        ("storage_gb=0.5&precision=4", "0.0115"),
        ("storage_gb=0.5&precision=3", "0.012"),
        ("storage_gb=0.5&precision=0", "0"),
        ("storage_gb=0.5&precision=12", "0.011500000000"),
        ("storage_gb=1500.5", "34.51"),
        ("storage_gb=5 TB", "117.76"),
        ("storage_gb=5%20TB", "117.76"),
        ("storage_gb=5+TB&region=US-EAST-1", "117.76"),
        ("storage_gb=250&r=1", "5.75"),
        ("storage_gb=250&r=1&r=2", "5.75"),
        ("storage_gb=250&r=%00,%2F", "5.75"),
    ],
)
def test_money_is_rounded_half_up_to_the_precision(client: Client, query: str, expected: str) -> None:
    response = client.get(f"/cells/s3/monthly_usd?{query}&{AS_OF}")
    assert response.content == expected.encode()


def test_other_numbers_stay_exact_whatever_the_precision(client: Client) -> None:
    path = "line_items.storage.tiers.0.usd_per_unit"
    assert client.get(f"/cells/s3/{path}?precision=0&{AS_OF}").content == b"0.023"
    assert client.get("/cells/s3/usage.storage_gb?storage_gb=0.12345&precision=1").content == b"0.12345"


def test_a_very_large_sum_has_no_exponent_and_no_separators(client: Client) -> None:
    body = client.get("/cells/s3/annual_usd?storage_gb=1e12&precision=0").content.decode()
    assert len(body) > 10
    assert NUMBER.fullmatch(body)


@pytest.mark.parametrize("key", SERVICES)
def test_every_path_of_an_estimate_is_answered(client: Client, key: str) -> None:
    estimate = answered(key, {})
    known = [path for path, _ in paths(answer_document(estimate))]
    answers = {path: client.get(f"/cells/{key}/{path}?{AS_OF}") for path in known}
    assert "line_items." in " ".join(known)
    assert {path: answer.content for path, answer in answers.items() if "X-Cell-Error" in answer} == {}
    assert all(answer.content.decode().isprintable() for answer in answers.values())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("shards", "4"),
        ("objects", "7"),
        ("binding", "write_throughput"),
        ("capacity.shards.demands.write_throughput.demand", "3.66"),
        ("capacity.shards.demands.write_throughput.utilisation", "0.915"),
        ("capacity.shards.demands.1.name", "read_throughput"),
    ],
)
def test_capacity_is_a_headline_with_its_demands_beneath(sized: Answer, path: str, expected: str) -> None:
    assert value_text(sized, path) == expected


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("binding", "No limit decides the capacity of this workload."),
        ("capacity.objects.binding", "capacity.objects.binding is empty for this workload."),
        ("line_items.storage.price.sku", "line_items.storage.price.sku is empty for this workload."),
    ],
)
def test_an_empty_value_is_said_to_be_empty(path: str, sentence: str) -> None:
    with pytest.raises(NoValue) as caught:
        value_text(answered("s3", {}), path)
    assert caught.value.detail == sentence


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("monthly", "An estimate has no 'monthly'. Did you mean month or monthly_usd? There is monthly_usd, "),
        ("", "An estimate has no ''. There is monthly_usd, "),
        ("__class__", "An estimate has no '__class__'. There is "),
        ("line_items.storag.usd", "line_items has no 'storag'. Did you mean storage? There is storage, "),
        ("line_items..usd", "line_items has no ''. There is storage, "),
        ("line_items.-1.usd", "line_items has no '-1'. There is "),
        ("line_items.99.usd", "line_items has no '99'. There is "),
        ("line_items.00.usd", "line_items has no '00'. There is "),
        ("line_items.\N{SUPERSCRIPT ONE}.usd", "line_items has no '\N{SUPERSCRIPT ONE}'. "),
        ("line_items.storage.tiers.1.usd", "line_items.storage.tiers has no '1'. There is 0."),
        ("line_items.storage.usd.x", "line_items.storage.usd has no 'x'. There is nothing further in it."),
        ("monthly_usd.", "monthly_usd has no ''. There is nothing further in it."),
        ("objects.count", "objects has no 'count'. There is nothing further in it."),
        ("warnings.0", "warnings has no '0'. There is nothing further in it."),
        ("line_items.storage", "line_items.storage is not one value; ask for a part of it: line_items.storage.name, "),
        ("usage", "usage is not one value; ask for a part of it: usage.storage_class, "),
    ],
)
def test_a_wrong_path_is_told_what_there_is(path: str, sentence: str) -> None:
    with pytest.raises(UnknownName) as caught:
        value_text(answered("s3", {}), path)
    assert caught.value.detail.startswith(sentence)
