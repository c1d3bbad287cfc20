"""Amazon EBS, rule by rule: provisioned IOPS, hard disks and magnetic volumes, with figures worked out by hand.

Prices are those of us-east-1. Sizes are in GiB, throughput in MiB/s; what is asked and given is of one volume.
"""

from decimal import Decimal

import pytest

from tests.questions import billed, ebs, item, numbers, provisioned


@pytest.mark.parametrize(
    ("volume_type", "iops", "size"),
    [
        ("io1", "200", "4"),  # 4 GiB is the smallest
        ("io1", "201", "5"),
        ("io1", "20000", "400"),
        ("io1", "64000", "1280"),
        ("io2", "4000", "4"),
        ("io2", "4001", "5"),
        ("io2", "256000", "256"),
    ],
)
def test_a_gib_allows_50_iops_of_io1_and_1000_of_io2(volume_type: str, iops: str, size: str) -> None:
    assert provisioned(ebs(volume_type, iops=iops), "iops", "size_gb") == numbers(iops, size)


@pytest.mark.parametrize("volume_type", ["io1", "io2"])
def test_provisioned_iops_volumes_have_and_bill_at_least_100_iops(volume_type: str) -> None:
    answer = ebs(volume_type)
    assert provisioned(answer, "iops", "size_gb") == numbers("100", "4")
    assert billed(answer) == {"storage": Decimal("0.5"), "iops": Decimal("6.5")}


@pytest.mark.parametrize(
    ("iops", "throughput"),
    [
        ("100", "25"),
        ("1000", "250"),
        ("2000", "500"),  # the plateau
        ("20000", "500"),
        ("32000", "500"),
        ("32064", "501"),  # 16 KiB for each IOPS from here
        ("48000", "750"),
        ("64000", "1000"),
    ],
)
def test_io1_throughput_rises_to_a_plateau_of_500_and_again_above_32000_iops(iops: str, throughput: str) -> None:
    assert provisioned(ebs("io1", iops=iops), "throughput_mibps") == numbers(throughput)


@pytest.mark.parametrize(
    ("throughput", "iops"),
    [("25", "100"), ("499", "1996"), ("500", "2000"), ("501", "32064"), ("750", "48000"), ("1000", "64000")],
)
def test_io1_buys_iops_for_throughput(throughput: str, iops: str) -> None:
    assert provisioned(ebs("io1", throughput_mibps=throughput), "iops") == numbers(iops)


@pytest.mark.parametrize(
    ("throughput", "iops", "given"),
    [("25.6", "100", "25.6"), ("256", "1000", "256"), ("1000", "3907", "1000.192"), ("4000", "15625", "4000")],
)
def test_io2_carries_a_quarter_of_a_thousand_kib_an_iops(throughput: str, iops: str, given: str) -> None:
    answer = ebs("io2", throughput_mibps=throughput)
    assert provisioned(answer, "iops", "throughput_mibps") == numbers(iops, given)


@pytest.mark.parametrize(
    ("iops", "usd"),
    [
        ("32000", "2080"),  # 32,000 x 0.065
        ("32001", "2080.0455"),
        ("64000", "3536"),  # 2,080 + 32,000 x 0.0455
        ("64001", "3536.03185"),
        ("256000", "9651.2"),  # 3,536 + 192,000 x 0.03185
    ],
)
def test_io2_iops_are_cheaper_above_32000_and_64000(iops: str, usd: str) -> None:
    assert item(ebs("io2", iops=iops), "iops").usd == Decimal(usd)


def test_the_tiers_of_io2_are_of_each_volume() -> None:
    answer = item(ebs("io2", iops=40000, volumes=3), "iops")
    assert answer.usd == Decimal("7332")  # 3 x (2,080 + 8,000 x 0.0455), not 32,000 + 88,000 in two other tiers
    assert [tier.quantity for tier in answer.tiers] == [96000, 24000]


@pytest.mark.parametrize(
    ("volume_type", "size", "baseline", "burst"),
    [
        ("st1", "125", "4.8828125", "30.517578125"),  # 125 / 1,024 x 40, x 250
        ("st1", "1024", "40", "250"),
        ("st1", "2048", "80", "500"),
        ("st1", "5120", "200", "500"),  # the burst is capped
        ("st1", "12800", "500", "500"),
        ("st1", "16384", "500", "500"),  # 640 is more than the cap
        ("sc1", "125", "1.46484375", "9.765625"),
        ("sc1", "1024", "12", "80"),
        ("sc1", "3200", "37.5", "250"),
        ("sc1", "16384", "192", "250"),
    ],
)
def test_hard_disks_have_a_baseline_and_a_burst_by_size(volume_type: str, size: str, baseline: str, burst: str) -> None:
    given = provisioned(ebs(volume_type, size_gb=size), "throughput_mibps", "burst_throughput_mibps")
    assert given == numbers(baseline, burst)


@pytest.mark.parametrize(
    ("volume_type", "size", "lasts", "refills"),
    [
        ("st1", "1024", "4993.22", "26214.4"),  # 2^20 MiB of credits / (250 - 40), / 40
        ("st1", "5120", "17476.27", "26214.4"),  # 5 x 2^20 / (500 - 200), / 200
        ("st1", "12800", "0", "0"),  # the baseline is the burst
        ("sc1", "1024", "15420.24", "87381.33"),  # 2^20 / (80 - 12), / 12
        ("sc1", "16384", "289262.34", "87381.33"),  # 16 x 2^20 / (250 - 192), / 192
    ],
)
def test_hard_disks_burst_on_a_tib_of_credits_for_each_tib(
    volume_type: str, size: str, lasts: str, refills: str
) -> None:
    given = provisioned(ebs(volume_type, size_gb=size), "burst_seconds", "refill_seconds")
    assert tuple(round(each, 2) for each in given) == numbers(lasts, refills)


@pytest.mark.parametrize(
    ("volume_type", "fields", "size"),
    [
        ("st1", {}, "125"),  # the smallest
        ("st1", {"throughput_mibps": 40}, "1024"),
        ("st1", {"throughput_mibps": "40.01"}, "1025"),
        ("st1", {"throughput_mibps": 500}, "12800"),
        ("st1", {"iops": 80}, "2048"),  # of 1 MiB each
        ("sc1", {"throughput_mibps": 12}, "1024"),
        ("sc1", {"throughput_mibps": 192}, "16384"),
    ],
)
def test_hard_disks_grow_for_sustained_throughput(volume_type: str, fields: dict[str, object], size: str) -> None:
    assert provisioned(ebs(volume_type, **fields), "size_gb") == numbers(size)


@pytest.mark.parametrize(
    ("requests", "usd"), [("0", "0"), ("1 million", "0.05"), ("250 million", "12.5"), ("1", "0.00000005")]
)
def test_magnetic_volumes_bill_io_requests_once_for_all_volumes(requests: str, usd: str) -> None:
    answer = ebs("standard", io_requests=requests, volumes=3, hours_per_month=365)
    assert item(answer, "io_requests").usd == Decimal(usd)
