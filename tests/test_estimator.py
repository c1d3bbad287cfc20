"""The front door: what is read from a question, and which errors come back, all at once."""

from datetime import date
from decimal import Decimal, localcontext

import pytest

from calculator.core.errors import InvalidInput, NotPriced, UnknownName
from calculator.estimator import answer_to, unexplained
from tests.questions import CATALOGUE, TODAY, answered, asked


def errors_of(raw: dict[str, object]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as refused:
        asked("s3", raw)
    return [(error.field, error.message) for error in refused.value.errors]


def test_region_and_date_have_defaults() -> None:
    question = asked("s3", {})
    assert (question.region, question.as_of) == ("us-east-1", TODAY)


@pytest.mark.parametrize(
    ("raw", "region", "as_of"),
    [
        ({"region": " EU-West-1 "}, "eu-west-1", TODAY),
        ({"as_of": "2025-11-05"}, "us-east-1", date(2025, 11, 5)),
        ({"as_of": date(2025, 11, 5)}, "us-east-1", date(2025, 11, 5)),
        ({"as_of": "2026-11-21"}, "us-east-1", TODAY),
    ],
)
def test_region_and_date_are_read(raw: dict[str, object], region: str, as_of: date) -> None:
    question = asked("s3", raw)
    assert (question.region, question.as_of) == (region, as_of)


DATE_SENTENCE = "The date must be written as YYYY-MM-DD, such as 2026-01-31."


@pytest.mark.parametrize(
    "as_of",
    ["", "today", "21.11.2026", "2026-02-30", "2026-13-01", "20261121", "2026-W47-6", 20261121, None, "9" * 10**6],
)
def test_a_date_is_written_one_way(as_of: object) -> None:
    assert errors_of({"as_of": as_of}) == [("as_of", DATE_SENTENCE)]


def test_a_date_to_come_has_no_prices() -> None:
    assert errors_of({"as_of": "2026-11-22"}) == [
        ("as_of", "No prices are known for a date to come; the latest is today, 2026-11-21.")
    ]


def test_a_date_before_the_first_price_is_refused_with_the_first() -> None:
    with pytest.raises(InvalidInput) as refused:
        answered("s3", {"as_of": "2006-03-14"})
    assert "the first known is of 2024-09-25" in refused.value.detail


@pytest.mark.parametrize(
    ("region", "hint"),
    [
        ("us-east1", "Did you mean us-east-1"),
        ("eu-west-9", "Did you mean eu-west-"),
        ("Ireland", "Did you mean eu-west-1?"),
        ("n. virginia", "Did you mean us-east-1?"),
        ("moon", "Regions look like us-east-1."),
        (5, "Regions look like us-east-1."),
        (None, "Regions look like us-east-1."),
        ("x" * 10**6, "Regions look like us-east-1."),
    ],
)
def test_an_unknown_region_is_refused(region: object, hint: str) -> None:
    ((field, message),) = errors_of({"region": region})
    assert field == "region"
    assert hint in message
    assert len(message) < 200


def test_all_errors_of_a_question_come_at_once() -> None:
    raw: dict[str, object] = {
        "region": "moon",
        "as_of": "soon",
        "storage_gb": "much",
        "storage_class": "GOLD",
        "color": "red",
    }
    assert sorted(field for field, _ in errors_of(raw)) == ["as_of", "color", "region", "storage_class", "storage_gb"]


@pytest.mark.parametrize("key", ["s4", "", "S3", "../s3", "x" * 10**6])
def test_an_unknown_service_is_refused_with_the_known_ones(key: str) -> None:
    with pytest.raises(UnknownName) as refused:
        asked(key, {})
    assert "s3" in refused.value.detail
    assert len(refused.value.detail) < 300


def test_an_estimate_names_the_price_lists_that_it_used() -> None:
    answer = answered("s3", {})
    assert [each.service for each in answer.price_lists] == ["s3", "data_transfer"]
    assert answer.price_lists == tuple(CATALOGUE.table(name).price_list for name in ("s3", "data_transfer"))


def test_an_estimate_is_exact_where_the_caller_rounds() -> None:
    raw = {"storage_class": "GLACIER", "storage_gb": "123456.789", "average_object_kb": 7, "object_lifetime_days": 31}
    plain = answered("s3", raw)
    with localcontext(prec=4):
        rounded = answered("s3", raw)
    assert rounded.monthly_usd == plain.monthly_usd
    assert rounded.line_items == plain.line_items


def test_an_older_price_list_gives_the_older_answer() -> None:
    """Deep Archive's requests of us-east-1 bear two dates; Express One Zone is known only from the later one."""
    with pytest.raises(NotPriced):
        answered("s3", {"storage_class": "EXPRESS_ONEZONE", "as_of": "2025-10-21"})
    assert answered("s3", {"storage_class": "EXPRESS_ONEZONE", "as_of": "2025-10-22"}).monthly_usd == Decimal(110)


@pytest.mark.parametrize("value", ["-1", "NaN", "Infinity", "1e999999", "", "5 Gb", "x" * 2**20, "1e16"])
def test_bad_amounts_are_refused_by_name(value: str) -> None:
    ((field, message),) = errors_of({"storage_gb": value})
    assert field == "storage_gb"
    assert message.startswith("Storage is ") or message.startswith("Storage ends in ")
    assert len(message) < 200


def test_what_is_to_be_known_of_the_money_is_told_without_the_explanation() -> None:
    # That hours are billed without any traffic is about the money; that there is a newer generation is not.
    question = asked("classic_load_balancer", {"load_balancers": 1, "processed_gb": 0})
    of_bill, all_told = (tell(question, CATALOGUE).warnings for tell in (unexplained, answer_to))
    assert [each.code for each in of_bill] == ["idle_load_balancers"]
    assert {each.code for each in all_told} == {"idle_load_balancers", "newer_generation"}
