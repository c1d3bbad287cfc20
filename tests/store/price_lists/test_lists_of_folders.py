"""AWS's own lists over the shipped prices of services that are folders of data: used, provable, or refused whole."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from bench.offer_files import write_offer
from bench.offer_lines import Changes
from calculator.application.questions import answer, ask
from calculator.core.answer import LineItem
from tests.store.price_lists.bringing_in import state

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)
REGION = "eu-west-1"


@dataclass(frozen=True)
class Case:
    """A list, the service and the line that it changes, a workload, and the price that the list changes."""

    offer_code: str
    service: str
    item: str
    usage: dict[str, str]
    changed: tuple[str, str]

    def __str__(self) -> str:
        return self.service

    @property
    def name(self) -> str:
        return f"{self.offer_code}-{REGION}-20261101120000"

    def line(self) -> LineItem:
        found = answer(ask(self.service, {"region": REGION, **self.usage}))
        return next(item for item in found.line_items if item.name == self.item)

    def written(self, path: Path, factor: str = "1.25") -> str:
        """The list with the shipped prices, but for one."""
        changes = Changes(factors={self.changed: Decimal(factor)}, unmapped_rows=2)
        return str(write_offer(path / "index.csv", self.offer_code, [REGION], DAY, changes))


CASES = [
    Case("AWSQueueService", "sqs", "requests", {"requests": "300 million"}, ("request", "standard")),
    Case("AmazonECS", "fargate", "vcpu", {"platform": "linux_x86"}, ("vcpu", "linux_x86")),
    Case("AWSELB", "application_load_balancer", "load_balancer_hours", {}, ("hour", "")),
    Case("AWSSecretsManager", "secrets_manager", "secrets", {"secrets": "40"}, ("secret", "")),
    Case("AWSLambda", "lambda", "requests", {"requests": "50 million"}, ("request", "x86")),
    Case("AmazonApiGateway", "api_gateway", "requests", {"requests": "50 million"}, ("request", "http")),
]
EVERY_CASE = pytest.mark.parametrize("case", CASES, ids=str)


@EVERY_CASE
def test_a_list_changes_the_answer_and_is_named_at_the_line(case: Case, tmp_path: Path, client: Client) -> None:
    before = case.line()
    call_command("import_price_list", case.written(tmp_path), stdout=StringIO())
    after = case.line()
    assert after.usd == before.usd * Decimal("1.25")
    assert after.usd > 0
    assert (before.card.source == case.name, after.card.source) == (False, case.name)
    assert after.card.usage_type
    assert after.card.sku
    page = client.get(f"/{case.service}/", {"region": REGION, **case.usage}).text
    assert case.name in page
    assert after.card.usage_type in page
    assert "can be imported" in client.get(f"/learn/{case.service}/").text


@EVERY_CASE
def test_a_list_that_is_taken_out_of_use_leaves_the_shipped_prices(case: Case, tmp_path: Path) -> None:
    before = case.line()
    call_command("import_price_list", case.written(tmp_path), stdout=StringIO())
    call_command("price_lists", "deactivate", case.name, stdout=StringIO())
    assert case.line() == before


@EVERY_CASE
@pytest.mark.parametrize(
    ("wrong", "right", "why"),
    [
        ('"USD"', '"EUR"', "EUR"),
        ('"PricePerUnit"', '"Price"', "The heading lacks priceperunit"),
        ('"Currency"', '"Money"', "The heading lacks currency"),
        ('"0.', '"-0.', "-0."),
    ],
)
def test_a_wrong_file_is_refused_whole(case: Case, tmp_path: Path, wrong: str, right: str, why: str) -> None:
    path = Path(case.written(tmp_path))
    text = path.read_text(encoding="utf-8")
    assert wrong in text
    path.write_text(text.replace(wrong, right, 1), encoding="utf-8")
    before, said = state(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_price_list", str(path), stdout=StringIO(), stderr=said)
    assert ended.value.code == 2
    assert why in said.getvalue()
    assert state() == before


@EVERY_CASE
def test_a_price_that_more_than_doubles_waits_to_be_confirmed(case: Case, tmp_path: Path) -> None:
    before, said = state(), StringIO()
    with pytest.raises(SystemExit):
        call_command("import_price_list", case.written(tmp_path, "2.5"), stdout=StringIO(), stderr=said)
    assert "--confirm" in said.getvalue()
    assert state() == before
