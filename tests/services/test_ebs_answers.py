"""What an answer of Amazon EBS comes to and says beside the volume: part months, one step more, warnings."""

from decimal import Decimal

import pytest

from calculator.catalogue.instance_types import instance_types
from calculator.core.answer import Answer
from tests.questions import beside, billed, ebs, item, numbers, provisioned, warned

TYPES = ("gp3", "gp2", "io2", "io1", "st1", "sc1", "standard")
NEEDS = {"size_gb": "500", "iops": "3500", "throughput_mibps": "200"}


@pytest.mark.parametrize(
    ("hours", "usd"),
    [("730", "8"), ("365", "4"), ("73", "0.8"), ("0", "0")],
)
def test_a_volume_of_part_of_the_month_is_billed_that_part(hours: str, usd: str) -> None:
    assert ebs("gp3", size_gb=100, hours_per_month=hours).monthly_usd == Decimal(usd)


def test_part_of_the_month_is_part_of_everything_provisioned() -> None:
    whole, half = (ebs("gp3", size_gb=100, iops=5000, throughput_mibps=225, hours_per_month=h) for h in (730, 365))
    assert billed(whole) == {"storage": Decimal(8), "iops": Decimal(10), "throughput": Decimal(4)}
    assert billed(half) == {"storage": Decimal(4), "iops": Decimal(5), "throughput": Decimal(2)}


@pytest.mark.parametrize("volume_type", TYPES)
def test_several_volumes_cost_several_times_as_much_and_are_given_the_same_each(volume_type: str) -> None:
    one, seven = (ebs(volume_type, size_gb=200, throughput_mibps=40, volumes=count) for count in (1, 7))
    assert seven.effective_monthly_usd == 7 * one.effective_monthly_usd
    assert provisioned(seven, *seven.capacity) == provisioned(one, *one.capacity)


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [("0", 0), ("0.001", 1), ("0.0166", 1), ("0.05", 3), ("1", 60)],  # a minute is 0.01667 hours
)
def test_a_volume_is_billed_by_the_second_but_at_least_for_a_minute(hours: str, minutes: int) -> None:
    answer = ebs("gp3", size_gb=730 * 60, hours_per_month=hours)  # each minute is a GB-month
    assert round(item(answer, "storage").quantity, 20) == minutes


def steps(answer: Answer) -> dict[str, tuple[Decimal, Decimal]]:
    return {step.field: (step.by, step.usd) for step in answer.next_steps}


@pytest.mark.parametrize("volume_type", ["gp3", "gp2", "io1", "io2"])
def test_one_step_more_costs_the_difference_of_two_estimates(volume_type: str) -> None:
    answer = ebs(volume_type, **NEEDS)
    for field, (by, usd) in steps(answer).items():
        more = ebs(volume_type, **{**NEEDS, field: Decimal(NEEDS[field]) + by})
        assert more.effective_monthly_usd - answer.effective_monthly_usd == usd


@pytest.mark.parametrize(
    ("volume_type", "fields", "usd"),
    [
        ("gp3", NEEDS, {"size_gb": "8", "iops": "5", "throughput_mibps": "5"}),  # 100 x 0.08, 1,000 x 0.005, 125 x 0.04
        ("gp3", {"size_gb": 7, "iops": 3500}, {"size_gb": "8", "iops": "5.16", "throughput_mibps": "0"}),  # and 2 GiB
        ("gp2", {"size_gb": 1000, "iops": 3000}, {"size_gb": "10", "iops": "33.4", "throughput_mibps": "0"}),  # 334 GiB
        ("io1", {"size_gb": 1000, "iops": 2000}, {"size_gb": "12.5", "iops": "65", "throughput_mibps": "0"}),
        ("io2", {"size_gb": 100, "iops": 32000}, {"size_gb": "12.5", "iops": "45.5", "throughput_mibps": "0"}),
        ("st1", {"size_gb": 1024, "throughput_mibps": 40}, {"size_gb": "4.5", "throughput_mibps": "144"}),  # 3,200 GiB
    ],
)
def test_one_step_more_is_100_gib_1000_iops_or_125_mib(
    volume_type: str, fields: dict[str, object], usd: dict[str, str]
) -> None:
    found = steps(ebs(volume_type, **fields))
    assert {field: more for field, (_, more) in found.items()} == {field: Decimal(text) for field, text in usd.items()}
    assert {by for by, _ in found.values()} <= {100, 1000, 125}


def test_a_step_beyond_a_limit_is_not_offered() -> None:
    assert set(steps(ebs("gp2", size_gb=16384, iops=15500, throughput_mibps=200))) == set()
    assert set(steps(ebs("gp2", size_gb=6000, iops=15500, throughput_mibps=200))) == {"size_gb"}


@pytest.mark.parametrize(
    ("volume_type", "fields", "expected"),
    [
        ("gp3", {"size_gb": 100}, []),
        ("gp3", {"size_gb": 1, "iops": 16000}, [("enlarged", "size_gb")]),
        ("gp2", {"size_gb": 1000}, []),
        ("gp2", {"size_gb": 999}, [("bursts", "iops")]),
        ("st1", {"size_gb": 125, "iops": 4}, [("bursts", "throughput_mibps"), ("sequential_only", "iops")]),
        ("st1", {"size_gb": 12800}, []),  # 12.5 TiB sustain what they could burst to
        ("sc1", {"size_gb": 16384}, [("bursts", "throughput_mibps")]),
        ("standard", {"size_gb": 100, "iops": 40}, []),
        ("standard", {"size_gb": 100, "iops": 41}, [("not_assured", "iops")]),
        ("standard", {"size_gb": 100, "throughput_mibps": 41}, [("not_assured", "throughput_mibps")]),
        ("gp3", {"io_requests": 5}, [("not_used", "io_requests")]),
        ("gp3", {"snapshot_copied_gb": 1}, [("not_used", "snapshot_copied_gb")]),
        ("gp3", {"snapshot_copies_gb": "0.5"}, [("not_used", "snapshot_copies_gb")]),
    ],
)
def test_what_a_person_should_know_is_said(
    volume_type: str, fields: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert warned(ebs(volume_type, **fields)) == expected


@pytest.mark.parametrize(
    ("name", "fields", "passed"),
    [
        ("m5.large", {"iops": 3600}, ["MiB/s"]),  # it sustains 3,600 IOPS and 77.486 MiB/s
        ("m5.large", {"iops": 3601}, ["IOPS", "MiB/s"]),
        ("m5.24xlarge", {"iops": 16000, "throughput_mibps": 1000}, []),
        ("m5.24xlarge", {"iops": 16000, "volumes": 6}, ["IOPS"]),  # all volumes together
    ],
)
def test_volumes_that_give_more_than_the_instance_carries_are_warned_of(
    name: str, fields: dict[str, object], passed: list[str]
) -> None:
    answer = ebs("gp3", size_gb=100, attached_instance_type=name, **fields)
    warnings = [notice for notice in answer.warnings if notice.code == "above_instance_ceiling"]
    assert [unit for unit in ("IOPS", "MiB/s") if any(f" {unit}" in each.message for each in warnings)] == passed
    assert {each.field for each in warnings} <= {"attached_instance_type"}


@pytest.mark.parametrize(
    ("name", "volumes", "iops", "mibps"),
    [
        ("m5.large", 1, "3000", "77.486"),  # 3,000 of 3,600 IOPS; 125 of 77.486 MiB/s, though 566 for a while
        ("m5.large", 2, "3600", "77.486"),
        ("m5.24xlarge", 2, "6000", "250"),
    ],
)
def test_what_an_instance_lets_through_is_what_it_sustains(name: str, volumes: int, iops: str, mibps: str) -> None:
    told = beside(ebs("gp3", size_gb=100, attached_instance_type=name, volumes=volumes))
    assert (told["attached_iops"], told["attached_throughput_mibps"]) == numbers(iops, mibps)


def test_a_ceiling_that_is_not_known_is_said_to_be_unknown() -> None:
    assert instance_types()["t2.micro"].ebs_max_iops is None
    answer = ebs("gp3", size_gb=100, attached_instance_type="t2.micro")
    assert set(warned(answer)) == {("ceiling_unknown", "attached_instance_type")}
    assert (beside(answer)["attached_iops"], beside(answer)["attached_throughput_mibps"]) == (None, None)
