"""What Amazon EBS cannot do: the limits of a day, what is left of them, types and regions without a price."""

from decimal import Decimal

import pytest

from calculator.analysis.compare import compare
from tests.questions import CATALOGUE, TODAY, answered, asked, beside, ebs, provisioned, refusals

BEFORE_THE_RAISE = "2025-09-01"
NAMES = ("size_gb", "iops", "throughput_mibps")
# The end of each range, as AWS states it.
MOST = {
    "gp3": (65536, 80000, 2000),
    "gp2": (16384, 16000, 250),
    "io2": (65536, 256000, 4000),
    "io1": (16384, 64000, 1000),
    "st1": (16384, 500, 500),
    "sc1": (16384, 250, 192),
    "standard": (1024, 200, 90),
}
EVERY_REGION = pytest.mark.parametrize("region", CATALOGUE.regions_of("ebs"))


@pytest.mark.parametrize(
    ("fields", "field", "more", "size", "iops"),
    [
        ({"iops": 16001}, "iops", "1 IOPS more", "33", "16001"),
        ({"iops": 80000}, "iops", "64,000 IOPS more", "160", "80000"),
        ({"size_gb": 16385}, "size_gb", "1 GiB more", "16385", "3000"),
        ({"size_gb": "64 TiB"}, "size_gb", "49,152 GiB more", "65536", "3000"),
        ({"throughput_mibps": 1001}, "throughput_mibps", "1 MiB/s more", "9", "4004"),
        ({"throughput_mibps": 2000}, "throughput_mibps", "1,000 MiB/s more", "16", "8000"),
    ],
)
def test_gp3_before_the_raise_of_september_2025_has_its_old_limits(
    fields: dict[str, object], field: str, more: str, size: str, iops: str
) -> None:
    assert provisioned(ebs("gp3", **fields), "size_gb", "iops") == (Decimal(size), Decimal(iops))
    [(named, sentence)] = set(refusals("ebs", {"size_gb": 1, **fields, "as_of": BEFORE_THE_RAISE}))
    assert named == field
    assert more in sentence


@pytest.mark.parametrize(
    ("day", "most"),
    [
        ("2025-09-01", (16384, 16000, 1000)),
        ("2025-09-25", (16384, 16000, 1000)),
        ("2025-09-26", (65536, 80000, 2000)),
        ("2026-11-21", (65536, 80000, 2000)),
    ],
)
def test_gp3_has_the_limits_of_the_day(day: str, most: tuple[int, int, int]) -> None:
    left = beside(ebs("gp3", as_of=day))
    assert [left[f"{name}_headroom"] for name in NAMES] == [most[0] - 1, most[1] - 3000, most[2] - 125]


@pytest.mark.parametrize("volume_type", MOST)
def test_what_is_left_of_each_limit_is_stated(volume_type: str) -> None:
    answer = ebs(volume_type, size_gb=200)
    left = [beside(answer)[f"{name}_headroom"] for name in NAMES]
    given = provisioned(answer, *NAMES)
    assert left == [most - count for most, count in zip(MOST[volume_type], given, strict=True)]


@pytest.mark.parametrize(
    ("volume_type", "fields", "reasons"),
    [
        ("gp2", {"size_gb": 16385}, {"gp2 would need 16,385 GiB, 1 GiB more"}),
        ("gp2", {"iops": 16001}, {"gp2 would need 16,001 IOPS, 1 IOPS more"}),
        ("gp2", {"throughput_mibps": 300}, {"gp2 would need 300 MiB/s, 50 MiB/s more"}),
        ("gp3", {"throughput_mibps": "2000.5"}, {"gp3 would need 2,000.5 MiB/s, 0.5 MiB/s more"}),
        ("io1", {"iops": 65000}, {"io1 would need 65,000 IOPS, 1,000 IOPS more"}),
        ("io2", {"iops": 256000, "throughput_mibps": 4000, "size_gb": 65536}, set()),
        ("st1", {"throughput_mibps": 501}, {"st1 would need 501 MiB/s, 1 MiB/s more"}),
        ("st1", {"iops": 501}, {"st1 would need 501 IOPS, 1 IOPS more"}),
        ("sc1", {"throughput_mibps": 193}, {"193 MiB/s, 1 MiB/s more", "16,470 GiB, 86 GiB more"}),
        ("sc1", {"iops": 200}, {"sc1 would need 17,067 GiB, 683 GiB more"}),  # 200 MiB/s at 12 MiB/s per TiB
        ("standard", {"size_gb": 1025}, {"standard would need 1,025 GiB, 1 GiB more"}),
        ("standard", {"iops": 201}, {"standard would need 201 IOPS, 1 IOPS more"}),
    ],
)
def test_a_type_that_cannot_carry_the_need_says_which_limit_and_by_how_much(
    volume_type: str, fields: dict[str, object], reasons: set[str]
) -> None:
    needed = asked("ebs", {"size_gb": 1, **fields})
    said = {each.choice: set(each.reasons) for each in compare(needed, "volume_type", CATALOGUE).alternatives}
    assert {words for words in reasons if any(words in sentence for sentence in said[volume_type])} == reasons
    assert len(said[volume_type]) == len(reasons)


@pytest.mark.parametrize("volume_type", ["gp3", "io1"])
def test_each_limit_that_is_passed_is_named_once(volume_type: str) -> None:
    size, iops, _ = MOST[volume_type]
    refused = refusals("ebs", {"volume_type": volume_type, "size_gb": size, "iops": iops + 1})
    assert len(refused) == len(set(refused))


@pytest.mark.parametrize("region", ["sa-east-1", "af-south-1", "eu-west-3"])
def test_a_type_without_a_price_in_a_region_says_so(region: str) -> None:
    before = "2026-10-14"
    [(field, sentence)] = refusals("ebs", {"volume_type": "io2", "region": region, "as_of": before})
    assert field == "region"
    assert sentence.startswith(f"There is no price in our data for storage of io2 in {region} as of {before}")


def test_every_region_has_a_price() -> None:
    assert CATALOGUE.regions_of("ebs") == tuple(CATALOGUE.regions)


@EVERY_REGION
def test_every_region_with_a_price_answers_for_gp3_and_st1(region: str) -> None:
    assert (
        answered(
            "ebs", {"region": region, "iops": 4000, "throughput_mibps": 250, "snapshot_gb": 1}
        ).effective_monthly_usd
        > 0
    )
    assert answered("ebs", {"region": region, "volume_type": "st1"}).effective_monthly_usd > 0


@EVERY_REGION
def test_more_iops_of_an_io2_volume_are_cheaper_from_tier_to_tier(region: str) -> None:
    cards = CATALOGUE.book(("ebs",), region, TODAY).cards
    for tiers in [card.tiers for key, card in cards.items() if key == ("iops", "io2")]:
        # In 20 Regions no source has more than the first tier.
        edges = ["0", "32000", "64000", "None"]
        bounds = [str(tiers[0].start), *(str(tier.to) for tier in tiers)]
        assert bounds in (edges, edges[:2])
        assert [t.usd_per_unit for t in tiers] == sorted((t.usd_per_unit for t in tiers), reverse=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("volumes", "0"),
        ("volumes", "1.5"),
        ("hours_per_month", "800"),
        ("size_gb", "0"),
        ("size_gb", "65537"),
        ("iops", "256001"),
        ("throughput_mibps", "4001"),
        ("volume_type", "gp4"),
        ("attached_instance_type", "m5.tiny"),
    ],
)
def test_what_no_volume_can_be_is_refused_at_its_field(field: str, value: str) -> None:
    assert [name for name, _ in refusals("ebs", {field: value})] == [field]
