"""Usage that is stated for resources of a plan: by address, by type, in Infracost's keys or in ours."""

from decimal import Decimal

import pytest

from calculator.core.errors import InvalidInput
from calculator.estimates.answers import answer_estimate
from calculator.interchange.account import Imported, Outcome
from calculator.interchange.asked import read_asked
from calculator.interchange.read_file import import_file
from calculator.interchange.usage_file import read_usage_file
from tests.interchange.plans import change, plan
from tests.questions import CATALOGUE, TODAY

GATEWAYS = plan(*(change("aws_nat_gateway.a", {"connectivity_type": "public"}, index=index) for index in range(2)))


def imported(usage: str, text: str = GATEWAYS) -> Imported:
    return import_file(text, read_asked({"usage": usage}), CATALOGUE, TODAY)


# Two gateways of 730 hours at $0.045, and $0.045 for each GB.
@pytest.mark.parametrize(
    ("usage", "usd"),
    [
        ("", "110.7"),
        ("resource_usage: {'aws_nat_gateway.a[*]': {monthly_data_processed_gb: 100}}", "74.7"),
        ("resource_usage: {aws_nat_gateway.a: {processed_gb: 100}}", "74.7"),
        ("resource_usage: {'aws_nat_gateway.a[0]': {processed_gb: 0}}", "88.2"),
        ("resource_type_default_usage: {aws_nat_gateway: {processed_gb: 200}}", "83.7"),
        (
            "resource_type_default_usage: {aws_nat_gateway: {processed_gb: 200}}\n"
            "resource_usage: {'aws_nat_gateway.a[1]': {processed_gb: 0}}",
            "74.7",
        ),
    ],
)
def test_an_address_stands_over_its_type(usage: str, usd: str) -> None:
    answer = answer_estimate(imported(usage).document, CATALOGUE, TODAY)
    assert answer.money().effective_monthly_usd == Decimal(usd)


def test_what_is_stated_is_assumed_no_more() -> None:
    found = imported("resource_usage: {aws_nat_gateway.a: {processed_gb: 100}}")
    assert found.counts[Outcome.NEEDS_USAGE] == 0
    assert [each.assumptions for each in found.placed] == [()]


def test_keys_that_mean_nothing_are_named() -> None:
    found = imported("resource_usage: {aws_nat_gateway.a: {monthly_wishes: 3}, aws_eip.gone: {x: 1}}")
    (note,) = found.notes
    assert "aws_nat_gateway.a: monthly_wishes, aws_eip.gone: x" in note


def test_keys_within_keys_are_read_with_dots() -> None:
    bucket = plan(change("aws_s3_bucket.a", {}))
    found = imported("resource_usage: {aws_s3_bucket.a: {standard: {storage_gb: 50}}}", bucket)
    assert found.placed[0].entry.usage["storage_gb"] == "50"


def test_what_cannot_be_is_refused_for_its_resource_alone() -> None:
    found = imported("resource_usage: {'aws_nat_gateway.a[0]': {processed_gb: many}}")
    assert [each.outcome for each in found.resources] == [Outcome.REFUSED, Outcome.NEEDS_USAGE]
    assert "not a number" in found.resources[0].reason


@pytest.mark.parametrize("section", ["resource_usage", "resource_type_default_usage"])
def test_a_usage_file_has_a_bound(section: str) -> None:
    def entries(many: int) -> str:
        return f"{section}:\n" + "".join(f"  a{at}: {{x: 1, y: 2, z: 3}}\n" for at in range(many))

    found = read_usage_file(entries(2000))
    assert len(found.by_address) + len(found.by_type) == 2000
    with pytest.raises(InvalidInput, match=f"{section} has 2,001 entries, and at most 2,000 are read"):
        read_usage_file(entries(2001))
    with pytest.raises(InvalidInput, match="60,000 values"):
        read_usage_file(entries(8000))


@pytest.mark.parametrize("usage", ["[1]", "resource_usage: 7", "resource_usage: {a: 7}", "a: [", "x: {y: 1, y: 2}"])
def test_what_is_no_usage_file_is_told(usage: str) -> None:
    with pytest.raises(InvalidInput):
        imported(usage)
