"""The cure for plans without a price: AWS's list of another Region is imported, and every surface has its rates."""

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from calculator.core.display import usd
from tests.offers.listed_rows import SAVINGS_PLANS, written
from tests.offers.rows_savings_plans import INSTANCE_PLAN, PLAN
from tests.offers.small_offers import Row
from tests.web.test_types_page import csv_rows, listed

pytestmark = pytest.mark.django_db
COMPUTE, OF_FAMILY = "compute_savings_plan_1y_no_upfront", "ec2_instance_savings_plan_1y_no_upfront"
# Rates as a list of eu-west-3 would state them, none of which is shipped.
RATES = {"r8i.xlarge": "0.14753", "m7g.xlarge": "0.1399", "c7g.2xlarge": "0.2531"}


def asked(option: str) -> str:
    return f"?region=eu-west-3&purchase_option={option}&vcpus=4"


def rows(kind: Row) -> list[Row]:
    return [
        {
            **PLAN,
            **kind,
            "DiscountedInstanceType": name,
            "DiscountedUsageType": f"EUW3-BoxUsage:{name}",
            "DiscountedOperation": "RunInstances",
            "DiscountedRate": rate,
        }
        for name, rate in RATES.items()
    ]


def test_plans_of_another_region_are_priced_once_their_list_is_imported(client: Client, tmp_path: Path) -> None:
    before = client.get(f"/ec2/types/{asked(COMPUTE)}").text
    assert {row[1] for row in listed(before)} == {"no price"}
    assert "Import AWS&#x27;s list" in before

    plans = [*rows({}), *rows({**INSTANCE_PLAN, "UsageType": "EUW3-EC2SP:1yrNoUpfront"})]
    path = written(tmp_path, SAVINGS_PLANS, *plans)
    call_command("import_price_list", "--confirm", str(path), stdout=StringIO())

    by_rate = sorted(RATES, key=lambda name: Decimal(RATES[name]))
    for option in (COMPUTE, OF_FAMILY):
        found = csv_rows(client, asked(option))
        months = [(row["type"], row["usd_month"]) for row in found if row["usd_month"]]
        # The rate x 730, cheapest first; what the list has no row of stays without a price.
        assert [(name, Decimal(month)) for name, month in months] == [
            (name, Decimal(RATES[name]) * 730) for name in by_rate
        ]
        assert len(found) > len(months)
        assert all(row["note"] for row in found[len(months) :])
        shown = listed(client.get(f"/ec2/types/{asked(option)}").text)
        assert [row[1] for row in shown[: len(by_rate)]] == [usd(Decimal(RATES[name]) * 730) for name in by_rate]
        answer = client.get(
            f"/api/v1/services/ec2/estimate?region=eu-west-3&instance_type=m7g.xlarge&purchase_option={option}"
        ).json()
        assert Decimal(answer["effective_monthly_usd"]) == Decimal("0.1399") * 730
