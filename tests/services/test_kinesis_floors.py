"""The floors, minimums, increments and allowances that AWS's guides state for Amazon Kinesis Data Streams, a row each.

Each row: what AWS says, where, a workload, and what it comes to. Prices are those of us-east-1 and a month has 730
hours, which is 2,628,000 seconds; a GB has 1,048,576 KB.
"""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from tests.questions import beside, billed, item, kinesis

PROVISIONED, STANDARD, ADVANTAGE = "provisioned", "on_demand_standard", "on_demand_advantage"
# Guides of AWS, by page.
PRICING = "Amazon Kinesis Data Streams pricing page"
PRICING_2015 = "Amazon Kinesis pricing page, 2015"
QUOTAS = "Developer Guide, service-sizes-and-limits"
MODES = "Developer Guide, how-do-i-size-a-stream"
RETENTION = "Developer Guide, kinesis-extended-retention"
FAN_OUT = "Developer Guide, enhanced-consumers"
LATENCY = "Developer Guide, kinesis-low-latency"
FAQ = "Amazon Kinesis Data Streams FAQs"


@dataclass(frozen=True)
class Rule:
    """`capacity` is what the plan says, `quantities` what is billed of each line item, `items` what it costs."""

    says: str
    source: str
    mode: str
    load: dict[str, object]
    capacity: dict[str, str] = field(default_factory=dict)
    quantities: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.mode}: {self.says}".replace(" ", "-")


# One hour of 1,000 records a second is 3.6 million records.
HOUR: dict[str, object] = {"records_per_second": 1000, "hours_per_month": 1}
# One hour of 16 records a second is 57,600; of 1 MiB a second 3.515625 GB.
FEW: dict[str, object] = {"records_per_second": 16, "hours_per_month": 1}
MIB: dict[str, object] = {"records_per_second": 1024, "hours_per_month": 1}
IDLE: dict[str, object] = {"records_per_second": 0}

RULES = [
    Rule("a record of 5 KB is one payload unit", PRICING_2015, PROVISIONED, {**HOUR, "record_kb": 5},
         quantities={"put_payload_units": "3600000"}),
    Rule("a record of 25 KB is one payload unit", PRICING, PROVISIONED, {**HOUR, "record_kb": 25},
         quantities={"put_payload_units": "3600000"}),
    Rule("a record of 45 KB is two payload units", PRICING_2015, PROVISIONED, {**HOUR, "record_kb": 45},
         quantities={"put_payload_units": "7200000"}),
    # The page counts a MB of 1,000 KB, 40 units.
    Rule("a record of 1 MB is 41 payload units", PRICING_2015, PROVISIONED, {**HOUR, "record_kb": "1 MB"},
         quantities={"put_payload_units": "147600000"}),
    Rule("payload units that are stated are billed as they are", PRICING, PROVISIONED,
         {"shards": 2, "put_payload_units": 800_000_000}, items={"shard_hour": "21.9", "put_payload_units": "11.2"}),
    Rule("a record of 4.5 KB is 5 KB of data in", PRICING, STANDARD, {**FEW, "record_kb": "4.5"},
         quantities={"data_in": "0.274658203125", "data_out": "0.2471923828125"}),
    Rule("a record of 1 byte is 1 KB of data in", PRICING, ADVANTAGE, {**FEW, "record_kb": "1 B"},
         quantities={"data_in": "0.054931640625"}),
    Rule("a provisioned stream has one shard at least", MODES, PROVISIONED, IDLE,
         capacity={"shards": "1"}, items={"shard_hour": "10.95"}),
    Rule("a stream on demand is billed by the hour", PRICING, STANDARD, IDLE, items={"stream_hours": "29.2"}),
    # 25 x 2,628,000 / 1,024 = 64,160.15625 GB, x 0.032 and x 0.016
    Rule("an account with Advantage has 25 MiB/s at least", MODES, ADVANTAGE, IDLE,
         items={"data_in_shortfall": "2053.125", "data_out_shortfall": "1026.5625"}),
    Rule("the minimum is that of the hours of a stream", MODES, ADVANTAGE, {**IDLE, "hours_per_month": 73},
         items={"data_in_shortfall": "205.3125", "data_out_shortfall": "102.65625"}),
    Rule("a shard takes 1,000 records a second", QUOTAS, PROVISIONED,
         {"records_per_second": 1000, "record_kb": "0.1"}, capacity={"shards": "1"}),
    Rule("and not one more", QUOTAS, PROVISIONED, {"records_per_second": 1001, "record_kb": "0.1"},
         capacity={"shards": "2"}),
    Rule("a shard takes 1 MiB a second", QUOTAS, PROVISIONED, {"records_per_second": 512, "record_kb": 2},
         capacity={"shards": "1"}),
    Rule("and not a byte more", QUOTAS, PROVISIONED, {"records_per_second": 512, "record_kb": "2049 B"},
         capacity={"shards": "2"}),
    Rule("a shard gives shared consumers 2 MiB a second", QUOTAS, PROVISIONED,
         {"records_per_second": 512, "record_kb": 2, "shared_consumers": 2}, capacity={"shards": "1"}),
    Rule("a third consumer takes more", QUOTAS, PROVISIONED,
         {"records_per_second": 512, "record_kb": 2, "shared_consumers": 3}, capacity={"shards": "2"}),
    Rule("fan-out has 2 MiB a second of its own", FAN_OUT, PROVISIONED,
         {"records_per_second": 512, "record_kb": 2, "shared_consumers": 2, "fan_out_consumers": 5},
         capacity={"shards": "1"}),
    Rule("a shard answers five calls a second", QUOTAS, PROVISIONED, {"shared_consumers": 5},
         beside={"read_calls_utilisation_percent": "100"}),
    Rule("a consumer that polls four times leaves one", LATENCY, PROVISIONED, {"polls_per_second": 4},
         beside={"read_calls_utilisation_percent": "80"}),
    Rule("the first 24 hours are in the price of writing", RETENTION, PROVISIONED, {**MIB, "retention_hours": 24},
         quantities={"extended_retention": "0"}),
    Rule("one hour more is billed by the shard", RETENTION, PROVISIONED, {"shards": 3, "retention_hours": 25},
         items={"extended_retention": "43.8"}),
    Rule("seven days cost the same", RETENTION, PROVISIONED, {"shards": 3, "retention_hours": 168},
         items={"extended_retention": "43.8"}),
    Rule("the first 24 hours are in the price of data in", PRICING, STANDARD, {**MIB, "retention_hours": 24},
         quantities={"extended_retention": "0"}),
    # 3.515625 GB x 144 / 730, and x 2 / 730
    Rule("on demand the GB of the next six days are billed", PRICING, STANDARD, {**MIB, "retention_hours": 170},
         quantities={"extended_retention": "0.6934931506849315068493150685",
                     "long_term_retention": "0.009631849315068493150684931507"}),
    Rule("beyond seven days shards are billed by the GB too", PRICING, PROVISIONED, {**MIB, "retention_hours": 170},
         quantities={"long_term_retention": "0.009631849315068493150684931507"}),
    Rule("what is read within seven days is no late read", PRICING, PROVISIONED,
         {"retention_hours": 168, "long_term_retrieval_gb": 5}, quantities={"long_term_retrieval": "0"}),
    # 2 consumers x 2 shards x 1 hour, 2 x 3.515625 GB
    Rule("fan-out is billed by consumer, shard and hour, and by the GB", FAN_OUT, PROVISIONED,
         {**MIB, "fan_out_consumers": 2}, quantities={"fan_out_hours": "4", "fan_out_data": "7.03125"}),
    Rule("on demand fan-out is billed by the GB alone", PRICING, STANDARD, {**MIB, "fan_out_consumers": 2},
         quantities={"fan_out_data": "7.03125"}),
    Rule("shared reads of shards are free", FAQ, PROVISIONED, {"shards": 1, "shared_consumers": 5},
         items={"shard_hour": "10.95"}),
    # 2 x 3.515625 GB
    Rule("on demand each shared consumer is billed", PRICING, STANDARD, {**MIB, "shared_consumers": 2},
         quantities={"data_out": "7.03125"}),
    Rule("what the stream delivers to S3 is billed by the GB", PRICING, STANDARD, {**IDLE, "s3_delivery_gb": 100},
         items={"s3_delivery": "2.75"}),
]  # fmt: skip


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.capacity], ids=str)
def test_capacity_has_the_floors_that_the_guides_say(rule: Rule) -> None:
    answer = kinesis(rule.mode, **rule.load)
    assert {name: answer.capacity[name].count for name in rule.capacity} == {
        name: Decimal(count) for name, count in rule.capacity.items()
    }


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.quantities], ids=str)
def test_as_much_is_billed_as_the_guides_say(rule: Rule) -> None:
    answer = kinesis(rule.mode, **rule.load)
    found = {name: Decimal(item(answer, name).quantity) * BATCHES.get(name, 1) for name in rule.quantities}
    assert found == {name: Decimal(quantity) for name, quantity in rule.quantities.items()}


# Line items that are counted in batches.
BATCHES = {"put_payload_units": 10**6}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.items], ids=str)
def test_what_the_guides_say_is_billed(rule: Rule) -> None:
    costs = billed(kinesis(rule.mode, **rule.load))
    assert {name: costs.get(name, 0) for name in rule.items} == {name: Decimal(usd) for name, usd in rule.items.items()}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.beside], ids=str)
def test_calls_are_used_as_the_guides_say(rule: Rule) -> None:
    known = beside(kinesis(rule.mode, **rule.load))
    assert {name: known[name] for name in rule.beside} == {name: Decimal(text) for name, text in rule.beside.items()}


def test_every_rule_is_tested() -> None:
    assert [rule for rule in RULES if not (rule.capacity or rule.quantities or rule.items or rule.beside)] == []
