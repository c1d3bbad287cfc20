"""Choices without a price in our data: told from those that cannot carry a workload, and said in one sentence."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from calculator.analysis.compare import Comparison, compare
from calculator.core.errors import CalculatorError
from calculator.services import SERVICES
from tests.questions import CATALOGUE, answered, asked

# A workload, by what it is compared, and the choices that have no price for it.
CASES: list[tuple[str, dict[str, str], str, list[str]]] = [
    ("s3", {"region": "eu-south-1"}, "storage_class", ["EXPRESS_ONEZONE"]),
    ("s3", {"region": "us-east-1"}, "storage_class", []),
    # No price of io2 was known in Jakarta in 2025.
    ("ebs", {"region": "ap-southeast-3", "as_of": "2025-06-01", "iops": "64000"}, "volume_type", ["io2"]),
    ("kinesis", {"fan_out_consumers": "30"}, "capacity_mode", []),
    ("dynamodb", {"region": "eu-west-1"}, "table_class", []),
]
# Then no volume of these had 64,000 IOPS.
TOO_SLOW = ("gp2", "gp3", "st1", "sc1", "standard")
REGIONS = ("us-east-1", "eu-west-1", "ap-southeast-6", "us-gov-west-1")


@pytest.mark.parametrize(("key", "raw", "by", "unpriced"), CASES)
def test_what_has_no_price_is_told_from_what_is_infeasible(
    key: str, raw: dict[str, object], by: str, unpriced: list[str]
) -> None:
    found = compare(asked(key, raw), by, CATALOGUE)
    assert [each.choice for each in found.unpriced] == unpriced
    assert [each.choice for each in found.alternatives if each.code == "no_price"] == unpriced


COMPARED = pytest.mark.parametrize(("key", "by"), [(key, by) for key in SERVICES for by in SERVICES[key].COMPARE_BY])


def compared(key: str, by: str) -> dict[str, Comparison]:
    """Every choice in each of the Regions in which the service has a price."""
    sold = CATALOGUE.regions_of(SERVICES[key].TABLES[0])
    found = {region: compare(asked(key, {"region": region}), by, CATALOGUE) for region in REGIONS if region in sold}
    assert found
    return found


@COMPARED
def test_the_code_of_each_alternative_is_that_of_its_estimate(key: str, by: str) -> None:
    for region, comparison in compared(key, by).items():
        # Of more than a thousand types a few hundred are enough.
        for each in comparison.alternatives[::5]:
            raw: dict[str, object] = {"region": region, by: each.choice}
            assert each.code == code_of(key, raw)


@COMPARED
def test_priced_ones_come_first_and_infeasible_ones_last(key: str, by: str) -> None:
    order = ["", "no_price", "infeasible"]
    for comparison in compared(key, by).values():
        codes = [each.code for each in comparison.alternatives]
        assert codes == sorted(codes, key=order.index)


def test_one_sentence_counts_them() -> None:
    one = compare(asked("s3", {"region": "eu-south-1"}), "storage_class", CATALOGUE)
    many = compare(asked("ec2", {"region": "eu-west-1"}), "purchase_option", CATALOGUE)
    none = compare(asked("s3", {"region": "us-east-1"}), "storage_class", CATALOGUE)
    assert one.unpriced_in_words == "1 option has no price in our data; import AWS's list."
    assert many.unpriced_in_words == f"{len(many.unpriced)} options have no price in our data; import AWS's list."
    assert len(many.unpriced) > 1
    assert none.unpriced_in_words == ""


def test_the_api_marks_each_and_groups_them(client: Client) -> None:
    document = client.get("/api/v1/services/s3/compare", {"region": "eu-south-1"}).json()
    assert document["unpriced"] == {
        "choices": ["EXPRESS_ONEZONE"],
        "sentence": "1 option has no price in our data; import AWS's list.",
    }
    assert codes(document) == {"EXPRESS_ONEZONE": (False, "no_price")}
    ebs = client.get(
        "/api/v1/services/ebs/compare", {"region": "ap-southeast-3", "as_of": "2025-06-01", "iops": "64000"}
    ).json()
    assert codes(ebs) == {
        "io2": (False, "no_price"),
        **dict.fromkeys(TOO_SLOW, (False, "infeasible")),
    }
    everything = client.get("/api/v1/services/s3/compare").json()
    assert everything["unpriced"] is None
    assert {each["code"] for each in everything["alternatives"]} == {None}


def test_a_sweep_says_why_a_choice_has_no_series(client: Client) -> None:
    fields = {
        "region": "ap-southeast-3",
        "as_of": "2025-06-01",
        "over": "iops",
        "start": "60000",
        "stop": "64000",
        "points": "2",
    }
    omitted = client.get("/api/v1/services/ebs/sweep", {**fields, "by": "volume_type"}).json()["omitted"]
    assert {each["choice"]: each["code"] for each in omitted} == {
        "io2": "no_price",
        **dict.fromkeys(TOO_SLOW, "infeasible"),
    }


def test_the_terminal_lists_none_of_them_and_says_how_many_there_are() -> None:
    out = StringIO()
    call_command("estimate", "s3", "--region=eu-south-1", "--compare-by=storage_class", stdout=out)
    lines = out.getvalue().splitlines()
    assert "1 option has no price in our data; import AWS's list." in lines
    assert [line for line in lines if "EXPRESS_ONEZONE" in line or "not feasible" in line] == []


def test_json_on_the_terminal_has_them_all() -> None:
    out = StringIO()
    call_command("estimate", "s3", "--region=eu-south-1", "--compare-by=storage_class", "--json", stdout=out)
    assert json.loads(out.getvalue())["unpriced"]["choices"] == ["EXPRESS_ONEZONE"]


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("s3", {"region": "eu-south-1", "storage_class": "EXPRESS_ONEZONE"}),
        ("ec2", {"region": "ap-southeast-6", "instance_type": "m5.large"}),
        ("ebs", {"region": "ap-southeast-3", "as_of": "2025-06-01", "volume_type": "io2", "iops": "64000"}),
    ],
)
def test_a_missing_price_is_never_called_not_sold(key: str, raw: dict[str, object]) -> None:
    with pytest.raises(CalculatorError) as refused:
        answered(key, raw)
    assert refused.value.code == "no_price"
    assert "no price in our data" in refused.value.detail
    assert "not sold" not in refused.value.detail
    assert "Import AWS's list" in refused.value.detail


def codes(document: dict[str, Any]) -> dict[str, tuple[bool, str]]:
    """The marks of the alternatives without an answer."""
    return {each["choice"]: (each["feasible"], each["code"]) for each in document["alternatives"] if each["code"]}


def code_of(key: str, raw: dict[str, object]) -> str:
    """Why a question has no answer; empty where it has one."""
    try:
        answered(key, raw)
    except CalculatorError as error:
        return error.code
    return ""
