"""Side by side, what nobody stated has for each choice the default that is sold beside it, and it is said."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from calculator.analysis.compare import Alternative, compare
from calculator.services.service import REGION
from tests.questions import CATALOGUE, answered, asked

BASE = "/api/v1/services"
# What is compared by, a choice beside which the default is not sold, the field, and what is sold that is most like it.
CASES = [
    ("rds", "engine", "sqlserver_se", "instance_class", "db.m6i.large"),
    ("rds", "deployment", "multi_az_cluster", "instance_class", "db.m6gd.large"),
    ("msk", "cluster_type", "express", "broker_type", "express.m7g.large"),
    ("memorydb", REGION, "eu-north-1", "node_type", "db.r6g.large"),
]
GIVING_WAY = pytest.mark.parametrize(("key", "by", "choice", "field", "instead"), CASES)
SERIES = [case for case in CASES if case[1] != REGION]


def alternative(key: str, by: str, choice: str, **raw: object) -> Alternative:
    found = compare(asked(key, raw), by, CATALOGUE)
    return next(each for each in found.alternatives if each.choice == choice)


@GIVING_WAY
def test_a_choice_costs_what_it_costs_alone(key: str, by: str, choice: str, field: str, instead: str) -> None:
    beside, alone = alternative(key, by, choice).answer, answered(key, {by: choice})
    assert beside is not None
    assert (getattr(beside.usage, field), beside.effective_monthly_usd) == (instead, alone.effective_monthly_usd)
    assert [each.message for each in beside.warnings if each.code == "assumed"] == [
        each.message for each in alone.warnings if each.code == "assumed"
    ]


@GIVING_WAY
def test_what_is_stated_never_gives_way(key: str, by: str, choice: str, field: str, instead: str) -> None:
    default = str(getattr(asked(key, {}).usage, field))
    stated = alternative(key, by, choice, **{field: default})
    assert (stated.answer, stated.code) == (None, "no_price")


def test_a_question_whose_default_gave_way_has_its_own_again_beside_the_others() -> None:
    back = alternative("msk", "cluster_type", "standard", cluster_type="express").answer
    assert back is not None
    assert back.usage.broker_type == "kafka.m7g.large"
    assert back.effective_monthly_usd == answered("msk", {}).effective_monthly_usd


def test_a_month_of_sql_server_beside_mysql() -> None:
    """The default class runs no SQL Server: 730 hours of a db.m6i.large at 0.977, and 100 GB of gp3 at 0.115."""
    found = alternative("rds", "engine", "sqlserver_se").answer
    assert found is not None
    assert found.monthly_usd == Decimal("713.21") + Decimal("11.5")


@pytest.mark.parametrize(("key", "by", "choice", "field", "instead"), SERIES)
def test_a_curve_is_that_of_what_is_sold_and_says_so(
    client: Client, key: str, by: str, choice: str, field: str, instead: str
) -> None:
    sweep = client.get(f"{BASE}/{key}/sweep", {"over": "hours_per_month", "start": "1", "stop": "730", "by": by}).json()
    series = next(each for each in sweep["series"] if each["choice"] == choice)
    (warning,) = series["warnings"]
    assert (warning["code"], warning["field"]) == ("assumed", field)
    assert f"{instead}, the nearest that has one, is assumed." in warning["message"]
    alone = answered(key, {by: choice, "hours_per_month": 730})
    assert float(series["effective_monthly_usd"][-1]) == pytest.approx(float(alone.effective_monthly_usd))


def test_the_page_and_the_terminal_say_what_stands_in(client: Client) -> None:
    told = "express.m7g.large, the nearest that has one, is assumed."
    page = client.get("/msk/").content.decode()
    assert "Express brokers: Broker type kafka.m7g.large has no price in our data beside the other choices" in page
    assert told in page
    out = StringIO()
    call_command("estimate", "msk", "--compare-by", "cluster_type", stdout=out)
    notes = [line for line in out.getvalue().splitlines() if line.startswith("Note on Express")]
    assert len(notes) == 1
    assert notes[0].endswith(told)
