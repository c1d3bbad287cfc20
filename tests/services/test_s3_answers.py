"""Amazon S3, rule by rule: what is not sold, what is not possible, and what a person is told."""

import pytest

from calculator.core.errors import Infeasible, NotPriced
from tests.questions import S3_CLASSES, billed, s3, usd, warned


@pytest.mark.parametrize("storage_class", ["GLACIER", "DEEP_ARCHIVE", "EXPRESS_ONEZONE"])
def test_select_has_no_price_where_it_is_not_offered(storage_class: str) -> None:
    with pytest.raises(NotPriced, match=f"select scanned of {storage_class}"):
        s3(storage_class, select_scanned_gb=1)


@pytest.mark.parametrize(
    ("storage_class", "region"),
    [
        ("EXPRESS_ONEZONE", "eu-central-1"),
        ("EXPRESS_ONEZONE", "us-gov-west-1"),
        ("EXPRESS_ONEZONE", "mx-central-1"),
    ],
)
@pytest.mark.parametrize("storage", [0, 100])
def test_a_class_not_sold_in_a_region_says_so(storage_class: str, region: str, storage: int) -> None:
    with pytest.raises(NotPriced) as refused:
        s3(storage_class, storage_gb=storage, region=region)
    assert region in refused.value.detail
    assert storage_class in refused.value.detail


def test_what_has_no_price_in_a_region_is_refused_only_when_it_is_used() -> None:
    before = {"region": "mx-central-1", "as_of": "2025-12-01"}
    assert "data_out" not in billed(s3("STANDARD", storage_gb=1, **before))
    with pytest.raises(NotPriced, match="internet out in mx-central-1"):
        s3("STANDARD", data_out_gb=1, **before)


@pytest.mark.parametrize("used", [{"retrieval_gb": 1}, {"retrieval_requests": 1}])
def test_deep_archive_has_no_expedited_restores(used: dict[str, object]) -> None:
    with pytest.raises(Infeasible, match="no expedited restores; choose standard or bulk"):
        s3("DEEP_ARCHIVE", retrieval_speed="expedited", **used)


def test_the_deep_archive_access_tier_has_no_expedited_restores() -> None:
    with pytest.raises(Infeasible, match="Deep Archive Access tier has no expedited restores"):
        s3(
            "INTELLIGENT_TIERING",
            frequent_percent=50,
            deep_archive_percent=50,
            retrieval_gb=1,
            retrieval_speed="expedited",
        )


def test_a_speed_that_is_not_used_is_no_violation() -> None:
    assert billed(s3("DEEP_ARCHIVE", retrieval_speed="expedited")) == {}
    # Reading a copy that is restored already is no restore.
    assert billed(s3("DEEP_ARCHIVE", retrieval_speed="expedited", get_requests=1000)) == usd(get_requests="0.0004")


@pytest.mark.parametrize(
    ("storage_class", "fields", "unused"),
    [
        ("STANDARD", {"retrieval_speed": "bulk"}, ["retrieval_speed"]),
        ("STANDARD", {"retrieval_requests": 5}, ["retrieval_requests"]),
        ("STANDARD_IA", {"restored_copy_days": 3}, ["restored_copy_days"]),
        ("INTELLIGENT_TIERING", {"restored_copy_days": 3}, ["restored_copy_days"]),
        ("STANDARD", {"frequent_percent": 60, "infrequent_percent": 40}, ["frequent_percent", "infrequent_percent"]),
        ("STANDARD", {"retrieval_speed": "standard", "retrieval_requests": 0, "restored_copy_days": 1}, []),
        ("GLACIER", {"retrieval_speed": "bulk", "retrieval_requests": 5, "restored_copy_days": 3}, []),
        ("INTELLIGENT_TIERING", {"retrieval_requests": 5}, ["retrieval_requests"]),
        ("INTELLIGENT_TIERING", {"frequent_percent": 0, "archive_percent": 100, "retrieval_requests": 5}, []),
    ],
)
def test_inputs_without_effect_are_named(storage_class: str, fields: dict[str, object], unused: list[str]) -> None:
    assert [field for code, field in warned(s3(storage_class, **fields)) if code == "not_used"] == unused


def test_an_input_without_effect_has_none() -> None:
    plain = s3("STANDARD", storage_gb=1000, retrieval_gb=50)
    unused = s3("STANDARD", storage_gb=1000, retrieval_gb=50, retrieval_speed="bulk", restored_copy_days=9, upload_gb=4)
    assert unused.line_items == plain.line_items


@pytest.mark.parametrize(
    ("storage_class", "fields", "notice"),
    [
        ("STANDARD_IA", {"get_requests": 5}, ("reads_without_retrieval", "retrieval_gb")),
        ("STANDARD_IA", {"average_object_kb": 127}, ("below_minimum_billable_object", "average_object_kb")),
        ("GLACIER_IR", {"object_lifetime_days": 89}, ("below_minimum_storage_duration", "object_lifetime_days")),
        ("GLACIER_IR", {"transition_requests": 9, "average_object_kb": 128}, None),
        ("STANDARD", {"include_free_tier": True, "region": "us-gov-west-1"}, ("no_free_tier", "include_free_tier")),
    ],
)
def test_a_person_is_told_what_they_may_have_overlooked(
    storage_class: str, fields: dict[str, object], notice: tuple[str, str] | None
) -> None:
    assert warned(s3(storage_class, storage_gb=1, **fields)) == [each for each in [notice] if each]


@pytest.mark.parametrize(
    ("storage_class", "fields", "codes"),
    [
        ("GLACIER", {"retrieval_gb": 5}, ["restore_first"]),
        ("GLACIER", {"retrieval_gb": 5, "retrieval_requests": 0}, ["restore_first", "no_restores"]),
        ("GLACIER", {"retrieval_gb": 5, "get_requests": 5}, ["restore_first"]),
        ("DEEP_ARCHIVE", {"get_requests": 5}, ["restore_first", "reads_without_retrieval"]),
        ("DEEP_ARCHIVE", {"retrieval_gb": 5, "retrieval_requests": 5}, ["restore_first"]),
        ("GLACIER", {"transition_requests": 5, "average_object_kb": 127}, ["not_moved", "restore_first"]),
    ],
)
def test_a_person_is_told_what_an_archive_asks_of_them(
    storage_class: str, fields: dict[str, object], codes: list[str]
) -> None:
    assert sorted(code for code, _ in warned(s3(storage_class, storage_gb=1, **fields))) == sorted(codes)


@pytest.mark.parametrize("storage_class", [each for each in S3_CLASSES if each not in ("GLACIER", "DEEP_ARCHIVE")])
def test_an_ordinary_workload_gives_no_warning(storage_class: str) -> None:
    assert warned(s3(storage_class, storage_gb=1000, put_requests=100)) == []


@pytest.mark.parametrize("storage_class", S3_CLASSES)
def test_every_line_item_explains_itself(storage_class: str) -> None:
    answer = s3(storage_class, storage_gb=1000, average_object_kb=64, retrieval_gb=5, object_lifetime_days=5)
    assert [each.name for each in answer.line_items if not (each.label and each.formula and each.card.source)] == []


@pytest.mark.parametrize("storage_class", S3_CLASSES)
def test_no_line_item_stands_twice(storage_class: str) -> None:
    names = [each.name for each in s3(storage_class, storage_gb=1000).line_items]
    assert sorted(names) == sorted(set(names))
