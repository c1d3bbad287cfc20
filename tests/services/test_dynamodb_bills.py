"""What the month of an Amazon DynamoDB table is billed for, rule by rule, with figures worked out by hand.

Prices are those of us-east-1 unless a Region is named; a month has 730 hours, which is 2,628,000 seconds.
"""

import csv
from decimal import Decimal

import pytest

from calculator.core.answer import Answer
from calculator.core.units import PRICING_DATA
from calculator.presentation.answer_documents import answer_document
from tests.questions import billed, dynamodb, item, usd

FULL = {"target_utilization_percent": 100, "strong_read_percent": 100}
IA = "STANDARD_INFREQUENT_ACCESS"


def but_reads(answer: Answer) -> dict[str, Decimal]:
    """What everything but reads costs; a provisioned table, each index and each replica have one RCU at least."""
    return {name: cost for name, cost in billed(answer).items() if "reads" not in name}


@pytest.mark.parametrize(
    ("mode", "table_class", "reads", "writes", "storage"),
    [
        ("on_demand", "STANDARD", "32.85", "16.425", "25"),  # 262.8 x 0.125, 26.28 x 0.625, 100 x 0.25
        ("on_demand", IA, "40.734", "20.4984", "10"),  # 0.155, 0.78, 0.1
        ("provisioned", "STANDARD", "9.49", "4.745", "25"),  # 73,000 x 0.00013, 7,300 x 0.00065
        ("provisioned", IA, "11.68", "5.913", "10"),  # 0.00016, 0.00081
    ],
)
def test_each_mode_and_class_has_prices_of_its_own(
    mode: str, table_class: str, reads: str, writes: str, storage: str
) -> None:
    answer = dynamodb(mode, table_class=table_class, reads_per_second=100, writes_per_second=10, storage_gb=100, **FULL)
    assert billed(answer) == usd(reads=reads, writes=writes, storage=storage)


@pytest.mark.parametrize(
    ("mode", "reads", "writes"),
    [
        ("on_demand", "32.85", "164.25"),  # 100 a second on average
        ("provisioned", "28.47", "142.35"),  # 300 at the peak: 219,000 hours
    ],
)
def test_the_peak_is_billed_when_provisioned_and_the_average_on_demand(mode: str, reads: str, writes: str) -> None:
    answer = dynamodb(
        mode, reads_per_second=100, peak_reads_per_second=300, writes_per_second=100, peak_writes_per_second=300, **FULL
    )
    assert billed(answer) == usd(reads=reads, writes=writes)


@pytest.mark.parametrize(
    ("field", "name", "amount", "expected"),
    [
        ("storage_gb", "storage", "2 TB", "512"),  # 2,048 x 0.25
        ("backup_gb", "backup_storage", "50", "5"),
        ("restore_gb", "restore", "29", "4.35"),
        ("export_gb", "export", "29", "2.9"),
        ("import_gb", "import", "40", "6"),
        ("stream_reads", "stream_reads", "2592000", "0.5184"),  # 25.92 x 0.02
    ],
)
@pytest.mark.parametrize("mode", ["on_demand", "provisioned"])
def test_what_is_kept_copied_and_read_is_billed_as_it_is_stated(
    mode: str, field: str, name: str, amount: str, expected: str
) -> None:
    assert item(dynamodb(mode, **{field: amount}), name).usd == Decimal(expected)


@pytest.mark.parametrize("table_class", ["STANDARD", IA])
@pytest.mark.parametrize("is_free", [True, False])
def test_point_in_time_recovery_is_billed_on_all_that_is_stored(table_class: str, is_free: bool) -> None:
    answer = dynamodb("on_demand", storage_gb=27, pitr=True, table_class=table_class, include_free_tier=is_free)
    assert item(answer, "pitr").usd == Decimal("5.4")  # 27 x 0.2


# Replicas


def test_replicas_are_billed_at_the_prices_of_their_own_regions() -> None:
    answer = dynamodb("on_demand", writes_per_second=100, storage_gb=10, replica_regions="eu-west-1, sa-east-1")
    assert billed(answer) == usd(
        writes="164.25",  # 262.8 x 0.625
        storage="2.5",
        replicated_writes_eu_west_1="185.274",  # x 0.705
        replica_storage_eu_west_1="2.83",
        replicated_writes_sa_east_1="246.375",  # x 0.9375
        replica_storage_sa_east_1="3.75",
    )


def test_a_provisioned_replica_of_standard_ia_has_the_prices_of_both() -> None:
    answer = dynamodb("provisioned", writes_per_second=100, table_class=IA, replica_regions="eu-west-1", **FULL)
    assert item(answer, "replicated_writes_eu_west_1").usd == Decimal("67.087")  # 73,000 x 0.000919


def test_reads_are_billed_at_home_alone() -> None:
    alone, replicated = (
        dynamodb("on_demand", reads_per_second=100, replica_regions=regions) for regions in ("", "eu-west-1")
    )
    assert billed(replicated) == billed(alone)


def test_a_transactional_write_reaches_a_replica_as_an_ordinary_one() -> None:
    answer = dynamodb(
        "on_demand", writes_per_second=10, transactional_write_percent=100, replica_regions="us-west-2, us-east-2"
    )
    assert billed(answer) == usd(
        writes="32.85", replicated_writes_us_west_2="16.425", replicated_writes_us_east_2="16.425"
    )


@pytest.mark.parametrize(
    ("mode", "there"),
    [
        # 10 writes and 4 that expire, of 2 units each: 28 a second x 2.628 million x 0.625 a million.
        ("on_demand", "45.99"),
        # 28 at 100%: x 730 x 0.00065.
        ("provisioned", "13.286"),
    ],
)
def test_what_expires_is_free_at_home_and_a_replicated_write_in_a_replica(mode: str, there: str) -> None:
    fields = {"writes_per_second": 10, "item_size_kb": "1.5", "replica_regions": "us-west-2", **FULL}
    without, expiring = (dynamodb(mode, ttl_deletes_per_second=each, **fields) for each in (0, 4))
    assert billed(expiring) == {**billed(without), "replicated_writes_us_west_2": Decimal(there)}
    assert "of entries in indexes" in item(expiring, "replicated_writes_us_west_2").assumption


def test_what_expires_is_free_where_there_is_no_replica() -> None:
    assert billed(dynamodb("on_demand", ttl_deletes_per_second=50)) == billed(dynamodb("on_demand"))


@pytest.mark.parametrize(
    ("mode", "home", "there", "indexes"),
    [
        ("on_demand", "32.85", "16.425", "32.85"),  # 10 x 2, 10 x 1 and 10 x 2 indexes, x 2.628 x 0.625
        ("provisioned", "13.7605", "7.1175", "14.235"),  # 29, 15 and 2 x 15 WCU, x 730 x 0.00065
    ],
)
def test_the_indexes_of_a_replica_are_written_there_too(mode: str, home: str, there: str, indexes: str) -> None:
    answer = dynamodb(
        mode,
        writes_per_second=10,
        transactional_write_percent=100,
        global_secondary_indexes=2,
        replica_regions="us-west-2",
    )
    assert but_reads(answer) == usd(
        writes=home, index_writes=indexes, replicated_writes_us_west_2=there, index_writes_us_west_2=indexes
    )


def prices_of(dimension: str) -> dict[tuple[str, str, str], str]:
    """Prices by Region, table class and date, from the table as it is shipped."""
    with (PRICING_DATA / "services/dynamodb/prices.csv").open(encoding="utf-8", newline="") as rows:
        return {
            (row["region"], row["option"], row["effective_from"]): row["usd_per_unit"]
            for row in csv.DictReader(rows)
            if row["dimension"] == dimension
        }


@pytest.mark.parametrize(
    ("replicated", "ordinary"),
    [("replicated_write_request", "write_request"), ("replicated_wcu_hour", "wcu_hour")],
)
def test_replicated_writes_cost_as_much_as_ordinary_ones_so_index_writes_need_no_line_of_their_own(
    replicated: str, ordinary: str
) -> None:
    assert prices_of(replicated) == prices_of(ordinary) != {}


# The free tier: 18,600 RCU-hours and WCU-hours (25 units for 31 days), 25 GB and 2.5 million stream reads a month

USED = {
    "reads_per_second": 30, "writes_per_second": 30, "storage_gb": 30, "stream_reads": 2_600_000, **FULL,
}  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "fields", "expected"),
    [
        # (30 x 730 - 18,600) x 0.00013, x 0.00065, 5 x 0.25, 1 x 0.02
        ("provisioned", {}, ("0.429", "2.145", "1.25", "0.02")),
        ("provisioned", {"table_class": IA}, ("3.504", "17.739", "3", "0.02")),  # stream reads alone
        ("on_demand", {}, ("9.855", "49.275", "1.25", "0.02")),  # no requests: 78.84 x 0.125, x 0.625
        ("on_demand", {"table_class": IA}, ("12.2202", "61.4952", "3", "0.02")),
        ("provisioned", {"region": "us-gov-west-1"}, ("3.4164", "17.082", "9", "0.624")),  # nothing: 26 x 0.024
        ("provisioned", {"region": "us-gov-east-1"}, ("3.4164", "17.082", "9", "0.624")),
    ],
)
def test_what_is_free_follows_the_mode_the_class_and_the_region(
    mode: str, fields: dict[str, object], expected: tuple[str, ...]
) -> None:
    found = billed(dynamodb(mode, include_free_tier=True, **USED, **fields))
    assert found == dict(zip(("reads", "writes", "storage", "stream_reads"), map(Decimal, expected), strict=True))


def test_nothing_is_free_unless_asked_for() -> None:
    assert billed(dynamodb("provisioned", **USED)) == usd(
        reads="2.847", writes="14.235", storage="7.5", stream_reads="0.52"
    )


def test_no_more_is_free_than_is_used() -> None:
    # 25 x 730 = 18,250 RCU-hours
    fields = {"reads_per_second": 25, "writes_per_second": 9, "storage_gb": 25, "stream_reads": 7, **FULL}
    assert billed(dynamodb("provisioned", include_free_tier=True, **fields)) == {}


@pytest.mark.parametrize(
    ("indexes", "ordinary"),
    [
        (0, {}),
        # Of the 21,900 ordinary WCU-hours of the index 18,600 are free in each Region.
        (1, {"index_writes": "2.145", "index_writes_us_west_2": "2.145", "index_writes_us_east_2": "2.145"}),
    ],
)
def test_replicated_wcu_are_free_in_two_regions_and_ordinary_ones_in_each(
    indexes: int, ordinary: dict[str, str]
) -> None:
    answer = dynamodb(
        "provisioned", writes_per_second=30, global_secondary_indexes=indexes, include_free_tier=True,
        replica_regions="us-west-2, us-east-2", **FULL,
    )  # fmt: skip
    # 21,900 - 18,600 twice, and 21,900 WCU-hours x 0.00065; the few RCU are free everywhere.
    replicated = usd(writes="2.145", replicated_writes_us_west_2="2.145", replicated_writes_us_east_2="14.235")
    assert billed(answer) == replicated | usd(**ordinary)


def test_25_gb_are_free_in_the_region_of_each_replica() -> None:
    answer = dynamodb("on_demand", storage_gb=30, include_free_tier=True, replica_regions="us-west-2, eu-west-1")
    assert billed(answer) == usd(storage="1.25", replica_storage_us_west_2="1.25", replica_storage_eu_west_1="1.415")


@pytest.mark.parametrize(
    ("stated", "line", "numbers"),
    [
        # 4,000 eventually consistent reads of 1 KB take 2,000 RCU, which is 70% of 2,858.
        ({"reads_per_second": 4000, "peak_reads_per_second": 4000}, "reads", [
            "4,000 × 0.5 + 0 × 1.5", "the larger of ⌈2,000 × 100 ÷ 70⌉ and 1", "2,858 × 730",
        ]),
        ({"reads_per_second": 0}, "reads", ["0 × 0.5 + 0 × 1.5", "the larger of ⌈0 × 100 ÷ 70⌉ and 1", "1 × 730"]),
        ({"table_wcu": 40}, "writes", ["40", "40 × 730"]),
        # Two indexes of a table each carry half of what they are written.
        ({"writes_per_second": 100, "peak_writes_per_second": 100, "global_secondary_indexes": 2}, "writes", [
            "100 × 1", "100 × 2 × 1",
            "(the larger of ⌈100 × 100 ÷ 70⌉ and 1) + 2 × (the larger of ⌈200 × 100 ÷ (70 × 2)⌉ and 1)", "429 × 730",
        ]),
    ],
)  # fmt: skip
def test_a_bill_shows_how_a_load_comes_to_capacity(stated: dict[str, object], line: str, numbers: list[str]) -> None:
    answer = dynamodb("provisioned", **stated)
    shown = [step["numbers"] for step in answer_document(answer)["workings"][line]]
    assert shown[-len(numbers) :] == numbers
