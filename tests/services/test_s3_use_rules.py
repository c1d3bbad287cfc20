"""Amazon S3, rule by rule: requests, restores, uploads, data out, each rule with figures worked out by hand.

Prices are those of us-east-1 unless a test says otherwise.
"""

from decimal import Decimal

import pytest

from tests.questions import S3_CLASSES, asked, billed, item, s3, usd, warned


@pytest.mark.parametrize(
    ("storage_class", "put_usd", "get_usd"),
    [
        ("STANDARD", "5", "0.4"),
        ("INTELLIGENT_TIERING", "5", "0.4"),
        ("STANDARD_IA", "10", "1"),
        ("ONEZONE_IA", "10", "1"),
        ("GLACIER_IR", "20", "10"),
        ("GLACIER", "30", "0.4"),
        ("DEEP_ARCHIVE", "50", "0.4"),
        ("EXPRESS_ONEZONE", "1.13", "0.03"),
    ],
)
def test_a_million_requests_cost_what_the_class_charges(storage_class: str, put_usd: str, get_usd: str) -> None:
    answer = s3(storage_class, put_requests="1 million", get_requests="1 million", retrieval_requests=0)
    assert item(answer, "put_requests").usd == Decimal(put_usd)
    assert item(answer, "get_requests").usd == Decimal(get_usd)


@pytest.mark.parametrize(
    ("storage_class", "usd"),
    [
        ("INTELLIGENT_TIERING", "10"),
        ("STANDARD_IA", "10"),
        ("ONEZONE_IA", "10"),
        ("GLACIER_IR", "20"),
        ("GLACIER", "30"),
        ("DEEP_ARCHIVE", "50"),
    ],
)
def test_a_million_transitions_into_a_class(storage_class: str, usd: str) -> None:
    assert billed(s3(storage_class, transition_requests="1M")) == {"transition_requests": Decimal(usd)}


@pytest.mark.parametrize("storage_class", ["STANDARD", "EXPRESS_ONEZONE"])
def test_nothing_is_moved_into_these_classes_by_a_lifecycle(storage_class: str) -> None:
    answer = s3(storage_class, transition_requests=5)
    assert billed(answer) == {}
    assert warned(answer) == [("not_used", "transition_requests")]


@pytest.mark.parametrize(
    ("storage_class", "usd"),
    [
        ("STANDARD_IA", "10"),  # 1,000 GB x 0.01
        ("ONEZONE_IA", "10"),
        ("GLACIER_IR", "30"),
        ("EXPRESS_ONEZONE", "0.6"),
    ],
)
def test_data_read_back_is_billed_per_gb(storage_class: str, usd: str) -> None:
    assert billed(s3(storage_class, retrieval_gb=1000)) == {"retrieval": Decimal(usd)}


@pytest.mark.parametrize("storage_class", ["STANDARD", "INTELLIGENT_TIERING"])
def test_data_read_back_is_free_in_standard_and_intelligent_tiering(storage_class: str) -> None:
    assert billed(s3(storage_class, retrieval_gb=1000, retrieval_requests=5)) == {}


@pytest.mark.parametrize(
    ("storage_class", "speed", "gb_usd", "request_usd"),
    [
        ("GLACIER", "expedited", "30", "10"),  # 1,000 GB x 0.03, 1,000 requests x 10 per 1,000
        ("GLACIER", "standard", "10", "0.05"),
        ("GLACIER", "bulk", "0", "0"),
        ("DEEP_ARCHIVE", "standard", "20", "0.1"),
        ("DEEP_ARCHIVE", "bulk", "2.5", "0.025"),
    ],
)
def test_restores_cost_by_speed(storage_class: str, speed: str, gb_usd: str, request_usd: str) -> None:
    answer = s3(storage_class, retrieval_gb=1000, retrieval_requests=1000, retrieval_speed=speed)
    assert item(answer, "retrieval").usd == Decimal(gb_usd)
    assert item(answer, "retrieval_requests").usd == Decimal(request_usd)


def test_standard_restore_requests_of_glacier_cost_5_cents_a_thousand_and_not_3() -> None:
    assert item(s3("GLACIER", retrieval_requests=1000), "retrieval_requests").usd == Decimal("0.05")


@pytest.mark.parametrize(
    ("shares", "speed", "gb_usd", "request_usd"),
    [
        ({"archive_percent": 100}, "expedited", "30", "10"),
        ({"archive_percent": 100}, "standard", "0", "0"),
        ({"archive_percent": 100}, "bulk", "0", "0"),
        ({"deep_archive_percent": 100}, "standard", "0", "0"),
        ({"archive_percent": 50, "deep_archive_percent": 50}, "expedited", "30", "10"),
        ({"archive_instant_percent": 100}, "expedited", "0", "0"),
    ],
)
def test_only_expedited_restores_cost_in_intelligent_tiering(
    shares: dict[str, int], speed: str, gb_usd: str, request_usd: str
) -> None:
    answer = s3(
        "INTELLIGENT_TIERING",
        frequent_percent=0,
        retrieval_gb=1000,
        retrieval_requests=1000,
        retrieval_speed=speed,
        **shares,
    )
    assert item(answer, "retrieval").usd == Decimal(gb_usd)
    assert item(answer, "retrieval_requests").usd == Decimal(request_usd)


@pytest.mark.parametrize(
    ("storage_class", "days", "usd"),
    [
        ("GLACIER", "1", "2.3"),  # 3,000 GB x 1 / 30 x 0.023
        ("GLACIER", "30", "69"),
        ("DEEP_ARCHIVE", "7", "16.1"),
        ("DEEP_ARCHIVE", "0", "0"),
    ],
)
def test_restored_copies_stay_in_standard_for_their_days(storage_class: str, days: str, usd: str) -> None:
    answer = s3(storage_class, retrieval_gb=3000, restored_copy_days=days, retrieval_speed="bulk")
    assert item(answer, "restored_copy").usd == Decimal(usd)
    assert item(answer, "restored_copy").card.option == "STANDARD"


def test_restored_copies_are_kept_one_day_unless_said_otherwise() -> None:
    assert item(s3("GLACIER", retrieval_gb=3000), "restored_copy").quantity == 100


@pytest.mark.parametrize(
    ("gigabytes", "object_kb", "requests", "dollars"),
    [
        ("1000", "102400", "10240", "0.512"),  # 1,000 GB of 100 MB each: 10,240 objects x 0.05 / 1,000
        ("1", "1000", "1049", "0.05245"),  # 1,048,576 / 1,000 = 1,048.6: the last object counts whole
        ("0.0001", "1024", "1", "0.00005"),
        ("0", "1024", "0", "0"),
    ],
)
def test_restore_requests_are_the_objects_read_back_unless_said_otherwise(
    gigabytes: str, object_kb: str, requests: str, dollars: str
) -> None:
    answer = s3("GLACIER", retrieval_gb=gigabytes, average_object_kb=object_kb, get_requests=5000)
    assert answer.usage.retrieval_requests == Decimal(requests)
    assert item(answer, "retrieval_requests").usd == Decimal(dollars)
    stated = s3("GLACIER", retrieval_gb=gigabytes, average_object_kb=object_kb, retrieval_requests=500)
    assert item(stated, "retrieval_requests").usd == Decimal("0.025")


@pytest.mark.parametrize("storage_class", ["GLACIER", "DEEP_ARCHIVE", "INTELLIGENT_TIERING"])
def test_reads_alone_restore_nothing(storage_class: str) -> None:
    answer = s3(storage_class, get_requests="1 million")
    assert billed(answer) == usd(get_requests="0.4")


@pytest.mark.parametrize("storage_class", S3_CLASSES)
def test_a_million_listings_cost_the_standard_rate_in_every_class_but_in_directory_buckets(storage_class: str) -> None:
    answer = item(s3(storage_class, list_requests="1 million"), "list_requests")
    assert answer.usd == Decimal("1.13" if storage_class == "EXPRESS_ONEZONE" else "5")
    # Of directory buckets AWS says both; the answer tells which of the two it takes.
    assert bool(answer.assumption) == (storage_class == "EXPRESS_ONEZONE")


def test_express_bills_uploads_by_put_requests_and_object_size_unless_said_otherwise() -> None:
    derived = s3("EXPRESS_ONEZONE", put_requests=1024, average_object_kb=1024)
    stated = s3("EXPRESS_ONEZONE", put_requests=1024, average_object_kb=1024, upload_gb=5)
    assert item(derived, "upload").usd == Decimal("0.0032")  # 1 GB
    assert item(stated, "upload").usd == Decimal("0.016")


@pytest.mark.parametrize("storage_class", S3_CLASSES[:-1])
def test_uploads_are_free_elsewhere_and_the_input_is_said_to_be_unused(storage_class: str) -> None:
    answer = s3(storage_class, upload_gb=1000)
    assert billed(answer) == {}
    assert ("not_used", "upload_gb") in warned(answer)


@pytest.mark.parametrize(
    ("gigabytes", "is_free", "usd"),
    [
        ("100", False, "9"),
        ("100", True, "0"),
        ("99.5", True, "0"),
        ("101", True, "0.09"),
        ("10240", False, "921.6"),  # 10,240 x 0.09
        ("10241", False, "921.685"),  # ... + 1 x 0.085
        ("10340", True, "921.6"),  # the allowance is not part of the first tier
        ("51200", False, "4403.2"),  # 921.6 + 40,960 x 0.085
        ("51201", False, "4403.27"),
        ("153600", False, "11571.2"),  # 4,403.2 + 102,400 x 0.07
        ("153601", False, "11571.25"),
        ("153701", True, "11571.25"),
    ],
)
@pytest.mark.parametrize("storage_class", ["STANDARD", "GLACIER_IR", "EXPRESS_ONEZONE"])
def test_data_out_is_graduated_after_the_allowance(gigabytes: str, is_free: bool, usd: str, storage_class: str) -> None:
    answer = s3(storage_class, data_out_gb=gigabytes, include_free_tier=is_free)
    assert item(answer, "data_out").usd == Decimal(usd)


def test_the_free_allowance_is_an_explicit_choice() -> None:
    assert asked("s3", {}).usage.include_free_tier is False


@pytest.mark.parametrize(
    ("storage_class", "scanned_usd", "returned_usd"),
    [
        ("STANDARD", "2", "0.7"),
        ("INTELLIGENT_TIERING", "2", "0.7"),
        ("STANDARD_IA", "2", "10"),
        ("ONEZONE_IA", "2", "10"),
        ("GLACIER_IR", "2", "30"),
    ],
)
def test_select_is_billed_by_data_scanned_and_returned(storage_class: str, scanned_usd: str, returned_usd: str) -> None:
    answer = s3(storage_class, select_scanned_gb=1000, select_returned_gb=1000)
    assert billed(answer) == {"select_scanned": Decimal(scanned_usd), "select_returned": Decimal(returned_usd)}
    assert ("closed_to_new_customers", "select_scanned_gb") in warned(answer)
