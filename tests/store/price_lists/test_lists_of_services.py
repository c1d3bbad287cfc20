"""AWS's list of each service over the shipped prices: imported, in use, and named at the lines of a workload."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from bench.offer_files import write_offer
from bench.offer_lines import Changes
from calculator.application.questions import answer, ask
from calculator.catalogue.importable import RULES_FILE
from calculator.catalogue.imported import Coverage
from calculator.catalogue.shipped import ShippedTables
from calculator.core.answer import LineItem
from calculator.core.units import PRICING_DATA
from calculator.offers.mapping import Rule, read_mapping
from calculator.services.worked_examples import worked_examples
from tests.offers import rows_network
from tests.offers.listed_rows import EC2, written

pytestmark = pytest.mark.django_db
DAY, FACTOR = date(2026, 11, 20), Decimal("1.25")
RULES, TABLES = [rule for rule in read_mapping().rules if not rule.ignores], ShippedTables(PRICING_DATA)
# These have tests of their own.
ELSEWHERE = {"s3", "ebs", "ec2", "dynamodb", "kinesis", "data_transfer"}
PLANS = "AmazonDatabaseSavingsPlans"
# Workloads for offers of which no worked example buys anything.
ASKED: dict[tuple[str, str], dict[str, Any]] = {
    # What direct writes cost beyond 5,120,000 GB is not known, so they are in no list that is written here.
    ("firehose", "AmazonKinesisFirehose"): {
        "record_source": "kinesis",
        "records": 1048576,
        "record_kb": 12,
        "format_conversion": True,
    },
    ("rds", PLANS): {"purchase_option": "database_savings_plan_1y_no_upfront", "instance_class": "db.r8g.large"},
    ("aurora", PLANS): {"purchase_option": "database_savings_plan_1y_no_upfront", "instance_class": "db.r8g.large"},
    ("elasticache", PLANS): {
        "purchase_option": "database_savings_plan_1y_no_upfront",
        "engine": "valkey",
        "node_type": "cache.m7g.large",
    },
}


@dataclass(frozen=True)
class Case:
    """A service, an offer with prices of it, and workloads of which one buys some of them."""

    service: str
    offer_code: str

    def __str__(self) -> str:
        return f"{self.service} {self.offer_code}"

    @property
    def rules(self) -> list[Rule]:
        """The rules of the service for the offer."""
        return [rule for rule in RULES if rule.offer_code == self.offer_code and _is_of(rule, self.service)]

    def workloads(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Workloads as somebody would type them, each with its Region."""
        if asked := ASKED.get((self.service, self.offer_code)):
            yield "us-east-1", asked
            return
        for each in worked_examples(self.service):
            if not each.is_refused and each.region in TABLES.regions:
                yield each.region, each.usage

    def lines(self, region: str, usage: dict[str, Any]) -> list[LineItem]:
        """The lines of a workload that the rules make the price of, but for what costs nothing."""
        covers = Coverage((each.table, each.dimension, each.option) for rule in self.rules for each in rule.covers)
        items = answer(ask(self.service, {**usage, "region": region})).line_items
        return [
            item
            for item in items
            if item.usd and covers.includes(item.card.table, item.card.dimension, item.card.option)
        ]


def _is_of(rule: Rule, service: str) -> bool:
    return f"{rule.table}_".startswith(f"{service}_")


FOLDERS = sorted(path.parent.name for path in PRICING_DATA.glob(f"services/*/{RULES_FILE}"))
CASES = [
    Case(service, offer_code)
    for service in FOLDERS
    if service not in ELSEWHERE
    for offer_code in dict.fromkeys(rule.offer_code for rule in RULES if _is_of(rule, service))
    if offer_code != EC2
]


@pytest.mark.series(quick=3)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_list_changes_what_a_workload_costs_and_is_named_at_its_lines(case: Case, tmp_path: Path) -> None:
    region, usage, before = next(
        (region, usage, lines) for region, usage in case.workloads() if (lines := case.lines(region, usage))
    )
    changed = {(item.card.dimension, item.card.option): FACTOR for item in before}
    path = write_offer(tmp_path / "index.csv", case.offer_code, [region], DAY, Changes(factors=changed))
    call_command("import_price_list", "--confirm", str(path), stdout=StringIO())
    after = {item.name: item for item in case.lines(region, usage)}
    assert after.keys() == {item.name for item in before}
    for item in before:
        found = after[item.name]
        assert round(found.usd - item.usd * FACTOR, 12) == 0
        assert found.card.source.startswith(f"{case.offer_code}-{region}-")
        assert (found.card.usage_type, found.card.sku) != (None, None)


def test_rows_of_nat_gateways_in_the_list_of_ec2_change_what_they_cost(tmp_path: Path) -> None:
    """EC2's whole list would take a minute; its rows of NAT gateways alone are confirmed to be all that there is."""
    rows = [row for case in rows_network.PRICES if case.offer_code == EC2 for row in case.rows]
    path = written(tmp_path, EC2, *({**row, "PricePerUnit": "0.05"} for row in rows))
    call_command("import_price_list", "--confirm", str(path), stdout=StringIO())
    items = answer(ask("nat_gateway", {"region": "us-east-1", "gateways": 2, "processed_gb": 1000})).line_items
    usd = {item.card.dimension: item.usd for item in items if item.card.source.startswith(EC2)}
    # 2 x 730 x 0.05, and 1,000 x 0.05.
    assert usd == {"hour": Decimal("73"), "processed": Decimal("50")}
