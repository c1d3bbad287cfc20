"""What one account pays once, or by its whole volume.

Prices of us-east-1: S3 Standard 0.023 a GB-month up to 50 TB, 0.022 beyond; data out 0.09 a GB after 100 free ones; SQS
0.40 a million requests after a free one; DynamoDB storage 0.25 a GB-month (Ireland 0.283) after 25 free ones in each
Region; io2 0.065 an IOPS-month up to 32,000 of a volume and 0.0455 beyond; On-demand Advantage 0.032 and 0.016 a GB.
"""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.estimates.answers import Line
from calculator.estimates.pooling import Share
from calculator.services.service import FREE_TIER, Service
from tests.estimates.documents import answer, entry
from tests.lanes import for_some
from tests.random_usages import usages
from tests.test_laws import EVERY_SERVICE

# Quotients are kept to 28 digits.
NOISE = Decimal("1e-20")
FREE = {"account": {"free_tier": True}}


def alone(line: Line) -> Share:
    return line.contracted


def bucket(tb: int, count: int = 1, region: str = "us-east-1") -> dict[str, Any]:
    return entry("s3", count, region, storage_gb=f"{tb} TB")


def queue(millions: int, count: int = 1, region: str = "us-east-1") -> dict[str, Any]:
    return entry("sqs", count, region, requests=f"{millions} million")


def table(gb: int, region: str = "us-east-1") -> dict[str, Any]:
    return entry("dynamodb", 1, region, storage_gb=gb, reads_per_second=0, writes_per_second=0)


def volume(count: int) -> dict[str, Any]:
    return entry("ebs", count, volume_type="io2", size_gb=100, iops=40000)


def advantage(count: int) -> dict[str, Any]:
    return entry("kinesis", count, capacity_mode="on_demand_advantage", records_per_second=1000)


SENDS = entry("ec2", data_out_gb=100)
READS = entry("s3", storage_gb=0, data_out_gb=60)


@pytest.mark.parametrize(
    ("entries", "more", "paid", "each_for_itself"),
    [
        # 51,200 x 0.023 + 30,720 x 0.022; two of 40,960 x 0.023
        ([bucket(40), bucket(40)], {}, "1853.44", "1884.16"),
        ([bucket(40, count=2)], {}, "1853.44", "1884.16"),
        ([bucket(80)], {}, "1853.44", "1853.44"),
        # Ireland has the same ladder and climbs it by itself.
        ([bucket(40), bucket(40, region="eu-west-1")], {}, "1884.16", "1884.16"),
        # Whoever does not want tiers shared gets each line for itself.
        ([bucket(40), bucket(40)], {"account": {"pool_tiers": False}}, "1884.16", "1884.16"),
        # 6 million less one, in whatever Regions; 2 x 2 million
        ([queue(3), queue(3)], FREE, "2", "1.6"),
        ([queue(3), queue(3, region="us-west-2")], FREE, "2", "1.6"),
        ([queue(3, count=2)], FREE, "2", "1.6"),
        ([queue(3), queue(3)], {}, "2.4", "2.4"),
        # 160 GB of two services less 100, beside 730 hours of m5.large x 0.096
        ([SENDS, READS], FREE, "75.48", "70.08"),
        # 60 GB less 25, and 5 GB in each of two Regions
        ([table(30), table(30)], FREE, "8.75", "2.5"),
        ([table(30), table(30, "eu-west-1")], FREE, "2.665", "2.665"),
        # Tiers of io2 are a volume's own: 3 x (100 x 0.125 + 32,000 x 0.065 + 8,000 x 0.0455)
        ([volume(3)], {}, "7369.5", "7369.5"),
        # 25 MiB/s x 2,628,000 s / 1,024 = 64,160.15625 GB each of data in and out, once for the account
        ([advantage(1)], {}, "3079.6875", "3079.6875"),
        ([advantage(1), advantage(2)], {}, "3079.6875", "9239.0625"),
    ],
)  # fmt: skip
def test_an_account_pays_by_its_whole_volume_and_once(
    entries: list[dict[str, Any]], more: dict[str, Any], paid: str, each_for_itself: str
) -> None:
    found = answer(*entries, **more)
    assert not found.missing
    assert (found.money().effective_monthly_usd, found.money(alone).effective_monthly_usd) == (
        Decimal(paid), Decimal(each_for_itself),
    )  # fmt: skip


def test_a_pool_is_split_by_quantity_and_adds_up() -> None:
    found = answer(bucket(10), bucket(50), bucket(20))
    shares = [line.pooled.usd for each in found.entries for line in each.lines if line.pooled.usd]
    assert sum(shares) == Decimal("1853.44")
    assert shares[1] == Decimal("1853.44") * 5 / 8


def test_what_others_use_fills_up_to_a_minimum() -> None:
    busy = entry("kinesis", capacity_mode="on_demand_advantage", records_per_second=100_000, shared_consumers=2)
    found = answer(busy, advantage(1))
    shortfalls = [line.pooled.usd for each in found.entries for line in each.lines if "shortfall" in line.item.name]
    assert shortfalls == [0, 0, 0, 0]


def whole(service: Service) -> st.SearchStrategy[dict[str, str]]:
    return usages(service).map(lambda raw: {name: text for name, text in raw.items() if name != FREE_TIER})


@EVERY_SERVICE
@given(data=st.data())
@for_some(20)
def test_laws_of_pools(service: Service, data: st.DataObject) -> None:
    """Neither order nor grouping nor a count instead of so many entries changes what an account pays."""
    one, other = (entry(service.KEY, 1, **data.draw(whole(service))) for _ in range(2))
    account = {"free_tier": data.draw(st.booleans())}
    together = answer(one, other, other, account=account)
    for same in (
        answer(other, one, other, account=account),
        answer(one, {**other, "count": 2}, account=account),
        answer(
            account=account,
            groups=[{"entries": [other]}, {"name": "Inner", "groups": [{"entries": [one, other]}]}],
        ),
    ):
        assert same.money().effective_monthly_usd == pytest.approx(
            together.money().effective_monthly_usd, rel=NOISE, abs=NOISE
        )
        assert len(same.missing) == 0 or len(together.missing) > 0
    for each in together.entries:
        assert sum((line.pooled.usd for line in each.lines), Decimal(0)) >= 0


def ladder_falls(line: Line) -> bool:
    """Whether more never has a higher price; a leading tier at nothing is an allowance."""
    prices = [tier.usd_per_unit for tier in line.item.card.tiers]
    return prices == sorted(prices, reverse=True)


@EVERY_SERVICE
@given(data=st.data())
@for_some(20)
def test_pooled_is_never_more_than_apart_where_ladders_fall_and_one_entry_is_as_it_was(
    service: Service, data: st.DataObject
) -> None:
    one, other = (entry(service.KEY, 1, **data.draw(whole(service))) for _ in range(2))
    for each in answer(one, other).entries:
        for line in each.lines:
            assert line.pooled.quantity <= line.contracted.quantity
            assert line.pooled.usd <= line.contracted.usd * (1 + NOISE) or not ladder_falls(line)
    (single,) = answer(one, account={"free_tier": True}).entries
    cards = [line.item.card for line in single.lines]
    for line in single.lines:
        # What two lines of one service have at one price climbs its tiers together.
        if cards.count(line.item.card) == 1:
            assert line.pooled == line.contracted
