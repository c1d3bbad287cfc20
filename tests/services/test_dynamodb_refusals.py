"""What is asked of Amazon DynamoDB in vain: each refused with its field and a sentence, through every way in."""

import json
from decimal import Decimal
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.test import Client

from calculator.core.errors import Infeasible, InvalidInput, NotPriced
from tests.questions import CATALOGUE, answered, dynamodb, refusals

ESTIMATE = "/api/v1/services/dynamodb/estimate"
HOURS = ["50"] * 24


@pytest.mark.parametrize("size", ["400.0009765625", "401", "1 MB"])
@pytest.mark.parametrize("mode", ["on_demand", "provisioned"])
def test_an_item_above_400_kb_is_not_possible(mode: str, size: str) -> None:
    with pytest.raises(Infeasible, match="An item has at most 400 KB, with its names; these are"):
        dynamodb(mode, item_size_kb=size)


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"item_size_kb": 0}, "item_size_kb", "too small"),
        ({"strong_read_percent": 101}, "strong_read_percent", "the most is 100%"),
        ({"transactional_read_percent": "100.1"}, "transactional_read_percent", "the most is 100%"),
        ({"transactional_write_percent": 200}, "transactional_write_percent", "the most is 100%"),
        ({"target_utilization_percent": 101}, "target_utilization_percent", "the most is 100%"),
        ({"target_utilization_percent": 0}, "target_utilization_percent", "the least is 1%"),
        (
            {"strong_read_percent": 60, "transactional_read_percent": "40.5"},
            "strong_read_percent",
            "together are 100.5%; 100% is all of them",
        ),
        (
            {"reads_per_second": 100, "peak_reads_per_second": 99},
            "peak_reads_per_second",
            "must not be below the reads, 100 requests/second",
        ),
        (
            {"writes_per_second": "2k", "peak_writes_per_second": "1.9k"},
            "peak_writes_per_second",
            "must not be below the writes, 2000 requests/second",
        ),
        ({"writes_per_second": -1}, "writes_per_second", "too small"),
        ({"global_secondary_indexes": "1.5"}, "global_secondary_indexes", "not a whole number"),
        ({"minimum_rcu": "0.5"}, "minimum_rcu", "not a whole number"),
        ({"table_rcu": "2.5"}, "table_rcu", "not a whole number"),
        ({"table_wcu": "2.5"}, "table_wcu", "not a whole number"),
        ({"index_rcu": "2.5"}, "index_rcu", "not a whole number"),
        ({"index_wcu": "2.5"}, "index_wcu", "not a whole number"),
        (
            {"indexed_write_percent": 30, "index_key_change_percent": 31},
            "index_key_change_percent",
            "reach the index; there are at most 30% of them",
        ),
        (
            {"queries_per_second": 9, "peak_queries_per_second": 8},
            "peak_queries_per_second",
            "must not be below the queries and scans, 9 requests/second",
        ),
        ({"global_secondary_indexes": 3, "index_rcu": 2}, "index_rcu", "at least 1 RCU: together 3"),
        ({"global_secondary_indexes": 3, "index_wcu": 2}, "index_wcu", "at least 1 WCU: together 3"),
        ({"local_secondary_indexes": 6}, "local_secondary_indexes", "at most 5 local secondary indexes"),
        ({"index_item_kb": 401}, "index_item_kb", "An entry of an index has at most 400 KB"),
        (
            {"writes_per_second": 4000, "hottest_key_percent": 30},
            "hottest_key_percent",
            "carries 1,000 WCU a second; the hottest takes 1,200 WCU: spread its writes over several keys",
        ),
        ({"capacity_mode": "on_demand", "table_rcu": 5}, "reads_per_second", "state reads_per_second"),
        ({"capacity_mode": "on_demand", "table_wcu": 5}, "writes_per_second", "state writes_per_second"),
        ({"minimum_rcu": 10, "maximum_rcu": 9}, "maximum_rcu", "must not be below the least, 10; 0 sets no limit"),
        ({"minimum_wcu": 2, "maximum_wcu": 1}, "maximum_wcu", "must not be below the least, 2; 0 sets no limit"),
        ({"hourly_load_percent": HOURS[:23]}, "hourly_load_percent", "has 23 values; give 24 of them, or none"),
        ({"hourly_load_percent": [*HOURS, "50"]}, "hourly_load_percent", "has 25 values; give 24 of them, or none"),
        ({"hourly_load_percent": [*HOURS[:23], "101"]}, "hourly_load_percent", "in place 24, which is too large"),
        ({"hourly_load_percent": ["-1", *HOURS[:23]]}, "hourly_load_percent", "in place 1, which is too small"),
        ({"replica_regions": "us-east-1"}, "replica_regions", "us-east-1 is where the table itself is"),
        (
            {"region": "eu-west-1", "replica_regions": "us-west-2, EU-West-1"},
            "replica_regions",
            "eu-west-1 is where the table itself is",
        ),
        ({"replica_regions": "eu-west-9"}, "replica_regions", "'eu-west-9' in place 1, which is not one of the"),
        ({"replica_regions": "eu-west-1, us-west-2, eu-west-1"}, "replica_regions", "names eu-west-1 more than once"),
        ({"replica_regions": "us-gov-west-1"}, "replica_regions", "us-east-1 has no replica in us-gov-west-1"),
        (
            {"region": "us-gov-west-1", "replica_regions": "us-gov-east-1, us-west-2"},
            "replica_regions",
            "us-gov-west-1 has no replica in us-west-2",
        ),
        ({"reserved_term": "2y"}, "reserved_term", "choose one of none, 1y (1 year), 3y (3 years)."),
        ({"region": "us-east-9"}, "region", "no region of this name"),
    ],
)
def test_input_that_makes_no_sense_is_refused_by_name(fields: dict[str, object], field: str, sentence: str) -> None:
    ((named, message),) = refusals("dynamodb", {"capacity_mode": "provisioned", **fields})
    assert named == field
    assert sentence in message


def test_everything_that_contradicts_itself_is_said_at_once() -> None:
    wrong: dict[str, object] = {
        "strong_read_percent": 80, "transactional_read_percent": 80, "peak_reads_per_second": 1, "maximum_wcu": 1,
        "minimum_wcu": 2,
    }  # fmt: skip
    found = sorted(field for field, _ in refusals("dynamodb", wrong))
    assert found == ["maximum_wcu", "peak_reads_per_second", "strong_read_percent"]


def test_every_region_that_cannot_be_a_replica_is_named() -> None:
    found = refusals("dynamodb", {"replica_regions": "us-east-1, eu-west-1, us-gov-east-1, us-gov-west-1"})
    assert [message.rpartition(" ")[2] for _, message in found] == ["Regions.", "us-gov-east-1.", "us-gov-west-1."]


def test_tables_of_govcloud_are_replicated_among_themselves() -> None:
    answer = dynamodb("on_demand", region="us-gov-west-1", replica_regions="us-gov-east-1", writes_per_second=100)
    assert answer.monthly_usd == Decimal("394.2")  # 2 x 262.8 x 0.75


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"region": "us-east-2", "reserved_term": "3y"}, "reserved wcu hour of 3y in us-east-2"),
        ({"region": "eu-west-2", "reserved_term": "3y"}, "reserved wcu hour of 3y in eu-west-2"),
        ({"region": "ap-southeast-6", "reserved_term": "3y"}, "reserved wcu hour of 3y in ap-southeast-6"),
        ({"region": "il-central-1", "stream_reads": 1}, "stream read in il-central-1"),
    ],
)
def test_what_is_not_sold_in_a_region_has_no_price(fields: dict[str, object], sentence: str) -> None:
    with pytest.raises(NotPriced, match=sentence):
        dynamodb("provisioned", writes_per_second=100, **fields)


def test_a_term_that_is_not_sold_is_no_violation_where_nothing_would_be_reserved() -> None:
    load = {"region": "us-east-2", "writes_per_second": 10}
    with_term, without = (dynamodb("provisioned", reserved_term=term, **load) for term in ("3y", "none"))
    assert with_term.monthly_usd == without.monthly_usd
    # 100 writes more would need a block, which has no price.
    assert [step.field for step in with_term.next_steps] == ["reads_per_second", "storage_gb"]


def test_before_the_first_price_there_is_none_and_from_that_day_there_is() -> None:
    with pytest.raises(InvalidInput, match="2025-08-28"):
        dynamodb("on_demand", as_of="2025-08-27")
    assert dynamodb("on_demand", as_of="2025-08-28", storage_gb=1).monthly_usd == Decimal("0.25")


@pytest.mark.parametrize("region", CATALOGUE.regions)
@pytest.mark.parametrize("mode", ["on_demand", "provisioned"])
@pytest.mark.parametrize("table_class", ["STANDARD", "STANDARD_INFREQUENT_ACCESS"])
def test_every_region_has_both_modes_and_both_classes(region: str, mode: str, table_class: str) -> None:
    raw = {"region": region, "capacity_mode": mode, "table_class": table_class, "pitr": True, "backup_gb": 1}
    prices = {item.name: item.usd for item in answered("dynamodb", raw).line_items}
    assert min(prices[name] for name in ("reads", "writes", "storage", "pitr", "backup_storage")) > 0


HOSTILE = [
    ("replica_regions", "us-east-1"),
    ("replica_regions", "eu-west-1,,us-west-2"),
    ("replica_regions", ","),
    ("replica_regions", '["eu-west-1"]'),
    ("replica_regions", "\x00"),
    ("replica_regions", "eu-west-1," * 200),
    ("hourly_load_percent", ",".join(HOURS[:23])),
    ("hourly_load_percent", ",".join(["NaN"] * 24)),
    ("hourly_load_percent", ",".join(["1e-300"] * 24)),
    ("hourly_load_percent", ",".join(["50 GB"] * 24)),
    ("hourly_load_percent", ";".join(["12,5"] * 24)),
    ("hourly_load_percent", "100"),
]
EVERY_HOSTILE = pytest.mark.parametrize(("field", "value"), HOSTILE)


@EVERY_HOSTILE
@pytest.mark.parametrize("call", ["estimate?", "compare?by=capacity_mode&", "sweep?over=storage_gb&start=0&stop=9&"])
def test_a_hostile_list_is_refused_over_rest(client: Client, call: str, field: str, value: str) -> None:
    query = urlencode({"capacity_mode": "provisioned", field: value})
    response = client.get(f"/api/v1/services/dynamodb/{call}{query}")
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


@EVERY_HOSTILE
def test_a_hostile_list_is_refused_in_a_cell(client: Client, field: str, value: str) -> None:
    response = client.get(f"/cells/dynamodb/monthly_usd?{urlencode({field: value})}")
    assert response.status_code == 200
    assert response.content.decode().startswith(f"ERROR invalid_input {field}: ")


@EVERY_HOSTILE
def test_a_hostile_list_is_refused_on_the_page(client: Client, field: str, value: str) -> None:
    response = client.get(f"/dynamodb/?{urlencode({field: value})}")
    assert response.status_code == 422
    assert "data-monthly-usd" not in response.content.decode()


@EVERY_HOSTILE
def test_a_hostile_list_is_refused_at_the_terminal(field: str, value: str) -> None:
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("estimate", "dynamodb", f"--{field.replace('_', '-')}={value}", stderr=err)
    assert ended.value.code == 2
    assert err.getvalue().startswith(f"{field}: ")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("replica_regions", None),
        ("replica_regions", True),
        ("replica_regions", {}),
        ("replica_regions", [[]]),
        ("replica_regions", ["eu-west-1", None]),
        ("replica_regions", ["eu-west-1", "eu-west-1 "]),
        ("hourly_load_percent", [True] * 24),
        ("hourly_load_percent", [[50]] * 24),
        ("hourly_load_percent", [1e300] * 24),
        ("hourly_load_percent", [None] * 24),
        ("hourly_load_percent", {"0": 50}),
        ("hourly_load_percent", 50),
    ],
)
def test_a_list_of_something_else_is_refused_in_a_body(client: Client, field: str, value: object) -> None:
    response = client.post(ESTIMATE, json.dumps({field: value}), content_type="application/json")
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("eu-west-1, ap-northeast-1", ["eu-west-1", "ap-northeast-1"]),
        ("EU-WEST-1 ap-northeast-1", ["eu-west-1", "AP-Northeast-1"]),
        ("", []),
    ],
)
def test_lists_mean_the_same_typed_and_sent(client: Client, typed: str, sent: list[str]) -> None:
    hours = [40, 60] * 12
    as_text = {"replica_regions": typed, "hourly_load_percent": ", ".join(map(str, hours))}
    as_json = {"replica_regions": sent, "hourly_load_percent": hours}
    by_get = client.get(ESTIMATE, {"capacity_mode": "provisioned", **as_text}).json()
    body = json.dumps({"capacity_mode": "provisioned", **as_json})
    by_post = client.post(ESTIMATE, body, content_type="application/json").json()
    assert by_get == by_post
    assert by_get["line_items"]


def test_what_contradicts_the_fields_and_what_contradicts_the_region_are_said_at_once() -> None:
    fields = {"reads_per_second": 10, "peak_reads_per_second": 9, "replica_regions": "us-east-1", "as_of": "soon"}
    assert [field for field, _ in refusals("dynamodb", fields)] == ["peak_reads_per_second", "replica_regions", "as_of"]
