"""What a list leaves free before its first price: said when it is not what our limits count, and silent when it is."""

from decimal import Decimal
from pathlib import Path

import pytest

from calculator.application.questions import catalogue
from calculator.store.price_lists.importing import Terms, activate
from calculator.store.price_lists.report import report_lines
from tests.offers.listed_rows import DYNAMODB, EC2, MAPPING, US_EAST_2, read
from tests.offers.small_offers import Row
from tests.store.price_lists.bringing_in import brought_in, refused

pytestmark = pytest.mark.django_db

GOVCLOUD = {**US_EAST_2, "Region Code": "us-gov-west-1", "Location": "AWS GovCloud (US-West)"}
COUNTED = [rule for rule in MAPPING.rules if rule.free_limit]
# The ends of free tiers in AWS's lists, in their own units, as public rows have them; gp3 begins where its IOPS end.
FREE = [
    ("dynamodb-standard-rcu-hour", "USE2-ReadCapacityUnit-Hrs", "ReadCapacityUnit-Hrs", "18600"),
    ("dynamodb-standard-wcu-hour", "USE2-WriteCapacityUnit-Hrs", "WriteCapacityUnit-Hrs", "18600"),
    ("dynamodb-standard-replicated-wcu-hour", "USE2-ReplWriteCapacityUnit-Hrs", "ReplicatedWriteCapacityUnit-Hrs",
     "18600"),
    ("dynamodb-standard-storage", "USE2-TimedStorage-ByteHrs", "GB-Mo", "25"),
    ("dynamodb-stream-read", "USE2-Streams-Requests", "Requests", "2500000"),
    ("ebs-gp3-iops", "USE2-EBS:VolumeP-IOPS.gp3", "IOPS-Mo", "3000"),
    ("dynamodb-standard-infrequent-access-rcu-hour", "USE2-IA-ReadCapacityUnit-Hrs", "ReadCapacityUnit-Hrs", "0"),
    ("dynamodb-standard-infrequent-access-wcu-hour", "USE2-IA-WriteCapacityUnit-Hrs", "WriteCapacityUnit-Hrs", "0"),
    ("dynamodb-standard-infrequent-access-replicated-wcu-hour", "USE2-IA-ReplWriteCapacityUnit-Hrs",
     "ReplicatedWriteCapacityUnit-Hrs", "0"),
    ("dynamodb-standard-infrequent-access-storage", "USE2-IA-TimedStorage-ByteHrs", "GB-Mo", "0"),
    ("sns-request-standard", "USE2-Requests-Tier1", "Requests", "1000000"),
    ("sns-http-delivery", "USE2-DeliveryAttempts-HTTP", "Notifications", "100000"),
    ("sns-email-delivery", "USE2-DeliveryAttempts-SMTP", "Notifications", "1000"),
]  # fmt: skip


# The family of rows by their unit, where a rule asks for it.
FAMILIES = {"Requests": "API Request", "Notifications": "Message Delivery"}


def rows(usage_type: str, unit: str, free: str, where: Row = US_EAST_2) -> list[Row]:
    """The rows of a price that is free up to an amount."""
    family = FAMILIES.get(unit, "System Operation")
    said = {**where, "usageType": usage_type, "Unit": unit, "Product Family": family}
    paid = {**said, "PricePerUnit": "0.5", "StartingRange": free, "EndingRange": "Inf"}
    return [*([{**said, "PricePerUnit": "0", "EndingRange": free}] if free != "0" else []), paid]


def offer_of(rule: str) -> str:
    return {"ebs": EC2, "sns": "AmazonSNS"}.get(rule.partition("-")[0], DYNAMODB)


def test_every_price_with_something_free_names_a_limit_that_there_is() -> None:
    assert {rule.id for rule in MAPPING.rules if rule.tiers == "paid"} == {rule for rule, *_ in FREE}
    assert {rule.id for rule in COUNTED} == {rule for rule, *_ in FREE}
    known = {(table, limit.name) for table, limits in catalogue().limits.items() for limit in limits}
    assert {(rule.table, rule.free_limit) for rule in COUNTED} <= known


@pytest.mark.parametrize(("rule", "usage_type", "unit", "free"), FREE, ids=[case[0] for case in FREE])
def test_what_is_free_as_our_limits_count_it_is_not_mentioned(
    rule: str, usage_type: str, unit: str, free: str, tmp_path: Path
) -> None:
    outcome = brought_in(read(tmp_path, offer_of(rule), *rows(usage_type, unit, free)), is_confirmed=True)
    assert outcome.report["moved_allowances"] == []


@pytest.mark.parametrize(("rule", "usage_type", "unit", "free"), FREE, ids=[case[0] for case in FREE])
def test_a_free_beginning_that_has_moved_asks_a_person(
    rule: str, usage_type: str, unit: str, free: str, tmp_path: Path
) -> None:
    [found] = [each for each in COUNTED if each.id == rule]
    moved = Decimal(free) + 100_000
    listed = read(tmp_path, offer_of(rule), *rows(usage_type, unit, f"{moved}"))
    listed_amount = f"{moved / found.parts[0].factor.numerator:,} {found.unit}"
    sentence = f"is free up to {listed_amount} in the list; {found.free_limit} of limits.csv counts"
    assert sentence in refused(listed)
    outcome = brought_in(listed, is_confirmed=True)
    assert [line for line in report_lines(outcome.report) if sentence in line]


def test_a_free_tier_that_is_gone_asks_a_person(tmp_path: Path) -> None:
    gone = read(tmp_path, DYNAMODB, *rows("USE2-TimedStorage-ByteHrs", "GB-Mo", "0"))
    said = refused(gone)
    assert "dynamodb storage STANDARD in us-east-2 is free up to 0 GB-month in the list" in said
    assert "free_storage of limits.csv counts 25 GB-month." in said


def test_in_govcloud_nothing_is_free_and_nothing_is_said(tmp_path: Path) -> None:
    usual = read(tmp_path, DYNAMODB, *rows("UGW1-TimedStorage-ByteHrs", "GB-Mo", "0", GOVCLOUD))
    assert brought_in(usual, is_confirmed=True).report["moved_allowances"] == []


def test_a_list_kept_for_later_still_asks_when_it_is_put_to_use(tmp_path: Path) -> None:
    listed = read(tmp_path, DYNAMODB, *rows("USE2-TimedStorage-ByteHrs", "GB-Mo", "30"))
    name = brought_in(listed, is_to_be_used=False).name
    with pytest.raises(Exception, match="is free up to 30 GB-month"):
        activate([name], Terms())
    assert [each.words for each in activate([name], Terms(is_confirmed=True))] == ["in use"]
