"""Amazon S3: data that goes to other Regions, by readers there or by replication, worked out by hand.

Prices are those of us-east-1 unless a test says otherwise.
"""

from decimal import Decimal

import pytest

from calculator.core.errors import NotPriced
from tests.questions import S3_CLASSES, billed, refusals, s3, usd, warned


@pytest.mark.parametrize(
    ("region", "away", "dollars"),
    [
        ("us-east-1", "us-east-2", "10"),  # 1,000 x 0.01
        ("us-east-1", "us-west-2", "20"),
        ("us-east-1", "ap-southeast-7", "80"),  # of 35 pairs of us-east-1 this one is dearer
        ("eu-central-1", "us-east-1", "20"),
        ("sa-east-1", "us-east-1", "138"),
        ("us-east-1", "us-gov-west-1", "20"),  # readers may be anywhere
    ],
)
def test_data_sent_to_another_region_costs_what_the_pair_does(region: str, away: str, dollars: str) -> None:
    answer = s3("STANDARD", region=region, inter_region_to=away, inter_region_gb=1000)
    assert billed(answer) == {"inter_region": Decimal(dollars)}


@pytest.mark.parametrize("away", ["same", "us-east-1"])
def test_data_within_a_region_is_free_whatever_the_zone_and_the_input_is_said_to_be_unused(away: str) -> None:
    answer = s3("STANDARD", inter_region_to=away, inter_region_gb=1000)
    assert billed(answer) == {}
    assert warned(answer) == [("not_used", "inter_region_gb")]


def test_a_pair_without_a_price_is_named_and_not_guessed() -> None:
    with pytest.raises(NotPriced, match="inter region of ap-northeast-3 in ap-southeast-3"):
        s3("STANDARD", region="ap-southeast-3", inter_region_to="ap-northeast-3", inter_region_gb=1)


REPLICATED = {"replicated_gb": 1024, "average_object_kb": 1024}  # 2^20 objects of 1 MB


@pytest.mark.parametrize(
    ("fields", "items"),
    [
        ({}, usd(replication_requests="5.24288")),  # 2^20 x 0.005 / 1,000; within a Region there is no transfer
        ({"replication_region": "us-east-1"}, usd(replication_requests="5.24288")),
        ({"replication_region": "us-west-2"}, usd(replication_requests="5.24288", replication_transfer="20.48")),
        # The replicas are written at the rate of their Region and class: 0.0054 in Frankfurt, 0.03 in Glacier.
        ({"replication_region": "eu-central-1"}, usd(replication_requests="5.662310400", replication_transfer="20.48")),
        ({"replication_class": "GLACIER"}, usd(replication_requests="31.45728")),
        (
            {"replication_time_control": True},
            usd(replication_requests="5.24288", replication_time_control="15.36"),  # 1,024 x 0.015
        ),
        (
            {"replication_time_control": True, "replication_class": "GLACIER"},
            usd(replication_requests="31.45728", replication_time_control="15.36"),
        ),
        ({"replication_requests": 2000}, usd(replication_requests="0.01")),
        ({"storage_class": "STANDARD_IA"}, usd(replication_requests="5.24288", replication_retrieval="10.24")),
        ({"storage_class": "GLACIER_IR"}, usd(replication_requests="5.24288", replication_retrieval="30.72")),
    ],
)
def test_replication_bills_the_way_the_requests_and_what_is_read(
    fields: dict[str, object], items: dict[str, Decimal]
) -> None:
    storage_class = str(fields.get("storage_class", "STANDARD"))
    others = {name: value for name, value in fields.items() if name != "storage_class"}
    assert billed(s3(storage_class, **REPLICATED, **others)) == items


@pytest.mark.parametrize("storage_class", S3_CLASSES)
def test_archives_and_directory_buckets_are_not_replicated(storage_class: str) -> None:
    if storage_class in ("GLACIER", "DEEP_ARCHIVE", "EXPRESS_ONEZONE"):
        fields = {"storage_class": storage_class, "replicated_gb": 1}
        assert [field for field, _ in refusals("s3", fields)] == ["replicated_gb"]
    else:
        assert "replication_requests" in billed(s3(storage_class, replicated_gb=1))


@pytest.mark.parametrize("region", ["us-gov-east-1", "us-gov-west-1"])
def test_replication_time_control_is_not_sold_in_govcloud(region: str) -> None:
    with pytest.raises(NotPriced, match=f"replication time control in {region}"):
        s3("STANDARD", region=region, replicated_gb=1, replication_time_control=True)


@pytest.mark.parametrize(("home", "away"), [("us-east-1", "us-gov-west-1"), ("us-gov-east-1", "eu-west-1")])
def test_govcloud_and_the_other_regions_replicate_nothing_to_one_another(home: str, away: str) -> None:
    [(field, sentence)] = refusals("s3", {"region": home, "replication_region": away})
    assert field == "replication_region"
    assert sentence.endswith(f"{home} replicates nothing to {away}.")


def test_time_control_without_replication_is_said_to_be_unused() -> None:
    assert warned(s3("STANDARD", replication_time_control=True)) == [("not_used", "replication_time_control")]


@pytest.mark.parametrize("storage_class", S3_CLASSES)
def test_replicas_may_be_of_any_class_but_express_one_zone(storage_class: str) -> None:
    workload = {"replicated_gb": 100, "replication_region": "us-west-2", "replication_class": storage_class}
    if storage_class == "EXPRESS_ONEZONE":
        assert [field for field, _ in refusals("s3", workload)] == ["replication_class"]
    else:
        assert "replication_requests" in billed(s3("STANDARD", **workload))
