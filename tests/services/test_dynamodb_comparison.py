"""DynamoDB's modes and table classes side by side: where one overtakes the other, held against exact estimates.

In us-east-1 one strongly consistent read a second costs 0.3285 a month on demand, one RCU 0.0949, one WCU 0.4745.
"""

from decimal import Decimal

import pytest

from calculator.analysis.compare import Comparison, compare
from calculator.analysis.curves import BreakEvenPoint
from tests.questions import CATALOGUE, answered, asked

IA = "STANDARD_INFREQUENT_ACCESS"
FULL = {"target_utilization_percent": 100, "strong_read_percent": 100, "writes_per_second": 0, "storage_gb": 0}
BESIDE = Decimal("0.000001")
DAY = ", ".join(["100"] * 8 + ["30"] * 16)


def compared(by: str, **fields: object) -> Comparison:
    return compare(asked("dynamodb", dict(fields)), by, CATALOGUE)


@pytest.mark.parametrize(
    ("by", "fields", "expected"),
    [
        # 900 RCU and a WCU: 85.8845 / 0.3285. Of the 46 writes 21.827 provisioned: (107.237 - 32.85) / 1.6425.
        # Along the target nothing: 100 reads cost less on demand at any.
        (
            "capacity_mode",
            {"reads_per_second": 100, "peak_reads_per_second": 900, **FULL},
            [
                ("reads_per_second", "261.4444", "on_demand", "provisioned"),
                ("writes_per_second", "45.2889", "on_demand", "provisioned"),
            ],
        ),
        # 131.4 buys 1,379 RCU and a WCU, which 900 reads are 65.2647% of.
        (
            "capacity_mode",
            {"reads_per_second": 400, "peak_reads_per_second": 900, **FULL},
            [
                ("target_utilization_percent", "65.2647", "on_demand", "provisioned"),
                ("reads_per_second", "261.4444", "on_demand", "provisioned"),
            ],
        ),
        # 100 reads and 10 writes: a GB saves 0.15, a read adds 0.07884, a write 0.40734.
        (
            "table_class",
            {"reads_per_second": 100, **FULL, "writes_per_second": 10, "storage_gb": 100},
            [
                ("reads_per_second", "138.5921", IA, "STANDARD"),  # (15 - 4.0734) / 0.07884
                ("writes_per_second", "17.4694", IA, "STANDARD"),  # (15 - 7.884) / 0.40734
                ("storage_gb", "79.7160", "STANDARD", IA),  # 11.9574 / 0.15
            ],
        ),
    ],
)
def test_one_choice_overtakes_another_where_the_algebra_says(
    by: str, fields: dict[str, object], expected: list[tuple[str, str, str, str]]
) -> None:
    found = [
        (each.over, f"{each.at:.4f}", each.cheaper_below, each.cheaper_above)
        for each in compared(by, **fields).crossovers
    ]
    assert found == expected


def along_reads(comparison: Comparison) -> list[str]:
    """The reads a second at which choices overtake one another."""
    return [f"{each.at:.4f}" for each in comparison.crossovers if each.over == "reads_per_second"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("30", ["194.1333"]),  # 667 RCU and a WCU
        ("28", []),  # 715 and a WCU cost as much as 208 reads on demand, where the peak is 200
    ],
)
def test_a_mode_overtakes_below_the_stated_peak_or_not_at_all(target: str, expected: list[str]) -> None:
    fields = {"reads_per_second": 50, "peak_reads_per_second": 200, **FULL, "target_utilization_percent": target}
    assert along_reads(compared("capacity_mode", **fields)) == expected


@pytest.mark.parametrize(
    ("peak", "expected"),
    [
        ({}, ["138.5921"]),
        ({"peak_reads_per_second": 139}, ["138.5921"]),
        ({"peak_reads_per_second": 138}, []),
    ],
)
def test_a_class_overtakes_below_the_stated_peak_or_not_at_all(peak: dict[str, object], expected: list[str]) -> None:
    fields = {"reads_per_second": 100, **FULL, "writes_per_second": 10, "storage_gb": 100, **peak}
    assert along_reads(compared("table_class", **fields)) == expected


WORKLOADS: dict[str, dict[str, object]] = {
    "peaks": {"peak_reads_per_second": 500, "peak_writes_per_second": 150, "strong_read_percent": 40},
    "hours": {"peak_reads_per_second": 500, "peak_writes_per_second": 200, "hourly_load_percent": DAY},
    "reserved": {"peak_writes_per_second": 700, "reserved_term": "1y", "storage_gb": 900},
    "free": {"include_free_tier": True, "reads_per_second": 20, "writes_per_second": 9, "peak_writes_per_second": 60},
    "global": {
        "replica_regions": "eu-west-1, sa-east-1", "global_secondary_indexes": 2, "storage_gb": 2000,
        "peak_writes_per_second": 60, "item_size_kb": "2.5", "target_utilization_percent": 25,
    },
    "infrequent": {"table_class": IA, "capacity_mode": "provisioned", "peak_reads_per_second": 400, "storage_gb": 300},
}  # fmt: skip


@pytest.mark.parametrize("by", ["capacity_mode", "table_class"])
@pytest.mark.parametrize("workload", WORKLOADS)
def test_every_overtaking_is_true_on_both_sides(workload: str, by: str) -> None:
    raw = WORKLOADS[workload]

    def costs(each: BreakEvenPoint, at: Decimal) -> tuple[Decimal, Decimal]:
        """What the choice that is cheaper below costs, and the one that is cheaper above."""
        below, above = (
            answered("dynamodb", {**raw, by: choice, each.over: at}).effective_monthly_usd
            for choice in (each.cheaper_below, each.cheaper_above)
        )
        return below, above

    found = compared(by, **raw).crossovers
    assert found
    just_below = [costs(each, Decimal(repr(each.at)) * (1 - BESIDE)) for each in found]
    just_above = [costs(each, Decimal(repr(each.at)) * (1 + BESIDE)) for each in found]
    assert [pair for pair in just_below if pair[0] >= pair[1]] == []
    assert [pair for pair in just_above if pair[0] <= pair[1]] == []


@pytest.mark.parametrize(
    ("by", "fields", "ranked"),
    [
        ("capacity_mode", {"reads_per_second": 100}, ["provisioned", "on_demand"]),
        ("capacity_mode", {"reads_per_second": 100, "peak_reads_per_second": 900}, ["on_demand", "provisioned"]),
        ("table_class", {"storage_gb": 5000}, [IA, "STANDARD"]),
        ("table_class", {"reads_per_second": 5000}, ["STANDARD", IA]),
    ],
)
def test_choices_are_ranked_by_what_they_cost(by: str, fields: dict[str, object], ranked: list[str]) -> None:
    assert [each.choice for each in compared(by, **{**FULL, **fields}).alternatives] == ranked


def test_a_mode_whose_reserved_capacity_is_not_sold_is_no_alternative() -> None:
    compared_with = compared("capacity_mode", writes_per_second=200, reserved_term="3y", region="us-east-2")
    (sold, unsold) = compared_with.alternatives
    assert (sold.choice, unsold.choice, unsold.answer) == ("on_demand", "provisioned", None)
    assert "reserved wcu hour of 3y in us-east-2" in unsold.reasons[0]
