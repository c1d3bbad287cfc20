"""A second, plain calculation of what S3 bills for features and other Regions, in exact fractions.

It is written from the pricing pages of AWS; its prices are those of the files (`s3_bill.py`). It shares no code with
the calculator.
"""

import math
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.lanes import for_some
from tests.services.s3_bill import Bill, of_calculator, or_none

REGIONS = ("us-east-1", "us-west-2", "eu-central-1", "sa-east-1", "ap-southeast-6", "us-gov-west-1")
CLASSES = ("STANDARD", "INTELLIGENT_TIERING", "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR")
DAYS = ("2025-12-10", "2026-06-15", "2026-11-21")
GB_IN_KB, BILLION = 2**20, 10**9
# What is billed as it is stated: the dimension and the option of each input.
PLAIN = {
    "accelerated_upload_gb": ("accelerated_upload", ""),
    "accelerated_upload_elsewhere_gb": ("accelerated_upload_elsewhere", ""),
    "accelerated_download_gb": ("accelerated_download", ""),
    "accelerated_between_regions_gb": ("accelerated_between_regions", ""),
    "access_point_routed_gb": ("access_point_routed", ""),
    "access_point_accelerated_in_gb": ("access_point_accelerated_in", ""),
    "access_point_accelerated_out_gb": ("access_point_accelerated_out", ""),
    "access_point_accelerated_far_gb": ("access_point_accelerated_far", ""),
    "inventory_objects": ("inventory", ""),
    "object_tags": ("tag", ""),
    "storage_lens_objects": ("storage_lens", ""),
    "analytics_objects": ("analytics", ""),
    "batch_jobs": ("batch_job", ""),
    "batch_objects": ("batch_object", ""),
    "batch_manifest_objects": ("batch_manifest_object", ""),
    "batch_checksum_gb": ("batch_checksum", ""),
    "metadata_updates": ("metadata_journal_update", ""),
    "access_grants_requests": ("access_grants_request", ""),
    "object_lambda_gb": ("object_lambda_returned", ""),
    "dsse_encrypted_gb": ("dsse_encrypted", ""),
    "dsse_decrypted_gb": ("dsse_decrypted", ""),
    "tables_storage_gb": ("tables_storage", "STANDARD"),
    "tables_frequent_gb": ("tables_storage_frequent", "INTELLIGENT_TIERING"),
    "tables_infrequent_gb": ("tables_storage_infrequent", "INTELLIGENT_TIERING"),
    "tables_archive_instant_gb": ("tables_storage_archive_instant", "INTELLIGENT_TIERING"),
    "tables_objects": ("tables_monitoring", ""),
    "tables_put_requests": ("tables_put_request", ""),
    "tables_get_requests": ("tables_get_request", ""),
    "tables_compacted_objects": ("tables_compaction_object", ""),
    "tables_compacted_gb": ("tables_compaction_binpack", ""),
    "tables_sorted_gb": ("tables_compaction_sort", ""),
    "tables_replicated_updates": ("tables_replication_update", ""),
    "vectors_storage_gb": ("vectors_storage", ""),
    "vectors_requests": ("vectors_request", ""),
    "vectors_queries": ("vectors_query", ""),
}


def oracle(workload: dict[str, str]) -> Fraction:
    """What the features of the workload cost in a month; it stores nothing and asks for nothing else."""
    of = {name: Fraction(text) for name, text in workload.items() if name not in WORDS}
    bill = Bill(workload["region"], workload["as_of"], workload["storage_class"])
    for name, (dimension, option) in PLAIN.items():
        bill.add(dimension, of[name], option)
    if of["metadata_objects"] > BILLION:
        bill.add("metadata_live_inventory", of["metadata_objects"], "")
    bill.add("vectors_put", max(of["vectors_put_gb"], of["vectors_put_requests"] * 128 / GB_IN_KB), "")
    query(bill, of, workload["as_of"])
    at_home, there = other_regions(bill, of, workload)
    return at_home + there


def query(bill: Bill, of: dict[str, Fraction], day: str) -> None:
    """Vectors that queries go through, and what is returned beyond 512 KB each."""
    vectors, each = of["vectors_per_index"], of["vectors_queries"] * of["vectors_processed_kb"] / GB_IN_KB
    third = Fraction(10**7 if day >= "2026-06-16" else 2 * BILLION)
    first = min(vectors, Fraction(10**5))
    second = max(min(vectors, third) - first, Fraction(0))
    for option, processed in (
        ("first_100k_vectors", first),
        ("over_100k_vectors", second),
        ("over_10m_vectors", vectors - first - second),
    ):
        bill.add("vectors_query_processed", processed * each, option)
    returned = max(of["vectors_returned_kb"] - 512, Fraction(0)) * of["vectors_queries"]
    bill.add("vectors_query_returned", returned / GB_IN_KB, "")


def other_regions(bill: Bill, of: dict[str, Fraction], workload: dict[str, str]) -> tuple[Fraction, Fraction]:
    """The bill with what is sent, and what replicas cost where they are written."""
    home, away = workload["region"], workload["replication_region"]
    if workload["inter_region_to"] not in ("same", home):
        bill.add("inter_region", of["inter_region_gb"], workload["inter_region_to"])
    there = Bill(home if away == "same" else away, workload["as_of"], workload["replication_class"])
    objects = Fraction(math.ceil(of["replicated_gb"] * GB_IN_KB / of["average_object_kb"]))
    there.add("put_request", objects)
    if away not in ("same", home):
        bill.add("inter_region", of["replicated_gb"], away)
    if workload["replication_time_control"] == "true":
        bill.add("replication_time_control", of["replicated_gb"], "")
    if workload["storage_class"] in ("STANDARD_IA", "ONEZONE_IA", "GLACIER_IR"):
        bill.add("retrieval", of["replicated_gb"])
    return bill.usd, there.usd


WORDS = (
    "storage_class", "region", "as_of", "inter_region_to", "replication_region", "replication_class",
    "replication_time_control",
)  # fmt: skip
# Mostly nothing, because what has no price in a Region leaves no bill to compare.
AMOUNTS = st.one_of(
    st.just("0"), st.just("0"), st.integers(1, 10**7).map(str), st.decimals(0, 10**5, places=2).map(str)
)
HUGE = st.one_of(st.just("0"), st.sampled_from(["1000000000", "1000000001", "25000000001", "100000000001"]))
NUMBERS = {
    **dict.fromkeys(PLAIN, AMOUNTS),
    "storage_lens_objects": HUGE,
    "metadata_objects": HUGE,
    "vectors_put_gb": AMOUNTS,
    "vectors_put_requests": AMOUNTS,
    "vectors_queries": st.integers(0, 10**6).map(str),
    "vectors_per_index": st.sampled_from(["0", "99999", "100000", "100001", "10000000", "10000001", "2000000000"]),
    "vectors_processed_kb": st.decimals(0, 40, places=2).map(str),
    "vectors_returned_kb": st.sampled_from(["0", "512", "512.01", "4096"]),
    "inter_region_gb": AMOUNTS,
    "replicated_gb": AMOUNTS,
    "average_object_kb": st.decimals("0.01", 10**6, places=2).map(str),
}


def places(home: str) -> tuple[str, ...]:
    """Where a Region can replicate to: GovCloud and the others keep to themselves."""
    return ("same", *(each for each in REGIONS if each.startswith("us-gov-") == home.startswith("us-gov-")))


@st.composite
def workloads(draw: st.DrawFn) -> dict[str, str]:
    home = draw(st.sampled_from(REGIONS))
    used = draw(st.lists(st.sampled_from(sorted(NUMBERS)), max_size=12, unique=True))
    numbers = {name: draw(NUMBERS[name]) if name in used else "0" for name in NUMBERS}
    size = draw(NUMBERS["average_object_kb"])
    return {
        **numbers,
        "average_object_kb": size,
        "region": home,
        "as_of": draw(st.sampled_from(DAYS)),
        "storage_class": draw(st.sampled_from(CLASSES)),
        "inter_region_to": draw(st.sampled_from(("same", *REGIONS))),
        "replication_region": draw(st.sampled_from(places(home))),
        "replication_class": draw(st.sampled_from((*CLASSES, "GLACIER", "DEEP_ARCHIVE"))),
        "replication_time_control": draw(st.sampled_from(["true", "false"])),
    }


@given(workload=workloads())
@for_some(400)
def test_two_calculations_agree(workload: dict[str, str]) -> None:
    expected, found = or_none(oracle, workload), of_calculator(workload)
    assert (found is None) == (expected is None)
    assert abs((found or Fraction(0)) - (expected or Fraction(0))) <= (expected or Fraction(0)) / 10**25
