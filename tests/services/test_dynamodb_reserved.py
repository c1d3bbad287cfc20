"""Reserved capacity of Amazon DynamoDB: whole blocks of 100 units that are in use in every hour, worked out by hand.

Prices are those of us-east-1: for a year 0.3 and 1.5 upfront and 0.000025 and 0.000128 an hour for each RCU and WCU.
"""

from decimal import Decimal

import pytest

from calculator.core.answer import Answer
from tests.questions import billed, dynamodb, item, warned

FULL = {"target_utilization_percent": 100, "strong_read_percent": 100}
RESERVED = ("reserved_reads", "reserved_reads_upfront", "reserved_writes", "reserved_writes_upfront")


def reserved(answer: Answer) -> dict[str, Decimal]:
    """What is billed for reserved capacity."""
    return {name: usd for name, usd in billed(answer).items() if name in RESERVED}


@pytest.mark.parametrize(
    ("rate", "blocks", "beyond"),
    [("99", 0, "99"), ("100", 1, "0"), ("199", 1, "99"), ("199.5", 2, "0"), ("250", 2, "50"), ("12345", 123, "45")],
)
@pytest.mark.parametrize(("side", "field"), [("reads", "reads_per_second"), ("writes", "writes_per_second")])
def test_whole_blocks_of_100_are_reserved_and_the_rest_is_billed_by_the_hour(
    side: str, field: str, rate: str, blocks: int, beyond: str
) -> None:
    answer = dynamodb("provisioned", reserved_term="1y", **{field: rate}, **FULL)
    assert item(answer, f"reserved_{side}_upfront").quantity == blocks * 100
    assert item(answer, f"reserved_{side}").quantity == blocks * 100 * 730
    assert item(answer, side).quantity == Decimal(beyond) * 730


@pytest.mark.parametrize(
    ("term", "monthly", "upfront", "spread"),
    [
        # 200 x 730 x 0.000128 + 50 x 730 x 0.00065, 200 x 1.5, and an RCU of 0.0949; 300 / 12
        ("1y", "42.5079", "300", "67.5079"),
        # 200 x 730 x 0.000081, 200 x 1.8; 360 / 36
        ("3y", "35.6459", "360", "45.6459"),
        ("none", "118.7199", "0", "118.7199"),  # 250 x 0.4745
    ],
)
def test_a_term_is_paid_upfront_and_by_the_hour(term: str, monthly: str, upfront: str, spread: str) -> None:
    answer = dynamodb("provisioned", writes_per_second=250, reserved_term=term, **FULL)
    found = (answer.monthly_usd, answer.upfront_usd, answer.effective_monthly_usd)
    assert found == (Decimal(monthly), Decimal(upfront), Decimal(spread))


@pytest.mark.parametrize(
    ("busy", "quiet", "blocks", "hours"),
    [
        (100, 50, 1, "91250"),  # 300 and 150 WCU: 164,250 hours, of which 73,000 are reserved
        (100, 33, 0, "145635"),  # 99 WCU by night
        (100, 100, 3, "0"),
        (70, 69, 2, "6205"),  # 210 and 207: 152,205 less 146,000
    ],
)
def test_only_what_is_in_use_in_every_hour_is_reserved(busy: int, quiet: int, blocks: int, hours: str) -> None:
    answer = dynamodb(
        "provisioned",
        writes_per_second=200,
        peak_writes_per_second=300,
        hourly_load_percent=[busy] * 12 + [quiet] * 12,
        reserved_term="1y",
        **FULL,
    )
    assert item(answer, "reserved_writes_upfront").quantity == blocks * 100
    assert item(answer, "writes").quantity == Decimal(hours)


@pytest.mark.parametrize(
    ("indexes", "rate", "blocks", "left"),
    [
        (1, "150", 1, "50"),
        (2, "150", 3, "0"),
        (1, "99", 0, "99"),
    ],
)
def test_of_a_global_table_only_index_writes_are_reserved(indexes: int, rate: str, blocks: int, left: str) -> None:
    answer = dynamodb(
        "provisioned", writes_per_second=rate, global_secondary_indexes=indexes, reserved_term="1y",
        replica_regions="us-west-2", **FULL,
    )  # fmt: skip
    assert item(answer, "reserved_writes_upfront").quantity == blocks * 100
    assert item(answer, "writes").quantity == item(answer, "replicated_writes_us_west_2").quantity
    assert item(answer, "writes").quantity == Decimal(rate) * 730
    assert item(answer, "index_writes").quantity == Decimal(left) * 730
    assert item(answer, "index_writes_us_west_2").quantity == Decimal(rate) * indexes * 730
    covers = "Reserved capacity does not cover replicated writes; it is taken for index writes at home alone."
    assert covers in [notice.message for notice in answer.warnings]


def test_without_an_index_no_write_of_a_global_table_is_reserved() -> None:
    answer = dynamodb("provisioned", writes_per_second=150, reserved_term="1y", replica_regions="us-west-2", **FULL)
    assert item(answer, "reserved_writes_upfront").quantity == 0
    assert item(answer, "writes").usd == Decimal("71.175")  # 150 x 0.4745
    covers = "Reserved capacity does not cover replicated writes; none is taken."
    assert covers in [notice.message for notice in answer.warnings]


def test_reads_of_a_global_table_are_reserved_as_ever() -> None:
    answer = dynamodb("provisioned", reads_per_second=100, reserved_term="1y", replica_regions="us-west-2", **FULL)
    assert reserved(answer) == {"reserved_reads": Decimal("1.825"), "reserved_reads_upfront": Decimal(30)}


@pytest.mark.parametrize(
    ("mode", "table_class"),
    [
        ("on_demand", "STANDARD"),
        ("provisioned", "STANDARD_INFREQUENT_ACCESS"),
        ("on_demand", "STANDARD_INFREQUENT_ACCESS"),
    ],
)
def test_what_cannot_be_reserved_is_not_and_says_so(mode: str, table_class: str) -> None:
    load = {"reads_per_second": 1000, "writes_per_second": 1000, "table_class": table_class, **FULL}
    with_term, without = (dynamodb(mode, reserved_term=term, **load) for term in ("3y", "none"))
    assert billed(with_term) == billed(without)
    assert ("not_used", "reserved_term") in warned(with_term)


def test_free_units_come_off_what_is_not_reserved() -> None:
    answer = dynamodb("provisioned", writes_per_second=150, reserved_term="1y", include_free_tier=True, **FULL)
    # 100 reserved: 9.344; (50 x 730 - 18,600) x 0.00065: 11.635; the one RCU is free.
    assert answer.monthly_usd == Decimal("20.979")


@pytest.mark.parametrize(
    ("month", "monthly", "effective"),
    [
        ("730", "9.344", "21.844"),  # 100 x 730 x 0.000128; 150 / 12
        ("31", "9.5232", "22.26292602739726027397260274"),  # 100 x 744 x 0.000128; 150 x 744 / 8,760
    ],
)
def test_the_fee_of_a_block_is_whole_whatever_the_month(month: str, monthly: str, effective: str) -> None:
    """100 WCU for a year are 150 dollars at once, as AWS sells them, and 0.0128 an hour."""
    answer = dynamodb("provisioned", table_wcu=100, table_rcu=1, reserved_term="1y", month=month)
    assert reserved(answer) == {"reserved_writes": Decimal(monthly), "reserved_writes_upfront": Decimal(150)}
    alone = dynamodb("provisioned", table_rcu=1, month=month)
    rcu = item(alone, "reads").usd
    assert answer.effective_monthly_usd is not None
    assert answer.effective_monthly_usd - rcu == Decimal(effective)


@pytest.mark.parametrize(("rate", "expected"), [("99", True), ("100", False)])
def test_less_than_a_block_is_said_to_be_none(rate: str, expected: bool) -> None:
    answer = dynamodb("provisioned", reads_per_second=rate, writes_per_second=100, reserved_term="1y", **FULL)
    said = [notice.message for notice in answer.warnings if notice.code == "not_reserved"]
    assert any(message.startswith("No RCU are reserved: they are sold 100 at once") for message in said) is expected
    assert not any("WCU" in message for message in said)
