"""The first of all instance types: ranked and counted as if each had been answered whole."""

import re
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from calculator.analysis.compare import Comparison, compare
from calculator.services import SERVICES
from tests.questions import CATALOGUE, asked

MOST = 20
NEEDS: dict[str, dict[str, Any]] = {
    "the defaults": {},
    "a need that most types are too small for": {"vcpus": 96, "memory_gib": 300},
    "a need that no type meets": {"vcpus": 1999},
    "one architecture": {"architecture": "arm64", "current_generation": True},
    "one family": {"family": "t3"},
    "burstable types that use more than they earn": {"average_cpu_percent": 60, "vcpus": 2, "instances": 3},
    "burstable types that may not": {"average_cpu_percent": 60, "cpu_credits": "standard"},
    "an operating system that some types have no price of": {"operating_system": "SLES", "hours_per_month": 100},
    "hours on Spot": {"purchase_option": "spot", "hours_per_month": 200, "month": "31"},
    "a fee and a rate": {"purchase_option": "reserved_3y_partial_upfront", "month": "28"},
    "a fee alone": {"purchase_option": "reserved_1y_all_upfront", "hours_per_month": 10},
    "a plan in parts": {"purchase_option": "compute_savings_plan_3y_partial_upfront", "upfront_percent": 70},
    "what every type costs alike": {"monitoring": "detailed", "data_out_gb": 5000, "region": "eu-west-1"},
    "a Region that has not all types": {"region": "ap-southeast-6", "vcpus": 4},
    "an earlier day": {"as_of": "2025-12-01", "memory_gib": 16},
    "a choice far down the list": {"instance_type": "u-12tb1.112xlarge"},
    "a choice that does not fit": {"instance_type": "m5.large", "vcpus": 64},
}


def costs(comparison: Comparison) -> dict[str, tuple[int, str]]:
    """The place of each choice and what kind of answer it has."""
    return {each.choice: (each.rank, each.code) for each in comparison.alternatives}


@pytest.mark.series(quick=5)
@pytest.mark.parametrize("needs", NEEDS)
def test_the_first_types_are_those_of_the_whole_ranking(needs: str) -> None:
    question = asked("ec2", NEEDS[needs])
    whole = compare(question, "instance_type", CATALOGUE, is_explained=False)
    first = compare(question, "instance_type", CATALOGUE, is_explained=False, most=MOST)
    kinds = Counter(each.code for each in whole.alternatives)
    seen: Counter[str] = Counter()
    expected = {}
    for each in whole.alternatives:
        seen[each.code] += 1
        if seen[each.code] <= MOST or each is whole.present:
            expected[each.choice] = (each.rank, each.code)
    assert costs(first) == expected
    listed = Counter(each.code for each in first.alternatives)
    left_out = first.left_out
    assert {
        "": left_out.feasible,
        "no_price": left_out.unpriced,
        "infeasible": left_out.infeasible,
    } == {code: kinds[code] - listed[code] for code in ("", "no_price", "infeasible")}
    assert first.unpriced_in_words == whole.unpriced_in_words


def test_all_kinds_of_answers_are_among_the_cases() -> None:
    left_out = compare(
        asked("ec2", {"operating_system": "SLES", "vcpus": 8}), "instance_type", CATALOGUE, most=1
    ).left_out
    assert min(left_out.feasible, left_out.unpriced, left_out.infeasible) > 0


URL = "/api/v1/services/ec2/compare?by=instance_type&operating_system=SLES&vcpus=4"


def test_the_api_says_how_many_types_are_left_out_and_how_to_see_others(client: Client) -> None:
    document = client.get(URL).json()
    told, listed = document["left_out"], Counter(each["code"] for each in document["alternatives"])
    # The type that is asked about does not fit, and is listed all the same.
    assert listed == {None: 50, "no_price": 50, "infeasible": 51}
    assert told["sentence"] == (
        f"Left out: {told['feasible']:,} more expensive, {told['unpriced']:,} without a price in our data, "
        f"{told['infeasible']:,} that do not fit. To see others, say what is needed: vcpus, memory_gib, architecture, "
        "family or current_generation."
    )
    assert client.get("/api/v1/services/ec2/compare?by=purchase_option").json()["left_out"] is None
    assert client.get(f"{URL}&family=m7i").json()["left_out"]["feasible"] == 0


def test_a_table_of_types_ends_with_what_is_left_out(client: Client) -> None:
    told = client.get(URL).json()["left_out"]["sentence"]
    for address in (f"{URL}&format=csv", "/cells/ec2/compare.csv?by=instance_type&operating_system=SLES&vcpus=4"):
        last = client.get(address).content.decode().splitlines()[-1]
        assert f'"{told}"' in last
        assert "left_out" in last
    assert "left_out" not in client.get("/cells/ec2/compare.csv?by=region").content.decode()


def test_the_page_counts_what_it_does_not_list(client: Client) -> None:
    document = client.get(URL).json()
    left_out = document["left_out"]
    feasible = sum(each["feasible"] for each in document["alternatives"])
    page = client.get("/ec2/compare/?by=instance_type&operating_system=SLES&vcpus=4").content.decode()
    assert f"{left_out['feasible'] + feasible - 30:,} more expensive" in page
    told = page.split("To see others, say what is needed:")[1].split("</p>")[0]
    named = dict(re.findall(r'<a href="#field-(\w+)">([^<]+)</a>', told))
    declared = SERVICES["ec2"].Usage.declarations
    assert named == {name: declared[name].label for name in SERVICES["ec2"].LONG_LISTS["instance_type"].narrowed_by}
