"""Lists of commitments from the file to the answer: Savings Plans of both kinds, and reservations with their fees."""

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from calculator.application.questions import answer, ask
from calculator.core.answer import Answer
from calculator.core.errors import NotPriced
from tests.offers import rows_ec2, rows_savings_plans
from tests.offers.listed_rows import EC2, SAVINGS_PLANS, TOKYO, UPFRONT, Listed, priced, written
from tests.questions import numbers, warned
from tests.store.price_lists.local_server import open_shop

pytestmark = pytest.mark.django_db


def brought_in(path: Path) -> None:
    call_command("import_price_list", "--confirm", str(path), stdout=StringIO())


def bought(option: str, **fields: object) -> Answer:
    return answer(ask("ec2", {"purchase_option": option, **fields}))


def under(case: Listed) -> Answer:
    """What the instance of a row costs under its plan."""
    option, instance_type, system = case.key.split()
    region = case.rows[0]["DiscountedRegionCode"]
    return bought(option, instance_type=instance_type, operating_system=system, region=region)


# The genuine rates of ap-east-2 are shipped as well, those of eu-west-3 are not.
@pytest.mark.parametrize(
    "case", [each for each in rows_savings_plans.PRICES if "r7g" not in each.key], ids=lambda case: case.key
)
def test_a_plan_without_a_price_advises_to_import(case: Listed) -> None:
    with pytest.raises(NotPriced, match="Import AWS's list"):
        under(case)


@pytest.mark.parametrize("case", rows_savings_plans.PRICES, ids=lambda case: case.key)
def test_a_plan_can_be_asked_for_as_soon_as_its_row_is_imported(case: Listed, tmp_path: Path) -> None:
    brought_in(written(tmp_path, SAVINGS_PLANS, *case.rows))
    answered = under(case)
    # Whatever is paid upfront, each hour of the term costs the rate: rate x 730 a month, effective.
    rate = Decimal(case.price.split()[0])
    assert round(answered.effective_monthly_usd - 730 * rate, 20) == 0
    committed = {item.card.source for item in answered.line_items if item.card.dimension in case.key}
    assert committed <= {each.id for each in answered.price_lists}
    assert all(source.startswith("AmazonComputeSavingsPlan-") for source in committed)


def test_a_genuine_plan_with_a_part_upfront_is_paid_half_at_once_and_half_monthly(tmp_path: Path) -> None:
    """AWS's list of Savings Plans of 2025-09-11, ap-east-2, r7g.2xlarge with Linux, three years, Partial Upfront."""
    plans = [case for case in rows_savings_plans.PRICES if "r7g" in case.key]
    brought_in(written(tmp_path, SAVINGS_PLANS, *(row for case in plans for row in case.rows)))
    option = "ec2_instance_savings_plan_3y_partial_upfront"
    found = bought(option, instance_type="r7g.2xlarge", instances=2, region="ap-east-2")
    # 2 x 0.1954 x 26,280 x 0.5 = 5,135.112 at once, 2 x 0.1954 x 730 x 0.5 = 142.642 a month.
    assert (found.upfront_usd, found.monthly_usd, found.effective_monthly_usd) == numbers(
        "5135.112", "142.642", "285.284"
    )


def test_a_plan_file_is_found_by_its_index_fetched_and_priced_with(tmp_path: Path, settings: Settings) -> None:
    """Indexes as AWS has them: the plans are named by the offer that they discount, and listed without keys."""
    [case] = [case for case in rows_savings_plans.PRICES if "r7g.2xlarge" in case.key]
    # Another rate than the shipped one.
    content = written(tmp_path, SAVINGS_PLANS, {**case.rows[0], "DiscountedRate": "0.2"}).read_bytes()
    folder = "/savingsPlan/v1.0/aws/AWSComputeSavingsPlan"
    offer = {
        "offerCode": "AmazonEC2",
        "versionIndexUrl": "/offers/v1.0/aws/AmazonEC2/index.json",
        "currentVersionUrl": "/offers/v1.0/aws/AmazonEC2/current/index.json",
        "currentRegionIndexUrl": "/offers/v1.0/aws/AmazonEC2/current/region_index.json",
        "savingsPlanVersionIndexUrl": f"{folder}/current/index.json",
        "currentSavingsPlanIndexUrl": f"{folder}/current/region_index.json",
    }
    listed = [
        {"regionCode": region, "versionUrl": f"{folder}/20261101120000/{region}/index.json"}
        for region in ("ap-east-2", "eu-west-1")
    ]
    shelves = {
        "/offers/v1.0/aws/index.json": json.dumps({"offers": {"AmazonEC2": offer}}).encode(),
        "/offers/v1.0/aws/AmazonEC2/current/region_index.json": b'{"regions": {}}',
        f"{folder}/current/region_index.json": json.dumps({"regions": listed}).encode(),
        f"{folder}/20261101120000/ap-east-2/index.csv": content,
    }
    settings.VAR = tmp_path / "var"
    settings.PRICE_LIST_HOSTS = ["127.0.0.1"]
    out = StringIO()
    with open_shop(shelves) as shop:
        settings.PRICE_LIST_ENDPOINT = shop.origin
        call_command("sync_price_lists", "--service=ec2", "--region=ap-east-2", "--confirm", stdout=out)
    assert "AmazonComputeSavingsPlan-ap-east-2-20261101120000: stored and in use" in out.getvalue()
    option = "ec2_instance_savings_plan_3y_partial_upfront"
    # 0.2 x 730 a month, effective.
    assert bought(option, instance_type="r7g.2xlarge", region="ap-east-2").effective_monthly_usd == 146


# Reservations of c5.xlarge with Windows in Tokyo as the AWS Pricing Calculator shows them (2025-10): hourly, at once.
TOKYO_TERMS = [
    ("1y_no_upfront", "1yr", "No Upfront", "0.319", ""),
    ("1y_partial_upfront", "1yr", "Partial Upfront", "0.156", "1368"),
    ("1y_all_upfront", "1yr", "All Upfront", "0", "2714"),
    ("3y_no_upfront", "3yr", "No Upfront", "0.276", ""),
    ("3y_partial_upfront", "3yr", "Partial Upfront", "0.135", "3543"),
    ("3y_all_upfront", "3yr", "All Upfront", "0", "6950"),
]


@pytest.mark.parametrize(("term", "length", "purchase", "hourly", "fee"), TOKYO_TERMS)
def test_a_reservation_is_billed_by_the_fee_and_the_rate_of_its_rows(
    term: str, length: str, purchase: str, hourly: str, fee: str, tmp_path: Path
) -> None:
    said = {
        **rows_ec2.INSTANCE,
        **TOKYO,
        "Product Family": "Compute Instance",
        "Instance Type": "c5.xlarge",
        "usageType": "APN1-BoxUsage:c5.xlarge",
        "Operating System": "Windows",
        "operation": "RunInstances:0002",
        "TermType": "Reserved",
        "LeaseContractLength": length,
        "PurchaseOption": purchase,
        "OfferingClass": "standard",
    }
    rows = [*priced(said, {"PricePerUnit": hourly})]
    rows += priced(said, {"PricePerUnit": fee, "Unit": UPFRONT}) if fee else []
    brought_in(written(tmp_path, EC2, *rows))
    found = bought(
        f"reserved_{term}", instance_type="c5.xlarge", operating_system="Windows", region="ap-northeast-1", instances=10
    )
    # Ten instances pay ten whole fees, and 730 hours each at the hourly rate.
    assert (found.upfront_usd, found.monthly_usd) == (10 * Decimal(fee or 0), 7300 * Decimal(hourly))
    assert "upfront_unknown" not in [code for code, _ in warned(found)]
