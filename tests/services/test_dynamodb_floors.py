"""The floors, minimums, increments and allowances that AWS's guides state for Amazon DynamoDB, one row each.

Each row: what AWS says, where, a workload, and what it comes to. Prices are those of us-east-1 and a month has 730
hours, which is 2,628,000 seconds; `rru` and `wru` are given for one request a second, so that they are units of one.
"""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from tests.questions import billed, dynamodb

IA = "STANDARD_INFREQUENT_ACCESS"
SECONDS = 2_628_000
# Guides of AWS, by page.
CAPACITY = "Developer Guide, ProvisionedThroughput: capacity unit consumption"
MODES = "Developer Guide, HowItWorks.ReadWriteCapacityMode"
GSI = "Developer Guide, GSI: provisioned throughput considerations"
LSI = "Developer Guide, LSI: provisioned throughput considerations"
QUOTAS = "Developer Guide, ServiceQuotas"
SIZES = "Developer Guide, CapacityUnitCalculations"
BILLING = "Developer Guide, bp-understanding-billing: usage types"
GLOBAL = "Developer Guide, global-tables-billing"
PITR = "Developer Guide, PointInTimeRecovery_Howitworks"
EXPORT = "Developer Guide, S3DataExport.HowItWorks"
KINESIS = "Developer Guide, kds: change data capture units"
RESERVED = "Developer Guide, reserved-capacity"
PRICING = "Amazon DynamoDB pricing page"
PRICE_LIST = "AWS Price List, AmazonDynamoDB"
WARM = "Developer Guide, warm-throughput-scenarios"


@dataclass(frozen=True)
class Rule:
    """`units` are of one request; `capacity` is what the plan says; `items` what line items cost."""

    says: str
    source: str
    mode: str
    load: dict[str, object]
    units: dict[str, str] = field(default_factory=dict)
    capacity: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    is_free: bool = False

    def __str__(self) -> str:
        return self.says.replace(" ", "-")


def one(says: str, source: str, kind: str, load: dict[str, object], units: str) -> Rule:
    """A rule of the units of one request, on demand."""
    unit = "wru" if kind == "writes" else "rru"
    return Rule(says, source, "on_demand", {f"{kind}_per_second": 1, **load}, units={unit: units})


FULL: dict[str, object] = {"target_utilization_percent": 100}
STRONG: dict[str, object] = {"strong_read_percent": 100}
# A query of a table without reads of single items.
QUERY: dict[str, object] = {"strong_query_percent": 100}
INDEX: dict[str, object] = {"global_secondary_indexes": 1}

REQUESTS = [
    one("a read is rounded up to 4 KB", CAPACITY, "reads", {**STRONG, "item_size_kb": "3500 B"}, "1"),
    one("a read of 10 KB is one of 12 KB", CAPACITY, "reads", {**STRONG, "item_size_kb": 10}, "3"),
    one("an eventual read is half", CAPACITY, "reads", {"item_size_kb": 80}, "10"),
    one("a transactional read is double", MODES, "reads", {"item_size_kb": 8, "transactional_read_percent": 100}, "4"),
    one("an item not found costs one unit", CAPACITY, "reads", {**STRONG, "item_size_kb": "1 B"}, "1"),
    one("not found by an eventual read, half", CAPACITY, "reads", {"item_size_kb": "1 B"}, "0.5"),
    one("ten items of 40.8 KB are 44 KB", CAPACITY, "queries", {**QUERY, "item_size_kb": "4.08"}, "11"),
    one("1,500 items of 64 bytes are 96 KB", CAPACITY, "queries",
        {**QUERY, "item_size_kb": "64 B", "items_per_query": 1500}, "24"),
    one("ten items of 5 KB are summed, not rounded one by one", CAPACITY, "queries",
        {**QUERY, "item_size_kb": 5}, "13"),
    one("an eventual query is half", CAPACITY, "queries", {"item_size_kb": 5}, "6.5"),
    one("a query that finds nothing costs one unit", CAPACITY, "queries", {**QUERY, "items_per_query": 0}, "1"),
    one("not found by an eventual query, half", CAPACITY, "queries", {"items_per_query": 0}, "0.5"),
    one("a page of 1 MB is 256 units", QUOTAS, "queries",
        {**QUERY, "item_size_kb": 400, "items_per_query": "2.56"}, "256"),
    one("a scan counts what it evaluates", CAPACITY, "queries",
        {"item_size_kb": 1, "items_per_query": 1_000_000}, "125000"),
    one("BatchGetItem rounds 1.5 KB up alone", CAPACITY, "reads", {**STRONG, "item_size_kb": "1.5"}, "1"),
    one("BatchGetItem rounds 6.5 KB up alone", CAPACITY, "reads", {**STRONG, "item_size_kb": "6.5"}, "2"),
    one("a write is rounded up to 1 KB", CAPACITY, "writes", {"item_size_kb": "500 B"}, "1"),
    one("a write of 1.6 KB is one of 2 KB", CAPACITY, "writes", {"item_size_kb": "1.6"}, "2"),
    one("BatchWriteItem rounds 3.5 KB up alone", CAPACITY, "writes", {"item_size_kb": "3.5"}, "4"),
    one("a transactional write is double", MODES, "writes",
        {"item_size_kb": 2, "transactional_write_percent": 100}, "4"),
]  # fmt: skip

INDEXES = [
    one("eight entries of 2,000 bytes are 16 KB, 2 units", GSI, "index_reads",
        {**INDEX, "index_item_kb": "2000 B", "items_per_index_read": 8}, "2"),
    one("a query of an index is eventually consistent", GSI, "index_reads",
        {**INDEX, **QUERY, **STRONG, "index_item_kb": 4}, "0.5"),
    one("the sizes are those of the entries", GSI, "index_reads",
        {**INDEX, "item_size_kb": 40, "index_item_kb": 4}, "0.5"),
    one("a new item is one write to the index", GSI, "writes", {**INDEX, "item_size_kb": 1}, "2"),
    one("a changed index key is two writes to the index", GSI, "writes",
        {**INDEX, "item_size_kb": 1, "index_key_change_percent": 100}, "3"),
    one("one in four changes a key", GSI, "writes", {**INDEX, "index_key_change_percent": 25}, "2.25"),
    one("a write that no index needs costs none", GSI, "writes", {**INDEX, "indexed_write_percent": 0}, "1"),
    one("an entry is rounded up to 1 KB", GSI, "writes",
        {**INDEX, "item_size_kb": 10, "index_item_kb": "1025 B"}, "12"),
    one("an entry of 200 bytes is 1 KB of an item of 10 KB", GSI, "writes",
        {**INDEX, "item_size_kb": 10, "index_item_kb": "200 B"}, "11"),
    one("a local index is written with units of the table", LSI, "writes", {"local_secondary_indexes": 2}, "3"),
    one("a changed key of a local index is two writes", LSI, "writes",
        {"local_secondary_indexes": 1, "index_key_change_percent": 100}, "3"),
    Rule("units of a local index are the table's", LSI, "provisioned",
         {"writes_per_second": 10, "local_secondary_indexes": 1, **FULL}, capacity={"wcu": "20", "partitions": "1"}),
    Rule("an index has 1 RCU and 1 WCU at least", QUOTAS, "provisioned", {"global_secondary_indexes": 3},
         capacity={"rcu": "4", "wcu": "4"}),
    Rule("a table has 1 RCU and 1 WCU at least", QUOTAS, "provisioned", {}, capacity={"rcu": "1", "wcu": "1"}),
    # 730 x 0.00013 for the replica and for its index, 730 x 0.00065
    Rule("a replica has 1 RCU and 1 rWCU at least", QUOTAS, "provisioned", {"replica_regions": "us-west-2"},
         items={"replica_reads_us_west_2": "0.0949", "replicated_writes_us_west_2": "0.4745"}),
    Rule("an index of a replica has 1 RCU and 1 WCU at least", QUOTAS, "provisioned",
         {"replica_regions": "us-west-2", **INDEX},
         items={"replica_reads_us_west_2": "0.1898", "index_writes_us_west_2": "0.4745"}),
    Rule("on demand has no such floor", MODES, "on_demand",
         {"replica_regions": "us-west-2", "global_secondary_indexes": 3}, is_free=True),
]  # fmt: skip

KEPT = [
    # 10 GB of items are 10 million of 1,073 bytes and 0.931322574615478515625 GB of overhead, x 0.25
    Rule("each item is stored with 100 bytes more", SIZES, "on_demand", {"storage_gb": 10, "item_count": 10_000_000},
         items={"storage": "2.73283064365386962890625"}),
    # 148 bytes each: 1.378357410430908203125 GB
    Rule("in a global table with 48 more", SIZES, "on_demand",
         {"storage_gb": 10, "item_count": 10_000_000, "replica_regions": "us-west-2"},
         items={"storage": "2.84458935260772705078125", "replica_storage_us_west_2": "2.84458935260772705078125"}),
    Rule("indexes are stored at the price of the table", BILLING, "on_demand",
         {"storage_gb": 10, "index_storage_gb": 6}, items={"storage": "4"}),
    Rule("a replica stores the indexes too", GLOBAL, "on_demand",
         {"storage_gb": 10, "index_storage_gb": 6, "replica_regions": "us-west-2"},
         items={"storage": "4", "replica_storage_us_west_2": "4"}),
    Rule("point-in-time recovery leaves global indexes out", PITR, "on_demand",
         {"storage_gb": 10, "index_storage_gb": 6, "pitr": True}, items={"storage": "4", "pitr": "2"}),
    Rule("25 GB are free over table and indexes", PRICING, "on_demand",
         {"storage_gb": 20, "index_storage_gb": 6, "include_free_tier": True}, items={"storage": "0.25"}),
    Rule("what is free of storage is not free of recovery", PRICING, "on_demand",
         {"storage_gb": 20, "pitr": True, "include_free_tier": True}, items={"pitr": "4"}),
    Rule("a partition holds 10 GB of the table", QUOTAS, "on_demand",
         {"storage_gb": 10, "index_storage_gb": 500}, capacity={"partitions": "1"}),
    Rule("a partition takes 1,000 WCU of the table", WARM, "on_demand",
         {"writes_per_second": 1000, "global_secondary_indexes": 5}, capacity={"partitions": "1"}),
    Rule("a partition takes 3,000 RCU of reads and queries", WARM, "on_demand",
         {"reads_per_second": 2000, "queries_per_second": 1001, "items_per_query": 1, **STRONG, **QUERY},
         capacity={"partitions": "2"}),
    # 2 x 0.1
    Rule("a full export is the size of the table", EXPORT, "on_demand", {"export_gb": 2}, items={"export": "0.2"}),
    # 96 x 10 MB = 0.9375 GB, x 0.1
    Rule("an incremental export is 10 MB at least", EXPORT, "on_demand",
         {"incremental_exports": 96, "incremental_export_gb": "0.5"}, items={"incremental_export": "0.09375"}),
    Rule("more than that is what it processes", EXPORT, "on_demand",
         {"incremental_exports": 96, "incremental_export_gb": 3}, items={"incremental_export": "0.3"}),
    # 2.628 x 0.1, and 3 KB of 2.5
    Rule("a change is one unit a KB of the item", KINESIS, "on_demand",
         {"writes_per_second": 1, "change_data_capture": True, "item_size_kb": "2.5"},
         items={"writes": "4.9275", "change_data_capture": "0.7884"}),
    Rule("a transaction changes an item once", KINESIS, "provisioned",
         {"writes_per_second": 1, "change_data_capture": True, "transactional_write_percent": 100, **FULL},
         items={"change_data_capture": "0.2628", "writes": "0.949", "reads": "0.0949"}),
    Rule("indexes send no changes", KINESIS, "on_demand",
         {"writes_per_second": 1, "change_data_capture": True, **INDEX},
         items={"writes": "3.285", "change_data_capture": "0.2628"}),
    Rule("2.5 million stream reads are free", PRICING, "on_demand",
         {"stream_reads": 2_600_000, "include_free_tier": True}, items={"stream_reads": "0.02"}),
]  # fmt: skip

CAPACITY_BOUGHT = [
    Rule("reserved capacity is sold 100 units at once", RESERVED, "provisioned",
         {"table_rcu": 199, "table_wcu": 99, "reserved_term": "1y"},
         # 100 x 730 x 0.000025, 100 x 0.3, 99 x 730 x 0.00013, 99 x 730 x 0.00065
         items={"reserved_reads": "1.825", "reserved_reads_upfront": "30", "reads": "9.3951", "writes": "46.9755"}),
    # 100 x 730 x 0.000025, and none for the second block
    Rule("reserved capacity covers the units of indexes", RESERVED, "provisioned",
         {"table_rcu": 60, "index_rcu": 40, **INDEX, "reserved_term": "1y"},
         items={"reserved_reads": "1.825", "reserved_reads_upfront": "30", "writes": "0.949"}),
    # 50 x 730 - 18,600 = 17,900: x 0.00013, x 0.00065
    Rule("18,600 unit-hours of each kind are free", PRICE_LIST, "provisioned",
         {"table_rcu": 50, "table_wcu": 50, "include_free_tier": True}, items={"reads": "2.327", "writes": "11.635"}),
    # 25 x 744 = 18,600
    Rule("25 units are free in the longest month", PRICING, "provisioned",
         {"month": 31, "table_rcu": 25, "table_wcu": 25, "include_free_tier": True}, is_free=True),
    # 30 x 672 - 18,600 = 1,560: x 0.00013, x 0.00065
    Rule("nor are they fewer in the shortest", PRICE_LIST, "provisioned",
         {"month": 28, "table_rcu": 30, "table_wcu": 30, "include_free_tier": True},
         items={"reads": "0.2028", "writes": "1.014"}),
    # (20 + 10) x 730 - 18,600 = 3,300: x 0.00013, x 0.00065
    Rule("indexes share the free units of their table", PRICE_LIST, "provisioned",
         {"table_rcu": 20, "table_wcu": 20, "index_rcu": 10, "index_wcu": 10, **INDEX, "include_free_tier": True},
         items={"reads": "0.429", "writes": "2.145"}),
    Rule("nothing is free for Standard-IA", PRICING, "provisioned",
         {"table_rcu": 25, "table_wcu": 25, "table_class": IA, "include_free_tier": True},
         items={"reads": "2.92", "writes": "14.7825"}),
    # 5 x 730 x 0.00013, x 0.00065
    Rule("an existing table is billed by its units", BILLING, "provisioned", {"table_rcu": 5, "table_wcu": 5},
         items={"reads": "0.4745", "writes": "2.3725"}),
]  # fmt: skip

RULES = [*REQUESTS, *INDEXES, *KEPT, *CAPACITY_BOUGHT]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.units], ids=str)
def test_a_request_takes_the_units_that_the_guides_say(rule: Rule) -> None:
    answer = dynamodb(rule.mode, **rule.load)
    assert {name: answer.capacity[name].count / SECONDS for name in rule.units} == {
        name: Decimal(units) for name, units in rule.units.items()
    }


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.capacity], ids=str)
def test_capacity_has_the_floors_that_the_guides_say(rule: Rule) -> None:
    answer = dynamodb(rule.mode, **rule.load)
    assert {name: answer.capacity[name].count for name in rule.capacity} == {
        name: Decimal(count) for name, count in rule.capacity.items()
    }


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.items], ids=str)
def test_what_the_guides_say_is_billed(rule: Rule) -> None:
    costs = billed(dynamodb(rule.mode, **rule.load))
    assert {name: costs.get(name, 0) for name in rule.items} == {name: Decimal(usd) for name, usd in rule.items.items()}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.is_free], ids=str)
def test_what_the_guides_say_is_free(rule: Rule) -> None:
    assert billed(dynamodb(rule.mode, **rule.load)) == {}


def test_every_rule_is_tested() -> None:
    assert [rule for rule in RULES if not (rule.units or rule.capacity or rule.items or rule.is_free)] == []
