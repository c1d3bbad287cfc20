"""Shards of Amazon Kinesis Data Streams: as many as the load takes and not one more, with what binds.

A shard takes 1,000 records and 1 MiB a second, and gives shared consumers 2 MiB a second.
"""

from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.answer import CapacityPlan
from tests.lanes import for_some
from tests.questions import item, kinesis

RATES = st.sampled_from(["0.5", "1", "999", "1000", "1001", "1024", "1024.01", "4096", "33333.33", "250000"])
SIZES = st.sampled_from(["0.1", "0.5", "1", "1.01", "3", "25", "333.3", "1024"])
READERS = st.integers(0, 7)
HEADROOMS = st.sampled_from(["0", "10", "12.5", "100", "250"])


def planned(**fields: object) -> CapacityPlan:
    return kinesis("provisioned", **fields).capacity["shards"]


def utilizations(plan: CapacityPlan) -> dict[str, Decimal]:
    return {demand.name: plan.utilization(demand) for demand in plan.demands}


@pytest.mark.parametrize(
    ("rate", "size", "readers", "shards", "binds"),
    [
        ("1", "1", 1, "1", "write_records"),
        ("1000", "1", 1, "1", "write_records"),
        ("1000.01", "1", 1, "2", "write_records"),
        ("1024", "1", 1, "2", "write_records"),  # 1 MiB fits one shard, 1,024 records do not
        ("100", "10.24", 1, "1", "write_throughput"),  # 1,024 KB
        ("100", "10.25", 1, "2", "write_throughput"),
        ("500", "4", 2, "2", "write_throughput"),  # 1.95 MiB in, 3.9 MiB out
        ("500", "4", 3, "3", "read_throughput"),  # 5.86 MiB out
        ("1000", "1", 2, "1", "write_records"),  # 1.95 MiB out
        ("1024", "1", 4, "2", "read_throughput"),  # 4 MiB out
        ("1024.01", "1", 4, "3", "read_throughput"),
        ("1", "10240", 1, "10", "write_throughput"),
        ("1000000", "1", 1, "1000", "write_records"),
    ],
)
def test_the_most_demanding_limit_of_a_shard_sets_their_number(
    rate: str, size: str, readers: int, shards: str, binds: str
) -> None:
    plan = planned(records_per_second=rate, record_kb=size, shared_consumers=readers)
    assert (plan.count, plan.binding) == (Decimal(shards), binds)


def test_each_limit_is_named_with_its_utilisation_and_its_source() -> None:
    plan = planned(records_per_second=3000, record_kb="0.5", shared_consumers=1)
    # 3,000 of 3,000 records, 1.46 of 3 MiB written, 1.46 of 6 MiB read.
    assert utilizations(plan) == {
        "write_records": Decimal(1),
        "write_throughput": Decimal("0.48828125"),
        "read_throughput": Decimal("0.244140625"),
    }
    assert {demand.limit.source for demand in plan.demands} == {"botocore_kinesis_1_44_5"}


def test_who_writes_nothing_still_has_one_shard_and_nothing_binds() -> None:
    plan = planned(records_per_second=0)
    assert (plan.count, plan.binding) == (1, None)


@pytest.mark.parametrize(
    ("average", "peak", "shards"), [("10", "10", "1"), ("10", "2500", "3"), ("2500", "2500", "3"), ("0", "1001", "2")]
)
def test_the_peak_sets_the_shards(average: str, peak: str, shards: str) -> None:
    assert planned(records_per_second=average, peak_records_per_second=peak).count == Decimal(shards)


def test_the_peak_is_the_average_unless_given() -> None:
    answer = kinesis("provisioned", records_per_second=4321)
    assert answer.usage.peak_records_per_second == 4321
    assert answer.capacity["shards"].count == 5


@pytest.mark.parametrize(
    ("headroom", "shards"), [("0", "4"), ("0.01", "5"), ("25", "5"), ("25.01", "6"), ("100", "8"), ("150", "10")]
)
def test_headroom_comes_on_top_of_the_peak(headroom: str, shards: str) -> None:
    plan = planned(peak_records_per_second=4000, headroom_percent=headroom)
    assert plan.count == Decimal(shards)


@pytest.mark.parametrize("fan_out", [0, 1, 20])
def test_fan_out_takes_nothing_from_shared_reads(fan_out: int) -> None:
    plan = planned(records_per_second=1000, shared_consumers=2, fan_out_consumers=fan_out)
    assert plan.count == 1


@pytest.mark.parametrize(("readers", "shards"), [(5, "3"), (6, "3"), (10, "5")])
def test_calls_to_read_set_no_shards(readers: int, shards: str) -> None:
    # 1,000 x 1 KB x readers / 1,024 / 2: 2.44, 2.93, 4.88.
    assert planned(records_per_second=1000, shared_consumers=readers).count == Decimal(shards)


@pytest.mark.parametrize(
    ("rate", "hottest", "shards", "fewest"),
    [
        ("3000", "0", "3", "3"),
        ("3000", "10", "4", "3"),  # 0.9 x 3 / (1 - 0.3) = 3.86
        ("3000", "30", "21", "3"),  # 0.7 x 3 / (1 - 0.9)
        ("3000", "33", "201", "3"),  # 0.67 x 3 / (1 - 0.99)
        ("500", "50", "1", "1"),
        ("1001", "1", "2", "2"),  # 0.99 x 1.001 / (1 - 0.01001) = 1.001
    ],
)
def test_the_shard_of_the_hottest_key_carries_an_equal_part_of_the_others(
    rate: str, hottest: str, shards: str, fewest: str
) -> None:
    answer = kinesis("provisioned", records_per_second=rate, record_kb="0.1", hottest_key_percent=hottest)
    plan = answer.capacity["shards"]
    assert (plan.count, plan.binding) == (Decimal(shards), "write_records")
    share, alone = Fraction(hottest) / 100, 1 - Fraction(hottest) / 100
    assert Fraction(rate) * (share + alone / int(shards)) <= 1000
    assert shards == "1" or Fraction(rate) * (share + alone / (int(shards) - 1)) > 1000
    said = [warning.message for warning in answer.warnings if warning.code == "uneven_keys"]
    by_hand = f"split around the hottest key by hand, {fewest} carry it."
    assert [sentence.partition("; ")[2] for sentence in said] == ([by_hand] if shards != fewest else [])


@pytest.mark.parametrize(("hottest", "assumed"), [("0", "spread evenly"), ("1", "equal ranges")])
def test_how_the_records_spread_is_said_with_the_shards(hottest: str, assumed: str) -> None:
    assert assumed in item(kinesis("provisioned", hottest_key_percent=hottest), "shard_hour").assumption


@pytest.mark.parametrize(
    ("stated", "load", "short"),
    [("4", {}, None), ("4", {"records_per_second": 4000}, None), ("4", {"records_per_second": 4001}, "5")],
)
def test_a_stream_that_is_stated_has_its_shards_and_says_when_they_are_too_few(
    stated: str, load: dict[str, object], short: str | None
) -> None:
    answer = kinesis("provisioned", shards=stated, **load)
    assert (answer.capacity["shards"].count, answer.capacity["shards"].binding) == (Decimal(stated), None)
    said = [warning.message for warning in answer.warnings if warning.code == "throttled"]
    takes = f"The stream would be throttled at the peak: the load takes {short} shards, and it has {stated}."
    assert said == ([] if short is None else [takes])


@given(rate=RATES, size=SIZES, readers=READERS, headroom=HEADROOMS)
@for_some(200)
def test_the_shards_carry_the_load_and_one_fewer_would_not(rate: str, size: str, readers: int, headroom: str) -> None:
    plan = planned(
        peak_records_per_second=rate,
        records_per_second=0,
        record_kb=size,
        shared_consumers=readers,
        headroom_percent=headroom,
    )
    records = Fraction(rate) * (100 + Fraction(headroom)) / 100
    mib = records * Fraction(size) / 1024
    needed = max(records / 1000, mib, mib * readers / 2)
    assert int(plan.count) == max(ceil(needed), 1)
    assert plan.count >= needed
    assert plan.count == 1 or plan.count - 1 < needed


@given(rate=RATES, size=SIZES, readers=READERS, more=st.sampled_from(["rate", "size", "readers", "headroom"]))
@for_some(150)
def test_more_load_never_needs_fewer_shards(rate: str, size: str, readers: int, more: str) -> None:
    load: dict[str, object] = {"records_per_second": rate, "record_kb": size, "shared_consumers": readers}
    increase: dict[str, dict[str, object]] = {
        "rate": {"records_per_second": Decimal(rate) * 3 / 2},
        "size": {"record_kb": Decimal(size) * 5 / 4},
        "readers": {"shared_consumers": readers + 1},
        "headroom": {"headroom_percent": 20},
    }
    assert planned(**{**load, **increase[more]}).count >= planned(**load).count


@pytest.mark.parametrize("mode", ["on_demand_standard", "on_demand_advantage"])
def test_an_on_demand_stream_has_no_shards_to_buy_but_a_peak_to_carry(mode: str) -> None:
    answer = kinesis(mode, records_per_second=512, peak_records_per_second=2048, shared_consumers=3)
    assert {name: plan.count for name, plan in answer.capacity.items()} == {
        "write_throughput": 2,
        "read_throughput": 6,
    }
