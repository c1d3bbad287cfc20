"""Laws of DynamoDB's capacity: it carries the load, one unit less would not, and more load never needs fewer."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.analysis.curves import Costs, PricedQuestion
from calculator.core.answer import Answer
from calculator.estimator import book_for
from tests.lanes import for_some
from tests.questions import CATALOGUE, answered, asked, dynamodb

RATES = st.sampled_from(["0.01", "0.5", "1", "99.99", "700", "700.01", "3000", "12345.67"])
SIZES = st.sampled_from(["0.5", "1", "1.0009765625", "4", "4.0009765625", "17.3", "400"])
SHARES = st.sampled_from(["0", "12.5", "50", "33.33"])
TARGETS = st.sampled_from(["20", "69.9", "70", "90", "100"])
INDEXES = st.integers(1, 4)
CHUNKS = {
    "0.5": (1, 1), "1": (1, 1), "1.0009765625": (1, 2), "4": (1, 4), "4.0009765625": (2, 5), "17.3": (5, 18),
    "400": (100, 400),
}  # fmt: skip
BUSY_DAY = ", ".join(["100"] * 10 + ["35"] * 14)


def count(answer: Answer, name: str) -> int:
    """A capacity, which is whole."""
    units = answer.capacity[name].count
    assert units == int(units)
    return int(units)


@given(rate=RATES, size=SIZES, strong=SHARES, double=SHARES, target=TARGETS)
@for_some(100)
def test_read_capacity_carries_the_load_and_one_unit_less_would_not(
    rate: str, size: str, strong: str, double: str, target: str
) -> None:
    answer = dynamodb(
        "provisioned", peak_reads_per_second=rate, item_size_kb=size, strong_read_percent=strong,
        transactional_read_percent=double, target_utilization_percent=target,
    )  # fmt: skip
    each = (Fraction(100) + Fraction(strong) + 3 * Fraction(double)) / 200  # halves, wholes and doubles
    load, share = Fraction(rate) * CHUNKS[size][0] * each, Fraction(target) / 100
    rcu = count(answer, "rcu")
    assert rcu * share >= load
    assert rcu == 1 or (rcu - 1) * share < load


@given(rate=RATES, size=SIZES, double=SHARES, target=TARGETS, indexes=INDEXES)
@for_some(100)
def test_write_capacity_carries_the_load_and_one_unit_less_would_not(
    rate: str, size: str, double: str, target: str, indexes: int
) -> None:
    load = {
        "peak_writes_per_second": rate, "item_size_kb": size, "transactional_write_percent": double,
        "target_utilization_percent": target,
    }  # fmt: skip
    alone = count(dynamodb("provisioned", **load), "wcu")
    together = count(dynamodb("provisioned", global_secondary_indexes=indexes, **load), "wcu")
    written, share = Fraction(rate) * CHUNKS[size][1], Fraction(target) / 100
    of_table = written * (1 + Fraction(double) / 100)
    of_each_index = Fraction(together - alone, indexes)
    assert alone * share >= of_table
    assert alone == 1 or (alone - 1) * share < of_table
    assert of_each_index * share >= written
    assert of_each_index == 1 or (of_each_index - 1) * share < written


@given(rate=RATES, size=SIZES, strong=SHARES, storage=st.sampled_from(["0", "9.99", "10", "10.01", "12345"]))
@for_some(100)
def test_partitions_carry_the_table_and_one_fewer_would_not(rate: str, size: str, strong: str, storage: str) -> None:
    answer = dynamodb(
        "on_demand", reads_per_second=rate, writes_per_second=rate, item_size_kb=size, strong_read_percent=strong,
        storage_gb=storage,
    )  # fmt: skip
    read, written = (Fraction(rate) * chunks for chunks in CHUNKS[size])
    needed = max(read * (100 + Fraction(strong)) / 200 / 3000, written / 1000, Fraction(storage) / 10)
    partitions = count(answer, "partitions")
    assert partitions >= needed
    assert partitions == 1 or partitions - 1 < needed


MORE: dict[str, dict[str, object]] = {
    "reads": {"reads_per_second": 150, "peak_reads_per_second": 900},
    "writes": {"writes_per_second": 40, "peak_writes_per_second": 500},
    "size": {"item_size_kb": "7.1"},
    "strong reads": {"strong_read_percent": 40},
    "transactional reads": {"transactional_read_percent": 30},
    "transactional writes": {"transactional_write_percent": 60},
    "indexes": {"global_secondary_indexes": 3},
    "local indexes": {"local_secondary_indexes": 2},
    "changed index keys": {"index_key_change_percent": 50},
    "queries": {"queries_per_second": 30},
    "index reads": {"index_reads_per_second": 30},
    "storage of indexes": {"index_storage_gb": 30},
    "changes captured": {"change_data_capture": True},
    "storage": {"storage_gb": 500},
    "a lower target": {"target_utilization_percent": 40},
    "replicas": {"replica_regions": "eu-west-1, ap-northeast-1"},
    "recovery": {"pitr": True},
}
LESS: dict[str, object] = {
    "reads_per_second": 100, "peak_reads_per_second": 400, "writes_per_second": 25, "peak_writes_per_second": 100,
    "item_size_kb": 3, "strong_read_percent": 20, "transactional_read_percent": 10, "transactional_write_percent": 5,
    "global_secondary_indexes": 1, "storage_gb": 100, "replica_regions": "eu-west-1",
}  # fmt: skip


@pytest.mark.parametrize("more", MORE)
@pytest.mark.parametrize("mode", ["on_demand", "provisioned"])
@pytest.mark.parametrize("hours", ["", BUSY_DAY])
def test_more_load_never_needs_fewer_units_nor_costs_less(mode: str, hours: str, more: str) -> None:
    small, large = (
        answered("dynamodb", {**LESS, **added, "capacity_mode": mode, "hourly_load_percent": hours})
        for added in ({}, MORE[more])
    )
    needs = [(small.capacity[name].count, large.capacity[name].count) for name in small.capacity]
    assert [pair for pair in needs if pair[0] > pair[1]] == []
    assert large.effective_monthly_usd >= small.effective_monthly_usd


@pytest.mark.parametrize("more", [name for name in MORE if name != "a lower target"])
def test_more_load_costs_more_on_demand(more: str) -> None:
    small, large = (answered("dynamodb", {**LESS, **added}) for added in ({}, MORE[more]))
    assert large.effective_monthly_usd > small.effective_monthly_usd


SWEPT = {
    "reads_per_second": ["0", "0.01", "100", "399.5"],
    "writes_per_second": ["0", "3", "99.99", "100"],
    "peak_reads_per_second": ["100", "700", "12345.67"],
    "peak_writes_per_second": ["25", "70", "12345.67"],
    "item_size_kb": ["0.0009765625", "1", "1.0009765625", "4.0009765625", "400"],
    "strong_read_percent": ["0", "12.5", "90"],
    "transactional_read_percent": ["0", "33.33", "80"],
    "transactional_write_percent": ["0", "33.33", "100"],
    "target_utilization_percent": ["1", "33.3", "70", "100"],
    "global_secondary_indexes": ["0", "1", "20"],
    "storage_gb": ["0", "24.99", "25", "1000.5"],
    "minimum_wcu": ["0", "7", "1000"],
    "maximum_wcu": ["0", "7", "101", "100000"],
    "stream_reads": ["0", "2500000", "2500001", "9999999"],
    "queries_per_second": ["0", "0.3", "99.99", "1234"],
    "items_per_query": ["0", "1", "10", "33.3"],
    "strong_query_percent": ["0", "12.5", "100"],
    "local_secondary_indexes": ["0", "1", "5"],
    "index_item_kb": ["0.0009765625", "1", "1.0009765625", "400"],
    "index_storage_gb": ["0", "0.01", "24.99", "1000.5"],
    "index_reads_per_second": ["0", "0.3", "99.99", "1234"],
    "items_per_index_read": ["0", "1", "33.3"],
    "indexed_write_percent": ["30", "99.9", "100"],
    "index_key_change_percent": ["0", "0.1", "99.9", "100"],
    "item_count": ["0", "1", "99999999"],
    "table_rcu": ["0", "1", "450"],
    "table_wcu": ["0", "1", "450"],
    "index_rcu": ["0", "1", "450"],
    "index_wcu": ["0", "1", "450"],
    "incremental_export_gb": ["0", "0.9", "1", "33"],
    "incremental_exports": ["0", "1", "2880"],
}


@pytest.mark.parametrize("field", SWEPT)
@pytest.mark.parametrize("hours", ["", BUSY_DAY])
@pytest.mark.parametrize("term", ["none", "3y"])
def test_a_sweep_computes_the_same_as_single_estimates(field: str, hours: str, term: str) -> None:
    raw = {
        **LESS, "capacity_mode": "provisioned", "hourly_load_percent": hours, "reserved_term": term,
        "include_free_tier": True, "pitr": True, "change_data_capture": True, "queries_per_second": 7,
        "index_reads_per_second": 9, "index_key_change_percent": 20, "incremental_exports": 96,
    }  # fmt: skip
    question = asked("dynamodb", raw)
    values = np.array([float(text) for text in SWEPT[field]])
    curve = Costs(PricedQuestion.of(question, book_for(question, CATALOGUE)), field).at(values)
    exact = [answered("dynamodb", {**raw, field: text}).effective_monthly_usd for text in SWEPT[field]]
    assert list(curve) == pytest.approx([float(usd) for usd in exact], rel=1e-9)


def test_items_above_the_largest_are_left_out_of_a_sweep() -> None:
    question = asked("dynamodb", {})
    curve = Costs(PricedQuestion.of(question, book_for(question, CATALOGUE)), "item_size_kb").at(
        np.array([399.0, 400.0, 400.5])
    )
    assert list(np.isnan(curve)) == [False, False, True]


@pytest.mark.parametrize(
    ("peak", "target", "rcu"),
    [
        ("0.07", "1", "7"),
        ("1.11", "1", "111"),
        ("0.56", "2", "28"),
        ("2.1", "70", "3"),
        ("4.9", "70", "7"),
        ("6901.1", "70", "9859"),  # 9,858.7
    ],
)
def test_no_unit_is_bought_for_the_noise_of_binary_numbers(peak: str, target: str, rcu: str) -> None:
    answer = dynamodb(
        "provisioned", peak_reads_per_second=peak, strong_read_percent=100, target_utilization_percent=target
    )
    assert answer.capacity["rcu"].count == Decimal(rcu)
