"""Amazon EBS snapshots: kept, archived, restored, restored fast and copied to other Regions, worked out by hand.

Prices are those of us-east-1 unless a test says otherwise.
"""

from decimal import Decimal

import pytest

from tests.questions import billed, ebs, item, refusals, usd, warned

STORED = usd(storage="0.08")  # the volume of 1 GiB of gp3 beside them


@pytest.mark.parametrize(
    ("fields", "usd"),
    [
        ({"snapshot_gb": 100}, "5"),  # 100 x 0.05
        ({"snapshot_gb": "3 TB"}, "153.6"),
        ({"snapshot_gb": 100, "volumes": 5, "hours_per_month": 10}, "5"),  # averaged by whoever states it
    ],
)
def test_snapshots_are_billed_as_they_are_stated(fields: dict[str, object], usd: str) -> None:
    assert item(ebs("gp2", **fields), "snapshots").usd == Decimal(usd)


@pytest.mark.parametrize(
    ("fields", "items"),
    [
        ({"snapshot_archive_gb": 100}, usd(snapshot_archive="1.25")),  # the guide's: 100 GiB x 0.0125
        ({"snapshot_archive_restored_gb": 100}, usd(snapshot_archive_restores="3")),  # the guide's: 100 GiB x 0.03
        # The guide's snapshot of 40 GiB, deleted at once, pays 90 days: 40 x 0.0125 x 90 / 30 = 1.50. In an archive
        # from which one such snapshot goes each month after a day, 40 / 30 GB are kept on average.
        (
            {"snapshot_archive_gb": 40, "snapshot_archive_days": 30},
            usd(snapshot_archive="0.5", snapshot_archive_early_delete="1"),
        ),
        # The guide's snapshot deleted after 40 days pays 50 days more: 5/4 of what it paid.
        (
            {"snapshot_archive_gb": 80, "snapshot_archive_days": 40},
            usd(snapshot_archive="1", snapshot_archive_early_delete="1.25"),
        ),
        ({"snapshot_archive_gb": 80, "snapshot_archive_days": 90}, usd(snapshot_archive="1")),
        ({"snapshot_archive_gb": 80, "snapshot_archive_days": 89}, None),
    ],
)
def test_the_archive_bills_what_is_kept_for_90_days_at_least_and_what_is_restored(
    fields: dict[str, object], items: dict[str, Decimal] | None
) -> None:
    found = billed(ebs("gp3", **fields))
    if items is None:
        assert round(found["snapshot_archive_early_delete"], 10) == round(Decimal(1) / 89, 10)
    else:
        assert found == STORED | items


@pytest.mark.parametrize(
    ("hours", "dollars"),
    [
        ("4.5", "3.375"),  # the pricing page's: one snapshot in three zones for 90 minutes
        ("0.25", "0.75"),  # one hour at least
        ("1", "0.75"),
        ("1.5", "1.125"),
        ("0", "0"),
    ],
)
def test_fast_snapshot_restore_is_billed_by_snapshot_zone_and_hour(hours: str, dollars: str) -> None:
    assert item(ebs("gp3", fast_snapshot_restore_hours=hours), "fast_snapshot_restore").usd == Decimal(dollars)


@pytest.mark.parametrize(
    ("field", "requests", "dollars"),
    [
        ("direct_api_list_requests", "1 million", "0.6"),  # the pricing page's: 0.0006 a thousand
        ("direct_api_get_requests", "100k", "0.3"),  # the pricing page's: 0.003 a thousand
        ("direct_api_put_requests", "100k", "0.6"),  # the pricing page's: 0.006 a thousand
    ],
)
def test_the_direct_apis_are_billed_by_request(field: str, requests: str, dollars: str) -> None:
    assert billed(ebs("gp3", **{field: requests})) == STORED | {field: Decimal(dollars)}


@pytest.mark.parametrize("region", ["us-east-1", "same"])
def test_copies_within_a_region_cost_no_transfer_and_the_input_is_said_to_be_unused(region: str) -> None:
    answer = ebs("gp3", snapshot_copy_region=region, snapshot_copied_gb=5, snapshot_copies_gb=7)
    assert billed(answer) == STORED
    assert warned(answer) == [("not_used", "snapshot_copied_gb"), ("not_used", "snapshot_copies_gb")]


@pytest.mark.parametrize(
    ("volume_type", "fields", "expected"),
    [
        (
            "gp3",
            {"snapshot_archive_gb": 1, "snapshot_archive_days": 89},
            [("below_minimum_archive_period", "snapshot_archive_days")],
        ),
        ("gp3", {"snapshot_archive_gb": 1, "snapshot_archive_days": 90}, []),
        ("gp3", {"snapshot_archive_days": 1}, []),
    ],
)
def test_a_snapshot_that_leaves_the_archive_early_is_told_of(
    volume_type: str, fields: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert warned(ebs(volume_type, **fields)) == expected


@pytest.mark.parametrize(
    ("region", "items"),
    [
        ("us-east-2", usd(snapshot_transfer="1", snapshot_copies="10")),  # 100 x 0.01, 200 x 0.05
        ("eu-central-1", usd(snapshot_transfer="2", snapshot_copies="10.8")),  # 100 x 0.02, 200 x 0.054
    ],
)
def test_copies_are_billed_for_the_way_at_home_and_for_the_keeping_there(
    region: str, items: dict[str, Decimal]
) -> None:
    answer = ebs("gp3", snapshot_copy_region=region, snapshot_copied_gb=100, snapshot_copies_gb=200)
    assert billed(answer) == STORED | items


@pytest.mark.parametrize(("home", "away"), [("us-east-1", "us-gov-west-1"), ("us-gov-east-1", "eu-west-1")])
def test_govcloud_and_the_other_regions_copy_no_snapshots_to_one_another(home: str, away: str) -> None:
    [(field, sentence)] = refusals("ebs", {"region": home, "snapshot_copy_region": away})
    assert field == "snapshot_copy_region"
    assert sentence.endswith(f"{home} copies no snapshots to {away}.")
