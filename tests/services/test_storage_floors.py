"""Floors, minimums, increments and allowances of Amazon S3 and Amazon EBS: one row each, as AWS's guides state them.

Each row holds two workloads on either side of where the rule bites, and what each is billed for in us-east-1, worked
out by hand. No limit of such a name in the table of limits is without a row.
"""

from fractions import Fraction
from typing import NamedTuple

import pytest

from tests.questions import CATALOGUE, answered, exact_sum


class Rule(NamedTuple):
    """A rule of the table of limits, and a workload on which it bites beside one on which it does not."""

    service: str
    limit: str
    option: str
    bites: dict[str, object]
    bitten_usd: str
    leaves: dict[str, object]
    left_usd: str


def of_class(storage_class: str, **fields: object) -> dict[str, object]:
    return {"storage_class": storage_class, "storage_gb": 0, **fields}


def volume(volume_type: str, **fields: object) -> dict[str, object]:
    return {"volume_type": volume_type, "size_gb": 1, **fields}


def small_objects(storage_class: str) -> tuple[dict[str, object], dict[str, object]]:
    """A GB in objects of 64 KB, which count twice, and one in objects of 128 KB."""
    sizes = (64, 128)
    below, at = (of_class(storage_class, storage_gb=1, average_object_kb=size) for size in sizes)
    return below, at


def short_lives(storage_class: str, days: int) -> tuple[dict[str, object], dict[str, object]]:
    """1,000 GB in objects of 1 GB that live half of the minimum, so that each is billed twice, and all of it."""
    size = {"storage_gb": 1000, "average_object_kb": "1 GB"}
    half, whole = (of_class(storage_class, **size, object_lifetime_days=life) for life in (days // 2, days))
    return half, whole


TIERED = {"frequent_percent": 0, "archive_percent": 100}
S3 = (
    # 128 KB at 0.0125, 0.01 and 0.004.
    *(
        Rule("s3", "minimum_billable_object", each, small_objects(each)[0], twice, small_objects(each)[1], once)
        for each, twice, once in (
            ("STANDARD_IA", "0.025", "0.0125"), ("ONEZONE_IA", "0.02", "0.01"), ("GLACIER_IR", "0.008", "0.004"),
        )
    ),
    *(
        Rule(
            "s3", "minimum_storage_duration", each, short_lives(each, days)[0], twice, short_lives(each, days)[1], once
        )
        for each, days, twice, once in (
            ("STANDARD_IA", 30, "25", "12.5"),
            ("ONEZONE_IA", 30, "20", "10"),
            ("GLACIER_IR", 90, "8", "4"),
            # With 1,000 objects' 32 KB of the class, twice too, and 8 KB of Standard, which have no minimum.
            ("GLACIER", 90, "7.200395202636718750", "3.600285339355468750"),
            ("DEEP_ARCHIVE", 180, "1.980235900878906250", "0.990205688476562500"),
        )
    ),
    # 2^20 objects: 32 GB at the rate of the archive and 8 GB at 0.023; none where nothing is kept.
    Rule("s3", "archive_overhead", "GLACIER", of_class("GLACIER", storage_gb=1024), "3.9856",
         of_class("GLACIER"), "0"),
    Rule("s3", "standard_overhead", "GLACIER", of_class("GLACIER", storage_gb=1024), "3.9856",
         of_class("GLACIER"), "0"),
    Rule("s3", "archive_overhead", "DEEP_ARCHIVE", of_class("DEEP_ARCHIVE", storage_gb=1024), "1.22944",
         of_class("DEEP_ARCHIVE"), "0"),
    Rule("s3", "standard_overhead", "DEEP_ARCHIVE", of_class("DEEP_ARCHIVE", storage_gb=1024), "1.22944",
         of_class("DEEP_ARCHIVE"), "0"),
    # In the Archive Access tier the same, and 2^20 objects are monitored at 0.0025 a thousand.
    Rule("s3", "archive_overhead", "INTELLIGENT_TIERING", of_class("INTELLIGENT_TIERING", storage_gb=1024, **TIERED),
         "6.60704", of_class("INTELLIGENT_TIERING", storage_gb=1024), "26.17344"),
    Rule("s3", "standard_overhead", "INTELLIGENT_TIERING", of_class("INTELLIGENT_TIERING", storage_gb=1024, **TIERED),
         "6.60704", of_class("INTELLIGENT_TIERING", storage_gb=1024), "26.17344"),
    # Smaller objects are not monitored and stay at 0.023, whatever the shares.
    Rule("s3", "monitored_object_minimum", "INTELLIGENT_TIERING",
         of_class("INTELLIGENT_TIERING", storage_gb=1024, average_object_kb=127, **TIERED), "23.552",
         of_class("INTELLIGENT_TIERING", storage_gb=1024, average_object_kb=128), "44.52352"),
    # An object above 5 GB is moved by requests for its parts too: 1,000 of them take 1,000 and 3,000 more.
    Rule("s3", "maximum_copy_size", "", of_class("STANDARD", storage_gb=6000, average_object_kb="6 GB",
         moved_from="EXPRESS_ONEZONE", effective_months=1), "141.62",
         of_class("STANDARD", storage_gb=5000, average_object_kb="5 GB", moved_from="EXPRESS_ONEZONE",
         effective_months=1), "118.005"),
    Rule("s3", "free_internet_out", "", of_class("STANDARD", data_out_gb=100, include_free_tier=True), "0",
         of_class("STANDARD", data_out_gb=101, include_free_tier=True), "0.09"),
    Rule("s3", "free_internet_out", "us-gov-west-1",
         of_class("STANDARD", data_out_gb=100, include_free_tier=True, region="us-gov-west-1"), "15.5",
         of_class("STANDARD", data_out_gb=100, region="us-gov-west-1"), "15.5"),
    Rule("s3", "free_internet_out", "us-gov-east-1",
         of_class("STANDARD", data_out_gb=100, include_free_tier=True, region="us-gov-east-1"), "15.5",
         of_class("STANDARD", data_out_gb=100, region="us-gov-east-1"), "15.5"),
    Rule("s3", "metadata_free_objects", "", of_class("STANDARD", metadata_objects="1 billion"), "0",
         of_class("STANDARD", metadata_objects="2 billion"), "200"),
    Rule("s3", "vectors_minimum_put", "", of_class("STANDARD", vectors_put_gb="0.5", vectors_put_requests=8192), "0.2",
         of_class("STANDARD", vectors_put_gb=1, vectors_put_requests=8192), "0.2"),
    # 1,024 queries cost 0.00256; each returns a MB, of which 512 KB are billed at 0.01 a GB.
    Rule("s3", "vectors_free_returned", "",
         of_class("STANDARD", vectors_queries=1024, vectors_returned_kb=512), "0.00256",
         of_class("STANDARD", vectors_queries=1024, vectors_returned_kb=1024), "0.00756"),
)  # fmt: skip
EBS = (
    # A minute of 730 hours: 43,800 GiB are a GB-month.
    Rule("ebs", "billing_minimum", "", volume("gp3", size_gb=43800, hours_per_month="0.01"), "0.08",
         volume("gp3", size_gb=43800, hours_per_month="0.05"), "0.24"),
    Rule("ebs", "fast_snapshot_restore_minimum", "", volume("gp3", fast_snapshot_restore_hours="0.5"), "0.83",
         volume("gp3", fast_snapshot_restore_hours="1.5"), "1.205"),
    Rule("ebs", "snapshot_archive_minimum_duration", "",
         volume("gp3", snapshot_archive_gb=80, snapshot_archive_days=45), "2.08",
         volume("gp3", snapshot_archive_gb=80, snapshot_archive_days=90), "1.08"),
    Rule("ebs", "included_iops", "gp3", volume("gp3", size_gb=100, iops=3000), "8",
         volume("gp3", size_gb=100, iops=3001), "8.005"),
    Rule("ebs", "included_throughput", "gp3", volume("gp3", size_gb=100, throughput_mibps=125), "8",
         volume("gp3", size_gb=100, throughput_mibps=126), "8.04"),
    Rule("ebs", "minimum_iops", "gp3", volume("gp3", iops=1), "0.08", volume("gp3", iops=3000), "0.08"),
    Rule("ebs", "minimum_iops", "gp2", volume("gp2", iops=100), "0.1", volume("gp2", iops=101), "3.4"),
    Rule("ebs", "minimum_iops", "io1", volume("io1", size_gb=4, iops=1), "7",
         volume("io1", size_gb=4, iops=101), "7.065"),
    Rule("ebs", "minimum_iops", "io2", volume("io2", size_gb=4, iops=1), "7",
         volume("io2", size_gb=4, iops=101), "7.065"),
    Rule("ebs", "minimum_size", "gp3", volume("gp3", size_gb=1), "0.08", volume("gp3", size_gb="1.5"), "0.16"),
    Rule("ebs", "minimum_size", "gp2", volume("gp2", size_gb=1), "0.1", volume("gp2", size_gb="1.5"), "0.2"),
    Rule("ebs", "minimum_size", "standard", volume("standard", size_gb=1), "0.05",
         volume("standard", size_gb="1.5"), "0.1"),
    Rule("ebs", "minimum_size", "io1", volume("io1", size_gb=1), "7", volume("io1", size_gb=5), "7.125"),
    Rule("ebs", "minimum_size", "io2", volume("io2", size_gb=1), "7", volume("io2", size_gb=5), "7.125"),
    Rule("ebs", "minimum_size", "st1", volume("st1", size_gb=1), "5.625", volume("st1", size_gb=126), "5.67"),
    Rule("ebs", "minimum_size", "sc1", volume("sc1", size_gb=1), "1.875", volume("sc1", size_gb=126), "1.89"),
)  # fmt: skip
# What bites by being told of and not by the bill: rules of lifecycle pass over small objects.
TOLD_OF = {("s3", "transition_minimum_object")}
OF_DURATIONS_OF_NOTHING = {"STANDARD", "INTELLIGENT_TIERING", "EXPRESS_ONEZONE"}
NAMES = ("minimum", "included_", "free_", "overhead", "maximum_copy")


@pytest.mark.parametrize("rule", [*S3, *EBS], ids=lambda rule: f"{rule.service} {rule.limit} {rule.option}")
def test_each_floor_and_allowance_bites_where_aws_says(rule: Rule) -> None:
    for fields, usd in ((rule.bites, rule.bitten_usd), (rule.leaves, rule.left_usd)):
        bill = answered(rule.service, fields)
        # A minute of a month is a quotient that never ends.
        assert round(exact_sum([item.usd for item in bill.line_items]), 20) == Fraction(usd)


def test_no_floor_or_allowance_is_without_a_row() -> None:
    stated = {
        ("s3" if service == "data_transfer" else service, each.name, each.option)
        for service in ("s3", "ebs", "data_transfer")
        for each in CATALOGUE.limits[service]
        if any(part in each.name for part in NAMES)
    }
    nothing = {("s3", "minimum_storage_duration", option) for option in OF_DURATIONS_OF_NOTHING}
    told = {key for key in stated if key[:2] in TOLD_OF}
    assert stated - nothing - told == {(rule.service, rule.limit, rule.option) for rule in (*S3, *EBS)}
