"""A second, plain calculation of a DynamoDB table, in exact fractions, held against the calculator.

It is written from AWS's rules and reads its prices itself; it shares no code with the calculator. Capacity is
found by counting up until it carries the load. Where the two differ, one of them has misread a rule.
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.answer import Answer
from tests.lanes import for_some
from tests.questions import answered
from tests.services.dynamodb_table import IA, Load, Table

MODES = ("on_demand", "provisioned")
CLASSES = ("STANDARD", IA)


RATES = ("0", "0.3", "1", "25", "99.99", "1000.5")
DAYS = (
    "",
    ",".join(["100"] * 12 + ["25"] * 12),
    ",".join(str(4 * hour) for hour in range(24)),
    ",".join(["0"] * 20 + ["33.33", "66.67", "99.9", "0.1"]),
)


@st.composite
def loads(draw: st.DrawFn, mode: str, table_class: str) -> Load:
    def of(*choices: str) -> str:
        return draw(st.sampled_from(choices))

    times = of("1", "1.7", "6")
    rates = {f"{kind}_per_second": of(*RATES) for kind in ("reads", "writes", "queries", "index_reads")}
    peaks = {f"peak_{name}": str(float(Fraction(rate) * Fraction(times))) for name, rate in rates.items()}
    return {
        **rates,
        **peaks,
        "capacity_mode": mode,
        "month": of("730", "730", "28", "31"),
        "table_class": table_class,
        "purchase_option": of("on_demand", "on_demand", "database_savings_plan"),
        "region": of("us-east-1", "eu-central-1", "sa-east-1"),
        "item_size_kb": of("0.5", "1", "1.0009765625", "3.5", "4", "4.0009765625", "17.3", "400"),
        "items_per_query": of("0", "1", "10", "33.3"),
        "strong_query_percent": of("0", "25", "100"),
        "strong_read_percent": of("0", "12.5", "50"),
        "transactional_read_percent": of("0", "33.33", "50"),
        "transactional_write_percent": of("0", "7.5", "100"),
        "global_secondary_indexes": of("0", "1", "3"),
        "local_secondary_indexes": of("0", "0", "2"),
        "index_item_kb": of("0.2", "1.0009765625", "4", "17.3"),
        "items_per_index_read": of("0", "1", "7"),
        "indexed_write_percent": of("100", "40", "33.33"),
        "index_key_change_percent": of("0", "20", "33.33"),
        "index_storage_gb": of("0", "0.4", "123.4"),
        "table_rcu": of("0", "0", "5", "250"),
        "table_wcu": of("0", "0", "5", "250"),
        "index_rcu": of("0", "0", "3", "130"),
        "index_wcu": of("0", "0", "3", "130"),
        "replica_regions": of("", "", "eu-west-1", "ap-northeast-1,us-west-2"),
        "target_utilization_percent": of("20", "70", "77.7", "100"),
        "hourly_load_percent": of(*DAYS),
        "minimum_rcu": of("0", "12"),
        "maximum_rcu": of("0", "12", "700"),
        "minimum_wcu": of("0", "12"),
        "maximum_wcu": of("0", "12", "700"),
        "reserved_term": of("none", "1y", "3y"),
        "storage_gb": of("0", "10", "24.5", "1000.25"),
        "item_count": of("0", "0", "123456789"),
        "change_data_capture": of("true", "false"),
        "incremental_export_gb": of("0", "0.5", "80"),
        "incremental_exports": of("0", "1", "96", "2880"),
        "pitr": of("true", "false"),
        "include_free_tier": of("true", "false"),
    }


def planned(answer: Answer, name: str) -> Fraction:
    return Fraction(answer.capacity[name].count)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("table_class", CLASSES)
@given(data=st.data())
@for_some(90)
def test_two_calculations_agree(mode: str, table_class: str, data: st.DataObject) -> None:
    load = data.draw(loads(mode, table_class))
    answer, table = answered("dynamodb", dict(load)), Table(load)
    assert planned(answer, "partitions") == table.partitions
    usd = sum(table.bill(), Fraction(0))
    # What is paid at once for reserved capacity is no part of a month's invoice.
    assert answer.monthly_usd is not None
    # Only the mean of a day's hours is ever rounded, in the 28th digit.
    assert abs(Fraction(answer.monthly_usd) - usd) <= usd / 10**24


@given(data=st.data())
@for_some(120)
def test_two_calculations_give_the_same_capacity(data: st.DataObject) -> None:
    load = data.draw(loads("provisioned", "STANDARD"))
    answer, table = answered("dynamodb", dict(load)), Table(load)
    assert [planned(answer, unit) for unit in ("rcu", "wcu")] == [Fraction(max(table.rcu)), Fraction(max(table.wcu))]
    hours = [Fraction(sum(units) * table.month, 24) for units in (table.rcu, table.wcu)]
    found = [planned(answer, f"{unit}_hours") for unit in ("rcu", "wcu")]
    assert [abs(one - other) <= other / 10**24 for one, other in zip(found, hours, strict=True)] == [True, True]


def test_the_second_calculation_knows_the_published_example() -> None:
    """AWS's table of 114 units and 27 GB: (114 x 730 - 18,600) x (0.00013 + 0.00065) and 2 x 0.25."""
    nothing = dict.fromkeys(
        ("transactional_read_percent", "transactional_write_percent", "global_secondary_indexes", "minimum_rcu",
         "maximum_rcu", "minimum_wcu", "maximum_wcu", "strong_query_percent", "index_key_change_percent",
         "items_per_query", "items_per_index_read", "local_secondary_indexes", "item_count", "index_storage_gb",
         "incremental_exports", "incremental_export_gb", "queries_per_second", "peak_queries_per_second",
         "index_reads_per_second", "peak_index_reads_per_second", "table_rcu", "table_wcu", "index_rcu", "index_wcu"),
        "0",
    )  # fmt: skip
    rates = dict.fromkeys(
        ("reads_per_second", "writes_per_second", "peak_reads_per_second", "peak_writes_per_second"), "79.8"
    )
    load = {
        **nothing, **rates, "capacity_mode": "provisioned", "table_class": "STANDARD", "region": "us-east-1",
        "month": "730", "item_size_kb": "1", "index_item_kb": "1",
        "strong_read_percent": "100", "indexed_write_percent": "100",
        "replica_regions": "", "hourly_load_percent": "", "change_data_capture": "false",
        "target_utilization_percent": "70", "reserved_term": "none", "storage_gb": "27", "pitr": "false",
        "include_free_tier": "true", "purchase_option": "on_demand",
    }  # fmt: skip
    table = Table(load)
    assert (max(table.rcu), max(table.wcu)) == (114, 114)
    assert sum(table.bill(), Fraction(0)) == Fraction("50.9036")
