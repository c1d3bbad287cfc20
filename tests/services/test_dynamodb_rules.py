"""Units, capacity and partitions of Amazon DynamoDB, rule by rule, with figures worked out by hand.

On demand, the units of a month are those of one request a second times 2,628,000 seconds.
"""

from decimal import Decimal

import pytest

from calculator.core.answer import CapacityPlan
from tests.questions import dynamodb, numbers, provisioned

SECONDS = 730 * 3600
# All capacity in use and strongly consistent reads: capacity is what the rates take, rounded up.
FULL = {"target_utilization_percent": 100, "strong_read_percent": 100}


def units_of_one(**fields: object) -> tuple[Decimal, Decimal]:
    """Request units of one read and of one write."""
    rru, wru = provisioned(dynamodb("on_demand", reads_per_second=1, writes_per_second=1, **fields), "rru", "wru")
    return rru / SECONDS, wru / SECONDS


@pytest.mark.parametrize(
    ("size", "read", "write"),
    [
        ("0.0009765625", "1", "1"),  # 1 byte
        ("0.9990234375", "1", "1"),  # 1,023 bytes
        ("1", "1", "1"),  # 1,024
        ("1.0009765625", "1", "2"),  # 1,025
        ("3.9990234375", "1", "4"),  # 4,095
        ("4", "1", "4"),  # 4,096
        ("4.0009765625", "2", "5"),  # 4,097
        ("4097 B", "2", "5"),
        ("8", "2", "8"),
        ("399.0009765625", "100", "400"),
        ("400", "100", "400"),
    ],
)
def test_an_item_is_read_in_units_of_4_kb_and_written_in_units_of_1_kb(size: str, read: str, write: str) -> None:
    assert units_of_one(item_size_kb=size, strong_read_percent=100) == numbers(read, write)


@pytest.mark.parametrize(
    ("strong", "transactional", "units"),
    [
        ("0", "0", "0.5"),
        ("100", "0", "1"),
        ("0", "100", "2"),
        ("50", "0", "0.75"),
        ("50", "25", "1.125"),  # 0.25 x 0.5 + 0.5 + 0.25 x 2
        ("12.5", "0", "0.5625"),  # 0.875 x 0.5 + 0.125
    ],
)
@pytest.mark.parametrize(("size", "chunks"), [("4", 1), ("4.0009765625", 2), ("100", 25)])
def test_eventual_reads_take_half_and_transactional_ones_double(
    strong: str, transactional: str, units: str, size: str, chunks: int
) -> None:
    read, _ = units_of_one(item_size_kb=size, strong_read_percent=strong, transactional_read_percent=transactional)
    assert read == Decimal(units) * chunks


@pytest.mark.parametrize(("transactional", "units"), [("0", "1"), ("50", "1.5"), ("100", "2")])
@pytest.mark.parametrize(("size", "chunks"), [("1", 1), ("1.0009765625", 2), ("10", 10)])
def test_transactional_writes_take_double(transactional: str, units: str, size: str, chunks: int) -> None:
    _, write = units_of_one(item_size_kb=size, transactional_write_percent=transactional)
    assert write == Decimal(units) * chunks


@pytest.mark.parametrize(
    ("indexes", "transactional", "units"),
    [
        (0, "0", "3"),
        (1, "0", "6"),
        (20, "0", "63"),
        (0, "100", "6"),
        (1, "100", "9"),  # 3 x 2 of the table, 3 of the index
        (2, "50", "10.5"),  # 3 x 1.5 and 2 x 3
    ],
)
def test_the_write_of_an_index_is_an_ordinary_one(indexes: int, transactional: str, units: str) -> None:
    _, write = units_of_one(item_size_kb=3, global_secondary_indexes=indexes, transactional_write_percent=transactional)
    assert write == Decimal(units)


def test_an_index_takes_nothing_of_reads() -> None:
    assert units_of_one(global_secondary_indexes=5)[0] == units_of_one()[0]


@pytest.mark.parametrize(
    ("rate", "target", "units"),
    [
        ("100", "100", "100"),
        ("100.01", "100", "101"),
        ("70", "70", "100"),
        ("71", "70", "102"),  # 101.4
        ("80", "70", "115"),  # 114.3
        ("18", "90", "20"),
        ("1", "1", "100"),
        ("33.3", "33.3", "100"),
    ],
)
def test_capacity_is_the_load_over_the_target_in_whole_units(rate: str, target: str, units: str) -> None:
    answer = dynamodb(
        "provisioned",
        reads_per_second=rate,
        writes_per_second=rate,
        strong_read_percent=100,
        target_utilization_percent=target,
    )
    assert provisioned(answer, "rcu", "wcu") == numbers(units, units)


@pytest.mark.parametrize(("rate", "rcu"), [("1", "1"), ("2", "1"), ("3", "2"), ("4", "2"), ("5", "3")])
def test_halves_are_rounded_up_for_the_table_and_not_for_each_read(rate: str, rcu: str) -> None:
    assert provisioned(dynamodb("provisioned", reads_per_second=rate, target_utilization_percent=100), "rcu") == (
        Decimal(rcu),
    )


@pytest.mark.parametrize(
    ("rate", "indexes", "transactional", "wcu"),
    [
        ("10", 0, "0", "15"),  # 14.29
        ("10", 1, "0", "30"),  # 15 each, where 29 together would have done
        ("10", 2, "0", "45"),
        ("7", 2, "0", "30"),
        ("7.01", 2, "0", "33"),
        ("10", 1, "100", "44"),  # 28.57 and 14.29
        ("0", 3, "0", "4"),  # one each
    ],
)
def test_each_index_is_provisioned_apart_and_rounded_apart(
    rate: str, indexes: int, transactional: str, wcu: str
) -> None:
    answer = dynamodb(
        "provisioned",
        writes_per_second=rate,
        global_secondary_indexes=indexes,
        transactional_write_percent=transactional,
    )
    assert provisioned(answer, "wcu") == numbers(wcu)


def test_a_table_has_one_unit_of_each_at_least() -> None:
    answer = dynamodb("provisioned")
    assert provisioned(answer, "rcu", "wcu", "rcu_hours", "wcu_hours") == numbers("1", "1", "730", "730")
    assert answer.monthly_usd == Decimal("0.5694")  # 730 x (0.00013 + 0.00065)


def test_a_table_on_demand_that_nobody_uses_costs_nothing() -> None:
    assert dynamodb("on_demand").monthly_usd == 0


@pytest.mark.parametrize(
    ("average", "peak", "units"), [("10", "10", "10"), ("10", "250", "250"), ("0", "7", "7"), ("9", None, "9")]
)
def test_the_peak_sizes_capacity(average: str, peak: str | None, units: str) -> None:
    peaks = {} if peak is None else {"peak_reads_per_second": peak, "peak_writes_per_second": peak}
    answer = dynamodb("provisioned", reads_per_second=average, writes_per_second=average, **peaks, **FULL)
    assert provisioned(answer, "rcu", "wcu") == numbers(units, units)


def partitions(**fields: object) -> CapacityPlan:
    return dynamodb("on_demand", strong_read_percent=100, **fields).capacity["partitions"]


@pytest.mark.parametrize(
    ("reads", "writes", "storage", "count", "binds"),
    [
        ("0", "0", "0", "1", None),
        ("3000", "0", "0", "1", "read_units"),
        ("3000.01", "0", "0", "2", "read_units"),
        ("0", "1000", "0", "1", "write_units"),
        ("0", "1001", "0", "2", "write_units"),
        ("0", "0", "10", "1", "size"),
        ("0", "0", "10.01", "2", "size"),
        ("9001", "2500", "35", "4", "size"),  # 3.0003, 2.5 and 3.5
        ("9001", "2500", "15", "4", "read_units"),
        ("6000", "2500", "15", "3", "write_units"),
    ],
)
def test_a_partition_carries_3000_rcu_1000_wcu_and_10_gb(
    reads: str, writes: str, storage: str, count: str, binds: str | None
) -> None:
    plan = partitions(reads_per_second=reads, writes_per_second=writes, storage_gb=storage)
    assert (plan.count, plan.binding) == (Decimal(count), binds)


def test_partitions_carry_the_peak_of_the_table_and_not_of_its_indexes() -> None:
    plan = partitions(writes_per_second=500, peak_writes_per_second=2100, global_secondary_indexes=5)
    assert (plan.count, plan.binding) == (3, "write_units")


def test_partitions_are_the_same_in_both_modes() -> None:
    load = {"reads_per_second": 9001, "writes_per_second": 2500, "storage_gb": 15, "strong_read_percent": 100}
    of_mode = [dynamodb(mode, **load).capacity["partitions"] for mode in ("on_demand", "provisioned")]
    assert of_mode[0] == of_mode[1]


def test_each_limit_of_a_partition_is_named_with_its_source() -> None:
    assert {demand.name: (demand.limit.value, demand.limit.source) for demand in partitions().demands} == {
        "read_units": (Decimal(3000), "dynamodb_warm_throughput_guide"),
        "write_units": (Decimal(1000), "dynamodb_warm_throughput_guide"),
        "size": (Decimal(10), "awsdocs_dynamodb_2023"),
    }


@pytest.mark.parametrize(
    ("fields", "share"),
    # The target leaves room for peaks; of units that are stated all may be taken.
    [({}, "0.7"), ({"target_utilization_percent": 50}, "0.5"), ({"table_wcu": 20}, "1")],
)
def test_the_load_is_held_against_what_may_be_taken_of_each_unit(fields: dict[str, object], share: str) -> None:
    (demand,) = dynamodb("provisioned", writes_per_second=10, **fields).capacity["wcu"].demands
    assert demand.limit.value == Decimal(share)


def test_what_binds_provisioned_capacity_is_the_load() -> None:
    answer = dynamodb("provisioned", writes_per_second=10, global_secondary_indexes=1)
    assert (answer.capacity["rcu"].binding, answer.capacity["wcu"].binding) == (None, "write_units")
