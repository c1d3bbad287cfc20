"""`explain=0`: the bill alone, with the same money and without what only a reader wants."""

from typing import Any

import pytest
from django.test import Client

from calculator.services import SERVICES

BASE = "/api/v1/services"
KEYS = pytest.mark.parametrize("key", SERVICES)
SPAN = "start=1&stop=90&points=5"
EXPLANATION = ("workings", "details", "next_steps", "warnings")
NO = pytest.mark.parametrize("no", ["0", "false", "no", "off"])


def both(client: Client, address: str) -> tuple[Any, Any]:
    """The answer with its explanation and without."""
    joint = "&" if "?" in address else "?"
    answers = [client.get(each) for each in (address, f"{address}{joint}explain=0")]
    assert [each.status_code for each in answers] == [200, 200]
    return answers[0].json(), answers[1].json()


def without(document: Any, *names: str) -> Any:
    return {name: value for name, value in document.items() if name not in names}


@KEYS
def test_an_estimate_without_explanation_is_the_same_bill(client: Client, key: str) -> None:
    for example in SERVICES[key].EXAMPLES:
        explained, bare = both(client, f"{BASE}/{key}/estimate?{example.query}")
        assert without(bare, *EXPLANATION) == without(explained, *EXPLANATION)
        assert (bare["workings"], bare["details"], bare["next_steps"]) == ({}, [], [])
        assert [each for each in bare["warnings"] if each not in explained["warnings"]] == []


@KEYS
def test_a_comparison_without_explanation_ranks_the_same_bills(client: Client, key: str) -> None:
    for by in SERVICES[key].COMPARE_BY[:1]:
        explained, bare = both(client, f"{BASE}/{key}/compare?by={by}")
        money = ("choice", "rank", "feasible", "reasons", "monthly_usd", "upfront_usd", "effective_monthly_usd")
        rows = [[[each[name] for name in money] for each in document["alternatives"]] for document in (explained, bare)]
        assert rows[0] == rows[1]
        assert bare["crossovers"] == []
        assert [each["facts"] for each in bare["alternatives"]] == [[]] * len(rows[0])


@KEYS
def test_a_sweep_without_explanation_has_the_same_series(client: Client, key: str) -> None:
    swept = [by for by in SERVICES[key].COMPARE_BY if by not in SERVICES[key].LONG_LISTS]
    by = "".join(f"&by={by}" for by in swept[:1])
    explained, bare = both(client, f"{BASE}/{key}/sweep?{SPAN}{by}")
    assert without(bare, "crossovers") == without(explained, "crossovers")
    assert bare["crossovers"] == []


# What is about the money stays; what is about capacity, quotas or advice goes.
WARNINGS = [
    ("ec2", "purchase_option=spot&instance_type=t3.medium", {"spot_moves"}, {"burstable"}),
    ("ec2", "purchase_option=reserved_1y_no_upfront&hours_per_month=100", {"unused_hours"}, set()),
    ("s3", "storage_class=GLACIER&get_requests=10", {"reads_without_retrieval"}, {"restore_first"}),
    ("s3", "storage_class=STANDARD_IA&average_object_kb=64", {"below_minimum_billable_object"}, set()),
    ("s3", "storage_gb=10&retrieval_speed=bulk", {"not_used"}, set()),
    ("ebs", "volume_type=st1&size_gb=10", {"enlarged"}, {"bursts"}),
    ("dynamodb", "replica_regions=eu-west-1", {"not_included"}, {"break_even"}),
    ("kinesis", "capacity_mode=on_demand_advantage&records_per_second=90k", {"account_minimum"}, {"grows_with_load"}),
]


@pytest.mark.parametrize(("key", "query", "kept", "left_out"), WARNINGS)
def test_warnings_about_money_stay(client: Client, key: str, query: str, kept: set[str], left_out: set[str]) -> None:
    explained, bare = both(client, f"{BASE}/{key}/estimate?{query}")
    codes, fewer = ({each["code"] for each in document["warnings"]} for document in (explained, bare))
    assert kept <= fewer
    assert left_out <= codes - fewer


@NO
def test_a_no_may_be_written_as_everywhere(client: Client, no: str) -> None:
    answers = [client.get(f"{BASE}/kinesis/estimate?explain={each}").content for each in ("0", no)]
    assert answers[0] == answers[1]


def test_it_may_stand_in_a_body(client: Client) -> None:
    posted = client.post(f"{BASE}/kinesis/estimate", data={"explain": False}, content_type="application/json")
    assert posted.json()["details"] == posted.json()["next_steps"] == []


@pytest.mark.parametrize("verb", ["estimate", "compare", f"sweep?{SPAN}"])
def test_what_is_neither_yes_nor_no_is_refused(client: Client, verb: str) -> None:
    response = client.get(f"{BASE}/s3/{verb}{'&' if '?' in verb else '?'}explain=perhaps")
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, "explain")


def test_an_infeasible_workload_is_told_the_same(client: Client) -> None:
    query = "storage_class=DEEP_ARCHIVE&retrieval_speed=expedited&retrieval_gb=10"
    explained, bare = (client.get(f"{BASE}/s3/estimate?{query}{more}").json() for more in ("", "&explain=0"))
    assert explained == bare
    assert bare["nearest_choice"]
