"""A class that nobody stated gives way to one that is sold beside what was stated; the answer says which."""

from decimal import Decimal

import pytest
from django.test import Client

from calculator.application.questions import answer, ask
from calculator.core.answer import Answer
from calculator.core.errors import NotPriced

# As of 2026-11-21: db.m6g.large is not sold with Oracle or SQL Server, nor as a Multi-AZ cluster; Express brokers are
# types of their own.
STOOD_IN = [
    ("rds", {"engine": "oracle_se2_byol"}, "instance_class", "db.m6g.large", "db.m6i.large"),
    ("rds", {"engine": "sqlserver_se"}, "instance_class", "db.m6g.large", "db.m6i.large"),
    ("rds", {"deployment": "multi_az_cluster"}, "instance_class", "db.m6g.large", "db.m6gd.large"),
    ("msk", {"cluster_type": "express"}, "broker_type", "kafka.m7g.large", "express.m7g.large"),
]


def assumed(given: Answer) -> list[tuple[str, str]]:
    return [(each.field, each.message) for each in given.warnings if each.code == "assumed"]


@pytest.mark.parametrize(("key", "stated", "field", "usual", "stands_in"), STOOD_IN)
def test_the_nearest_class_that_is_sold_stands_in_and_is_named(
    key: str, stated: dict[str, str], field: str, usual: str, stands_in: str
) -> None:
    given = answer(ask(key, stated))
    spelled_out = answer(ask(key, {**stated, field: stands_in}))
    assert given.effective_monthly_usd == spelled_out.effective_monthly_usd > Decimal(0)
    ((about, message),) = assumed(given)
    assert about == field
    assert f"{usual} has no price in our data beside the other choices in us-east-1; {stands_in}, " in message
    assert assumed(spelled_out) == []


@pytest.mark.parametrize(("key", "stated", "field", "usual", "stands_in"), STOOD_IN)
def test_a_class_that_somebody_stated_is_never_replaced(
    key: str, stated: dict[str, str], field: str, usual: str, stands_in: str
) -> None:
    with pytest.raises(NotPriced, match=f"{usual} .*has no price in our data.*{stands_in}"):
        answer(ask(key, {**stated, field: usual}))


def test_a_class_that_has_no_effect_or_is_sold_stays() -> None:
    assert assumed(answer(ask("rds", {}))) == []
    assert assumed(answer(ask("aurora", {"capacity_mode": "serverless"}))) == []


def test_an_engine_is_never_replaced_by_another() -> None:
    declared = ask("rds", {}).declared
    replaced = [name for name, each in declared.items() if getattr(each, "instead", None) is not None]
    assert replaced == ["instance_class"]


def test_the_page_says_what_is_priced_at_the_field_and_in_the_answer(client: Client) -> None:
    # A form sends its boxes as they stand, the default with them.
    text = client.get("/rds/?engine=sqlserver_se&instance_class=db.m6g.large").text
    note = text.split('id="note-instance_class"')[1].split("</p>")[0]
    assert "db.m6i.large is priced." in note
    assert text.count("db.m6i.large, the nearest that has one, is assumed.") == 1
