"""Amazon EBS, rule by rule: gp2, which grows, and gp3, which buys, with figures worked out by hand.

Prices are those of us-east-1. Sizes are in GiB, throughput in MiB/s; what is asked and given is of one volume.
"""

from decimal import Decimal

import pytest

from calculator.core.answer import Answer
from tests.questions import billed, ebs, item, numbers, provisioned


def binding(answer: Answer) -> list[str | None]:
    """What binds in each part of the configuration, in the order in which it is found."""
    return [plan.binding for plan in answer.capacity.values() if plan.demands]


@pytest.mark.parametrize(
    ("size", "iops"),
    [
        ("1", "100"),  # the floor
        ("33", "100"),  # 99 would be less than the floor
        ("34", "102"),  # 3 a GiB from here
        ("100", "300"),
        ("1000", "3000"),
        ("5333", "15999"),
        ("5334", "16000"),  # 16,002 is more than the cap
        ("16384", "16000"),
    ],
)
def test_gp2_gives_3_iops_a_gib_from_100_to_16000(size: str, iops: str) -> None:
    assert provisioned(ebs("gp2", size_gb=size), "size_gb", "iops") == numbers(size, iops)


@pytest.mark.parametrize(
    ("iops", "size", "usd"),
    [
        ("100", "1", "0.1"),  # the floor is given whatever the size
        ("101", "34", "3.4"),  # 101 / 3 = 33.7
        ("102", "34", "3.4"),
        ("103", "35", "3.5"),
        ("3000", "1000", "100"),
        ("15999", "5333", "533.3"),
        ("16000", "5334", "533.4"),  # 16,000 / 3 = 5,333.3
    ],
)
def test_gp2_grows_for_iops(iops: str, size: str, usd: str) -> None:
    answer = ebs("gp2", iops=iops)
    assert provisioned(answer, "size_gb") == numbers(size)
    assert billed(answer) == {"storage": Decimal(usd)}


@pytest.mark.parametrize(
    ("size", "sustained", "burst"),
    [
        ("1", "25", "128"),  # the floor of 100 IOPS x 256 KiB; with credits up to 128
        ("33", "25", "128"),
        ("34", "25.5", "128"),  # 34 x 3 x 0.25
        ("100", "75", "128"),
        ("170", "127.5", "128"),
        ("171", "128.25", "250"),  # above 170 GiB credits carry 250
        ("200", "150", "250"),
        ("333", "249.75", "250"),
        ("334", "250", "250"),  # 250.5 is more than the cap; no credits are needed
        ("16384", "250", "250"),
    ],
)
def test_gp2_sustains_256_kib_an_iops_and_bursts_above_it(size: str, sustained: str, burst: str) -> None:
    given = provisioned(ebs("gp2", size_gb=size), "throughput_mibps", "burst_throughput_mibps")
    assert given == numbers(sustained, burst)


@pytest.mark.parametrize(
    ("throughput", "size"),
    [
        ("25", "1"),
        ("25.01", "34"),
        ("75", "100"),
        ("127.5", "170"),
        ("128", "171"),  # 128 / 0.75 = 170.7; what 170 GiB have of it is burst
        ("128.25", "171"),
        ("129", "172"),
        ("150", "200"),
        ("249.75", "333"),
        ("250", "334"),
    ],
)
def test_gp2_grows_for_sustained_throughput(throughput: str, size: str) -> None:
    assert provisioned(ebs("gp2", throughput_mibps=throughput), "size_gb") == numbers(size)


@pytest.mark.parametrize(
    ("fields", "size", "binds"),
    [
        ({"size_gb": 500, "iops": 600, "throughput_mibps": 200}, "500", "size"),
        ({"size_gb": 500, "iops": 3000, "throughput_mibps": 250}, "1000", "iops"),
        ({"size_gb": 100, "iops": 600, "throughput_mibps": 250}, "334", "throughput"),
    ],
)
def test_a_gp2_is_as_large_as_the_most_demanding_need(fields: dict[str, object], size: str, binds: str) -> None:
    answer = ebs("gp2", **fields)
    assert provisioned(answer, "size_gb") == numbers(size)
    assert binding(answer) == [binds]


@pytest.mark.parametrize(
    ("size", "burst_iops", "lasts", "refills"),
    [
        ("30", "3000", "1862.07", "54000"),  # 5.4 million / (3,000 - 100), 5.4 million / 100
        ("100", "3000", "2000", "18000"),  # 5.4 million / 2,700, / 300
        ("500", "3000", "3600", "3600"),  # the baseline is half of the burst
        ("750", "3000", "7200", "2400"),
        ("999", "3000", "1800000", "1801.80"),
        ("1000", "3000", "0", "0"),  # the baseline is the burst
        ("2000", "6000", "0", "0"),
    ],
)
def test_gp2_bursts_on_a_bucket_of_5_400_000_credits(size: str, burst_iops: str, lasts: str, refills: str) -> None:
    given = provisioned(ebs("gp2", size_gb=size), "burst_iops", "burst_seconds", "refill_seconds")
    assert tuple(round(each, 2) for each in given) == numbers(burst_iops, lasts, refills)


@pytest.mark.parametrize("size", ["1", "6", "100", "65536"])
def test_gp3_includes_3000_iops_and_125_mib_at_any_size(size: str) -> None:
    answer = ebs("gp3", size_gb=size, iops=3000, throughput_mibps=125)
    assert provisioned(answer, "size_gb", "iops", "throughput_mibps") == numbers(size, "3000", "125")
    assert billed(answer) == {"storage": Decimal(size) * Decimal("0.08")}


@pytest.mark.parametrize(
    ("iops", "usd"),
    [("3001", "0.005"), ("4000", "5"), ("16000", "65"), ("80000", "385")],
)
def test_gp3_bills_the_iops_above_3000(iops: str, usd: str) -> None:
    assert item(ebs("gp3", size_gb=1000, iops=iops), "iops").usd == Decimal(usd)


@pytest.mark.parametrize(
    ("throughput", "usd"),
    [("126", "0.04"), ("130", "0.2"), ("1000", "35"), ("2000", "75")],
)
def test_gp3_bills_the_throughput_above_125(throughput: str, usd: str) -> None:
    assert item(ebs("gp3", size_gb=1000, throughput_mibps=throughput), "throughput").usd == Decimal(usd)


@pytest.mark.parametrize(
    ("iops", "size"),
    [("3000", "1"), ("3001", "7"), ("3500", "7"), ("3501", "8"), ("16000", "32"), ("80000", "160")],
)
def test_gp3_needs_a_gib_for_500_iops_beyond_the_included(iops: str, size: str) -> None:
    assert provisioned(ebs("gp3", iops=iops), "size_gb", "iops") == numbers(size, iops)


@pytest.mark.parametrize(
    ("throughput", "iops", "size"),
    [
        ("750", "3000", "1"),  # the included IOPS carry it
        ("751", "3004", "7"),  # 751 / 0.25; 3,004 / 500 = 6.008
        ("1000", "4000", "8"),
        ("1001", "4004", "9"),
        ("2000", "8000", "16"),
    ],
)
def test_gp3_throughput_forces_iops_and_iops_force_size(throughput: str, iops: str, size: str) -> None:
    answer = ebs("gp3", throughput_mibps=throughput)
    assert provisioned(answer, "throughput_mibps", "iops", "size_gb") == numbers(throughput, iops, size)


def test_gp3_buys_whole_mib_and_the_iops_that_carry_them() -> None:
    answer = ebs("gp3", throughput_mibps="1000.01")
    assert provisioned(answer, "throughput_mibps", "iops", "size_gb") == numbers("1001", "4004", "9")


def test_what_binds_a_gp3_is_named_for_iops_throughput_and_size() -> None:
    assert binding(ebs("gp3", throughput_mibps=1000)) == ["throughput", "throughput", "iops"]
    assert binding(ebs("gp3", size_gb=100, throughput_mibps=200)) == [None, "throughput", "size"]
    assert binding(ebs("gp3", size_gb=100, iops=6000, throughput_mibps=200)) == ["iops", "throughput", "size"]
    assert binding(ebs("gp3", size_gb=100)) == [None, None, "size"]


def test_what_a_gp3_includes_does_not_bind() -> None:
    assert binding(ebs("gp3", size_gb=100, iops=3000, throughput_mibps=125)) == [None, None, "size"]


@pytest.mark.parametrize(
    ("volume_type", "fields", "name", "usd"),
    [
        ("gp2", {"iops": 16000}, "storage", "533.40"),  # 5,334 GiB
        ("gp3", {"iops": 16000}, "iops", "65.00"),
        ("gp3", {"throughput_mibps": 1000}, "throughput", "35.00"),
        ("io1", {"iops": 20000}, "iops", "1300.00"),
        ("io2", {"iops": 64000}, "iops", "3536.00"),
    ],
)
def test_the_headline_figures_hold(volume_type: str, fields: dict[str, object], name: str, usd: str) -> None:
    assert item(ebs(volume_type, **fields), name).usd == Decimal(usd)
