"""Amazon S3, rule by rule: storage, each rule with figures worked out by hand.

Prices are those of us-east-1 unless a test says otherwise. 1 TB = 1,024 GB, 1 GB = 1,048,576 KB.
"""

from decimal import Decimal

import pytest

from calculator.core.errors import InvalidInput
from tests.questions import billed, item, s3, warned

SHARES = (
    "frequent_percent",
    "infrequent_percent",
    "archive_instant_percent",
    "archive_percent",
    "deep_archive_percent",
)


@pytest.mark.parametrize(
    ("storage", "usd"),
    [
        ("51199", "1177.577"),  # 51,199 x 0.023
        ("51200", "1177.6"),  # 51,200 x 0.023
        ("50 TB", "1177.6"),
        ("51201", "1177.622"),  # 51,200 x 0.023 + 1 x 0.022
        ("512000", "11315.2"),  # 51,200 x 0.023 + 460,800 x 0.022
        ("500 TB", "11315.2"),
        ("512001", "11315.221"),  # ... + 1 x 0.021
        ("1 PB", "22583.296"),  # 1177.6 + 10,137.6 + 536,576 x 0.021
    ],
)
def test_standard_storage_is_graduated_at_50_and_500_tb(storage: str, usd: str) -> None:
    assert billed(s3("STANDARD", storage_gb=storage)) == {"storage": Decimal(usd)}


@pytest.mark.parametrize(
    ("storage", "usd"),
    [("51200", "1177.6"), ("51201", "1177.622"), ("512001", "11315.221")],
)
def test_the_frequent_tier_of_intelligent_tiering_is_graduated_like_standard(storage: str, usd: str) -> None:
    answer = s3("INTELLIGENT_TIERING", storage_gb=storage, average_object_kb="5 GB")
    assert item(answer, "storage_frequent").usd == Decimal(usd)


@pytest.mark.parametrize(
    ("storage_class", "object_kb", "padding_usd"),
    [
        ("STANDARD_IA", "64", "0.0125"),  # 16,384 objects x 128 KB = 2 GB; 1 GB of padding x 0.0125
        ("ONEZONE_IA", "64", "0.01"),
        ("GLACIER_IR", "64", "0.004"),
        ("STANDARD_IA", "1", "1.5875"),  # 1,048,576 x 128 KB = 128 GB; 127 x 0.0125
        ("STANDARD_IA", "127.5", "0.00005035400390625"),  # ceil(8,224.13) x 128 KB = 1.0040283203125 GB
        ("STANDARD_IA", "128", "0"),
        ("STANDARD_IA", "1024", "0"),
    ],
)
def test_small_objects_are_billed_as_128_kb(storage_class: str, object_kb: str, padding_usd: str) -> None:
    answer = s3(storage_class, storage_gb=1, average_object_kb=object_kb)
    assert item(answer, "minimum_object_size").usd == Decimal(padding_usd)


@pytest.mark.parametrize(
    "storage_class", ["STANDARD", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "EXPRESS_ONEZONE"]
)
def test_the_other_classes_have_no_minimum_size(storage_class: str) -> None:
    names = [each.name for each in s3(storage_class, storage_gb=1, average_object_kb=1).line_items]
    assert "minimum_object_size" not in names


@pytest.mark.parametrize(
    ("storage_class", "archive_usd", "standard_usd"),
    [
        ("GLACIER", "0.1152", "0.184"),  # 2^20 objects: 32 GB x 0.0036, 8 GB x 0.023
        ("DEEP_ARCHIVE", "0.03168", "0.184"),  # 32 GB x 0.00099, 8 GB x 0.023
    ],
)
def test_each_archived_object_adds_32_kb_of_its_class_and_8_kb_of_standard(
    storage_class: str, archive_usd: str, standard_usd: str
) -> None:
    answer = s3(storage_class, storage_gb=1024, average_object_kb=1024)
    assert item(answer, "archive_overhead").usd == Decimal(archive_usd)
    assert item(answer, "standard_overhead").usd == Decimal(standard_usd)


def test_objects_are_counted_whole() -> None:
    answer = s3("GLACIER", storage_gb=1, average_object_kb=1000)
    assert answer.capacity["objects"].count == 1049  # 1,048,576 / 1,000 = 1,048.576
    assert item(answer, "archive_overhead").quantity == Decimal(1049 * 32) / 2**20


@pytest.mark.parametrize(
    ("storage_class", "lifetime", "usd"),
    [
        ("STANDARD_IA", "15", "12.5"),  # 1,000 GB x (30 / 15 - 1) x 0.0125
        ("STANDARD_IA", "30", "0"),
        ("STANDARD_IA", "31", "0"),
        ("ONEZONE_IA", "10", "20"),  # 1,000 x 2 x 0.01
        ("GLACIER_IR", "30", "8"),  # 1,000 x 2 x 0.004
        ("GLACIER_IR", "90", "0"),
        ("GLACIER_IR", "1", "356"),  # 1,000 x 89 x 0.004
    ],
)
def test_deletion_before_the_minimum_duration_bills_the_remaining_days(
    storage_class: str, lifetime: str, usd: str
) -> None:
    answer = s3(storage_class, storage_gb=1000, object_lifetime_days=lifetime)
    assert item(answer, "early_delete").usd == Decimal(usd)


@pytest.mark.parametrize(
    ("storage_class", "lifetime", "usd"),
    [
        ("GLACIER", "45", "3.8016"),  # (1,024 + 32) GB x (90 / 45 - 1) x 0.0036
        ("GLACIER", "90", "0"),
        ("DEEP_ARCHIVE", "60", "2.09088"),  # (1,024 + 32) x (180 / 60 - 1) x 0.00099
        ("DEEP_ARCHIVE", "180", "0"),
    ],
)
def test_early_deletion_of_archives_bills_their_index_too(storage_class: str, lifetime: str, usd: str) -> None:
    answer = s3(storage_class, storage_gb=1024, object_lifetime_days=lifetime)
    assert item(answer, "early_delete").usd == Decimal(usd)


def test_early_deletion_of_small_objects_bills_their_padding_too() -> None:
    answer = s3("STANDARD_IA", storage_gb=1, average_object_kb=64, object_lifetime_days=15)
    assert item(answer, "early_delete").usd == Decimal("0.025")  # 2 GB x (30 / 15 - 1) x 0.0125


@pytest.mark.parametrize("storage_class", ["STANDARD", "INTELLIGENT_TIERING", "EXPRESS_ONEZONE"])
def test_classes_without_a_minimum_duration_bill_no_early_deletion(storage_class: str) -> None:
    answer = s3(storage_class, storage_gb=1000, object_lifetime_days=1)
    assert "early_delete" not in billed(answer)


def test_intelligent_tiering_monitors_objects_from_128_kb() -> None:
    answer = s3("INTELLIGENT_TIERING", storage_gb=1024, average_object_kb=128)
    assert billed(answer) == {
        "storage_frequent": Decimal("23.552"),  # 1,024 x 0.023
        "monitoring": Decimal("20.97152"),  # 8,388,608 objects x 0.0025 / 1,000
    }


def test_objects_below_128_kb_are_unmonitored_and_stay_at_the_frequent_rate() -> None:
    fields = {"storage_gb": 1024, "average_object_kb": "127.99", "frequent_percent": 0, "archive_percent": 100}
    answer = s3("INTELLIGENT_TIERING", **fields, retrieval_gb=10, retrieval_speed="expedited")
    assert billed(answer) == {"storage_frequent": Decimal("23.552")}
    assert ("not_monitored", "average_object_kb") in warned(answer)


@pytest.mark.parametrize(
    ("share", "name", "usd"),
    [
        ("frequent_percent", "storage_frequent", "23"),  # 1,000 GB x 0.023
        ("infrequent_percent", "storage_infrequent", "12.5"),
        ("archive_instant_percent", "storage_archive_instant", "4"),
        ("archive_percent", "storage_archive", "3.6"),
        ("deep_archive_percent", "storage_deep_archive", "0.99"),
    ],
)
def test_each_access_tier_has_its_own_rate(share: str, name: str, usd: str) -> None:
    answer = s3("INTELLIGENT_TIERING", storage_gb=1000, **{**dict.fromkeys(SHARES, 0), share: 100})
    assert item(answer, name).usd == Decimal(usd)


def test_the_shares_split_the_bytes() -> None:
    shares = dict(zip(SHARES, (10, 20, "30", "15.5", "24.5"), strict=True))
    answer = s3("INTELLIGENT_TIERING", storage_gb=1000, **shares)
    quantities = [each.quantity for each in answer.line_items if each.name.startswith("storage_")]
    assert quantities == [100, 200, 300, 155, 245]


def test_archived_shares_of_intelligent_tiering_carry_the_overheads_of_archives() -> None:
    shares = {"frequent_percent": 50, "archive_percent": 25, "deep_archive_percent": 25}
    answer = s3("INTELLIGENT_TIERING", storage_gb=4096, average_object_kb=1024, **shares)
    overheads = {name: usd for name, usd in billed(answer).items() if "overhead" in name}
    assert overheads == {  # 2^20 objects in each of the two tiers: 32 GB of the tier and 8 GB of Standard
        "archive_overhead_archive": Decimal("0.1152"),
        "standard_overhead_archive": Decimal("0.184"),
        "archive_overhead_deep_archive": Decimal("0.03168"),
        "standard_overhead_deep_archive": Decimal("0.184"),
    }


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ({"frequent_percent": 99}, "not 99%; with the others as given, Frequent Access would be 100."),
        ({"archive_percent": 40}, "not 140%; with the others as given, Frequent Access would be 60."),
        ({"infrequent_percent": 60, "archive_percent": 60}, "must sum to 100%, not 220%."),
        ({"frequent_percent": "33.3", "infrequent_percent": "66.6"}, "must sum to 100%, not 99.9%; "),
    ],
)  # fmt: skip
def test_shares_that_do_not_sum_to_100_are_refused(shares: dict[str, object], sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        s3("INTELLIGENT_TIERING", **shares)
    assert sentence in refused.value.detail
    assert [error.field for error in refused.value.errors] == ["frequent_percent"]


def test_objects_of_one_byte_are_counted() -> None:
    answer = s3("STANDARD_IA", storage_gb="1 GB", average_object_kb="1 B")
    assert answer.capacity["objects"].count == 2**30


def test_deep_archive_storage_is_not_its_staging_price() -> None:
    assert item(s3("DEEP_ARCHIVE", storage_gb=1000), "storage").usd == Decimal("0.99")
