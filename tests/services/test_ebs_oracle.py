"""A second, plain calculation of what EBS bills for time and snapshots, in exact fractions, on random workloads.

It is written from AWS's guides and reads the prices of both tables itself; it shares no code with the
calculator. The volume that is chosen for a need is held against a search in `test_ebs_brute_force.py`; here it is
always a gp3 without extras.
"""

import csv
from fractions import Fraction
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from calculator.core.units import PRICING_DATA
from tests.lanes import for_some
from tests.questions import answered

REGIONS = ("us-east-1", "eu-central-1", "sa-east-1", "ap-south-1")
DAY = "2026-11-21"
# Hours of each month that can be asked for.
MONTHS = {"730": 730, **{str(days): 24 * days for days in (28, 29, 30, 31)}}


@cache
def prices(region: str) -> dict[tuple[str, str], Fraction]:
    """The newest price of each dimension and option that has one tier."""
    found: dict[tuple[str, str], tuple[str, Fraction]] = {}
    for name in ("services/ebs/prices.csv", "services/data_transfer/prices.csv"):
        with (PRICING_DATA / name).open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                if row["region"] == region and row["effective_from"] <= DAY and row["tier_from"] == "0":
                    batch = 1000 if row["unit"].startswith("1000 ") else 1
                    key, price = (row["dimension"], row["option"]), Fraction(row["usd_per_unit"]) / batch
                    dated = (row["effective_from"], price)
                    found[key] = max(found.get(key, dated), dated)
    return {key: price for key, (_, price) in found.items()}


def oracle(workload: dict[str, str]) -> Fraction:
    """What the workload costs in its month."""
    region, away = workload["region"], workload["snapshot_copy_region"]
    of = {
        name: Fraction(text)
        for name, text in workload.items()
        if name not in ("region", "snapshot_copy_region", "month")
    }
    here = prices(region)
    seconds = of["hours_per_month"] * 3600
    if seconds:
        seconds = max(seconds, Fraction(60))
    usd = of["size_gb"] * of["volumes"] * seconds / (MONTHS[workload["month"]] * 3600) * here["storage", "gp3"]
    usd += of["snapshot_gb"] * here["snapshot_storage", ""]
    days = max(of["snapshot_archive_days"], Fraction(90))
    usd += of["snapshot_archive_gb"] * days / of["snapshot_archive_days"] * here["snapshot_archive_storage", ""]
    usd += of["snapshot_archive_restored_gb"] * here["snapshot_archive_retrieval", ""]
    if of["fast_snapshot_restore_hours"]:
        usd += max(of["fast_snapshot_restore_hours"], Fraction(1)) * here["fast_snapshot_restore", ""]
    for call in ("list", "get", "put"):
        usd += of[f"direct_api_{call}_requests"] * here[f"direct_api_{call}_request", ""]
    if away not in ("same", region):
        usd += of["snapshot_copied_gb"] * here["inter_region", away]
        usd += of["snapshot_copies_gb"] * prices(away)["snapshot_storage", ""]
    return usd


AMOUNTS = st.one_of(st.just("0"), st.decimals(0, 10**5, places=2).map(str))
WORKLOADS = st.fixed_dictionaries(
    {
        "region": st.sampled_from(REGIONS),
        "month": st.sampled_from(list(MONTHS)),
        "size_gb": st.integers(1, 65536).map(str),
        "volumes": st.integers(1, 1000).map(str),
        "hours_per_month": st.one_of(
            st.sampled_from(["0", "0.001", "0.016", "0.017", "672"]), st.decimals(0, 672, places=3).map(str)
        ),
        "snapshot_gb": AMOUNTS,
        "snapshot_archive_gb": AMOUNTS,
        "snapshot_archive_days": st.integers(1, 400).map(str),
        "snapshot_archive_restored_gb": AMOUNTS,
        "fast_snapshot_restore_hours": st.one_of(st.sampled_from(["0", "0.5", "1"]), AMOUNTS),
        "snapshot_copy_region": st.sampled_from(["same", *REGIONS]),
        **{f"direct_api_{call}_requests": AMOUNTS for call in ("list", "get", "put")},
        "snapshot_copied_gb": AMOUNTS,
        "snapshot_copies_gb": AMOUNTS,
    }
)


@given(workload=WORKLOADS)
@for_some(200)
def test_two_calculations_agree(workload: dict[str, str]) -> None:
    found = Fraction(answered("ebs", {**workload, "volume_type": "gp3", "as_of": DAY}).effective_monthly_usd)
    expected = oracle(workload)
    # Only quotients of days and hours are ever rounded, in the 28th digit.
    assert abs(found - expected) <= expected / 10**25
