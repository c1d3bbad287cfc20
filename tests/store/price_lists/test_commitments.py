"""The cure for plans without a price: their list is imported, and a plan for each family is bought."""

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from tests.offers.listed_rows import SAVINGS_PLANS, written
from tests.offers.rows_savings_plans import INSTANCE_PLAN, PLAN

pytestmark = pytest.mark.django_db
OF_FAMILY = "ec2_instance_savings_plan_1y_no_upfront"
# Rates as a list of eu-west-3 would state them, none of which is shipped.
RATES = {"m7g.xlarge": "0.1399", "m7g.2xlarge": "0.2798", "c7g.2xlarge": "0.2531"}
QUESTION = {
    "months": 12,
    "consider": ["ec2_instance_savings_plan"],
    "fleets": [
        {"name": name, "service": "ec2", "region": "eu-west-3", "instance_type": name, "running": 2} for name in RATES
    ],
}


def test_plans_of_a_family_are_bought_once_their_list_is_imported(client: Client, tmp_path: Path) -> None:
    def asked() -> dict[str, list[dict[str, object]]]:
        answer = client.post("/api/v1/commitments", json.dumps(QUESTION), content_type="application/json")
        found: dict[str, list[dict[str, object]]] = answer.json()
        return found

    (missing,) = asked()["unpriced"]
    assert missing["fleets"] == [*RATES]
    plans = [
        {
            **PLAN,
            **INSTANCE_PLAN,
            "UsageType": "EUW3-EC2SP:1yrNoUpfront",
            "DiscountedInstanceType": name,
            "DiscountedUsageType": f"EUW3-BoxUsage:{name}",
            "DiscountedOperation": "RunInstances",
            "DiscountedRate": rate,
        }
        for name, rate in RATES.items()
    ]
    call_command("import_price_list", "--confirm", str(written(tmp_path, SAVINGS_PLANS, *plans)), stdout=StringIO())

    found = asked()
    assert found["unpriced"] == []
    least = found["mixes"][0]
    # A plan for each family of the Region: 2 x 0.1399 + 2 x 0.2798 an hour, and 2 x 0.2531.
    held = {str(each["label"]): each["quantity"] for each in least["commitments"]}  # type: ignore[attr-defined]
    assert {label.rpartition(", ")[0].rpartition(", ")[2]: each for label, each in held.items()} == {
        "m7g": "0.839",
        "c7g": "0.506",
    }
    # Plans are sold in tenths of a cent: 0.0004 and 0.0002 an hour more would cost more than what is left on demand.
    on_demand = Decimal(str(least["on_demand_usd"]))
    assert Decimal(str(least["usd"])) == (Decimal("0.839") + Decimal("0.506")) * 8760 + on_demand
    assert on_demand < (Decimal("0.0006") * 2) * 8760
