"""A second, plain calculation of the S3 bill, in exact fractions, held against the calculator on random workloads.

It is written from the published rules; its prices are those of the files (`s3_bill.py`). It shares no code with the
calculator. Where the two differ, one of them has misread a rule.
"""

import math
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lanes import for_some
from tests.services.s3_bill import Bill, NoPrice, of_calculator, or_none

REGIONS = ("us-east-1", "us-west-2", "eu-north-1", "sa-east-1", "ap-southeast-7", "us-gov-west-1")
DAYS = ("2024-10-01", "2026-11-21")
CLASSES = (
    "STANDARD", "INTELLIGENT_TIERING", "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE",
    "EXPRESS_ONEZONE",
)  # fmt: skip
MINIMUM_DAYS = {
    "STANDARD_IA": 30, "ONEZONE_IA": 30, "GLACIER_IR": 90, "GLACIER": 90, "DEEP_ARCHIVE": 180,
}  # fmt: skip
PADDED = ("STANDARD_IA", "ONEZONE_IA", "GLACIER_IR")
ARCHIVES = ("GLACIER", "DEEP_ARCHIVE")
KB = Fraction(1, 2**20)


def oracle(workload: dict[str, str]) -> Fraction:
    """What the workload costs in a month."""
    of = {name: Fraction(text) for name, text in workload.items() if name not in WORDS}
    storage_class, speed = workload["storage_class"], workload["retrieval_speed"]
    bill = Bill(workload["region"], workload["as_of"], storage_class)
    stored, size = of["storage_gb"], of["average_object_kb"]
    objects = Fraction(math.ceil(stored / KB / size))
    is_tiering = storage_class == "INTELLIGENT_TIERING"
    if ("storage_frequent" if is_tiering else "storage", storage_class) not in bill.prices:
        raise NoPrice("storage")
    if is_tiering:
        restored = tiered_storage(bill, of, stored, size, objects)
    else:
        restored = storage_class in ARCHIVES
        plain_storage(bill, of["object_lifetime_days"], stored, size, objects)
    bill.add("put_request", of["put_requests"])
    bill.add(
        "put_request", of["list_requests"], "EXPRESS_ONEZONE" if storage_class == "EXPRESS_ONEZONE" else "STANDARD"
    )
    bill.add("get_request", of["get_requests"])
    if storage_class not in ("STANDARD", "EXPRESS_ONEZONE"):
        bill.add("transition_request", of["transition_requests"])
    if restored:
        bill.add(f"retrieval_{speed}", of["retrieval_gb"])
        bill.add(f"retrieval_{speed}_request", Fraction(math.ceil(of["retrieval_gb"] / KB / size)))
    if storage_class in ARCHIVES:
        bill.add("storage", of["retrieval_gb"] * of["restored_copy_days"] / 30, "STANDARD")
    if storage_class in (*PADDED, "EXPRESS_ONEZONE"):
        bill.add("retrieval", of["retrieval_gb"])
    if storage_class == "EXPRESS_ONEZONE":
        bill.add("upload", of["put_requests"] * size * KB)
    allowance = 0 if workload["region"].startswith("us-gov-") else 100
    free = allowance if workload["include_free_tier"] == "true" else 0
    bill.add("internet_out", max(of["data_out_gb"] - free, Fraction(0)), "")
    move(bill, workload["moved_from"], of, objects)
    return bill.usd + bill.once / of["effective_months"]


# Where a lifecycle rule can move objects, as the S3 User Guide lists it.
DOWNWARD = {
    "STANDARD": ("STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"),
    "STANDARD_IA": ("INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"),
    "INTELLIGENT_TIERING": ("ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"),
    "ONEZONE_IA": ("GLACIER", "DEEP_ARCHIVE"),
    "GLACIER_IR": ("GLACIER", "DEEP_ARCHIVE"),
    "GLACIER": ("DEEP_ARCHIVE",),
    "DEEP_ARCHIVE": (),
    "EXPRESS_ONEZONE": (),
}


def move(bill: Bill, origin: str, of: dict[str, Fraction], objects: Fraction) -> None:
    """What is paid once for bringing the objects from the class in which they are today."""
    target = bill.storage_class
    if origin in ("none", target):
        return
    monthly, bill.usd = bill.usd, Fraction(0)
    if target in DOWNWARD[origin]:
        bill.add("transition_request", objects)
    else:
        size, most = of["average_object_kb"], 5 * 2**20
        parts = math.ceil(size / most) + 1 if size > most else 0
        bill.add("put_request", objects)
        bill.add("put_request", objects * parts, "STANDARD" if target in ARCHIVES else target)
        if target == "EXPRESS_ONEZONE":
            bill.add("upload", of["storage_gb"])
        if origin in ARCHIVES:
            bill.add("retrieval_bulk", of["storage_gb"], origin)
            bill.add("retrieval_bulk_request", objects, origin)
            bill.add("storage", of["storage_gb"] / 30, "STANDARD")
        elif origin in (*PADDED, "EXPRESS_ONEZONE"):
            bill.add("retrieval", of["storage_gb"], origin)
    bill.once, bill.usd = bill.usd, monthly


def plain_storage(bill: Bill, lifetime: Fraction, stored: Fraction, size: Fraction, objects: Fraction) -> None:
    """Bytes, padding to 128 KB, 32 + 8 KB per archived object, and the rest of the minimum duration."""
    at_class_rate = stored
    if bill.storage_class in PADDED and size < 128:
        at_class_rate = objects * 128 * KB
    if bill.storage_class in ARCHIVES:
        at_class_rate += objects * 32 * KB
        bill.add("storage", objects * 8 * KB, "STANDARD")
    months = max(Fraction(MINIMUM_DAYS.get(bill.storage_class, 0)) / lifetime, Fraction(1))
    bill.add("storage", at_class_rate * months)


def tiered_storage(bill: Bill, of: dict[str, Fraction], stored: Fraction, size: Fraction, objects: Fraction) -> bool:
    """Shares of Intelligent-Tiering; whether anything lies in a tier that needs a restore."""
    if size < 128:
        bill.add("storage_frequent", stored)
        return False
    for tier in ("frequent", "infrequent", "archive_instant", "archive", "deep_archive"):
        share = of[f"{tier}_percent"] / 100
        bill.add(f"storage_{tier}", stored * share)
        if tier in ("archive", "deep_archive"):
            archived = Fraction(math.ceil(objects * share))
            bill.add(f"storage_{tier}", archived * 32 * KB)
            bill.add("storage", archived * 8 * KB, "STANDARD")
    bill.add("monitoring", objects)
    return bool(of["archive_percent"] + of["deep_archive_percent"])


WORDS = ("storage_class", "moved_from", "region", "as_of", "retrieval_speed", "include_free_tier")
GIGABYTES = st.one_of(
    st.sampled_from(["0", "100", "10240", "51200", "512000", "153601"]), st.decimals(0, 10**6, places=3).map(str)
)
COUNTS = st.one_of(st.just("0"), st.integers(0, 10**9).map(str))
SHARES = st.lists(st.integers(0, 100), min_size=4, max_size=4).map(sorted).map(lambda cuts: [0, *cuts, 100])


@st.composite
def workloads(draw: st.DrawFn, storage_class: str) -> dict[str, str]:
    cuts = draw(SHARES)
    percents = [str(high - low) for low, high in pairwise(cuts)]
    tiers = ("frequent", "infrequent", "archive_instant", "archive", "deep_archive")
    # Expedited restores are left to the tests of the rules: not every class has them.
    return {
        "storage_class": storage_class,
        "region": draw(st.sampled_from(REGIONS)),
        "as_of": draw(st.sampled_from(DAYS)),
        "storage_gb": draw(GIGABYTES),
        "average_object_kb": draw(
            st.one_of(
                st.sampled_from(["1", "127.999", "128", "1024", "5242880", "5242880.1", "36700160"]),
                st.decimals("0.01", 10**6, places=3).map(str),
            )
        ),
        "put_requests": draw(COUNTS),
        "list_requests": draw(COUNTS),
        "get_requests": draw(COUNTS),
        "retrieval_gb": draw(GIGABYTES),
        "retrieval_speed": draw(st.sampled_from(["standard", "bulk"])),
        "restored_copy_days": draw(st.integers(0, 60).map(str)),
        "transition_requests": draw(COUNTS),
        "moved_from": draw(st.sampled_from(["none", *CLASSES])),
        "effective_months": draw(st.integers(1, 60).map(str)),
        "object_lifetime_days": draw(st.integers(1, 400).map(str)),
        "data_out_gb": draw(GIGABYTES),
        "include_free_tier": draw(st.sampled_from(["true", "false"])),
        **{f"{tier}_percent": percent for tier, percent in zip(tiers, percents, strict=True)},
    }


@pytest.mark.parametrize("storage_class", CLASSES)
@given(data=st.data())
@for_some(60)
def test_two_calculations_agree(storage_class: str, data: st.DataObject) -> None:
    workload = data.draw(workloads(storage_class))
    expected, found = or_none(oracle, workload), of_calculator(workload)
    assert (found is None) == (expected is None)
    usd = expected or Fraction(0)
    # Only quotients of days are ever rounded, in the 28th digit.
    assert abs((found or Fraction(0)) - usd) <= usd / 10**25


def test_the_second_calculation_knows_the_published_example() -> None:
    """51 TB of Standard cross the 50 TB tier: 51,200 x 0.023 + 1,024 x 0.022."""
    nothing = dict.fromkeys(
        (
            "put_requests", "list_requests", "get_requests", "retrieval_gb", "restored_copy_days",
            "transition_requests", "data_out_gb",
        ),
        "0",
    )  # fmt: skip
    workload = {
        **nothing, "storage_class": "STANDARD", "region": "us-east-1", "as_of": "2026-11-21", "storage_gb": "52224",
        "average_object_kb": "1024", "retrieval_speed": "standard", "object_lifetime_days": "1",
        "include_free_tier": "false", "moved_from": "none", "effective_months": "12",
    }  # fmt: skip
    assert oracle(workload) == Fraction(Decimal("1200.128"))
